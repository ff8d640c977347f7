"""Which pieces are compared with one to find those related to it: looked up by names, words and days, never all.

Each way of looking gives its best few, so that what is compared does not grow with the library: pieces that share its
rarest names; those among them that are near in time; those of the days around it that share the words of its lead;
those that begin with the words beside a date it tells of, from about that day; and those that tell of its day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice

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
AT_ONCE = 100
"""Articles whose days are looked up together."""

_BY_NAME = """
SELECT g.article, sum(w.value), count(*) FROM json_each(?1) w CROSS JOIN naming g ON g.entity = w.key
WHERE g.article != ?2 GROUP BY g.article ORDER BY sum(w.value) DESC, g.article
"""
_OF_DAYS = """
SELECT l.article FROM json_each(?1) w CROSS JOIN listed l ON l.article = w.value
WHERE l.day BETWEEN ?2 AND ?3 ORDER BY w.key
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
SELECT article FROM recalled WHERE first BETWEEN ?1 AND ?2 AND last = first
UNION
SELECT article FROM recalled WHERE first BETWEEN ?1 - 31 AND ?2 AND last > first AND last BETWEEN ?1 AND ?2 + 31
"""
_NAMING = """
WITH named(entity, worth) AS MATERIALIZED (SELECT key, value FROM json_each(?1))
SELECT g.article FROM json_each(?2) r CROSS JOIN naming g INDEXED BY naming_article ON g.article = r.value
CROSS JOIN named n ON n.entity = g.entity GROUP BY g.article ORDER BY sum(n.worth) DESC, g.article LIMIT ?3
"""
"""The names of each piece are read out of the index, which is much shorter than the table."""


def candidates(db: sqlite3.Connection, here: Paper, sightings: Mapping[str, Sighting]) -> list[str]:
    """Ids of the articles to compare with one, each once."""
    worth = {
        entity: int(sighting.rarity * 1000)
        for entity, sighting in sightings.items()
        if sighting.rarity >= TOO_COMMON and sighting.articles > 1
    }
    rare = db.execute(_BY_NAME, (dumps(worth), here.id)).fetchall()
    sums = {article: value + names for article, value, names in rare}
    found = chain(
        _by_name(db, here, [row[0] for row in rare]),
        _by_words(db, here),
        _told(db, here),
        _telling_of_it(db, here, sightings, sums),
    )
    return [*dict.fromkeys(found)]


def _by_name(db: sqlite3.Connection, here: Paper, found: Sequence[str]) -> Iterator[str]:
    """Of the pieces that share a rare name, the best first, those that come first, and those of the days around."""
    yield from found[:BY_NAME]
    day = here.analysis.published.interval.earliest
    if day is not None:
        first, last = (_iso(day.toordinal() + step) for step in (-AROUND, AROUND))
        yield from islice(_of_days(db, found, first, last), NEAR)


def _of_days(db: sqlite3.Connection, found: Sequence[str], first: str, last: str) -> Iterator[str]:
    """Those of some articles that are of these days, in their order; no more days are looked up than are asked for."""
    for at in range(0, len(found), AT_ONCE):
        yield from (row[0] for row in db.execute(_OF_DAYS, (dumps(found[at : at + AT_ONCE]), first, last)))


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


def _telling_of_it(
    db: sqlite3.Connection, here: Paper, sightings: Mapping[str, Sighting], sums: Mapping[str, int]
) -> Iterator[str]:
    """Pieces that tell of its days and share most names with it; `sums` is what the rare ones they share are worth.

    A piece is looked at no further if common names cannot lift it among the best by rare ones.
    """
    worth = {entity: int(sighting.rarity * 1000) + 1 for entity, sighting in sightings.items()}
    common = sum(worth[entity] for entity, sighting in sightings.items() if sighting.rarity < TOO_COMMON)
    for days in here.days:
        if days.earliest is None or days.latest is None:
            continue
        first = days.earliest.toordinal() - (LATE if days == here.analysis.published.interval else 0)
        rows = db.execute(_RECALLING, (first, days.latest.toordinal())).fetchall()
        telling_of = [article for (article,) in rows if article != here.id]
        best = sorted((sums.get(article, 0) for article in telling_of), reverse=True)[:TELLING_OF_IT]
        least = best[-1] - common if len(best) == TELLING_OF_IT else 0
        kept = [article for article in telling_of if sums.get(article, 0) >= least]
        yield from (row[0] for row in db.execute(_NAMING, (dumps(worth), dumps(kept), TELLING_OF_IT)))


def _iso(ordinal: int) -> str:
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal()))).isoformat()
