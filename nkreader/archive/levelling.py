"""Bringing an index level with its store: what is new or another goes in, what is gone goes out."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from nkreader.archive.connection import Connection
from nkreader.archive.crew import Crew
from nkreader.archive.documents import MANY, Row, as_document, prepared
from nkreader.archive.sealing import Level, StoredSeal
from nkreader.archive.store import Store
from nkreader.model.sanitise import safe_line
from nkreader.search.errors import IndexDamaged

if TYPE_CHECKING:
    from nkreader.search.index import Index

_STALE = """
SELECT a.id FROM article a LEFT JOIN indexed i ON i.article = a.id
WHERE i.article IS NULL AND EXISTS (SELECT 1 FROM analysis n WHERE n.article = a.id) ORDER BY a.number
"""
_STATE = """
SELECT n.digest, n.engine, n.headline_json, n.repairs, v.article_json, n.analysis_json FROM analysis n
JOIN version v ON v.article = n.article AND v.digest = n.digest WHERE n.article = ? ORDER BY v.number DESC LIMIT 1
"""
BATCH = 20_000
"""Articles a commit of the index: what an interruption costs in work."""


class Levelling(ABC):
    """What is known of how far an index is behind its store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seal = StoredSeal(store)
        self._level: WeakKeyDictionary[Connection, tuple[int, int]] = WeakKeyDictionary()
        """In which state of the store, by connection, the index was level with it."""
        self._waiting = 0
        """Articles that are still to be indexed."""

    @abstractmethod
    def _ready(self) -> Index:
        """The index."""

    def index_stale(self) -> None:
        """Index what is new or another, and drop what is gone, `BATCH` articles a commit."""
        index, db = self._ready(), self._store.connection
        state = state_of(db)
        present = self._present(index)
        gone = sorted(present - {row[0] for row in db.execute("SELECT id FROM article")})
        stale = [row[0] for row in db.execute(_STALE)]
        if not stale and not gone:
            self._level[db] = state
        self._waiting = len(stale)
        crew = Crew() if len(stale) > MANY and index.takes_prepared else None
        try:
            for at in range(0, max(len(stale), len(gone[:1])), BATCH):
                covered: list[Level] = []
                self._seal.covering(covered, gone)
                found = self._rows(stale[at : at + BATCH], covered)
                index.update(prepared(found, crew) if crew else (as_document(*row) for row in found), gone)
                self._waiting, gone = len(stale) - at - BATCH, []
        finally:
            if crew:
                crew.close()

    def _present(self, index: Index) -> frozenset[str]:
        """The articles in the index: at least those that the store says are, or it is none of its states."""
        while True:
            seal = self._seal.read()
            present = index.ids()
            level = {row[0] for row in self._store.connection.execute("SELECT article FROM indexed")}
            if level <= present:
                return present
            if self._seal.read() == seal:  # no other nkreader has committed in between
                raise IndexDamaged(f"{len(level - present)} articles were missing from it")

    def _rows(self, idents: Iterable[str], covered: list[Level]) -> Iterator[Row]:
        """What the index is to be told of articles, one at a time, noting of what state each was."""
        db = self._store.connection
        for ident in idents:
            row = db.execute(_STATE, (ident,)).fetchone()
            if row is None:  # removed meanwhile
                continue
            digest, engine, headline, repairs, article, analysis = row
            paths = db.execute("SELECT path FROM path WHERE article = ?", (ident,))
            files = sorted({safe_line(os.fsdecode(path)) for (path,) in paths})
            covered.append((ident, digest, engine, headline, repairs))
            yield ident, article, analysis, tuple(files)


def state_of(db: Connection) -> tuple[int, int]:
    """Changes with every change to the store: others' (sqlite.org/pragma.html#pragma_data_version) and one's own."""
    return db.execute("PRAGMA data_version").fetchone()[0], db.total_changes
