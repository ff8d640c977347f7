"""Themes: one TOML file each, all of one schema, as Textual themes with nkreader's own variables."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.theme import Theme

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


class ThemeError(ValueError):
    """A theme file that cannot be used, and why."""


def read_theme(path: Path) -> Theme:
    """The theme of one file.

    Raises:
        ThemeError: if it is not TOML, or lacks a name, a table or a colour of the schema.
    """
    try:
        item = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ThemeError(f"{path.name}: {error}") from error
    return theme(item, path.name)


def theme(item: Mapping[str, Any], where: str) -> Theme:
    """The theme of a parsed file; `where` names it in errors.

    Raises:
        ThemeError: as `read_theme`.
    """
    name, dark = item.get("name"), item.get("dark")
    if not isinstance(name, str) or not name or not isinstance(dark, bool):
        raise ThemeError(f"{where}: name and dark are needed")
    colours = {(table, key): _colour(item, table, key, where) for table, keys in SCHEMA.items() for key in keys}
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


def _colour(item: Mapping[str, Any], table: str, key: str, where: str) -> str:
    group = item.get(table)
    value = group.get(key) if isinstance(group, dict) else None
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise ThemeError(f"{where}: [{table}] {key} must be a colour such as #1a2b3c")
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


def defaults(themes: list[Theme]) -> dict[str, str]:
    """nkreader's variables for themes that do not name them (Textual's own): those of the default theme."""
    chosen = next((item for item in themes if item.name == DEFAULT), None)
    if chosen is None:
        raise ThemeError(f"the theme {DEFAULT} is missing")
    own = ("dim", *(f"{_PREFIXES[t]}{key}" for t in SCHEMA if t != "base" for key in SCHEMA[t]))
    return {key: chosen.variables[key] for key in own}
