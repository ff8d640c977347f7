"""What restoring tells in the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line of a dump that gave nothing."""

    line: int
    """One-based."""
    reason: str


@dataclass(slots=True)
class RestoreReport:
    """What became of the lines of a dump, by their kind."""

    added: Counter[str] = field(default_factory=Counter)
    """Lines that changed something."""
    unchanged: Counter[str] = field(default_factory=Counter)
    skipped: list[SkippedLine] = field(default_factory=list)

    def tell(self, kind: str, changed: bool) -> None:
        """Count one line."""
        (self.added if changed else self.unchanged)[kind] += 1

    def skip(self, line: int, reason: str) -> None:
        """Note one line that gave nothing."""
        self.skipped.append(SkippedLine(line, reason))
