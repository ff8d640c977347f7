"""Months as forms: one, one of a year counted from publication, and several that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nkreader.analysis.dates.forms import Context, Resolved, Tense
from nkreader.analysis.dates.units import day_value
from nkreader.analysis.dates.vocabulary import MONTHS

JUST_PAST = 10
"""From how many months ahead on the month that has just passed is meant instead: `had forecast a rise in June`."""


@dataclass(frozen=True, slots=True)
class Month:
    """`October`; `last`, `next` and `this` are -1, 1 and 0."""

    month: int
    shift: int | None = None
    of: bool = False
    """`April's earthquake`: the nearest one, whatever the words around say."""

    def resolve(self, at: Context) -> Resolved | None:
        name = MONTHS[self.month - 1].title()
        if self.shift is None and at.year is not None:
            return Resolved(f"{at.year:04}-{self.month:02}", f"the sentence speaks of {at.year}")
        if at.day is None:
            return None
        year = at.day.year
        ahead = (self.month - at.day.month) % 12
        future = at.tense is Tense.FUTURE and (ahead < JUST_PAST or at.announced)
        coming = future or (at.tense is Tense.OPEN and ahead in (1, 2))
        coming = 0 < ahead < 6 if self.of and at.tense is not Tense.PAST else coming
        if self.shift == -1 or (self.shift is None and not coming):
            year -= self.month > at.day.month or (self.shift == -1 and self.month == at.day.month)
            reason = f"the last {name} before publication"
        elif self.shift == 0:
            reason = f"the {name} of the year of publication"
        else:
            year += self.month < at.day.month or (self.shift == 1 and self.month == at.day.month)
            said = "as the words around it say" if at.tense is Tense.FUTURE or self.shift else "and the nearest"
            reason = f"the next {name} after publication, {said}"
        return Resolved(f"{year:04}-{self.month:02}", reason)


@dataclass(frozen=True, slots=True)
class MonthOf:
    """`June last year`, `July 23 last year`: `years` from that of publication."""

    month: int
    years: int
    day: int | None = None

    def resolve(self, at: Context) -> Resolved | None:
        if at.day is None:
            return None
        where = {-1: "before that ", 0: "", 1: "after that "}[self.years]
        told = self.years > 0 and at.tense is Tense.PAST and at.spoken is not None and at.spoken.year < at.day.year
        if told and at.spoken:  # "One day in 2013 ... He came again in June next year"
            value = day_value(at.spoken.year + 1, self.month, self.day or 1)
            return Resolved(value if self.day else value[:7], "of the year after the one spoken of") if value else None
        year = at.day.year + self.years
        value = day_value(year, self.month, self.day) if self.day else f"{year:04}-{self.month:02}"
        return Resolved(value, f"of the year {where}of publication") if value else None


LATELY = 3
"""Months after which figures of a period are reported no more."""


@dataclass(frozen=True, slots=True)
class Months:
    """`April-June`, `from October to March`: of a year not said, or of that in which they end."""

    first: int
    last: int
    year: int | None = None
    quarter: bool = False
    """The text calls them a quarter."""

    def resolve(self, at: Context) -> Resolved | None:
        year, reason = self.year, "stated in full"
        if year is None:
            if at.day is None:
                return None
            begin = self._begins(at.day, at.tense is Tense.FUTURE)
            year = begin + (self.last < self.first)
            reason = "the next after publication" if begin > at.day.year else "the last before publication"
        begin = year - (self.last < self.first)
        if self.quarter and self.is_quarter:
            return Resolved(f"{begin:04}-Q{(self.first + 2) // 3}", reason)
        return Resolved(f"{begin:04}-{self.first:02}/{year:04}-{self.last:02}", reason)

    @property
    def is_quarter(self) -> bool:
        """Whether they are one of the year's four quarters."""
        return (self.first - 1) % 3 == 0 and self.last - self.first == 2

    def _begins(self, day: date, coming: bool) -> int:
        """The year in which the last such months began, or the next; what ended lately is being reported on."""
        ended = day.month - (self.last if self.last >= self.first else self.last + 12)
        return day.year + (ended > LATELY) if coming else day.year - (self.first > day.month)
