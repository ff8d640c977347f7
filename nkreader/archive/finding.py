"""Search over a library: questions only the store can answer, and an index that mends itself."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from nkreader.archive.answering import answered
from nkreader.archive.called import called
from nkreader.archive.connection import Connection
from nkreader.archive.crew import Crew
from nkreader.archive.documents import MANY, Row, as_document, body_of, prepared
from nkreader.archive.errors import LibraryError
from nkreader.archive.sealing import Level, StoredSeal
from nkreader.archive.serial import article_from_json
from nkreader.archive.store import Store
from nkreader.model.dates import Interval, PartialDate
from nkreader.model.query import Hit, Node, Notice, Query, Results
from nkreader.model.sanitise import safe_line
from nkreader.search.errors import IndexBusy, IndexDamaged

if TYPE_CHECKING:
    from nkreader.search.index import Index
    from nkreader.search.quoting import Candidates

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
PATIENCE, GLANCE = 10.0, 0.5
"""How many seconds an add, and a search, waits for another nkreader that writes the index."""
SOON, SOON_SECONDS = 200, 2.0
"""A search waits for another thread that indexes no more articles than this, and no longer."""
ATTEMPTS = 3
"""How often damage is mended before it is called hopeless."""
_BUSY = "another nkreader is writing the index"


class Finder:
    """The search of one library. Whoosh is loaded when the first search or the first add needs it."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._lock = threading.RLock()  # held by who brings the index level
        self._making = threading.Lock()
        self._seal = StoredSeal(store)
        self._index: Index | None = None
        self._level: WeakKeyDictionary[Connection, tuple[int, int]] = WeakKeyDictionary()
        self._lent: WeakKeyDictionary[Connection, tuple[tuple[int, int], dict[str, Interval]]] = WeakKeyDictionary()
        self._waiting = 0

    def search(
        self, source: str, limit: int, passages: int | None = None, go_on: Callable[[], None] = lambda: None
    ) -> Results:
        """Answer a query; notices say what was ignored, whether the index was rebuilt, what it does not hold yet.

        `passages` is how many hits get theirs now, where not all do. `go_on` is called between the steps and before
        each passage; what it raises ends the search.

        Raises:
            LibraryError: if the store cannot be read, or there is no index and none can be written.
        """
        from nkreader.archive.spelling_out import spelled_out
        from nkreader.search.hyphens import widened
        from nkreader.search.language import parse

        asked = parse(source)
        notices: list[Notice] = []
        query = answered(self._store.connection, asked, notices)
        query = widened(spelled_out(self._store.connection, query, notices))
        told = self._levelled()
        go_on()
        found = self._found(query, limit, told)
        go_on()
        first = self.passages(found.query, found.hits[:passages], go_on)
        found = replace(found, hits=(*first, *found.hits[len(found.hits[:passages]) :]))
        extra = (*notices, *told)
        return replace(found, notices=(*found.notices, *extra)) if extra else found

    def _found(self, query: Query, limit: int, told: list[Notice], attempts: int = ATTEMPTS) -> Results:
        """Ask the index, mend it if need be; nothing is found while another nkreader keeps us from mending it."""
        try:
            return self._ready().search(query, limit, self._text_of, self._borrowed(), 0)
        except IndexDamaged as damage:  # since it was brought level, or all the time
            if attempts == 1:
                raise LibraryError(f"{self._folder}: cannot be searched: {damage}") from damage
            if not _busy(told):
                told += self.catch_up(GLANCE)
            if _busy(told):
                told.append(Notice(f"nothing can be found until the index is written anew: {damage}"))
                return Results(query, (), 0, notices=query.notices)
        return self._found(query, limit, told, attempts - 1)

    def passages(self, query: Query, hits: Iterable[Hit], go_on: Callable[[], None] = lambda: None) -> Iterator[Hit]:
        """Hits with their passages, one at a time; `go_on` is called before each."""
        from nkreader.search.passages import with_passages

        def text_of(ident: str) -> str:
            go_on()
            return self._text_of(ident)

        return with_passages(query, hits, text_of, partial(called, self._store.connection))

    def count(self, node: Node, among: frozenset[str]) -> int:
        """How many of some articles a word or phrase finds; 0 where the index has to be mended first."""
        try:
            return self._ready().count(node, among)
        except IndexDamaged:
            return 0

    def quoted(self, texts: Sequence[str]) -> Candidates:
        """The articles whose texts may hold a quotation, as far as the index is level; `search` brings it level.

        Raises:
            IndexDamaged: if it cannot be read.
        """
        return self._ready().quoted(texts)

    def _borrowed(self) -> Mapping[str, Interval]:
        """The days of publication that pieces borrow from others of their event; they come and go with the groups."""
        db = self._store.connection
        state, known = _state(db), self._lent.get(db)
        if known is None or known[0] != state:
            rows = db.execute("SELECT article, published_json FROM membership WHERE published_json IS NOT NULL")
            known = state, {ident: PartialDate.from_json(json.loads(data)).interval for ident, data in rows}
            self._lent[db] = known
        return known[1]

    def _levelled(self) -> list[Notice]:
        """Bring the index level for a search, which goes on without if that takes long or cannot be."""
        if not self._lock.acquire(timeout=0 if self._waiting > SOON else SOON_SECONDS):
            return [Notice(f"{self._waiting or 'some'} articles are still being indexed and not found yet")]
        try:
            db = self._store.connection
            return [] if self._level.get(db) == _state(db) else self.catch_up(GLANCE)
        except LibraryError as error:
            if self._seal.read() is None:
                raise
            return [Notice(f"the newest articles may be missing: {error}")]
        finally:
            self._lock.release()

    def catch_up(self, patience: float = PATIENCE) -> list[Notice]:
        """Bring the index level with the store, a batch at a time; tells if it had to be rebuilt.

        What an interrupted run has done is kept. Another nkreader that writes the index is waited for as long as
        `patience`, in seconds; then the rest is left to it, or to the next search.

        Raises:
            LibraryError: if the index cannot be written; what was indexed before still is.
        """
        told: list[Notice] = []
        with self._lock:
            self._ready().patience = patience
            try:
                for attempt in range(ATTEMPTS):
                    try:
                        self._index_stale()
                        return told
                    except IndexDamaged as damage:
                        if attempt == ATTEMPTS - 1:
                            raise LibraryError(
                                f"{self._folder}: cannot be read again after writing: {damage}"
                            ) from damage
                        self._ready().clear()
                        told.append(Notice(f"the index was rebuilt from the library: {damage}"))
            except IndexBusy:
                some = f"{self._waiting} articles are not" if self._waiting else "the newest articles may not be"
                told.append(Notice(f"{_BUSY}; {some} found yet"))
            except OSError as error:
                why = error.strerror or str(error)
                raise LibraryError(f"{self._folder}: cannot write the index ({why}); no article is lost") from error
            finally:
                self._waiting = 0
        return told

    def rebuild(self) -> None:
        """Write the index anew from the store.

        Raises:
            LibraryError: if it cannot be written.
        """
        with self._lock:
            try:
                self._ready().patience = PATIENCE
                self._ready().clear()
            except (IndexBusy, OSError) as error:
                raise LibraryError(f"{self._folder}: cannot be written anew: {error}") from error
            self.catch_up()

    def agreement(self) -> tuple[frozenset[str], frozenset[str]]:
        """What the index lacks, or holds in an older state, and what it holds that is no article; nothing is changed.

        Raises:
            LibraryError: if the index is damaged; the next search rebuilds it.
        """
        with self._lock:
            try:
                present = self._ready().ids()
            except IndexDamaged as damage:
                raise LibraryError(f"{self._folder}: {damage}") from damage
            db = self._store.connection
            kept = {row[0] for row in db.execute("SELECT id FROM article")}
            level = {row[0] for row in db.execute("SELECT article FROM indexed")}
            return frozenset(kept - (present & level)), present - kept

    def _index_stale(self) -> None:
        """Index what is new or another, and drop what is gone, `BATCH` articles a commit."""
        index, db = self._ready(), self._store.connection
        state = _state(db)
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

    def _ready(self) -> Index:
        from nkreader import settings
        from nkreader.search.index import Index, PostingsCodec

        with self._making:
            if self._index is None:
                codec = PostingsCodec(settings.read()[0].postings)
                self._index = Index(self._folder, self._seal, codec=codec)
            return self._index

    def close(self) -> None:
        """Give the index's files back."""
        if self._index is not None:
            self._index.close()

    def _text_of(self, ident: str) -> str:
        row = self._store.connection.execute(
            "SELECT article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (ident,)
        ).fetchone()
        return body_of(article_from_json(row[0])) if row else ""


def _busy(told: Iterable[Notice]) -> bool:
    return any(notice.text.startswith(_BUSY) for notice in told)


def _state(db: Connection) -> tuple[int, int]:
    """Changes with every change to the store: others' (sqlite.org/pragma.html#pragma_data_version) and one's own."""
    return db.execute("PRAGMA data_version").fetchone()[0], db.total_changes
