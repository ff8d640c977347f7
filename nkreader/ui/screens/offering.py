"""Choosing one of many by typing: the likeliest of what fits, below the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from nkreader.ui.commands import key
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.below import Below
from nkreader.ui.widgets.query_input import QueryInput

T = TypeVar("T")
R = TypeVar("R")


class OfferPrompt(Below[R | None], Generic[T, R]):
    """Asks for one of what there is, below the page; its heirs say what fits, how it looks and what is given back."""

    DEFAULT_CSS = """
    OfferPrompt {
        & QueryInput { height: 1; border: none; padding: 0; background: $panel; }
        & .offered { height: auto; }
    }
    """
    hint = ""
    """What is to be typed."""
    at_once = False
    """Whether something is offered before anything is typed."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._offered: Sequence[T] = ()
        self._at = 0

    def fitting(self, typed: str) -> Sequence[T]:
        """What is offered, the likeliest first."""
        raise NotImplementedError

    def row(self, one: T, here: bool) -> Content:
        """Its line; `here` is the one that Enter takes."""
        raise NotImplementedError

    def nothing(self, typed: str) -> str:
        """What is said where nothing fits."""
        raise NotImplementedError

    def given(self, one: T) -> R:
        """What is given back."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The line, what is offered, and the keys."""
        frame = Vertical()
        frame.border_title = content_line(f" {self._title} ")
        moves = " ".join(key(f"prompt.{name}") for name in ("results-up", "results-down"))
        with frame:
            yield QueryInput(placeholder=self.hint, compact=True)
            yield Static("", classes="offered", markup=False)
            keys = f"{key('prompt.keep')} Take it · {moves} another · {key('prompt.clear')} Leave"
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(QueryInput).focus()
        if self.at_once:
            self._offer("")

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._offer(message.value)

    def _offer(self, typed: str) -> None:
        self._offered, self._at = self.fitting(typed), 0
        self._show()

    @on(QueryInput.Moved)
    @on(QueryInput.Completed)
    def _move(self, message: QueryInput.Moved | QueryInput.Completed) -> None:
        if self._offered:
            self._at = (self._at + message.step) % len(self._offered)
            self._show()

    def _show(self) -> None:
        rows = [self.row(one, at == self._at) for at, one in enumerate(self._offered)]
        nothing = self.nothing(self.query_one(QueryInput).value.strip())
        shown = rows or ([content_line(nothing, "$dim")] if nothing else [])
        self.query_one(".offered", Static).update(Content("\n").join(shown))

    @on(QueryInput.Ended)
    def _end(self, message: QueryInput.Ended) -> None:
        if not message.kept:
            self.dismiss(None)
        elif self._offered:
            self.dismiss(self.given(self._offered[self._at]))
