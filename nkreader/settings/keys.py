"""Every setting there is: its name, what it means, what is allowed and what holds without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

MOST_MB = 2000
"""Megabytes that may be asked for: an article is held in memory several times over."""
LOOKS = ("iso", "short", "us")
"""How dates may be written."""
FLAVOURS = ("commonmark", "obsidian")
"""The dialects of Markdown that exports know."""
POSTINGS = ("arrays", "whoosh")
"""How the index may be kept."""
POLLING = "polling"
"""Folders are looked through again and again, on drives that tell of no change."""
COLOURS = ("yellow", "green", "blue", "pink", "purple")
"""The colours that may be given a name."""
_LONGEST = 24
"""Code points of a colour's name."""
_NONE: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Key:
    """One setting."""

    name: str
    meaning: str
    allowed: str
    default: Any
    fits: Callable[[Any], bool]
    """Whether a value is allowed; for a table, a value in it."""
    without: str = ""
    """What holds without it, where the default's own look would not tell."""
    names: tuple[str, ...] = ()
    """The keys a table may have, where they are known here."""

    @property
    def is_table(self) -> bool:
        """Whether it is a table of its own."""
        return isinstance(self.default, Mapping)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= _LONGEST and value.isprintable()


def _are_keys(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(key, str) for key in value))


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
    Key(
        "theme",
        "a theme of nkreader, or one in the folder themes beside this file",
        "the name of a theme",
        "",
        lambda value: isinstance(value, str) and bool(value) and value.isprintable(),
        without="harbour",
    ),
    Key(
        "dates",
        "how a day is written: 2024-03-24, 24 Mar 2024 or Mar 24, 2024",
        '"iso", "short" or "us"',
        "iso",
        lambda value: value in LOOKS,
    ),
    Key(
        "flavour",
        "the dialect of Markdown that exports are written in",
        '"commonmark" or "obsidian"',
        "commonmark",
        lambda value: value in FLAVOURS,
    ),
    Key(
        "postings",
        "how the index keeps postings: as arrays, or Whoosh's own way, slower",
        '"arrays" or "whoosh"',
        "arrays",
        lambda value: value in POSTINGS,
    ),
    Key(
        "watch",
        "take in what changes in the known folders while the reading room is open",
        'true, false or "polling"',
        True,
        lambda value: isinstance(value, bool) or value == POLLING,
    ),
    Key(
        "allow_private",
        "fetch from this machine and the network it is in, too",
        "true or false",
        False,
        lambda value: isinstance(value, bool),
    ),
    Key(
        "colours",
        'what a colour stands for, as in yellow = "claim"',
        f"up to {_LONGEST} printable characters",
        _NONE,
        _is_name,
        without="its name",
        names=COLOURS,
    ),
    Key(
        "keys",
        'keys of a command, as in "list.star" = ["F6", "Ctrl+y"]',
        "a key or a list; [] for none",
        _NONE,
        _are_keys,
        without="its keys",
    ),
)
"""Every setting, by name; tables come last, as TOML wants it."""
