"""How far two pieces are apart in time, and how that is said."""

from __future__ import annotations

from nkreader.model.dates import PartialDate


def is_open(when: PartialDate) -> bool:
    """Whether a date has no first or no last day."""
    return when.interval.days is None


def days_apart(one: PartialDate, other: PartialDate) -> int | None:
    """The days between two dates, at least; None where they allow for the same day and do not settle it."""
    first, second = one.interval, other.interval
    if first.latest and second.earliest and first.latest < second.earliest:
        return (second.earliest - first.latest).days
    if second.latest and first.earliest and second.latest < first.earliest:
        return (first.earliest - second.latest).days
    return 0 if first.days == second.days == 1 else None


def distance(days: int | None, least: bool = False) -> str:
    """`, 3 days apart`; `, 3 days or more apart` if it is the least; empty where it is not known."""
    if days is None:
        return ""
    if days == 0:
        return ", the same day"
    for unit, length in (("year", 365), ("month", 30), ("day", 1)):
        count = round(days / length)
        if count >= 2 or length == 1:
            return f", {count} {unit}{'s' if count > 1 else ''}{' or more' if least else ''} apart"
    return ""
