"""What the styles and the numbering of a Word document mean for its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from nkreader.ingest.formats.package import attribute, children, first

_HEADING = re.compile(r"(?:heading|subtitle|title|overskrift|überschrift|titre|제목)\s*\d?", re.I)
_CONTENTS = re.compile(r"(?:toc|index|table of figures)\s*(?:heading|\d)?", re.I)
_BASED = 20
_BODY_LEVEL = 9
"""The outline level that stands for no heading."""


@dataclass(slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: int | None
    number: tuple[str, int] | None
    hidden: bool = False


@dataclass(slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Styles:
    """The styles and lists of one document; `mark` counts the lists' items as it is asked."""

    styles: Any | None
    numbering: Any | None
    _by_id: dict[str, _Style] = field(default_factory=dict)
    _lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _of_number: dict[str, str] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _default: str | None = None

    def __post_init__(self) -> None:
        for one in children(self.styles, "style") if self.styles is not None else ():
            key = attribute(one, "styleId") or ""
            properties = first(one, "pPr")
            self._by_id[key] = _Style(
                name=value(first(one, "name")) or key,
                based_on=value(first(one, "basedOn")),
                outline=whole(value(first(properties, "outlineLvl"))),
                number=numbered(properties),
            )
        if self.numbering is None:
            return
        for one in children(self.numbering, "abstractNum"):
            levels = {}
            for level in children(one, "lvl"):
                start = whole(value(first(level, "start")))
                levels[whole(attribute(level, "ilvl")) or 0] = _Level(
                    value(first(level, "numFmt")) or "decimal",
                    value(first(level, "lvlText")) or "",
                    1 if start is None else start,
                )
            self._lists[attribute(one, "abstractNumId") or ""] = levels
        for one in children(self.numbering, "num"):
            self._of_number[attribute(one, "numId") or ""] = value(first(one, "abstractNumId")) or ""

    def is_title(self, properties: Any | None) -> bool:
        """Whether a paragraph of these properties is the document's title."""
        return any(style.name.casefold() == "title" for style in self._line(properties))

    def is_heading(self, properties: Any | None) -> bool:
        """Whether it is a heading: by the name that every language's Word writes for its own style, or its level."""
        direct = whole(value(first(properties, "outlineLvl")))
        if direct is not None:
            return direct < _BODY_LEVEL
        for style in self._line(properties):
            if style.outline is not None:
                return style.outline < _BODY_LEVEL
            if _HEADING.fullmatch(style.name):
                return True
        return False

    def is_contents(self, properties: Any | None) -> bool:
        """Whether it is a line of a table of contents."""
        return any(_CONTENTS.fullmatch(style.name) for style in self._line(properties)[:1])

    def mark(self, properties: Any | None) -> str | None:
        """The mark of a list's item with a space behind it, its number counted on; None for what is no item."""
        number = numbered(properties) or next((style.number for style in self._line(properties) if style.number), None)
        if number is None or number[0] in ("", "0"):
            return None
        key, depth = number
        levels = self._lists.get(self._of_number.get(key, ""), {})
        level = levels.get(depth)
        if level is None or level.form in ("bullet", "none", "") or "%" not in level.text:
            return "- "
        group = self._of_number.get(key, key)
        self._counts[group, depth] = self._counts.get((group, depth), level.start - 1) + 1
        for deeper in [place for place in self._counts if place[0] == group and place[1] > depth]:
            del self._counts[deeper]
        return self._spelled(group, levels, level) + " "

    def _spelled(self, group: str, levels: dict[int, _Level], level: _Level) -> str:
        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            of = levels.get(depth)
            return spelled(self._counts.get((group, depth), of.start if of else 1), of.form if of else "decimal")

        return re.sub(r"%([1-9])", number, level.text)

    def _line(self, properties: Any | None) -> list[_Style]:
        """The style of a paragraph and those that it is based on."""
        key = value(first(properties, "pStyle"))
        found: list[_Style] = []
        while key and key in self._by_id and len(found) < _BASED:
            found.append(self._by_id[key])
            key = self._by_id[key].based_on
        if key and not found:
            found.append(_Style(key, None, None, None))
        return found


def value(element: Any | None) -> str | None:
    """What an element's `val` says."""
    return None if element is None else attribute(element, "val")


def whole(said: str | None) -> int | None:
    """A small whole number; None if it is none."""
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 7 else None


def numbered(properties: Any | None) -> tuple[str, int] | None:
    """The list and the depth in it that a paragraph's or a style's properties name."""
    number = first(properties, "numPr")
    if number is None:
        return None
    key = value(first(number, "numId"))
    return None if key is None else (key, whole(value(first(number, "ilvl"))) or 0)


def spelled(number: int, form: str) -> str:
    """A number as a list writes it."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 5 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        letters = _roman(number)
        return letters.upper() if form == "upperRoman" else letters
    if form == "ganada" and 0 < number <= 14:
        return "가나다라마바사아자차카타파하"[number - 1]
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    said = ""
    for amount, letters in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                            (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        said += letters * (number // amount)
        number %= amount
    return said
