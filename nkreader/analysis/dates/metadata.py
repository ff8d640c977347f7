"""A publication date that came with the text: front matter, a feed, a row, the reader's own words.

ISO 8601 and the forms of RFC 5322 are read as they are written; figures such as `03/04/2024` stay ambiguous.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from nkreader.analysis.dates.units import day_value

if TYPE_CHECKING:
    from dateutil.parser import parserinfo
    from dateutil.tz import tzoffset

OLDEST = 1800
"""No text here was published in an earlier year: `0001-01-01` is an empty field."""
NEWEST = 2999
"""Nor in a later one: `9999-12-31` is, too."""
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d\d)(?!\d)", re.ASCII)
_PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DEFAULTS = datetime(2001, 1, 1, 1, 1, 1), datetime(2002, 2, 2, 2, 2, 2)
_HOURS = {"UTC": 0, "GMT": 0, "Z": 0, "KST": 9, "JST": 9, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
          "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1, "MSK": 3}  # fmt: skip
"""Hours that the zone names of news metadata lie east of UTC."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """A publication date that came with the text: a TIMEX3 value, and a time of day where given."""

    value: str
    time: str | None
    other: str | None = None
    """The day that figures such as `03/04/2024` also may mean: `value` puts the month first, this the day."""


@cache
def _calendar() -> parserinfo:
    """How dateutil reads years; on its own it takes a year of two digits to be near today's.

    Here 69 to 99 are of the last century, as `strptime` has it (IEEE Std 1003.1).
    """
    from dateutil.parser import parserinfo

    class Century(parserinfo):
        def convertyear(self, year: int, century_specified: bool = False) -> int:
            return year if century_specified or year >= 100 else year + (1900 if year >= 69 else 2000)

    return Century()


def read_metadata(stated: str) -> Metadata | None:
    """A metadata string, ISO 8601 or anything dateutil reads; None where it names no year.

    It is read twice, with different defaults, so that only what it really says is kept.
    """
    text = stated.strip()
    if not text:
        return None
    if _PLAIN_DAY.fullmatch(text):
        return Metadata(text, None) if first_day(text) else None
    from dateutil import parser  # deferred: few texts come with more than a plain day

    try:
        one, two = (parser.parse(text, _calendar(), default=day, tzinfos=_zone) for day in _DEFAULTS)
    except (ValueError, OverflowError, TypeError):
        return None
    if one.year != two.year or not OLDEST <= one.year <= NEWEST:
        return None
    if one.month != two.month:
        return Metadata(f"{one.year:04}", None)
    if one.day != two.day:
        return Metadata(f"{one.year:04}-{one.month:02}", None)
    time = None
    if (one.hour, one.minute) == (two.hour, two.minute):
        time = _time(one if one.second == two.second else one.replace(second=0))
    return Metadata(one.date().isoformat(), time, _day_first(text, one.date()))


def first_day(text: str) -> date | None:
    """The first day of ISO 8601 form in a piece of text, if it can be one of publication."""
    match = _DAY.search(text)
    if match is None or not OLDEST <= int(match[1]) <= NEWEST:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _day_first(text: str, month_first: date) -> str | None:
    """The other day that a date in figures may mean; None where it can mean but one."""
    match = _FIGURES.match(text)
    if match is None or (int(match[1]), int(match[2])) != (month_first.month, month_first.day):
        return None
    other = day_value(month_first.year, month_first.day, month_first.month)
    return other if other != month_first.isoformat() else None


def _time(moment: datetime) -> str | None:
    try:
        return moment.timetz().isoformat()
    except ValueError:  # an offset of a day and more
        return None


def _zone(name: str | None, offset: int | None) -> tzoffset | None:
    """A zone by what the string says alone: the machine's own names for zones must not count."""
    from dateutil.tz import tzoffset

    if offset is not None:
        return tzoffset(name, offset)
    hours = _HOURS.get(name or "")
    return None if hours is None else tzoffset(name, hours * 3600)
