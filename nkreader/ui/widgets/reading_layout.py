"""From an article and a width to visual lines that know which code points they show. No widget here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len

from nkreader.model.article import Part, PartKind
from nkreader.model.motions import is_boundary, next_grapheme, snapped
from nkreader.model.piece import Piece
from nkreader.model.sanitise import safe, safe_line
from nkreader.model.spans import Span, at_or_before
from nkreader.ui.widgets import reading_head, ungluing

MEASURE = 72
"""Cells of a comfortable line."""
GUTTER = 2
"""Cells left of the text for the cursor's mark and the highlights' bar."""

_BREAK = " \t\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_WORD = re.compile(f"[^{_BREAK}]+")
_BULLET = re.compile(r"(?:[-*•·‣▪◦–—○●□■◇◆]|\(?\d{1,3}[.)])[ \t]+")
_DROPPED_MARK = "• "
_LAYERS = {PartKind.TITLE: "title", PartKind.HEADING: "heading", PartKind.BOILERPLATE: "boilerplate"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen."""

    span: Span
    """The code points it shows, without the white space it was broken at; else where the next text begins."""
    indent: int = 0
    """Cells between the measure's left edge and the first character."""
    layer: str = ""
    """The painting layer of the whole line, if any."""
    added: str = ""
    """What is shown that is not in the text: a whole line, or a bullet left of the text."""

    @property
    def shows_text(self) -> bool:
        """Whether it shows characters of the article."""
        return bool(len(self.span))


