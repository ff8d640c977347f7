"""What only one piece of an event says: numbers, names, quotations, days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log10

from nkreader.analysis.amounts import Bound
from nkreader.analysis.apart import TOLLED, agrees
from nkreader.analysis.clocks import CLOCK
from nkreader.analysis.quantities import COUNT, ORDINAL, Quantity
from nkreader.analysis.quotations import LIKE, Spoken, alike, shared_part
from nkreader.analysis.said import Said
from nkreader.analysis.terms import rarity
from nkreader.model.article import PartKind
from nkreader.model.dates import DateMention, Precision
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.folding import fold
from nkreader.model.motions import span_at
from nkreader.model.spans import Span
from nkreader.model.versions import Only, Sort

_DATED = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.RANGE, Precision.WEEK})
"""Precisions of days that are worth telling."""
_CREDITS = re.compile(
    r"\((?:(?:Additional\s)?(?:Reporting|Writing|Editing)|Compiled|Written|Edited)\s(?:by|and)\b[^()\n]{3,400}(?:\)|$)",
    re.MULTILINE,
)
"""Who made the piece, at its end."""
FEW, COMMON, COMMON_VAGUE = 3, 2.5, 4.0
"""A count below the first of what is commoner than the second says little, and a vague one of what the third is."""
_TIMES = frozenset({"short time", "hours", "days", "weeks", "months", "years", CLOCK})
_KINDS = {
    EntityKind.PERSON: 3.0, EntityKind.WEAPON: 3.0, EntityKind.ORGANISATION: 2.0, EntityKind.EVENT: 2.0,
    EntityKind.PLACE: 1.0,
}  # fmt: skip
"""How much a name of each kind tells."""


def only_here(spoken: Sequence[Spoken]) -> tuple[Only, ...]:
    """By piece, in text order; nothing of a piece alone."""
    if len(spoken) < 2:
        return ()
    found: list[Only] = []
    for here in spoken:
        piece, apart = here.piece, [other for other in spoken if other is not here]
        others = [other.piece for other in apart]
        rows = [*_numbers(piece, others), *_names(piece, others), *_quotes(here, apart), *_dates(piece, others)]
        found += sorted(rows, key=lambda row: row.place.span)
    return tuple(found)


def _numbers(piece: Said, others: Sequence[Said]) -> Iterator[Only]:
    """Each figure once, where a sentence has it rather than the title."""
    told: set[tuple[str, str, float]] = set()
    title = piece.article.first(PartKind.TITLE) or Span(0, 0)
    own = [one for one in piece.figures if not _is_converted(piece, one)]
    for figure in sorted(own, key=lambda one: title.covers(one.span)):
        key = (*figure.key, figure.amount.value)
        if figure.implied or _says_little(figure) or key in told or any(_has(other, figure) for other in others):
            continue
        told.add(key)
        weight = _weight(figure) + _early(piece, figure.span)
        yield Only(Sort.NUMBER, piece.place(figure.span, figure.sentence), weight=weight)


def _is_converted(piece: Said, figure: Quantity) -> bool:
    """Whether it says the figure before it in another unit: `600 kilometers (370 miles)`."""
    before = piece.article.text[max(0, figure.span.start - 3) : figure.span.start]
    return before.endswith("(") and any(
        0 < figure.span.start - one.span.end <= len(" (") and one.dimension != COUNT for one in piece.figures
    )


def _says_little(figure: Quantity) -> bool:
    """`two sides`, `several years`, the `$1` of a rate of exchange: no news wherever they stand."""
    if figure.dimension.startswith("money") and figure.amount.value == 1:
        return True
    if figure.dimension == COUNT:
        vague = figure.amount.bound is Bound.VAGUE
        common = COMMON_VAGUE if vague else COMMON
        return (vague or figure.amount.value < FEW) and not figure.measure and rarity(figure.thing) < common
    return figure.amount.bound is Bound.VAGUE and figure.dimension in _TIMES


def _weight(figure: Quantity) -> float:
    """What became of people weighs most, then what is measured, then what is counted by how rare it is."""
    if figure.measure in TOLLED:
        return 10.0
    if figure.dimension == COUNT:
        return min(rarity(figure.thing), 6.0) + min(log10(max(figure.amount.value, 1.0)), 4.0) / 2
    if figure.dimension in _TIMES or figure.dimension == ORDINAL:
        return 2.0
    return 7.0 if figure.measure else 5.0


def _early(piece: Said, span: Span) -> float:
    """More for what stands near the beginning."""
    return 2.0 * (1 - span.start / max(1, len(piece.article.text)))


def _has(other: Said, figure: Quantity) -> bool:
    """Whether another piece has the figure, or a number that may be it."""
    for one in other.figures:
        if one.amount.value == figure.amount.value and one.amount.ordinal == figure.amount.ordinal:
            return True
        loose = figure.dimension in (COUNT, ORDINAL, CLOCK)
        if one.dimension == figure.dimension and not loose and agrees(one, figure):
            return True
        if loose and one.key == figure.key and agrees(one, figure):
            return True
    return False


def _names(piece: Said, others: Sequence[Said]) -> Iterator[Only]:
    """Names that no other piece has under any name known for them; outlet and dateline are no news."""
    known = {ident for other in others for mention in other.analysis.mentions for ident in _meant(mention)}
    texts = [fold(other.article.text) for other in others]
    own = {origin.entity for origin in piece.analysis.origins if origin.span is None}
    text = piece.article.text
    aside = [*piece.article.all(PartKind.BYLINE), *([line.span] if (line := piece.analysis.dateline) else [])]
    aside += [Span(*match.span()) for match in _CREDITS.finditer(text)]
    told: set[str] = set()
    times = Counter(mention.entity for mention in piece.analysis.mentions)
    for mention in piece.analysis.mentions:
        entity = mention.entity
        if (
            entity is None
            or entity in known
            or entity in told
            or entity in own
            or any(part.overlaps(mention.span) for part in aside)
        ):
            continue
        sentence = span_at(piece.analysis.sentences, mention.span.start)
        if sentence is None or not sentence.covers(mention.span):
            continue
        forms = {fold(mention.span.of(piece.article.text)), fold(mention.name)}
        if any(form in text for form in forms for text in texts):
            continue
        told.add(entity)
        weight = _KINDS[mention.kind] + min(times[entity], 5) / 2 + _early(piece, mention.span)
        yield Only(Sort.NAME, piece.place(mention.span, sentence), mention.name, weight)


def _meant(mention: Mention) -> tuple[str, ...]:
    return (mention.entity,) if mention.entity else mention.candidates


def _quotes(here: Spoken, others: Sequence[Spoken]) -> Iterator[Only]:
    quotes = [one for other in others for one in other.quotes]
    sentences = [one for other in others for one in other.sentences]
    for one in here.quotes:
        if any(alike(one, other) >= LIKE for other in quotes):
            continue
        if not any(shared_part(one.terms, other.terms) >= LIKE for other in sentences):
            weight = 2.0 * bool(one.speaker) + min(len(one.words), 20) / 10 + _early(here.piece, one.span)
            yield Only(Sort.QUOTATION, here.piece.place(one.span, one.sentence), one.speaker, weight)


def _dates(piece: Said, others: Sequence[Said]) -> Iterator[Only]:
    """Days that no other piece states, nor is of; each once."""
    told: set[str] = set()
    line = piece.analysis.dateline.span if piece.analysis.dateline else Span(0, 0)
    for date in piece.analysis.dates:
        if date.precision not in _DATED or date.value in told or line.overlaps(date.span):
            continue
        sentence = span_at(piece.analysis.sentences, date.span.start)
        if sentence is None or not sentence.covers(date.span):
            continue
        if any(_states(other, date) for other in (piece, *others) if other is not piece or _own_day(piece, date)):
            continue
        told.add(date.value)
        weight = 2.0 * (date.precision is Precision.DAY) + _early(piece, date.span)
        yield Only(Sort.DATE, piece.place(date.span, sentence), date.value, weight)


def _states(other: Said, date: DateMention) -> bool:
    if _own_day(other, date):
        return True
    return any(one.interval.intersect(date.interval) is not None for one in other.analysis.dates)


def _own_day(piece: Said, date: DateMention) -> bool:
    """Whether the piece appeared, or its event happened, then."""
    own = (piece.analysis.published, piece.analysis.reported, piece.analysis.happened)
    return any(when.known and when.interval.intersect(date.interval) is not None for when in own)
