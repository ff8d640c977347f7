"""How a library prints the full names of Koreans, whom it takes each for, and who may be one person.

Everything is worked out from the rows of the articles that are there when it is asked: nothing depends on the order in
which they came. A name is looked up by how it may be read (`romanising.keys`), so that asking costs what the few names
cost that are read alike, however large the library is.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nkreader.analysis.entities.callings import Called, called
from nkreader.analysis.entities.identity import FAMILY, may_be, outlets_side
from nkreader.analysis.one_person import Borne, judged, near_family
from nkreader.archive import joined, joining
from nkreader.archive.serial import dumps
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article
from nkreader.model.entities import EntityKind
from nkreader.model.folding import fold
from nkreader.model.persons import Doubt, Form, Namesake, Spelled, Verdict
from nkreader.model.romanising import alike, keys
from nkreader.model.spans import Span

MOST = 12
"""Spellings of a name that are told, and searched for."""


class Printed(NamedTuple):
    """A full name as one article prints it."""

    key: str
    """By which names that may be read alike are found (`romanising.keys`)."""
    name: str
    entity: str
    """Whom it means, or one of those whom it may mean."""
    mentions: int
    """How often; 0 with all but the first of several keys."""
    sure: bool
    """False for one of several candidates."""
    said: str
    """What the article calls the bearer: `callings.Called` as JSON."""


def printed(article: Article, analysis: Analysis) -> tuple[Printed, ...]:
    """The rows of an article: each Korean full name that it prints, and whom it means or may mean."""
    places: dict[tuple[str, str | None, tuple[str, ...]], list[Span]] = {}
    for one in analysis.mentions:
        if one.kind is EntityKind.PERSON:
            name = " ".join(one.span.of(article.text).split())
            places.setdefault((name, one.entity, one.candidates), []).append(one.span)
    rows: dict[tuple[str, str, str], Printed] = {}
    for (name, entity, candidates), spans in places.items():
        spelled = sorted(keys(name))
        said = _as_json(called(article.text, spans, outlets_side(article))) if spelled else ""
        for key in spelled:
            for ident in candidates if entity is None else (entity,):
                row = Printed(key, name, ident, len(spans) * (key == spelled[0]), entity is not None, said)
                before = rows.get((key, name, ident))
                rows[key, name, ident] = row if before is None or row.sure else before
    return tuple(rows.values())


def put(db: sqlite3.Connection, found: Iterable[tuple[str, Iterable[Printed]]]) -> None:
    """Store the rows of articles that have none."""
    values = [(row.key, row.name, row.entity, ident, *row[3:]) for ident, rows in found for row in rows]
    db.executemany("INSERT INTO printed VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def written(db: sqlite3.Connection, entity: str) -> tuple[Form, ...]:
    """How the whole library prints somebody's full name, the most frequent form first; nothing for other names."""
    return _forms(db, entity, sure=True)


def doubtful(db: sqlite3.Connection, entity: str) -> Doubt | None:
    """Where names may mean somebody, and count neither for him nor for another; None where there are none."""
    (pieces,) = db.execute(
        "SELECT count(DISTINCT article) FROM printed WHERE entity = ? AND sure = 0", (entity,)
    ).fetchone()
    forms = _forms(db, entity, sure=False)
    return Doubt(pieces, sum(form.mentions for form in forms), forms) if forms else None


