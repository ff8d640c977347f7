"""How the reader wants days to be written. What is stored, exported and asked for stays ISO 8601."""

from __future__ import annotations

import re

from nkreader.model import timeline
from nkreader.model.dates import PartialDate, Precision

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The text speaks English whatever the locale."""
_DAY = re.compile(r"(?:(\d{4})|XXXX)-(\d\d)(?:-(\d\d))?")
_look = "iso"


def use(look: str) -> None:
    """Write days in another way from now on: one of `settings.LOOKS`."""
    global _look
    _look = look


def date_label(when: PartialDate) -> str:
    """A date as lists show it: `≈` before a likely one, `=` before one set by hand, `undated`.

    One without its year is `05-04?` or `4 May?`, a range within a month `2024-05-04–08` or `4–8 May 2024`, an open one
    `–2023-09-12` or `–12 Sep 2023`.
    """
    if _look == "iso" or when.value is None:
        return timeline.date_label(when)
    sign = timeline.date_sign(when)
    if when.precision is Precision.YEARLESS:
        return f"{sign}{written(when.value)}?"
    start, slash, end = when.value.partition("/")
    return f"{sign}{_range(start, end) if slash else written(start)}"


def written(value: str) -> str:
    """A day, month or year of the form ISO 8601 gives it, as the reader wants it; anything else as it is."""
    found = _DAY.fullmatch(value)
    if _look == "iso" or found is None or not 1 <= int(found[2]) <= 12:
        return value
    month = _MONTHS[int(found[2]) - 1]
    return _put_together(str(int(found[3])) if found[3] else "", month, found[1] or "")


def moment(value: str) -> str:
    """A moment in UTC, ISO 8601, to the minute: `2024-03-24 11:02 UTC`."""
    return f"{written(value[:10])} {value[11:16]} UTC"


def _put_together(day: str, month: str, year: str) -> str:
    if _look == "short":
        return " ".join(part for part in (day, month, year) if part)
    return f"{month} {day}, {year}".rstrip(", ") if day else f"{month} {year}".rstrip()


def _range(start: str, end: str) -> str:
    first, last = _DAY.fullmatch(start), _DAY.fullmatch(end)
    if first and last and first[3] and last[3] and first[1] and start[:8] == end[:8]:
        return _put_together(f"{int(first[3])}–{int(last[3])}", _MONTHS[int(first[2]) - 1], first[1])
    return f"{'' if start == '..' else written(start)}–{'' if end == '..' else written(end)}"
