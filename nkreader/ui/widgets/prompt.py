"""Small prompts for what the reader writes: a note, tags."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Edit, EditResult

from nkreader.model.sanitise import safe
from nkreader.ui.commands import Where, bindings, of
from nkreader.ui.keyed import Keyed
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.below import Below

_OF_NOTES = frozenset({"new-line", "edit-outside"})
"""Commands that are not told where tags are asked for."""
_OF_LINES = frozenset({"new-line", "edit-outside", "as-it-was"})
"""Commands that are of no use where one line is asked for."""


def _printable(text: str) -> str:
    return safe(text.replace("\r\n", "\n").replace("\r", "\n"))


class SafeArea(TextArea):
    """Several lines of text; whatever is typed, pasted or loaded, only printable text stands in it."""

    def edit(self, edit: Edit) -> EditResult:
        """The door of every change to the text."""
        edit.text = _printable(edit.text)
        return super().edit(edit)

    def load_text(self, text: str) -> None:
        """The door of every other text."""
        super().load_text(_printable(text))


class NoteArea(Keyed, SafeArea):
    """Enter saves, as nearly every note is one line; Alt+Enter begins a new line."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.NOTE)]
    one_line = False
    """What is asked for has no second line."""

    def edit(self, edit: Edit) -> EditResult:
        """Where there is one line, what is pasted becomes one."""
        if self.one_line:
            edit.text = " ".join(_printable(edit.text).split("\n"))
        return super().edit(edit)

    async def on_key(self, event: events.Key) -> None:
        """Keys of commands do what they are for, although a text area would take Enter."""
        if any(event.key in command.held for command in of(Where.NOTE)):
            event.prevent_default()

    def action_new_line(self) -> None:
        """Begin a new line, where there may be one."""
        if not self.one_line:
            self.insert("\n")


class Prompt(Below[str | None]):
    """Asks for a text below the page, so that the passage it is about stays in view."""

    DEFAULT_CSS = """
    Prompt {
        & NoteArea { height: 5; background: $panel; padding: 0; border: none; }
        & .wrong { display: none; color: $text-error; height: auto; }
    }
    Prompt.-wrong {
        & .wrong { display: block; }
    }
    """

    completes = False
    """Whether there is something to complete."""

    def __init__(
        self, title: str, text: str = "", wrong: Callable[[str], str] = lambda text: "", one_line: bool = False
    ) -> None:
        """`wrong` says in a line what is wrong with a text that is to be kept, if anything is: then it is not.

        Of `one_line`, no key begins another.
        """
        super().__init__()
        self._one_line = one_line
        self._title = title
        self._text = self._was = text
        self._wrong = wrong

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        frame = Vertical()
        frame.border_title = content_line(f" {self._title} ")
        with frame:
            area = NoteArea(safe(self._text), compact=True, show_line_numbers=False, soft_wrap=True)
            area.highlight_cursor_line = False
            area.one_line = self._one_line
            yield area
            yield Static("", classes="wrong", markup=False)
            yield from self.offers()
            yield Static(self._keys(), classes="keys", markup=False)

    def offers(self) -> ComposeResult:
        """What stands between the text and the keys."""
        yield from ()

    def _keys(self) -> str:
        idle = _OF_LINES if self._one_line else _OF_NOTES if self.completes else frozenset()
        idle = idle if self.completes else idle | {"complete-tag"}
        held = [each for each in of(Where.NOTE) if each.held and each.id not in idle]
        return " · ".join(f"{command.labels[0]} {command.title}" for command in held)

    def on_mount(self) -> None:
        """The cursor stands behind what is there."""
        area = self.query_one(NoteArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_save(self) -> None:
        """Give the text back, unless something is wrong with it."""
        text = self.query_one(NoteArea).text.strip()
        wrong = self._wrong(text)
        self._tell(wrong)
        if not wrong:
            self.dismiss(text)

    def _tell(self, wrong: str) -> None:
        self.query_one(".wrong", Static).update(content_line(wrong))
        self.set_class(bool(wrong), "-wrong")

    def action_give_up(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def action_complete_tag(self) -> None:
        """Complete what is begun, where something is known that can be."""

    def action_as_it_was(self) -> None:
        """Have the text again as it is kept; the text area can take this back."""
        self._replace(self._was)

    def action_edit_outside(self) -> None:
        """Go on in the reader's own editor; what it leaves is here to be kept."""
        if self._one_line:
            return
        from nkreader.ui.editing import edited, outside

        self._tell(outside(self.app, lambda command: self._replace(edited(command, self._area.text).rstrip("\n"))))

    @property
    def _area(self) -> NoteArea:
        return self.query_one(NoteArea)

    def _replace(self, text: str) -> None:
        """Put a text in the place of all that stands there, as one change."""
        area = self._area
        area.replace(text, area.document.start, area.document.end)
        area.move_cursor(area.document.end)
