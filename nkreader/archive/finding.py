"""Search over a library: questions only the store can answer, and an index that mends itself."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from nkreader.archive.answering import answered
from nkreader.archive.called import called
from nkreader.archive.connection import Connection
from nkreader.archive.documents import body_of
from nkreader.archive.errors import LibraryError
from nkreader.archive.levelling import Levelling, state_of
from nkreader.archive.serial import article_from_json
from nkreader.archive.store import Store
from nkreader.model.dates import Interval, PartialDate
from nkreader.model.query import Hit, Node, Notice, Query, Results
from nkreader.search.errors import IndexBusy, IndexDamaged

if TYPE_CHECKING:
    from nkreader.search.index import Index
    from nkreader.search.quoting import Candidates

PATIENCE, GLANCE = 10.0, 0.5
"""How many seconds an add, and a search, waits for another nkreader that writes the index."""
SOON, SOON_SECONDS = 200, 2.0
"""A search waits for another thread that indexes no more articles than this, and no longer."""
ATTEMPTS = 3
"""How often damage is mended before it is called hopeless."""
_BUSY = "another nkreader is writing the index"


class Finder(Levelling):
    """The search of one library. Whoosh is loaded when the first search or the first add needs it."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(store)
        self._folder = folder
        self._lock = threading.RLock()  # held by who brings the index level
        self._making = threading.Lock()
        self._index: Index | None = None
        self._lent: WeakKeyDictionary[Connection, tuple[tuple[int, int], dict[str, Interval]]] = WeakKeyDictionary()

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

    def tally(self, among: Collection[str]) -> Callable[[Node], int]:
        """Tells how many of some articles a node finds; 0 where the index has to be mended first."""
        counted = self._ready().tally(among)

        def count(node: Node) -> int:
            try:
                return counted.count(node)
            except IndexDamaged:
                return 0

        return count

    def quoted(self, texts: Sequence[str]) -> Candidates:
        """The articles whose texts may hold a quotation, as far as the index is level; `search` brings it level.

        Raises:
            IndexDamaged: if it cannot be read.
        """
        return self._ready().quoted(texts)

    def _borrowed(self) -> Mapping[str, Interval]:
        """The days of publication that pieces borrow from others of their event; they come and go with the groups."""
        db = self._store.connection
        state, known = state_of(db), self._lent.get(db)
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
            return [] if self._level.get(db) == state_of(db) else self.catch_up(GLANCE)
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
                        self.index_stale()
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

    def settle(self, go_on: Callable[[], None] = lambda: None) -> None:
        """Merge the parts of the index until they are few: for when nobody waits.

        Searches go on meanwhile, and whatever is to be written goes first. What cannot be done now is left to the next
        time. What `go_on` raises, called now and then, ends it.
        """
        with suppress(IndexBusy, IndexDamaged, LibraryError, OSError):
            while self._ready().merge(GLANCE, go_on):
                go_on()

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

    def _ready(self) -> Index:
        from nkreader import settings
        from nkreader.search.index import Index
        from nkreader.search.written import PostingsCodec

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
