"""Which figures of two pieces are of one matter. Rather none than a wrong pair.

Two figures are of one matter where they have one unit or count one thing, where what stands around them agrees, and
where no name, purpose or day tells them apart. They differ only where neither piece has, anywhere, a figure of that
kind that agrees with the other's: a piece that says both `5` and `7` contradicts nobody who says one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import sqrt

from nkreader.analysis.amounts import Bound
from nkreader.analysis.measures import MEASURED
from nkreader.analysis.quantities import AGE, CLOCK, COUNT, ORDINAL, Quantity
from nkreader.analysis.said import Said
from nkreader.analysis.terms import rarity
from nkreader.analysis.things import exclude
from nkreader.model.dates import Interval

ALIKE = 0.8
"""Agreement of what stands around two figures from which the sentences are one, with another figure in it."""
FIELD, TOLLS, COUNTS, VAGUER = 0.35, 0.42, 0.55, 0.6
"""The same where each piece has but one figure of that kind: for what is measured on purpose (altitude), for what
became of people, for what else is counted, and for what many matters have: percents, money, times, ordinals."""
CLAUSES = 0.35
"""Agreement that clauses and sentences each have to have then, for what is counted and what is vaguer."""
TOLLED = frozenset({"dead", "hurt", "missing", "saved", "held"})
"""What becomes of people, of which the count grows as it is known."""
RECENT = 10
"""Days around an event within which the days that sentences state are those of the event and its news."""
_VAGUE = frozenset(
    {"percent", "points", ORDINAL, CLOCK, "days", "weeks", "months", "years", "hours", "short time", "age"}
)
LEADS = 0.33
"""The same for figures with which both pieces begin, in title or first sentence, alone of their kind there."""
MOST_OF = 0.95
LEAST_OF = 1.5
"""The part of `up to` so many that is still a word on it, and how many times `more than` so many is."""
_OF_THE_EVENT = frozenset({"magnitude", "mach", "yield", AGE})
"""Measures of which an event has one, or of which is known whose they are."""
_TELLING_THING, RARE_COUNTS, ANY = 4.0, 0.3, 0.02
"""Rarity from which what is counted tells by itself what the matter is, and the agreement that is enough then; where
its kind tells as much, too, any is."""
_STATES = frozenset({"north", "south", "korean", "american", "chines", "japanes", "russian"})
_LEAST_SHARED = 2.5
"""Rarity, in all, of what two clauses must share."""


def agrees(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may mean the same: what they leave open meets, once units and rounding are levelled."""
    return one.low <= other.high and other.low <= one.high


def estimates(one: Quantity, other: Quantity) -> bool:
    """Whether two tolls differ of which one is only a lower bound: `at least 40` is not `at least 46`."""
    if one.measure not in TOLLED or one.measure != other.measure:
        return False
    return Bound.LEAST in (one.amount.bound, other.amount.bound) and one.amount.value != other.amount.value


