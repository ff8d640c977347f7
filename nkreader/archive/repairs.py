"""Repairs of names in the store: as rows, and the articles that each of them may change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nkreader.archive.errors import LibraryError
from nkreader.archive.serial import dumps, entity_from_json, entity_to_json
from nkreader.model.folding import fold
from nkreader.model.repairs import Deed, Repair, form_key
from nkreader.model.sanitise import safe_line

_ENTITY = ("id", "name", "kind", "aliases", "line", "as_of", "source")
"""Of an entity, in the order of the store."""
_COLUMNS = "id, number, deed, article, entity, form, was, becomes"


@dataclass(frozen=True, slots=True)
class InForce:
    """The repairs that hold for an article."""

    state: int
    """Of those that hold everywhere: changes whenever one of them comes or goes."""
    repairs: tuple[Repair, ...]


NONE = InForce(0, ())


class UnknownRepair(LibraryError):
    """No repair has this id."""


def state(db: sqlite3.Connection) -> int:
    """How often a repair that holds everywhere came or went."""
    row = db.execute("SELECT state FROM repairing").fetchone()
    return int(row[0]) if row else 0


def in_force(db: sqlite3.Connection, article: str | None = None) -> InForce:
    """The repairs that hold everywhere, and those of one article, if one is given; in the order of making."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM repair WHERE article IS NULL OR article = ? ORDER BY number, id", (article,)
    )
    return InForce(state(db), tuple(map(_repair, rows.fetchall())))


def own(db: sqlite3.Connection, article: str) -> tuple[Repair, ...]:
    """Those of one article alone."""
    return tuple(one for one in in_force(db, article).repairs if not one.everywhere)


def listed(db: sqlite3.Connection) -> tuple[tuple[Repair, int], ...]:
    """Every repair, the last one first, and in how many articles it has a part."""
    rows = db.execute(
        f"SELECT {_COLUMNS}, (SELECT count(*) FROM repaired WHERE repair = id) FROM repair ORDER BY number DESC, id"
    )
    return tuple((_repair(row[:-1]), row[-1]) for row in rows.fetchall())


def told_of(db: sqlite3.Connection, entity: str) -> tuple[tuple[str, ...], bool]:
    """What was said of a name, the last first, and whether it is the reader who made a name of it."""
    rows = map(_repair, db.execute(f"SELECT {_COLUMNS} FROM repair ORDER BY number DESC, id"))
    about = [one for one in rows if entity == one.entity or (one.to is not None and entity == one.to.id)]
    said = tuple(one.said if one.everywhere else f"{one.said} (in one piece)" for one in about)
    made = any(one.deed in (Deed.ADD, Deed.SPLIT) and one.to and one.to.id == entity for one in about)
    return said, made and "/~" in entity


def repair(db: sqlite3.Connection, ident: str) -> Repair:
    """One repair.

    Raises:
        UnknownRepair: if there is none of this id.
    """
    row = db.execute(f"SELECT {_COLUMNS} FROM repair WHERE id = ?", (ident,)).fetchone()
    if row is None:
        raise UnknownRepair(f"no repair {safe_line(ident)}")
    return _repair(row)


def put(db: sqlite3.Connection, one: Repair) -> None:
    """Keep a repair, and note the articles that are to be repaired."""
    note(db, touched(db, one))
    row = (one.id, one.number, str(one.deed), one.article, one.entity, one.form, one.was)
    becomes = entity_to_json(one.to) if one.to else None
    db.execute(f"INSERT OR REPLACE INTO repair ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)", (*row, becomes))


def remove(db: sqlite3.Connection, ident: str) -> None:
    """Forget a repair, and note the articles that it had a part in."""
    db.execute("INSERT OR IGNORE INTO unrepaired SELECT article FROM repaired WHERE repair = ?", (ident,))
    db.execute("DELETE FROM repair WHERE id = ?", (ident,))


def note(db: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Say that what these articles name is to be worked out anew."""
    db.executemany("INSERT OR IGNORE INTO unrepaired VALUES (?)", [(ident,) for ident in articles])


def waiting(db: sqlite3.Connection) -> int:
    """How many articles are to be worked out anew."""
    return int(db.execute("SELECT count(*) FROM unrepaired").fetchone()[0])


def next_number(db: sqlite3.Connection) -> int:
    """The number of the next repair."""
    return int(db.execute("SELECT coalesce(max(number), 0) + 1 FROM repair").fetchone()[0])


def touched(db: sqlite3.Connection, one: Repair) -> set[str]:
    """The articles that a repair may change: where its name or its form stands, or a later one has had a part."""
    if one.article is not None:
        return {one.article}
    later = "SELECT DISTINCT d.article FROM repair r JOIN repaired d ON d.repair = r.id WHERE r.number >= ?"
    found = {row[0] for row in db.execute(later, (one.number,))}
    if not one.entity:
        return found | holding(db, one.form)
    found |= {row[0] for row in db.execute("SELECT article FROM naming WHERE entity = ?", (one.entity,))}
    if _several(one.entity):
        quoted = f'"{one.entity}"'
        found |= {row[0] for row in db.execute("SELECT article FROM analysis WHERE instr(analysis_json, ?)", (quoted,))}
    return found


def holding(db: sqlite3.Connection, form: str) -> set[str]:
    """The articles whose present text may hold a form: all that do, and few others."""
    word = max(form_key(form).split(), key=len, default="")
    inner = word.strip("'\"")
    found = set()
    for ident, data in db.execute("SELECT article, article_json FROM version WHERE (article, number) IN "
                                  "(SELECT article, max(number) FROM version GROUP BY article)"):  # fmt: skip
        if inner in (data.casefold() if data.isascii() and inner.isascii() else fold(data)):
            found.add(ident)
    return found


def _several(entity: str) -> bool:
    """Whether the gazetteer has names that may mean it or something else: then it may be but a candidate somewhere."""
    from nkreader.analysis.entities import gazetteer

    known = gazetteer()
    shared = any(entity in alias.ids and len(alias.ids) > 1 for aliases in known.names.values() for alias in aliases)
    return shared or any(entity == one.id for rule in known.ambiguous.values() for one in rule.candidates)


def as_json(one: Repair) -> dict[str, Any]:
    """A repair, but for its id and its article."""
    becomes = dict(zip(_ENTITY, json.loads(entity_to_json(one.to)), strict=True)) if one.to else None
    told = {"deed": str(one.deed), "entity": one.entity, "form": one.form, "was": one.was}
    return {"number": one.number, **told, "becomes": becomes}


def from_json(ident: str, article: str | None, item: dict[str, Any]) -> Repair:
    """The reverse of `as_json`.

    Raises:
        ValueError, KeyError: if there is no such deed or kind, or something is missing.
    """
    becomes = item["becomes"] and dumps([item["becomes"][name] for name in _ENTITY])
    told = (item["deed"], article, item["entity"], item["form"], item["was"])
    return _repair((ident, item["number"], *told, becomes))


def loads(data: str) -> Any:
    """A value out of the store."""
    return json.loads(data)


def _repair(row: tuple[Any, ...]) -> Repair:
    ident, number, deed, article, entity, form, was, becomes = row
    to = entity_from_json(becomes) if becomes else None
    return Repair(Deed(deed), article, entity, form, was, to, ident, number)
