"""Every name there is to choose from: those of the library, and those of the gazetteer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nkreader.archive import joined
from nkreader.archive.serial import entity_from_json
from nkreader.model.entities import Entity
from nkreader.model.repairs import form_key

_NAMES = "SELECT entity, count(*), min(article || name_json) FROM naming GROUP BY entity"


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name, and in how many articles of the library it is."""

    entity: Entity
    articles: int
    forms: tuple[str, ...]
    """Name and aliases as they are compared, the name first."""


def known_names(db: sqlite3.Connection) -> tuple[KnownName, ...]:
    """Those of the library, in most articles first, then the others of the gazetteer by name."""
    from nkreader.analysis.entities import gazetteer

    leaders = joined.leaders(db)
    rows = db.execute(_NAMES).fetchall()
    here = [(entity_from_json(data[12:]), count) for ident, count, data in rows if ident not in leaders]
    for leader in sorted(set(leaders.values())):  # who are counted as one are one name to choose
        if (one := joined.person(db, leader)) is not None:
            here.append((one, len(joined.articles(db, joined.together(db, leader)))))
    taken = {entity.id for entity, _ in here}
    others = [(entity, 0) for ident, entity in gazetteer().entities.items() if ident not in taken]
    ranked = sorted([*here, *others], key=lambda one: (-one[1], one[0].name, one[0].id))
    return tuple(KnownName(entity, count, _forms(entity)) for entity, count in ranked)


def _forms(entity: Entity) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(form_key, (entity.name, *entity.aliases))))


def beginning(typed: str, known: Iterable[KnownName], most: int) -> tuple[KnownName, ...]:
    """Those that are called what was typed, then those whose names begin so, or aliases, or other words of either."""
    wanted = form_key(typed)
    if not wanted:
        return ()
    found: tuple[list[KnownName], ...] = ([], [], [], [])
    for one, rank in _ranked(wanted, known):
        found[rank].append(one)
    return tuple([one for group in found for one in group][:most])


def _ranked(wanted: str, known: Iterable[KnownName]) -> Iterator[tuple[KnownName, int]]:
    for one in known:
        if wanted in one.forms:
            yield one, 0
        elif one.forms[0].startswith(wanted):
            yield one, 1
        elif any(form.startswith(wanted) for form in one.forms):
            yield one, 2
        elif any(f" {wanted}" in form for form in one.forms):
            yield one, 3
