"""Which article a text belongs to, and which of its versions it is.

In this order: a text that is known is its article, wherever it stands. The same URL (one that is the text's own) and
the same folded title with another text is a new version. A file whose text changed is a new version of its article,
unless another file still holds that article's text: then it is an article of its own. Anything else is a new article.

Versions that arrive in one add are ordered by date, then digest; those of a later add come behind them. The id is the
beginning of the first version's digest and stays, once the add is over or the reader has touched the article.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from bisect import bisect
from dataclasses import dataclass
from datetime import UTC, datetime

from nkreader.archive import marks, repairs, visits
from nkreader.archive.added import AddReport
from nkreader.archive.addressing import address_of, also_titled, at_address, has_text, lives, of_same_text
from nkreader.archive.deriving import Derived, day_of, derived, keep_derived, keep_new, set_dates
from nkreader.archive.serial import article_to_json
from nkreader.ingest import Extract, file_of

ID = 12
"""Hex digits of an id."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A text that comes in; analysed already where it is likely to be needed."""

    item: Extract
    analysis: Derived | None = None

    def analysed(self) -> Derived:
        """Its analysis."""
        return self.analysis or derived(self.item.article)

    def order(self) -> tuple[str, str, str]:
        """By date, then digest."""
        return day_of(self.analysed().headline), self.item.digest, self.item.path

    @property
    def is_file(self) -> bool:
        """Whether it is all of a file: not a row of one, not pasted."""
        return bool(self.item.path) and file_of(self.item.path) == self.item.path


@dataclass(frozen=True, slots=True)
class _Known:
    """What stood at a path when it was last looked at."""

    article: str
    digest: str
    size: int
    mtime_ns: int
    missing: int


class Placing:
    """The decisions of one add: each sees what those before it did.

    `before` is the number of the last article that was there when the add began; `renamed` tells which of this add's
    articles got another id, because an earlier version of them came in.
    """

    def __init__(self, before: int) -> None:
        self.renamed: dict[str, str] = {}
        self._before = before
        self._arrived: dict[str, list[tuple[str, str]]] = {}  # day and digest, where an article got several versions
        self._fresh: list[tuple[str, str, Derived]] = []  # id, digest and analysis of articles that have none stored

    def place(self, db: sqlite3.Connection, new: Arrival, report: AddReport, last: bool) -> bool:
        """Give a text its place. A changed file is put off (False) until `last`: until all others are in."""
        item = new.item
        if item.same_as and not item.path:
            self._come_again(db, new, report)
            return True
        known = _known(db, item.path)
        if known and known.digest == item.digest:
            _stands(db, item, known.article, known)
            report.unchanged += 1
            return True
        holders = _holders(db, item.digest)
        address = address_of(item)
        reverted = known is not None and known.article in holders and not _is_present(db, known.article, item.digest)
        if holders and not reverted:
            _stands(db, item, known.article if known and known.article in holders else holders[0], known)
            report.unchanged += 1
        elif not holders and (match := _addressed(db, address, new, known)):
            self._version(db, match, new, address, known, report)
        elif known and (new.is_file or reverted):
            if not last:
                return False
            if not _held(db, known, item.path):
                self._version(db, known.article, new, address, known, report)
            elif holders:
                _stands(db, item, known.article, known)
                report.unchanged += 1
            else:
                self._article(db, new, address, known, report)
        else:
            self._article(db, new, address, known, report)
        return True

    def _come_again(self, db: sqlite3.Connection, new: Arrival, report: AddReport) -> None:
        """Give a text its place that has no file, and that something names whatever it becomes."""
        item = new.item
        address = address_of(item)
        match = at_address(db, item)
        held = of_same_text(db, item, match)
        if held:
            lives(db, address, held)
            report.unchanged += 1
        elif match:
            self._version(db, match, new, address, None, report)
        else:
            self._article(db, new, address, None, report)
        also_titled(db, item)

    def settle(self, db: sqlite3.Connection) -> None:
        """Store the analyses of what was given a place; to be done before its transaction ends."""
        fresh, self._fresh = self._fresh, []
        if fresh:
            keep_new(db, fresh)

    def forget(self) -> None:
        """What was given a place was undone."""
        self._fresh.clear()

    def _article(
        self, db: sqlite3.Connection, new: Arrival, address: str | None, known: _Known | None, report: AddReport
    ) -> None:
        item = new.item
        ident = _free_id(db, item.digest)
        (number,) = db.execute("SELECT coalesce(max(number), 0) + 1 FROM article").fetchone()
        added = datetime.now(UTC).isoformat(timespec="seconds")
        db.execute("INSERT INTO article (id, number, added) VALUES (?, ?, ?)", (ident, number, added))
        db.execute("INSERT INTO version VALUES (?, 1, ?, ?)", (ident, item.digest, article_to_json(item.article)))
        self._fresh.append((ident, item.digest, new.analysed()))
        _stands(db, item, ident, known)
        lives(db, address, ident)
        report.added.append(ident)

    def _version(
        self,
        db: sqlite3.Connection,
        ident: str,
        new: Arrival,
        address: str | None,
        known: _Known | None,
        report: AddReport,
    ) -> None:
        item = new.item
        self.settle(db)  # what is asked and changed here may be of this very add
        (number, latest) = db.execute(
            "SELECT a.number, max(v.number) FROM article a JOIN version v ON v.article = a.id WHERE a.id = ?", (ident,)
        ).fetchone()
        created = number > self._before
        if ident not in self._arrived:
            self._arrived[ident] = _first(db, ident) if created else []
        arrived = self._arrived[ident]
        analysis = new.analysed()
        at = bisect(arrived, (day_of(analysis.headline), item.digest))
        behind = len(arrived) - at
        for moved in range(latest, latest - behind, -1):
            db.execute("UPDATE version SET number = ? WHERE article = ? AND number = ?", (moved + 1, ident, moved))
        place = latest - behind + 1
        content = article_to_json(item.article)
        db.execute("INSERT INTO version VALUES (?, ?, ?, ?)", (ident, place, item.digest, content))
        arrived.insert(at, (day_of(analysis.headline), item.digest))
        if not behind:
            dates = set_dates(db, ident)
            own = dates or repairs.own(db, ident)
            repaired = derived(item.article, dates, repairs.in_force(db, ident)) if own else analysis
            keep_derived(db, ident, item.digest, repaired)
            marks.reanchor(db, ident)
        _stands(db, item, ident, known)
        lives(db, address, ident)
        if not created:
            visits.renewed(db, ident)
            report.updated.append(ident)
        elif place == 1:
            self._rename(db, ident, item.digest, report)

    def _rename(self, db: sqlite3.Connection, old: str, digest: str, report: AddReport) -> None:
        """Give an article of this add the id of what is now its first version."""
        touched = (
            "SELECT 1 FROM article WHERE id = ?1 AND "
            "(read OR starred OR tags != '[]' OR coalesce(published, reported, happened) NOT NULL "
            "OR id IN (SELECT article FROM highlight UNION SELECT article FROM repair WHERE article NOT NULL "
            "UNION SELECT article FROM ruled))"
        )
        if db.execute(touched, (old,)).fetchone():
            return
        new = _free_id(db, digest)
        db.execute("UPDATE article SET id = ? WHERE id = ?", (new, old))
        db.execute("DELETE FROM indexed WHERE article = ?", (old,))
        self._arrived[new] = self._arrived.pop(old)
        report.renamed(old, new)
        self.renamed[old] = new


