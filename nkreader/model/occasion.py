"""How a name appears in a piece, and a row of a name's appearances."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nkreader.model.dates import Interval, PartialDate
from nkreader.model.headline import Headline
from nkreader.model.spans import Span


class Manner(StrEnum):
    """What a sentence says of somebody's part in what it tells; the first weighs most."""

    PRESENT = "present"
    MESSAGE = "message or statement"
    NAMED = "named only"


@dataclass(frozen=True, slots=True)
class Seen:
    """What one sentence says of one name. All of it is printed there; nothing is concluded."""

    manner: Manner
    role: str = ""
    """As printed right before or after the name; empty where nothing is."""
    others: tuple[Span, ...] = ()
    """Those who stand in the same list, or are said to accompany, in printed order; offsets in the text."""
    place: Span | None = None
    """Where the sentence says that it was; None where it does not, or the name is but named."""
    name: Span | None = None
    """The naming of which this is said, where the sentence has several."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One event, told by one piece or by several of one same-event group, in which a name occurs."""

    pieces: tuple[Headline, ...]
    """Those that have the name, in order of publication."""
    happened: PartialDate
    reported: PartialDate
    published: PartialDate
    """Of the first of them."""
    manner: Manner
    role: str
    others: tuple[str, ...]
    """As printed."""
    place: str | None
    place_basis: str | None
    """`sentence` or `dateline`."""
    article: str
    """Id of the piece the sentence stands in."""
    span: Span
    """Where in that piece's text."""
    sentence: str
    """Its characters, unchanged."""

    @property
    def when(self) -> PartialDate:
        """The first of happened, reported and published that is known."""
        return next((when for when in (self.happened, self.reported) if when.known), self.published)

    def within(self, days: Interval) -> bool:
        """Whether it may lie in these days; what is undated only lies in those without any bound."""
        if days == Interval():
            return True
        return self.when.known and self.when.interval.intersect(days) is not None
