"""What only one piece of an event says: numbers, names, quotations, days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nkreader.analysis.matching import agrees
from nkreader.analysis.quantities import CLOCK, COUNT, ORDINAL, Quantity
from nkreader.analysis.quotations import LIKE, Spoken, alike, shared_part
from nkreader.analysis.said import Said
from nkreader.model.article import PartKind
from nkreader.model.dates import DateMention, Precision
from nkreader.model.entities import Mention
from nkreader.model.folding import fold
from nkreader.model.motions import span_at
from nkreader.model.spans import Span
from nkreader.model.versions import Only, Sort

_DATED = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.RANGE, Precision.WEEK})
"""Precisions of days that are worth telling."""


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
    for figure in sorted(piece.figures, key=lambda one: title.covers(one.span)):
        key = (*figure.key, figure.amount.value)
        if key in told or any(_has(other, figure) for other in others):
            continue
        told.add(key)
        yield Only(Sort.NUMBER, piece.place(figure.span, figure.sentence))


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
    aside = [*piece.article.all(PartKind.BYLINE), *([line.span] if (line := piece.analysis.dateline) else [])]
    told: set[str] = set()
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
        yield Only(Sort.NAME, piece.place(mention.span, sentence), mention.name)


def _meant(mention: Mention) -> tuple[str, ...]:
    return (mention.entity,) if mention.entity else mention.candidates


def _quotes(here: Spoken, others: Sequence[Spoken]) -> Iterator[Only]:
    quotes = [one for other in others for one in other.quotes]
    sentences = [one for other in others for one in other.sentences]
    for one in here.quotes:
        if any(alike(one, other) >= LIKE for other in quotes):
            continue
        if not any(shared_part(one.terms, other.terms) >= LIKE for other in sentences):
            yield Only(Sort.QUOTATION, here.piece.place(one.span, one.sentence), one.speaker)


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
        yield Only(Sort.DATE, piece.place(date.span, sentence), date.value)


def _states(other: Said, date: DateMention) -> bool:
    if _own_day(other, date):
        return True
    return any(one.interval.intersect(date.interval) is not None for one in other.analysis.dates)


def _own_day(piece: Said, date: DateMention) -> bool:
    """Whether the piece appeared, or its event happened, then."""
    own = (piece.analysis.published, piece.analysis.reported, piece.analysis.happened)
    return any(when.known and when.interval.intersect(date.interval) is not None for when in own)
