"""The folder an export writes to: who may write there, what it holds, and how a file is replaced.

A file is first written whole under a passing name in its own folder and forced to the disk, then renamed:
at any moment there is the old file or the new one. Nothing is renamed before everything is on the disk.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_TEMPORARY = ".nkreader-", ".tmp"
_HEAD = 64 * 1024
"""How many bytes of a file are read in search of its front matter."""
_PATIENCE = 10.0
"""Seconds to wait for another export into the same folder."""
_WHOLE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG, errno.EMFILE, errno.ENFILE}


class ExportRefused(Exception):
    """Nothing was written, and why: one line for the reader."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file written under its passing name, waiting to take the place of `path`."""

    path: Path
    temporary: Path
    replaces: os.stat_result | None
    """What stood at `path` when its text was read; None for a new file."""


def permitted(target: Path, forbidden: Iterable[Path]) -> Path:
    """The real path of `target`.

    Raises:
        ExportRefused: if it lies in a folder of `forbidden` or is not a folder.
    """
    try:
        real = target.expanduser().resolve()
        for folder in forbidden:
            if real.is_relative_to(folder.expanduser().resolve()):
                raise ExportRefused(f"{real} lies in the article folder {folder}: nkreader never writes there")
    except (OSError, RuntimeError) as error:
        raise ExportRefused(f"cannot write to {target}: {reason(error)}") from error
    if real.exists() and not real.is_dir():
        raise ExportRefused(f"{real} is not a folder")
    return real


def reason(error: Exception) -> str:
    """An error in the system's words, without its number and path."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


@contextlib.contextmanager
def prepared(folder: Path) -> Iterator[None]:
    """Create the folder, make sure it can be written to, and keep other exports out of it meanwhile.

    Raises:
        ExportRefused: if it cannot be written to, or another export does not end.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise ExportRefused(f"cannot write to {folder}: {reason(error)}") from error
    try:
        _lock(descriptor, folder)
        try:
            _written_aside(folder, b"", 0o600).unlink()
        except OSError as error:
            raise ExportRefused(f"cannot write to {folder}: {reason(error)}") from error
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise ExportRefused(f"another export is writing to {folder}") from None
            time.sleep(0.05)
        except OSError:
            return  # some network file systems lock no folders; each file is replaced whole all the same
        else:
            return


@dataclass(frozen=True, slots=True)
class Contents:
    """What a folder holds."""

    heads: tuple[tuple[Path, str], ...]
    """Its Markdown files with the beginning of their texts."""
    leftovers: tuple[Path, ...]
    """What interrupted exports left; only to be removed while no other export runs."""


def contents(folder: Path, forbidden: Iterable[Path]) -> Contents:
    """What stands below `folder`, in sorted order.

    Symbolic links, hidden folders and the folders of `forbidden` are passed over.
    """
    closed = {path.expanduser().resolve() for path in forbidden}
    heads: list[tuple[Path, str]] = []
    passing: list[Path] = []
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and here / n not in closed)
        for path in (here / name for name in sorted(names)):
            if path.name.startswith(_TEMPORARY[0]) and path.name.endswith(_TEMPORARY[1]):
                passing.append(path)
            elif path.suffix == ".md" and (head := _head(path)) is not None:
                heads.append((path, head))
    return Contents(tuple(heads), tuple(passing))


def _head(path: Path) -> str | None:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return None


def current(path: Path, folder: Path) -> tuple[str, os.stat_result] | None:
    """The text of a file with its state, or None if there is none.

    Raises:
        ValueError: if it is a symbolic link or no file, lies outside of `folder`, or is not UTF-8.
        OSError: if it cannot be read.
    """
    if not path.parent.resolve().is_relative_to(folder):
        raise ValueError("lies outside of the export folder")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise ValueError("is a symbolic link") from error
        raise
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise ValueError("is not a regular file")
        try:
            return file.read().decode("utf-8"), state
        except UnicodeDecodeError as error:
            raise ValueError("is not UTF-8") from error


def staged(path: Path, text: str, replaces: os.stat_result | None) -> Staged:
    """Write the new text of `path` beside it.

    Raises:
        ExportRefused: if the disk takes no more.
        OSError: if this one file cannot be written.
    """
    mode = stat.S_IMODE(replaces.st_mode) if replaces else None
    try:
        return Staged(path, _written_aside(path.parent, text.encode(), mode), replaces)
    except OSError as error:
        if error.errno in _WHOLE_DISK:
            raise ExportRefused(f"cannot write to {path.parent}: {reason(error)}; nothing was changed") from error
        raise


def _written_aside(folder: Path, content: bytes, mode: int | None) -> Path:
    temporary = folder / f"{_TEMPORARY[0]}{secrets.token_hex(8)}{_TEMPORARY[1]}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def put_in_place(file: Staged) -> None:
    """Rename a staged file.

    Raises:
        ValueError: if somebody changed the file after its text was read; it is left alone.
        OSError: if the system refuses.
    """
    try:
        now: os.stat_result | None = file.path.lstat()
    except FileNotFoundError:
        now = None
    if _state(now) != _state(file.replaces):
        raise ValueError("was changed by another program meanwhile; export again")
    os.replace(file.temporary, file.path)


def _state(found: os.stat_result | None) -> tuple[int, int, int] | None:
    return (found.st_ino, found.st_mtime_ns, found.st_size) if found else None


def discard(paths: Iterable[Path]) -> None:
    """Remove files under passing names; those already renamed are gone from there."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def sync(folders: Iterable[Path]) -> None:
    """Force renames to the disk, as far as the file system can."""
    for folder in folders:
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
