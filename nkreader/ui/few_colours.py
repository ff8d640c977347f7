"""Terminals with 256 colours, sixteen or none: colours that they have, and what stands for colour without any.

A theme's colours brought down to sixteen would lose most highlights in the background and some names altogether. So
a dark theme looks like the one set there, a light one like the other. Without colours (`NO_COLOR`, or a terminal
that has none) what lay in a background is told by attributes: reversed, bold, underlined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from nkreader.ui.painting import OVERLAP
from nkreader.ui.themes import theme as theme_of

_BLACK, _RED, _GREEN, _BROWN, _BLUE, _MAGENTA, _CYAN, _LIGHT = (
    "#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
)  # fmt: skip
_GREY, _BRIGHT_RED, _BRIGHT_GREEN, _YELLOW, _BRIGHT_BLUE, _PINK, _BRIGHT_CYAN, _WHITE = (
    "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff",
)  # fmt: skip

_DARK: Mapping[str, Mapping[str, str]] = {
    "base": {
        "background": _BLACK, "surface": _BLACK, "panel": _GREY, "foreground": _WHITE, "dim": _LIGHT,
        "primary": _BRIGHT_CYAN, "secondary": _BRIGHT_GREEN, "accent": _YELLOW, "success": _BRIGHT_GREEN,
        "warning": _YELLOW, "error": _BRIGHT_RED,
    },
    "names": {"person": _BRIGHT_CYAN, "organisation": _YELLOW, "place": _BRIGHT_GREEN, "weapon": _BRIGHT_RED,
              "event": _PINK},
    "highlights": {"yellow": _BROWN, "green": _GREEN, "blue": _BLUE, "pink": _RED, "purple": _MAGENTA},
    "reading": {"match": _YELLOW, "sentence-cursor": _BLACK, "selection": _WHITE, "selection-text": _BLACK},
    "dates": {"certain": _WHITE, "likely": _YELLOW, "unknown": _LIGHT},
}  # fmt: skip
_LIGHT_ONE: Mapping[str, Mapping[str, str]] = {
    "base": {
        "background": _WHITE, "surface": _WHITE, "panel": _LIGHT, "foreground": _BLACK, "dim": _GREY,
        "primary": _BLUE, "secondary": _BLUE, "accent": _MAGENTA, "success": _BLUE, "warning": _RED, "error": _RED,
    },
    "names": {"person": _BLUE, "organisation": _MAGENTA, "place": _BLACK, "weapon": _RED, "event": _GREY},
    "highlights": {"yellow": _YELLOW, "green": _BRIGHT_GREEN, "blue": _BRIGHT_CYAN, "pink": _PINK, "purple": _LIGHT},
    "reading": {"match": _RED, "sentence-cursor": _WHITE, "selection": _BLACK, "selection-text": _WHITE},
    "dates": {"certain": _BLACK, "likely": _MAGENTA, "unknown": _GREY},
}  # fmt: skip

WITHOUT: Mapping[str, str] = {
    **dict.fromkeys(("yellow", "green", "blue", "pink", "purple"), "reverse"),
    OVERLAP: "reverse underline2",
    "match": "bold reverse",
    "match here": "bold reverse underline",
    "selection": "not bold not italic not underline reverse",
    "caret": "not reverse bold underline",
}
"""Layers of nkreader.ui.painting as they are without colours, where their own look is nothing but colour."""
FEW: Mapping[str, str] = {OVERLAP: "underline2"}
"""The same with sixteen colours: there is none for what lies between two of them."""


_MARKERS: Mapping[bool, Mapping[str, str]] = {
    True: {"yellow": "#5f5f00", "green": "#005f00", "blue": "#005f87", "pink": "#5f005f", "purple": "#5f00af"},
    False: {"yellow": "#ffff87", "green": "#afffaf", "blue": "#afd7ff", "pink": "#ffafd7", "purple": "#d7afff"},
}
"""Highlights in colours that terminals with 256 have, by whether the theme is dark: brought down, some would be one."""


def fitting(theme: Theme, system: str | None) -> Theme:
    """What stands for a theme in a terminal with so many colours, as the toolkit calls it."""
    if system in ("standard", "windows"):
        return sixteen(theme)
    if system == "256":
        marks = {f"highlight-{name}": colour for name, colour in _MARKERS[theme.dark].items()}
        return replace(theme, variables=theme.variables | marks)
    return theme


def instead(system: str | None, colourless: bool) -> Mapping[str, str]:
    """Layers that look otherwise in a terminal with so many colours."""
    if colourless:
        return WITHOUT
    return FEW if system in ("standard", "windows") else {}


def sixteen(theme: Theme) -> Theme:
    """What stands for a theme where there are sixteen colours."""
    known = {"name": theme.name, "dark": theme.dark, **(_DARK if theme.dark else _LIGHT_ONE)}
    return theme_of(known, theme.name)


class Colourless(LineFilter):
    """Leaves no colour in what is written to the terminal, attributes as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Of a line's segments."""
        return [Segment(text, _plain(style), control) for text, style, control in segments]


@lru_cache(1024)
def _plain(style: Style | None) -> Style | None:
    return style.without_color if style else style