def spelled(db: sqlite3.Connection, entity: str, alone: bool = False) -> Spelled:
    """All that is told of how somebody's name is printed; `alone` leaves out whoever else is counted as one."""
    ids = _ids(db, entity, alone)
    counts: Counter[str] = Counter()
    for ident in ids:
        for form in written(db, ident):
            counts[form.name] += form.mentions
    forms = tuple(Form(*item) for item in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    several = joining.borne(db, ids).several() if "/~" in entity and forms else ()
    return Spelled(forms, doubtful(db, ids[0]), namesakes(db, entity, alone), several)


def namesakes(db: sqlite3.Connection, entity: str, alone: bool = False) -> tuple[Namesake, ...]:
    """Others of the library who may be this person in other letters: those who are first, then those who may be.

    Of the listed, romanisation was judged in each article; so these are people whom nobody listed, and nobody of the
    Kim family has any. `alone` is as for `spelled`.
    """
    ids = _ids(db, entity, alone)
    mine = [form.name for ident in ids for form in written(db, ident)]
    if "/~" not in entity or not mine:
        return ()
    here = joining.borne(db, ids)
    others: set[str] = set()
    for key in sorted({key for name in mine for key in keys(name)}):
        rows = db.execute("SELECT DISTINCT entity, name FROM printed WHERE key = ? AND sure = 1", (key,))
        others.update(other for other, name in rows if any(alike(name, own) for own in mine))
    if others & FAMILY or near_family(here):
        return ()
    whole = joined.together(db, entity)
    groups = {joined.together(db, other) for other in others if "/~" in other and other not in whole}
    found = [_judged(db, here, group) for group in sorted(groups)]
    found.sort(key=lambda one: (one.verdict is Verdict.OTHER, one.entity))
    why = joined.ground(db, entity)
    same = [Namesake(one, written(db, one), Verdict.SAME, why) for one in whole if one != entity]
    return (*same, *found)


def _judged(db: sqlite3.Connection, here: Borne, ids: Sequence[str]) -> Namesake:
    forms = tuple(form for ident in ids for form in written(db, ident))
    verdict, why = judged(here, joining.borne(db, ids))
    if verdict is Verdict.SAME:  # but they are not counted as one
        verdict, why = Verdict.MAYBE, f"{why}; but so is somebody else who cannot be"
    return Namesake(ids[0], forms, verdict, why)


def _ids(db: sqlite3.Connection, entity: str, alone: bool) -> tuple[str, ...]:
    return (entity,) if alone else joined.together(db, entity)


@dataclass(frozen=True, slots=True)
class Spellings:
    """What the library prints for a name that somebody asks for."""

    names: tuple[str, ...]
    """Other spellings than the one asked for, the most frequent first."""
    shared: Mapping[str, frozenset[str]]
    """Of those that are also somebody else's, the articles in which it may be who is asked for."""


def spellings(db: sqlite3.Connection, name: str) -> Spellings:
    """How the library prints the Korean full name that is asked for, in other letters than these."""
    counts: Counter[str] = Counter()
    meant: dict[str, set[str]] = {}
    strangers: set[str] = set()
    others = _others(db, name)
    for key in sorted(keys(name)):
        rows = db.execute("SELECT name, entity, sum(mentions) FROM printed WHERE key = ? GROUP BY name, entity", (key,))
        for other, entity, mentions in rows:
            if not alike(name, other):
                continue
            if may_be(name, entity) and entity not in others:
                counts[other] += mentions
                meant.setdefault(other, set()).add(entity)
            else:
                strangers.add(other)
    asked = _level(name)
    found = sorted((other for other in counts if _level(other) != asked), key=lambda other: (-counts[other], other))
    names = list({_level(other): other for other in reversed(found)}.values())[::-1][:MOST]
    return Spellings(tuple(names), {other: _articles(db, other, meant[other]) for other in names if other in strangers})


def _others(db: sqlite3.Connection, name: str) -> set[str]:
    """Unlisted people with names that are alike, of whom is known that they are not those with this very name."""
    asked: set[str] = set()
    found: set[str] = set()
    for key in sorted(keys(name)):
        rows = db.execute("SELECT DISTINCT entity, name FROM printed WHERE key = ? AND sure = 1", (key,))
        for entity, other in rows:
            if "/~" in entity and alike(name, other):
                (asked if _level(other) == _level(name) else found).add(entity)
    asked = {ident for one in asked for ident in joined.together(db, one)}
    here = [joining.borne(db, [one]) for one in sorted(asked)]
    groups = {joined.together(db, one) for one in found - asked} if asked else set()
    strange = (ids for ids in groups if all(_is_other(one, joining.borne(db, ids)) for one in here))
    return {ident for ids in strange for ident in ids}


def _is_other(one: Borne, other: Borne) -> bool:
    return judged(one, other)[0] is Verdict.OTHER


def spelled_so(db: sqlite3.Connection, name: str) -> frozenset[str]:
    """The articles that print a Korean full name in these very letters, capitals and hyphens aside."""
    found: set[str] = set()
    for key in sorted(keys(name)):
        for (other,) in db.execute("SELECT DISTINCT name FROM printed WHERE key = ?", (key,)).fetchall():
            if _level(other) == _level(name):
                rows = db.execute("SELECT article FROM printed WHERE key = ? AND name = ?", (key, other))
                found.update(article for (article,) in rows)
    return frozenset(found)


def _level(name: str) -> str:
    return fold(name).replace("-", " ")


def _articles(db: sqlite3.Connection, name: str, entities: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for entity in entities:
        rows = db.execute(
            "SELECT article FROM printed WHERE entity = ? AND sure IN (0, 1) AND name = ?", (entity, name)
        )
        found.update(article for (article,) in rows)
    return frozenset(found)


def _forms(db: sqlite3.Connection, entity: str, sure: bool) -> tuple[Form, ...]:
    rows = db.execute(
        "SELECT name, sum(mentions) FROM printed WHERE entity = ? AND sure = ? GROUP BY name ORDER BY 2 DESC, 1",
        (entity, sure),
    )
    return tuple(Form(*row) for row in rows)


def _as_json(said: Called) -> str:
    """Small: most articles say nothing."""
    item = {"walks": sorted(said.walks), "side": [said.side] if said.side else [], "hangul": sorted(said.hangul)}
    return dumps({name: value for name, value in item.items() if value})
