"""One article of a dump into a library that may know it already, under this id or another.

The merged article has all texts of both sides and the id that goes with the first one. Nothing the reader did is taken
back: stars and read marks of both sides hold, tags are united, and where both sides have a note, or a date set by hand,
the library's stays and the line is told.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime

from nkreader.archive import fetched_dumped, marks, repairs, repairs_dumped, rulings, undoing
from nkreader.archive.deriving import set_dates
from nkreader.archive.dumped import Address, Changed, Marks, Place
from nkreader.archive.errors import UnknownHighlight
from nkreader.archive.known import is_gone
from nkreader.archive.matching import Group, Known, found
from nkreader.archive.restored import RestoreReport
from nkreader.archive.serial import dumps
from nkreader.ingest import file_of
from nkreader.model.fetched import Retrieval
from nkreader.model.folding import fold
from nkreader.model.highlights import Highlight
from nkreader.model.repairs import Repair


def merge(db: sqlite3.Connection, group: Group, known: Known, report: RestoreReport, meant: dict[str, str]) -> None:
    """Bring one article into the library, or level with it; `meant` is told its id there, by that in the dump."""
    here = found(db, group, known)
    if not here and not group.versions:
        for line, _ in group.lines:
            report.skip(line, f"the text of article {group.article} is neither in the dump nor in the library")
        return
    ident, digests = _joined(db, group, here, report)
    meant |= {group.article: ident, **{one: ident for one, now in meant.items() if now in here}}
    places: list[Place] = []
    for line, said in group.lines:
        if isinstance(said, Marks):
            changed = _marked(db, ident, said)
            if set(said.dates) - set(set_dates(db, ident).items()):
                report.skip(line, f"article {ident} has another date set by hand here, which stays")
            else:
                report.tell("article", changed or not here)
        elif isinstance(said, Place):
            if said.digest in digests:
                places.append(said)
            else:
                report.skip(line, "the path's text is not in the dump")
        elif isinstance(said, Address):
            done = db.execute("INSERT OR IGNORE INTO address VALUES (?, ?)", (said.key, ident))
            report.tell("address", done.rowcount > 0)
        elif isinstance(said, Highlight):
            _highlighted(db, replace(said, article=ident), line, report)
        elif isinstance(said, Repair):
            repairs_dumped.put(db, replace(said, article=ident), line, report)
        elif isinstance(said, Retrieval):
            fetched_dumped.put(db, said, ident, report)
        elif isinstance(said, Changed):
            _changed(db, ident, said, report)
    for place in sorted(places, key=lambda place: (_taken(db, ident, place.path), place.path)):
        report.tell("path", _placed(db, ident, place))
    db.executemany("DELETE FROM ignored WHERE digest = ?", [(digest,) for digest in digests])
    db.execute("DELETE FROM dismissed WHERE key IN (SELECT key FROM address WHERE article = ?)", (ident,))
    marks.reanchor(db, ident)


def _changed(db: sqlite3.Connection, ident: str, said: Changed, report: RestoreReport) -> None:
    values = (said.place, ident, said.what, said.key, said.before, said.after, said.step)
    done = db.execute(
        "INSERT OR IGNORE INTO change SELECT ?7, ?1, ?2, ?3, ?4, ?5, ?6 FROM step WHERE token = ?7", values
    )
    report.tell("change", done.rowcount > 0)


def _joined(
    db: sqlite3.Connection, group: Group, same: Sequence[str], report: RestoreReport
) -> tuple[str, AbstractSet[str]]:
    """Make one article of the dump's and the library's; gives its id and the digests of its texts."""
    merged = list(dict.fromkeys(version.digest for version in group.versions))
    owners = {merged[0]: group.article} if merged else {}
    kept: dict[str, str] = {}
    here: list[str] = []
    for ident in same:
        rows = db.execute("SELECT digest, article_json FROM version WHERE article = ? ORDER BY number", (ident,))
        texts = dict(rows.fetchall())
        here = list(texts)
        if ident == group.article and here[0] not in merged:
            merged.insert(0, here[0])
        owners.setdefault(here[0], ident)
        merged = _sequence(here, merged, _touched(db, ident))
        kept |= texts
    for version in group.versions:
        report.tell("version", version.digest not in kept)
    ident = owners.get(merged[0], group.article)
    rewritten = len(same) != 1 or merged != here
    if rewritten:
        db.executemany("DELETE FROM version WHERE article = ?", [(other,) for other in same])
    if same:
        _united(db, same, ident)
    else:
        _begun(db, ident, group)
    if rewritten:
        contents = {version.digest: version.content for version in group.versions} | kept
        versions = [(ident, number, digest, contents[digest]) for number, digest in enumerate(merged, 1)]
        db.executemany("INSERT INTO version VALUES (?, ?, ?, ?)", versions)
    return ident, set(merged)


def _sequence(here: Sequence[str], theirs: Sequence[str], touched: bool) -> list[str]:
    """Both histories as one: the other's, then what came here.

    What was here before the other's first text stays before it where the reader has worked with it; else its order is
    but that of one add.
    """
    first = here.index(theirs[0]) if touched and theirs and theirs[0] in here else 0
    others = frozenset(theirs)
    before = [digest for digest in here[:first] if digest not in others]
    return [*before, *theirs, *(digest for digest in here[first:] if digest not in others)]


def _touched(db: sqlite3.Connection, ident: str) -> bool:
    """Whether the reader has worked with an article, so that its id may stand elsewhere, too."""
    done = (
        "SELECT 1 FROM article WHERE id = ? AND "
        "(read OR starred OR tags != '[]' OR coalesce(published, reported, happened) NOT NULL "
        "OR id IN (SELECT article FROM highlight UNION SELECT article FROM repair WHERE article NOT NULL "
        "UNION SELECT article FROM ruled))"
    )
    return db.execute(done, (ident,)).fetchone() is not None


def _begun(db: sqlite3.Connection, ident: str, group: Group) -> None:
    marked = next((said for _, said in group.lines if isinstance(said, Marks)), None)
    (following,) = db.execute("SELECT coalesce(max(number), 0) + 1 FROM article").fetchone()
    free = marked and not db.execute("SELECT 1 FROM article WHERE number = ?", (marked.number,)).fetchone()
    number = marked.number if marked and free else following
    added = marked.added if marked else datetime.now(UTC).isoformat(timespec="seconds")
    renewed = marked.renewed if marked else 0
    values = (ident, number, added, renewed)
    db.execute("INSERT INTO article (id, number, added, renewed) VALUES (?, ?, ?, ?)", values)


def _united(db: sqlite3.Connection, same: Sequence[str], ident: str) -> None:
    """Make one of several articles, under an id that may be new."""
    stays = ident if ident in same else same[0]
    for other in same:
        if other == stays:
            continue
        db.execute(
            "DELETE FROM path WHERE article = ?1 AND missing = 1 "
            "AND path IN (SELECT path FROM path WHERE article = ?2)",
            (stays, other),
        )
        db.execute("UPDATE OR IGNORE path SET article = ? WHERE article = ?", (stays, other))
        for table in ("address", "highlight", "change", "repair"):
            db.execute(f"UPDATE {table} SET article = ? WHERE article = ?", (stays, other))
        fetched_dumped.united(db, other, stays)
        repairs.note(db, [stays])
        rulings.united(db, other, stays)
        row = db.execute("SELECT added, read, starred, tags, renewed FROM article WHERE id = ?", (other,)).fetchone()
        dates = tuple(set_dates(db, other).items())
        db.execute("DELETE FROM article WHERE id = ?", (other,))
        tags = tuple(json.loads(row[3]))
        _marked(db, stays, Marks(stays, 0, row[0], bool(row[1]), bool(row[2]), tags, dates, row[4]))
    if stays != ident:
        db.execute("DELETE FROM analysis WHERE article = ?", (stays,))  # groups have names made of ids: anew
        db.execute("UPDATE article SET id = ? WHERE id = ?", (ident, stays))


def _marked(db: sqlite3.Connection, ident: str, said: Marks) -> bool:
    (here,) = db.execute("SELECT tags FROM article WHERE id = ?", (ident,)).fetchone()
    tags = dumps(list(dict.fromkeys((*json.loads(here), *said.tags))))
    changed = db.execute(
        "UPDATE article SET read = max(read, ?2), starred = max(starred, ?3), added = min(added, ?4), tags = ?5, "
        "renewed = max(renewed, ?6) "
        "WHERE id = ?1 AND (read < ?2 OR starred < ?3 OR added > ?4 OR tags != ?5 OR renewed < ?6)",
        (ident, int(said.read), int(said.starred), said.added, tags, said.renewed),
    )
    return _dated(db, ident, said) or changed.rowcount > 0


def _dated(db: sqlite3.Connection, ident: str, said: Marks) -> bool:
    """Take over dates set by hand where none is set here; what follows from them is worked out with all the rest."""
    here = set_dates(db, ident)
    new = {name: value for name, value in said.dates if name not in here}
    for name in undoing.DATES:
        if name in new:
            db.execute(f"UPDATE article SET {name} = ? WHERE id = ?", (new[name], ident))
    if new:
        db.execute("DELETE FROM analysis WHERE article = ?", (ident,))
    return bool(new)


def _taken(db: sqlite3.Connection, ident: str, path: bytes) -> bool:
    """Whether another article stands at a path now."""
    row = db.execute("SELECT article FROM path WHERE path = ? AND missing = 0", (path,)).fetchone()
    return row is not None and row[0] != ident


def _placed(db: sqlite3.Connection, ident: str, place: Place) -> bool:
    """Without size and time, so that the next look at the folder reads the file.

    A path that another article took, or whose file is gone, is kept as missing, as adding keeps it, if this article has
    no other.
    """
    taken = not place.missing and _taken(db, ident, place.path)
    stands = db.execute("SELECT 1 FROM path WHERE article = ? AND missing = 0", (ident,)).fetchone()
    if stands and (place.missing or taken or is_gone(file_of(os.fsdecode(place.path)))):
        return False
    row = (place.path, ident, place.digest, 0, 0, int(place.missing or taken))
    return db.execute("INSERT OR IGNORE INTO path VALUES (?, ?, ?, ?, ?, ?)", row).rowcount > 0


def _highlighted(db: sqlite3.Connection, mark: Highlight, line: int, report: RestoreReport) -> None:
    here = _of_id(db, mark.id)
    if here is not None and not _alike(here, mark):  # another highlight that chance gave the same id
        said = "\n".join((mark.id, mark.article, mark.anchor.exact, mark.anchor.prefix))
        mark = replace(mark, id=f"nk-{hashlib.sha256(said.encode()).hexdigest()[:8]}")
        here = _of_id(db, mark.id)
    if here is None:
        marks.put(db, mark)
        report.tell("highlight", True)
        return
    tags = tuple(dict.fromkeys((*here.tags, *mark.tags)))
    both = replace(here, note=here.note or mark.note, tags=tags)
    if mark.note not in ("", both.note):
        report.skip(line, f"highlight {mark.id} has another note here, which stays")
    else:
        report.tell("highlight", both != here)
    if both != here:
        marks.put(db, both)


def _of_id(db: sqlite3.Connection, ident: str) -> Highlight | None:
    try:
        return marks.highlight(db, ident)
    except UnknownHighlight:
        return None


def _alike(one: Highlight, other: Highlight) -> bool:
    return one.article == other.article and fold(one.anchor.exact) == fold(other.anchor.exact)
