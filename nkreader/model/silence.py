"""How long a name is not named: the time between two of the days on which it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nkreader.model.dates import Interval

VAGUE = 31
"""Days: what is dated no better than that says nothing of a silence."""


def precise(days: Interval | None) -> bool:
    """Whether a date is close enough to part one silence from another; a month still is."""
    return days is not None and days.days is not None and days.days <= VAGUE


def longest_gap(days: Sequence[Interval]) -> tuple[int, int] | None:
    """The longest time between two namings with at least one whole day in it that none of them can fall on.

    Args:
        days: Of each naming the days it may have been on, in any order; both ends closed.

    Returns:
        Which of `days` ends before it and which begins after it, as indices; of equal ones the last in time. None where
        no day lies between two.
    """
    order = sorted(range(len(days)), key=lambda at: (_first(days[at]), _last(days[at]), at))
    best: tuple[int, int] | None = None
    longest = 1
    reached: int | None = None
    for at in order:
        if reached is not None:
            length = (_first(days[at]) - _last(days[reached])).days
            if length > 1 and length >= longest:
                best, longest = (reached, at), length
        if reached is None or _last(days[at]) >= _last(days[reached]):
            reached = at
    return best


def _first(days: Interval) -> date:
    return days.earliest or date.min


def _last(days: Interval) -> date:
    return days.latest or date.max
