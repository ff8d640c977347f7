"""What became of a quotation that was held against the library: values, no rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nkreader.model.headline import Headline
from nkreader.model.spans import Span


class Outcome(StrEnum):
    """Whether a quotation is what an article says."""

    EXACT = "found exactly"
    TYPOGRAPHY = "found in other typography"
    DIFFERS = "differs"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Stand:
    """A passage of an article, in its present text."""

    headline: Headline
    span: Span
    """Offsets into the article's text."""
    paragraph: int
    """One-based number of the body block it begins in; 0 for the title."""
    text: str
    """Its characters, white space as single spaces."""

    @property
    def command(self) -> str:
        """Opens the reading room at the passage."""
        return f"nkreader open {self.headline.id} --at {self.span.start}"


@dataclass(frozen=True, slots=True)
class Verified:
    """A quotation, and what the library says of it."""

    file: str
    line: int
    """One-based, where the quotation begins."""
    quote: str
    """On one line."""
    outcome: Outcome
    block: str = ""
    """Of a managed block its id; empty for a quotation of a draft."""
    stand: Stand | None = None
    """Where it stands; of what differs, the nearest wording."""
    others: tuple[str, ...] = ()
    """Ids of the other articles that have it, the nearest to the origin first."""
    typography: tuple[str, ...] = ()
    """What is set otherwise: `quotation marks`, `dashes`, `spaces`, `case of the first letter`, …"""
    marked: bool = False
    """It has omissions or insertions, and its pieces were looked for in order."""
    compared: str = ""
    """Of what differs, the words of the quotation that `stand` is held against; white space as single spaces."""
    gone: tuple[Span, ...] = ()
    """The words of `compared` that the article has not."""
    new: tuple[Span, ...] = ()
    """The words of the article, in `stand.text`, that the quotation has not."""
    edited: bool = False
    """A managed block that is not as it was written."""
    notes: tuple[str, ...] = ()
    """What else there is to say, each in one line."""

    @property
    def differs(self) -> bool:
        """Whether there is something to look after: another wording, or a managed block that was edited."""
        return self.edited or self.outcome is Outcome.DIFFERS


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be checked, and why."""

    file: str
    reason: str
