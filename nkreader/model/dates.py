"""Partial dates: what is known of a day, how it is known, and how sure it is.

Values are ISO 8601 calendar dates with the forms that TimeML's TIMEX3 adds (TimeML 1.2.1, section 2.2):
weeks (2025-W52), weekends (2025-W52-WE), quarters (2025-Q4), halves (2025-H2), seasons (2024-SU), decades
(202X), centuries (19XX); further START/END ranges with `..` for an open end, and XXXX-10-11 for a day
whose year is unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from nkreader.model.spans import Span


class Precision(StrEnum):
    """How much of the calendar a value covers."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    YEARLESS = "yearless"
    NONE = "none"


class Basis(StrEnum):
    """What a date rests on."""

    METADATA = "metadata"
    HEADER = "header"
    DATELINE = "dateline"
    WEEKDAY = "weekday"
    MENTION = "mention"
    FACT = "fact"
    SAME_EVENT = "same-event"
    HAND = "hand"
    NONE = "none"


class Certainty(StrEnum):
    """How a date stands to the text: said by it, following from it by the calendar, or the best guess."""

    STATED = "stated"
    DERIVED = "derived"
    LIKELY = "likely"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `earliest` to `latest`, both included; None is open.

    Raises:
        ValueError: if `latest` lies before `earliest`.
    """

    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError(f"{self.latest} lies before {self.earliest}")

    def __contains__(self, day: date) -> bool:
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def intersect(self, other: Interval) -> Interval | None:
        """The days in both, or None if there are none."""
        earliest = max((d for d in (self.earliest, other.earliest) if d), default=None)
        latest = min((d for d in (self.latest, other.latest) if d), default=None)
        if earliest and latest and latest < earliest:
            return None
        return Interval(earliest, latest)

    def widened(self, days: int) -> Interval:
        """With `days` more on each closed end, as far as the calendar reaches."""
        return Interval(self.earliest and _shifted(self.earliest, -days), self.latest and _shifted(self.latest, days))

    @property
    def days(self) -> int | None:
        """How many days it holds; None if an end is open."""
        return (self.latest - self.earliest).days + 1 if self.earliest and self.latest else None


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


@dataclass(frozen=True, slots=True)
class PartialDate:
    """One of an article's three dates (happened, reported, published), with its reason.

    With precision `none`, value, certainty and the interval's bounds are None and `reason` says why.
    """

    value: str | None
    precision: Precision
    interval: Interval
    basis: Basis
    certainty: Certainty | None
    reason: str
    candidates: tuple[str, ...] = ()
    """Other values the evidence allows, or values that contradict each other; includes `value`."""
    time: str | None = None
    """ISO time with UTC offset (`10:15:00+09:00`) where known."""

    @classmethod
    def unknown(cls, reason: str) -> PartialDate:
        """Undated, and why."""
        return cls(None, Precision.NONE, Interval(), Basis.NONE, None, reason)

    @classmethod
    def of(
        cls,
        value: str,
        basis: Basis,
        certainty: Certainty,
        reason: str,
        candidates: tuple[str, ...] = (),
        time: str | None = None,
    ) -> PartialDate:
        """A date whose precision and interval follow from `value`.

        Raises:
            ValueError: if `value` has none of the forms named in this module's docstring.
        """
        precision, interval = read_value(value)
        return cls(value, precision, interval, basis, certainty, reason, candidates, time)

    @property
    def known(self) -> bool:
        """Whether anything is known at all."""
        return self.precision is not Precision.NONE

    @property
    def contested(self) -> bool:
        """Whether the text speaks against it: what is stated has other candidates only then, the rest says so."""
        stated = self.basis in (Basis.METADATA, Basis.HEADER)
        return (stated and len(self.candidates) > 1) or "contradicts" in self.reason

    def with_interval(self, interval: Interval) -> PartialDate:
        """The same with narrower or wider bounds than its value says (a yearless day, a zone's tolerance)."""
        return replace(self, interval=interval)

    @property
    def sort_key(self) -> tuple[date, date]:
        """Chronological order: by first possible day, then last; open ends lie outermost."""
        return self.interval.earliest or date.min, self.interval.latest or date.max

    def as_json(self) -> dict[str, Any]:
        """The date object of the command line contract."""
        return {
            "value": self.value,
            "precision": str(self.precision),
            "earliest": _iso(self.interval.earliest),
            "latest": _iso(self.interval.latest),
            "basis": str(self.basis),
            "certainty": str(self.certainty) if self.certainty else None,
            "reason": self.reason,
            "candidates": list(self.candidates),
            "time": self.time,
        }

    @classmethod
    def from_json(cls, item: Mapping[str, Any]) -> PartialDate:
        """The reverse of `as_json`."""
        return cls(
            item["value"],
            Precision(item["precision"]),
            Interval(_day(item["earliest"]), _day(item["latest"])),
            Basis(item["basis"]),
            Certainty(item["certainty"]) if item["certainty"] else None,
            item["reason"],
            tuple(item["candidates"]),
            item["time"],
        )


@dataclass(frozen=True, slots=True)
class DateMention:
    """A calendar-anchored expression in the text, resolved."""

    span: Span
    value: str
    precision: Precision
    interval: Interval
    reason: str


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_VALUE = re.compile(
    r"(?P<century>\d\d)XX|(?P<decade>\d{3})X|XXXX-(?P<yearless>\d\d(?:-\d\d)?)|(?P<year>\d{4})"
    r"(?:-W(?P<week>\d\d)(?P<weekend>-WE)?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI)"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?",
    re.ASCII,
)


def read_value(value: str) -> tuple[Precision, Interval]:
    """Precision and first and last day of a value.

    A season is the meteorological one of the northern hemisphere (spring March to May); a winter is named
    after the year it begins in.

    Raises:
        ValueError: if `value` has none of the forms named in this module's docstring, or no such day exists.
    """
    if "/" in value:
        start, _, end = value.partition("/")
        if "/" in end:
            raise ValueError(f"not a date value: {value!r}")
        earliest = None if start == ".." else read_value(start)[1].earliest
        latest = None if end == ".." else read_value(end)[1].latest
        return Precision.RANGE, Interval(earliest, latest)
    match = _VALUE.fullmatch(value)
    if match is None:
        raise ValueError(f"not a date value: {value!r}")
    if match["century"]:
        first = int(match["century"]) * 100
        return Precision.CENTURY, Interval(date(max(first, 1), 1, 1), date(first + 99, 12, 31))
    if match["decade"]:
        first = int(match["decade"]) * 10
        return Precision.DECADE, Interval(date(max(first, 1), 1, 1), date(first + 9, 12, 31))
    if match["yearless"]:
        month, _, day = match["yearless"].partition("-")
        date(2024, int(month), int(day or 1))  # a leap year: 29 February is a day
        return Precision.YEARLESS, Interval()
    return _dated(match)


def _dated(match: re.Match[str]) -> tuple[Precision, Interval]:
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        first = monday + timedelta(days=5) if match["weekend"] else monday
        return Precision.WEEK, Interval(first, date.fromisocalendar(year, int(match["week"]), 7))
    if match["quarter"]:
        last = int(match["quarter"]) * 3
        return Precision.QUARTER, _months(year, last - 2, year, last)
    if match["half"]:
        last = int(match["half"]) * 6
        return Precision.HALF, _months(year, last - 5, year, last)
    if match["season"]:
        begin, end = _SEASONS[match["season"]]
        return Precision.SEASON, _months(year, begin, year + (end < begin), end)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return Precision.DAY, Interval(day, day)
    if match["month"]:
        return Precision.MONTH, _months(year, int(match["month"]), year, int(match["month"]))
    return Precision.YEAR, _months(year, 1, year, 12)


def _months(year: int, month: int, last_year: int, last_month: int) -> Interval:
    return Interval(date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]))
