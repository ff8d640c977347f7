"""A chronology: one row an event, with the sentence that reports it and where that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nkreader.model.date_words import RESTS_ON
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision
from nkreader.model.headline import Headline
from nkreader.model.occasion import Manner
from nkreader.model.spans import Span
from nkreader.model.timeline import By, date_words, shown_days


@dataclass(frozen=True, slots=True)
class Source:
    """A piece that reports an event."""

    headline: Headline
    chain: tuple[str, ...] = ()
    """Its outlet and whom it cites, outermost to innermost."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A row: an event that one piece or several report, or one that a piece recalls."""

    by: By
    """Which of the three dates places it; what is recalled stands at the date that its sentence names."""
    happened: PartialDate
    """The narrowest date that one of the pieces gives; of what is recalled, the date in the sentence."""
    reported: PartialDate
    published: PartialDate
    """The first on which one of the pieces was published."""
    sources: tuple[Source, ...]
    """The one that has the sentence first, the others in order of publication."""
    span: Span
    """Where in the first one's text the sentence stands."""
    sentence: str
    """Its characters, unchanged."""
    place: str | None = None
    place_basis: str | None = None
    """`sentence` or `dateline`."""
    background: str = ""
    """The words by which the sentence dates what it recalls, on one line; empty for what the pieces report."""
    manner: Manner | None = None
    """How the name that was asked for appears; None where none was."""
    role: str = ""
    """As printed beside that name."""

    @property
    def when(self) -> PartialDate:
        """The date at which it stands."""
        if self.background:
            return self.happened
        return {By.HAPPENED: self.happened, By.REPORTED: self.reported, By.PUBLISHED: self.published}[self.by]

    @property
    def first(self) -> Headline:
        """The piece that has the sentence."""
        return self.sources[0].headline

    @property
    def order(self) -> tuple[bool, date, date, bool, str, int]:
        """In time; what has no place there comes last, and of one day what is recalled."""
        days = shown_days(self.when)
        first, last = (days.earliest or date.min, days.latest or date.max) if days else (date.max, date.max)
        return days is None, first, last, bool(self.background), self.first.id, self.span.start

    def within(self, days: Interval) -> bool:
        """Whether it may lie in these days; what is undated only lies in those without any bound."""
        return days == Interval() or (self.when.known and self.when.interval.intersect(days) is not None)


def display(when: PartialDate) -> str:
    """A date with what is not known of it: `≈2024-03, day unknown`, `2024-03-20 to 2024-03-28`."""
    words = date_words(when)
    between = when.precision is Precision.RANGE and when.interval.days is not None
    return f"{words}, one of these days" if between else words


def how_known(when: PartialDate) -> str:
    """What a date rests on, in words: `stated`, `likely: derived from the weekday`."""
    if not when.known:
        return when.reason.rstrip(". ")
    rests = RESTS_ON.get(when.basis, "")
    if when.basis is Basis.HAND or when.certainty is None:
        return rests
    if when.certainty is Certainty.STATED:
        return "stated in the metadata" if when.basis is Basis.METADATA else "stated"
    return f"likely: {rests}" if when.certainty is Certainty.LIKELY else rests
