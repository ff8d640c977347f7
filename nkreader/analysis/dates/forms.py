"""Date expressions as the grammar understood them, before they are placed on the calendar.

A form is what TimeML 1.2.1 calls the temporal function of a TIMEX3: `Fixed` needs nothing, the others need an
anchor, which is the publication day or, for "the previous day", the date that the narrative spoke of last.
Every form's `resolve` gives a value and a reason, or None where the anchor does not decide it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Protocol

from nkreader.analysis.dates.units import (
    SEASON_OF_MONTH,
    day_value,
    nearest_year,
    shifted,
    value_of,
    weekday_from,
    yearless_value,
)
from nkreader.analysis.dates.vocabulary import MONTHS, WEEKDAYS
from nkreader.model.dates import Precision, read_value


class Tense(Enum):
    """Whether the words around an expression speak of what was or of what is to come."""

    PAST = -1
    OPEN = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is resolved against."""

    day: date | None
    """The publication day, or the first or last day it can be."""
    yearless: bool = False
    """The publication's month and day are known, its year is not."""
    tense: Tense = Tense.OPEN
    announced: bool = False
    """The words around say outright that it is to come: `the upcoming elections`."""
    zoned: bool = True
    """The publication day may be the next one where the news was made."""
    spoken: date | None = None
    """The first day of the date that the narrative spoke of last."""
    unit: str = "day"
    """How exact that was: `day`, `month`, `quarter`, `year`."""
    spoken_day: date | None = None
    """The last date that was exact to the day."""
    quarter: date | None = None
    """The first day of the quarter that the narrative spoke of last."""
    year: int | None = None
    """The year that the same sentence named before."""

    @property
    def ended(self) -> date | None:
        """A day of the last quarter that ended before publication."""
        return shifted(self.day, "quarter", -1) if self.day else None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value and one clause that says how it follows."""

    value: str
    reason: str


class Form(Protocol):
    """An expression that may be resolved."""

    def resolve(self, at: Context) -> Resolved | None:
        """The value in this context, or None."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Fully stated: `28 April 2025`, `2019`, `the 1990s`."""

    value: str
    reason: str = "stated in full"

    def resolve(self, at: Context) -> Resolved | None:
        return Resolved(self.value, self.reason)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """`Sept. 12`: a day whose year is not said."""

    month: int
    day: int
    yearly: bool = False

    def resolve(self, at: Context) -> Resolved | None:
        bare = yearless_value(self.month, self.day)
        if bare is None:
            return None
        if self.yearly:
            return Resolved(bare, "a day of every year")
        if at.year is not None and (value := day_value(at.year, self.month, self.day)):
            return Resolved(value, f"the sentence speaks of {at.year}")
        if at.day is None:
            return Resolved(bare, "no evidence gives its year") if at.yearless else None
        near = nearest_year(self.month, self.day, at.day)
        if near is None:
            return None
        days = (near - at.day).days
        if (at.tense is Tense.PAST and days > 7) or (at.tense is Tense.FUTURE and days < -7):
            year = near.year + at.tense.value
            if (value := day_value(year, self.month, self.day)) is not None and abs(days) > 60:
                side = "before" if at.tense is Tense.PAST else "after"
                return Resolved(value, f"the nearest {side} publication, as the verb says")
        return Resolved(near.isoformat(), "the nearest such day to publication")


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


@dataclass(frozen=True, slots=True)
class Weekday:
    """`Monday`; `last`, `next` and `this` are -1, 1 and 0."""

    weekday: int
    shift: int | None = None

    def resolve(self, at: Context) -> Resolved | None:
        if at.day is None:
            return None
        name = WEEKDAYS[self.weekday].title()
        if self.shift == 0:
            monday = at.day - timedelta(days=at.day.weekday())
            return Resolved((monday + timedelta(days=self.weekday)).isoformat(), "of the week of publication")
        tomorrow = (at.day.weekday() + 1) % 7 == self.weekday and (at.zoned or at.tense is not Tense.PAST)
        coming = self.shift == 1 or (self.shift is None and (tomorrow or at.tense is Tense.FUTURE))
        day = weekday_from(at.day, self.weekday, 1 if coming else -1, same=self.shift is None)
        if day == at.day:
            return Resolved(day.isoformat(), f"publication day is a {name}")
        if tomorrow and at.tense is Tense.PAST:
            return Resolved(day.isoformat(), f"the {name} after publication, which had begun where the news was made")
        side = "first after" if coming else "last before"
        return Resolved(day.isoformat(), f"the {name} {side} publication")


@dataclass(frozen=True, slots=True)
class Shift:
    """`two weeks ago`, `last month`, `the previous day`: a number of units from an anchor."""

    unit: str
    """What is counted."""
    amount: int
    narrative: bool = False
    """Counted from the day that the narrative spoke of last, not from publication."""
    grain: str = ""
    """The unit of the result; empty for the one counted."""
    inherits: bool = False
    """As exact as what was spoken of before: `a year earlier` after a quarter is a quarter."""

    def resolve(self, at: Context) -> Resolved | None:
        grain = self.grain or self.unit
        if self.inherits and at.unit == "quarter" and at.spoken:
            ahead = at.day is not None and at.spoken > at.day  # nobody compares with what is to come
            before = shifted((at.ended if ahead else None) or at.spoken, self.unit, self.amount)
            return Resolved(value_of(before, "quarter"), "the same quarter of another year") if before else None
        spoken = at.spoken_day if self.unit in ("day", "week") else at.spoken
        origin = (spoken or at.day) if self.narrative else at.day
        if origin is None or (self.narrative and not self.amount and spoken is None):
            return None
        if self.unit == "week" and not self.narrative and self.amount == -1 and origin.weekday() == 6:
            return Resolved(value_of(origin, grain), "said on a Sunday, the week that is ending")
        day = shifted(origin, self.unit, self.amount)
        if day is None:
            return None
        where = "the date spoken of before" if self.narrative and spoken else "publication"
        return Resolved(value_of(day, grain), _counted(self.amount, self.unit, where))


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


@dataclass(frozen=True, slots=True)
class SameDay:
    """`the same day in 1972`."""

    year: int

    def resolve(self, at: Context) -> Resolved | None:
        day = at.spoken_day
        value = day_value(self.year, day.month, day.day) if day else None
        return Resolved(value, "the month and day spoken of before") if value else None


@dataclass(frozen=True, slots=True)
class Between:
    """A range of two forms; one that begins after its end began a year before."""

    start: Form
    end: Form

    def resolve(self, at: Context) -> Resolved | None:
        end = self.end.resolve(at)
        start = self.start.resolve(at)
        if start is None or end is None or "XXXX" in start.value + end.value:
            return None
        first, last = read_value(start.value)[1].earliest, read_value(end.value)[1].latest
        if first is None or last is None or last < first:
            return None
        if read_value(start.value)[0] is Precision.RANGE:
            return None
        return Resolved(f"{start.value}/{end.value}", end.reason)


def _counted(amount: int, unit: str, where: str) -> str:
    if amount == 0:
        return f"the {unit} of {where}"
    plural = "" if abs(amount) == 1 else "s"
    return f"{abs(amount)} {unit}{plural} {'before' if amount < 0 else 'after'} {where}"
