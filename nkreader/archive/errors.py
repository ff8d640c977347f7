"""What can go wrong with a library; every message is one line for the reader."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class LibraryError(Exception):
    """The library cannot do it; the message says why."""


class LibraryBusy(LibraryError):
    """Another nkreader writes to the library and did not finish in time."""


class UnknownArticle(LibraryError):
    """No article has this id."""


class UnknownHighlight(LibraryError):
    """No highlight has this id."""


_PRIMARY = 0xFF
"""The part of SQLite's extended result codes that tells the kind (sqlite.org/rescode.html)."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_CAUSES = {
    sqlite3.SQLITE_FULL: "the disk is full; this change was not made",
    sqlite3.SQLITE_READONLY: "it may not be written; this change was not made",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; may its folder be written, and is there room?",
    sqlite3.SQLITE_IOERR: "the disk failed; this change was not made",
    sqlite3.SQLITE_PROTOCOL: "the file system cannot lock it",
    sqlite3.SQLITE_CORRUPT: "it is damaged: nkreader doctor says where",
    sqlite3.SQLITE_NOTADB: "it cannot be opened as a library",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
}


def told(path: Path, error: sqlite3.Error) -> Exception:
    """What the reader is told of an error of SQLite's; a fault of our own (bad SQL, a broken rule) stays what it is."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in _BUSY:
        return LibraryBusy(f"{path}: another program is writing to it")
    cause = _CAUSES.get(code)
    return LibraryError(f"{path}: {cause} ({error})") if cause else error
