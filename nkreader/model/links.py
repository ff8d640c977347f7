"""Links between articles: groups that report one event, and related pieces. No link without a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from nkreader.model.dates import PartialDate
from nkreader.model.spans import Span


class ReasonKind(StrEnum):
    """What ties two pieces, the firmest first."""

    SAME_EVENT = "same event"
    DIGEST = "digest"
    """One is an overview, and the other reports one of its items."""
    FOLLOW_UP = "follow-up"
    """The later one refers back to what the earlier one reports."""
    REACTION = "reaction"
    """The later one condemns, answers or welcomes it."""
    MENTIONED = "mentioned event"
    """One mentions in passing what the other reports."""
    EVENT = "same named event"
    WEAPON = "same weapon"
    PERSON = "same person"
    ORGANISATION = "same organisation"
    PLACE = "same place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that is a reason's evidence, as its article has it."""

    span: Span
    """Offsets in its article."""
    text: str
    """Its characters, as long as the span."""
    shared: tuple[Span, ...] = ()
    """What the other article's sentence has, too: disjoint, in order, inside `span`."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two pieces are linked, in words, and where each says so."""

    text: str
    here: Span | None = None
    """Offsets in the article that was asked about."""
    there: Span | None = None
    """Offsets in the linked article."""
    kind: ReasonKind = ReasonKind.OTHER
    said_here: Passage | None = None
    """The sentence in the article that was asked about."""
    said_there: Passage | None = None
    """The sentence in the linked article."""


@dataclass(frozen=True, slots=True)
class Link:
    """A related piece."""

    id: str
    score: float
    """Between 0 and 1; comparable within one list."""
    reasons: tuple[Reason, ...]
    same_event: bool = False

    @property
    def evidence(self) -> Reason | None:
        """The first reason that has both sentences, or else one of them."""
        told = [reason for reason in self.reasons if reason.said_here or reason.said_there]
        both = (reason for reason in told if reason.said_here and reason.said_there)
        return next(both, told[0] if told else None)


@dataclass(frozen=True, slots=True)
class First:
    """Who said it first."""

    id: str | None
    """The piece; None where more than one may be."""
    text: str
    """One line that says so, or why it cannot be said."""
    order: tuple[str, ...]
    """All pieces: none before one it cites, otherwise by day and hour; undated ones last."""


@dataclass(frozen=True, slots=True)
class Event:
    """Two or more articles that report the same event."""

    id: str
    """`e-` and the smallest member id."""
    label: str
    happened: PartialDate
    members: tuple[str, ...]
    """Article ids in order of publication as far as known, then by id."""
    origins: tuple[str, ...] = ()
    """Which media the members cite, most cited first."""
    summary: str = ""
    """`5 articles, all cite KCNA; 2 also cite the Joint Chiefs of Staff`."""
    first: First = field(default_factory=lambda: First(None, "", ()))
    """Who said it first, as far as that is known."""
