"""What a piece states of its matters: the figures that say one thing, those of the news itself, and earlier ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nkreader.analysis.amounts import Bound
from nkreader.analysis.apart import NATIONS, TOLLED, agrees, equal, measures_apart
from nkreader.analysis.near import nearness
from nkreader.analysis.quantities import Quantity
from nkreader.analysis.said import Said

LATER, OF_SEVERAL = 0.75, 0.6
"""How sure it is that a toll is of the news itself which stands not in the first sentence but in one of the next, and
one with which a higher one stands; with which a piece begins, 1."""
_FORMER = re.compile(
    r"\b(?:up|down|increased|raised|expanded|revised|cut|lowered|rose|risen|fell|fallen|changed|climbed|rising|higher"
    r"|lower)\s(?:[a-z]+\s){0,2}?(?:from|than)\s(?:an?\s|the\s)?(?:[a-z]+\s){0,4}$",
    re.IGNORECASE,
)
"""Between a figure and what it was before."""
BECAME = 90
"""Characters between the two, at most."""


@dataclass(slots=True, eq=False)
class Statement:
    """What a piece says of a matter, however often it does."""

    members: list[int]
    """Indices of its figures, all of one value."""
    leads: dict[int, float]
    """Those with which the piece begins, and how surely they are of the news itself."""
    settled: bool = False
    """It has its like in the other piece."""


def stated(piece: Said) -> list[Statement]:
    """The figures of a piece, those together that say one thing."""
    found: dict[tuple[object, ...], Statement] = {}
    for at, figure in enumerate(piece.figures):
        toll = figure.measure in TOLLED
        key = (*figure.key, figure.measure, frozenset() if toll else figure.kinds, figure.amount.value,
               figure.amount.bound is Bound.VAGUE)  # fmt: skip
        made = found.setdefault(key, Statement([], {}))
        made.members.append(at)
        if led := _led(piece, figure):
            made.leads[at] = led
    return list(found.values())


def _led(piece: Said, figure: Quantity) -> float:
    """How surely the figure is of the news itself, 0 to 1: the piece begins with it, and with no other of its kind.

    Of tolls it is the highest of those that the piece has first, for the others are a part of them.
    """
    opening = [one for one in piece.figures if any(part.covers(one.span) for part in piece.opening)]
    toll = figure.measure in TOLLED
    told = 1.0
    first = [one for one in opening if one.key == figure.key and one.measure == figure.measure]
    if not first and toll:
        told = LATER
        of_kind = [one for one in piece.figures if one.key == figure.key and one.measure == figure.measure]
        first = [one for one in of_kind if one.sentence == of_kind[0].sentence] if of_kind else []
        if first and first[0].sentence not in piece.beginning:
            return 0.0
    if figure not in first:
        return 0.0
    if toll:
        whole = [one for one in first if not one.kinds - NATIONS] or first
        known = [one.amount.value for one in whole if one.amount.bound is not Bound.VAGUE]
        if figure not in whole:
            return 0.0
        return told if not known or figure.amount.value == max(known) else told * OF_SEVERAL
    return told if all(agrees(one, figure) for one in first) else 0.0


def revised(here: Said, there: Said) -> Iterator[tuple[int, int]]:
    """Figures here of which the other piece says what they have become: (index here, index there of the new one)."""
    for at, new in enumerate(there.figures):
        if new.amount.ordinal or any(one.key == new.key and equal(one, new) for one in here.figures):
            continue
        old = next((one for one in there.figures if one.key == new.key and _became(there, one, new)), None)
        if old is None:
            continue
        same = [
            number for number, one in enumerate(here.figures)
            if one.key == old.key and one.amount.value == old.amount.value and not measures_apart(one, old)
        ]  # fmt: skip
        if same:
            yield max(same, key=lambda number: nearness(here.figures[number], new)), at


def _became(piece: Said, old: Quantity, new: Quantity) -> bool:
    """Whether one sentence says both, the one as what the other was before: `$3.7 billion, up from $2.8 billion`."""
    if old.sentence != new.sentence or not new.span.end <= old.span.start <= new.span.end + BECAME:
        return False
    return _FORMER.search(piece.article.text, new.span.end, old.span.start) is not None
