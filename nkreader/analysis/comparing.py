"""Where pieces on one event differ in what they count and measure, why, and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import NamedTuple

from nkreader.analysis.amounts import Bound
from nkreader.analysis.apart import TOLLED, agrees, equal, estimates, looking_back, told_apart
from nkreader.analysis.bearings import MARKET
from nkreader.analysis.claims import Claimant
from nkreader.analysis.clocks import CLOCK
from nkreader.analysis.matching import REVISED, matched
from nkreader.analysis.measures import MEASURED
from nkreader.analysis.near import DONE_TO, both, nearness
from nkreader.analysis.quantities import COUNT, ORDINAL, Quantity
from nkreader.analysis.said import Said
from nkreader.analysis.stating import revised
from nkreader.model.article import PartKind
from nkreader.model.spans import Span
from nkreader.model.versions import Difference, Outcome, Side

_MOMENT = re.compile(
    r"\bas of (?:noon|midnight|\d)|\b\d{4} GMT\b|\b(?:closed|closing|opened|opening|traded|trading|ended)\b"
    r"|\b(?:shares?|stocks?|index|average|composite)\b[^.;]{0,60}\b(?:up|down|rose|fell|gained|added|risen|fallen|lost)\b",
    re.IGNORECASE,
)
SAME_CLAIM = 0.5
"""Agreement from which two pieces say one and the same thing of one figure, for who says it to be compared."""


def differences(pieces: Sequence[Said]) -> tuple[Difference, ...]:
    """The matters on which pieces differ: what weighs most first, then in the order of the first piece's text."""
    pairs: list[_Pair] = []
    for here in range(len(pieces)):
        for there in range(here + 1, len(pieces)):
            for score, one, other, sure in matched(pieces[here], pieces[there]):
                figures = pieces[here].figures[one], pieces[there].figures[other]
                if score >= REVISED or not any(both(piece, *figures, sure) for piece in pieces):
                    pairs.append(_Pair(score, (here, one), (there, other), sure))
    rows = [*_rows(pieces, _matters(pairs)), *claimants_differ(pieces)]
    order = list(Outcome)
    numbers = {piece.id: number for number, piece in enumerate(pieces)}

    def rank(row: Difference) -> tuple[int, int, Span]:
        return order.index(row.outcome), numbers[row.sides[0].place.article], row.sides[0].place.span

    return tuple(sorted(rows, key=rank))


class _Pair(NamedTuple):
    """Two figures of one matter, each as (number of the piece, index of the figure)."""

    score: float
    one: tuple[int, int]
    other: tuple[int, int]
    sure: bool


def _matters(pairs: Iterable[_Pair]) -> list[list[tuple[int, int]]]:
    """Matched pairs brought together, where each figure is matched with each other one, or surely with one of them."""
    matters: dict[tuple[int, int], list[tuple[int, int]]] = {}
    ordered = sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other))
    tied = {(pair.one, pair.other) for pair in ordered}
    for pair in ordered:
        first = matters.setdefault(pair.one, [pair.one])
        second = matters.setdefault(pair.other, [pair.other])
        once = {piece for piece, _ in first}.isdisjoint(piece for piece, _ in second)
        all_tied = all((min(a, b), max(a, b)) in tied for a in first for b in second)
        if first is second or not (all_tied or (pair.sure and once)):
            continue
        first += second
        for figure in second:
            matters[figure] = first
    unique = {id(matter): matter for matter in matters.values() if len(matter) > 1}
    return sorted(sorted(matter) for matter in unique.values())


def _rows(pieces: Sequence[Said], matters: Iterable[Sequence[tuple[int, int]]]) -> Iterator[Difference]:
    """Each matter once: titles say again what sentences say, and say who says it."""
    best: dict[object, tuple[tuple[int, bool], Difference]] = {}
    for matter in matters:
        row = _row(pieces, matter)
        if row is None:
            continue
        figures = [(pieces[number], pieces[number].figures[at]) for number, at in matter]
        first = figures[0][1]
        same: object = first.key, first.measure, frozenset(_value(pieces, number, at) for number, at in matter)
        if all(_of_a_moment(*one) for one in figures):  # a share's price, and by how much that rose or fell
            same = tuple(sorted((piece.id, figure.sentence) for piece, figure in figures))
        told = sum(bool(side.claimant) + bool(side.as_of) for side in row.sides), first.dimension.startswith("money")
        if same not in best or told > best[same][0]:
            best[same] = told, row
    yield from (row for _, row in best.values())


def _value(pieces: Sequence[Said], number: int, at: int) -> tuple[int, float, Bound]:
    amount = pieces[number].figures[at].amount
    return number, amount.value, amount.bound


def _row(pieces: Sequence[Said], matter: Sequence[tuple[int, int]]) -> Difference | None:
    """A matter as readers are told of it: one side a figure, with the other pieces that have it."""
    told: list[list[tuple[int, Quantity]]] = []
    for number, at in matter:
        figure = pieces[number].figures[at]
        same = next((side for side in told if agrees(side[0][1], figure) and not estimates(side[0][1], figure)), None)
        if same is None:
            told.append([(number, figure)])
        else:
            same.append((number, figure))
    if len(told) < 2:
        return None
    sides: list[tuple[int, Quantity, list[str]]] = []
    for side in told:
        number, figure = max(side, key=lambda one: _telling(pieces[one[0]], one[1]))
        sides.append((number, figure, [pieces[other].id for other, _ in side if other != number]))
    sides.sort(key=lambda side: side[0])
    taken = {number for number, _ in matter}
    for number, piece in enumerate(pieces):
        if number not in taken:
            for _, figure, also in sides:
                if any(_states(one, figure) for one in piece.figures):
                    also.append(piece.id)
                    break
    made = [_side(pieces[number], figure, also) for number, figure, also in sides]
    first = sides[0][1]
    return Difference(_outcome(pieces, sides), _what(first), tuple(made))


