"""The names of a library and where they occur."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from nkreader.archive import joined
from nkreader.archive.serial import entity_from_json
from nkreader.model.entities import Entity


@dataclass(frozen=True, slots=True)
class Named:
    """A name and how the library names it."""

    entity: Entity
    articles: int
    mentions: int
    first: str | None
    """First possible publication day of the earliest dated piece, ISO; None if none is dated."""
    last: str | None


_NAMES = """
SELECT min((coalesce(j.leader, g.entity) != g.entity) || g.article || g.name_json), count(DISTINCT g.article),
    sum(g.mentions), min(json_extract(n.headline_json, '$.published.earliest')),
    max(json_extract(n.headline_json, '$.published.latest')), j.leader
FROM naming g JOIN analysis n ON n.article = g.article LEFT JOIN joined j ON j.entity = g.entity
GROUP BY coalesce(j.leader, g.entity)
"""
"""People who are one are one row, under the name of the one who leads."""


def names(db: sqlite3.Connection, kind: str | None) -> tuple[Named, ...]:
    """Every name, those in most articles first; people who are counted as one once, with all their names."""
    found = (Named(_entity(db, data, leader), *figures) for data, *figures, leader in db.execute(_NAMES).fetchall())
    chosen = (named for named in found if kind is None or named.entity.kind == kind)
    return tuple(sorted(chosen, key=lambda n: (-n.articles, -n.mentions, n.entity.id)))


def _entity(db: sqlite3.Connection, data: str, leader: str | None) -> Entity:
    return (joined.person(db, leader) if leader else None) or entity_from_json(data[13:])
