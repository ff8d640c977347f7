"""The chronology of a library: its events in order of time, and what its pieces recall. One text at a time is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from nkreader.analysis.main_sentence import main_sentence, place_in, within
from nkreader.analysis.recalling import Recalled, place_of, recalled
from nkreader.archive import joined
from nkreader.archive.appearances import appearances
from nkreader.archive.event_dates import event_dates
from nkreader.archive.headlines import headlines
from nkreader.archive.serial import analysis_from_json, article_from_json
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article
from nkreader.model.chronicle import Episode, Source
from nkreader.model.dates import Basis, Interval, PartialDate
from nkreader.model.entities import Entity
from nkreader.model.headline import Headline
from nkreader.model.occasion import Occasion
from nkreader.model.spans import Span
from nkreader.model.timeline import By, chronological

Matches = Callable[[str], Sequence[Span]]
"""Where a text has what was searched for."""

_PIECE = """
SELECT v.article_json, n.analysis_json FROM version v JOIN analysis n ON n.article = v.article
WHERE v.article = ? ORDER BY v.number DESC LIMIT 1
"""
_OPENS = "the sentence opens with “"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows a chronology has."""

    by: By = By.PUBLISHED
    ids: frozenset[str] | None = None
    """The pieces; None for all."""
    days: Interval = field(default_factory=Interval)
    """The days in which they may lie."""
    entity: Entity | None = None
    """The name that each row has in its sentence."""
    background: bool = False
    """Also what the pieces recall, each marked as that."""
    matches: Matches | None = None
    """Of what is recalled, only sentences that have one; None for all."""


def chronology(db: sqlite3.Connection, wanted: Wanted, go_on: Callable[[], None] = lambda: None) -> Iterator[Episode]:
    """The rows in order of time. `go_on` is called before each event is read, and gives the work up by raising."""
    if wanted.entity is None and not wanted.background:
        for group in sorted(_groups(headlines(db, wanted.ids)), key=lambda group: _order(group, wanted.by)):
            go_on()
            if (row := _episode(db, group, wanted.by)) is not None and row.within(wanted.days):
                yield row
        return
    yield from sorted((row for row in _all(db, wanted, go_on) if row.within(wanted.days)), key=lambda row: row.order)


def _all(db: sqlite3.Connection, wanted: Wanted, go_on: Callable[[], None]) -> Iterator[Episode]:
    """What is reported and what is recalled, in no order."""
    if wanted.entity is None:
        pieces = headlines(db, wanted.ids)
        for group in _groups(pieces):
            go_on()
            if (row := _episode(db, group, wanted.by)) is not None:
                yield row
    else:
        named = {*joined.articles(db, joined.together(db, wanted.entity.id))}
        pieces = headlines(db, named if wanted.ids is None else named & wanted.ids)
        kept = {piece.id for piece in pieces}
        for occasion in appearances(db, wanted.entity, Interval()):
            go_on()
            if (row := _named(db, occasion, kept, wanted.by)) and not row.background:
                yield row
    if wanted.background:
        yield from _together(row for piece in pieces for row in _recalled(db, piece, wanted, go_on))


def _groups(pieces: Iterable[Headline]) -> list[list[Headline]]:
    """The pieces of each event, in order of publication."""
    found: dict[str, list[Headline]] = {}
    for piece in pieces:
        found.setdefault(piece.event or piece.id, []).append(piece)
    return [*found.values()]


def _order(group: Sequence[Headline], by: By) -> tuple[object, ...]:
    """As `Episode.order` has it, before any text is read."""
    when = dict(zip(_THREE, event_dates(group), strict=True))[by]
    undated, first, last, *_ = chronological(replace(group[0], published=when))
    return undated, first, last, min(piece.id for piece in group)


_THREE = (By.HAPPENED, By.REPORTED, By.PUBLISHED)


def _read(db: sqlite3.Connection, ident: str) -> tuple[Article, Analysis] | None:
    row = db.execute(_PIECE, (ident,)).fetchone()
    return None if row is None else (article_from_json(row[0]), analysis_from_json(row[1]))


def _episode(db: sqlite3.Connection, group: Sequence[Headline], by: By) -> Episode | None:
    """The row of an event, told by the piece nearest to where its news came from; None if none is there any more."""
    happened, reported, published = event_dates(group)
    read = [(piece, *known) for piece in group if (known := _read(db, piece.id)) is not None]
    if not read:
        return None
    first, article, analysis = min(read, key=lambda one: (_distance(one[0], one[2]), chronological(one[0])))
    span = main_sentence(article, analysis, happened) or Span(0, 0)
    place, basis = _place(article, analysis, span)
    chains = {piece.id: _chain(known) for piece, _, known in read}
    sources = tuple(Source(piece, chains[piece.id]) for piece in [first, *(p for p, *_ in read if p is not first)])
    sentence = span.of(article.text)
    return Episode(by, happened, reported, published, sources, span, sentence, place, basis)


