"""The half of an index that writes: documents in and out, and its parts merged.

Importing this module does not import whoosh; the first call that needs it does.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any

from nkreader.search.document import Document
from nkreader.search.errors import IndexDamaged
from nkreader.search.folder import Folder
from nkreader.search.merging import LITTLE, Part, to_merge
from nkreader.search.merging import merge as merge_parts
from nkreader.search.seal import Seal, Seals

if TYPE_CHECKING:
    from nkreader.search.corpus import Corpus
    from nkreader.search.prepared import Prepared

PATIENCE = 10.0
"""Seconds to wait for another process that writes."""


class PostingsCodec(StrEnum):
    """How the postings of an index are written."""

    ARRAYS = "arrays"
    """As arrays that are read at once (`codec.ArrayCodec`)."""
    WHOOSH = "whoosh"
    """As Whoosh writes them by itself: slower, and what the other is measured against."""


class _GaveWay(Exception):
    """A merge was given up for something that somebody waits for."""


class Written(ABC):
    """The index in one folder, as it is written: one thread and one process at a time."""

    def __init__(self, folder: Path, seals: Seals, patience: float, codec: PostingsCodec) -> None:
        self.folder = folder
        self.seals = seals
        self.patience = patience
        self.codec = codec
        self._place = Folder(folder)
        self._reading = RLock()
        self._writing = Lock()
        self._eager: set[object] = set()
        """Who waits to write; a merge gives way to them."""
        self._closings = 0

    @abstractmethod
    def _current(self) -> Corpus | None:
        """The last committed state; None for an empty index."""

    @abstractmethod
    def _drop(self) -> None:
        """Forget what was read."""

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
        with self._first(), self._place.alone(self.patience):
            with self._reading:
                corpus = self._current()
                numbers = dict(corpus.numbers) if corpus else {}
            gone = set(removed)

            def fill(writer: Any, unsealed: list[Exception]) -> None:
                added = _add_all(writer, documents, unsealed)
                with _taken_away(unsealed):
                    for id_ in (gone | added) & numbers.keys():
                        writer.delete_document(numbers[id_])

            self._write(fill, LITTLE, self.seals.write)

    def merge(self, patience: float = 0.0, go_on: Callable[[], None] = lambda: None) -> bool:
        """Write some of the parts that the index lies in as one, and what was found before is found; once.

        It gives way to whatever else is to be written here, and to `close`, undone. False if there is nothing to merge,
        or it gave way. `patience` is in seconds; what `go_on` raises, called between its steps, undoes it, too.

        Raises:
            IndexDamaged, IndexBusy, OSError: as for `update`.
        """
        if self._eager:
            return False
        closings = self._closings
        with self._writing, self._place.alone(patience):
            with self._reading:
                corpus = self._current()
                readers = [reader for reader, _ in corpus.reader.leaf_readers()] if corpus else []
                if not to_merge([Part(reader.doc_count_all(), reader.doc_count()) for reader in readers]):
                    return False

            def fill(writer: Any, unsealed: list[Exception]) -> None:
                def step() -> None:
                    try:
                        go_on()
                        if self._eager or self._closings != closings:
                            raise _GaveWay
                    except Exception as error:
                        unsealed.append(error)
                        raise

                writer.go_on = step

            try:
                self._write(fill, None, self.seals.replace)
            except _GaveWay:
                return False
        return True

    @contextmanager
    def _first(self) -> Iterator[None]:
        """Write alone among the threads, and before any merge."""
        me = object()
        self._eager.add(me)
        try:
            self._writing.acquire()
        finally:
            self._eager.discard(me)
        try:
            yield
        finally:
            self._writing.release()

    def clear(self) -> None:
        """Forget whatever the folder holds, readable or not.

        Raises:
            IndexBusy, OSError: as for `update`.
        """
        with self._first():
            self._place.make()
            with self._place.alone(self.patience):
                self.seals.write(None)
                self._place.tidy(())
            self._drop()

    def _write(
        self, fill: Callable[[Any, list[Exception]], None], most: int | None, keep: Callable[[str], None]
    ) -> None:
        """Write the next state: what `fill` adds, parts with no more than `most` articles merged; `keep` seals it.

        Of the exceptions in the list that `fill` is given none is taken for damage.
        """
        from nkreader.search.generation import Generation, version, writer_of

        raw = self.seals.read()
        seal = Seal.from_json(raw) if raw else Seal(version(self.codec), 0, {})
        self._place.tidy(seal.files)

        unsealed: list[Exception] = []

        def commit(generation: int, names: list[str]) -> None:
            following = seal.followed(self.folder, generation, names).to_json()
            try:
                keep(following)
            except Exception as error:
                unsealed.append(error)
                raise

        writer: Any = writer_of(self.codec)(Generation(self.folder, seal.generation), commit)
        try:
            fill(writer, unsealed)
            with _taken_away(unsealed):
                writer.commit(mergetype=partial(merge_parts, most))
        except BaseException:
            with suppress(Exception):
                writer.cancel()
            with suppress(Exception):
                self._place.tidy(Seal.from_json(raw).files if (raw := self.seals.read()) else ())
            raise


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
