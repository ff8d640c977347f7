"""Taking turns at writing: threads of one nkreader by a lock, two nkreaders by SQLite's own.

SQLite's lock ends with the process that holds it, so none can be left behind. Who writes notes its process id in a
file beside the library; the note is only read while the lock is held by another, so an old one misleads nobody.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nkreader.archive.errors import LibraryBusy

BUSY_SECONDS = 30.0
"""How long a writer waits for another nkreader that is writing."""
TELL_SECONDS = 1.0
"""How long it waits before it says so."""

Waiting = Callable[[str], None]
"""Told, once a wait, in one line, that another nkreader is writing and which."""


class Turn:
    """The right to write to one library."""

    def __init__(self, path: Path, waiting: Waiting | None = None, patience: float = BUSY_SECONDS) -> None:
        """`path` is that of the database; `patience` is in seconds."""
        self._path = path
        self._note = path.with_name(f"{path.name}-writer")
        self._waiting = waiting
        self._patience = patience
        self._mine = threading.Lock()

    @contextmanager
    def taken(self, db: sqlite3.Connection, patience: float | None = None) -> Iterator[None]:
        """Begin a transaction that writes, when it is our turn. The caller ends it before this ends.

        `patience` in seconds takes the place of the usual one; nobody is told of a wait shorter than a second.

        Raises:
            LibraryBusy: if another nkreader, or another thread of this one, wrote for longer than `patience`.
        """
        patience = self._patience if patience is None else patience
        until = time.monotonic() + patience
        if not self._mine.acquire(timeout=patience):
            raise LibraryBusy(f"{self._path}: this nkreader is still writing; nothing was changed")
        try:
            self._begin(db, until, patience)
            self._sign()
            yield
        finally:
            self._mine.release()

    def _begin(self, db: sqlite3.Connection, until: float, patience: float) -> None:
        told = False
        while True:
            left = max(0.0, until - time.monotonic())
            db.execute(f"PRAGMA busy_timeout = {int(1000 * (left if told else min(left, TELL_SECONDS)))}")
            try:
                db.execute("BEGIN IMMEDIATE")
                return
            except LibraryBusy as busy:
                who = self._writer()
                if time.monotonic() >= until:
                    raise LibraryBusy(
                        f"{self._path}: {who} has been writing for {patience:.0f} seconds; "
                        "nothing was changed, try again"
                    ) from busy
                if self._waiting and not told:
                    self._waiting(f"{who} is writing to {self._path.parent}: waiting")
                told = True
            finally:
                db.execute(f"PRAGMA busy_timeout = {int(1000 * self._patience)}")

    def _sign(self) -> None:
        with suppress(OSError):  # a courtesy; whether the library can be written shows elsewhere
            handle = os.open(self._note, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.pwrite(handle, b"%-10d\n" % os.getpid(), 0)
            finally:
                os.close(handle)

    def _writer(self) -> str:
        try:
            return f"another nkreader (process {int(self._note.read_text(encoding='ascii'))})"
        except (OSError, ValueError):
            return "another nkreader"
