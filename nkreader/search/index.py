"""The full-text index of a library: a folder that can be deleted at any time and rebuilt from the articles.

Importing this module does not import whoosh; the first call that needs it does.
"""

from __future__ import annotations

import heapq
import os
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock
from types import MappingProxyType
from typing import Any

from nkreader.model.dates import Interval
from nkreader.model.query import Hit, Node, Query, Results
from nkreader.search.corpus import Corpus
from nkreader.search.document import Document
from nkreader.search.errors import IndexBusy, IndexDamaged
from nkreader.search.evaluate import order, refuse_kept, scores
from nkreader.search.hints import culprit, hints
from nkreader.search.matching import rows_of
from nkreader.search.passages import passage
from nkreader.search.seal import Checked, Seal, Seals

PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
_LOCK = "lock"
_OURS = ("MAIN", "_MAIN_")
"""What the names of Whoosh's files and temporary folders begin with."""


class Index:
    """The index in one folder. Any thread may call any method; one writes at a time, others read on.

    What counts is what the seal names: a folder without a seal is an empty index, whatever lies in it.
    """

    def __init__(self, folder: Path, seals: Seals, patience: float = PATIENCE) -> None:
        """Nothing is read or written yet. `patience` is in seconds."""
        self.folder = folder
        self.patience = patience
        self.seals = seals
        self._checked = Checked(folder)
        self._reading = RLock()
        self._writing = Lock()
        self._corpus: Corpus | None = None
        self._seen: str | None = None

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        """Add documents, in place of those of the same id, and take out the removed. All of it, or nothing.

        Raises:
            IndexDamaged: if what is there cannot be read, or goes while it is written.
            IndexBusy: if another process writes for longer than `patience`.
            OSError: if the folder cannot be written.
            ValueError: if two of the documents have the same id.
        """
        with self._writing, self._alone():
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
            self._make_folder()
            with self._alone():
                self.seals.write(None)
                self._tidy(())
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
    ) -> Results:
        """The articles a query finds, best first; of equals the one published last, then by id.

        `text_of` gives the body of an article by id; snippets are cut from it. Without it they are titles.
        `total` and `ids` are of all matches, `limit` only bounds the hits. `lent` are days of publication that hold
        in place of those that were indexed.

        Raises:
            IndexDamaged: if what is there cannot be read.
            ValueError: if the query holds a `Kept` node, which only the archive can answer.
        """
        refuse_kept(query.node)
        with self._reading:
            corpus = self._current()
            if corpus is None:
                return Results(query, (), 0, notices=query.notices)
            with _damage():
                corpus.lend(lent)
                found = scores(corpus, query.node)
                best = heapq.nsmallest(limit, found, key=order(corpus, found))
                ranked = [(corpus.ids[number], found[number], corpus.heading(number)) for number in best]
                ids = frozenset(map(corpus.ids.__getitem__, found))
                if not found:
                    notices = (*query.notices, *hints(corpus, query))
                    return Results(query, (), 0, notices=notices, culprit=culprit(corpus, query))
        rows = rows_of(query) if ranked else ()
        hits = tuple(
            Hit(id_, score, *passage(text_of(id_) if text_of else heading, rows)) for id_, score, heading in ranked
        )
        return Results(query, hits, len(found), ids, query.notices)

    def count(self, node: Node, among: Iterable[str]) -> int:
        """How many of some articles a node finds.

        Raises:
            IndexDamaged: if what is there cannot be read.
        """
        with self._reading:
            corpus = self._current()
            if corpus is None:
                return 0
            with _damage():
                found = scores(corpus, node)
                return sum(corpus.numbers.get(ident) in found for ident in among)

    def close(self) -> None:
        """Give the files back; the next call opens them again."""
        with self._reading:
            if self._corpus is not None:
                with suppress(Exception):  # whatever Whoosh makes of files that are gone
                    self._corpus.close()
            self._corpus = self._seen = None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder's lock against other processes.

        The system's own lock on an open file: it ends with the process, however that ends. Who waited for a file that
        was meanwhile deleted holds nothing, and waits for the new one.
        """
        from whoosh.util.filelock import FileLock, try_for

        self._make_folder()
        path = self.folder / _LOCK
        lock: Any = FileLock(str(path))

        def held() -> bool:
            if not lock.acquire():
                return False
            with suppress(OSError):
                if path.stat().st_ino == os.fstat(lock.fd).st_ino:
                    return True
            lock.release()
            return False

        if not try_for(held, timeout=self.patience, delay=0.05):
            raise IndexBusy(f"{self.folder} is being written by another process")
        try:
            yield
        finally:
            lock.release()

    def _make_folder(self) -> None:
        """A folder of its own, for its owner only; what stood under its name or the lock's instead goes."""
        if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
            self.folder.unlink()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.folder.stat().st_mode & 0o077:
            self.folder.chmod(0o700)
        lock = self.folder / _LOCK
        if lock.is_symlink() or (lock.exists() and not lock.is_file()):  # a link would be followed to a file elsewhere
            _delete(lock)

    def _write(self, documents: Iterable[Document], numbers: dict[str, int], removed: set[str]) -> None:
        from nkreader.search.generation import VERSION, Generation, Writer
        from nkreader.search.merging import merge
        from nkreader.search.schema import row_of

        raw = self.seals.read()
        seal = Seal.from_json(raw) if raw else Seal(VERSION, 0, {})
        self._tidy(seal.files)

        unsealed: list[Exception] = []

        def commit(generation: int, names: list[str]) -> None:
            following = seal.followed(self.folder, generation, names).to_json()
            try:
                self.seals.write(following)
            except Exception as error:
                unsealed.append(error)
                raise

        writer: Any = Writer(Generation(self.folder, seal.generation), commit)
        try:
            added: set[str] = set()
            for document in documents:
                if document.id in added:
                    raise ValueError(f"two documents have the id {document.id}")
                added.add(document.id)
                row = row_of(document)
                with _taken_away(unsealed):
                    writer.add_document(**row)
            with _taken_away(unsealed):
                for id_ in (removed | added) & numbers.keys():
                    writer.delete_document(numbers[id_])
                writer.commit(mergetype=merge)
        except BaseException:
            with suppress(Exception):
                writer.cancel()
            with suppress(Exception):
                self._tidy(Seal.from_json(raw).files if (raw := self.seals.read()) else ())
            raise

    def _tidy(self, kept: Container[str]) -> None:
        """Delete what an interrupted writer left; what bears no name of Whoosh's is not ours to delete."""
        for path in self.folder.iterdir():
            if path.name in kept or not path.name.startswith(_OURS):
                continue
            _delete(path)

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
        from nkreader.search.generation import VERSION, Generation

        seal = Seal.from_json(sealed)
        if seal.version != VERSION:
            raise IndexDamaged("it was written by another version")
        self._checked.compare(seal)
        with _damage():
            known = [leaf for leaf, _ in self._corpus.leaves] if self._corpus else []
            state: Any = Generation(self.folder, seal.generation)
            corpus = Corpus(state.reader(), known)
        self.close()
        self._corpus, self._seen = corpus, sealed
        return corpus


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


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
