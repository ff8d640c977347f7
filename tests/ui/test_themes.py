"""Every theme has the whole schema, and everything that is read stands out enough."""

from __future__ import annotations

import math
import tomllib
from itertools import combinations
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


def test_the_strongest_theme_passes_the_strongest_rule() -> None:
    """WCAG 2.2, success criterion 1.4.6 (enhanced contrast)."""
    item = _item(locations.themes() / "beacon.toml")
    pages = [item["base"][key] for key in ("background", "surface", "panel")]
    pages += [*item["highlights"].values(), item["reading"]["sentence-cursor"]]
    text = [item["base"]["foreground"], *item["names"].values(), *item["dates"].values()]
    assert min(_contrast(one, page) for one in text for page in pages) >= 7


BLINDNESS = {
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What is seen of linear red, green and blue (Machado, Oliveira and Fernandes, 2009, severity 1.0)."""


def _seen(colour: str, eyes: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour, as these eyes see it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in BLINDNESS[eyes]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eyes", BLINDNESS)
def test_kinds_of_names_stay_apart_for_all_eyes(eyes: str) -> None:
    names = _item(locations.themes() / "estuary.toml")["names"]
    seen = [_seen(colour, eyes) for colour in names.values()]
    assert min(math.dist(one, other) for one, other in combinations(seen, 2)) > 20


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
