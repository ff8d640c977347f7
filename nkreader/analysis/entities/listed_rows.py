"""The files of the distribution as they stand: tables by id, before anything is made of them.

The data are TOML files in `nkreader.gazetteer`; their heads explain the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nkreader.gazetteer import read
from nkreader.model.entities import EntityKind

FILES = ("people", "organisations", "places", "weapons", "events")
_LINE = re.compile(r'(?m)^(?:\[([a-z0-9-]+)\]|([a-z_]+) = (?:"([^"\\\n]*)"|(\d+)))$|^[^#\n].*$')
"""A line of the plain TOML that `FILES` are written in: a table's head, or one string or whole number."""


def table(name: str) -> dict[str, Any]:
    """One TOML file of the gazetteer, as read."""
    import tomllib  # deferred: names that were compiled once need no parser

    return tomllib.loads(read(f"{name}.toml"))


def entries(name: str) -> dict[str, dict[str, Any]]:
    """The tables of one of `FILES`, in a tenth of the time that a TOML parser takes.

    Raises:
        ValueError: if a line holds more than a table's head, a string or a whole number.
    """
    rows: dict[str, dict[str, Any]] = {}
    row: dict[str, Any] = {}
    for head, field, text, number in _LINE.findall(read(f"{name}.toml")):
        if head:
            row = rows[head] = {}
        elif field:
            row[field] = int(number) if number else text
        else:
            raise ValueError(f"gazetteer/{name}.toml holds a line that is no plain entry")
    return rows


def listed_rows() -> Iterator[tuple[str, EntityKind, dict[str, Any], str]]:
    """Id, kind, fields and file of every entry, in the order of the files."""
    for name in FILES:
        rows = entries(name)
        defaults = rows.pop("defaults")
        kind = EntityKind(defaults["kind"])
        for slug, row in rows.items():
            yield f"{kind}/{slug}", kind, {**defaults, **row}, f"{name}.toml"


def split(joined: str) -> tuple[str, ...]:
    """Names that stand in one string."""
    return tuple(joined.split(" | ")) if joined else ()
