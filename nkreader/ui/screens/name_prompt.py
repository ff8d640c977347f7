"""Choosing a name by typing: those of the library and of the gazetteer that begin so, below the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from nkreader.model.entities import Entity
from nkreader.ui.commands import key
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.query_input import QueryInput

if TYPE_CHECKING:
    from nkreader.archive.knowing import KnownName

MOST = 8
"""Names that are offered."""


class NamePrompt(ModalScreen[Entity | None]):
    """Asks for one of the names there are, below the page."""

    DEFAULT_CSS = """
    NamePrompt {
        align: center bottom;
        background: $background 0%;
        & > Vertical {
            height: auto;
            width: 100%;
            background: $panel;
            border-top: heavy $accent;
            padding: 0 1;
        }
        & QueryInput { height: 1; border: none; padding: 0; background: $panel; }
        & .offered { height: 8; }
        & .keys { color: $dim; height: 1; }
    }
    """

    def __init__(self, title: str, known: Sequence[KnownName], without: str = "") -> None:
        """`without` is the id of the name that is not to be chosen: the one it is about."""
        super().__init__()
        self._title = title
        self._known = [one for one in known if one.entity.id != without]
        self._offered: tuple[KnownName, ...] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """The line, what is offered, and the keys."""
        frame = Vertical()
        frame.border_title = content_line(f" {self._title} ")
        moves = " ".join(key(f"prompt.{name}") for name in ("results-up", "results-down"))
        with frame:
            yield QueryInput(placeholder="begin of a name", compact=True)
            yield Static("", classes="offered", markup=False)
            keys = f"{key('prompt.keep')} Take it · {moves} another · {key('prompt.clear')} Leave"
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(QueryInput).focus()

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        from nkreader.archive.knowing import beginning

        self._offered, self._at = beginning(message.value, self._known, MOST), 0
        self._show()

    @on(QueryInput.Moved)
    @on(QueryInput.Completed)
    def _move(self, message: QueryInput.Moved | QueryInput.Completed) -> None:
        if self._offered:
            self._at = (self._at + message.step) % len(self._offered)
            self._show()

    def _show(self) -> None:
        typed = self.query_one(QueryInput).value.strip()
        rows = [_row(one, at == self._at) for at, one in enumerate(self._offered)]
        nothing = [content_line("no name begins so", "$dim")] if typed else []
        self.query_one(".offered", Static).update(Content("\n").join(rows or nothing))

    @on(QueryInput.Ended)
    def _end(self, message: QueryInput.Ended) -> None:
        if not message.kept:
            self.dismiss(None)
        elif self._offered:
            self.dismiss(self._offered[self._at].entity)


def _row(one: KnownName, here: bool) -> Content:
    pieces = "in no piece" if not one.articles else "1 piece" if one.articles == 1 else f"{one.articles:,} pieces"
    more = f" · {one.entity.line}" if one.entity.line else ""
    name = content_line(f"{'▸' if here else ' '} {one.entity.name}", "bold" if here else "")
    row = Content.assemble(name, "  ", content_line(f"{one.entity.kind.value} · {pieces}{more}", "$dim"))
    return row.truncate(200, ellipsis=True)
