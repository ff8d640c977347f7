"""The reader's settings: `settings.toml` in the configuration folder. Nothing needs to be set.

| key | meaning | allowed | default |
|---|---|---|---|
| `limit_mb` | megabytes; a larger file, or row of one, is not taken in | a number above 0, up to 2000 | 20 |
| `measure` | columns that a line of text takes in the reader, at most | a whole number, 40 to 120 | 72 |
| `rescan_at_start` | look again at the known folders when the reading room opens | true or false | true |
| `theme` | a theme of nkreader, or one in the folder themes beside this file | the name of a theme | harbour |
| `dates` | how a day is written: 2024-03-24, 24 Mar 2024 or Mar 24, 2024 | "iso", "short" or "us" | "iso" |
| `flavour` | the dialect of Markdown that exports are written in | "commonmark" or "obsidian" | "commonmark" |
| `postings` | how the index keeps postings: as arrays, or Whoosh's own way, slower | "arrays" or "whoosh" | "arrays" |
| `watch` | take in what changes in the known folders while the reading room is open | true, false or "polling" | true |
| `allow_private` | fetch from this machine and the network it is in, too | true or false | false |
| `[colours]` | what a colour stands for, as in yellow = "claim" | up to 24 printable characters | its name |
| `[keys]` | keys of a command, as in "list.star" = ["F6", "Ctrl+y"] | a key or a list; [] for none | its keys |

What is wrong in the file is told in one line each, with its line, and costs nothing else: the default holds. A size
given on the command line goes before the one that is set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from nkreader import locations
from nkreader.settings import lines
from nkreader.settings.keys import COLOURS, FLAVOURS, KEYS, LOOKS, MOST_MB, POLLING, POSTINGS, Key
from nkreader.settings.telling import cut, shown

__all__ = [
    "COLOURS", "FILE", "FLAVOURS", "KEYS", "LOOKS", "MEGABYTE", "MOST_MB", "POLLING", "POSTINGS", "Key", "Settings",
    "file", "in_bytes", "read", "table",
]  # fmt: skip

FILE = "settings.toml"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set, or the defaults; see the table above."""

    limit_mb: float = 20
    measure: int = 72
    rescan_at_start: bool = True
    theme: str = ""
    """Empty: the one chosen last, or the default."""
    dates: str = "iso"
    flavour: str = "commonmark"
    postings: str = "arrays"
    """`search.index.PostingsCodec`; an index that is kept otherwise is written anew."""
    watch: bool | str = True
    """`POLLING`, or whether at all; where a drive is known to tell of no change, it is looked through in any case."""
    allow_private: bool = False
    colours: Mapping[str, str] = field(default_factory=dict)
    """Names that the reader gave to colours."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys as written, by `where.command`; whether there are such commands and keys, the reading room knows."""
    path: Path | None = field(default=None, compare=False)
    """The file this stands in."""
    lines: Mapping[lines.Path, int] = field(default_factory=dict, compare=False)
    """Where in the file, from 1."""

    @property
    def limit(self) -> int:
        """The size limit in bytes."""
        return in_bytes(self.limit_mb)

    def place(self, *key: str) -> str:
        """The file and the line of a key, before what is to be said of it."""
        line = self.lines.get(key)
        return f"{self.path}:{line}" if line else f"{self.path}"


class _Entry(NamedTuple):
    """A setting, or a key of a table of settings, as it stands in the file."""

    path: lines.Path
    value: Any
    key: Key | None
    """None for what is no setting."""


def in_bytes(megabytes: float) -> int:
    """A size in bytes, one at least."""
    return max(1, int(megabytes * MEGABYTE))


def file() -> Path:
    """Where the settings stand, or would stand."""
    return locations.config() / FILE


