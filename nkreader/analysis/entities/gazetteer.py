"""The gazetteer as it is used: entries by id, by name, and the pattern table of the matcher.

The data are TOML files in `nkreader.gazetteer`; their heads explain the fields.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from nkreader.gazetteer import read
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.folding import fold

FILES = ("people", "organisations", "places", "weapons", "events")
_LINE = re.compile(r'(?m)^(?:\[([a-z0-9-]+)\]|([a-z_]+) = (?:"([^"\\\n]*)"|(\d+)))$|^[^#\n].*$')
"""A line of the plain TOML that `FILES` are written in: a table's head, or one string or whole number."""


@dataclass(frozen=True, slots=True)
class Cued:
    """One meaning of an ambiguous name, and the stretches of text that speak for it."""

    id: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that means different things in different articles."""

    text: str
    candidates: tuple[Cued, ...]
    cued: bool
    """No name at all where no cue stands in the article."""
    alone: bool
    """A generic word: no name where it is part of a longer run of capitalised words."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to write one or more entries' name."""

    text: str
    kind: EntityKind
    ids: tuple[str, ...]
    """More than one where entries share the name."""


@dataclass(frozen=True, slots=True)
class Life:
    """The years in which an entry can be spoken of as present; None is open."""

    since: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Everything listed."""

    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[Alias, ...]]
    """By `key` of the name."""
    short: Mapping[str, str]
    """What a text calls a person after the first mention, by id."""
    lives: Mapping[str, Life]
    ambiguous: Mapping[str, Ambiguous]
    """By `key` of the name."""

    def lookup(self, name: str) -> tuple[Entity, ...]:
        """The entries with this name or alias, however it is spelled, hyphened or capitalised."""
        wanted = key(name)
        ids = dict.fromkeys(i for alias in self.names.get(wanted, ()) for i in alias.ids)
        if wanted in self.ambiguous:
            ids.update(dict.fromkeys(c.id for c in self.ambiguous[wanted].candidates))
        return tuple(self.entities[i] for i in ids)


def key(name: str) -> str:
    """Folded, and hyphens as spaces: the form in which names are compared."""
    if name.isascii() and "  " not in name and "\n" not in name and "`" not in name:  # what folding does to these
        return name.casefold().replace("-", " ")
    return fold(name).replace("-", " ")


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the distribution, read once."""
    entities: dict[str, Entity] = {}
    short: dict[str, str] = {}
    lives: dict[str, Life] = {}
    found: dict[str, dict[str, Alias]] = {}
    for kind, ident, row in _rows():
        ident = f"{kind}/{ident}"
        aliases = _listed(row.get("aliases", "")) + _listed(row.get("shared", ""))
        entities[ident] = Entity(ident, row["name"], kind, aliases, row["line"], str(row["as_of"]), row["source"])
        if "short" in row:
            short[ident] = row["short"]
        if "since" in row or "until" in row:
            lives[ident] = Life(row.get("since"), row.get("until"))
        for text in (row["name"], *aliases):
            _put(found.setdefault(key(text), {}), text, kind, ident)
    names = {name: tuple(aliases.values()) for name, aliases in found.items()}
    ambiguous = {key(item.text): item for item in _ambiguous()}
    return Gazetteer(entities, names, short, lives, ambiguous)


def _put(aliases: dict[str, Alias], text: str, kind: EntityKind, ident: str) -> None:
    """Spellings that fold alike are one alias; one without capitals says that it needs none."""
    known = aliases.get(kind)
    if known is None:
        aliases[kind] = Alias(text, kind, (ident,))
    elif ident in known.ids and text.islower():
        aliases[kind] = Alias(text, kind, known.ids)
    elif ident not in known.ids:
        aliases[kind] = Alias(known.text, kind, (*known.ids, ident))


def table(name: str) -> dict[str, Any]:
    """One TOML file of the gazetteer, as read."""
    return tomllib.loads(_source(name))


def entries(name: str) -> dict[str, dict[str, Any]]:
    """The tables of one of `FILES`, in a tenth of the time that a TOML parser takes.

    Raises:
        ValueError: if a line holds more than a table's head, a string or a whole number.
    """
    rows: dict[str, dict[str, Any]] = {}
    row: dict[str, Any] = {}
    for head, field, text, number in _LINE.findall(_source(name)):
        if head:
            row = rows[head] = {}
        elif field:
            row[field] = int(number) if number else text
        else:
            raise ValueError(f"gazetteer/{name}.toml holds a line that is no plain entry")
    return rows


def _source(name: str) -> str:
    return read(f"{name}.toml")


def _rows() -> Iterator[tuple[EntityKind, str, dict[str, Any]]]:
    for name in FILES:
        rows = entries(name)
        defaults = rows.pop("defaults")
        kind = EntityKind(defaults["kind"])
        for ident, row in rows.items():
            yield kind, ident, {**defaults, **row}


def _listed(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(" | ")) if joined else ()


def _ambiguous() -> Iterator[Ambiguous]:
    for row in table("ambiguous")["name"]:
        candidates = tuple(Cued(item["id"], tuple(item["cues"])) for item in row["candidates"])
        yield Ambiguous(row["text"], candidates, row.get("cued", False), row.get("alone", False))
