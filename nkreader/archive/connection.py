"""A connection to a library's database whose troubles with the disk come as one line for the reader."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from nkreader.archive.errors import told

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Connection(sqlite3.Connection):
    """Raises `LibraryError` where SQLite reports the disk, a lock or a damaged file; else what `sqlite3` raises.

    Transactions are begun and ended by hand; another thread may close it.
    """

    path = Path()

    @classmethod
    def to(cls, path: Path, patience: float) -> Connection:
        """Open the database at `path`, or begin one there; `patience` in seconds is how long a lock is waited for.

        Raises:
            LibraryError: if it cannot be opened.
        """
        try:
            found = sqlite3.connect(path, patience, isolation_level=None, check_same_thread=False, factory=cls)
        except sqlite3.Error as error:
            raise told(path, error) from error
        found.path = path
        return found

    def execute(self, *arguments: Any) -> Cursor:
        """As `sqlite3` has it. The cursor comes from `cursor`: of one made directly the connection keeps a trace."""
        return self.cursor(_cursor).execute(*arguments)

    def executemany(self, *arguments: Any) -> Cursor:
        """As `sqlite3` has it."""
        return self.cursor(_cursor).executemany(*arguments)


class Cursor(sqlite3.Cursor):
    """Rows of a `Connection`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._path = connection.path

    def execute(self, *arguments: Any) -> Cursor:
        """As `sqlite3` has it."""
        _telling(self._path, super().execute, *arguments)
        return self

    def executemany(self, *arguments: Any) -> Cursor:
        """As `sqlite3` has it."""
        _telling(self._path, super().executemany, *arguments)
        return self

    def fetchone(self) -> Any:
        """As `sqlite3` has it."""
        return _telling(self._path, super().fetchone)

    def fetchall(self) -> list[Any]:
        """As `sqlite3` has it."""
        return _telling(self._path, super().fetchall)

    def __next__(self) -> Any:
        return _telling(self._path, super().__next__)

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        step = super().__next__
        try:
            while True:
                yield step()
        except StopIteration:
            return
        except sqlite3.Error as error:
            raise told(self._path, error) from error


def _cursor(connection: sqlite3.Connection) -> Cursor:
    return Cursor(cast("Connection", connection))


def _telling(path: Path, call: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> _T:
    try:
        return call(*arguments, **named)
    except sqlite3.Error as error:
        trouble = told(path, error)
        if trouble is error:
            raise
        try:
            raise trouble from error
        finally:
            del trouble  # the error's frame would keep it, and with it the cursor, for another thread's collector
