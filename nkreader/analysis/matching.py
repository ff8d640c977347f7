"""Which figures of two pieces are of one matter, and differ. Rather none than a wrong pair.

Two figures are of one matter where they have one unit or count one thing, where what stands around them agrees, and
where no name, purpose or day tells them apart. Those with which both pieces begin, the tolls and prices of the news
itself, need less of that. A figure that has its like in the other piece differs from no other one there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nkreader.analysis.apart import TOLLED, agrees, elsewhere, estimates, far_below, told_apart
from nkreader.analysis.bearings import OF_THE_NEWS
from nkreader.analysis.near import DONE_TO, VAGUE, nearness, needed
from nkreader.analysis.quantities import Quantity
from nkreader.analysis.said import Said
from nkreader.analysis.stating import LATER, Statement, revised, stated

LED = 0.4
"""By how much nearer two figures are with which both pieces begin."""
LEADS, LED_NEWS = 0.3, 0.15
"""What of what stands around such figures has to agree then, at least; around tolls, prices and the like."""
FAR_TIMES, NEVER_TIMES, MANY_PEOPLE = 10, 1000, 100
"""How many times a number another one is that is rather of another matter, and surely is; and a toll so high that few
matters have one of about that height."""
NEAR_VALUES, NEAR_TOLLS = 0.15, 0.35
"""By how much nearer two numbers are of which one is at most half as much again as the other; and two high tolls of
which one is at most a quarter higher."""
NEAR_MAGNITUDES, MAGNITUDES = 0.5, 0.35
"""The same for quakes, and how far two of one quake lie apart at most."""
LIKE_VALUES, FEW_VALUES, FEW = 0.6, 0.3, 10
"""By how much nearer two figures are that agree: many in one number, or fewer, or in other numbers."""
TIE = 0.02
"""By how much a pair has to be nearer than any other that has one of its figures."""
REVISED = 9.0
"""How near two figures are of which a piece says that the one became the other: nearer than all else."""
_ADDED = re.compile(r"\b(?:another|other|additional|further)\s$", re.IGNORECASE)


class Match(NamedTuple):
    """Two figures of one matter that do not agree."""

    score: float
    """How near they are."""
    one: int
    other: int
    """Indices of the figures here and there."""
    sure: bool
    """Both pieces begin with them, or one says that the one became the other."""


class _Pair(NamedTuple):
    """Two statements of one matter."""

    score: float
    mine: Statement
    theirs: Statement
    agree: bool
    one: int
    other: int
    """The figures of the two that are nearest to each other."""
    led: bool
    """Both pieces begin with them."""


def matched(here: Said, there: Said) -> Iterator[Match]:
    """Figures of one matter that do not agree, each figure once.

    Figures are paired with those that agree, too, the nearest first: what has its like in the other piece is free for
    no other. Two that fit as well decide nothing.
    """
    mine, theirs = stated(here), stated(there)
    pairs = [pair for one in mine for other in theirs if (pair := _pair(here, one, there, other)) is not None]
    pairs.sort(key=lambda pair: (-round(pair.score, 9), *sorted((pair.one, pair.other))))
    for one, other in revised(here, there):
        yield Match(REVISED, one, other, True)
    for other, one in revised(there, here):
        yield Match(REVISED, one, other, True)
    for pair in pairs:
        if pair.mine.settled or pair.theirs.settled:
            continue
        if not pair.agree:
            rivals = (
                rival for rival in pairs
                if not rival.agree and (rival.mine is pair.mine) != (rival.theirs is pair.theirs)
                and not rival.mine.settled and not rival.theirs.settled
            )  # fmt: skip
            if any(rival.score > pair.score - TIE for rival in rivals):
                continue
            yield Match(pair.score, pair.one, pair.other, pair.led)
        pair.mine.settled = pair.theirs.settled = True


def _pair(here: Said, one: Statement, there: Said, other: Statement) -> _Pair | None:
    """Two statements as far as they can be of one matter: they agree, or enough of what stands around them does."""
    first, second = here.figures[one.members[0]], there.figures[other.members[0]]
    if first.key != second.key:
        return None
    agree = agrees(first, second) and not estimates(first, second) and not far_below(first, second)
    best: _Pair | None = None
    for at in one.members:
        for to in other.members:
            mine, theirs = here.figures[at], there.figures[to]
            led = LED * min(one.leads.get(at, 0.0), other.leads.get(to, 0.0))
            if not (agree and _one_number(mine, theirs)) and told_apart(
                here, mine, there, theirs, led > 0 and mine.measure in TOLLED
            ):
                continue
            if (led or mine.measure in TOLLED or _is_of_many(mine)) and elsewhere(here, mine, there, theirs):
                if not agree and not (led and mine.measure in TOLLED):
                    continue
                led = 0.0
            if not agree and (_is_more(here, mine) or _is_more(there, theirs)):
                continue
            near = nearness(mine, theirs)
            if agree:
                same = first.amount.value == second.amount.value
                near += LIKE_VALUES if same and first.amount.value >= FEW else FEW_VALUES
            elif not near or (
                near + led + _close(mine, theirs) < needed(here, mine, there, theirs)
                and (led < LED * LATER or near < _led_needs(mine))
            ):
                continue
            score = near + led + (0.0 if agree else _close(mine, theirs))
            if best is None or score > best.score:
                best = _Pair(score, one, other, agree, at, to, led >= LED)
    return best


def _is_of_many(figure: Quantity) -> bool:
    """Whether it is a sum or a percentage, of which every matter has one."""
    return figure.dimension == "percent" or figure.dimension.startswith("money")


def _is_more(piece: Said, figure: Quantity) -> bool:
    """Whether a figure only adds to another: `another four people`."""
    return _ADDED.search(piece.article.text, max(0, figure.span.start - 16), figure.span.start) is not None


def _led_needs(figure: Quantity) -> float:
    news = figure.measure in TOLLED or figure.measure in OF_THE_NEWS or figure.thing == "job"
    return LED_NEWS if news else LEADS


def _one_number(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are one number that hardly two matters have: 14.20, 640."""
    value = one.amount.value
    return value == other.amount.value and (value >= MANY_PEOPLE or value != int(value))


def _close(one: Quantity, other: Quantity) -> float:
    """More for numbers that are near to each other: 640 and 680 dead are rather of one matter than 640 and 12."""
    low, high = sorted((one.amount.value, other.amount.value))
    if one.dimension == "magnitude":
        return NEAR_MAGNITUDES if high - low <= MAGNITUDES else 0.0
    if one.measure in DONE_TO:
        return 0.0
    if high > NEVER_TIMES * low:
        return -1.0
    if high > FAR_TIMES * low:
        return -NEAR_VALUES
    if low < FEW or one.dimension in VAGUE:
        return 0.0
    if one.measure in TOLLED and low >= MANY_PEOPLE and high <= 1.25 * low:
        return NEAR_TOLLS
    return NEAR_VALUES if high <= 1.5 * low else 0.0
