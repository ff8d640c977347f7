"""How a block is set: its indent, the part that hangs, the lines it keeps. No widget here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nkreader.model.article import Part, PartKind
from nkreader.model.spans import Span
from nkreader.ui.widgets.reading_breaking import cells

STEP = 2
"""Cells that an item of a list inside another is set further in."""
QUOTED = 4
"""Cells that a block quotation is set in."""
DEEPEST = 4
"""Lists inside lists that are told apart."""
NARROW = 24
"""Cells of a line from which on there is room to set anything in."""

_BULLET = re.compile(r"(?:--|[-*•·‣▪◦–—○●□■◇◆△▲▷▶]|\(?\d{1,3}[.)]|\([a-z]\))[ \t]+|[•▲△■◆]")
_DROPPED_MARK = "• "
_MARKED_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_COLUMNS = re.compile(r"[^\s.!?:;\"”’'](?:\t| {2,})\s*\S")
"""A gap inside a line that does not part two sentences."""
_MANY = 0.6
"""How many of its lines have columns in a table."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the lines of a block stand."""

    pieces: tuple[Span, ...]
    """What begins a line of its own, in order."""
    first: int = 0
    """Cells before the first line of each piece."""
    hang: int = 0
    """Cells before its other lines."""
    added: str = ""
    """A bullet that the text does not have, at the right of the first line's indent."""


def shape(text: str, part: Part, width: int, inset: int = 0) -> Shape:
    """How to set a block on lines of `width` cells; `inset` is its own indent as `insets` gives it."""
    inset = inset if width >= NARROW else 0
    if part.kind is PartKind.BULLET:
        return _item(text, part.span.trimmed(text), width, inset)
    if part.kind in (PartKind.PARAGRAPH, PartKind.HEADING):
        span = part.span.trimmed(text)
        lines = tuple(_lines(text, span)) if "\n" in span.of(text) else (span,)
        if len(lines) > 1 and all(_MARKED_QUOTE.match(text, line.start, line.end) for line in lines):
            return Shape(lines, inset, inset + STEP)
        if len(lines) > 1 and is_table(line.of(text) for line in lines):
            return Shape(lines, inset, inset + QUOTED if width >= NARROW else inset)
        return Shape((span,), inset, inset)
    return Shape(tuple(_lines(text, part.span.trimmed(text))))


def _item(text: str, span: Span, width: int, inset: int) -> Shape:
    """An item of a list: what follows its first line hangs under its words."""
    if width <= 10:
        return Shape((span,))
    marker = _BULLET.match(text, span.start, span.end)
    added = "" if marker else _DROPPED_MARK
    return Shape((span,), inset + len(added), inset + min(width // 2, cells(marker[0] if marker else added)), added)


def _lines(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for line in span.of(text).split("\n"):
        yield Span(at, at + len(line)).trimmed(text)
        at += len(line) + 1


def is_table(lines: Iterator[str] | Sequence[str]) -> bool:
    """Whether lines stand in columns: they are kept as they are."""
    rows = [_COLUMNS.search(line) is not None for line in lines]
    return len(rows) > 1 and sum(rows) >= 2 and sum(rows) >= _MANY * len(rows)


def close_together(text: str, before: Part | None, part: Part) -> bool:
    """Whether no blank line parts two blocks: under a heading, between bullets, in boilerplate, in a table."""
    if before is None:
        return False
    if before.kind is PartKind.HEADING:
        return part.kind is not PartKind.HEADING
    if before.kind is not part.kind:
        return False
    if part.kind in (PartKind.BULLET, PartKind.BOILERPLATE):
        return True
    return text[before.span.end : part.span.start].count("\n") == 1 and is_table(
        [before.span.of(text), part.span.of(text)]
    )


def insets(text: str, blocks: Sequence[Part]) -> Mapping[int, int]:
    """Cells that blocks are set in, by the code point at which they begin; the others are not.

    Items of a list go by the white space before them, beyond that of the outermost. A paragraph is a quotation if
    all its lines are set in further than those of most others.
    """
    items = {part.span.start: _indent(text, part.span) for part in blocks if part.kind is PartKind.BULLET}
    outermost = min(items.values(), default=0)
    found = {at: min((indent - outermost) // STEP, DEEPEST) * STEP for at, indent in items.items()}
    prose = {part.span.start: _indent(text, part.span) for part in blocks if part.kind is PartKind.PARAGRAPH}
    usual = min(Counter(prose.values()).most_common(), key=lambda item: (-item[1], item[0]), default=(0, 0))[0]
    found |= {at: QUOTED for at, indent in prose.items() if indent >= STEP and indent > usual}
    return {at: inset for at, inset in found.items() if inset}


def _indent(text: str, span: Span) -> int:
    """White space before the line that has the least of it."""
    least = _before(text, span.start)
    for line in _lines(text, span) if "\n" in span.of(text) else ():
        if line.start > span.start and len(line):
            least = min(least, _before(text, line.start))
    return least


def _before(text: str, start: int) -> int:
    """White space between the beginning of a line and its first character at `start`; 0 if there is other text."""
    lead = text[text.rfind("\n", 0, start) + 1 : start]
    return 0 if lead.strip() else len(lead.expandtabs(4))
