"""Parts of the year as forms: seasons, halves, and the quarters that figures are told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nkreader.analysis.dates.forms import Context, Form, Resolved, Tense
from nkreader.analysis.dates.units import SEASON_OF_MONTH, shifted, value_of


@dataclass(frozen=True, slots=True)
class Season:
    """`the summer`, `last winter`."""

    code: str
    shift: int | None = None

    def resolve(self, at: Context) -> Resolved | None:
        if at.day is None:
            return None
        if self.shift is None and at.year is not None:
            return Resolved(f"{at.year:04}-{self.code}", f"the sentence speaks of {at.year}")
        now = SEASON_OF_MONTH.get(at.day.month, "WI")
        year = at.day.year - (at.day.month < 3)
        order = ("SP", "SU", "FA", "WI")
        ahead = order.index(self.code) - order.index(now)
        coming = self.shift == 1 or (self.shift in (0, None) and at.tense is Tense.FUTURE)
        if coming:
            year += ahead < 0 or (self.shift == 1 and ahead == 0)
        elif self.shift == -1:
            year -= ahead >= 0
        elif self.shift is None:
            year -= ahead > 0
        return Resolved(f"{year:04}-{self.code}", "counted from publication")


@dataclass(frozen=True, slots=True)
class Part:
    """`the third quarter`, `the second half`: the `number`th quarter (Q) or half (H) of a year not said."""

    letter: str
    number: int
    shift: int | None = None

    def resolve(self, at: Context) -> Resolved | None:
        if at.day is None:
            return None
        months = 3 if self.letter == "Q" else 6
        now = (at.day.month - 1) // months + 1
        year = at.day.year + (self.shift or 0)
        if self.shift is None:
            quarters = self.letter == "Q"
            if at.tense is Tense.FUTURE:
                year += self.number < now - quarters
            else:
                year -= self.number > now + quarters
        return Resolved(f"{year:04}-{self.letter}{self.number}", "the one nearest to publication")


@dataclass(frozen=True, slots=True)
class Quarter:
    """`the quarter`, `the latest quarter`, `the year-ago quarter`: the one that the narrative is about."""

    years: int = 0
    presumed: bool = False
    """Without a quarter spoken of before, the last one that ended."""

    def resolve(self, at: Context) -> Resolved | None:
        presumed = at.ended if self.presumed else None
        ended = at.quarter is None or at.day is None or value_of(at.quarter, "quarter") != value_of(at.day, "quarter")
        day = (at.quarter if ended else None) or presumed if self.presumed else at.quarter
        day = shifted(day, "year", self.years) if day else None
        reason = "the quarter spoken of before" if at.quarter else "the last quarter that ended before publication"
        return Resolved(value_of(day, "quarter"), reason) if day else None


@dataclass(frozen=True, slots=True)
class SameQuarter:
    """`the 1988 quarter`, `the 1988 period`: the quarter that the narrative is about, in another year."""

    year: int
    presumed: bool = False
    """Without a quarter spoken of before, the last one that ended; else the year alone is meant."""

    def resolve(self, at: Context) -> Resolved | None:
        spoken = at.quarter if at.unit == "quarter" or self.presumed else None
        day = spoken or (at.ended if self.presumed else None)
        if day is None:
            return Resolved(f"{self.year:04}", "stated in full")
        return Resolved(value_of(day.replace(year=self.year, day=1), "quarter"), "the quarter spoken of before")


@dataclass(frozen=True, slots=True)
class Ended:
    """`the quarter ended July 31`, `the year ended Sept. 30`: told by its last day."""

    unit: str
    end: Form

    def resolve(self, at: Context) -> Resolved | None:
        end = self.end.resolve(at)
        if end is None or "XXXX" in end.value:
            return None
        return Resolved(value_of(within(date.fromisoformat(end.value), self.unit), self.unit), "told by its last day")


def within(end: date, unit: str) -> date:
    """A day inside the quarter or year that ended on `end`: fiscal quarters take the name of their middle month's."""
    return (shifted(end, "month", -1) or end) if unit == "quarter" else end
