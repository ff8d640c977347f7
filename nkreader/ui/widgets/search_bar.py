"""The top line: which library this is, and the search as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from nkreader.model.roles import Role
from nkreader.model.spans import Span
from nkreader.ui.carrying import Carrying
from nkreader.ui.messages import Told
from nkreader.ui.painting import content_line
from nkreader.ui.pausing import Pause
from nkreader.ui.widgets.completing import Completing, CompletionList
from nkreader.ui.widgets.query_colours import Meaning, QueryHighlighter, painted
from nkreader.ui.widgets.query_input import QueryInput

if TYPE_CHECKING:
    from nkreader.model.typed import Completion

PAUSE = 0.02
"""Seconds between two searches of what is typed: the first key searches at once, those after it this soon."""


class Scope(StrEnum):
    """What is searched."""

    LIBRARY = "/"
    ARTICLE = "in this article"


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
        & > #search-kept { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & > #search-count { width: auto; max-width: 60%; height: 1; color: $dim; }
        &.-typing > QueryInput { display: block; }
        &.-typing > #search-kept { display: none; }
    }
    """

    label = query_one("#search-label", Static)
    kept = query_one("#search-kept", Static)
    counter = query_one("#search-count", Static)
    prompt = query_one(QueryInput)
    ways = query_one(CompletionList)

    class Typed(Carrying):
        """The reader paused in typing a query."""

        text: str
        scope: Scope

    class Begun(Carrying):
        """What is begun at the cursor may be completed."""

        text: str
        cursor: int
        scope: Scope
        wanted: bool
        """Tab was pressed."""

    class Kept(Carrying):
        """The results stay; the prompt is closed."""

        text: str
        scope: Scope

    class Cleared(Carrying):
        """The search is given up; the prompt is closed."""

        scope: Scope

    class ResultMoved(Carrying):
        """To another result, without leaving the prompt."""

        step: int
        scope: Scope

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scope = Scope.LIBRARY
        self._library = "nkreader"
        self._kept_text = ""
        self._count = ""
        self.pause = Pause(self, PAUSE, self._rested)
        self._told: str | None = None
        """What was last told while typing."""
        self.meaning: Meaning = lambda query: ((Span(0, len(query)), Role.WORD),)
        """What the stretches of a query mean; the screen has it from the parser."""
        self.completing = Completing()
        self._step = 0
        """What Tab waits for: the next completion, or the one before."""
        self.earlier: Sequence[str] = ()
        """Earlier searches, the latest first."""
        self._walked = -1
        """Which of them stands in the prompt."""

    def compose(self) -> ComposeResult:
        """Label, prompt or kept query, count; over the page what may stand in the prompt next."""
        highlighter = QueryHighlighter(lambda query: self.meaning(query), self.app.stylesheet.parse_style)
        yield Static("nkreader", id="search-label", markup=False)
        yield QueryInput(compact=True, select_on_focus=False, highlighter=highlighter)
        yield Static("", id="search-kept", markup=False)
        yield Static("", id="search-count", markup=False)
        yield CompletionList()

    @property
    def typing(self) -> bool:
        """Whether the prompt is open."""
        return self.has_class("-typing")

    def on_click(self) -> None:
        """A click on the line searches the library."""
        if not self.typing:
            self.call_later(self.run_action, "screen.search_library")

    def open(self, scope: Scope, text: str = "") -> None:
        """Open the prompt."""
        self.scope = scope
        self.add_class("-typing")
        _put(self.label, content_line(str(scope)))
        with self.prompt.prevent(Input.Changed):
            self.prompt.value = text
        self.prompt.cursor_position = len(self.prompt.value)
        self._forget_ways()
        self._walked = -1
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
        _put(self.counter, content_line(text))

    def _rest(self) -> None:
        kept = Content("/ ") + painted(self._kept_text, self.meaning) if self._kept_text else Content("")
        for part, said in (
            (self.label, content_line(self._library)),
            (self.kept, kept),
            (self.counter, content_line(self._count)),
        ):
            _put(part, said)

    def close(self) -> None:
        """Close the prompt."""
        self.pause.stop()
        self._forget_ways()
        self.remove_class("-typing")
        self._rest()

    @on(Input.Changed)
    def _wait(self, message: Input.Changed) -> None:
        message.stop()
        if not self.typing:  # the prompt was closed meanwhile
            return
        if not self.completing.standing(message.value):
            self._forget_ways()
        if 0 <= self._walked < len(self.earlier) and message.value != self.earlier[self._walked]:
            self._walked = -1
        if not self.pause.running:
            self._tell()
            self.pause.begin()

    def _rested(self) -> None:
        if self.prompt.value != self._told:
            self._tell()
            self.pause.begin()

    def _tell(self) -> None:
        self._told = self.prompt.value
        self.post_message(self.Typed(self.prompt.value, self.scope))
        if not self.completing.standing(self.prompt.value):
            self._ask(wanted=self._step != 0)  # the answer that Tab waits for counts no more

    def _ask(self, wanted: bool) -> None:
        self.post_message(self.Begun(self.prompt.value, self.prompt.cursor_position, self.scope, wanted))

    @on(QueryInput.Completed)
    def _complete(self, message: QueryInput.Completed) -> None:
        message.stop()
        if self.completing.answers(self.prompt.value, self.prompt.cursor_position):
            self._take(message.step)
        else:
            self._step = message.step
            self._ask(wanted=True)

    def offer(self, line: str, cursor: int, offered: Sequence[Completion], wanted: bool) -> None:
        """What was found for the line; of no use any more if another stands there."""
        if not self.typing or (line, cursor) != (self.prompt.value, self.prompt.cursor_position):
            return
        self.completing.offer(line, cursor, offered, wanted)
        if wanted and self._step:
            self._take(self._step)
        self._show_ways()

    def _take(self, step: int) -> None:
        self._step = 0
        taken = self.completing.take(step)
        if taken is None:
            self.post_message(Told("Nothing to complete here."))
            return
        self.prompt.value, self.prompt.cursor_position = taken
        if len(self.completing.offered) == 1:  # Tab now completes what comes next
            self.completing.forget()
        self._show_ways()

    def _show_ways(self) -> None:
        offered = self.completing.offered
        start = offered[0].span.start if offered else 0
        column = self.prompt.region.x + cell_len(self.prompt.value[:start]) - self.prompt.scroll_offset.x
        self.ways.show(self.completing, column)

    def _forget_ways(self) -> None:
        self._step = 0
        self.completing.forget()
        self.ways.show(self.completing, 0)

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
        walking = self._walked >= 0 or (message.step < 0 and not self.prompt.value)
        if walking and self.scope is Scope.LIBRARY:
            self._walk(message.step)
        else:
            self.post_message(self.ResultMoved(message.step, self.scope))

    def _walk(self, step: int) -> None:
        """To an earlier search, or back to a later one and at last to the empty prompt."""
        at = self._walked - step
        if at >= len(self.earlier):
            self.post_message(Told("No earlier search." if self.earlier else "No search was kept yet."))
            return
        self._walked = at
        self.prompt.value = self.earlier[at] if at >= 0 else ""
        self.prompt.cursor_position = len(self.prompt.value)

    def replace(self, text: str) -> None:
        """Let another query stand in the prompt, as if it had been typed."""
        self.prompt.value = text
        self.prompt.cursor_position = len(text)


def _put(part: Static, said: Content) -> None:
    """Let a part of the line say something else; the screen is laid out anew only where it takes more cells or fewer.

    It is told at each step from piece to piece, and mostly the same as before.
    """
    before = part.content
    if not isinstance(before, Content):
        part.update(said)
    elif not before.is_same(said):
        part.update(said, layout=before.cell_length != said.cell_length)
