"""Choosing a piece or a group by typing: those that have all the words, the likeliest first, below the line."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from nkreader.ui.commands import key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.group_wishes import Candidate, matching
from nkreader.ui.widgets.query_input import QueryInput

MOST = 8
"""Pieces that are offered."""


class GroupPrompt(ModalScreen[str | None]):
    """Asks for one of the pieces there are, below the page; gives back its id."""

    DEFAULT_CSS = """
    GroupPrompt {
        align: center bottom;
        background: $background 0%;
        & > Vertical {
            height: auto;
            width: 100%;
            background: $panel;
            border-top: heavy $accent;
            padding: 0 1;
        }
        & .offered { height: auto; }
        & .keys { color: $dim; height: 1; }
    }
    """

    def __init__(self, title: str, known: Sequence[Candidate]) -> None:
        super().__init__()
        self._title = title
        self._known = known
        self._offered: tuple[Candidate, ...] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """The line, what is offered, and the keys."""
        frame = Vertical()
        frame.border_title = content_line(f" {self._title} ")
        moves = " ".join(key(f"prompt.{name}") for name in ("results-up", "results-down"))
        with frame:
            yield QueryInput(placeholder="words of a title, outlet or day", compact=True)
            yield Static("", classes="offered", markup=False)
            keys = f"{key('prompt.keep')} Take it · {moves} another · {key('prompt.clear')} Leave"
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Offer the likeliest at once."""
        self.query_one(QueryInput).focus()
        self._offer("")

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        self._offer(message.value)

    def _offer(self, typed: str) -> None:
        self._offered, self._at = matching(typed, self._known, MOST), 0
        self._show()

    @on(QueryInput.Moved)
    @on(QueryInput.Completed)
    def _move(self, message: QueryInput.Moved | QueryInput.Completed) -> None:
        if self._offered:
            self._at = (self._at + message.step) % len(self._offered)
            self._show()

    def _show(self) -> None:
        rows = [_row(one, at == self._at, self.app.size.width - 2) for at, one in enumerate(self._offered)]
        self.query_one(".offered", Static).update(
            Content("\n").join(rows or [content_line("no piece has all these words", "$dim")])
        )

    @on(QueryInput.Ended)
    def _end(self, message: QueryInput.Ended) -> None:
        if not message.kept:
            self.dismiss(None)
        elif self._offered:
            self.dismiss(self._offered[self._at].headline.id)


def _row(one: Candidate, here: bool, width: int) -> Content:
    title, about = one.row
    name = content_line(f"{'▸' if here else ' '} {title}", "bold" if here else "")
    below = content_line(f"  {about}", "$dim")
    return name.truncate(max(10, width - below.cell_length), ellipsis=True) + below
