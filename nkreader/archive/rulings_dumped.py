"""What the reader says of groups in a dump: as lines, checked, and back into a library, whose own word is the later."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nkreader.archive import rulings
from nkreader.archive.restored import RestoreReport
from nkreader.archive.serial import dumps
from nkreader.archive.steps_dumped import ARTICLE, STEP, Changed, changes, keep, matching, number
from nkreader.model.rulings import Ruling

RULING, STEPPED = "ruling", "ruling_change"
"""Kinds of lines."""
_ID = re.compile("gr-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling, and where it stands if it is to be told of later."""

    ruling: Ruling
    line: int = 0
    """One-based number of the line."""


@dataclass(frozen=True, slots=True)
class RulingStepped(Changed):
    """What a step changed of one."""


def records(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The lines of a dump."""
    for one in sorted(rulings.listed(db), key=lambda one: one.id):
        yield {"kind": RULING, "id": one.id, **rulings.as_json(one)}
    yield from changes(db, RULING, STEPPED)


def ruling_of(record: dict[str, Any]) -> Ruled:
    """A line's ruling.

    Raises:
        ValueError, KeyError: if it is none.
    """
    return Ruled(_checked(matching(record["id"], _ID), record))


def stepped_of(record: dict[str, Any]) -> RulingStepped:
    """A line's change.

    Raises:
        ValueError, KeyError: if it is none.
    """
    key = matching(record["key"], _ID)
    before, after = (
        dumps(None if value is None else rulings.as_json(_checked(key, value)))
        for value in (record["before"], record["after"])
    )
    return RulingStepped(matching(record["step"], STEP), number(record["place"]), key, before, after)


def _checked(ident: str, item: Any) -> Ruling:
    if not isinstance(item, dict):
        raise ValueError("no ruling")
    number(item["number"])
    for side in ("these", "those"):
        if not isinstance(item[side], list):
            raise ValueError("a side is no list of articles")
        for article in item[side]:
            matching(article, ARTICLE)
    return rulings.from_json(ident, item)


def at_line(said: Ruled, number: int) -> Ruled:
    """The same with the number of its line."""
    return replace(said, line=number)


def restore(db: sqlite3.Connection, lines: Iterable[object], meant: Mapping[str, str], report: RestoreReport) -> None:
    """Merge what the lines tell; where the library says something of the same pieces, that is the later word.

    `meant` gives the ids that articles of the dump have in the library, where they are others.
    """
    told = list(lines)
    here = {one.id: one for one in rulings.listed(db)}
    new: list[Ruling] = []
    for line in (line for line in told if isinstance(line, Ruled)):
        one = line.ruling.moved(meant)
        if one is None:
            report.skip(line.line, "the pieces that it keeps apart or joins are one here")
        elif one.id in here:
            if here[one.id].says_as(one):
                report.tell(RULING, False)
            else:
                report.skip(line.line, "something else is said of a group here, which stays")
        else:
            new.append(one)
            report.tell(RULING, True)
    rulings.make_room(db, max((one.number for one in new), default=0))
    rulings.put(db, *new)
    for change in (line for line in told if isinstance(line, RulingStepped)):
        before, after = (rulings.moved_text(change.key, value, meant) for value in (change.before, change.after))
        if before is None or after is None:
            report.tell(STEPPED, False)
            continue
        kept = keep(db, RULING, replace(change, before=before, after=after))
        report.tell(STEPPED, kept)


Line = Ruled | RulingStepped
"""What a line may say."""
READERS: dict[str, Callable[[dict[str, Any]], Line]] = {RULING: ruling_of, STEPPED: stepped_of}
"""By the kinds of lines."""
