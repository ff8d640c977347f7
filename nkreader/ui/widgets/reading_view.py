"""The reader's view of its page: where it is scrolled to, over widths and articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on
from textual.geometry import Size
from textual.reactive import var

from nkreader.model.reading import View
from nkreader.model.spans import Span
from nkreader.ui.carrying import Carrying
from nkreader.ui.widgets.reading_head import hidden
from nkreader.ui.widgets.reading_layers import Layers
from nkreader.ui.widgets.reading_layout import MEASURE, Layout, lay_out
from nkreader.ui.widgets.reading_page import ReadingPage

if TYPE_CHECKING:
    from nkreader.model.entities import EntityKind
    from nkreader.model.piece import Piece

_CONTEXT = 2
"""Lines kept above or below what the page scrolls to."""
_KEPT = 4
"""Layouts kept of the open article, one a width."""


@dataclass(frozen=True, slots=True)
class _Top:
    """Where its reader left the page: the first line in view, and the code point there for other widths."""

    page: Layout | None = None
    row: int = 0
    offset: int = 0
    below: int = 0
    """Lines from the one that shows the code point down to the first in view: a blank line is above its paragraph."""


class ReadingView(ReadingPage, can_focus=True, inherit_bindings=False):
    """Lays an article out for the width there is, scrolls, and keeps its place over every change."""

    measure: var[int] = var(MEASURE, init=False)
    """Cells of a line of text, as far as the pane is wide enough."""
    dates: var[bool] = var(False, init=False)
    """Whether what dated expressions stand for is shown behind them."""
    hidden_kinds: var[frozenset[EntityKind]] = var(frozenset(), init=False)
    """Kinds whose names are read as plain text."""

    class Shown(Carrying, namespace="reader"):
        """Another article is in the pane, or none."""

        piece: Piece | None

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 Textual's
        super().__init__(id=id, classes=classes)
        self.sentences: tuple[Span, ...] = ()
        """Of the open article; its paragraphs where no sentence was found."""
        self.paragraphs: tuple[Span, ...] = ()
        """Its blocks, without crawl header and front matter."""
        self._piece: Piece | None = None
        self._layouts: dict[tuple[int, int, bool], Layout] = {}
        self._top = _Top()
        self._height = 0
        """Lines in view when the page was last laid out."""
        self._width = 0
        """Cells of the pane then."""
        self._laying_out = False
        self._wanted: Span | None = None
        """What to scroll to as soon as the width is known."""

    @property
    def piece(self) -> Piece | None:
        """The open article."""
        return self._piece

    def span_in_view(self) -> Span:
        """The code points in view, including what lies between the lines."""
        if self._page is None or not self._page.lines:
            return Span(0, 0)
        lines = self._page.lines[self.top_row : self.top_row + self.page_height] or self._page.lines[-1:]
        return Span(lines[0].span.start, max(line.span.end for line in lines))

    def in_view(self, span: Span) -> bool:
        """Whether any line of a span is in view."""
        return self._in_view(span, self.page_height)

    def _in_view(self, span: Span, height: int) -> bool:
        if self._page is None:
            return False
        rows = self._page.rows(span)
        return rows.start < self.top_row + height and rows.stop > self.top_row

    def reveal(self, span: Span) -> None:
        """Scroll only as far as needed to see a span; far away, put it in the upper third."""
        if self._page is None:
            self._wanted = span
            return
        rows, top, height = self._page.rows(span), self.top_row, self.page_height
        if top <= rows.start and rows.stop <= top + height:
            return
        context = max(0, min(_CONTEXT, (height - len(rows)) // 2))
        if not top - height <= rows.start < top + 2 * height:
            row = rows.start - height // 3
        elif rows.start < top or len(rows) > height:
            row = rows.start - context
        else:
            row = rows.stop + context - height
        if rows.start <= self._page.row_of(self._page.extent.start) and rows.stop <= height:
            row = 0
        self.scroll_to(y=row, animate=False)

    @property
    def top_of_view(self) -> tuple[int | None, int]:
        """The code point of the first line in view and the lines from there, as `View` has them."""
        page, row = self._page, self.top_row
        if page is None or not row:
            return None, 0
        row = min(row, len(page.lines) - 1)
        offset = page.lines[row].span.start
        return offset, row - page.row_of(offset)

    def scroll_to_view(self, view: View) -> None:
        """Scroll to where a view began, for the width there is now."""
        page = self._page
        if page is not None:
            row = 0 if view.top is None else max(0, page.row_of(view.top) + view.below)
            self.scroll_to(y=row, animate=False)

    def open_page(self, piece: Piece | None, at: Span, view: View | None = None) -> None:
        """Show an article from `at` on, or as it was left in `view`; or none."""
        self._piece = piece
        self._layouts.clear()
        self._page = None
        self.marks = Layers.of(piece, self.hidden_kinds) if piece else Layers()
        blocks = piece.article.blocks if piece else ()
        self.paragraphs = tuple(part.span for part in blocks if not hidden(part.kind))
        self.sentences = (piece.analysis.sentences if piece else ()) or self.paragraphs
        top = view.top if view else None
        self._top = _Top() if view is None or top is None else _Top(None, 1, top, view.below)
        self._wanted = at
        self._lay_out()
        self.post_message(self.Shown(piece))

    def _lay_out(self) -> None:
        """Bring the page to the present width; the line at the top stays there."""
        width = self.scrollable_content_region.width
        self._strips.clear()
        if not width:
            return
        if self._piece is None:
            self.virtual_size = Size(width, 1)
            self.refresh()
            return
        key = (width, self.measure, self.dates)
        if key not in self._layouts:
            if len(self._layouts) >= _KEPT:
                self._layouts.clear()
            self._layouts[key] = lay_out(self._piece, width, self.measure, self.dates)
        focus = self.marks.caret or self.marks.sentence
        if focus is not None and not self._in_view(focus, self._height):
            focus = None
        resting = self._page is not None and self._width == width and self.marks.caret is None
        self._page = page = self._layouts[key]
        self._width = width
        self._height = self.page_height
        self._laying_out = True
        self.virtual_size = Size(width, len(page.lines))
        self.scroll_to(y=self._top.row if self._top.page is page else self._top_row(page), animate=False)
        if focus is not None and not self.in_view(focus):
            if resting and self._keys_elsewhere():
                pass  # another pane takes its room for a while: page and cursor stay
            elif resting:  # only the height is another, or what stands between the words: the page stays
                self.scrolled(False)
            else:
                self.reveal(focus)
        self._laying_out = False
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.reveal(wanted)
        self.refresh()

    def _keys_elsewhere(self) -> bool:
        """Whether the keys are neither the text's nor those of what lies below it, the legend."""
        focused = self.screen.focused
        return focused is not None and self.parent not in focused.ancestors_with_self

    def lay_out_anew(self) -> None:
        """What stands above the text is written in another way."""
        self._layouts.clear()
        self._lay_out()

    def _top_row(self, page: Layout) -> int:
        return max(0, page.row_of(self._top.offset) + self._top.below) if self._top.row else 0

    def on_resize(self, event: events.Resize) -> None:
        """Lay the text out for the new width and keep the cursor in view."""
        self._lay_out()

    @on(events.Focus)
    def _come_back(self) -> None:
        """With the keys comes the cursor, which may have been left out of view."""
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        here = self.marks.caret or self.marks.sentence
        if self.has_focus and here is not None and self.is_attached and not self.in_view(here):
            self.reveal(here)

    def watch_measure(self) -> None:
        """Lay the text out anew."""
        self._lay_out()

    def watch_dates(self) -> None:
        """Lay the text out anew, the first line in view where it was."""
        self._lay_out()

    def watch_hidden_kinds(self) -> None:
        """Paint the names of other kinds; nothing moves."""
        if self._piece is not None:
            self.marks.set_names(self._piece.analysis.mentions, self.hidden_kinds)
            self.touch_all()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember where the reader scrolled to."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value) and not self._laying_out and self._page is not None:
            row = min(self.top_row, len(self._page.lines) - 1)
            offset = self._page.lines[row].span.start
            self._top = _Top(self._page, row, offset, row - self._page.row_of(offset))
            self.scrolled(new_value > old_value)

    def scrolled(self, down: bool) -> None:
        """Called when the reader scrolled."""
