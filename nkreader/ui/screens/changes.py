"""What the reader changed, step by step, to be taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkreader.archive.library import Library

LIMIT = 1000
"""How many steps are kept."""


@dataclass(frozen=True)
class Change:
    """One step."""

    said: str
    """What it did: `highlight`, `star`."""
    article: str
    undo: Callable[[Library], object]
    redo: Callable[[Library], object]


@dataclass
class Changes:
    """Steps done, and steps taken back."""

    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)

    def add(self, change: Change) -> None:
        """A new step; what was taken back before cannot be done again."""
        self.done.append(change)
        del self.done[:-LIMIT]
        self.undone.clear()

    def back(self) -> Change | None:
        """The last step, now taken back."""
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        return self.undone[-1]

    def again(self) -> Change | None:
        """The step last taken back, now done again."""
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return self.done[-1]
