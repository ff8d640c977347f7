"""Files and folders in a fixed order, each file through its reader. Bad input is skipped with a reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from nkreader.ingest.containing import fault
from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import LIMIT, Extract, Skipped, Source, printable
from nkreader.ingest.formats.page_folders import belongs_to_page
from nkreader.ingest.registry import reader_of

_KINDS = (
    (stat.S_ISFIFO, "a named pipe, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)


def articles(paths: Iterable[Path], limit: int = LIMIT) -> Iterator[Extract | Skipped]:
    """The articles of files and folders (with all folders below them), in sorted order of their paths.

    Hidden files inside folders, and folders of what belongs to a saved page, are left alone without a word;
    everything else that gives no article is told as `Skipped`. `limit` is the size in bytes beyond which a file,
    or a row of one, is skipped.
    Never raises for bad input and never writes.
    """
    for found in files(paths, limit):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from read(found)


def files(paths: Iterable[Path], limit: int = LIMIT) -> Iterator[Source | Skipped]:
    """The regular files that `articles` reads, in its order, not yet opened."""
    folders: dict[tuple[int, int], str] = {}
    for given in sorted(paths):
        waiting = [str(given)]
        while waiting:
            path = waiting.pop()
            try:
                status = os.stat(path)
            except (OSError, ValueError) as error:
                yield Skipped(printable(path), _why(error, path))
                continue
            if stat.S_ISREG(status.st_mode):
                yield Source(path, status, limit)
            elif not stat.S_ISDIR(status.st_mode):
                yield Skipped(printable(path), _kind(status.st_mode))
            elif (key := (status.st_dev, status.st_ino)) in folders:
                yield Skipped(printable(path), f"the same folder as {folders[key]}")
            else:
                folders[key] = printable(path)
                try:
                    waiting += _inside(path)
                except OSError as error:
                    yield Skipped(printable(path), _why(error, path))


def read(source: Source) -> Iterator[Extract | Skipped]:
    """The articles of one file. Never raises for bad input; a fault of ours is told as such and ends with the file."""
    reader = reader_of(source.path)
    if reader is None:
        yield Skipped(source.shown, f"no reader for {printable(source.path.suffix)}")
        return
    try:
        yield from reader(source)
    except Refused as refused:
        yield Skipped(source.shown, refused.reason, refused.lasting)
    except OSError as error:
        yield Skipped(source.shown, _why(error, source.name))
    except Exception as error:
        yield Skipped(source.shown, fault(error))


def _inside(folder: str) -> list[str]:
    """What is in a folder, the last one first, but for what belongs to a page saved in it."""
    with os.scandir(folder) as entries:
        names = sorted((entry.name for entry in entries if not entry.name.startswith(".")), reverse=True)
    paths = {name: os.path.join(folder, name) for name in names}
    return [path for name, path in paths.items() if not (belongs_to_page(name, names) and os.path.isdir(path))]


def _kind(mode: int) -> str:
    return next((reason for is_kind, reason in _KINDS if is_kind(mode)), "not a file")


def _why(error: Exception, path: str) -> str:
    if isinstance(error, FileNotFoundError):
        return "a link to nothing" if os.path.islink(path) else "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "cannot be read"
