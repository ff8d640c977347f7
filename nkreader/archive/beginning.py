"""Names of a library that begin as somebody types, asked of the store: no list of all names is kept for that."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from heapq import merge
from itertools import groupby

from nkreader.archive import joined
from nkreader.archive.counting import levelled, written
from nkreader.archive.serial import entity_from_json
from nkreader.model.entities import Entity

_FITTING = """
SELECT number, min(inside) AS inside FROM spelt
WHERE text >= :typed AND text < :typed || char(0x10FFFF) GROUP BY number
"""
_ALL = "SELECT number, 0 AS inside FROM named"
"""Where nothing is typed, everything begins so."""
_ALONE = """
WITH hit AS ({})
SELECT h.inside, -n.articles, n.name, n.entity, n.name_json FROM hit h CROSS JOIN named n ON n.number = h.number
WHERE n.entity >= :first AND n.entity < :last AND NOT EXISTS (SELECT 1 FROM joined j WHERE j.entity = n.entity)
ORDER BY 1, 2, 3, 4
"""
_TOGETHER = """
WITH hit AS ({})
SELECT j.leader, min(h.inside) FROM hit h CROSS JOIN named n ON n.number = h.number
JOIN joined j ON j.entity = n.entity WHERE j.leader >= :first AND j.leader < :last GROUP BY j.leader
"""
_UNSPELT = """
SELECT n.entity, j.leader, n.articles, n.name_json FROM unspelt u CROSS JOIN named n ON n.number = u.number
LEFT JOIN joined j ON j.entity = n.entity
WHERE coalesce(j.leader, n.entity) >= :first AND coalesce(j.leader, n.entity) < :last
"""
_ARTICLES = """
SELECT count(DISTINCT g.article) FROM joined j CROSS JOIN naming g ON g.entity = j.entity WHERE j.leader = ?
"""

_Row = tuple[int, int, str, str, Entity]
"""Whether it is another word that begins so, articles counted down, name, id: so they are in order; and who it is."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A name of which a word begins so."""

    entity: Entity
    articles: int
    """That have it."""
    alias: str
    """The alias that begins so, or of which another word does; empty where it is the name itself."""


def beginning(db: sqlite3.Connection, typed: str, kind: str = "") -> Iterator[Fitting]:
    """Names, or any of whose aliases, that begin so, before those of which another word does; by articles, then name.

    People who are counted as one are one, by the names of all. `kind` is what ids begin with; empty for all.
    """
    form = levelled(typed)
    asked = {"typed": form, "first": f"{kind}/" if kind else "", "last": f"{kind}0" if kind else "\U0010ffff"}
    fitting = _FITTING if form else _ALL
    led: dict[str, int] = dict(db.execute(_TOGETHER.format(fitting), asked).fetchall())
    noted: list[_Row] = []
    for ident, leader, count, data in db.execute(_UNSPELT, asked).fetchall() if form else ():
        entity = entity_from_json(data)
        inside = _place(entity, form)[0]
        if leader is None and inside is not None:
            noted.append((inside, -count, entity.name, ident, entity))
        elif inside is not None:
            led[leader] = min(inside, led.get(leader, inside))
    for inside, count, _, _, entity in merge(
        _alone(db, fitting, asked), _together(db, led), sorted(noted, key=_order), key=_order
    ):
        place = _place(entity, form, inside)[1]
        yield Fitting(entity, -count, written(entity)[place] if place else "")


def _order(row: _Row) -> tuple[int, int, str, str]:
    return row[:4]


def _alone(db: sqlite3.Connection, fitting: str, asked: Mapping[str, str]) -> Iterator[_Row]:
    with closing(db.execute(_ALONE.format(fitting), asked)) as rows:
        for *order, data in rows:
            yield (*order, entity_from_json(data))


def _together(db: sqlite3.Connection, led: Mapping[str, int]) -> Iterator[_Row]:
    """People who are counted as one, by who leads; put together only as far as anybody looks."""
    counted = [(inside, -int(db.execute(_ARTICLES, (leader,)).fetchone()[0]), leader) for leader, inside in led.items()]
    for (inside, count), alike in groupby(sorted(counted), key=lambda row: row[:2]):
        found: Iterable[Entity | None] = (joined.person(db, leader) for _, _, leader in alike)
        yield from sorted(((inside, count, one.name, one.id, one) for one in found if one is not None), key=_order)


def _place(entity: Entity, form: str, inside: int | None = None) -> tuple[int | None, int]:
    """Whether a name begins so (0) or another word of one (1), and which of the names does; None if neither does."""
    forms = [levelled(name) for name in written(entity)]
    if inside != 1 and (first := next((at for at, one in enumerate(forms) if one.startswith(form)), None)) is not None:
        return 0, first
    return next(((1, at) for at, one in enumerate(forms) if f" {form}" in one), (None, 0))
