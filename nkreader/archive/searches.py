"""What the library remembers of searching: saved searches and the last searches."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from nkreader.archive import undoing
from nkreader.archive.errors import LibraryError
from nkreader.archive.store import Store
from nkreader.model.folding import fold
from nkreader.model.sanitise import safe_line
from nkreader.model.steps import Change
from nkreader.search.lexer import QUOTES

REMEMBERED = 200
"""How many searches are remembered."""
LONGEST = 10_000
"""Characters of a search that can be saved or remembered."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search the reader gave a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class SavedFound:
    """A saved search and what it finds now."""

    search: SavedSearch
    pieces: int
    new: int | None
    """How many of them came in, or got a new version, since the last visit ended; None if there was none."""
    notices: tuple[str, ...] = ()


def saved(db: sqlite3.Connection) -> tuple[SavedSearch, ...]:
    """All saved searches, by name."""
    return tuple(SavedSearch(*row) for row in db.execute("SELECT name, query FROM saved_search ORDER BY key"))


def saved_as(db: sqlite3.Connection, name: str) -> SavedSearch | None:
    """The saved search of that name, whatever its case."""
    row = db.execute("SELECT name, query FROM saved_search WHERE key = ?", (key_of(name),)).fetchone()
    return SavedSearch(*row) if row else None


def key_of(name: str) -> str:
    """What names are compared by."""
    return " ".join(fold(safe_line(name)).split())


def name_of(text: str) -> str:
    """A name as it is kept: on one line, and such that `saved:"NAME"` can be typed."""
    return " ".join("".join(" " if sign in QUOTES else sign for sign in safe_line(text)).split())


def save(store: Store, name: str, query: str) -> SavedSearch | None:
    """Give a search a name; gives what had it before.

    Raises:
        LibraryError: if the name or the search is empty, or the search is too long.
    """
    name, query = name_of(name), safe_line(query).strip()
    if not key_of(name) or not query:
        raise LibraryError("a saved search needs a name and a search")
    if len(query) > LONGEST or len(name) > LONGEST:
        raise LibraryError(f"a search of more than {LONGEST:,} characters cannot be saved")
    with store.writing() as db:
        before = saved_as(db, name)
        db.execute("INSERT OR REPLACE INTO saved_search VALUES (?, ?, ?)", (key_of(name), name, query))
    return before


def forget(store: Store, name: str) -> None:
    """Forget a saved search; nothing if there is none of that name. It can be taken back."""
    with store.writing() as db:
        before = saved_as(db, name)
        if before is not None:
            db.execute("DELETE FROM saved_search WHERE key = ?", (key_of(name),))
            gone = Change(undoing.SEARCH, "", [before.name, before.query], None, key_of(name))
            undoing.record(db, "saved search deleted", [gone], before.name)


def rename(store: Store, name: str, to: str) -> None:
    """Give a saved search another name.

    Raises:
        LibraryError: if there is none of that name, or the other name is empty or another search's.
    """
    to = name_of(to)
    with store.writing() as db:
        known, there = saved_as(db, name), saved_as(db, to)
        if known is None or not key_of(to):
            raise LibraryError("a saved search needs a name" if known else f"there is no saved search {name!r}")
        if there is not None and there != known:
            raise LibraryError(f"there is a saved search {there.name!r} already")
        db.execute("DELETE FROM saved_search WHERE key = ?", (key_of(name),))
        db.execute("INSERT INTO saved_search VALUES (?, ?, ?)", (key_of(to), to, known.query))


def searched(db: sqlite3.Connection) -> tuple[str, ...]:
    """The last searches, the latest first."""
    return tuple(row[0] for row in db.execute("SELECT query FROM searched ORDER BY number DESC"))


def remember(store: Store, query: str) -> None:
    """Remember a search as the latest."""
    query = safe_line(query).strip()
    if not query or len(query) > LONGEST:
        return
    with store.writing() as db:
        db.execute("DELETE FROM searched WHERE query = ?", (query,))
        db.execute("INSERT INTO searched SELECT coalesce(max(number), 0) + 1, ? FROM searched", (query,))
        db.execute(
            "DELETE FROM searched WHERE number <= (SELECT number FROM searched ORDER BY number DESC LIMIT 1 OFFSET ?)",
            (REMEMBERED,),
        )
