"""A sheet laid over the page: something to read, and a list to choose from below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.keyed import Keyed, Sequenced
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.row_lines import fitted, lines_needed
from nkreader.ui.widgets.unfolding import UnfoldingList
from nkreader.ui.widgets.virtual_list import VirtualList

MOST = 3
"""Lines that a line of a choice may be broken into."""


WIDEST = 96
"""Cells of the widest sheet."""


class Choice(NamedTuple):
    """A row of a sheet."""

    value: str
    """Given back when it is chosen; an empty one cannot be chosen: a heading."""
    lines: tuple[Content, ...]
    """At least one; empty ones are not drawn."""
    more: tuple[Content, ...] = ()
    """What comes below it while the cursor is there."""


class ChoiceList(UnfoldingList[Choice]):
    """The rows of a sheet."""

    MOST: ClassVar[int] = MOST

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = choices

    def on_mount(self) -> None:
        """Show them."""
        self.set_rows(self._choices)

    def put(self, choices: Sequence[Choice], cursor: int | None = None) -> None:
        """Show others, the cursor where it is if not elsewhere; they may come before the list is on the screen."""
        self._choices = choices
        self.set_rows(choices, self.cursor if cursor is None else cursor)

    def choosable(self, row: Choice) -> bool:
        """The cursor does not stop at headings."""
        return bool(row.value)

    def below(self, row: Choice, width: int) -> Sequence[Content]:
        """More of it, long lines broken."""
        return [part for line in row.more for part in fitted(line, width, self.MOST)]

    def folded_heights(self, rows: Sequence[Choice], width: int) -> Sequence[int]:
        """Long lines are broken, up to a few."""
        return [sum(lines_needed(line.plain, width, self.MOST) for line in row.lines) for row in rows]

    def draw_folded(self, row: Choice, width: int) -> Sequence[Content]:
        """As given, long lines broken."""
        return [part for line in row.lines for part in fitted(line, width, self.MOST)]


class ReadingArea(Sequenced, VerticalScroll, can_focus=True, inherit_bindings=False):
    """The part of a sheet that is only read; scrolled with the keys of every pane."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.PANE)]

    def action_down(self) -> None:
        """A line down."""
        self.scroll_down(animate=False)

    def action_up(self) -> None:
        """A line up."""
        self.scroll_up(animate=False)

    def action_first(self) -> None:
        """To the beginning."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """To the end."""
        self.scroll_end(animate=False)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.scroll_relative(y=max(1, self.size.height // 2), animate=False)

    def action_half_up(self) -> None:
        """Half a page up."""
        self.scroll_relative(y=-max(1, self.size.height // 2), animate=False)

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_page_up(animate=False)


class Sheet(Keyed, ModalScreen[str | None]):
    """Shows `text`, then `choices`; gives back the value of the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.SHEET)]
    ROWS: ClassVar[type[ChoiceList]] = ChoiceList
    AUTO_FOCUS = "ChoiceList, ReadingArea"
    DEFAULT_CSS = """
    Sheet {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 90%;
            max-width: 96;
            height: auto;
            max-height: 90%;
            background: $surface;
            border: round $dim;
            border-title-color: $accent;
            border-title-style: bold;
            border-subtitle-color: $dim;
            padding: 0 1;
        }
        & ReadingArea { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
        & .-above { max-height: 12; margin-bottom: 1; }
        & ReadingArea Static { width: 100%; height: auto; }
        & ChoiceList { height: auto; max-height: 24; background: $surface; }
    }
    """

    def __init__(self, title: str, text: Content, choices: Sequence[Choice] = ()) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._choices = choices

    def compose(self) -> ComposeResult:
        """A frame with both parts."""
        frame = Vertical()
        frame.border_title = content_line(f" {self._title} ")
        opens = f" {key('sheet.choose')} opens ·" if self._choices else ""
        frame.border_subtitle = content_line(f"{opens} {key('sheet.leave')} back ")
        with frame:
            if self._text:
                area = ReadingArea(Static(self._text), classes="-above" if self._choices else None)
                area.can_focus = not self._choices  # the list below has the focus, if there is one
                yield area
            if self._choices:
                yield self.ROWS(self._choices)

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Give the choice back."""
        self.dismiss(self._choices[message.index].value)

    def action_choose(self) -> None:
        """Choose the row at the cursor, where there are rows."""
        if self._choices:
            self.query_one(ChoiceList).choose()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def room(width: int) -> int:
    """The cells a sheet has for its text on a screen of `width` cells: less its margins, frame and scroll bar."""
    return min(WIDEST, width * 9 // 10) - 5


class SheetAt(Sheet):
    """A sheet with the cursor at row `at`: where one left it."""

    def __init__(self, title: str, text: Content, choices: Sequence[Choice], at: int) -> None:
        super().__init__(title, text, choices)
        self._at = at

    def on_mount(self) -> None:
        """Begin there."""
        for rows in self.query(ChoiceList):
            rows.go_to(self._at)
