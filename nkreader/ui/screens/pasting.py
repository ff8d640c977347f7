"""The sheet for an article that is pasted in, or written in the reader's own editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from nkreader.ui.commands import Where, bindings, of
from nkreader.ui.editing import edited, outside
from nkreader.ui.keyed import Keyed
from nkreader.ui.painting import content_line
from nkreader.ui.pausing import Pause
from nkreader.ui.widgets.prompt import SafeArea

RESTING = 0.5
"""Seconds without a key after which a draft is kept."""


def _keys() -> str:
    return " · ".join(f"{command.labels[0]} {command.title}" for command in of(Where.PASTE) if command.held)


class PasteArea(SafeArea):
    """The text of an article: Enter begins a new line, as everywhere."""


class PasteSheet(Keyed, ModalScreen[str | None]):
    """Gives back the text to add; whatever else happens, the text is kept as a draft.

    Args:
        text: the draft of the last time, or what was pasted.
        keep: called with the text now and then, and when the sheet is left.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.PASTE)]
    DEFAULT_CSS = """
    PasteSheet {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 90%;
            max-width: 100;
            height: 80%;
            background: $surface;
            border: round $dim;
            border-title-color: $accent;
            border-title-style: bold;
            padding: 0 1;
        }
        & PasteArea { height: 1fr; background: $surface; padding: 0; border: none; }
        & .keys { color: $dim; height: 1; }
    }
    """

    def __init__(self, text: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._first = text
        self._keep = keep
        self._area = PasteArea(compact=True, show_line_numbers=False, soft_wrap=True)
        self._area.highlight_cursor_line = False
        self._pause = Pause(self, RESTING, self._rest)
        self._left = False

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        frame = Vertical()
        frame.border_title = " Paste an article "
        with frame:
            yield self._area
            yield Static(_keys(), classes="keys", markup=False)

    def on_mount(self) -> None:
        """The cursor stands behind what is there."""
        self._area.load_text(self._first)
        self._area.move_cursor(self._area.document.end)
        self._area.focus()

    @on(TextArea.Changed)
    def _wait(self) -> None:
        self._pause.begin()

    def _rest(self) -> None:
        self._keep(self._area.text)

    def on_unmount(self) -> None:
        """The program may end while this is open."""
        if not self._left:
            self._rest()

    def _leave(self, text: str | None) -> None:
        self._pause.stop()
        self._rest()
        self._left = True
        self.dismiss(text)

    def action_add_pasted(self) -> None:
        """Give the text back."""
        self._leave(self._area.text)

    def action_keep_draft(self) -> None:
        """Leave; the text is there again the next time."""
        self._leave(None)

    def action_edit_outside(self) -> None:
        """Go on in the reader's own editor."""
        self._rest()

        def go_on(command: list[str]) -> None:
            self._area.text = edited(command, self._area.text)

        trouble = outside(self.app, go_on)
        self._tell(trouble)
        self._area.move_cursor(self._area.document.end)

    def _tell(self, trouble: str) -> None:
        line = self.query_one(".keys", Static)
        line.update(content_line(f"! {trouble}", "$error") if trouble else content_line(_keys()))
