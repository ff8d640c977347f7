"""Themes: one TOML file each, all of one schema, as Textual themes with nkreader's own variables.

Those that come with nkreader stand in its `themes` folder, the reader's own in that of the configuration folder; one
of theirs that has the name of one of ours takes its place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.theme import Theme

from nkreader.settings import lines

DEFAULT = "harbour"

SCHEMA: Mapping[str, tuple[str, ...]] = {
    "base": (
        "background", "surface", "panel", "foreground", "dim", "primary", "secondary", "accent",
        "success", "warning", "error",
    ),
    "names": ("person", "organisation", "place", "weapon", "event"),
    "highlights": ("yellow", "green", "blue", "pink", "purple"),
    "reading": ("match", "sentence-cursor", "selection", "selection-text"),
    "dates": ("certain", "likely", "unknown"),
}  # fmt: skip
"""Tables of a theme file and the colours each must name."""

_PREFIXES = {"names": "entity-", "highlights": "highlight-", "reading": "", "dates": "date-"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"\w[\w -]{0,39}")
_NO_LINES: Mapping[lines.Path, int] = {}


class ThemeError(ValueError):
    """A theme file that cannot be used, and why."""


def read_theme(path: Path) -> Theme:
    """The theme of one file.

    Raises:
        ThemeError: if it is not TOML, or lacks a name, a table or a colour of the schema.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ThemeError(f"{path.name}: {error.strerror or error}") from error
    with suppress(ValueError, RecursionError):  # nearly every theme is right, and to number its lines takes longest
        return theme(tomllib.loads(data.decode()), path.name)
    source = lines.read(data)
    for wrong in source.wrong:
        raise ThemeError(f"{path.name}{f':{wrong.line}' if wrong.line else ''}: {wrong.why}")
    return theme(source.items, path.name, source.lines)


def theme(item: Mapping[str, Any], where: str, known: Mapping[lines.Path, int] = _NO_LINES) -> Theme:
    """The theme of a parsed file; `where` names it in errors, and `known` the lines of its keys.

    Raises:
        ThemeError: as `read_theme`.
    """
    name, dark = item.get("name"), item.get("dark")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or not isinstance(dark, bool):
        raise ThemeError(f'{where}: needed are a name, as in name = "mine", and dark = true or dark = false')
    colours = {(table, key): _colour(item, table, key, where, known) for table, keys in SCHEMA.items() for key in keys}
    base = {key: colours["base", key] for key in SCHEMA["base"]}
    own = {f"{_PREFIXES[table]}{key}": value for (table, key), value in colours.items() if table != "base"}
    own["screen-selection-background"] = own["selection"]
    own["screen-selection-foreground"] = own["selection-text"]
    base_names = [key for key in SCHEMA["base"] if key != "dim"]
    return Theme(
        name=name,
        dark=dark,
        variables=own | _toolkit(base),
        **{key: base[key] for key in base_names},  # type: ignore[arg-type]
    )


def _colour(item: Mapping[str, Any], table: str, key: str, where: str, known: Mapping[lines.Path, int]) -> str:
    group = item.get(table)
    value = group.get(key) if isinstance(group, dict) else None
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        line = known.get((table, key)) or known.get((table,))
        place = f"{where}:{line}" if line else where
        raise ThemeError(f"{place}: [{table}] {key} must be a colour such as #1a2b3c")
    return value


def _toolkit(base: Mapping[str, str]) -> dict[str, str]:
    """Textual's own variables where what it derives would be loud or hard to read."""
    return {
        "dim": base["dim"],
        "block-cursor-background": base["panel"],
        "block-cursor-foreground": base["foreground"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": base["surface"],
        "block-cursor-blurred-foreground": base["foreground"],
        "footer-background": base["surface"],
        "footer-foreground": base["dim"],
        "footer-key-foreground": base["accent"],
        "footer-description-foreground": base["dim"],
        "input-cursor-background": base["foreground"],
        "input-cursor-foreground": base["background"],
        "scrollbar": base["panel"],
        "scrollbar-background": base["background"],
        "scrollbar-corner-color": base["background"],
        "scrollbar-hover": base["dim"],
        "scrollbar-active": base["accent"],
        "scrollbar-background-hover": base["background"],
        "scrollbar-background-active": base["background"],
        "border": base["accent"],
        "border-blurred": base["panel"],
    }


def shipped(folder: Path) -> list[Theme]:
    """The themes of a folder, by file name.

    Raises:
        ThemeError: as `read_theme`.
    """
    return [read_theme(path) for path in sorted(folder.glob("*.toml"))]


def own(folder: Path) -> tuple[list[Theme], list[str]]:
    """The reader's themes in a folder, by file name, and one line for each file that cannot be used."""
    found: dict[str, Theme] = {}
    told = []
    try:
        paths = sorted(folder.glob("*.toml"))
    except OSError:
        paths = []
    for path in paths:
        try:
            read = read_theme(path)
        except ThemeError as error:
            told.append(f"{error}; this theme is left out")
            continue
        if read.name in found:
            told.append(f"{path.name}: there is a theme {read.name} already; this one is left out")
        else:
            found[read.name] = read
    return [*found.values()], told


def defaults(themes: list[Theme]) -> dict[str, str]:
    """nkreader's variables for themes that do not name them (Textual's own): those of the default theme."""
    chosen = next((item for item in themes if item.name == DEFAULT), None)
    if chosen is None:
        raise ThemeError(f"the theme {DEFAULT} is missing")
    own = ("dim", *(f"{_PREFIXES[t]}{key}" for t in SCHEMA if t != "base" for key in SCHEMA[t]))
    return {key: chosen.variables[key] for key in own}
