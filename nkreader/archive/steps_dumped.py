"""In a dump: what steps changed of things that belong to no article, and how values of lines are checked."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

STEP = re.compile("step-[0-9a-f]{16}")
"""The token of a step."""
ARTICLE = re.compile("[0-9a-f]{12}")
"""The id of an article."""
_MOST = 10**9
"""No number is higher."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a step changed of something; each kind of thing has its own heir, by which the lines are told apart."""

    step: str
    place: int
    key: str
    before: str
    """JSON."""
    after: str


def changes(db: sqlite3.Connection, what: str, kind: str) -> Iterator[dict[str, Any]]:
    """The lines, of this kind, of what steps changed of such things."""
    rows = "SELECT step, place, key, before, after FROM change WHERE article IS NULL AND what = ? ORDER BY step, place"
    for step, place, key, before, after in db.execute(rows, (what,)):
        record = {"kind": kind, "step": step, "place": place, "key": key}
        yield {**record, "before": json.loads(before), "after": json.loads(after)}


def keep(db: sqlite3.Connection, what: str, change: Changed) -> bool:
    """Restore a change of a step that is there; tells whether it was new."""
    done = db.execute(
        "INSERT OR IGNORE INTO change SELECT token, ?, NULL, ?, ?, ?, ? FROM step WHERE token = ?",
        (change.place, what, change.key, change.before, change.after, change.step),
    )
    return done.rowcount > 0


def number(value: Any) -> int:
    """A value that has to be a number.

    Raises:
        ValueError: if it is none, or below 0, or too high.
    """
    if type(value) is not int or not 0 <= value < _MOST:
        raise ValueError("not a number")
    return value


def matching(value: Any, pattern: re.Pattern[str]) -> str:
    """A value that has to be a text of some form.

    Raises:
        ValueError: if it is none.
    """
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise ValueError("not what it should be")
    return value