def _distance(piece: Headline, analysis: Analysis) -> tuple[int, bool]:
    """How many hands the news of a piece went through, as far as it says; what names nobody comes last."""
    return len(analysis.origins) or 10**3, not piece.outlet


def _chain(analysis: Analysis) -> tuple[str, ...]:
    return tuple(origin.name for origin in analysis.origins)


def _place(article: Article, analysis: Analysis, span: Span) -> tuple[str | None, str | None]:
    """Where it was and what says so: the sentence, or else the dateline."""
    said = place_in(article.text, span, analysis.mentions)
    if said is not None:
        return " ".join(said.of(article.text).split()), "sentence"
    line = analysis.dateline
    return (line.place, "dateline") if line is not None and line.place else (None, None)


def _named(db: sqlite3.Connection, occasion: Occasion, kept: set[str], by: By) -> Episode | None:
    """The row of an event in which a name occurs; None where its pieces are not among those to be `kept`."""
    pieces = [piece for piece in occasion.pieces if piece.id in kept]
    if occasion.article not in kept:
        return None
    sources = []
    for piece in sorted(pieces, key=lambda piece: (piece.id != occasion.article, chronological(piece))):
        known = _read(db, piece.id)
        sources.append(Source(piece, _chain(known[1]) if known else ()))
    return Episode(
        by,
        occasion.happened,
        occasion.reported,
        occasion.published,
        tuple(sources),
        occasion.span,
        occasion.sentence,
        occasion.place,
        occasion.place_basis,
        _recalling(occasion),
        occasion.manner,
        occasion.role,
    )


def _recalling(occasion: Occasion) -> str:
    """The words of the date by which the sentence recalls something; empty where it tells what its pieces report."""
    told, reason = occasion.happened, occasion.happened.reason
    own = [when for when in (occasion.reported, occasion.published) if when.known]
    first = min((when.interval.earliest for when in own if when.interval.earliest), default=None)
    latest = told.interval.latest
    if not reason.startswith(_OPENS) or first is None or latest is None or (first - latest).days <= 31:
        return ""
    return reason.removeprefix(_OPENS).split("”", 1)[0]


def _together(rows: Iterable[Episode]) -> Iterator[Episode]:
    """What several pieces recall in the very same words as one row, told by the first of them."""
    found: dict[tuple[str, str | None], list[Episode]] = {}
    for row in rows:
        found.setdefault((" ".join(row.sentence.split()), row.happened.value), []).append(row)
    for same in found.values():
        first, *more = sorted(same, key=lambda row: chronological(row.first))
        yield replace(first, sources=(*first.sources, *(source for row in more for source in row.sources)))


def _recalled(db: sqlite3.Connection, piece: Headline, wanted: Wanted, go_on: Callable[[], None]) -> Iterator[Episode]:
    """What a piece recalls, a row for each date of each sentence."""
    go_on()
    known = _read(db, piece.id)
    if known is None:
        return
    article, analysis = known
    found = wanted.matches(article.text) if wanted.matches else None
    ids = joined.together(db, wanted.entity.id) if wanted.entity else ()
    for one in recalled(article, analysis, (piece.happened, piece.reported, piece.published)):
        span = one.span
        if wanted.entity and all(name.entity not in ids for name in within(analysis.mentions, span)):
            continue
        if found is not None and not any(span.overlaps(match) for match in found):
            continue
        words = " ".join(one.mention.span.of(article.text).split())
        said = place_of(article.text, one, analysis.mentions)
        place = " ".join(said.of(article.text).split()) if said else None
        yield Episode(
            wanted.by,
            _as_date(one, words),
            PartialDate.unknown("It is only recalled."),
            piece.published,
            (Source(piece, _chain(analysis)),),
            span,
            span.of(article.text),
            place,
            "sentence" if place else None,
            words,
        )


def _as_date(found: Recalled, words: str) -> PartialDate:
    mention = found.mention
    reason = f"the sentence recalls “{words}”: {mention.reason}"
    return PartialDate(mention.value, mention.precision, mention.interval, Basis.MENTION, found.certainty, reason)
