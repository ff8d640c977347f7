"""Links between articles: groups that report one event, and related pieces. No link without a reason."""

from __future__ import annotations

from dataclasses import dataclass

from nkreader.model.dates import PartialDate
from nkreader.model.spans import Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two pieces are linked, in words, and where each says so."""

    text: str
    here: Span | None = None
    """Offsets in the article that was asked about."""
    there: Span | None = None
    """Offsets in the linked article."""


@dataclass(frozen=True, slots=True)
class Link:
    """A related piece."""

    id: str
    score: float
    """Between 0 and 1; comparable within one list."""
    reasons: tuple[Reason, ...]
    same_event: bool = False


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
    """Who the members cite, most cited first."""
