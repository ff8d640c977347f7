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
    day_value,
    nearest_year,
    shifted,
    value_of,
    weekday_from,
    yearless_value,
)
from nkreader.analysis.dates.vocabulary import WEEKDAYS
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
    shift: int | None = None
    """`last` and `next` are -1 and 1."""

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
        if self.shift:
            year = near.year + self.shift * ((near - at.day).days * self.shift <= 0)
            value = day_value(year, self.month, self.day)
            return (
                Resolved(value, f"the {'last before' if self.shift < 0 else 'first after'} publication")
                if value
                else None
            )
        days = (near - at.day).days
        if (at.tense is Tense.PAST and days > 7) or (at.tense is Tense.FUTURE and days < -7):
            year = near.year + at.tense.value
            if (value := day_value(year, self.month, self.day)) is not None and abs(days) > 60:
                side = "before" if at.tense is Tense.PAST else "after"
                return Resolved(value, f"the nearest {side} publication, as the verb says")
        return Resolved(near.isoformat(), "the nearest such day to publication")


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """`the 15th`: the last one, or the next where the words around say so."""

    day: int

    def resolve(self, at: Context) -> Resolved | None:
        if at.day is None:
            return None
        coming = at.tense is Tense.FUTURE
        beside = shifted(at.day.replace(day=1), "month", 1 if coming else -1)
        over = self.day < at.day.day if coming else self.day > at.day.day
        month = beside if over else at.day
        value = day_value(month.year, month.month, self.day) if month else None
        return Resolved(value, f"the {'next' if coming else 'last'} such day of a month") if value else None


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
        told = at.tense is Tense.PAST and self.amount > 0  # it followed something that was not said
        if origin is None or (self.narrative and spoken is None and (told or not self.amount)):
            return None
        if self.unit == "week" and not self.narrative and self.amount == -1 and origin.weekday() == 6:
            return Resolved(value_of(origin, grain), "said on a Sunday, the week that is ending")
        day = shifted(origin, self.unit, self.amount)
        if day is None:
            return None
        where = "the date spoken of before" if self.narrative and spoken else "publication"
        return Resolved(value_of(day, grain), _counted(self.amount, self.unit, where))


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
