"""The SQLite file of a library: connections and transactions."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

from nkreader.archive.connection import Connection
from nkreader.archive.errors import LibraryBusy, LibraryError
from nkreader.archive.locking import BUSY_SECONDS, Turn, Waiting
from nkreader.archive.migrations import STEPS, Step, check, migrate, version_of

CACHE, LARGE_CACHE = 1000, 32_000
"""KiB of the file that a connection holds, and where much is written. A room has ten connections, one a thread, and
the system holds the file anyway."""
LOG, LARGE_LOG = 1000, 20_000
"""Pages of 4 KiB in the log from which on they are brought into the file; likewise."""


class Store:
    """One library's database; every thread gets a connection of its own, which ends with it."""

    def __init__(
        self,
        path: Path,
        waiting: Waiting | None = None,
        *,
        patience: float = BUSY_SECONDS,
        steps: Sequence[Step] = STEPS,
    ) -> None:
        """`waiting` is told when another nkreader is waited for; `patience` in seconds is how long.

        Raises:
            LibraryError: if the file cannot be opened, is no library, or comes from a newer nkreader.
        """
        self.path = path
        self._patience = patience
        self._steps = steps
        self._turn = Turn(path, waiting, patience)
        self._local = threading.local()
        self._all: WeakSet[_Held] = WeakSet()
        self._lock = threading.Lock()
        self._closed = False
        try:
            if version_of(self.connection) < len(steps):
                self._migrate()
        except BaseException:
            self.close()
            raise

    @property
    def connection(self) -> Connection:
        """This thread's connection.

        Raises:
            LibraryError: if the library is closed, or can no longer be opened.
        """
        if self._closed:
            raise LibraryError("the library is closed")
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            with self._lock:
                held = _Held(self._connect())
                self._all.add(held)
            self._local.held = held
        return held.connection

    def _connect(self) -> Connection:
        connection = Connection.to(self.path, self._patience)
        try:
            check(connection, self._steps)  # before anything is written into what may be another program's
            self._write_ahead(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
            # Every commit is on the disk before it is told: a note outlives a power failure, not only a kill.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA fullfsync = ON")  # macOS: past the drive's own cache
        except BaseException:
            connection.close()
            raise
        return connection

    def _write_ahead(self, connection: Connection) -> None:
        """SQLite does not wait for its turn here: two nkreaders that begin a library at once would collide."""
        until = time.monotonic() + self._patience
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except LibraryBusy:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def _migrate(self) -> None:
        db = self.connection
        db.execute("PRAGMA foreign_keys = OFF")  # tables are rebuilt; the references are checked in the end
        try:
            with self._turn.taken(db), _transaction(db):
                migrate(db, self._steps)
        finally:
            db.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def writing(self, patience: float | None = None) -> Iterator[Connection]:
        """A transaction that is committed at the end and undone by any exception.

        `patience`, in seconds, takes the place of the store's own.

        Raises:
            LibraryBusy: if another nkreader wrote for too long.
            LibraryError: if the disk is full or fails, or a newer nkreader has changed the library meanwhile.
        """
        db = self.connection
        if db.in_transaction:  # a step of a larger change
            yield db
            return
        with self._turn.taken(db, patience), _transaction(db):
            if version_of(db) != len(self._steps):
                raise LibraryError(f"{self.path}: another nkreader changed its form meanwhile; start again")
            yield db

    @contextmanager
    def at_large(self) -> Iterator[None]:
        """What this thread writes meanwhile is much, and lies all over the file: more of it is held in memory."""
        db = self.connection
        db.execute(f"PRAGMA cache_size = -{LARGE_CACHE}")
        db.execute(f"PRAGMA wal_autocheckpoint = {LARGE_LOG}")
        try:
            yield
        finally:
            with suppress(LibraryError, sqlite3.Error):  # it may be closed by now
                db.execute(f"PRAGMA cache_size = -{CACHE}")
                db.execute(f"PRAGMA wal_autocheckpoint = {LOG}")

    def outdated(self, engine: str) -> list[str]:
        """Ids of the articles whose present version was not analysed by the rules of `engine`.

        Asked at every start: the indices alone answer it, no text is looked at.
        """
        rows = self.connection.execute(
            "SELECT article FROM ("
            "SELECT article, digest FROM (SELECT article, max(number), digest FROM version GROUP BY article) "
            "EXCEPT SELECT article, digest FROM analysis WHERE engine = ?) ORDER BY article",
            (engine,),
        )
        return [row[0] for row in rows]

    def meta(self, key: str) -> str | None:
        """A value of the library itself."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value of the library itself."""
        with self.writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def close(self) -> None:
        """Close this thread's connection and begin no other; safe to call twice.

        A connection that another thread may be reading with is closed when that thread ends: closing it here
        would pull it from under SQLite's feet.
        """
        with self._lock:
            self._closed = True
        held: _Held | None = getattr(self._local, "held", None)
        if held is not None:
            held.connection.close()
            del self._local.held


class _Held:
    """A thread's connection. Only its thread holds it, so it is closed when the thread ends."""

    __slots__ = ("__weakref__", "connection")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        with suppress(sqlite3.Error):
            self.connection.close()


@contextmanager
def _transaction(db: Connection) -> Iterator[None]:
    """Commit what was begun, or undo it."""
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            with suppress(LibraryError, sqlite3.Error):  # undone at the latest when the connection is closed
                db.execute("ROLLBACK")
        raise
