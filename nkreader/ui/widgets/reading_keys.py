"""Keys that come one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkreader.ui.commands import Command


class Keys:
    """Collects keys until they are one of several sequences or cannot become one."""

    def __init__(self) -> None:
        self._pressed: tuple[str, ...] = ()

    @property
    def waiting(self) -> bool:
        """Whether a sequence has begun."""
        return bool(self._pressed)

    def clear(self) -> None:
        """Forget what was begun."""
        self._pressed = ()

    def press(self, key: str, sequences: Mapping[tuple[str, ...], Command]) -> Command | None:
        """The command that the key completes; None if it completes none, or begins or goes on with one."""
        for pressed in ((*self._pressed, key), (key,)):
            if command := sequences.get(pressed):
                self._pressed = ()
                return command
            if any(keys[: len(pressed)] == pressed for keys in sequences):
                self._pressed = pressed
                return None
        self._pressed = ()
        return None
