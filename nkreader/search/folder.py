"""The folder of an index: whose it is, who may write in it, and what in it is ours to delete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkreader.search.errors import IndexBusy

LOCK = "lock"
_OURS = ("MAIN", "_MAIN_")
"""What the names of Whoosh's files and temporary folders begin with."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one index."""

    path: Path

    @contextmanager
    def alone(self, patience: float) -> Iterator[None]:
        """Hold the folder's lock against other processes; one that has it is waited for so many seconds.

        The system's own lock on an open file: it ends with the process, however that ends. Who waited for a file that
        was meanwhile deleted holds nothing, and waits for the new one.
        """
        from whoosh.util.filelock import FileLock, try_for

        self.make()
        path = self.path / LOCK
        lock: Any = FileLock(str(path))

        def held() -> bool:
            if not lock.acquire():
                return False
            with suppress(OSError):
                if path.stat().st_ino == os.fstat(lock.fd).st_ino:
                    return True
            lock.release()
            return False

        if not try_for(held, timeout=patience, delay=0.05):
            raise IndexBusy(f"{self.path} is being written by another process")
        try:
            yield
        finally:
            lock.release()

    def make(self) -> None:
        """A folder of its own, for its owner only; what stood under its name or the lock's instead goes."""
        if self.path.is_symlink() or (self.path.exists() and not self.path.is_dir()):
            self.path.unlink()
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.path.stat().st_mode & 0o077:
            self.path.chmod(0o700)
        lock = self.path / LOCK
        if lock.is_symlink() or (lock.exists() and not lock.is_file()):  # a link would be followed to a file elsewhere
            _delete(lock)

    def tidy(self, kept: Container[str]) -> None:
        """Delete what an interrupted writer left; what bears no name of Whoosh's is not ours to delete."""
        for path in self.path.iterdir():
            if path.name in kept or not path.name.startswith(_OURS):
                continue
            _delete(path)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
