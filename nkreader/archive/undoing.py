"""The history of what the reader did, kept with the library: taken back and done again also on another day.

A step is a row with what it was about, and a row for each value that it changed. Only what still is as the step left it
is taken back: what another nkreader, a newer text or a removed article has made different stays as it is, and the step
is forgotten. No step is ever applied over something it does not know.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from nkreader.archive import marks, repairs, rulings
from nkreader.archive.errors import UnknownHighlight
from nkreader.archive.serial import dumps
from nkreader.model.folding import fold
from nkreader.model.highlights import Highlight
from nkreader.model.sanitise import safe_line
from nkreader.model.steps import Change, Retraced

LIMIT = 1000
"""How many steps are kept."""
DATES = ("published", "reported", "happened")
"""The dates that the reader may set; None where nothing is set. What follows from them is worked out anew."""
COLUMNS = {"read": bool, "starred": bool, "tags": list, **dict.fromkeys(DATES, str)}
"""The values of an article itself, by their columns, and what they are."""
HIGHLIGHT = "highlight"
REPAIR = "repair"
RULING = "ruling"
SEARCH = "search"
"""A saved search, by the key of its name: name and query."""

_GONE = "its article was removed"
_OTHER = "it has become another since"


def record(db: sqlite3.Connection, said: str, changes: Iterable[Change], title: str = "") -> None:
    """Keep a step, in the transaction of what it did. What was taken back before cannot be done again.

    Args:
        said: What was done, in a word or two.
        changes: What became what; a value that stayed is no change, and without changes there is no step.
        title: What it was about; that of the article, or how many, if it is empty.
    """
    made = [change for change in changes if change.before != change.after]
    if not made:
        return
    token = f"step-{secrets.token_hex(8)}"
    about = title or _about(db, made)
    db.execute("DELETE FROM step WHERE undone = 1")
    (last,) = db.execute("SELECT coalesce(max(number), 0) FROM step").fetchone()
    db.execute("INSERT INTO step VALUES (?, ?, ?, ?, 0)", (token, last + 1, safe_line(said), about))
    rows = (
        (token, place, change.article or None, change.kind, change.key, dumps(change.before), dumps(change.after))
        for place, change in enumerate(made)
    )
    db.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    trim(db)


def trim(db: sqlite3.Connection) -> None:
    """Forget the oldest steps beyond `LIMIT`."""
    db.execute(
        "DELETE FROM step WHERE token IN (SELECT token FROM step ORDER BY number DESC LIMIT -1 OFFSET ?)", (LIMIT,)
    )


def _about(db: sqlite3.Connection, changes: Sequence[Change]) -> str:
    articles = {change.article for change in changes}
    if len(articles) > 1:
        return f"{len(articles):,} pieces"
    row = db.execute("SELECT headline_json FROM analysis WHERE article = ?", (changes[0].article,)).fetchone()
    return safe_line(json.loads(row[0])["title"]) if row else ""


def retrace(db: sqlite3.Connection, *, back: bool) -> Retraced | None:
    """Take the last step back, or do again what was taken back last; None if there is none."""
    order = "DESC" if back else "ASC"
    row = db.execute(
        f"SELECT token, said, title FROM step WHERE undone = ? ORDER BY number {order} LIMIT 1", (int(not back),)
    ).fetchone()
    if row is None:
        return None
    token, said, title = row
    done: list[str] = []
    dated = named = False
    left: list[int] = []
    marked: dict[str, None] = {}
    why = _GONE
    for place, change in [*_changes(db, token, back)]:
        old, new = (change.after, change.before) if back else (change.before, change.after)
        now = _now(db, change)
        if _same(change.kind, now, old) or _same(change.kind, now, new):
            _put(db, change, new, old)
            done.append(change.article)
            dated |= change.kind in DATES or change.kind == RULING
            named |= change.kind == REPAIR
            if change.kind == HIGHLIGHT and new is not None:
                marked[change.article] = None
        else:
            left.append(place)
            why = _OTHER
    for article in marked:
        marks.reanchor(db, article)
    if done:
        db.execute("UPDATE step SET undone = ? WHERE token = ?", (int(back), token))
        db.executemany("DELETE FROM change WHERE step = ? AND place = ?", [(token, place) for place in left])
    else:
        db.execute("DELETE FROM step WHERE token = ?", (token,))
    lost = len(left) if done else max(1, len(left))
    articles = tuple(ident for ident in dict.fromkeys(done) if ident)
    return Retraced(said, title, articles, lost, why if lost else "", dated, named)


def _changes(db: sqlite3.Connection, token: str, back: bool) -> Iterator[tuple[int, Change]]:
    """The changes of a step in the order in which they are retraced."""
    order = "DESC" if back else "ASC"
    for place, article, kind, key, before, after in db.execute(
        f"SELECT place, article, what, key, before, after FROM change WHERE step = ? ORDER BY place {order}", (token,)
    ):
        yield place, Change(kind, article or "", json.loads(before), json.loads(after), key)


def _now(db: sqlite3.Connection, change: Change) -> Any:
    """The value as it stands."""
    if change.kind == REPAIR:
        try:
            one = repairs.repair(db, change.key)
        except repairs.UnknownRepair:
            return None
        return repairs.as_json(one) if (one.article or "") == change.article else {}
    if change.kind == RULING:
        try:
            return rulings.as_json(rulings.ruling(db, change.key))
        except rulings.UnknownRuling:
            return None
    if change.kind == SEARCH:
        row = db.execute("SELECT name, query FROM saved_search WHERE key = ?", (change.key,)).fetchone()
        return row and [*row]
    if change.kind == HIGHLIGHT:
        try:
            mark = marks.highlight(db, change.key)
        except UnknownHighlight:
            return None
        return marks.as_json(mark) if mark.article == change.article else {}
    (value,) = db.execute(f"SELECT {_column(change)} FROM article WHERE id = ?", (change.article,)).fetchone()
    if change.kind in DATES:
        return value
    return bool(value) if COLUMNS[change.kind] is bool else json.loads(value)


def _same(kind: str, one: Any, other: Any) -> bool:
    """Whether two values are one; of a highlight, whatever its place in a newer text is, of a ruling, its number."""
    if kind == RULING and one and other:
        return bool({**one, "number": 0} == {**other, "number": 0})
    if kind != HIGHLIGHT or not one or not other:
        return bool(one == other)
    said = ("note", "tags", "colour")
    return fold(one["exact"]) == fold(other["exact"]) and all(one[key] == other[key] for key in said)


def _put(db: sqlite3.Connection, change: Change, new: Any, old: Any) -> None:
    """Let a value be `new`, where it was `old` or is `new` already."""
    if change.kind == REPAIR:
        repairs.remove(db, change.key)
        if new is not None:
            repairs.put(db, repairs.from_json(change.key, change.article or None, new))
    elif change.kind == RULING:
        rulings.remove(db, change.key)
        if new is not None:
            rulings.put(db, rulings.from_json(change.key, new))
    elif change.kind == SEARCH:
        db.execute("DELETE FROM saved_search WHERE key = ?", (change.key,))
        if new is not None:
            db.execute("INSERT INTO saved_search VALUES (?, ?, ?)", (change.key, *new))
    elif change.kind in DATES:
        from nkreader.archive.deriving import derive_again  # the analysis is not loaded for less

        db.execute(f"UPDATE article SET {_column(change)} = ? WHERE id = ?", (new, change.article))
        derive_again(db, change.article)
    elif change.kind != HIGHLIGHT:
        value = int(new) if COLUMNS[change.kind] is bool else dumps(new)
        db.execute(f"UPDATE article SET {_column(change)} = ? WHERE id = ?", (value, change.article))
    elif new is None:
        db.execute("DELETE FROM highlight WHERE id = ?", (change.key,))
    else:
        marks.put(db, _restored(db, change, new, old))


def _restored(db: sqlite3.Connection, change: Change, new: Any, old: Any) -> Highlight:
    """The highlight as it is to be; where only words about the passage changed, the passage stays where it is now."""
    mark = marks.from_json(change.key, change.article, new)
    if old is None or any(new[key] != old[key] for key in marks.ANCHOR):
        return mark
    try:
        return marks.in_place(marks.highlight(db, change.key), mark)
    except UnknownHighlight:
        return mark


def _column(change: Change) -> str:
    """The column of a value of an article.

    Raises:
        KeyError: if there is no such value; a name out of the store never becomes a part of a statement.
    """
    return {name: name for name in COLUMNS}[change.kind]
