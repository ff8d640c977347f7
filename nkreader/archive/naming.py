"""The names of a library and where they occur."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

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


def names(db: sqlite3.Connection, kind: str | None) -> tuple[Named, ...]:
    """Every name, those in most articles first."""
    rows = db.execute(
        "SELECT min(g.article || g.name_json), count(*), sum(g.mentions), "
        "min(json_extract(n.headline_json, '$.published.earliest')), "
        "max(json_extract(n.headline_json, '$.published.latest')) "
        "FROM naming g JOIN analysis n ON n.article = g.article GROUP BY g.entity"
    )
    found = (Named(entity_from_json(data[12:]), *figures) for data, *figures in rows)
    chosen = (named for named in found if kind is None or named.entity.kind == kind)
    return tuple(sorted(chosen, key=lambda n: (-n.articles, -n.mentions, n.entity.id)))
