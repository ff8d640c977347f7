"""The order of pieces by one of their dates, and dates in the words of lists and of the timeline."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache

from nkreader.model.date_words import value_in_words
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision, read_value
from nkreader.model.folding import fold
from nkreader.model.headline import Headline


class By(StrEnum):
    """Which of the three dates places a piece."""

    PUBLISHED = "published"
    REPORTED = "reported"
    HAPPENED = "happened"

    def of(self, headline: Headline) -> PartialDate:
        """That date of a piece."""
        return {
            By.PUBLISHED: headline.published,
            By.REPORTED: headline.reported,
            By.HAPPENED: headline.happened,
        }[self]


def has_place(when: PartialDate) -> bool:
    """Whether a date has a place in time: it is known, with its year, and does not reach back without end."""
    return when.precision is Precision.DAY or shown_days(when) is not None


def shown_days(when: PartialDate) -> Interval | None:
    """The days a date's value covers; None for what has no place in time.

    That is what is unknown or without a year, and what is only known to be *not after* a day: to place it on that day
    would date it so.
    """
    return None if when.value is None else _days_of(when.value, when.precision is Precision.DAY)


@lru_cache(maxsize=1 << 16)
def _days_of(value: str, day: bool) -> Interval | None:
    """Of a value; kept, since whatever sorts or lays out a library asks for each of its days again and again."""
    if day:
        only = date.fromisoformat(value)
        return Interval(only, only)
    days = read_value(value)[1]
    return days if days.earliest else None


Order = tuple[bool, date, date, str, str]


def chronological(headline: Headline, by: By = By.PUBLISHED) -> Order:
    """Order by a date; what has no place in time comes last. Equals stand by title, then by id.

    So the order of pieces never depends on the order in which they came in.
    """
    days = shown_days(by.of(headline))
    first, last = (days.earliest or date.min, days.latest or date.max) if days else (date.max, date.max)
    return days is None, first, last, leveled(headline.title), headline.id


def leveled(title: str) -> str:
    """A title as pieces of one date are ordered by: without case, and whatever its letters are made of."""
    return title.casefold() if title.isascii() else fold(title)


def date_label(when: PartialDate) -> str:
    """A date as lists show it: `≈` before a likely one, `=` before one set by hand, `undated`.

    One without its year is `05-04?`, a range within a month `2024-05-04–08`, an open one `–2023-09-12`.
    """
    if when.value is None:
        return "undated"
    sign = date_sign(when)
    if when.precision is Precision.YEARLESS:
        return f"{sign}{when.value.removeprefix('XXXX-')}?"
    start, slash, end = when.value.partition("/")
    if not slash:
        return f"{sign}{start}"
    if len(start) == 10 and start[:8] == end[:8]:
        end = end[8:]
    return f"{sign}{'' if start == '..' else start}–{'' if end == '..' else end}"


def date_sign(when: PartialDate) -> str:
    """What stands before a date: `≈` if it is likely, `=` if the reader set it, else nothing."""
    return "≈" if when.certainty is Certainty.LIKELY else "=" if when.basis is Basis.HAND else ""


def date_words(when: PartialDate) -> str:
    """A date in words, with what is not known of it: `14 September, year unknown`, `≈2024-03, day unknown`."""
    if when.value is None:
        return "undated"
    sign = date_sign(when)
    return f"{sign}{value_in_words(when.value)}{', day unknown' if when.precision in _VAGUE else ''}"


_VAGUE = frozenset(Precision) - {Precision.DAY, Precision.WEEK, Precision.RANGE, Precision.YEARLESS, Precision.NONE}


def between(here: Interval | None, there: Interval | None) -> str:
    """How far `there` lies from `here`, in words: `3 days later`, `the same day`; empty if one is unknown."""
    start = here and (here.earliest or here.latest)
    goal = there and (there.earliest or there.latest)
    if not start or not goal:
        return ""
    days = (goal - start).days
    if not days:
        return "the same day"
    size, unit = _size(abs(days))
    return f"{size} {unit}{'' if size == 1 else 's'} {'later' if days > 0 else 'earlier'}"


def _size(days: int) -> tuple[int, str]:
    if days < 60:
        return days, "day"
    return (round(days / 30.44), "month") if days < 730 else (round(days / 365.25), "year")
