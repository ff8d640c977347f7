"""The reader's own gazetteer: the files `gazetteer/*.toml` in the configuration folder and in the library at hand.

They are read when a library is opened and when its folders are looked at again, and hold until then. What they say is
worked out only where names are looked for (`entities.gazetteer`): a start that analyses nothing pays for two looks at
folders that mostly are not there.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nkreader import locations
from nkreader.model.sanitise import safe_line

FOLDER = "gazetteer"
"""The folder, in the configuration folder and in a library."""
MOST_BYTES = 8_000_000
"""A larger file is no list of names."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """One file, as it was read."""

    path: str
    """As it can be shown."""
    data: bytes


@dataclass(frozen=True, slots=True)
class OwnNames:
    """All of the reader's files, those of the configuration first; a library's go before them where both speak."""

    files: tuple[OwnFile, ...] = ()
    told: tuple[str, ...] = ()
    """What could not be read, one line each."""
    digest: str = ""
    """Of the files' content and order, in hex; empty where there are none."""


_library: Path | None = None
_known: OwnNames | None = None


def folders(library: Path | None = None) -> tuple[Path, ...]:
    """Where the files are looked for."""
    own = locations.config() / FOLDER
    return (own, library / FOLDER) if library else (own,)


def use(library: Path | None) -> OwnNames:
    """Read the files of the configuration and of a library (None: of no library); they hold until the next time."""
    global _library, _known
    _library = library
    found = read(folders(library))
    if _known is None or found != _known:
        _known = found
    return _known


def hold(found: OwnNames) -> None:
    """Let files that another process read hold here."""
    global _known
    _known = found


def present(library: Path | None) -> tuple[Path, ...]:
    """The files that `use` would read; a folder that cannot be read has none."""
    return tuple(place / name for place in folders(library) for name in _names(place, []))


def current() -> OwnNames:
    """The files that hold; of the configuration alone where no library was opened yet."""
    return use(_library) if _known is None else _known


def read(places: tuple[Path, ...]) -> OwnNames:
    """The files in some folders, each folder's in the order of their names."""
    closed: list[str] = []
    files, told = read_files(place / name for place in places for name in _names(place, closed))
    whole = hashlib.sha256()
    for file in files:
        whole.update(b"%d\n" % len(file.data))
        whole.update(file.data)
    return OwnNames(tuple(files), (*closed, *told), whole.hexdigest() if files else "")


def read_files(paths: Iterable[Path]) -> tuple[list[OwnFile], list[str]]:
    """Some files, and one line for each that cannot be read."""
    files: list[OwnFile] = []
    told: list[str] = []
    for path in paths:
        try:
            files.append(OwnFile(safe_line(str(path)), _bytes(path)))
        except OSError as error:
            told.append(safe_line(f"{path}: cannot be read ({error.strerror or error}); its names are not known"))
    return files, told


def _names(place: Path, told: list[str]) -> Iterator[str]:
    """The files of a folder; none where there is no folder."""
    try:
        found = sorted(name for name in os.listdir(place) if name.endswith(".toml") and not name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        told.append(safe_line(f"{place}: cannot be read ({error.strerror or error})"))
        return
    yield from found


def _bytes(path: Path) -> bytes:
    """What a file holds.

    Raises:
        OSError: if it cannot be opened, is no file, or is too large.
    """
    known = path.stat()
    if not stat.S_ISREG(known.st_mode):
        raise OSError(0, "it is no file")
    if known.st_size > MOST_BYTES:
        raise OSError(0, f"it is larger than {MOST_BYTES // 1_000_000} MB")
    return path.read_bytes()
