"""A date as the reader writes it: any value the calendar has (`2024`, `2024-03`, `2024-W12`, ranges), or in words."""

from __future__ import annotations

import re

from nkreader.analysis.dates.evidence import NEWEST, OLDEST, read_metadata
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision, read_value
from nkreader.model.sanitise import safe_line

LONGEST = 60
"""Characters; no date needs more."""
_SHOWN = 20
"""Characters of what was written that a message repeats, so that it fits on a line."""
_TO = re.compile(r"\s+(?:to|until|through)\s+|\s*[\N{EN DASH}\N{EM DASH}]\s*|\s*/\s*")
_FIGURES = re.compile(r"\d+/\d+/\d+", re.ASCII)
_EXAMPLES = "2024-03-24, 2024-03, 2024 or 24 March 2024"


def read_by_hand(text: str) -> str | None:
    """The value of a date that the reader wrote; None for an empty text, which takes a date by hand away.

    Raises:
        ValueError: if it is no date, may be two, or names no year; the message is one printable line.
    """
    said = " ".join(text.split())
    if not said:
        return None
    if len(said) > LONGEST:
        raise ValueError(f"That is too long for a date: write {_EXAMPLES}")
    start, *more = [said] if _FIGURES.fullmatch(said) else _TO.split(said)
    if len(more) > 1:
        raise ValueError(f"{_quoted(said)} has more than two ends: write {_EXAMPLES}")
    value = _one(start) if not more else f"{_end(start)}/{_end(more[0])}"
    if value == "../..":
        raise ValueError("A range needs at least one day: write 2024-03-01/.. or ../2024-03-01")
    try:
        return checked(value)
    except ValueError:
        raise ValueError(f"{_quoted(said)} ends before it begins") from None


def checked(value: str) -> str:
    """A value that may be set by hand, as it is.

    Raises:
        ValueError: if it is none, names no year, or lies where nothing is published.
    """
    precision, interval = read_value(value)
    if precision is Precision.YEARLESS or "XXXX" in value or interval == Interval():
        raise ValueError(f"{value!r} has no year")
    ends = [day.year for day in (interval.earliest, interval.latest) if day]
    if not OLDEST <= min(ends) <= max(ends) <= NEWEST:
        raise ValueError(f"{value!r} lies where nothing is published")
    return value


def by_hand(value: str) -> PartialDate:
    """A date that the reader set; it beats every other.

    Raises:
        ValueError: as for `checked`.
    """
    return PartialDate.of(checked(value), Basis.HAND, Certainty.STATED, "It was set by hand.")


def _end(text: str) -> str:
    """An end of a range; `..`, or nothing, is open."""
    return ".." if text in ("", "..") else _one(text)


def _one(text: str) -> str:
    """The value of one day, month, year or another stretch of the calendar."""
    try:
        return checked(text.upper())
    except ValueError:
        pass
    found = read_metadata(text)
    if found is None:
        raise ValueError(f"{_quoted(text)} is no date, or has no year: write {_EXAMPLES}")
    if found.other:
        raise ValueError(f"{_quoted(text)} may be {found.value} or {found.other}: write it as YYYY-MM-DD")
    return found.value


def _quoted(text: str) -> str:
    shown = safe_line(text)
    return f"“{shown if len(shown) <= _SHOWN else f'{shown[: _SHOWN - 1]}…'}”"
