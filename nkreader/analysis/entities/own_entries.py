"""What the reader's own gazetteer files say, checked entry by entry: a mistake costs its entry and nothing else.

    [person.hong-kil-tong]          # a new entry; the word before the dot is its kind
    name = "Hong Kil Tong"
    aliases = ["Hong Gil-dong", "홍길동"]
    line = "Director of the harbour office."

    [place.pyongyang]               # an entry that is there: more names for it, or another name, kind or line
    aliases = ["Heijo"]

    [organisation.some-office]      # an entry that is there, switched off
    ignore = true

Also read are the heads `["person/hong-kil-tong"]`, and `[hong-kil-tong]` where the entry, or `[defaults]` above it,
has a kind: the form of the files that come with nkreader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from nkreader.analysis.entities.folded_key import key
from nkreader.analysis.entities.listed_rows import split
from nkreader.analysis.own_names import OwnFile
from nkreader.model.entities import EntityKind
from nkreader.model.sanitise import is_safe, safe_line
from nkreader.settings import lines

KINDS = tuple(str(kind) for kind in EntityKind)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LONGEST_NAME = 200
_LONGEST_LINE = 1000
"""Code points."""
_SHOWN = 60
"""Code points of a wrong value that are told."""


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry of the reader's: new, or what it changes in one that is there."""

    id: str
    kind: EntityKind | None
    """None where an entry that is there keeps its own."""
    fields: Mapping[str, Any]
    """Of `name`, `line`, `short`, `source`, `as_of`, `since`, `until`, `ignore` those that are given."""
    aliases: tuple[str, ...]
    place: str
    """File and line."""

    @property
    def file(self) -> str:
        """The name of its file."""
        return PurePath(self.place.rpartition(":")[0]).name


def own_entries(files: Iterable[OwnFile], listed: Container[str]) -> tuple[list[OwnEntry], tuple[str, ...]]:
    """The entries of some files that hold, and one line for each thing that is wrong with them.

    `listed` tells which ids are entries already; what one file adds, the next may change.
    """
    found: list[OwnEntry] = []
    told: list[str] = []
    new: set[str] = set()
    for file in files:
        source = lines.read(file.data)
        for wrong in source.wrong:
            at = f":{wrong.line}" if wrong.line else ""
            told.append(safe_line(f"{file.path}{at}: cannot be read ({wrong.why}) and is passed over"))
        defaults = _defaults(source.items.get("defaults", {}))
        if isinstance(defaults, str):
            told.append(safe_line(f"{file.path}:{source.lines.get(('defaults',), 1)}: [defaults]: {defaults}"))
            defaults = {}
        for path, value in _tables(source.items):
            place = f"{file.path}:{source.lines.get(path, source.lines.get(path[:1], 1))}"
            entry = _entry(path, value, defaults, place)
            wrong_with = entry if isinstance(entry, str) else _wrong_here(entry, listed, new)
            if wrong_with:
                told.append(safe_line(f"{place}: {_cut('.'.join(path))}: {wrong_with}; the entry is skipped"))
            elif isinstance(entry, OwnEntry):
                found.append(entry)
                new.add(entry.id)
    return found, tuple(told)


def _defaults(value: Any) -> dict[str, Any] | str:
    """What holds for the entries of a file that do not say otherwise, or what is wrong with it."""
    if not isinstance(value, Mapping):
        return "is no table"
    for name, given in value.items():
        if name not in ("kind", "source", "as_of"):
            return f"{_cut(name)!r} cannot stand there (kind, source and as_of can)"
        if problem := _FIELDS[name](given):
            return f"{name} {problem}"
    return dict(value)


def _tables(items: Mapping[str, Any]) -> Iterator[tuple[lines.Path, Any]]:
    """Every entry with its path in the file."""
    for name, value in items.items():
        if name == "defaults":
            continue
        if name in KINDS and isinstance(value, Mapping):
            yield from (((name, slug), inner) for slug, inner in value.items())
        else:
            yield (name,), value


