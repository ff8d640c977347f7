"""Watching a few files for changes that are made outside, from a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

PAUSE = 1.0
"""Seconds between two looks."""
SETTLING = 0.05
"""Seconds a file must stay as it is before it is read: an editor may still be writing."""
Look = tuple[tuple[str, int, int, int], ...]


class Watch:
    """Calls `changed`, in its thread, when a file has come, gone or been written.

    Args:
        files: names those that are watched, each time anew.
        changed: what is to be done; it must not raise.
    """

    def __init__(self, files: Callable[[], Iterable[Path]], changed: Callable[[], None]) -> None:
        self._files = files
        self._changed = changed
        self._ended = threading.Event()
        self._seen = self._look()
        self._thread = threading.Thread(target=self._run, name="nkreader-watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; a change that is being told of is told to the end."""
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.wait(PAUSE):
            now = self._look()
            if now == self._seen:
                continue
            while not self._ended.wait(SETTLING) and (later := self._look()) != now:
                now = later
            if self._ended.is_set():
                return
            self._seen = now
            self._changed()

    def _look(self) -> Look:
        """When each file was written, and how long it is."""
        found = []
        for path in self._files():
            try:
                known = path.stat()
            except OSError:
                continue
            found.append((str(path), known.st_mtime_ns, known.st_size, known.st_ino))
        return tuple(found)
