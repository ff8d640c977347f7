"""Saved searches and the last searches in a dump: as lines, checked, and back into a library."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from nkreader.archive.restored import RestoreReport
from nkreader.archive.searches import LONGEST, REMEMBERED, key_of, name_of, saved, searched
from nkreader.archive.serial import dumps
from nkreader.archive.steps_dumped import STEP, Changed, changes, keep, matching
from nkreader.archive.undoing import SEARCH
from nkreader.model.sanitise import safe_line

SAVED, SEARCHED, STEPPED = "saved_search", "searched", "search_change"
"""Kinds of lines."""
_BEHIND = 10**6
"""No search stands so far behind the last."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A search with a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Searched:
    """One of the last searches."""

    behind: int
    """How many came after it."""
    query: str


@dataclass(frozen=True, slots=True)
class SearchStepped(Changed):
    """What a step changed of a saved search."""


def records(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The lines of a dump."""
    for one in saved(db):
        yield {"kind": SAVED, "name": one.name, "query": one.query}
    for behind, query in enumerate(searched(db)):
        yield {"kind": SEARCHED, "behind": behind, "query": query}
    yield from changes(db, SEARCH, STEPPED)


def saved_of(record: dict[str, Any]) -> Saved:
    """A line's saved search.

    Raises:
        ValueError: if it is none.
    """
    name, query = record["name"], _query(record)
    if not isinstance(name, str) or not key_of(name) or name_of(name) != name or len(name) > LONGEST:
        raise ValueError("no name of a search")
    return Saved(name, query)


def searched_of(record: dict[str, Any]) -> Searched:
    """A line's search.

    Raises:
        ValueError: if it is none.
    """
    behind = record["behind"]
    if type(behind) is not int or not 0 <= behind < _BEHIND:
        raise ValueError("no place among searches")
    return Searched(behind, _query(record))


def search_stepped_of(record: dict[str, Any]) -> SearchStepped:
    """A line's change.

    Raises:
        ValueError, KeyError: if it is none.
    """
    step, place, key = record["step"], record["place"], record["key"]
    matching(step, STEP)
    if type(place) is not int or not 0 <= place < _BEHIND:
        raise ValueError("no place in a step")
    before, after = (_named(record[name], key) for name in ("before", "after"))
    return SearchStepped(step, place, key, before, after)


def _named(value: Any, key: Any) -> str:
    """Name and query that a search had, if any, as the store keeps them."""
    if value is None:
        return dumps(None)
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("no name and query")
    one = saved_of({"name": value[0], "query": value[1]})
    if key_of(one.name) != key:
        raise ValueError("the name of another search")
    return dumps([one.name, one.query])


def _query(record: dict[str, Any]) -> str:
    query = record["query"]
    if not isinstance(query, str) or not query or safe_line(query).strip() != query or len(query) > LONGEST:
        raise ValueError("no search")
    return query


def restore(db: sqlite3.Connection, lines: Iterable[object], report: RestoreReport) -> None:
    """Merge what the lines tell into the library, whose own searches stay as they are and come first."""
    told = list(lines)
    for named in (line for line in told if isinstance(line, Saved)):
        report.tell(SAVED, _save(db, named))
    for last in sorted((line for line in told if isinstance(line, Searched)), key=lambda line: line.behind):
        report.tell(SEARCHED, _remember(db, last))
    for line in told:
        if isinstance(line, SearchStepped):
            report.tell(STEPPED, keep(db, SEARCH, line))


def _save(db: sqlite3.Connection, line: Saved) -> bool:
    """Keep a search under its name; where another has that, under the name with a number."""
    for number in count(1):
        name = line.name if number == 1 else f"{line.name} {number}"
        row = db.execute("SELECT query FROM saved_search WHERE key = ?", (key_of(name),)).fetchone()
        if row is None:
            db.execute("INSERT INTO saved_search VALUES (?, ?, ?)", (key_of(name), name, line.query))
            return True
        if row[0] == line.query:
            return False
    raise AssertionError("unreachable")


def _remember(db: sqlite3.Connection, line: Searched) -> bool:
    """Put a search before the oldest there is, as long as there is room."""
    if db.execute("SELECT count(*) FROM searched").fetchone()[0] >= REMEMBERED:
        return False
    done = db.execute(
        "INSERT OR IGNORE INTO searched SELECT coalesce(min(number), 0) - 1, ? FROM searched", (line.query,)
    )
    return done.rowcount > 0


Line = Saved | Searched | SearchStepped
"""What a line may say."""
READERS: dict[str, Callable[[dict[str, Any]], Line]] = {
    SAVED: saved_of,
    SEARCHED: searched_of,
    STEPPED: search_stepped_of,
}
"""By the kinds of lines."""
