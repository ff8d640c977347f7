"""Which pieces are compared with one to find those related to it: looked up by names, words and days, never all.

Each way of looking gives its best few, so that what is compared does not grow with the library: pieces that share its
rarest names; those among them that are near in time; those of the days around it that share the words of its lead;
those that begin with the words beside a date it tells of, from about that day; and those that tell of its day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from nkreader.analysis.grouping import telling
from nkreader.analysis.relating.naming import TOO_COMMON, Sighting
from nkreader.analysis.relating.paper import Paper, Sentence
from nkreader.analysis.terms import rarity, term
from nkreader.archive.recalled import PRECISIONS
from nkreader.archive.serial import dumps

BY_NAME, NEAR, BY_WORDS, TOLD, TOLD_ALL, TELLING_OF_IT = 20, 14, 10, 3, 12, 8
"""How many at most each way gives: by the rarest names, of these near in time, by words, for each date told of, for
all of these, and those that tell of the piece's day."""
AROUND = 30
"""Days around a piece that are near to it."""
TERMS = 12
"""Rarest words by which is looked up."""
ALIKE = 3
"""How many of them another one has to begin with."""
LATE = 3
"""Days after an event within which it is published."""
DATES = 12
"""Dates told of that are followed."""

_BY_NAME = """
SELECT g.article FROM json_each(?1) w CROSS JOIN naming g ON g.entity = w.key
WHERE g.article != ?2 GROUP BY g.article ORDER BY sum(w.value) DESC, g.article LIMIT ?3
"""
_NEAR = """
SELECT g.article FROM json_each(?1) w CROSS JOIN naming g ON g.entity = w.key
JOIN listed l ON l.article = g.article AND l.day BETWEEN ?4 AND ?5
WHERE g.article != ?2 GROUP BY g.article ORDER BY sum(w.value) DESC, g.article LIMIT ?3
"""
_BY_WORDS = """
WITH begun(article, worth) AS (
    SELECT t.article, w.value FROM json_each(?1) w CROSS JOIN telling t ON t.term = w.key AND t.day BETWEEN ?4 AND ?5
    UNION ALL
    SELECT t.article, w.value FROM json_each(?1) w CROSS JOIN telling t ON t.term = w.key AND t.day = 0
)
SELECT article FROM begun
WHERE article != ?2 GROUP BY article HAVING count(*) >= ?6 ORDER BY sum(worth) DESC, article LIMIT ?3
"""
"""A piece whose own evidence gives no day (0) may be of any."""
_RECALLING = """
WITH telling_of(article) AS (
    SELECT article FROM recalled WHERE first BETWEEN ?3 AND ?4 AND last = first
    UNION
    SELECT article FROM recalled WHERE first BETWEEN ?3 - 31 AND ?4 AND last > first AND last BETWEEN ?3 AND ?4 + 31
)
SELECT g.article FROM telling_of r CROSS JOIN json_each(?1) w CROSS JOIN naming g
ON g.entity = w.key AND g.article = r.article
WHERE g.article != ?2 GROUP BY g.article ORDER BY sum(w.value) DESC, g.article LIMIT ?5
"""


def candidates(db: sqlite3.Connection, here: Paper, sightings: Mapping[str, Sighting]) -> list[str]:
    """Ids of the articles to compare with one, each once."""
    found = chain(
        _by_name(db, here, sightings), _by_words(db, here), _told(db, here), _telling_of_it(db, here, sightings)
    )
    return [*dict.fromkeys(found)]


def _by_name(db: sqlite3.Connection, here: Paper, sightings: Mapping[str, Sighting]) -> Iterator[str]:
    worth = dumps(
        {
            entity: int(sighting.rarity * 1000)
            for entity, sighting in sightings.items()
            if sighting.rarity >= TOO_COMMON and sighting.articles > 1
        }
    )
    yield from (row[0] for row in db.execute(_BY_NAME, (worth, here.id, BY_NAME)))
    day = here.analysis.published.interval.earliest
    if day is not None:
        first, last = (_iso(day.toordinal() + step) for step in (-AROUND, AROUND))
        yield from (row[0] for row in db.execute(_NEAR, (worth, here.id, NEAR, first, last)))


def _by_words(db: sqlite3.Connection, here: Paper) -> Iterator[str]:
    day = here.analysis.published.interval.earliest
    if day is not None:
        around = day.toordinal() - AROUND, day.toordinal() + AROUND
        yield from _telling(db, here.id, telling(here.signature), around, BY_WORDS, ALIKE)


def _told(db: sqlite3.Connection, here: Paper) -> Iterator[str]:
    """Pieces that begin with what is said beside a date, from about that day."""
    found: list[str] = []
    own = here.analysis.published.interval
    dates = [said for said in here.analysis.dates if said.precision in PRECISIONS]
    past = [said for said in dates if said.interval.latest and own.earliest and said.interval.latest < own.earliest]
    for said in past[:DATES]:
        sentence = next((one for one in here.sentences if one.span.covers(said.span)), None)
        if sentence is None or said.interval.earliest is None or said.interval.latest is None:
            continue
        days = said.interval.earliest.toordinal(), said.interval.latest.toordinal() + LATE
        found += _telling(db, here.id, said_words(here, sentence), days, TOLD, 2)
    return iter([*dict.fromkeys(found)][:TOLD_ALL])


def said_words(here: Paper, sentence: Sentence) -> list[str]:
    """The terms of a sentence, those of its names among them."""
    inside = [*sentence.words]
    names = [word for span in sentence.names.values() for word in span.of(here.text).split()]
    return [*inside, *(term(word) for word in names if word[0].isalnum())]


def _telling(
    db: sqlite3.Connection, ident: str, terms: Sequence[str], days: tuple[int, int], most: int, alike: int
) -> Iterator[str]:
    rarest = sorted(set(terms), key=lambda name: (-rarity(name), name))[:TERMS]
    worth = dumps({name: int(rarity(name) * 100) for name in rarest})
    yield from (row[0] for row in db.execute(_BY_WORDS, (worth, ident, most, *days, alike)))


def beginning_with(
    db: sqlite3.Connection, ident: str, terms: Sequence[str], first: date, last: date, most: int
) -> list[str]:
    """Articles of some days that begin with some of the rarest of these terms, but for one; the best first."""
    return [*_telling(db, ident, terms, (first.toordinal(), last.toordinal()), most, 2)]


def _telling_of_it(db: sqlite3.Connection, here: Paper, sightings: Mapping[str, Sighting]) -> Iterator[str]:
    for days in here.days:
        if days.earliest is None or days.latest is None:
            continue
        worth = dumps({entity: int(sighting.rarity * 1000) + 1 for entity, sighting in sightings.items()})
        first = days.earliest.toordinal() - (LATE if days == here.analysis.published.interval else 0)
        found = db.execute(_RECALLING, (worth, here.id, first, days.latest.toordinal(), TELLING_OF_IT))
        yield from (row[0] for row in found)


def _iso(ordinal: int) -> str:
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal()))).isoformat()
