"""The reader's settings: `settings.toml` in the configuration folder. Nothing needs to be set.

| key | meaning | allowed | default |
|---|---|---|---|
| `limit_mb` | megabytes; a larger file, or row of one, is not taken in | a number above 0, up to 2000 | 20 |
| `measure` | columns that a line of text takes in the reader, at most | a whole number, 40 to 120 | 72 |
| `rescan_at_start` | look again at the known folders when the reading room opens | true or false | true |

What is wrong in the file is told in one line each and costs nothing else: the default holds. A size given on the
command line goes before the one that is set.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkreader import locations

FILE = "settings.toml"
MEGABYTE = 1_000_000
MOST_MB = 2000
"""Megabytes that may be asked for: an article is held in memory several times over."""
_SHOWN = 40
"""Code points of a wrong value that are told."""


@dataclass(frozen=True, slots=True)
class Key:
    """One setting."""

    name: str
    meaning: str
    allowed: str
    default: Any
    fits: Callable[[Any], bool]


KEYS = (
    Key(
        "limit_mb",
        "megabytes; a larger file, or row of one, is not taken in",
        f"a number above 0, up to {MOST_MB}",
        20,
        lambda value: type(value) in (int, float) and 0 < value <= MOST_MB,
    ),
    Key(
        "measure",
        "columns that a line of text takes in the reader, at most",
        "a whole number, 40 to 120",
        72,
        lambda value: type(value) is int and 40 <= value <= 120,
    ),
    Key(
        "rescan_at_start",
        "look again at the known folders when the reading room opens",
        "true or false",
        True,
        lambda value: isinstance(value, bool),
    ),
)
"""Every setting, by name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set, or the defaults; see the table above."""

    limit_mb: float = 20
    measure: int = 72
    rescan_at_start: bool = True

    @property
    def limit(self) -> int:
        """The size limit in bytes."""
        return in_bytes(self.limit_mb)


def in_bytes(megabytes: float) -> int:
    """A size in bytes, one at least."""
    return max(1, int(megabytes * MEGABYTE))


def read(path: Path | None = None) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and one line for each thing that is wrong with the file. Never raises for what stands there."""
    path = path or locations.config() / FILE
    try:
        found = _parsed(path)
    except (ValueError, RecursionError, OSError) as error:
        said = (error.strerror if isinstance(error, OSError) else None) or str(error).splitlines()[0]
        return Settings(), (f"{path}: cannot be read ({said}); the defaults hold",)
    told = []
    kept: dict[str, Any] = {}
    for name, value in found.items():
        key = next((key for key in KEYS if key.name == name), None)
        if key is None:
            names = ", ".join(key.name for key in KEYS)
            told.append(f"{path}: {name[:_SHOWN]!r} is no setting (there are {names})")
        elif key.fits(value):
            kept[name] = value
        else:
            default = _shown(key.default)
            told.append(f"{path}: {name} = {_shown(value)} is not allowed: {key.allowed}; the default holds, {default}")
    return Settings(**kept), tuple(told)


def _parsed(path: Path) -> Mapping[str, Any]:
    """What the file holds; nothing where there is none.

    Raises:
        OSError: if it cannot be opened or is no file.
        ValueError: if it is not TOML in UTF-8.
    """
    try:
        if not path.exists() and not path.is_symlink():
            return {}
    except PermissionError:  # a folder that is closed to us is not ours, and nothing is set
        return {}
    if not path.is_file():
        raise OSError(0, "it is no file")
    with path.open("rb") as file:
        return tomllib.load(file)


def _shown(value: Any) -> str:
    """A value as TOML has it, in short."""
    said = str(value).lower() if isinstance(value, bool) else repr(value)
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"


def table() -> tuple[tuple[str, str, str, str], ...]:
    """Key, meaning, allowed values and default of every setting, as the README and the help tell them."""
    return tuple((key.name, key.meaning, key.allowed, _shown(key.default)) for key in KEYS)
