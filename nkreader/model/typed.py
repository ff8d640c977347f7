"""What may stand next in a line that is being typed."""

from __future__ import annotations

from dataclasses import dataclass

from nkreader.model.spans import Span


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on."""

    span: Span
    """What it takes the place of (offsets into the line)."""
    text: str
    """What then stands there."""
    label: str
    """What it is called: the value without quotes, the field's name."""
    about: str = ""
    """A word about it: what a field holds, which alias was typed."""
    count: int | None = None
    """How many articles have it."""

    def applied(self, line: str) -> tuple[str, int]:
        """The line with it, and where the cursor then stands."""
        head = line[: self.span.start] + self.text
        return head + line[self.span.end :], len(head)