def _entry(path: lines.Path, value: Any, defaults: Mapping[str, Any], place: str) -> OwnEntry | str:
    """An entry, or what is wrong with it."""
    if not isinstance(value, Mapping):
        return "is no entry: an entry is a table, as in [person.hong-kil-tong]"
    for name, given in value.items():
        if name not in _FIELDS:
            return f"{_cut(name)!r} is no field (there are {', '.join(_FIELDS)})"
        if problem := _FIELDS[name](given):
            return f"{name} {problem}"
    if value.get("since", 0) > value.get("until", 9999):
        return "since is later than until"
    before, slash, slug = path[-1].rpartition("/")
    kind = path[0] if len(path) > 1 else before if slash else value.get("kind", defaults.get("kind", ""))
    if kind not in KINDS:
        return f"has no kind: write [KIND.{_cut(slug)}], where KIND is {_either(KINDS)}"
    if not _SLUG.fullmatch(slug) or (slash and len(path) > 1):
        return "is no id: small letters and digits, joined by hyphens"
    given_kind = value.get("kind", None if slash or len(path) > 1 else kind)
    told_of = defaults if "name" in value or "line" in value else {}
    given = {name: each for name, each in {**told_of, **value}.items() if name not in _NOT_FIELDS}
    fields = {name: each.strip() if isinstance(each, str) else each for name, each in given.items()}
    aliases = tuple(dict.fromkeys(each.strip() for name in ("aliases", "shared") for each in _names(value.get(name))))
    return OwnEntry(f"{kind}/{slug}", EntityKind(given_kind) if given_kind else None, fields, aliases, place)


def _wrong_here(entry: OwnEntry, listed: Container[str], new: Container[str]) -> str:
    """What is wrong with an entry among the others; empty if nothing is."""
    if entry.id in listed or entry.id in new:
        return ""
    if entry.fields.get("ignore"):
        return f"there is no entry {entry.id} to switch off"
    if "name" not in entry.fields:
        return f"there is no entry {entry.id} to change, and a new one needs a name"
    return ""


def _names(value: Any) -> tuple[str, ...]:
    """Names in a list, or in one string between bars."""
    return split(value.strip()) if isinstance(value, str) else tuple(value or ())


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        return f"= {_said(value)} is no name"
    said = _cut(value)
    if len(value) > _LONGEST_NAME:
        return f"= {said!r} is longer than {_LONGEST_NAME} characters"
    if not is_safe(value) or not value.isprintable():
        return f"= {said!r} holds characters that no name has"
    folded = key(value)
    if len(folded) < 2 or not any(letter.isalpha() for letter in folded):
        return f"= {said!r} is too short to be told from other text"
    if value.isascii() and value.islower() and " " not in value.strip() and "-" not in value:
        return f"= {said!r} is an ordinary word: it would be marked wherever it stands"
    return ""


def _aliases(value: Any) -> str:
    if not isinstance(value, (str, list)):
        return f"= {_said(value)} is no list of names"
    return next((problem for name in _names(value) if (problem := _name(name))), "")


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable() or not is_safe(value):
        return f"= {_said(value)} is no line of text"
    return f"is longer than {_LONGEST_LINE} characters" if len(value) > _LONGEST_LINE else ""


def _kind(value: Any) -> str:
    return "" if value in KINDS else f"= {_said(value)} is no kind (there are {', '.join(KINDS)})"


def _year(value: Any) -> str:
    return "" if type(value) is int and 1 <= value <= 9999 else f"= {_said(value)} is no year"


def _as_of(value: Any) -> str:
    known = isinstance(value, str) and _DAY.fullmatch(value)
    return "" if known else f'= {_said(value)} is no day: "2025", "2025-03" or "2025-03-24", in quotation marks'


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else f"= {_said(value)} is neither true nor false"


_FIELDS: Mapping[str, Callable[[Any], str]] = {
    "name": _name,
    "aliases": _aliases,
    "kind": _kind,
    "line": _text,
    "short": _name,
    "since": _year,
    "until": _year,
    "source": _text,
    "as_of": _as_of,
    "ignore": _flag,
    "shared": _aliases,
}
"""What may be given, each with what says what is wrong with a value."""
_NOT_FIELDS = ("kind", "aliases", "shared")


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else _cut(repr(value))


def _cut(said: str) -> str:
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
