"""A list of any length that draws only the rows in sight."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from itertools import chain
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events, on
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where, bindings
from nkreader.ui.keyed import Sequenced
from nkreader.ui.widgets.list_motions import ListMotions
from nkreader.ui.widgets.row_lines import RowLines

RowT = TypeVar("RowT")

BAR = "▌"
"""Marks the row of the cursor while the list has the focus, so that it shows without colour."""
RESTING_BAR = "▏"
KEPT_STRIPS = 1024


class _AtRow(Carrying):
    """Something happened at a row."""

    list: VirtualList[Any]
    index: int

    @property
    def control(self) -> VirtualList[Any]:
        """The list it happened in."""
        return self.list


class VirtualList(Sequenced, ListMotions, ScrollView, Generic[RowT], can_focus=True, inherit_bindings=False):
    """Rows of a few lines each, a cursor among those that can be chosen, and the motions of every pane.

    A subclass draws rows in `draw_row`. All text must reach it as sanitised `Content`, never as markup.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.PANE)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", "list--bar", "list--dim", "list--strong"}
    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .list--cursor { background: $block-cursor-blurred-background; }
        &:focus > .list--cursor { background: $block-cursor-background; }
        & > .list--bar { color: $accent; }
        & > .list--dim { color: $dim; }
        & > .list--strong { text-style: bold; }
    }
    """

    CLICKS: ClassVar[int] = 2
    """So many clicks on a row choose it."""

    cursor: var[int] = var(-1)
    """Index of the chosen row; -1 in a list without any."""

    class Highlighted(_AtRow):
        """The cursor came to a row."""

        def can_replace(self, message: Message) -> bool:
            """Of a burst only the last counts."""
            return isinstance(message, VirtualList.Highlighted) and message.list is self.list

    class Chosen(_AtRow):
        """Enter or a click on a row, or two (`CLICKS`)."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[RowT] = ()
        self._lines = RowLines(0)
        self._width = 0
        """Cells of a line when the rows were laid out."""
        self._strips: LRUCache[tuple[int, int, int, bool, bool], Strip] = LRUCache(KEPT_STRIPS)

    @abstractmethod
    def draw_row(self, row: RowT, width: int) -> Sequence[Content]:
        """The lines of a row, as many as it has height at most, each cropped to `width` cells by the list."""
        raise NotImplementedError

    def choosable(self, row: RowT) -> bool:
        """Whether the cursor stops there; headings say no."""
        return True

    @property
    def rows(self) -> Sequence[RowT]:
        """What is listed."""
        return self._rows

    @property
    def row(self) -> RowT | None:
        """The row at the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def heights(self, rows: Sequence[RowT], width: int) -> int | Sequence[int] | RowLines:
        """The lines of each row, or of all of them, where `width` cells are drawn on.

        A list with a row for each piece of a library gives what it has counted already: nothing is counted again.
        """
        return 1

    @property
    def row_width(self) -> int:
        """Cells on which a row is drawn, without the bar of the cursor."""
        return max(1, self.scrollable_content_region.width - 1)

    def set_rows(self, rows: Sequence[RowT], cursor: int = 0, resting: bool = False) -> None:
        """Show other rows, the cursor at or near `cursor`, and in sight, unless it was not and all is `resting`."""
        before = self._lines.of(self.cursor).start - self.scroll_offset.y if self.cursor >= 0 else 0
        self._rows = rows
        self._width = self.scrollable_content_region.width
        heights = self.heights(rows, self.row_width)
        self._lines = heights if isinstance(heights, RowLines) else RowLines(len(rows), heights)
        self._strips.clear()
        self.virtual_size = Size(1, self._lines.total)
        self.set_reactive(VirtualList.cursor, self._nearest(cursor))
        here = self._lines.of(max(0, self.cursor))
        away = resting and not 0 <= before < max(1, self._height)
        above = before if away else max(0, min(before, self._height - len(here)))
        self.scroll_to(y=here.start - above, animate=False, force=True)
        self.refresh()
        if not away:
            self._show_cursor()

    def repaint(self) -> None:
        """Draw the rows anew: what they show has changed, but not which they are."""
        self._strips.clear()
        self.refresh()

    def go_to(self, index: int) -> None:
        """Move the cursor to a row, or the nearest one it can stop at, and tell."""
        target = self._nearest(index)
        if target == self.cursor or target < 0:
            self._show_cursor()
            return
        self.cursor = target
        self.post_message(self.Highlighted(self, target))

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two rows that changed."""
        for index in (old, new):
            lines = self._lines.of(index)
            self.refresh_lines(lines.start, len(lines))
        self._show_cursor()

    def _nearest(self, index: int) -> int:
        if not self._rows:
            return -1
        index = min(max(index, 0), len(self._rows) - 1)
        outward = chain(range(index, len(self._rows)), range(index - 1, -1, -1))
        return next((at for at in outward if self.choosable(self._rows[at])), -1)

    def _step(self, rows: int) -> None:
        if not self._rows:
            return
        target = min(max(self.cursor + rows, 0), len(self._rows) - 1)
        onward = range(target, len(self._rows)) if rows > 0 else range(target, -1, -1)
        found = next((at for at in onward if self.choosable(self._rows[at])), None)
        self.go_to(self.cursor if found is None else found)
        if found is None and rows < 0:
            self.scroll_to(y=0, animate=False, force=True)  # the heading above the first row one can stop at

    def _turn(self, lines: int) -> None:
        """Go on by so many lines, at least by one row."""
        here = self._lines.row_at(self._lines.of(max(0, self.cursor)).start + lines)
        self._step(max(1, here - self.cursor) if lines > 0 else min(-1, here - self.cursor))

    def _show_cursor(self) -> None:
        if self.cursor < 0 or not self._height:
            return
        row = self._lines.of(self.cursor)
        margin = len(row) if self._height > 4 * len(row) else 0
        top = self.scroll_offset.y
        highest, lowest = row.stop - self._height + margin, row.start - margin
        wanted = min(max(top, highest), lowest)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True)

    def on_resize(self) -> None:
        """Lay the rows out anew if the width is another, and keep the cursor in sight."""
        if self.scrollable_content_region.width != self._width:
            self.set_rows(self._rows, self.cursor)
        self._show_cursor()

    @on(events.Focus)
    @on(events.Blur)
    def _bar_tells_focus(self) -> None:
        self._keys.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """A theme change: colours are baked into the strips."""
        super().notify_style_update()
        if hasattr(self, "_strips"):
            self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        line = y + self.scroll_offset.y
        index = self._lines.row_at(line)
        width = self.scrollable_content_region.width
        if index >= len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        key = index, line - self._lines.of(index).start, width, index == self.cursor, self.has_focus
        if key not in self._strips:
            self._draw(index, width)
        return self._strips[key]

    def _draw(self, index: int, width: int) -> None:
        here = index == self.cursor
        base = self.get_visual_style("list--cursor") if here else self.visual_style
        height = len(self._lines.of(index))
        lines = [*self.draw_row(self._rows[index], max(1, width - 1)), *[Content("")] * height]
        mark = (BAR if self.has_focus else RESTING_BAR) if here else " "
        bar = Content(mark).stylize(self.part("bar"))
        for part, line in enumerate(lines[:height]):
            content = (bar + line).truncate(width, ellipsis=True)
            painted = content.render(base, end="", parse_style=self.app.stylesheet.parse_style)
            segments = [Segment(text, style.rich_style) for text, style in painted]
            strip = Strip(segments, content.cell_length)
            self._strips[index, part, width, here, self.has_focus] = strip.extend_cell_length(width, base.rich_style)

    def part(self, name: str) -> Style:
        """The style of the component `list--NAME`, to lay over a row's own."""
        return self.get_visual_style(f"list--{name}", partial=True)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor; choose with a double click, or where one is enough."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = self._lines.row_at(offset.y + self.scroll_offset.y)
        if index < len(self._rows) and self.choosable(self._rows[index]):
            self.go_to(index)
            if event.chain == self.CLICKS:
                self.post_message(self.Chosen(self, index))

    def choose(self) -> None:
        """Choose the row at the cursor."""
        if self.row is not None:
            self.post_message(self.Chosen(self, self.cursor))
