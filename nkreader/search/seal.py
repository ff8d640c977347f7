"""The seal of an index: which files its committed state consists of, and the SHA-256 of each.

Whoosh's files hold pickles, and reading a pickle runs it. So the seal is kept by the library's store, not beside the
files, and a file is opened only when it is the one that was sealed. Whatever the seal does not name is no part of the
index and is never read: what an interrupted writer left, or what came from elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from nkreader.search.errors import IndexDamaged

_CHUNK = 1 << 20


class Seals(Protocol):
    """Where the seal of one index is kept. `write` is what commits a state of the index: all of it, or nothing."""

    def read(self) -> str | None:
        """The seal as last written; None if there is no index yet."""

    def write(self, seal: str | None) -> None:
        """Keep a seal in place of the one before; None forgets it."""

    def replace(self, seal: str) -> None:
        """Keep a seal of the same articles in the same state, which lie in other files than before."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A committed state."""

    version: str
    """Of the format, and of the library that wrote it."""
    generation: int
    """The number of the state; above zero."""
    files: Mapping[str, tuple[int, str]]
    """Name in the index folder → size in bytes, SHA-256 in hex."""

    def to_json(self) -> str:
        """The seal as text."""
        return json.dumps([self.version, self.generation, {name: [*self.files[name]] for name in sorted(self.files)}])

    @classmethod
    def from_json(cls, data: str) -> Seal:
        """The reverse of `to_json`.

        Raises:
            IndexDamaged: if it is not one.
        """
        try:
            version, generation, files = json.loads(data)
            sealed = {str(name): (int(size), str(digest)) for name, (size, digest) in files.items()}
            seal = cls(str(version), int(generation), sealed)
        except (ValueError, TypeError, AttributeError) as error:
            raise IndexDamaged("its seal cannot be read") from error
        if seal.generation < 1 or any(os.path.basename(name) != name for name in sealed):
            raise IndexDamaged("its seal cannot be read")
        return seal

    def followed(self, folder: Path, generation: int, names: Iterable[str]) -> Seal:
        """The seal of the next state: files sealed before are never written again, only new ones are read."""
        files = {name: self.files.get(name) or fingerprint(folder / name) for name in names}
        return Seal(self.version, generation, files)


@dataclass(slots=True)
class Checked:
    """The files of one index folder that were compared with their seal, so that none is read twice."""

    folder: Path
    _known: dict[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    _states: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    """The same by path, for the look that every search begins with."""

    def compare(self, seal: Seal) -> None:
        """Compare every file with its seal; those that were, and did not change since, are not read again.

        Raises:
            IndexDamaged: if one is missing or another.
        """
        if self.folder.is_symlink():
            raise IndexDamaged("its folder was replaced by a link")
        known: dict[str, tuple[str, tuple[int, ...]]] = {}
        for name, (size, digest) in seal.files.items():
            path = self.folder / name
            try:
                state = _state(path)
                if not stat.S_ISREG(path.lstat().st_mode):  # what is no file may never end
                    raise IndexDamaged(f"{name} is no file")
                if self._known.get(name) != (digest, state) and fingerprint(path) != (size, digest):
                    raise IndexDamaged(f"{name} is not what was written")
            except FileNotFoundError:
                raise IndexDamaged(f"{name} is missing") from None
            except OSError as error:
                raise IndexDamaged(f"{name} cannot be read ({error.strerror})") from error
            known[name] = digest, state
        self._known = known
        self._states = [(str(self.folder / name), state) for name, (_, state) in known.items()]

    def unchanged(self) -> bool:
        """Whether the files compared last are still there as they were, as far as their dates and sizes tell.

        A folder that was moved away is not followed by a link in its place.
        """
        try:
            if not stat.S_ISDIR(os.lstat(self.folder).st_mode):
                return False
            return all(_state(path) == state for path, state in self._states)
        except OSError:
            return False


def fingerprint(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    found, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            size += len(chunk)
    return size, found.hexdigest()


def _state(path: Path | str) -> tuple[int, ...]:
    state = os.lstat(path)
    return state.st_dev, state.st_ino, state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns
