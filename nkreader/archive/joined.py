"""People whom nobody listed and who are one, though their name is spelled otherwise: as `joining` has worked it out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from nkreader.archive.serial import dumps, entity_from_json
from nkreader.model.analysis import Analysis
from nkreader.model.entities import Entity


def together(db: sqlite3.Connection, entity: str) -> tuple[str, ...]:
    """The ids under which the library knows one person: that by which it is told first, then the others in order."""
    rows = db.execute(
        "SELECT entity, leader FROM joined WHERE leader = (SELECT leader FROM joined WHERE entity = ?) "
        "ORDER BY entity != leader, entity",
        (entity,),
    ).fetchall()
    return tuple(ident for ident, _ in rows) or (entity,)


def articles(db: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """Ids of the articles that name one of these."""
    rows = db.execute("SELECT DISTINCT article FROM naming WHERE entity IN (SELECT value FROM json_each(?)) ORDER BY 1",
                      (dumps(list(ids)),))  # fmt: skip
    return [row[0] for row in rows]


def ground(db: sqlite3.Connection, entity: str) -> str:
    """Why the people were put together of whom this is one; empty for somebody who is alone."""
    row = db.execute("SELECT why FROM joined WHERE entity = ?", (entity,)).fetchone()
    return str(row[0]) if row else ""


def leaders(db: sqlite3.Connection, apart: str | None = None) -> Mapping[str, str]:
    """Under which id each person is told who has several; the one who is asked for `apart` and alone is left out."""
    found = dict(db.execute("SELECT entity, leader FROM joined").fetchall())
    if apart is not None and (leader := found.get(apart)):
        found = {ident: other for ident, other in found.items() if other != leader}
    return MappingProxyType(found)


def as_one(analysis: Analysis, known: Mapping[str, str]) -> Analysis:
    """An analysis whose mentions of one person have one id, by `leaders`; its names have that id, too."""
    if not known or not any(mention.entity in known for mention in analysis.mentions):
        return analysis
    mentions = (replace(one, entity=known.get(one.entity or "", one.entity)) for one in analysis.mentions)
    names = dict(analysis.names)
    for ident in known.keys() & names.keys():
        leader = known[ident]
        names.setdefault(leader, replace(names[ident], id=leader))
    return replace(analysis, mentions=tuple(mentions), names=MappingProxyType(names))


def united(found: Iterable[Entity]) -> Entity:
    """One person out of several names: the first, who is called by those of the others too."""
    first, *others = found
    names = dict.fromkeys(name for one in (first, *others) for name in (one.name, *one.aliases))
    return replace(first, aliases=tuple(name for name in names if name != first.name)) if others else first


def person(db: sqlite3.Connection, entity: str) -> Entity | None:
    """The name under which somebody is told, with all that are printed; None if no article has it."""
    found = []
    for ident in together(db, entity):
        row = db.execute("SELECT name_json FROM naming WHERE entity = ? ORDER BY article LIMIT 1", (ident,)).fetchone()
        if row:
            found.append(entity_from_json(row[0]))
    return united(found) if found else None
