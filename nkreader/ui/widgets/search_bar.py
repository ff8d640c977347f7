"""The top line: which library this is, and the search as it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from nkreader.model.sanitise import safe_line
from nkreader.ui.commands import Where, bindings
from nkreader.ui.painting import content_line

PAUSE = 0.08
"""Seconds without a key before what is typed is searched."""


class Scope(StrEnum):
    """What is searched."""

    LIBRARY = "/"
    ARTICLE = "in this article"


class QueryInput(Input):
    """Where the query is typed. Whatever is typed or pasted, only printable text stands in it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.PROMPT)]

    @dataclass
    class Ended(Message):
        """The prompt was closed."""

        kept: bool

    @dataclass
    class Moved(Message):
        """To another result, without leaving the prompt."""

        step: int

    def validate_value(self, value: str) -> str:
        """One character for one, so that the cursor stays right."""
        return safe_line(value)

    def action_keep(self) -> None:
        """Keep the results."""
        self.post_message(self.Ended(True))

    def action_clear(self) -> None:
        """Clear the search."""
        self.post_message(self.Ended(False))

    def action_results_down(self) -> None:
        """The next result."""
        self.post_message(self.Moved(1))

    def action_results_up(self) -> None:
        """The result before."""
        self.post_message(self.Moved(-1))

    def on_paste(self, event: events.Paste) -> None:
        """A query is one line: what is pasted becomes one."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(safe_line(event.text).split()))


class SearchBar(Horizontal):
    """One line that is always there, so that opening a search moves nothing."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    SearchBar {
        height: 1;
        background: $panel;
        padding: 0 1;
        & > #search-label { width: auto; max-width: 50%; height: 1; margin-right: 1; color: $accent; text-style: bold; }
        & > QueryInput { width: 1fr; display: none; background: $panel; }
        & > QueryInput:focus { background-tint: $foreground 0%; }
        & > #search-kept { width: 1fr; height: 1; }
        & > #search-count { width: auto; max-width: 60%; height: 1; color: $dim; }
        &.-typing > QueryInput { display: block; }
        &.-typing > #search-kept { display: none; }
    }
    """

    label = query_one("#search-label", Static)
    kept = query_one("#search-kept", Static)
    counter = query_one("#search-count", Static)
    prompt = query_one(QueryInput)

    @dataclass
    class Typed(Message):
        """The reader paused in typing a query."""

        text: str
        scope: Scope

    @dataclass
    class Kept(Message):
        """The results stay; the prompt is closed."""

        text: str
        scope: Scope

    @dataclass
    class Cleared(Message):
        """The search is given up; the prompt is closed."""

        scope: Scope

    @dataclass
    class ResultMoved(Message):
        """To another result, without leaving the prompt."""

        step: int
        scope: Scope

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scope = Scope.LIBRARY
        self._library = "nkreader"
        self._kept_text = ""
        self._count = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Label, prompt or kept query, count."""
        yield Static("nkreader", id="search-label", markup=False)
        yield QueryInput(compact=True, select_on_focus=False)
        yield Static("", id="search-kept", markup=False)
        yield Static("", id="search-count", markup=False)

    @property
    def typing(self) -> bool:
        """Whether the prompt is open."""
        return self.has_class("-typing")

    def open(self, scope: Scope, text: str = "") -> None:
        """Open the prompt."""
        self.scope = scope
        self.add_class("-typing")
        self.label.update(content_line(str(scope)))
        with self.prompt.prevent(Input.Changed):
            self.prompt.value = text
        self.prompt.cursor_position = len(self.prompt.value)
        self.count("")
        self.screen.set_focus(self.prompt)

    def show(self, name: str, query: str, count: str) -> None:
        """What stands in the line while nothing is typed: the library's name, the kept query, the count."""
        self._library, self._kept_text, self._count = name, query, count
        if not self.typing:
            self._rest()

    def count(self, text: str) -> None:
        """How many are found, while typing."""
        if not self.typing:
            return
        self.counter.update(content_line(text))

    def _rest(self) -> None:
        self.label.update(content_line(self._library))
        self.kept.update(content_line(f"/ {self._kept_text}" if self._kept_text else ""))
        self.counter.update(content_line(self._count))

    def close(self) -> None:
        """Close the prompt."""
        self._stop_timer()
        self.remove_class("-typing")
        self._rest()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Input.Changed)
    def _wait(self, message: Input.Changed) -> None:
        message.stop()
        self._stop_timer()
        self._timer = self.set_timer(PAUSE, self._tell)

    def _tell(self) -> None:
        self._timer = None
        self.post_message(self.Typed(self.prompt.value, self.scope))

    @on(QueryInput.Ended)
    def _end(self, message: QueryInput.Ended) -> None:
        message.stop()
        text = self.prompt.value.strip()
        self.close()
        if message.kept and text:
            self.post_message(self.Kept(text, self.scope))
        else:
            self.post_message(self.Cleared(self.scope))

    @on(QueryInput.Moved)
    def _move(self, message: QueryInput.Moved) -> None:
        message.stop()
        self.post_message(self.ResultMoved(message.step, self.scope))
