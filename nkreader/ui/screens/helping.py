"""The keys of a pane on a sheet, which shows fewer the more is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.painting import content_line
from nkreader.ui.screens import sheets
from nkreader.ui.screens.sheet import ReadingArea, Sheet, room
from nkreader.ui.widgets.query_input import QueryInput


class HelpSheet(Sheet):
    """Shows the keys that hold in some places, and `note` above them; `/` leaves those that say what is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.HELP)]
    AUTO_FOCUS = "ReadingArea"
    DEFAULT_CSS = """
    HelpSheet {
        & > Vertical { height: 90%; }
        & ReadingArea { height: 1fr; }
        & QueryInput { display: none; height: 1; border: none; padding: 0; margin-bottom: 1; background: $surface; }
        &.-filtered QueryInput { display: block; }
    }
    """

    def __init__(self, places: Sequence[Where], note: str = "") -> None:
        super().__init__("Keys", Content(""))
        self._places = places
        self._note = note

    def compose(self) -> ComposeResult:
        """A line to type in, hidden at first, above the keys."""
        frame = Vertical()
        frame.border_title = content_line(f" {self._title} ")
        frame.border_subtitle = content_line(f" {key('help.filter')} filters · {key('sheet.leave')} back ")
        with frame:
            yield QueryInput(placeholder="a key, or words of what it does", compact=True)
            yield ReadingArea(Static())

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._show()

    def _show(self) -> None:
        wanted = self.query_one(QueryInput).value
        shown = sheets.keys(self._places, self._note, room(self.size.width), wanted)
        self.query_one(Static).update(shown)
        self.query_one(ReadingArea).scroll_home(animate=False)

    def action_filter(self) -> None:
        """Type what the keys are to say."""
        self.add_class("-filtered")
        self.query_one(QueryInput).focus()

    @on(Input.Changed)
    def _filter(self) -> None:
        self._show()

    @on(QueryInput.Moved)
    def _scroll(self, message: QueryInput.Moved) -> None:
        self.query_one(ReadingArea).scroll_relative(y=message.step, animate=False)

    @on(QueryInput.Ended)
    def _end(self, message: QueryInput.Ended) -> None:
        """Keep what is left, or show all keys again."""
        box = self.query_one(QueryInput)
        if not message.kept:
            box.value = ""
        self.set_class(bool(box.value), "-filtered")
        self.query_one(ReadingArea).focus()
