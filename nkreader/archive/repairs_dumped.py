"""Repairs of names in a dump: as lines, checked, and back into a library, whose own word stays."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from nkreader.archive import repairs
from nkreader.archive.restored import RestoreReport
from nkreader.archive.serial import dumps
from nkreader.archive.steps_dumped import ARTICLE, STEP, Changed, changes, keep, matching, number
from nkreader.model.entities import EntityKind
from nkreader.model.repairs import LONGEST, Deed, Repair, form_key, wrong_name
from nkreader.model.sanitise import safe_line

REPAIR, STEPPED = "repair", "repair_change"
"""Kinds of lines."""
T = TypeVar("T")
_ALIASES = 1000
"""No name has more other names."""
_ID = re.compile("nr-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A repair that is about no article alone."""

    repair: Repair
    line: int = 0
    """One-based number of the line."""


@dataclass(frozen=True, slots=True)
class Stepped(Changed):
    """What a step changed of such a repair."""


def records(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The lines about no article alone: repairs, and what steps changed of them."""
    for one in sorted(repairs.in_force(db).repairs, key=lambda one: one.id):
        yield _record(one)
    yield from changes(db, REPAIR, STEPPED)


def own_records(db: sqlite3.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """The lines of single articles, by their ids."""
    for (ident,) in db.execute("SELECT id FROM repair WHERE article NOT NULL ORDER BY article, id").fetchall():
        one = repairs.repair(db, ident)
        yield one.article or "", _record(one)


def _record(one: Repair) -> dict[str, Any]:
    return {"kind": REPAIR, "id": one.id, "article": one.article, **repairs.as_json(one)}


def repair_of(record: dict[str, Any]) -> Repair | Everywhere:
    """A line's repair.

    Raises:
        ValueError, KeyError: if it is none.
    """
    article = record["article"]
    if article is not None:
        matching(article, ARTICLE)
    one = _checked(matching(record["id"], _ID), article, record)
    return Everywhere(one) if article is None else one


def stepped_of(record: dict[str, Any]) -> Stepped:
    """A line's change.

    Raises:
        ValueError, KeyError: if it is none.
    """
    key = matching(record["key"], _ID)
    before, after = (value_of(record[name], key, None) for name in ("before", "after"))
    return Stepped(matching(record["step"], STEP), number(record["place"]), key, before, after)


def value_of(value: Any, key: str, article: str | None) -> str:
    """What a change of a repair went from or to, as the store keeps it.

    Raises:
        ValueError, KeyError: if it is no repair.
    """
    return dumps(None if value is None else repairs.as_json(_checked(matching(key, _ID), article, value)))


def _checked(ident: str, article: str | None, item: dict[str, Any]) -> Repair:
    for name in ("entity", "form", "was"):
        _line(item[name])
    number(item["number"])
    becomes = item["becomes"]
    if becomes is not None:
        _entity(becomes)
    one = repairs.from_json(ident, article, item)
    if not (one.entity or form_key(one.form)) or (one.to is None) is not (one.deed is Deed.REJECT):
        raise ValueError("no repair")
    if one.deed in (Deed.RENAME, Deed.KIND) and not one.entity:
        raise ValueError("no name is given")
    return one


def _entity(item: dict[str, Any]) -> None:
    for name in ("id", "name", "line", "as_of", "source"):
        _line(item[name])
    kind, aliases = EntityKind(item["kind"]), item["aliases"]
    if not item["id"].startswith(f"{kind}/") or wrong_name(item["name"]):
        raise ValueError("no name")
    if not isinstance(aliases, list) or len(aliases) > _ALIASES:
        raise ValueError("aliases are no list of names")
    for alias in aliases:
        _line(alias)


def _line(value: Any) -> None:
    if not isinstance(value, str) or safe_line(value) != value or len(value) > 10 * LONGEST:
        raise ValueError("not a line of text")


def at_line(said: T, number: int) -> T:
    """What a line says, and where it stands if it is to be told of later."""
    return replace(said, line=number) if isinstance(said, Everywhere) else said


def restore(db: sqlite3.Connection, lines: Iterable[object], report: RestoreReport) -> None:
    """Merge the repairs about no article alone, and what steps changed of them."""
    for line in lines:
        if isinstance(line, Everywhere):
            put(db, line.repair, line.line, report)
        elif isinstance(line, Stepped):
            report.tell(STEPPED, keep(db, REPAIR, line))


def put(db: sqlite3.Connection, one: Repair, line: int, report: RestoreReport) -> None:
    """Keep a repair unless the library says something about the same names; tells of that if it says another thing."""
    known = repairs.in_force(db, one.article).repairs
    same = next((other for other in known if other.id == one.id or other.about(one)), None)
    if same is None:
        repairs.put(db, one)
    elif replace(same, id="", number=0) != replace(one, id="", number=0):
        report.skip(line, f"names are repaired in another way here, which stays: {same.said}")
        return
    report.tell(REPAIR, same is None)


Line = Everywhere | Stepped
"""What a line about no article alone may say."""
READERS: dict[str, Callable[[dict[str, Any]], Repair | Line]] = {REPAIR: repair_of, STEPPED: stepped_of}
"""By the kinds of lines."""
