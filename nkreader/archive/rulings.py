"""What the reader says of groups, in the store: as rows, and the articles whose groups it may change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from nkreader.archive.errors import LibraryError
from nkreader.archive.serial import dumps
from nkreader.model import rulings as model
from nkreader.model.rulings import NOTHING, Ruled, Ruling, Verdict
from nkreader.model.sanitise import safe_line

_ROWS = (
    "SELECT r.id, r.number, r.verdict, d.article, d.side FROM ruling r JOIN ruled d ON d.ruling = r.id "
    "{} ORDER BY r.number, r.id, d.article"
)


class UnknownRuling(LibraryError):
    """Nothing that was said of groups has this id."""


def listed(db: sqlite3.Connection) -> tuple[Ruling, ...]:
    """All that is said, in the order of making."""
    return tuple(_read(db.execute(_ROWS.format("")).fetchall()))


def ruled(db: sqlite3.Connection) -> Ruled:
    """What all of it comes to."""
    said = listed(db)
    return model.ruled(said) if said else NOTHING


def ruling(db: sqlite3.Connection, ident: str) -> Ruling:
    """One of them.

    Raises:
        UnknownRuling: if there is none of this id.
    """
    found = next(_read(db.execute(_ROWS.format("WHERE r.id = ?"), (ident,)).fetchall()), None)
    if found is None:
        raise UnknownRuling(f"nothing that you said of groups is {safe_line(ident)}")
    return found


def _read(rows: Iterable[tuple[Any, ...]]) -> Iterator[Ruling]:
    sides: tuple[list[str], list[str]] = [], []
    head: tuple[str, int, str] | None = None
    for ident, number, verdict, article, side in rows:
        if head != (ident, number, verdict):
            if head is not None and all(sides):
                yield _ruling(*head, *sides)
            head, sides = (ident, number, verdict), ([], [])
        sides[side].append(article)
    if head is not None and all(sides):
        yield _ruling(*head, *sides)


def _ruling(ident: str, number: int, verdict: str, these: Iterable[str], those: Iterable[str]) -> Ruling:
    return Ruling(Verdict(verdict), tuple(sorted(set(these))), tuple(sorted(set(those))), ident, number)


def put(db: sqlite3.Connection, *new: Ruling) -> tuple[str, ...]:
    """Keep rulings; the articles of which something else is said then are noted, and given back."""
    with _noted(db) as changed:
        for one in new:
            _put(db, one)
    return tuple(changed)


def _put(db: sqlite3.Connection, one: Ruling) -> None:
    db.execute("DELETE FROM ruling WHERE id = ?", (one.id,))
    db.execute("INSERT INTO ruling VALUES (?, ?, ?)", (one.id, one.number, str(one.verdict)))
    rows = [(one.id, article, side) for side, found in enumerate((one.these, one.those)) for article in found]
    db.executemany("INSERT INTO ruled VALUES (?, ?, ?)", rows)


def remove(db: sqlite3.Connection, *idents: str) -> tuple[str, ...]:
    """Forget rulings; the articles of which something else is said then are noted, and given back."""
    with _noted(db) as changed:
        db.executemany("DELETE FROM ruling WHERE id = ?", [(ident,) for ident in idents])
    return tuple(changed)


@contextmanager
def _noted(db: sqlite3.Connection) -> Iterator[list[str]]:
    """Note the articles of which something else is said in the end; they need not be compared again for it."""
    before = ruled(db)
    changed: list[str] = []
    yield changed
    changed += ruled(db).others(before)
    db.executemany(
        "INSERT OR IGNORE INTO ungrouped SELECT ?1, 1 WHERE EXISTS (SELECT 1 FROM analysis WHERE article = ?1)",
        [(ident,) for ident in changed],
    )


def next_number(db: sqlite3.Connection) -> int:
    """The number of the next ruling."""
    return int(db.execute("SELECT coalesce(max(number), 0) + 1 FROM ruling").fetchone()[0])


def make_room(db: sqlite3.Connection, numbers: int) -> None:
    """Let as many numbers be free before the first ruling, also in what can be taken back; their order stays."""
    if not numbers or not db.execute("SELECT 1 FROM ruling").fetchone():
        return
    db.execute("UPDATE ruling SET number = number + ?", (numbers,))
    for column in ("before", "after"):
        db.execute(
            f"UPDATE change SET {column} = json_set({column}, '$.number', json_extract({column}, '$.number') + ?) "
            f"WHERE what = 'ruling' AND {column} != 'null'",
            (numbers,),
        )


def united(db: sqlite3.Connection, gone: str, stays: str) -> None:
    """Let what is said of an article be said of the one that it has become a part of."""
    meant = {gone: stays}
    for one in listed(db):
        if gone in one.articles:
            now = one.moved(meant)
            with _noted(db):
                if now is None:
                    db.execute("DELETE FROM ruling WHERE id = ?", (one.id,))
                else:
                    _put(db, now)
    rows = "SELECT step, place, key, before, after FROM change WHERE what = 'ruling' AND instr(before || after, ?)"
    for step, place, key, *values in db.execute(rows, (f'"{gone}"',)).fetchall():
        before, after = (moved_text(key, value, meant) for value in values)
        if before is None or after is None:
            db.execute("DELETE FROM change WHERE step = ? AND place = ?", (step, place))
        else:
            db.execute(
                "UPDATE change SET before = ?, after = ? WHERE step = ? AND place = ?", (before, after, step, place)
            )


def moved_text(ident: str, value: str, meant: Mapping[str, str]) -> str | None:
    """What a step keeps of a ruling, of pieces that have other ids; None if nothing is left of it."""
    item = json.loads(value)
    one = item and from_json(ident, item).moved(meant)
    return None if item and one is None else dumps(one and as_json(one))


def is_ruled(db: sqlite3.Connection, article: str) -> bool:
    """Whether anything is said of an article."""
    return db.execute("SELECT 1 FROM ruled WHERE article = ? LIMIT 1", (article,)).fetchone() is not None


def group_of(db: sqlite3.Connection, article: str) -> tuple[str, ...]:
    """The articles that report the event of an article, itself among them, by id."""
    rows = db.execute(
        "SELECT article FROM membership WHERE event = (SELECT event FROM membership WHERE article = ?) "
        "ORDER BY article",
        (article,),
    )
    return tuple(row[0] for row in rows.fetchall()) or (article,)


def joined_with(db: sqlite3.Connection, article: str) -> frozenset[str]:
    """The articles that the reader joined with one outright, not through others, as far as that holds."""
    found: set[str] = set()
    said = ruled(db)
    for one in listed(db):
        if one.verdict is Verdict.JOIN and article in one.articles:
            found |= set(one.those if article in one.these else one.these)
    return frozenset(other for other in found if said.together(article, other))


def follow_ups(db: sqlite3.Connection, group: Iterable[str]) -> dict[str, bool]:
    """The articles linked with those of a group as follow-ups: whether they follow it up, or are followed up by it."""
    if not db.execute("SELECT 1 FROM ruling WHERE verdict = ?", (str(Verdict.FOLLOW_UP),)).fetchone():
        return {}
    said, here = ruled(db), frozenset(group)
    found: dict[str, bool] = {}
    for one in listed(db):
        if one.verdict is not Verdict.FOLLOW_UP:
            continue
        for mine, theirs, follows in ((one.those, one.these, True), (one.these, one.those, False)):
            held = [article for article in mine if article in here]
            for other in theirs:
                if other not in here and any(said.apart(article, other) for article in held):
                    found[other] = follows
    return found


def as_json(one: Ruling) -> dict[str, Any]:
    """A ruling, but for its id."""
    return {"number": one.number, "verdict": str(one.verdict), "these": [*one.these], "those": [*one.those]}


def from_json(ident: str, item: dict[str, Any]) -> Ruling:
    """The reverse of `as_json`.

    Raises:
        ValueError, KeyError: if there is no such verdict, a side is empty, or a piece stands on both.
    """
    one = _ruling(ident, item["number"], item["verdict"], item["these"], item["those"])
    if not one.these or not one.those or not set(one.these).isdisjoint(one.those):
        raise ValueError("no two sides")
    return one
