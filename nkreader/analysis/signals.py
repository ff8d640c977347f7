"""The signals from which it is told whether two articles report one event, and what each of them weighs.

Each signal can be told to a reader, and the log odds of one event are their weighted sum. The weights come out of
logistic regression (`python -m tests.benchmarks.fitting` does it again but for the last part). It learned from pairs of
ECB+, from articles of KCNA and Reuters that are too far apart in time to report one event, their days kept back, from
what Reuters sent twice on a day, and from 554 pairs of KCNA and Reuters that looked alike, read and judged by hand. A
weight whose sign makes no sense (names in common that speak against one event) is none. What two pieces of one source
say (`Again`) was learned from those 554 pairs afterwards, and for the North's media from 91 more pieces that were read.

What the days of publication say cannot be learned there: a pair of different days is no event by construction. Their
weights are set by hand. Among Reuters articles about Korea, those alike beyond doubt are of the same day seven times as
often as others of that week are, of the next day twice as often, and of a later one a quarter as often; and that two
pieces are of one week at all is worth something against pieces of any day.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from nkreader.analysis.one_source import one_voice, retold
from nkreader.analysis.signature import ZONE, Signature, days_apart, turn
from nkreader.analysis.terms import rarity

LITTLE = 0.1
"""Product of lengths below which names or words of two texts hardly count, however alike they are."""
UNNAMED = 0.5
"""How far the names of a beginning are taken to occur in another text where it has none."""
MOST_UNUSED, MOST_NUMBERS, MOST_MISSING = 4, 3, 6
"""How many concepts, numbers that are shared, and numbers that are not, count."""


class Signals(NamedTuple):
    """How two articles compare; each from 0 to 1 where nothing else is said."""

    whole: float
    """Cosine of the whole texts' terms, weighed by how rare they are."""
    names: float
    """The same of the names alone."""
    words: float
    """Square root of the same of other words."""
    named: float
    """The part of the names of one beginning that the other text has."""
    length: float
    """Logarithm of the terms of the longer text, in which more agrees by chance."""
    unused: float
    """Concepts that one is about and the other never uses."""
    others: float
    """Whether they speak first of different people."""
    numbers: float
    """Numbers that both beginnings have."""
    numbers_missing: float
    """Numbers of one beginning that the other text does not have."""
    numbers_differ: float
    """Whether both beginnings have numbers, and none of them is in the other text."""
    retold: float
    """How many of the two look back on many days."""
    weekday: float
    """Whether both openings speak of the same day of the week."""
    other_weekday: float
    """Whether both speak of days of the week, and of none alike."""
    day: float
    """Whether both texts name the same day of the year."""
    other_day: float
    """Whether both openings name days of the year, and none that may be the same one elsewhere."""
    year: float
    other_year: float
    """Whether both texts name years, the same or only others; others count only where the days leave it open."""
    strange: float
    """Weight, in one beginning, of the weightiest name that the other text does not have."""
    strangers: float
    """The same of the beginning that has less of it: where both have their own name, they tell of two."""
    headlines: float
    """How rare the rarest word of each headline is that the other text does not have; of the two the commoner.

    It counts only where the days leave it open: items of a series differ so, but also the headlines of two outlets.
    """
    undated: float
    """Whether the days leave it open though both have a headline, as items of a series have that lost their days."""


WEIGHTS = Signals(
    whole=1.65,
    names=6.12,
    words=3.33,
    named=1.23,
    length=-0.19,
    unused=-0.13,
    others=-0.21,
    numbers=2.39,
    numbers_missing=-2.13,
    numbers_differ=-0.71,
    retold=-2.37,
    weekday=0.42,
    other_weekday=-0.82,
    day=1.68,
    other_day=-0.56,
    year=0.29,
    other_year=-0.88,
    strange=-1.15,
    strangers=-0.73,
    headlines=-0.05,
    undated=-2.28,
)
"""Log odds for each signal."""
BASE = -2.5
"""Log odds before anything is compared."""
SAME_DAY, NEXT_DAY, DAYS_LATER = 3.2, 2.0, 0.0
"""Log odds for the days on which they say they were published: the same, the next, one further off."""
COLLECTED = ((0, 1.6), (1, 1.0), (4, 0.0), (14, -1.0))
LONG_AFTER = -2.0
"""Log odds where one at least only says when it was collected: so many days at most between the days before which they
were written, and what that says; and for more. Piles are mostly collected day by day, but not always, so it is half of
what days of publication say, and rules nothing out. Set by hand on pieces of KCNA and Reuters.
"""
SAME_HAPPENED = 3.2
"""Log odds where both state the same day for the event."""


def log_odds(first: Signature, second: Signature) -> float:
    """The log odds that two articles report one event."""
    told = signals(first, second)
    odds = BASE + sum(weight * signal for weight, signal in zip(WEIGHTS, told, strict=True)) + days(first, second)
    return min(odds, retold(first, second, odds))


