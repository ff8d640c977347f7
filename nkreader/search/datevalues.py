"""Dates in queries: 2023, 2023-09, 2023-09-13, the other values of `model.dates`, and ranges a..b, ..b, a..

There is no clock: what depends on today is refused, with the reason.
"""

from __future__ import annotations

import re

from nkreader.model.dates import Interval, Precision, read_value

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_RELATIVE = re.compile(
    r"today|yesterday|tomorrow|now|(?:last|this|next|past)\b.*|\d+\s*(?:d|w|m|y|days?|weeks?|months?|years?)(?:\b.*)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)


def read_days(value: str) -> Interval:
    """The days of a date or range.

    Raises:
        ValueError: with the reason, in words for the reader, if there is no such day or it cannot be told.
    """
    if value.startswith((">", "<", "=")):
        raise ValueError("write 2023-09.. for since, ..2023-09 for until")
    if ".." not in value:
        return _days(value)
    first, _, last = value.partition("..")
    if not (first or last):
        raise ValueError("a range needs at least one end")
    earliest = _days(first).earliest if first else None
    latest = _days(last).latest if last else None
    if earliest and latest and latest < earliest:
        raise ValueError(f"{last} lies before {first}")
    return Interval(earliest, latest)


def _days(value: str) -> Interval:
    if _RELATIVE.fullmatch(value.strip()):
        raise ValueError(f"{value.strip()} depends on today, and searches know no today; write a date, as 2023-09-13")
    parts = _DAY.fullmatch(value)
    written = "-".join(part.zfill(2) for part in parts.groups() if part) if parts else value.upper()
    try:
        precision, days = read_value(written)
    except (ValueError, OverflowError):
        reason = "there is no such date" if parts or value.isdecimal() else "not a date"
        raise ValueError(f"{reason}; write 2023, 2023-09 or 2023-09-13") from None
    if precision is Precision.YEARLESS or "/" in written:
        raise ValueError("not a date; write 2023, 2023-09 or 2023-09-13")
    return days
