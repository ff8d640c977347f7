"""What the reader did, step by step, as plain data: what was, and what is instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nkreader.model.sanitise import safe_line


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one article that became another."""

    kind: str
    """What it is a value of: `read`, `starred`, `tags`, `published`, `reported`, `happened`, `highlight`, `repair`,
    `ruling`, `search`."""
    article: str
    """Its id; empty where it is a value of the whole library."""
    before: Any
    """As JSON has it; None where there was none."""
    after: Any
    key: str = ""
    """Which one of several: the id of a highlight, a repair or a ruling, the folded name of a search."""


@dataclass(frozen=True, slots=True)
class Retraced:
    """A step that was taken back or done again, as far as it could be."""

    said: str
    """What the step was: `highlight`, `marked read`."""
    title: str
    """The article it was about, or how many."""
    articles: tuple[str, ...]
    """Ids of those that are as they were."""
    left: int = 0
    """How many changes could not be retraced."""
    why: str = ""
    """Why the first of them could not; what is there stays as it is."""
    dated: bool = False
    """Whether dates or rulings changed, so that groups and borrowed days of other pieces may be others now."""
    named: bool = False
    """Whether repairs of names came or went, so that pieces name something else now."""

    def told(self, verb: str) -> str:
        """In one line; `verb` is what was tried: `taken back`."""
        about = f"{self.said} · {self.title}" if self.title else self.said
        if not self.left:
            return safe_line(f"{verb}: {about}")
        if self.articles or self.named or self.dated:
            return safe_line(f"{verb}: {about}; {self.left} left as they are: {self.why}")
        return safe_line(f"Cannot be {verb}: {about}; {self.why}")