def equal(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are printed as one number with one bound."""
    return one.amount.value == other.amount.value and one.amount.bound is other.amount.bound


def matched(here: Said, there: Said) -> Iterator[tuple[float, int, int]]:
    """Figures of one matter that do not agree: (how near, index here, index there), each figure once."""
    unknown = [at for at, one in enumerate(here.figures) if not any(_known(one, other) for other in there.figures)]
    others = [at for at, one in enumerate(there.figures) if not any(_known(one, other) for other in here.figures)]
    scored = []
    for one in unknown:
        for other in others:
            first, second = here.figures[one], there.figures[other]
            if first.key == second.key and not told_apart(here, first, there, second):
                score = nearness(first, second)
                if (
                    score >= ALIKE
                    or (score >= _needed(first, second) and _only(here, first) and _only(there, second))
                    or (
                        score >= LEADS
                        and _leads(here, first)
                        and _leads(there, second)
                        and not _elsewhere(here, first, there, second)
                    )
                ):
                    scored.append((score, one, other))
    best_here: dict[int, float] = {}
    best_there: dict[int, float] = {}
    for score, one, other in scored:
        best_here[one] = max(score, best_here.get(one, 0.0))
        best_there[other] = max(score, best_there.get(other, 0.0))
    for score, one, other in scored:
        if score == best_here[one] == best_there[other]:
            rivals = [s for s, a, b in scored if (a == one) != (b == other)]
            if not any(rival > score - 0.02 for rival in rivals):  # two that fit as well decide nothing
                yield score, one, other


def _needed(one: Quantity, other: Quantity) -> float:
    """The least agreement from which two figures that are the only ones of their kind are of one matter."""
    if one.dimension in MEASURED or one.dimension in ("magnitude", "mach"):
        return FIELD if one.measure not in ("", "place") or one.dimension != "length" else ALIKE
    if one.measure:
        return TOLLS
    if one.dimension == AGE and one.thing:
        return 0.0
    if one.dimension == ORDINAL:
        return ALIKE
    if one.dimension == COUNT and _tells_alone(one, other):
        return ANY
    if one.dimension == COUNT and _tells(one, other):
        return RARE_COUNTS
    if min(_cosine(one.around, other.around), _cosine(one.sentence_terms, other.sentence_terms)) < CLAUSES:
        return ALIKE
    vague = one.dimension in _VAGUE or one.dimension.startswith("money")
    return VAGUER if vague else COUNTS


def _tells(one: Quantity, other: Quantity) -> bool:
    """Whether what is counted says by itself what the matter is: `roadside trees`, or the missiles of one owner."""
    if one.kinds and one.kinds == other.kinds and sum(map(rarity, one.kinds)) >= _TELLING_THING:
        return True
    return rarity(one.thing) >= _TELLING_THING and bool(one.names & other.names)


def _tells_alone(one: Quantity, other: Quantity) -> bool:
    """Whether one and the same rare kind of a rare thing is counted, weapons aside: `roadside trees`."""
    return (
        one.kinds == other.kinds
        and one.thing != "missil"
        and rarity(one.thing) >= _TELLING_THING
        and sum(map(rarity, one.kinds - _STATES)) >= _TELLING_THING
    )


def _only(piece: Said, figure: Quantity) -> bool:
    """Whether the piece has but one figure of that kind, however often."""
    same = (one for one in piece.figures if one.key == figure.key and one.measure == figure.measure)
    return all(agrees(one, figure) for one in same)


def both(piece: Said, one: Quantity, other: Quantity) -> bool:
    """Whether a piece has both figures, and so knows two matters where two others seem to differ on one."""
    same = [figure for figure in piece.figures if figure.key == one.key and figure.amount.bound is not Bound.VAGUE]
    return any(figure.amount.value == one.amount.value for figure in same) and any(
        figure.amount.value == other.amount.value for figure in same
    )


def _known(one: Quantity, other: Quantity) -> bool:
    """Whether a piece with `other` may have what `one` says, so that nothing is to be told of `one`."""
    if one.dimension == other.dimension:
        same = one.thing == other.thing or not one.thing or not other.thing
        if same and agrees(one, other) and not estimates(one, other) and not _far_below(one, other):
            return True
    return one.dimension not in (COUNT, ORDINAL) and one.amount.value == other.amount.value


def _elsewhere(here: Said, one: Quantity, there: Said, other: Quantity) -> bool:
    """Whether their sentences name other places only: a price in Hyesan is none in Sinuiju."""
    mine, theirs = here.places(one.sentence), there.places(other.sentence)
    return bool(mine and theirs and mine.isdisjoint(theirs))


def _far_below(one: Quantity, other: Quantity) -> bool:
    """Whether `up to` or `more than` is all that two figures have in common: 5 are no word on `up to 80`."""
    for bounded, free in ((one, other), (other, one)):
        if bounded.amount.bound is Bound.MOST and free.high < bounded.high * MOST_OF:
            return True
        if bounded.amount.bound is Bound.LEAST and free.low > bounded.low * LEAST_OF:
            return True
    return False


def _leads(piece: Said, figure: Quantity) -> bool:
    """Whether the piece begins with that figure, and with no other of its kind."""
    first = piece.opening
    if not any(part.covers(figure.span) for part in first):
        return False
    inside = (one for one in piece.figures if any(part.covers(one.span) for part in first))
    return all(one.key != figure.key or one.amount.value == figure.amount.value for one in inside)


def told_apart(here: Said, one: Quantity, there: Said, other: Quantity) -> bool:
    """Whether two figures of one key are of two matters."""
    if one.measure != other.measure or one.amount.ordinal != other.amount.ordinal:
        return True
    if Bound.MOST in (one.amount.bound, other.amount.bound) and one.dimension not in MEASURED and agrees(one, other):
        return True
    if one.amount.ordinal and one.kinds != other.kinds:
        return True
    if one.thing == "missil":
        if exclude(one.kinds, other.kinds):
            return True
    elif one.kinds - other.kinds and other.kinds - one.kinds:
        return True
    if one.measure in TOLLED and _part_of_whole(one, other):
        return True
    if one.dimension == CLOCK and one.unit != other.unit:
        return True
    if one.dimension not in _OF_THE_EVENT and _of_others(here, one, there, other):
        return True
    return _other_days(here, one, there, other)


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
    if one.kinds == other.kinds or (one.kinds and other.kinds):
        return False
    some, whole = (one, other) if one.kinds else (other, one)
    return some.low <= whole.high


def _other_days(here: Said, one: Quantity, there: Said, other: Quantity) -> bool:
    """Whether the sentences state days that cannot be one, or only one of them looks back at another time."""
    mine, theirs = here.days(one.sentence), there.days(other.sentence)
    back_here, back_there = looking_back(here, mine), looking_back(there, theirs)
    if bool(back_here) != bool(back_there):
        return True
    if back_here and back_there and not _meet(back_here, back_there):
        return True
    recent_here = [days for _, days in mine if days not in back_here]
    recent_there = [days for _, days in theirs if days not in back_there]
    if not recent_here or not recent_there or _meet(recent_here, recent_there):
        return False
    return one.measure not in TOLLED  # a toll is as of its day


def looking_back(piece: Said, said: Iterable[tuple[str, Interval]]) -> list[Interval]:
    """Those of the days a sentence states that are of another time than the piece and its event."""
    if piece.day is None:
        return []
    day = piece.day
    return [
        days for _, days in said if days.latest and abs((day - days.latest).days) > RECENT and not _holds(days, day)
    ]


def _holds(days: Interval, day: date) -> bool:
    return (days.earliest or date.min) <= day <= (days.latest or date.max)


def _meet(one: Iterable[Interval], other: Iterable[Interval]) -> bool:
    others = list(other)
    return any(first.intersect(second) is not None for first in one for second in others)


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
