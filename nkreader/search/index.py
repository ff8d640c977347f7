"""The full-text index of a library: a folder that can be deleted at any time and rebuilt from the articles.

Importing this module does not import whoosh; the first call that needs it does.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from threading import Lock, RLock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from nkreader.model.dates import Interval
from nkreader.model.query import Hit, Node, Query, Results
from nkreader.search.document import Document
from nkreader.search.errors import IndexDamaged
from nkreader.search.folder import Folder
from nkreader.search.passages import with_passages
from nkreader.search.ranking import Ranking, refuse_kept
from nkreader.search.seal import Checked, Seal, Seals

if TYPE_CHECKING:
    from nkreader.search.corpus import Corpus
    from nkreader.search.prepared import Prepared
    from nkreader.search.quoting import Candidates

PATIENCE = 10.0
"""Seconds to wait for another process that writes."""


class PostingsCodec(StrEnum):
    """How the postings of an index are written."""

    ARRAYS = "arrays"
    """As arrays that are read at once (`codec.ArrayCodec`)."""
    WHOOSH = "whoosh"
    """As Whoosh writes them by itself: slower, and what the other is measured against."""


class Index:
    """The index in one folder. Any thread may call any method; one writes at a time, others read on.

    What counts is what the seal names: a folder without a seal is an empty index, whatever lies in it.
    """

    def __init__(
        self, folder: Path, seals: Seals, patience: float = PATIENCE, codec: PostingsCodec = PostingsCodec.ARRAYS
    ) -> None:
        """Nothing is read or written yet. `patience` is in seconds."""
        self.folder = folder
        self._place = Folder(folder)
        self.codec = codec
        self.patience = patience
        self.seals = seals
        self._checked = Checked(folder)
        self._reading = RLock()
        self._writing = Lock()
        self._corpus: Corpus | None = None
        self._seen: str | None = None

    @property
    def takes_prepared(self) -> bool:
        """Whether documents may come to it prepared."""
        return self.codec is PostingsCodec.ARRAYS

    def update(self, documents: Iterable[Document | Prepared], removed: Iterable[str] = ()) -> None:
        """Add documents, in place of those of the same id, and take out the removed. All of it, or nothing.

        Those that are prepared can only be added where postings are written as arrays.

        Raises:
            IndexDamaged: if what is there cannot be read, or goes while it is written.
            IndexBusy: if another process writes for longer than `patience`.
            OSError: if the folder cannot be written.
            ValueError: if two of the documents have the same id.
        """
        with self._writing, self._place.alone(self.patience):
            with self._reading:
                corpus = self._current()
                numbers = dict(corpus.numbers) if corpus else {}
            self._write(documents, numbers, set(removed))

    def clear(self) -> None:
        """Forget whatever the folder holds, readable or not.

        Raises:
            IndexBusy, OSError: as for `update`.
        """
        with self._writing:
            self._place.make()
            with self._place.alone(self.patience):
                self.seals.write(None)
                self._place.tidy(())
            self.close()

    def ids(self) -> frozenset[str]:
        """The articles in the index.

        Raises:
            IndexDamaged: if what is there cannot be read.
        """
        with self._reading:
            corpus = self._current()
            return frozenset(corpus.numbers) if corpus else frozenset()

    def search(
        self,
        query: Query,
        limit: int = 50,
        text_of: Callable[[str], str] | None = None,
        lent: Mapping[str, Interval] = MappingProxyType({}),
        passages: int | None = None,
    ) -> Results:
        """The articles a query finds, best first; of equals the one published last, then by id.

        `text_of` gives the body of an article by id; snippets are cut from it. Without it they are titles. `passages`
        is how many of the hits get one now, where not all do; `with_passages` gives the rest.
        `total` and `ids` are of all matches, `limit` only bounds the hits. `lent` are days of publication that hold
        in place of those that were indexed.

        Raises:
            IndexDamaged: if what is there cannot be read.
            ValueError: if the query holds a `Kept` node, which only the archive can answer.
        """
        with self._reading:
            found = self.rank(query, limit, lent)
            titles = {} if text_of else self._titles(found)
        hits = tuple(Hit(id_, score, "") for id_, score in found.best)
        hits = (*with_passages(query, hits[:passages], text_of or titles.__getitem__), *hits[len(hits[:passages]) :])
        notices = (*query.notices, *found.hints)
        return Results(query, hits, found.total, found.ids, notices, found.culprit)

    def rank(self, query: Query, limit: int = 50, lent: Mapping[str, Interval] = MappingProxyType({})) -> Ranking:
        """The same without a look at any text.

        Raises:
            IndexDamaged, ValueError: as for `search`.
        """
        refuse_kept(query.node)
        with self._reading:
            corpus = self._current()
            if corpus is None:
                return Ranking()
            from nkreader.search.evaluate import best, scores
            from nkreader.search.hints import culprit, hints

            with _damage():
                corpus.lend(lent)
                found = scores(corpus, query.node)
                if not len(found):
                    return Ranking(hints=hints(corpus, query), culprit=culprit(corpus, query))
                ranked = tuple((corpus.ids[number], score) for number, score in best(corpus, found, limit))
                numbers = found.numbers
                return Ranking(ranked, len(numbers), lambda: map(corpus.ids.__getitem__, numbers.tolist()))

    def _titles(self, found: Ranking) -> dict[str, str]:
        corpus = self._corpus
        if corpus is None:
            return {}
        with _damage():
            return {id_: corpus.heading(corpus.numbers[id_]) for id_, _ in found.best}

    def count(self, node: Node, among: Iterable[str]) -> int:
        """How many of some articles a node finds.

        Raises:
            IndexDamaged: if what is there cannot be read.
        """
        with self._reading:
            corpus = self._current()
            if corpus is None:
                return 0
            from nkreader.search.evaluate import scores

            with _damage():
                found = set(map(corpus.ids.__getitem__, scores(corpus, node).numbers.tolist()))
                return sum(ident in found for ident in among)

    def quoted(self, texts: Sequence[str]) -> Candidates:
        """The articles that may hold the parts of a quotation; raises `IndexDamaged` as `search` does."""
        from nkreader.search.quoting import candidates

        with self._reading, _damage():
            return candidates(self._current(), texts)

    def close(self) -> None:
        """Give the files back; the next call opens them again."""
        with self._reading:
            if self._corpus is not None:
                with suppress(Exception):  # whatever Whoosh makes of files that are gone
                    self._corpus.close()
            self._corpus = self._seen = None

    def _write(self, documents: Iterable[Document | Prepared], numbers: dict[str, int], removed: set[str]) -> None:
        from nkreader.search.generation import Generation, version, writer_of
        from nkreader.search.merging import merge

        raw = self.seals.read()
        seal = Seal.from_json(raw) if raw else Seal(version(self.codec), 0, {})
        self._place.tidy(seal.files)

        unsealed: list[Exception] = []

        def commit(generation: int, names: list[str]) -> None:
            following = seal.followed(self.folder, generation, names).to_json()
            try:
                self.seals.write(following)
            except Exception as error:
                unsealed.append(error)
                raise

        writer: Any = writer_of(self.codec)(Generation(self.folder, seal.generation), commit)
        try:
            added = _add_all(writer, documents, unsealed)
            with _taken_away(unsealed):
                for id_ in (removed | added) & numbers.keys():
                    writer.delete_document(numbers[id_])
                writer.commit(mergetype=merge)
        except BaseException:
            with suppress(Exception):
                writer.cancel()
            with suppress(Exception):
                self._place.tidy(Seal.from_json(raw).files if (raw := self.seals.read()) else ())
            raise

    def _current(self) -> Corpus | None:
        """The last committed state; None for an empty index."""
        seal = self.seals.read()
        while True:
            if seal is None:
                self.close()
                return None
            if self._corpus is not None and seal == self._seen and self._checked.unchanged():
                return self._corpus
            try:
                return self._read(seal)
            except IndexDamaged:
                # another process may have committed, and deleted old files under our eyes
                before, seal = seal, self.seals.read()
                if seal == before:
                    self.close()
                    raise

    def _read(self, sealed: str) -> Corpus:
        from nkreader.search.corpus import Corpus
        from nkreader.search.generation import Generation, version

        seal = Seal.from_json(sealed)
        if seal.version != version(self.codec):
            raise IndexDamaged("it was written by another version")
        self._checked.compare(seal)
        with _damage():
            known = [leaf for leaf, _ in self._corpus.leaves] if self._corpus else []
            state: Any = Generation(self.folder, seal.generation)
            corpus = Corpus(state.reader(), known)
        self.close()
        self._corpus, self._seen = corpus, sealed
        return corpus


def _add_all(writer: Any, documents: Iterable[Document | Prepared], unsealed: Container[Exception]) -> set[str]:
    """Add documents to what is being written; gives their ids."""
    from nkreader.search.schema import row_of

    added: set[str] = set()
    for item in documents:
        ids = (item.id,) if isinstance(item, Document) else item.ids
        if twice := [id_ for id_ in ids if id_ in added or ids.count(id_) > 1]:
            raise ValueError(f"two documents have the id {twice[0]}")
        added.update(ids)
        row = row_of(item) if isinstance(item, Document) else {}
        with _taken_away(unsealed):
            if isinstance(item, Document):
                writer.add_document(**row)
            else:
                writer.add_prepared(item)
    return added


@contextmanager
def _taken_away(unsealed: Container[Exception]) -> Iterator[None]:
    """Whoosh raises all kinds of exceptions when its files go while it writes; the disk's and the seal's go through."""
    try:
        yield
    except Exception as error:
        if error in unsealed or (isinstance(error, OSError) and not isinstance(error, FileNotFoundError)):
            raise
        raise IndexDamaged(f"it was changed while it was written: {error!r}") from error


@contextmanager
def _damage() -> Iterator[None]:
    """Whatever goes wrong in reading is damage: Whoosh raises all kinds of exceptions over a bad file."""
    try:
        yield
    except Exception as error:
        raise IndexDamaged(f"it cannot be read: {error!r}") from error
