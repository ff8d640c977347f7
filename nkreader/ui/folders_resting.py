"""Changed files, until they rest: somebody may still be writing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from time import monotonic

from nkreader.ui import folders_seen as seen

QUIET = 0.7
"""Seconds that files must stay as they are before they are told."""
PATIENCE = 30.0
"""Seconds after which what rests is told although something else is still being written."""


class Rest:
    """What has changed and was not told yet."""

    def __init__(self) -> None:
        self._changed: dict[str, float] = {}
        """When each was last seen to change, on the clock of `monotonic`."""
        self._looks: dict[str, object] = {}
        self._first = 0.0

    def take(self, paths: Iterable[str], roots: Iterable[str]) -> list[str]:
        """Note what changed below `roots`; gives what of it matters."""
        known = [Path(root) for root in roots]
        new = sorted({path for path in map(_finished, paths) if path and _is_shown(path, known) and seen.matters(path)})
        now = monotonic()
        if new and not self._changed:
            self._first = now
        for path in new:
            self._changed[path], self._looks[path] = now, seen.look(path)
        return new

    def over(self) -> bool:
        """Whether something rests now that is to be told; it is forgotten then."""
        now = monotonic()
        for path, at in self._changed.items():
            if now - at >= QUIET and (look := seen.look(path)) != self._looks[path]:
                self._changed[path], self._looks[path] = now, look
        rested = [path for path, at in self._changed.items() if now - at >= QUIET]
        if not rested or (len(rested) < len(self._changed) and now - self._first < PATIENCE):
            return False
        for path in rested:
            del self._changed[path], self._looks[path]
        self._first = now
        return not all(map(seen.is_unfinished, rested))


def _finished(path: str) -> str:
    """What a change is about: of a download that is there beside the file it becomes, that file. Empty: nothing."""
    if not seen.is_passing(path):
        return path
    later = seen.becomes(path)
    return later if later != path and os.path.lexists(later) else ""


def _is_shown(path: str, roots: Iterable[Path]) -> bool:
    root = next((root for root in roots if Path(path).is_relative_to(root)), None)
    return root is not None and not seen.is_hidden(path, str(root))
