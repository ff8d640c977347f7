"""Where pieces on one event differ in what they count and measure, why, and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from nkreader.analysis.amounts import Bound
from nkreader.analysis.claims import Claimant
from nkreader.analysis.matching import (
    TOLLED,
    agrees,
    both,
    equal,
    estimates,
    looking_back,
    matched,
    nearness,
    told_apart,
)
from nkreader.analysis.measures import MEASURED
from nkreader.analysis.quantities import CLOCK, COUNT, ORDINAL, Quantity
from nkreader.analysis.said import Said
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
    pairs: list[tuple[float, int, int, int, int]] = []
    for here in range(len(pieces)):
        for there in range(here + 1, len(pieces)):
            for score, one, other in matched(pieces[here], pieces[there]):
                figures = pieces[here].figures[one], pieces[there].figures[other]
                if not any(both(piece, *figures) for piece in pieces):
                    pairs.append((score, here, one, there, other))
    rows = [*_rows(pieces, _matters(pairs)), *claimants_differ(pieces)]
    order = list(Outcome)
    numbers = {piece.id: number for number, piece in enumerate(pieces)}

    def rank(row: Difference) -> tuple[int, int, Span]:
        return order.index(row.outcome), numbers[row.sides[0].place.article], row.sides[0].place.span

    return tuple(sorted(rows, key=rank))


def _matters(pairs: Iterable[tuple[float, int, int, int, int]]) -> list[list[tuple[int, int]]]:
    """Matched pairs brought together, where each figure is matched with each other one."""
    matters: dict[tuple[int, int], list[tuple[int, int]]] = {}
    ordered = sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))
    tied = {((here, one), (there, other)) for _, here, one, there, other in ordered}
    for _, here, one, there, other in ordered:
        first = matters.setdefault((here, one), [(here, one)])
        second = matters.setdefault((there, other), [(there, other)])
        if first is second or not all((min(a, b), max(a, b)) in tied for a in first for b in second):
            continue
        first += second
        for figure in second:
            matters[figure] = first
    unique = {id(matter): matter for matter in matters.values() if len(matter) > 1}
    return sorted(sorted(matter) for matter in unique.values())


def _rows(pieces: Sequence[Said], matters: Iterable[Sequence[tuple[int, int]]]) -> Iterator[Difference]:
    """Each matter once: titles say again what sentences say, and say who says it."""
    best: dict[object, tuple[int, Difference]] = {}
    for matter in matters:
        row = _row(pieces, matter)
        if row is None:
            continue
        first = pieces[matter[0][0]].figures[matter[0][1]]
        same = first.key, first.measure, frozenset(_value(pieces, number, at) for number, at in matter)
        told = sum(bool(side.claimant) + bool(side.as_of) for side in row.sides)
        if same not in best or told > best[same][0]:
            best[same] = told, row
    yield from (row for _, row in best.values())


def _value(pieces: Sequence[Said], number: int, at: int) -> tuple[int, float, Bound]:
    amount = pieces[number].figures[at].amount
    return number, amount.value, amount.bound


def _row(pieces: Sequence[Said], matter: Sequence[tuple[int, int]]) -> Difference | None:
    """A matter as readers are told of it: one side a figure, with the other pieces that have it."""
    sides: list[tuple[int, Quantity, list[str]]] = []
    for number, at in matter:
        figure = pieces[number].figures[at]
        same = next((side for side in sides if agrees(side[1], figure) and not estimates(side[1], figure)), None)
        if same is None:
            sides.append((number, figure, []))
        else:
            same[2].append(pieces[number].id)
    if len(sides) < 2:
        return None
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
        return figure.measure or figure.unit
    if figure.dimension == ORDINAL:
        return f"which {figure.unit}"
    if figure.dimension == CLOCK:
        return "time of day"
    place = {"place": "distance from a place", "flight": "distance flown"}
    return ", ".join(filter(None, (place.get(figure.measure, figure.measure), figure.unit)))


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
    if all(_of_a_moment(piece, figure) for piece, figure in zip(pieces, figures, strict=True)):
        return True
    estimates = all(figure.measure in TOLLED for figure in figures)
    bounded = any(figure.amount.bound is Bound.LEAST for figure in figures)
    if not (estimates or bounded):
        return False
    days = [piece.day for piece in pieces]
    if None in days:
        return bounded
    return len(set(days)) > 1 or (bounded and estimates)


def _of_a_moment(piece: Said, figure: Quantity) -> bool:
    """Whether the figure is as of an hour or of a day's trade: another one later contradicts nothing."""
    if figure.dimension not in ("percent", "points", COUNT) and not figure.dimension.startswith("money"):
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
