"""From an article and a width to visual lines that know which code points they show. No widget here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from nkreader.model.article import Part, PartKind
from nkreader.model.motions import next_grapheme
from nkreader.model.sanitise import safe, safe_line
from nkreader.model.spans import Span, at_or_before
from nkreader.ui.widgets import reading_glosses, reading_head, ungluing
from nkreader.ui.widgets.reading_blocks import close_together, insets, shape
from nkreader.ui.widgets.reading_breaking import JOINT, cells, wrapped
from nkreader.ui.widgets.reading_glosses import Gloss, Glosses

if TYPE_CHECKING:
    from nkreader.model.piece import Piece

__all__ = ["GUTTER", "MEASURE", "Layout", "Line", "Stretch", "cells", "lay_out", "wrapped"]

MEASURE = 72
"""Cells of a comfortable line."""
GUTTER = 2
"""Cells left of the text for the cursor's mark and the highlights' bar."""

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
    glosses: tuple[Gloss, ...] = ()
    """What is shown between its characters."""

    @property
    def shows_text(self) -> bool:
        """Whether it shows characters of the article."""
        return bool(len(self.span))


class Stretch(NamedTuple):
    """A part of a line."""

    span: Span
    """The code points it stands for; none for a gloss."""
    shown: str | None = None
    """What is shown in the place of these characters; None for themselves."""


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

    def stretches(self, line: Line) -> Iterator[Stretch]:
        """A line cut where what is shown is not what the text has, in order."""
        at = line.span.start
        shown = [Stretch(Span(gloss.at, gloss.at), gloss.text) for gloss in line.glosses]
        shown += [Stretch(Span(*joint.span()), " ") for joint in JOINT.finditer(self.text, *_ends(line.span))]
        for stretch in sorted(shown) if len(shown) > 1 else shown:
            if at < stretch.span.start:
                yield Stretch(Span(at, stretch.span.start))
            yield stretch
            at = stretch.span.end
        if at < line.span.end:
            yield Stretch(Span(at, line.span.end))

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Line and cell (from the measure's left edge) of a code point; white space is at its line's end."""
        row = self.row_of(offset)
        line = self.lines[row] if self.lines else Line(Span(0, 0))
        used = line.indent
        for span, shown in self.stretches(line):
            if span.start > offset:
                break
            if shown is None:
                used += cells(self.text[span.start : min(offset, span.end)])
            elif span.end <= offset:
                used += cells(shown)
        return row, used

    def offset_at(self, row: int, cell: int) -> int:
        """The code point painted at a cell of a line; the line's end right of it, its start left of it.

        At a gloss it is the code point behind it.
        """
        line = self.lines[min(max(row, 0), len(self.lines) - 1)]
        used = line.indent
        for span, shown in self.stretches(line):
            at = span.start
            if shown is not None:
                used += cells(shown)
                if cell < used:
                    return at
            while shown is None and at < span.end:
                following = min(next_grapheme(self.text, at), span.end)
                used += cells(self.text[at:following])
                if cell < used:
                    return at
                at = following
        return line.span.end

    def holds(self, row: int, cell: int) -> bool:
        """Whether a character of the text is painted there."""
        if not 0 <= row < len(self.lines):
            return False
        line = self.lines[row]
        used = line.indent
        for span, shown in self.stretches(line):
            start, used = used, used + cells(span.of(self.text) if shown is None else shown)
            if start <= cell < used:
                return len(span) > 0
        return False

    def text_row(self, row: int, step: int) -> int:
        """The line with text `step` such lines below (above, if negative), as far as there are any."""
        index = bisect_left(self._rows, row) + step
        return self._rows[min(max(index, 0), len(self._rows) - 1)] if self._rows else 0


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def lay_out(piece: Piece, width: int, measure: int = MEASURE, dates: bool = False) -> Layout:
    """Lay an article out in a pane of `width` cells, its measure centred where there is room.

    With `dates`, what dated expressions stand for is shown behind them; no offset of the text changes.
    """
    room = max(1, min(measure, width - GUTTER - 1))
    gutter = GUTTER if width > GUTTER + 1 else 0
    margin = max(gutter, (width - room) // 2)
    text = safe(piece.article.text)
    glosses = reading_glosses.dates(piece, room // 2) if dates else Glosses()
    return Layout(text, tuple(_lines(piece, text, room, glosses)), room, margin)


def _lines(piece: Piece, text: str, width: int, glosses: Glosses) -> Iterator[Line]:
    blocks = _shown(piece.article.blocks)
    start = blocks[0].span.start if blocks else 0
    if added := reading_head.title(piece):
        yield from _added(*added, width, start)
    elif blocks and blocks[0].kind is PartKind.TITLE:
        yield from _block(text, blocks[0], width, glosses)
        start, blocks = blocks[0].span.end, blocks[1:]
    for line, layer in reading_head.sources(piece):
        yield from _added(line, layer, width, start)
    set_in = insets(text, blocks)
    before: Part | None = None
    for part in blocks:
        if not close_together(text, before, part):
            yield Line(Span(part.span.start, part.span.start))
        inset = set_in.get(part.span.start, 0)
        first, *others = ungluing.parts(text, part, piece.analysis.sentences)
        yield from _block(text, Part(part.kind, first), width, glosses, inset)
        for span in others:
            yield Line(Span(span.start, span.start))
            yield from _block(text, Part(part.kind, span), width, glosses, inset)
        before = part


def _shown(blocks: tuple[Part, ...]) -> tuple[Part, ...]:
    """Without the crawl header and front matter at the beginning.

    Further on they stay in view, so that nothing unseen can lie inside a selection.
    """
    hidden = 0
    while hidden < len(blocks) and reading_head.hidden(blocks[hidden].kind):
        hidden += 1
    return tuple(part for part in blocks[hidden:] if part.span.end > part.span.start)


def _added(line: str, layer: str, width: int, at: int) -> Iterator[Line]:
    line = safe_line(line)
    for span, _ in wrapped(line, Span(0, len(line)), width):
        yield Line(Span(at, at), 0, layer, span.of(line))


def _block(text: str, part: Part, width: int, glosses: Glosses, inset: int = 0) -> Iterator[Line]:
    layer = _LAYERS.get(part.kind, "")
    stands = shape(text, part, width, inset)
    first, added = stands.first, stands.added
    for piece in stands.pieces:
        extra = glosses.extra if glosses.extra(piece.start, piece.end) else None
        for span, indent in wrapped(text, piece, width, first, stands.hang, extra):
            yield Line(span, indent, layer, added, glosses.between(span.start, span.end) if extra else ())
            added, first = "", stands.first if len(stands.pieces) > 1 else stands.hang
