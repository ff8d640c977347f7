"""What tells two figures apart: units, kinds, names, places and days that cannot be those of one matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from nkreader.analysis.amounts import Bound, last_digit
from nkreader.analysis.bearings import OF_THE_NEWS
from nkreader.analysis.clocks import CLOCK
from nkreader.analysis.measures import MEASURED
from nkreader.analysis.quantities import AGE, COUNT, Quantity
from nkreader.analysis.said import Said
from nkreader.analysis.things import exclude
from nkreader.model.dates import Interval

TOLLED = frozenset({"dead", "hurt", "critical", "missing", "trapped", "saved", "held", "displaced"})
"""What becomes of people, of which the count grows as it is known."""
ROUNDED_SUM = 0.015
"""The part of itself by which a sum differs at most from one that it was rounded to."""
RECENT = 10
"""Days around an event within which the days that sentences state are those of the event and its news."""
MOST_OF = 0.95
LEAST_OF, LENGTH_LEAST_OF, SUM_LEAST_OF = 1.25, 1.5, 1.15
"""The part of `up to` so many that is still a word on it, and how many times `more than` so many is; of what is
measured, more, and of sums, less."""
_OF_THE_EVENT = frozenset({"magnitude", "mach", "yield", AGE})
"""Measures of which an event has one, or of which is known whose they are."""
NATIONS = frozenset("palestinian israeli isra iraqi iraq afghan iranian iran korean japanes chines american".split())
"""Terms of kinds of people that a text leaves out where it has named the country."""
_SPANS = frozenset({"days", "weeks", "months", "years", "hours", "short time"})
_AGO = re.compile(r"\s(?:ago|earlier|later|before|after|since|of)\b")
"""After a time that depends on the day on which it is said."""
_SCOPE = re.compile(r"\s(?:dead\s|killed\s|and missing\s)?(?:in|across|on|around|throughout)\s((?:the\s)?[\w'’-]+)")
"""Where people died, right behind how many did."""


def agrees(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may mean the same: what they leave open meets, once units and rounding are levelled."""
    return (one.low <= other.high and other.low <= one.high) or _rounded(one, other)


def _rounded(one: Quantity, other: Quantity) -> bool:
    """Whether a sum or a percentage is the other one with fewer digits: $151 million and $150.9 million."""
    if one.dimension != "percent" and not one.dimension.startswith("money"):
        return False
    few, many = sorted((one.amount.value, other.amount.value), key=last_digit, reverse=True)
    digit = last_digit(few)
    return bool(digit) and abs(few - many) <= min(digit / 2, ROUNDED_SUM * many)


def estimates(one: Quantity, other: Quantity) -> bool:
    """Whether two tolls differ of which one is only a lower bound: `at least 40` is not `at least 46`."""
    if one.measure not in TOLLED or one.measure != other.measure:
        return False
    if Bound.VAGUE in (one.amount.bound, other.amount.bound):
        return not agrees(one, other)
    return Bound.LEAST in (one.amount.bound, other.amount.bound) and one.amount.value != other.amount.value