def _known(db: sqlite3.Connection, path: str) -> _Known | None:
    if not path:
        return None
    row = db.execute(
        "SELECT p.article, p.digest, p.size, p.mtime_ns, p.missing FROM path p JOIN article a ON a.id = p.article "
        "WHERE p.path = ? ORDER BY p.missing, a.number DESC LIMIT 1",
        (os.fsencode(path),),
    ).fetchone()
    return _Known(*row) if row else None


def _holders(db: sqlite3.Connection, digest: str) -> list[str]:
    """The articles that have a version of this digest."""
    rows = db.execute("SELECT DISTINCT article FROM version WHERE digest = ? ORDER BY article", (digest,))
    return [row[0] for row in rows]


def _is_present(db: sqlite3.Connection, ident: str, digest: str) -> bool:
    """Whether a digest is that of the version that is shown."""
    row = db.execute("SELECT digest FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (ident,)).fetchone()
    return bool(row[0] == digest)


def _stands(db: sqlite3.Connection, item: Extract, ident: str, known: _Known | None) -> None:
    """Note that an article stands at a path, and not where it stood and is missing.

    One that stood there before keeps the path as missing, if it has no other.
    """
    if not item.path:
        return
    path = os.fsencode(item.path)
    if known and known.article != ident and not known.missing:
        db.execute("UPDATE path SET missing = 1 WHERE path = ? AND article = ?", (path, known.article))
        db.execute(
            "DELETE FROM path WHERE path = ?1 AND article = ?2 AND EXISTS "
            "(SELECT 1 FROM path WHERE article = ?2 AND missing = 0)",
            (path, known.article),
        )
    now = _Known(ident, item.digest, item.size, item.mtime_ns, 0)
    if known != now:
        values = (path, ident, item.digest, item.size, item.mtime_ns)
        db.execute("INSERT OR REPLACE INTO path VALUES (?, ?, ?, ?, ?, 0)", values)
        db.execute("DELETE FROM path WHERE article = ? AND missing = 1", (ident,))


def _held(db: sqlite3.Connection, known: _Known, path: str) -> bool:
    """Whether another file holds the text that stood at a path, or its article's present one, unchanged."""
    rows = db.execute(
        "SELECT path, size, mtime_ns FROM path p WHERE article = ?1 AND path != ?3 AND missing = 0 AND (digest = ?2 OR "
        "digest = (SELECT digest FROM version v WHERE v.article = ?1 ORDER BY number DESC LIMIT 1))",
        (known.article, known.digest, os.fsencode(path)),
    )
    return any(is_as(file_of(os.fsdecode(other)), size, mtime_ns) for other, size, mtime_ns in rows.fetchall())


def is_as(file: str, size: int, mtime_ns: int) -> bool:
    """Whether a regular file stands there with this size and time."""
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and (status.st_size, status.st_mtime_ns) == (size, mtime_ns)


def _addressed(db: sqlite3.Connection, address: str | None, new: Arrival, known: _Known | None) -> str | None:
    """The article whose new version this is by URL and title; what differs in more than its text is none."""
    row = address and db.execute("SELECT article FROM address WHERE key = ?", (address,)).fetchone()
    if not row:
        return None
    ident = str(row[0])
    if known and known.article == ident and not _held(db, known, new.item.path):
        return ident
    if known and known.article != ident and new.is_file:
        return None
    return None if has_text(db, ident, new.item.article.text) else ident


def _free_id(db: sqlite3.Connection, digest: str) -> str:
    """The beginning of a digest; where another article has that already, of the digest's own digest, and so on."""
    while db.execute("SELECT 1 FROM article WHERE id = ?", (digest[:ID],)).fetchone():
        digest = hashlib.sha256(digest.encode()).hexdigest()
    return digest[:ID]


def _first(db: sqlite3.Connection, ident: str) -> list[tuple[str, str]]:
    """Day and digest of the one version of an article."""
    digest, headline = db.execute("SELECT digest, headline_json FROM analysis WHERE article = ?", (ident,)).fetchone()
    return [(day_of(headline), digest)]
