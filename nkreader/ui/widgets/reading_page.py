"""The page of the reader: paints lines of an article, each only when something on it has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from nkreader.model.motions import next_grapheme
from nkreader.model.spans import Span
from nkreader.ui.few_colours import instead
from nkreader.ui.painting import BAR, CURSOR_MARK, NOTE_BAR, Palette, content_line
from nkreader.ui.widgets.reading_layers import Layers
from nkreader.ui.widgets.reading_layout import GUTTER, Layout, Line, Stretch

_OUTSIDE = -1_000_000
"""Column, in document coordinates, of what is painted left of or instead of the text."""


class ReadingPage(ScrollView, inherit_bindings=False):
    """A page of text on Textual's Line API.

    Document coordinates (what Textual's selection works with) are `(x, y)` with y the code point at which the
    line begins and x the characters from there, negative left of the text: see `position`.
    """

    DEFAULT_CSS = """
    ReadingPage {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
    }
    """

    empty: var[str] = var("Nothing is open.")
    """What stands here without an article; several lines, if need be."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 Textual's
        super().__init__(id=id, classes=classes)
        self.marks = Layers()
        self._page: Layout | None = None
        self._palette: Palette | None = None
        self._strips: dict[int, Strip] = {}

    @property
    def page_text(self) -> str:
        """The safe text that offsets count in; empty before it is laid out."""
        return self._page.text if self._page else ""

    @property
    def page_height(self) -> int:
        """Lines of the page that are in view."""
        return max(1, self.scrollable_content_region.height)

    @property
    def top_row(self) -> int:
        """The first line in view."""
        return round(self.scroll_y)

    def touch(self, *spans: Span | None) -> None:
        """Paint the lines of some spans anew."""
        if self._page is None:
            return
        for span in spans:
            if span is not None:
                rows = self._page.rows(span)
                for row in rows if len(rows) < len(self._strips) else [row for row in self._strips if row in rows]:
                    self._strips.pop(row, None)
                first, last = max(rows.start, self.top_row), min(rows.stop, self.top_row + self.page_height)
                if first < last:
                    self.refresh_lines(first, last - first)

    def touch_change(self, old: Span | None, new: Span | None) -> None:
        """Paint anew what only one of two spans holds: of a long selection whose end moves, a line or two."""
        if old is None or new is None or not old.overlaps(new):
            self.touch(old, new)
            return
        ends = ((old.start, new.start), (old.end, new.end))
        self.touch(*(Span(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]))

    def touch_all(self) -> None:
        """Paint everything anew."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Colours are baked into the strips: forget them."""
        super().notify_style_update()
        self._palette = None
        self._strips.clear()

    def watch_empty(self) -> None:
        """Paint the other words."""
        self.touch_all()

    @property
    def palette(self) -> Palette:
        """The colours of the present theme."""
        if self._palette is None:
            others = instead(self.app.console.color_system, self.app.no_color)
            self._palette = Palette(self.app.stylesheet.parse_style, self.visual_style, others)
        return self._palette

    def render_line(self, y: int) -> Strip:
        """The line `y` of the pane, from the cache where nothing on it has changed."""
        row, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if (strip := self._strips.get(row)) is None:
            strip = self._strips[row] = self._line(row).crop_extend(0, width, self.palette.base.rich_style)
        return strip

    def _line(self, row: int) -> Strip:
        base = self.palette.base
        if self._page is None:
            hints = ["", *self.empty.split("\n")]
            hint = content_line(hints[row] if row < len(hints) else "", self.palette.style("source"))
            return Strip([Segment("  ", base.rich_style), *hint.render_segments(base)])
        if row >= len(self._page.lines):
            return Strip.blank(self.scrollable_content_region.width, base.rich_style)
        line = self._page.lines[row]
        if not line.shows_text:
            style = self.palette.style(line.layer) if line.layer else base
            added = " " * (self._page.margin + line.indent) + line.added
            return Strip(content_line(added).render_segments(style)).apply_offsets(_OUTSIDE, line.span.start)
        return self._text_line(line)

    def _text_line(self, line: Line) -> Strip:
        """Margin, marks and painted text. The text begins at column 0 of the document coordinates."""
        assert self._page is not None
        palette, text = self.palette, self._page.text
        layers = list(self.marks.on(line))
        left = self._margin(line)
        before = -sum(len(part.text) for part in left)
        stretches = list(self._page.stretches(line))
        if len(stretches) == 1:  # nothing but the text, as in most lines
            painted = palette.paint(text, line.span, layers).render_segments(palette.base)
            strip = Strip([*left, *painted]).apply_offsets(before, line.span.start)
        else:
            parts = [part for stretch in stretches for part in self._parts(line, stretch, layers)]
            strip = Strip.join([Strip(left).apply_offsets(before, line.span.start), *parts])
        caret = self.marks.caret
        if caret is not None and not len(caret) and caret.start == line.span.end:
            strip = Strip.join([strip, Strip([Segment(" ", palette.style("caret").rich_style)])])
        return strip

    def _parts(self, line: Line, stretch: Stretch, layers: Sequence[tuple[Span, str]]) -> Iterator[Strip]:
        """A stretch of a line, painted.

        What is shown and is not in the text, a gloss in its own style, other signs in that of what they replace, comes
        sign by sign: a mouse that drags over it stays at its place.
        """
        (span, shown), palette = stretch, self.palette
        x, y = span.start - line.span.start, line.span.start
        if shown is None:
            yield Strip(palette.paint(self.page_text, span, layers).render_segments(palette.base)).apply_offsets(x, y)
            return
        here = [layer for place, layer in layers if place.overlaps(span)] if len(span) else ["gloss"]
        for segment in content_line(shown, palette.style(*here)).render_segments(palette.base):
            for sign in segment.text:
                yield Strip([Segment(sign, segment.style)]).apply_offsets(x, y)

    def _margin(self, line: Line) -> list[Segment]:
        assert self._page is not None
        base = self.palette.base
        width = self._page.margin + line.indent
        if self._page.margin < GUTTER:
            return [Segment(line.added.rjust(width), base.rich_style)]
        sentence = self.marks.sentence
        begins = sentence is not None and sentence.start in line.span
        mark = CURSOR_MARK if begins else " "
        highlights = [*self.marks.highlights.on(line.span)]
        bar, style = " ", base
        if highlights:
            highlight = next((one for one in highlights if one.note), highlights[0])
            bar, style = NOTE_BAR if highlight.note else BAR, self.palette.colour(highlight.colour)
        return [
            Segment(" " * (self._page.margin - GUTTER) + mark, base.rich_style),
            Segment(bar, style.rich_style),
            Segment(line.added.rjust(line.indent), base.rich_style),
        ]

    def offset_under(self, x: int, y: int) -> int | None:
        """The code point painted at a cell of the pane's content; None beside the text."""
        if self._page is None:
            return None
        row, cell = y + self.scroll_offset.y, x - self._page.margin
        return self._page.offset_at(row, cell) if self._page.holds(row, cell) else None

    def caret_at(self, offset: int) -> Span:
        """The grapheme a caret at `offset` is painted on; empty at a line's end."""
        assert self._page is not None
        line = self._page.lines[self._page.row_of(offset)]
        at = min(offset, line.span.end)
        return Span(at, min(next_grapheme(self._page.text, at), line.span.end))


def position(x: int, y: int) -> int:
    """The code point that document coordinates stand for."""
    return y + max(0, x)
