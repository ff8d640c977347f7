"""The files that were looked at before: which of them need no reading, which are gone."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nkreader.archive.store import Store
from nkreader.ingest import Extract, Skipped, Source, file_of
from nkreader.model.sanitise import REPLACEMENT

SETTLED_NS = 2_000_000_000
"""So much older than the look at it must a file's time be to tell by it that the file has not changed since: file
systems count time in steps of up to two seconds."""
_BATCH = 500
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_ELSEWHERE = """
DELETE FROM path WHERE missing = 1 AND EXISTS (SELECT 1 FROM path p WHERE p.article = path.article AND p.missing = 0)
"""
"""A path that is missing is kept only of an article that stands nowhere else: nobody finds it by its old name."""


@dataclass(slots=True)
class Reading:
    """The look at one file."""

    source: Source
    articles: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    ignored: list[Extract] = field(default_factory=list)
    """What the reader removed, here or elsewhere."""
    started: int = field(default_factory=time.time_ns)
    """Nanoseconds since the epoch."""

    @property
    def complete(self) -> bool:
        """Whether the file gave all it ever will, as long as it is the same."""
        return all(item.lasting for item in self.skipped)


class Before:
    """The files below some folders as they were when they were last read, in about 200 bytes each."""

    def __init__(self, db: sqlite3.Connection, roots: Iterable[Path]) -> None:
        self._states: dict[int, int] = {}
        self._several: dict[int, int] = {}
        self._seen: set[int] = set()
        for root in roots:
            for low, high in _at_and_below(root):
                rows = db.execute(
                    "SELECT path, size, mtime_ns, articles FROM file WHERE path >= ? AND path < ?", (low, high)
                )
                for path, size, mtime_ns, articles in rows:
                    self._states[hash(path)] = hash((size, mtime_ns))
                    if articles != 1:
                        self._several[hash(path)] = articles

    def unchanged(self, source: Source) -> int | None:
        """How many articles a file holds that is the same since; None if it must be read."""
        key = hash(os.fsencode(source.name))
        if self._states.get(key) != hash((source.status.st_size, source.status.st_mtime_ns)):
            return None
        return self._several.get(key, 1)

    def see(self, source: Source) -> None:
        """Note that a file is there."""
        self._seen.add(hash(source.name))

    def has_seen(self, file: str) -> bool:
        """Whether a file was there."""
        return hash(file) in self._seen


def note(db: sqlite3.Connection, reading: Reading) -> int:
    """Keep what the look at a file told; gives the number of its paths that are now missing."""
    source = reading.source
    path = os.fsencode(source.name)
    db.execute("DELETE FROM refused WHERE path = ?", (source.shown,))
    note_skipped(db, reading.skipped)
    removed = [(os.fsencode(item.path), item.digest) for item in reading.ignored]
    db.executemany("INSERT OR IGNORE INTO ignored VALUES (?, ?)", removed)
    if not reading.complete:
        db.execute("DELETE FROM file WHERE path = ?", (path,))
        return 0
    size, mtime_ns = source.status.st_size, source.status.st_mtime_ns
    if reading.started - mtime_ns > SETTLED_NS:
        db.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", (path, size, mtime_ns, reading.articles))
    else:
        db.execute("DELETE FROM file WHERE path = ?", (path,))
    # every path that was found in the file has its size and time by now
    gone = "UPDATE path SET missing = 1 WHERE path >= ? AND path < ? AND missing = 0 AND (size != ? OR mtime_ns != ?)"
    count = sum(db.execute(gone, (*bounds, size, mtime_ns)).rowcount for bounds in bounds_of(source.name))
    if count:
        db.execute(_ELSEWHERE)
    return count


def note_skipped(db: sqlite3.Connection, skipped: Iterable[Skipped]) -> None:
    """Remember what gave no article, and why."""
    db.executemany("INSERT OR IGNORE INTO refused VALUES (?, ?)", [(item.path, item.reason) for item in skipped])


def refusals(db: sqlite3.Connection, shown: str) -> list[Skipped]:
    """What was skipped when a file was last read."""
    rows = db.execute("SELECT path, reason FROM refused WHERE path = ? ORDER BY rowid", (shown,))
    return [Skipped(path, reason) for path, reason in rows]


def was_told(db: sqlite3.Connection, item: Skipped) -> bool:
    """Whether the reader knows already that this is skipped."""
    row = db.execute("SELECT 1 FROM refused WHERE path = ? AND reason = ?", (item.path, item.reason)).fetchone()
    return row is not None


def forget_refusals(store: Store) -> None:
    """Forget what was skipped and is not there any more."""
    shown = [row[0] for row in store.connection.execute("SELECT DISTINCT path FROM refused")]
    gone = [(path,) for path in shown if REPLACEMENT not in path and not os.path.lexists(path)]
    if gone:
        with store.writing() as db:
            db.executemany("DELETE FROM refused WHERE path = ?", gone)


def single_files(db: sqlite3.Connection, folders: Sequence[Path]) -> list[Path]:
    """The known files outside the known folders."""
    bounds = [bound for folder in folders for bound in _at_and_below(folder)[-1]]
    outside = " AND NOT (path >= ? AND path < ?)" * len(folders)
    rows = db.execute(f"SELECT path FROM path WHERE true{outside} ORDER BY path", bounds)
    return [Path(file) for file in dict.fromkeys(_files(rows))]


def mark_missing(store: Store, roots: Iterable[Path] | None, before: Before) -> int:
    """Mark the paths whose file is gone: at and below some files and folders, or all; gives their number.

    A file that cannot be looked at (a folder closed to us) is not gone.
    """
    below = _below(store.connection, roots)
    gone = [file for file in below if not before.has_seen(file) and is_gone(file)]
    count = 0
    for at in range(0, len(gone), _BATCH):
        with store.writing() as db:
            for file in gone[at : at + _BATCH]:
                for bounds in bounds_of(file):
                    missing = "UPDATE path SET missing = 1 WHERE missing = 0 AND path >= ? AND path < ?"
                    count += db.execute(missing, bounds).rowcount
                db.execute("DELETE FROM file WHERE path = ?", (os.fsencode(file),))
            db.execute(_ELSEWHERE)
    return count


def _below(db: sqlite3.Connection, roots: Iterable[Path] | None) -> Iterator[str]:
    if roots is None:
        yield from _files(db.execute("SELECT path FROM path WHERE missing = 0 ORDER BY path"))
        return
    for root in roots:
        for bounds in _at_and_below(root):
            query = "SELECT path FROM path WHERE missing = 0 AND path >= ? AND path < ? ORDER BY path"
            yield from _files(db.execute(query, bounds))


def bounds_of(file: str) -> tuple[tuple[bytes, bytes], ...]:
    """The first path and the one behind the last: of a file itself, and of its rows if it may have any."""
    path = os.fsencode(file)
    itself = path, path + b"\0"
    return (itself, (path + b"#", path + b"$")) if file_of(f"{file}#") == file else (itself,)


def _at_and_below(root: Path) -> tuple[tuple[bytes, bytes], ...]:
    """Such bounds of a file with its rows, and of what lies in a folder."""
    inside = os.fsencode(root).rstrip(b"/")
    return (*bounds_of(str(root)), (inside + b"/", inside + b"0"))


def _files(rows: Iterable[tuple[bytes]]) -> Iterator[str]:
    """The files of paths in order, each once in a row."""
    last = ""
    for (path,) in rows:
        file = file_of(os.fsdecode(path))
        if file != last:
            yield file
        last = file


def is_gone(file: str) -> bool:
    """Whether no regular file stands there; one that may not be looked at may be there."""
    try:
        return not stat.S_ISREG(os.stat(file).st_mode)
    except OSError as error:
        return error.errno in _GONE
    except ValueError:
        return True
