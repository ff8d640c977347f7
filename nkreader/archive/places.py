"""Where a library may be and what may be written where: articles, libraries and exports stay apart."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from nkreader import locations
from nkreader.analysis import own_names
from nkreader.archive.errors import LibraryError

FILE = "library.db"
"""What makes a folder a library."""
INDEX = "index"
NAMES = own_names.FOLDER
"""Gazetteer files of the reader's, which may be there first."""


def begin(folder: Path) -> None:
    """Make sure that a library can be in a folder; one that is made here is for its owner's eyes only.

    A folder that was there is left as it is, rights included; only the library's own file is its owner's alone.

    Raises:
        LibraryError: if it cannot be made, holds other things and no library, or lies in a known article folder.
    """
    database = folder / FILE
    try:
        if os.path.lexists(database):
            return
        strange = sorted(name for name in _inside(folder) if not _own(name))
        if strange:
            raise LibraryError(
                f"{folder}: holds {strange[0]} and no library: name an empty folder, or one that is not there yet"
            )
        for known in _known_elsewhere(folder):
            refuse_mixed(folder, [known])
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise LibraryError(f"{folder}: cannot keep a library here ({error.strerror})") from error


def _inside(folder: Path) -> list[str]:
    return os.listdir(folder) if os.path.lexists(folder) else []


def _own(name: str) -> bool:
    """Whether this is what a library leaves whose database was taken away, what may be there first, or the system's."""
    return name.startswith((".", FILE)) or name in (INDEX, NAMES)


def _known_elsewhere(folder: Path) -> list[Path]:
    """The article folders that the reader's usual library knows."""
    usual = locations.user_library() / FILE
    try:
        if usual.parent == folder or not usual.is_file():
            return []
        with contextlib.closing(sqlite3.connect(f"{usual.resolve().as_uri()}?mode=ro", uri=True)) as db:
            return [Path(os.fsdecode(path)) for (path,) in db.execute("SELECT path FROM folder ORDER BY path")]
    except (OSError, sqlite3.Error):  # its own trouble, told when it is opened
        return []


def refuse_mixed(library: Path, articles: Iterable[Path]) -> None:
    """Keep articles out of a library, and a library out of the article folders.

    Raises:
        LibraryError: if one of `articles`, files and folders, lies in the library, or the library in one of them.
    """
    home = _real(library)
    for path in articles:
        real = _real(path)
        if real.is_relative_to(home):
            raise LibraryError(f"{path} lies in the library {library}: articles are kept outside of it")
        if home.is_relative_to(real):
            raise LibraryError(
                f"the library {library} lies in the article folder {path}, where nkreader never writes: "
                "keep the library elsewhere"
            )


def refuse_beside(target: Path, files: Sequence[Path]) -> None:
    """Keep exports out of the folders of articles that were added by themselves, the folders below these aside.

    Raises:
        LibraryError: if one of `files` stands in `target`.
    """
    real = _real(target)
    first = {file.parent: file for file in reversed(files)}
    for folder, file in sorted(first.items()):
        if _real(folder) == real:
            raise LibraryError(f"{target} holds the article {file.name}: nkreader never writes there")


def refuse_replacing(target: Path, files: Iterable[Path]) -> None:
    """Keep a file from taking the place of an article.

    Raises:
        LibraryError: if `target` is one of `files`.
    """
    try:
        there = os.stat(target.expanduser())
    except OSError:
        return
    for file in files:
        with contextlib.suppress(OSError):
            if os.path.samestat(there, os.stat(file)):
                raise LibraryError(f"{target} is the article {file}: it is never written to")


def _real(path: Path) -> Path:
    """A path without links; as far as there are none that go round in circles."""
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError):
        return Path(os.path.abspath(path))