@dataclass(frozen=True)
class Layout:
    """All lines of an article at one width."""

    text: str
    """The article's text, safe; spans are code points of it."""
    lines: tuple[Line, ...]
    measure: int
    """Cells of the widest line possible."""
    margin: int
    """Cells left of the measure; the last two are the gutter."""

    @cached_property
    def _rows(self) -> list[int]:
        return [row for row, line in enumerate(self.lines) if line.shows_text]

    @cached_property
    def _starts(self) -> list[int]:
        return [self.lines[row].span.start for row in self._rows]

    @cached_property
    def extent(self) -> Span:
        """From the first to the last character shown."""
        if not self._rows:
            return Span(0, 0)
        return Span(self.lines[self._rows[0]].span.start, self.lines[self._rows[-1]].span.end)

    def row_of(self, offset: int) -> int:
        """The line that shows a code point, or the last text before it; 0 where there is no text."""
        return self._rows[max(0, at_or_before(self._starts, offset))] if self._rows else 0

    def rows(self, span: Span) -> range:
        """The lines on which a span stands."""
        return range(self.row_of(span.start), self.row_of(max(span.start, span.end - 1)) + 1)

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Line and cell (from the measure's left edge) of a code point; white space is at its line's end."""
        row = self.row_of(offset)
        line = self.lines[row] if self.lines else Line(Span(0, 0))
        before = self.text[line.span.start : max(line.span.start, min(offset, line.span.end))]
        return row, line.indent + cells(before)

    def offset_at(self, row: int, cell: int) -> int:
        """The code point painted at a cell of a line; the line's end right of it, its start left of it."""
        line = self.lines[min(max(row, 0), len(self.lines) - 1)]
        at, used = line.span.start, line.indent
        while at < line.span.end:
            following = min(next_grapheme(self.text, at), line.span.end)
            used += cells(self.text[at:following])
            if cell < used:
                return at
            at = following
        return at

    def holds(self, row: int, cell: int) -> bool:
        """Whether a character of the text is painted there."""
        if not 0 <= row < len(self.lines):
            return False
        line = self.lines[row]
        return line.indent <= cell < line.indent + cells(line.span.of(self.text))

    def text_row(self, row: int, step: int) -> int:
        """The line with text `step` such lines below (above, if negative), as far as there are any."""
        index = bisect_left(self._rows, row) + step
        return self._rows[min(max(index, 0), len(self._rows) - 1)] if self._rows else 0


def cells(text: str) -> int:
    """How many cells a terminal needs for safe text; a tab or newline is painted as one."""
    if text.isascii():
        return len(text)
    return cell_len(text) + text.count("\n") + text.count("\t")


def lay_out(piece: Piece, width: int, measure: int = MEASURE) -> Layout:
    """Lay an article out in a pane of `width` cells, its measure centred where there is room."""
    room = max(1, min(measure, width - GUTTER - 1))
    gutter = GUTTER if width > GUTTER + 1 else 0
    margin = max(gutter, (width - room) // 2)
    text = safe(piece.article.text)
    return Layout(text, tuple(_lines(piece, text, room)), room, margin)


def _lines(piece: Piece, text: str, width: int) -> Iterator[Line]:
    blocks = _shown(piece.article.blocks)
    start = blocks[0].span.start if blocks else 0
    if added := reading_head.title(piece):
        yield from _added(*added, width, start)
    elif blocks and blocks[0].kind is PartKind.TITLE:
        yield from _block(text, blocks[0], width)
        start, blocks = blocks[0].span.end, blocks[1:]
    for line, layer in reading_head.sources(piece):
        yield from _added(line, layer, width, start)
    before: PartKind | None = None
    for part in blocks:
        if not _close_together(before, part.kind):
            yield Line(Span(part.span.start, part.span.start))
        first, *others = ungluing.parts(text, part, piece.analysis.sentences)
        yield from _block(text, Part(part.kind, first), width)
        for span in others:
            yield Line(Span(span.start, span.start))
            yield from _block(text, Part(part.kind, span), width)
        before = part.kind


def _shown(blocks: tuple[Part, ...]) -> tuple[Part, ...]:
    """Without the crawl header and front matter at the beginning.

    Further on they stay in view, so that nothing unseen can lie inside a selection.
    """
    hidden = 0
    while hidden < len(blocks) and reading_head.hidden(blocks[hidden].kind):
        hidden += 1
    return tuple(part for part in blocks[hidden:] if part.span.end > part.span.start)


def _close_together(before: PartKind | None, kind: PartKind) -> bool:
    """Whether no blank line parts two blocks: under a heading, between bullets, in boilerplate."""
    if before is PartKind.HEADING:
        return kind is not PartKind.HEADING
    return before is kind and kind in (PartKind.BULLET, PartKind.BOILERPLATE)


def _added(line: str, layer: str, width: int, at: int) -> Iterator[Line]:
    line = safe_line(line)
    for span, _ in wrapped(line, Span(0, len(line)), width):
        yield Line(Span(at, at), 0, layer, span.of(line))


def _block(text: str, part: Part, width: int) -> Iterator[Line]:
    layer = _LAYERS.get(part.kind, "")
    hang, added = 0, ""
    if part.kind is PartKind.BULLET and width > 10:
        marker = _BULLET.match(text, part.span.start, part.span.end)
        added = "" if marker else _DROPPED_MARK
        hang = cells(marker[0] if marker else added)
    first = len(added)
    for piece in _pieces(text, part):
        for span, indent in wrapped(text, piece, width, first, hang):
            yield Line(span, indent, layer, added)
            added, first = "", hang


def _pieces(text: str, part: Part) -> Iterator[Span]:
    """Paragraphs are one piece; what has lines of its own (titles, boilerplate) keeps them."""
    span = part.span.trimmed(text)
    if part.kind in (PartKind.PARAGRAPH, PartKind.BULLET, PartKind.HEADING):
        yield span
        return
    at = span.start
    for line in span.of(text).split("\n"):
        yield Span(at, at + len(line)).trimmed(text)
        at += len(line) + 1


def wrapped(text: str, span: Span, width: int, first: int = 0, hang: int = 0) -> Iterator[tuple[Span, int]]:
    """Break a span into lines of at most `width` cells: each line's code points and its indent.

    Args:
        text: safe text.
        span: what to break; white space inside it is where lines end.
        width: cells of a line, indent included.
        first: indent of the first line.
        hang: indent of the others.
    """
    start = end = used = -1
    indent = first
    for left, right, need in _units(text, span, width - max(first, hang)):
        gap = cells(text[end:left]) if start >= 0 else 0
        if start >= 0 and used + gap + need > width:
            yield Span(start, end), indent
            start, indent, gap = -1, hang, 0
        if start < 0:
            start, used = left, indent
        used += gap + need
        end = right
    if start >= 0:
        yield Span(start, end), indent


def _units(text: str, span: Span, room: int) -> Iterator[tuple[int, int, int]]:
    """Start, end and cells of what stays together: words, and the graphemes of a word longer than a line."""
    for match in _WORD.finditer(text, span.start, span.end):
        start, end = match.span()
        if not is_boundary(text, start):  # a mark on the white space before it
            start = snapped(text, start)
        need = cells(text[start:end])
        if need <= room:
            yield start, end, need
            continue
        while start < end:
            following = min(next_grapheme(text, start), end)
            yield start, following, cells(text[start:following])
            start = following
