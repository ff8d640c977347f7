"""Every theme has the whole schema, and everything that is read stands out enough."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from nkreader import locations
from nkreader.ui.themes import SCHEMA, ThemeError, defaults, read_theme, shipped, theme

FILES = sorted(locations.themes().glob("*.toml"))
LEAST = 4.5
"""WCAG 2.2, success criterion 1.4.3 (contrast of text)."""


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _item(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_there_is_a_dark_and_a_light_theme() -> None:
    assert {read_theme(path).dark for path in FILES} == {True, False}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_text_can_be_read(path: Path) -> None:
    item = _item(path)
    base = item["base"]
    pages = [base[key] for key in ("background", "surface", "panel")]
    words = ("foreground", "dim", "primary", "secondary", "accent", "success", "warning", "error")
    text = [base[key] for key in words]
    text += [*item["names"].values(), *item["dates"].values()]
    marked = [*item["highlights"].values(), item["reading"]["sentence-cursor"]]
    weak = [
        (one, page, round(_contrast(one, page), 2)) for one in text for page in pages if _contrast(one, page) < LEAST
    ]
    weak += [
        (one, page, round(_contrast(one, page), 2))
        for one in (base["foreground"], *item["names"].values())
        for page in marked
        if _contrast(one, page) < LEAST
    ]
    assert weak == []
    assert _contrast(item["reading"]["match"], base["background"]) >= LEAST
    assert _contrast(item["reading"]["selection"], item["reading"]["selection-text"]) >= LEAST


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_theme_has_the_schema_and_nothing_else(path: Path) -> None:
    item = _item(path)
    assert item["name"] == path.stem
    assert {table: tuple(item[table]) for table in SCHEMA} == dict(SCHEMA)
    assert set(item) == {"name", "dark", *SCHEMA}


@pytest.mark.parametrize("spoiled", ["red", "#12345", None])
def test_a_theme_without_a_proper_colour_is_refused_by_name(spoiled: str | None) -> None:
    item = _item(FILES[0])
    item["names"]["place"] = spoiled
    with pytest.raises(ThemeError, match=r"mine\.toml: \[names\] place"):
        theme(item, "mine.toml")


def test_themes_of_others_get_our_variables() -> None:
    known = defaults(shipped(locations.themes()))
    assert known["entity-person"].startswith("#")
    assert set(known) >= {"dim", "highlight-pink", "match", "sentence-cursor", "date-likely"}
