"""The dossier of a name. A name of a hundred thousand pieces costs no more than one of a hundred.

People whom nobody listed and who are one (`archive.joining`) have one dossier, whichever of them is asked for.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from nkreader.archive import joined, persons, repairs
from nkreader.archive.headlines import headlines
from nkreader.archive.serial import analysis_from_json, article_from_json, dumps
from nkreader.model.dossier import Appearance, Dossier
from nkreader.model.entities import Entity
from nkreader.model.headline import Headline
from nkreader.model.spans import Span

MOST = 40
"""Pieces that are read, half of them the newest and half the oldest where there are more."""
FEW = 1000
"""Up to so many pieces are put in order; of more, the days are gone through until enough name it."""

_COUNT = """
SELECT count(DISTINCT article), coalesce(sum(mentions), 0) FROM naming
WHERE entity IN (SELECT value FROM json_each(?))
"""
_ALL = """
SELECT DISTINCT n.article, l.day FROM naming n JOIN listed l ON l.article = n.article
WHERE n.entity IN (SELECT value FROM json_each(?)) ORDER BY l.day IS NULL, l.day DESC, n.article
"""
_BY_DAY = """
SELECT l.article, l.day FROM listed l CROSS JOIN naming n ON n.entity = ?1 AND n.article = l.article
WHERE l.day IS NOT NULL ORDER BY l.day {0}, l.article LIMIT ?2
"""
_PIECE = """
SELECT v.article_json, n.analysis_json FROM version v JOIN analysis n ON n.article = v.article
WHERE v.article = ? ORDER BY v.number DESC LIMIT 1
"""


def dossier(db: sqlite3.Connection, entity: Entity, most: int = MOST, few: int = FEW, alone: bool = False) -> Dossier:
    """What the library holds about a name, from `most` of its pieces at most.

    `alone` leaves out whoever else is counted as one with it.
    """
    ids = (entity.id,) if alone else joined.together(db, entity.id)
    entity = entity if len(ids) == 1 else joined.person(db, entity.id) or entity
    pieces, mentions = db.execute(_COUNT, (dumps(ids),)).fetchone()
    newest, oldest, first, last = _chosen(db, ids, pieces, max(2, most), few)
    asked = {ident for ident in (first, last) if ident}
    known = {headline.id: headline for headline in headlines(db, {*newest, *oldest, *asked})}
    forms: Counter[str] = Counter()
    new, old = (
        tuple(found for ident in idents if ident in known for found in _in_piece(db, known[ident], ids, forms))
        for idents in (newest, oldest)
    )
    told = [repairs.told_of(db, ident) for ident in ids]
    return Dossier(
        entity,
        pieces,
        mentions,
        tuple(sorted(forms.items(), key=lambda item: (-item[1], item[0]))),
        len(newest) + len(oldest),
        known.get(first or ""),
        known.get(last or ""),
        new,
        old,
        tuple(dict.fromkeys(line for said, _ in told for line in said)),
        any(given for _, given in told),
        tuple(persons.spelled(db, entity.id, alone).doubts()),
        ids,
    )


def _chosen(
    db: sqlite3.Connection, ids: Sequence[str], pieces: int, most: int, few: int
) -> tuple[Sequence[str], Sequence[str], str | None, str | None]:
    """The newest and the oldest pieces, both newest first, and the first and the last dated one."""
    half = most // 2
    if pieces > few and len(ids) == 1:
        (entity,) = ids
        down = [row[0] for row in db.execute(_BY_DAY.format("DESC"), (entity, half))]
        up = [row[0] for row in db.execute(_BY_DAY.format("ASC"), (entity, half)) if row[0] not in set(down)]
        return down, up[::-1], up[0] if up else None, down[0] if down else None
    rows = db.execute(_ALL, (dumps(ids),)).fetchall()
    dated = [ident for ident, day in rows if day is not None]
    first, last = (dated[-1], dated[0]) if dated else (None, None)
    if len(rows) <= most:
        return [row[0] for row in rows], (), first, last
    chosen = dated if len(dated) > most else [row[0] for row in rows]
    return chosen[:half], chosen[-half:], first, last


def _in_piece(
    db: sqlite3.Connection, headline: Headline, ids: Sequence[str], forms: Counter[str]
) -> Iterator[Appearance]:
    """The sentences of a piece that name it; `forms` counts how they do."""
    row = db.execute(_PIECE, (headline.id,)).fetchone()
    if row is None:  # removed meanwhile
        return
    text, analysis = article_from_json(row[0]).text, analysis_from_json(row[1])
    starts = [sentence.start for sentence in analysis.sentences]
    places: dict[Span, list[Span]] = {}
    for mention in analysis.mentions:
        if mention.entity in ids:
            forms[" ".join(mention.span.of(text).split())] += 1
            at = bisect_right(starts, mention.span.start) - 1
            sentence = analysis.sentences[at] if at >= 0 else mention.span
            if not sentence.covers(mention.span):  # outside of every sentence: a byline, a label
                sentence = mention.span
            places.setdefault(sentence, []).append(mention.span)
    for sentence, found in places.items():
        names = tuple(Span(span.start - sentence.start, span.end - sentence.start) for span in found)
        yield Appearance(headline, found[0].start, sentence.of(text), names)
