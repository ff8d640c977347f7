"""Taking articles in, a batch a transaction: what is committed stays, whatever happens then.

The analysis stands outside the transactions, so that others who write wait for a few inserts only. Changed files
come last, when it is known where the texts they held are now. A file is noted as read in the transaction of its last
article or later, so that one that was read in part is read again.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nkreader.archive import known, repairs
from nkreader.archive.added import AddReport, Progress
from nkreader.archive.ahead import Analyses, Awaited
from nkreader.archive.connection import Connection
from nkreader.archive.identity import Arrival, Placing
from nkreader.archive.known import Before, Reading, bounds_of
from nkreader.archive.store import Store
from nkreader.ingest import Extract, Skipped, Source, file_of, files, printable, read
from nkreader.ingest.containing import fault
from nkreader.ingest.pasting import INPUT

BATCH = 100
"""Articles a transaction: what an interruption may cost in work, never in notes."""
LATER, LATER_BATCH = 1000, 400
"""So many articles from this number on: of a large add, as each transaction writes to parts all over the file."""
CHARACTERS = 4_000_000
"""Code points a transaction, of long articles."""
AHEAD = 800
"""Texts that are read before the first analysis is awaited: helpers go on while a transaction is written."""
PUT_OFF = 1000
"""Changed files that wait for the end of the add; more of them are decided on the way."""
TELL_SECONDS = 0.1
"""How often progress is told."""


@dataclass(frozen=True, slots=True)
class _Coming:
    """A text that is being analysed."""

    item: Extract
    analysis: Awaited | None
    """None where the same text is known."""
    reading: Reading | None
    """The look at its file."""


class Intake:
    """One add."""

    def __init__(
        self, store: Store, report: AddReport, progress: Progress | None = None, rescanning: bool = False
    ) -> None:
        self._store = store
        self._report = report
        self._progress = progress
        self._rescanning = rescanning
        self._told = 0.0
        self._gone_through: float | None = None
        """The share of what is to be read that was read."""
        db = store.connection
        self._placing = Placing(db.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0])
        self._names = repairs.in_force(db)  # those of single articles are seen to where these are known
        self._ignoring = db.execute("SELECT 1 FROM ignored LIMIT 1").fetchone() is not None
        self._analyses = Analyses()
        self._coming: deque[_Coming | Reading] = deque()
        """Texts whose analysis is not there yet, and the files that were read, in their order."""
        self._waiting: list[Arrival | Reading] = []
        self._put_off: list[Arrival] = []
        self._unfinished: list[Reading] = []
        self._arrived = self._characters = self._ahead = 0
        self._newest = ""  # digest of the last text that is new with the batch at hand
        self._batch = AddReport()
        self.before = Before(db, ())
        """The files as they were, and which of them are there."""

    def walk(self, paths: Iterable[Path], limit: int) -> None:
        """Take in files and folders. A file inside a folder that is as it was is not read again."""
        named = [Path(path) for path in paths]
        self.before = Before(self._store.connection, named)
        total = self._weight(named) if self._progress else 0
        passed = 0
        given = frozenset(map(str, named))
        for found in files(named, limit):
            if isinstance(found, Skipped):
                self._skip(found)
                continue
            self.before.see(found)
            if not self._as_before(found, found.name in given):
                self._read(found, passed, total)
            passed += found.status.st_size
            self._tell(found.name, passed / total if total else None)
        self.finish()

    def close(self) -> None:
        """Let helpers end; done once everything is in, or when nothing more shall come in."""
        self._analyses.close()

    def take(self, found: Iterable[Extract | Skipped]) -> None:
        """Take in what has been read elsewhere."""
        for item in found:
            if isinstance(item, Skipped):
                self._skip(item)
            else:
                self._arrive(item)
        self.finish()

    def finish(self) -> None:
        """Commit what waits, then what was put off."""
        self._come(0)
        self.close()
        if self._waiting or self._batch.skipped:
            self._commit()
        self._count()
        if self._put_off:
            self._decide()

    def _weight(self, paths: list[Path]) -> int:
        if self._progress:
            self._progress(0, "counting files")
        return sum(found.status.st_size for found in files(paths) if isinstance(found, Source))

    def _skip(self, item: Skipped) -> None:
        """Of a file that cannot be read, or a thing that is none; a rescan tells only what it has not told before."""
        if not (self._rescanning and known.was_told(self._store.connection, item)):
            self._batch.skipped.append(item)

    def _as_before(self, source: Source, named: bool) -> bool:
        """Whether a file need not be read; what it holds and did not give is told as if it had been."""
        db = self._store.connection
        if self._ignoring:
            itself = db.execute("SELECT 1 FROM ignored WHERE path = ?", (os.fsencode(source.name),)).fetchone()
            if self._rescanning and itself:
                return True
            held = "SELECT 1 FROM ignored WHERE path >= ? AND path < ? LIMIT 1"
            if not self._rescanning and any(db.execute(held, b).fetchone() for b in bounds_of(source.name)):
                return False
        count = None if named and not self._rescanning else self.before.unchanged(source)
        if count is None:
            return False
        self._batch.unchanged += count
        self._report.done += count
        if not self._rescanning:
            self._batch.skipped += known.refusals(db, source.shown)
        return True

    def _read(self, source: Source, passed: int, total: int) -> None:
        reading = Reading(source)
        self._analyses.expect(source.status.st_size)
        for item in read(source):
            if isinstance(item, Skipped):
                self._skip(item)
                reading.skipped.append(item)
                continue
            if self._is_ignored(item):
                reading.ignored.append(item)
            else:
                reading.articles += 1
                self._arrive(item, reading)
            self._tell(item.path, (passed + source.at) / total if total else None)
        self._coming.append(reading)
        self._come(AHEAD if self._analyses.shared else 0)

    def _is_ignored(self, item: Extract) -> bool:
        if not (self._rescanning and self._ignoring):
            return False
        row = self._store.connection.execute(
            "SELECT 1 FROM ignored WHERE path = ? OR digest = ?", (os.fsencode(item.path), item.digest)
        ).fetchone()
        return row is not None

    def _arrive(self, item: Extract, reading: Reading | None = None) -> None:
        """Have a text analysed that came out of a file, or of none."""
        there = self._store.connection.execute("SELECT 1 FROM version WHERE digest = ?", (item.digest,)).fetchone()
        self._coming.append(_Coming(item, None if there else self._analyses.ask(item.article, self._names), reading))
        self._ahead += len(item.article.text)
        self._come(AHEAD if self._analyses.shared else 0)

    def _come(self, ahead: int) -> None:
        """Take what is analysed, in order, but for so many; a batch of it is committed."""
        while len(self._coming) > ahead or self._ahead > CHARACTERS:
            coming = self._coming.popleft()
            if isinstance(coming, Reading):
                self._waiting.append(coming)
                if len(self._waiting) >= self._enough * 4:
                    self._commit()
            else:
                self._take(coming)

    def _take(self, coming: _Coming) -> None:
        """Let a text wait for the next transaction; what cannot be analysed is skipped and told."""
        item = coming.item
        self._ahead -= len(item.article.text)
        try:
            analysis = coming.analysis() if coming.analysis else None
        except Exception as error:
            where = f"{item.where}: " if item.where else ""
            trouble = Skipped(printable(file_of(item.path)) or INPUT, f"{where}{fault(error)}")
            self._skip(trouble)
            if coming.reading:
                coming.reading.articles -= 1
                coming.reading.skipped.append(trouble)
            return
        self._waiting.append(Arrival(item, analysis))
        self._arrived += 1
        self._characters += len(item.article.text)
        self._report.done += 1
        self._tell(item.path, self._gone_through)
        if self._arrived >= self._enough or self._characters >= CHARACTERS:
            self._commit()

    @property
    def _enough(self) -> int:
        """Articles of the transaction at hand."""
        return BATCH if self._report.done <= LATER else LATER_BATCH

    def _commit(self) -> None:
        """Write what waits."""
        self._names = repairs.in_force(self._store.connection)
        open_files = {file_of(new.item.path) for new in self._put_off}
        with self._counting() as db:
            for waiting in self._waiting:
                if isinstance(waiting, Reading):
                    if waiting.source.name in open_files:
                        self._unfinished.append(waiting)
                    else:
                        self._batch.missing += known.note(db, waiting)
                    continue
                self._acknowledge(waiting.item)
                if not self._place(db, waiting, last=False):
                    self._put_off.append(waiting)
                    open_files.add(file_of(waiting.item.path))
            known.note_skipped(db, self._batch.skipped)
        self._waiting.clear()
        self._arrived = self._characters = 0
        if len(self._put_off) >= PUT_OFF:
            self._decide()

    def _decide(self) -> None:
        """Say what became of the changed files, in the order of their dates, then of their digests."""
        with self._counting() as db:
            for new in sorted(self._put_off, key=Arrival.order):
                self._place(db, new, last=True)
            for reading in self._unfinished:
                self._batch.missing += known.note(db, reading)
        self._put_off.clear()
        self._unfinished.clear()

    def _place(self, db: Connection, new: Arrival, last: bool) -> bool:
        before = len(self._batch.added) + len(self._batch.updated)
        placed = self._placing.place(db, new, self._batch, last)
        if len(self._batch.added) + len(self._batch.updated) > before:
            self._newest = new.item.digest
        return placed

    @contextmanager
    def _counting(self) -> Iterator[Connection]:
        """A transaction; what it did is told if it was committed, also where an interruption follows at once."""
        self._newest = ""
        try:
            with self._store.writing() as db:
                yield db
                self._placing.settle(db)
        except BaseException:
            self._placing.forget()
            query = "SELECT 1 FROM version WHERE digest = ?"
            if self._newest and self._store.connection.execute(query, (self._newest,)).fetchone():
                self._count()
            raise
        self._count()

    def _acknowledge(self, item: Extract) -> None:
        """What the reader adds is not ignored any more."""
        if self._ignoring and not self._rescanning:
            self._store.connection.execute(
                "DELETE FROM ignored WHERE path = ? OR digest = ?", (os.fsencode(item.path), item.digest)
            )

    def _count(self) -> None:
        for old, new in self._placing.renamed.items():
            self._report.renamed(old, new)
        self._placing.renamed.clear()
        self._report.take(self._batch)
        self._batch = AddReport()

    def _tell(self, what: str, share: float | None) -> None:
        self._gone_through = share
        if self._progress is None or (now := time.monotonic()) - self._told < TELL_SECONDS:
            return
        self._told = now
        done, ahead = self._report.done, sum(isinstance(item, _Coming) for item in self._coming)
        told = None if share is None else share * done / max(1, done + ahead)  # what is read ahead is not in yet
        self._report.share = told if told is None else max(told, self._report.share or 0.0)
        self._progress(self._report.done, printable(what))
