"""The gazetteer as it is used: entries by id, by name, and the patterns of the matcher.

It is that of the distribution with the reader's own files (`own_names`) put into it, read from its compiled form
(`compiled_cache`). What is said of an entry is read when the entry is asked for.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nkreader.analysis import own_names
from nkreader.analysis.entities import compiled_cache
from nkreader.analysis.entities.compiled import SEPARATOR, Compiled
from nkreader.analysis.entities.folded_key import key
from nkreader.analysis.own_names import OwnNames
from nkreader.model.entities import Entity, EntityKind

__all__ = ["Alias", "Ambiguous", "Cued", "Gazetteer", "Life", "gazetteer", "key"]


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


class Gazetteer:
    """Everything listed."""

    def __init__(self, made: Compiled) -> None:
        ids = made.ids
        self._entities = _Entities(made)
        self.entities: Mapping[str, Entity] = self._entities
        names = dict(zip(made.patterns[: made.lookup], made.meanings, strict=False)) | made.ruled | made.short_keys
        self.names: Mapping[str, tuple[Alias, ...]] = _Names(names, ids)
        """By `key` of the name."""
        self.short: Mapping[str, str] = made.short
        """What a text calls a person after the first mention, by id."""
        self.lives: Mapping[str, Life] = {ident: Life(*life) for ident, life in made.lives.items()}
        self.ambiguous: Mapping[str, Ambiguous] = {key(row[0]): _rule(*row) for row in made.ambiguous}
        """By `key` of the name."""
        self.told: tuple[str, ...] = tuple(made.told)
        """What is wrong with the reader's own files, one line each."""
        self.patterns: Sequence[str] = made.patterns
        """The folded names that a text is searched for, abbreviations aside."""
        self.abbreviations: Mapping[str, tuple[Alias, ...]] = _Names(made.abbreviations, ids)
        """By the form in which they are written."""
        self._meanings = made.meanings
        self._ids = ids
        self._known: dict[int, tuple[Alias, ...]] = {}
        self._called: dict[str, tuple[str, ...]] | None = None

    def meaning(self, pattern: int) -> tuple[Alias, ...]:
        """What one of the patterns may mean, by its number."""
        known = self._known.get(pattern)
        if known is None:
            known = self._known[pattern] = _aliases(self._meanings[pattern], self._ids)
        return known

    def lookup(self, name: str) -> tuple[Entity, ...]:
        """The entries with this name or alias, however it is spelled, hyphened or capitalised."""
        wanted = key(name)
        ids = dict.fromkeys(i for alias in self.names.get(wanted, ()) for i in alias.ids)
        if wanted in self.ambiguous:
            ids.update(dict.fromkeys(c.id for c in self.ambiguous[wanted].candidates))
        return tuple(self.entities[i] for i in ids)

    def called(self, name: str) -> tuple[str, ...]:
        """The ids of those whom a text calls so after the first mention: by a family name."""
        if self._called is None:
            found: dict[str, list[str]] = {}
            for ident, short in self.short.items():
                found.setdefault(short, []).append(ident)
            self._called = {short: tuple(ids) for short, ids in found.items()}
        return self._called.get(name, ())

    def places(self, ident: str) -> tuple[str, ...]:
        """The files that an entry stands in; those of the reader with their lines.

        Raises:
            KeyError: if there is no entry of this id.
        """
        return self._entities.places(ident)


_lock = threading.Lock()
_held: tuple[OwnNames, Gazetteer] | None = None


def gazetteer() -> Gazetteer:
    """The gazetteer with the reader's files as they were last read; made once."""
    global _held
    own = own_names.current()
    held = _held
    if held is None or held[0] is not own:
        with _lock:
            held = _held
            if held is None or held[0] is not own:
                held = _held = (own, Gazetteer(compiled_cache.load(own)))
    return held[1]


def _rule(text: str, cued: bool, alone: bool, candidates: Sequence[tuple[str, Sequence[str]]]) -> Ambiguous:
    return Ambiguous(text, tuple(Cued(ident, tuple(cues)) for ident, cues in candidates), cued, alone)


def _aliases(encoded: str, ids: Sequence[str]) -> tuple[Alias, ...]:
    """What a compiled name may mean."""
    parts = (row.split("\t") for row in encoded.split(SEPARATOR))
    return tuple(
        Alias(text, EntityKind(kind), tuple(ids[int(at)] for at in numbers.split())) for kind, text, numbers in parts
    )


class _Names(Mapping[str, tuple[Alias, ...]]):
    """The same by name."""

    def __init__(self, encoded: dict[str, str], ids: Sequence[str]) -> None:
        self._encoded = encoded
        self._ids = ids
        self._known: dict[str, tuple[Alias, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Alias, ...]:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = _aliases(self._encoded[name], self._ids)
        return known

    def get(self, name: str, default: Any = None, /) -> Any:
        """Asked for most names of a text, and few are there: without an exception."""
        return self[name] if name in self._encoded else default

    def __contains__(self, name: object) -> bool:
        return name in self._encoded

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __len__(self) -> int:
        return len(self._encoded)


class _Entities(Mapping[str, Entity]):
    """The entries by id, each read when it is asked for."""

    def __init__(self, made: Compiled) -> None:
        self._numbers = {ident: number for number, ident in enumerate(made.ids)}
        self._starts = made.starts
        self._said = made.said
        self._known: dict[str, Entity] = {}

    def __getitem__(self, ident: str) -> Entity:
        known = self._known.get(ident)
        if known is None:
            name, kind, aliases, line, as_of, source, _ = self._row(ident)
            known = Entity(ident, name, EntityKind(kind), tuple(aliases), line, as_of, source)
            self._known[ident] = known
        return known

    def get(self, ident: str, default: Any = None, /) -> Any:
        """The entry, if there is one."""
        return self[ident] if ident in self._numbers else default

    def __contains__(self, ident: object) -> bool:
        return ident in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def places(self, ident: str) -> tuple[str, ...]:
        """The files that an entry stands in."""
        return tuple(self._row(ident)[6])

    def _row(self, ident: str) -> list[Any]:
        at = self._numbers[ident]
        row: list[Any] = json.loads(self._said[self._starts[at] : self._starts[at + 1]])
        return row