def signals(first: Signature, second: Signature) -> Signals:
    """Compare two articles."""
    names, numbers, words = parts(first, second)
    here, there = first.shares, second.shares
    mine, theirs = _numbers(first), _numbers(second)
    both, missing = len(mine & theirs), _missing_numbers(mine, second) + _missing_numbers(theirs, first)
    differ = bool(mine and theirs) and missing == len(mine) + len(theirs)
    same_year, other_year = _met(first.years, second.years)
    strange = _strangest(first, second), _strangest(second, first)
    unsettled = float(days_apart(first, second) is None)
    return Signals(
        names + numbers + words,
        _part(names, here.names * there.names),
        math.sqrt(_part(words, here.words * there.words)),
        max(_named(first, second), _named(second, first)),
        math.log(max(len(first.terms), len(second.terms)) + 1),
        min(MOST_UNUSED, _unused(first, second) + _unused(second, first)),
        float(_others(first, second)),
        min(MOST_NUMBERS, both) / MOST_NUMBERS,
        min(MOST_MISSING, missing) / MOST_MISSING,
        float(differ),
        float(first.retold + second.retold),
        *_met(first.weekdays, second.weekdays),
        _met(first.days, second.days)[0],
        float(_other_day(first, second)),
        same_year,
        other_year * unsettled,
        max(strange),
        min(strange),
        min(_unheard(first, second), _unheard(second, first)) * unsettled,
        unsettled * bool(first.headline and second.headline),
    )


def days(first: Signature, second: Signature) -> float:
    """What the two articles' own days say; nothing where either has none."""
    apart = days_apart(first, second)
    published = _collected(first, second) if apart is None else (SAME_DAY, NEXT_DAY)[apart] if apart < 2 else DAYS_LATER
    stated = first.happened.days is not None and first.happened == second.happened and not one_voice(first, second)
    return max(published, SAME_HAPPENED) if stated else published


def told_of_other_days(first: Signature, second: Signature) -> bool:
    """Whether both openings name days of the week, or of the year, and none that is the same."""
    return bool(_met(first.weekdays, second.weekdays)[1]) or _other_day(first, second)


def _collected(first: Signature, second: Signature) -> float:
    """What the last days say on which the two can have been written; nothing where one is of some day of a range."""
    one, other = first.published, second.published
    if one.latest is None or other.latest is None or (one.earliest is not None and other.earliest is not None):
        return 0.0
    apart = abs((one.latest - other.latest).days)
    return next((said for most, said in COLLECTED if apart <= most), LONG_AFTER)


def parts(first: Signature, second: Signature) -> tuple[float, float, float]:
    """What names, numbers and other words add to the cosine of the whole texts; a name is what both write as one."""
    names = numbers = words = 0.0
    for name in first.terms.keys() & second.terms.keys():
        weight = first.terms[name] * second.terms[name]
        if name.startswith("#"):
            numbers += weight
        elif name in first.names and name in second.names:
            names += weight
        else:
            words += weight
    return names, numbers, words


def _part(common: float, lengths: float) -> float:
    """A cosine, the smaller the less there is to compare."""
    return common / (lengths + LITTLE)


def _named(first: Signature, second: Signature) -> float:
    """The part of the names in the first one's beginning, by weight, that the second mentions anywhere."""
    names = [(name, weight) for name, weight in first.lead.items() if name in first.names]
    total = sum(weight for _, weight in names)
    return sum(weight for name, weight in names if name in second.terms) / total if total else UNNAMED


def _unused(first: Signature, second: Signature) -> int:
    return sum(name not in second.terms for name in first.about)


def _others(first: Signature, second: Signature) -> bool:
    """Whether both say who it is about, and neither names anybody of whom the other speaks first."""
    if not first.leading or not second.leading:
        return False
    return first.leading.isdisjoint(second.people) and second.leading.isdisjoint(first.people)


def _numbers(item: Signature) -> set[str]:
    return {name for name in item.lead if name[0] == "#"}


def _missing_numbers(numbers: set[str], other: Signature) -> int:
    return sum(name not in other.terms for name in numbers)


def _met(first: frozenset[str], second: frozenset[str]) -> tuple[float, float]:
    """Whether two sets have something in common, and whether both hold something and nothing in common."""
    if not first or not second:
        return 0.0, 0.0
    apart = first.isdisjoint(second)
    return float(not apart), float(apart)


def _other_day(first: Signature, second: Signature) -> bool:
    """Whether both openings name days, and each of one lies more than a time zone from each of the other."""
    if not first.told or not second.told:
        return False
    return all(turn(one, other) > ZONE for one in first.told for other in second.told)


def _strangest(first: Signature, second: Signature) -> float:
    strange = (weight for name, weight in first.lead.items() if name in first.names and name not in second.terms)
    return max(strange, default=0.0)


def _unheard(first: Signature, second: Signature) -> float:
    return max((rarity(name) for name in first.headline if name not in second.terms), default=0.0)
