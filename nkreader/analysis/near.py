"""How near two figures stand to one matter by what stands around them, and how near they have to stand."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from nkreader.analysis.amounts import Bound
from nkreader.analysis.apart import TOLLED, agrees
from nkreader.analysis.bearings import OF_THE_NEWS
from nkreader.analysis.clocks import CLOCK
from nkreader.analysis.measures import MEASURED
from nkreader.analysis.quantities import AGE, COUNT, ORDINAL, Quantity
from nkreader.analysis.said import Said
from nkreader.analysis.terms import rarity

ALIKE = 0.8
"""Agreement of what stands around two figures from which the sentences are one, with another figure in it."""
FIELD, TOLLS, COUNTS, VAGUER = 0.35, 0.42, 0.55, 0.6
"""The same where each piece has but one figure of that kind: for what is measured on purpose (altitude), for what
became of people, for what else is counted, and for what many matters have: percents, money, times, ordinals."""
MANY, MANY_TOLLS = 0.2, 0.1
"""How much more must agree where a piece has several figures of one kind; of tolls, of which many pieces have."""
FEW_PEOPLE = 5
"""Below so many, a toll is no more telling than another figure."""
CLAUSES = 0.35
"""Agreement that clauses and sentences each have to have then, for what is counted and what is vaguer."""
VAGUE = frozenset(
    {"percent", "points", ORDINAL, CLOCK, "days", "weeks", "months", "years", "hours", "short time", "age"}
)
"""Dimensions that many matters have."""
_TELLING_THING, RARE_COUNTS, ANY = 4.0, 0.3, 0.02
"""Rarity from which what is counted tells by itself what the matter is, and the agreement that is enough then; where
its kind tells as much, too, any is."""
DONE_TO = frozenset({"destroyed", "dropped"})
"""What became of things that an event has one figure of."""
_STATES = frozenset({"north", "south", "korean", "american", "chines", "japanes", "russian"})
_LEAST_SHARED = 2.5
"""Rarity, in all, of what two clauses must share."""


def needed(here: Said, mine: Quantity, there: Said, theirs: Quantity) -> float:
    """The least agreement of what stands around two figures from which they are of one matter."""
    alone = only(here, mine) and only(there, theirs)
    few = min(mine.amount.value, theirs.amount.value) < FEW_PEOPLE
    many = MANY_TOLLS if mine.measure in TOLLED and not few else MANY
    return min(_alone_needs(mine, theirs) + (0.0 if alone else many), ALIKE)


def _alone_needs(one: Quantity, other: Quantity) -> float:
    """The least agreement from which two figures that are the only ones of their kind are of one matter."""
    if one.dimension in MEASURED or one.dimension in ("magnitude", "mach"):
        return FIELD if one.measure not in ("", "place") or one.dimension != "length" else ALIKE
    if one.dimension == "caliber" or one.measure in DONE_TO:
        return ANY
    if one.measure and (one.dimension == COUNT or one.measure in OF_THE_NEWS):
        return TOLLS
    if one.dimension == AGE and one.thing:
        return 0.0
    if one.dimension == ORDINAL:
        return ALIKE
    if one.dimension == CLOCK:
        return VAGUER - MANY
    if one.dimension == COUNT and _tells_alone(one, other):
        return ANY
    if one.dimension == COUNT and _tells(one, other):
        return RARE_COUNTS
    if min(_cosine(one.around, other.around), _cosine(one.sentence_terms, other.sentence_terms)) < CLAUSES:
        return ALIKE
    vague = one.dimension in VAGUE or one.dimension.startswith("money")
    return VAGUER if vague else COUNTS


def _tells(one: Quantity, other: Quantity) -> bool:
    """Whether what is counted says by itself what the matter is: `roadside trees`, or the missiles of one owner."""
    if one.kinds and one.kinds == other.kinds and sum(map(rarity, one.kinds)) >= _TELLING_THING:
        return True
    return rarity(one.thing) >= _TELLING_THING and bool(one.all_names & other.all_names)


def _tells_alone(one: Quantity, other: Quantity) -> bool:
    """Whether one and the same rare kind of a rare thing is counted, weapons aside: `roadside trees`."""
    return (
        one.kinds == other.kinds
        and one.thing != "missil"
        and rarity(one.thing) >= _TELLING_THING
        and sum(map(rarity, one.kinds - _STATES)) >= _TELLING_THING
    )


def only(piece: Said, figure: Quantity) -> bool:
    """Whether the piece has but one figure of that kind, however often."""
    same = (one for one in piece.figures if one.key == figure.key and one.measure == figure.measure)
    return all(agrees(one, figure) for one in same)


def both(piece: Said, one: Quantity, other: Quantity, sure: bool = False) -> bool:
    """Whether a piece has both figures, and so knows two matters where two others seem to differ on one.

    Where it is `sure` that the two are of one matter, the piece has to begin with both.
    """
    same = [
        figure for figure in piece.figures
        if figure.key == one.key and figure.measure in (one.measure, other.measure)
        and figure.amount.bound is not Bound.VAGUE
        and (not sure or any(part.covers(figure.span) for part in piece.opening))
    ]  # fmt: skip
    return any(figure.amount.value == one.amount.value for figure in same) and any(
        figure.amount.value == other.amount.value for figure in same
    )


def nearness(one: Quantity, other: Quantity) -> float:
    """How far what stands around two figures agrees, 0 to 1: their clauses, and the sentences these stand in."""
    clause, sentence = _cosine(one.around, other.around), _cosine(one.sentence_terms, other.sentence_terms)
    shared = sum(min(rare, other.sentence_terms[name]) for name, rare in one.sentence_terms.items()
                 if name in other.sentence_terms)  # fmt: skip
    if shared < _LEAST_SHARED:
        return 0.0
    return (clause + sentence) / 2 + (0.1 if one.measure and one.measure == other.measure else 0.0)


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    both = sum(rare * other[name] for name, rare in one.items() if name in other)
    lengths = sqrt(sum(rare * rare for rare in one.values()) * sum(rare * rare for rare in other.values()))
    return both / lengths if lengths else 0.0