def _telling(piece: Said, figure: Quantity) -> tuple[bool, bool]:
    """How well a sentence tells of its figure: it names who says it, and it is no title."""
    who, title = piece.claimant(figure), piece.article.first(PartKind.TITLE)
    return who is not None and who.entity is not None, title is None or not title.covers(figure.span)


def _states(one: Quantity, figure: Quantity) -> bool:
    """Whether a figure of another piece says the same, in whatever unit."""
    if one.key != figure.key or one.measure != figure.measure:
        return False
    return equal(one, figure) or (one.dimension in MEASURED and agrees(one, figure) and one.high < inf)


def _side(piece: Said, figure: Quantity, also: Iterable[str] = ()) -> Side:
    who = piece.claimant(figure)
    stated = piece.days(figure.sentence)
    back = looking_back(piece, stated)
    recent = [value for value, days in stated if days not in back and (piece.day or days.days == 1)]
    return Side(
        piece.place(figure.span, figure.sentence),
        who.text if who else "",
        recent[0] if len(recent) == 1 else "",
        figure.unit if figure.dimension not in (COUNT, ORDINAL, CLOCK) else "",
        tuple(also),
    )


def _what(figure: Quantity) -> str:
    """`altitude, in km`, `missiles`, `dead`."""
    if figure.dimension == COUNT:
        return figure.unit if figure.measure in DONE_TO else figure.measure or figure.unit
    if figure.dimension == ORDINAL:
        return f"which {figure.unit}"
    if figure.dimension == CLOCK:
        return "time of day"
    named = {"place": "distance from a place", "flight": "distance flown"}
    named[MARKET] = "market price" if figure.dimension.startswith("money") else "move on the market"
    return ", ".join(filter(None, (named.get(figure.measure, figure.measure), figure.unit)))


def _outcome(pieces: Sequence[Said], sides: Sequence[tuple[int, Quantity, list[str]]]) -> Outcome:
    """Why they differ, as far as the texts show: later, of others, or neither."""
    if _superseded([pieces[number] for number, *_ in sides], [figure for _, figure, _ in sides]):
        return Outcome.UPDATED
    said = [pieces[number].claimant(figure) for number, figure, _ in sides]
    for at, one in enumerate(said):
        for other in said[at + 1 :]:
            if one is not None and other is not None and one.differs(other):
                return Outcome.SOURCES
    return Outcome.DIFFERS


def _superseded(pieces: Sequence[Said], figures: Sequence[Quantity]) -> bool:
    """Whether the figures may all have been right in their time."""
    outlets = {piece.outlet for piece in pieces}
    if len(outlets) == 1 and "" not in outlets:
        return True  # one desk that put another figure in the place of its first
    told = list(zip(pieces, figures, strict=True))
    if all(_of_a_moment(piece, figure) for piece, figure in told):
        return True
    if any(_became(here, old, there, new) for here, old in told for there, new in told if here is not there):
        return True
    estimates = all(figure.measure in TOLLED for figure in figures)
    bounded = any(figure.amount.bound is Bound.LEAST for figure in figures)
    if not (estimates or bounded):
        return False
    days = [piece.day for piece in pieces]
    if None in days:
        return bounded
    return len(set(days)) > 1 or (bounded and estimates)


def _became(here: Said, old: Quantity, there: Said, new: Quantity) -> bool:
    """Whether a piece says of the figure of another one what it has become."""
    return any(here.figures[at] == old and there.figures[to] == new for at, to in revised(here, there))


def _of_a_moment(piece: Said, figure: Quantity) -> bool:
    """Whether the figure is as of an hour or of a day's trade: another one later contradicts nothing."""
    if figure.dimension not in ("percent", "points", "cents", COUNT) and not figure.dimension.startswith("money"):
        return False
    return _MOMENT.search(figure.sentence.of(piece.article.text)) is not None


def claimants_differ(pieces: Sequence[Said]) -> list[Difference]:
    """One figure, said to be of one source here and of another there; each pair of sources once."""
    found: dict[tuple[str, str, frozenset[str]], Difference] = {}
    for here in range(len(pieces)):
        for there in range(here + 1, len(pieces)):
            for one, other in _same_figures(pieces[here], pieces[there]):
                first, second = pieces[here].claimant(one), pieces[there].claimant(other)
                if first is None or second is None or not first.differs(second):
                    continue
                if _speaks_of(pieces[there], other, first) or _speaks_of(pieces[here], one, second):
                    continue
                key = one.dimension, str(one.amount.value), frozenset((first.entity or "", second.entity or ""))
                sides = _side(pieces[here], one), _side(pieces[there], other)
                found.setdefault(key, Difference(Outcome.CLAIMANT, _what(one), sides))
    return list(found.values())


def _same_figures(here: Said, there: Said) -> Iterator[tuple[Quantity, Quantity]]:
    for one in here.figures:
        same = [other for other in there.figures if one.key == other.key and equal(one, other)]
        fits = [other for other in same if not told_apart(here, one, there, other)
                and one.around and nearness(one, other) >= SAME_CLAIM]  # fmt: skip
        if len(same) == len(fits) == 1 and one.high < inf:
            yield one, fits[0]


def _speaks_of(piece: Said, figure: Quantity, who: Claimant) -> bool:
    """Whether the sentence also names that claimant."""
    return any(m.entity == who.entity for m in piece.analysis.mentions if figure.sentence.covers(m.span))