def read(path: Path | None = None) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and one line for each thing that is wrong with the file. Never raises for what stands there."""
    path = path or file()
    try:
        source = lines.read(_bytes(path))
    except OSError as error:
        return Settings(path=path), (f"{path}: cannot be read ({error.strerror or error}); the defaults hold",)
    told = [_passed_over(path, wrong) for wrong in source.wrong]
    kept: dict[str, Any] = {}
    tables: dict[str, dict[str, Any]] = {key.name: {} for key in KEYS if key.is_table}
    for entry in _entries(source.items):
        if problem := _problem(entry):
            line = _line(source.lines, entry.path)
            told.append(f"{path}:{line}: {problem}" if line else f"{path}: {problem}")
        elif entry.key is not None and entry.key.is_table:
            tables[entry.key.name][entry.path[1]] = entry.value
        else:
            kept[entry.path[0]] = entry.value
    keys = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in tables["keys"].items()}
    places = {_flat(key): _line(source.lines, key) for key in source.lines}
    return Settings(**kept, colours=tables["colours"], keys=keys, path=path, lines=places), tuple(told)


def _passed_over(path: Path, wrong: lines.Wrong) -> str:
    if wrong.line:
        return f"{path}:{wrong.line}: cannot be read ({wrong.why}) and is passed over"
    return f"{path}: cannot be read ({wrong.why}); the defaults hold"


def _entries(items: Mapping[str, Any]) -> Iterator[_Entry]:
    """What the file sets, the keys of its tables one by one; dots in their names may be TOML's or the reader's."""
    for name, value in items.items():
        key = next((key for key in KEYS if key.name == name), None)
        if key is None or not key.is_table or not isinstance(value, Mapping):
            yield _Entry((name,), value, key)
            continue
        for inner, item in value.items():
            if key.names or not isinstance(item, Mapping):
                yield _Entry((name, inner), item, key)
            else:
                yield from (_Entry((name, f"{inner}.{last}"), each, key) for last, each in item.items())


def _problem(entry: _Entry) -> str:
    """What is wrong with an entry; empty if nothing is."""
    name, key, value = entry.path[-1], entry.key, entry.value
    if key is None:
        return f"{cut(name)!r} is no setting (there are {', '.join(key.name for key in KEYS)})"
    if key.is_table and len(entry.path) == 1:
        return f"{name} = {shown(value)} is not allowed: it is a table, [{name}]"
    if key.is_table and any(name == other.name for other in KEYS):
        return f"{name} stands below [{key.name}] and so belongs to it: move it above the first line in brackets"
    if key.names and name not in key.names:
        return f"{cut(name)!r} cannot be set in [{key.name}] (there are {', '.join(key.names)})"
    if not key.fits(value):
        holds = "" if key.is_table else f", {_default(key)}"
        return f"{cut(name)} = {shown(value)} is not allowed: {key.allowed}; the default holds{holds}"
    return ""


def _flat(path: lines.Path) -> lines.Path:
    """The path of an entry: that of a key that is split at TOML's dots, put together."""
    return (path[0], ".".join(path[1:])) if len(path) > 2 else path


def _line(known: Mapping[lines.Path, int], path: lines.Path) -> int:
    """The line of an entry, of the table it stands in if its own is not known, or 0."""
    asked = (path, (path[0], *path[-1].split(".", 1)) if len(path) > 1 else path, path[:1])
    return next((known[one] for one in asked if one in known), 0)


def _bytes(path: Path) -> bytes:
    """What the file holds; nothing where there is none.

    Raises:
        OSError: if it cannot be opened or is no file.
    """
    try:
        if not path.exists() and not path.is_symlink():
            return b""
    except PermissionError:  # a folder that is closed to us is not ours, and nothing is set
        return b""
    if not path.is_file():
        raise OSError(0, "it is no file")
    return path.read_bytes()


def _default(key: Key) -> str:
    return key.without or shown(key.default)


def table() -> tuple[tuple[str, str, str, str], ...]:
    """Key, meaning, allowed values and default of every setting, as the README and the help tell them."""
    return tuple(
        (f"[{key.name}]" if key.is_table else key.name, key.meaning, key.allowed, _default(key)) for key in KEYS
    )