def equal(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are printed as one number with one bound."""
    return one.amount.value == other.amount.value and one.amount.bound is other.amount.bound


def _places(piece: Said, figure: Quantity) -> frozenset[str]:
    """Those of its sentence; of a figure with which the piece begins, those of all of that."""
    if not any(part.covers(figure.span) for part in piece.opening):
        return piece.places(figure.sentence)
    return frozenset().union(*(piece.places(part) for part in piece.opening))


def far_below(one: Quantity, other: Quantity) -> bool:
    """Whether `up to` or `more than` is all that two figures have in common: 5 are no word on `up to 80`."""
    for bounded, free in ((one, other), (other, one)):
        if bounded.amount.bound is Bound.MOST and free.high < bounded.high * MOST_OF:
            return True
        most = LENGTH_LEAST_OF if one.dimension in MEASURED else LEAST_OF
        most = SUM_LEAST_OF if one.dimension.startswith("money") else most
        if bounded.amount.bound is Bound.LEAST and free.low > bounded.low * most:
            return True
    return False


def told_apart(here: Said, one: Quantity, there: Said, other: Quantity, led: bool = False) -> bool:
    """Whether two figures of one key are of two matters; names tell none apart that are `led`: of the news itself."""
    if measures_apart(one, other) or one.amount.ordinal != other.amount.ordinal:
        return True
    if Bound.MOST in (one.amount.bound, other.amount.bound) and one.dimension not in MEASURED and agrees(one, other):
        return True
    if one.amount.ordinal and one.kinds != other.kinds:
        return True
    if one.thing == "missil":
        if exclude(one.kinds, other.kinds):
            return True
    elif (one.kinds - other.kinds - NATIONS) and (other.kinds - one.kinds - NATIONS):
        return True
    if one.measure in TOLLED and _part_of_whole(one, other):
        return True
    if one.dimension == CLOCK and one.unit != other.unit:
        return True
    if one.dimension in _SPANS and (
        _AGO.match(here.article.text, one.span.end) or _AGO.match(there.article.text, other.span.end)
    ):
        return True
    if not led and one.dimension not in _OF_THE_EVENT and _of_others(here, one, there, other):
        return True
    return _other_days(here, one, there, other)


def measures_apart(one: Quantity, other: Quantity) -> bool:
    """Whether what is measured is surely not one: a sum of which nothing says what it is of may be any price."""
    if one.measure == other.measure:
        return False
    if one.dimension == COUNT and one.thing != "peopl":
        return False  # a list of damage says what was done at its head
    vague = one.dimension == "percent" or one.dimension.startswith("money")
    return not vague or bool(one.measure and other.measure) or not {one.measure, other.measure} <= {"", *OF_THE_NEWS}


def elsewhere(here: Said, one: Quantity, there: Said, other: Quantity) -> bool:
    """Whether their sentences name other places only: a price in Hyesan is none in Sinuiju."""
    mine, theirs = _places(here, one), _places(there, other)
    return bool(mine and theirs and mine.isdisjoint(theirs))


def _of_others(here: Said, one: Quantity, there: Said, other: Quantity) -> bool:
    """Whether the two are of others, by the names before them; who says it is not whom it is of."""
    mine, theirs = one.names, other.names
    if not mine or not theirs or not mine.isdisjoint(theirs):
        return False
    who, whom = here.claimant(one), there.claimant(other)
    mine -= who.terms if who else frozenset()
    theirs -= whom.terms if whom else frozenset()
    return bool(mine and theirs)


def _part_of_whole(one: Quantity, other: Quantity) -> bool:
    """Whether some of those whom the other counts are meant: 2 soldiers of 5 people."""
    mine, theirs = one.kinds - NATIONS, other.kinds - NATIONS
    if mine == theirs or (mine and theirs):
        return False
    some, whole = (one, other) if mine else (other, one)
    return some.low <= whole.high


def _other_days(here: Said, one: Quantity, there: Said, other: Quantity) -> bool:
    """Whether the sentences state days that cannot be one, or only one of them looks back at another time."""
    mine, theirs = here.days(one.sentence), there.days(other.sentence)
    back_here, back_there = _back(here, one, mine), _back(there, other, theirs)
    if bool(back_here) != bool(back_there):
        return True
    if back_here and back_there and (not _meet(back_here, back_there) or _scopes_apart(here, one, there, other)):
        return True
    recent_here = [days for _, days in mine if days not in back_here]
    recent_there = [days for _, days in theirs if days not in back_there]
    if not recent_here or not recent_there or _meet(recent_here, recent_there):
        return False
    return one.measure not in TOLLED  # a toll is as of its day


def _scopes_apart(here: Said, one: Quantity, there: Said, other: Quantity) -> bool:
    """Whether two figures of another time are said to be of two areas: `in the province`, `across Asia`."""
    mine = _SCOPE.match(here.article.text, one.span.end, one.sentence.end)
    theirs = _SCOPE.match(there.article.text, other.span.end, other.sentence.end)
    return bool(mine or theirs) and (mine and mine[1]) != (theirs and theirs[1])


def _back(piece: Said, figure: Quantity, said: Sequence[tuple[str, Interval]]) -> list[Interval]:
    """The other times that a figure is of: those of its sentence, or, for a toll without a day, of the one before."""
    if any(part.covers(figure.span) for part in piece.opening):
        return []  # `a quake hit the region that was laid waste in 2004`
    if said or figure.measure not in TOLLED:
        return looking_back(piece, said)
    before = piece.before(figure.sentence)
    return looking_back(piece, piece.days(before)) if before is not None else []


def looking_back(piece: Said, said: Iterable[tuple[str, Interval]]) -> list[Interval]:
    """Those of the days a sentence states that are of another time than the piece and its event."""
    day = piece.day or _last_day(piece)
    if day is None:
        return []
    return [
        days for _, days in said if days.latest and abs((day - days.latest).days) > RECENT and not _holds(days, day)
    ]


def _last_day(piece: Said) -> date | None:
    """The last day that a piece without a day of its own states: its news is hardly older."""
    return max((days.latest for days in (d.interval for d in piece.analysis.dates) if days.latest), default=None)


def _holds(days: Interval, day: date) -> bool:
    return (days.earliest or date.min) <= day <= (days.latest or date.max)


def _meet(one: Iterable[Interval], other: Iterable[Interval]) -> bool:
    others = list(other)
    return any(first.intersect(second) is not None for first in one for second in others)
