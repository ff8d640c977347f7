"""Watching the known folders while the room is open: what comes, goes or is written there is told once it rests.

A thread for the folders whose file system tells of changes, one for those that must be looked through again and again:
neither holds the other up, nor any key. A change is told once for all the files of it.
"""

from __future__ import annotations

import os
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from time import monotonic

from nkreader.ui import folders_seen as seen
from nkreader.ui.folders_resting import QUIET, Rest

AGAIN = 5.0
"""Seconds between two looks at which folders there are: one may have gone, come back, or been added."""
STEP = 0.1
"""Seconds between two looks whether it is over; so long does leaving wait."""
POLL = 10.0
"""Seconds between two looks through a folder whose file system tells nothing."""
RESTS = 4.0
"""So many times as long as taking in took, nothing is told after it: large folders take seconds to go through."""

Folders = Callable[[], Iterable[Path]]
_RECURSIVE = not sys.platform.startswith("linux")
"""Whether the system watches all that is in a folder; else each folder in it is watched for itself."""


class FolderWatch:
    """Calls `changed`, in a thread of its own, when something is to be taken in from the known folders.

    Args:
        folders: names them, each time anew; it may raise, and those before hold.
        changed: what is to be done; it must not raise.
        polling: look through all of them again and again, whatever their drives tell.
    """

    def __init__(self, folders: Folders, changed: Callable[[], None], polling: bool = False) -> None:
        self._ended = threading.Event()
        self._not_before = 0.0
        self._told = _Events(folders, self._tell, self._ended, polling)
        self._looked = _Looks(folders, self._tell, self._ended, self._told.silent)
        self._changed = changed

    def start(self) -> None:
        """Begin."""
        for each in (self._told, self._looked):
            each.thread.start()

    def stop(self) -> None:
        """Tell nothing any more; the threads end of themselves, within `STEP`."""
        self._ended.set()

    def join(self, seconds: float = 1.0) -> None:
        """Wait until they have ended; one that hangs on a drive that does not answer ends with the program."""
        until = monotonic() + seconds
        for each in (self._told, self._looked):
            if each.thread.is_alive():
                each.thread.join(max(0.0, until - monotonic()))

    @property
    def watched(self) -> tuple[str, ...]:
        """The folders of which changes are told by now."""
        return (*self._told.watched, *self._looked.watched)

    def rest(self, took: float) -> None:
        """Taking in has taken so many seconds: give everything else its turn before it begins again."""
        self._not_before = monotonic() + took * RESTS

    def _tell(self) -> None:
        """Called in the threads."""
        if not self._ended.wait(max(0.0, self._not_before - monotonic())):
            self._changed()


class _Watcher(ABC):
    """What both kinds have in common: a thread, and the folders it is about."""

    def __init__(self, folders: Folders, changed: Callable[[], None], ended: threading.Event) -> None:
        self._folders = folders
        self._changed = changed
        self._ended = ended
        self._last: list[str] = []
        self.watched: tuple[str, ...] = ()
        self.thread = threading.Thread(target=self._run, name="nkreader-folders", daemon=True)

    @abstractmethod
    def _run(self) -> None:
        """Watch until it is over."""

    def _known(self) -> list[str]:
        """The known folders, the outermost."""
        with suppress(Exception):  # the library is busy or closing: nothing to tell a reader who asked for nothing
            self._last = seen.outermost(self._folders())
        return self._last


class _Events(_Watcher):
    """Folders whose file system tells."""

    def __init__(self, folders: Folders, changed: Callable[[], None], ended: threading.Event, polling: bool) -> None:
        super().__init__(folders, changed, ended)
        self._polling = polling
        self._refused: set[str] = set()
        """Folders that the system would not watch, as there are too many of them."""

    def silent(self, folder: str) -> bool:
        """Whether a folder has to be looked through instead."""
        return self._polling or folder in self._refused or seen.is_remote(folder, seen.mounts())

    def _there(self) -> dict[str, tuple[int, int]]:
        known = [folder for folder in self._known() if not self.silent(folder)]
        found = {folder: seen.identity(folder) for folder in known}
        return {folder: which for folder, which in found.items() if which}

    def _run(self) -> None:
        before: dict[str, tuple[int, int]] | None = None
        while not self._ended.is_set():
            there = self._there()
            if before is not None and there.items() - before.items():
                self._changed()  # a folder that came back, or was added elsewhere, has been unwatched so far
            before = there
            if there:
                self._watch(there)
            else:
                self.watched = ()
                self._ended.wait(AGAIN)

    def _watch(self, there: dict[str, tuple[int, int]]) -> None:
        """Watch these folders as long as they are the ones there are, and the folders in them."""
        rest = Rest()
        try:
            while not self._ended.is_set() and self._follow(there, rest):
                pass
        except FileNotFoundError:  # one has gone meanwhile
            self._ended.wait(STEP)
        except (OSError, RuntimeError):  # the system's bound on how much may be watched
            self._refused |= there.keys()

    def _follow(self, there: dict[str, tuple[int, int]], rest: Rest) -> bool:
        """Tell what happens; gives whether the same folders are to be watched on, with others inside them.

        Raises:
            FileNotFoundError: If one of them has gone.
            OSError: If the system watches no more.
            RuntimeError: The same.
        """
        from watchfiles import watch  # nothing before the first list needs it

        inside = [*there] if _RECURSIVE else [path for folder in there for path in seen.below(folder)]
        known, asked = set(inside), monotonic()
        self.watched = tuple(there)
        for found in watch(
            *inside,
            watch_filter=None,
            step=int(STEP * 1000),
            stop_event=self._ended,
            rust_timeout=int(QUIET * 500),
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=False,
            recursive=_RECURSIVE,
            ignore_permission_denied=True,
        ):
            new = rest.take({path for _, path in found}, there)
            if not _RECURSIVE and any(os.path.isdir(path) and path not in known for path in new):
                return True
            if rest.over():
                self._changed()
            if monotonic() - asked >= AGAIN:
                asked = monotonic()
                if self._there() != there:
                    break
        return False


class _Looks(_Watcher):
    """Folders that have to be looked through."""

    def __init__(
        self,
        folders: Folders,
        changed: Callable[[], None],
        ended: threading.Event,
        silent: Callable[[str], bool],
    ) -> None:
        super().__init__(folders, changed, ended)
        self._silent = silent

    def _run(self) -> None:
        before: dict[str, int] = {}
        while not self._ended.is_set():
            begun = monotonic()
            now = self._look()
            if any(before.get(folder, value) != value for folder, value in now.items()):
                while not self._ended.wait(QUIET) and (later := self._look()) != now:
                    now = later
                if not self._ended.is_set():
                    self._changed()
            before |= now
            self.watched = tuple(now)
            self._ended.wait(max(POLL, (monotonic() - begun) * RESTS))

    def _look(self) -> dict[str, int]:
        """How each is; one that is not there stays as it was, until it comes back."""
        known = [folder for folder in self._known() if self._silent(folder)]
        return {folder: seen.print_of(folder) for folder in known if seen.identity(folder)}
