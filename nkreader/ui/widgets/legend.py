"""The legend at the foot of the reader: what the kinds of names look like, and which of them are marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from nkreader.model.entities import EntityKind, Mention
from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.keyed import Sequenced
from nkreader.ui.painting import STYLES, content_line

if TYPE_CHECKING:
    from nkreader.model.piece import Piece

KINDS = tuple(EntityKind)
ON, OFF = "●", "○"
HERE = "▸"
"""Stands before the kind that the keys are at."""
_GAP = 2
"""Cells between two kinds."""


class Count(NamedTuple):
    """How often an article has names of a kind."""

    names: int = 0
    """Different ones; an ambiguous one counts by its form."""
    mentions: int = 0


def counts(mentions: Sequence[Mention]) -> dict[EntityKind, Count]:
    """Names and mentions of every kind."""
    often = Counter(mention.kind for mention in mentions)
    names = Counter(kind for kind, _ in {(mention.kind, mention.entity or mention.name) for mention in mentions})
    return {kind: Count(names[kind], often[kind]) for kind in KINDS}


class Legend(Sequenced, Widget, can_focus=True):
    """One line or a few: each kind in its own colour and letters, with its names and mentions in the open article."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.LEGEND)]
    DEFAULT_CSS = """
    Legend {
        height: auto;
        display: none;
        padding: 0 1;
        border-top: solid $panel;
        border-title-color: $dim;
        border-title-background: $background;
        background: $background;
        &:focus { border-top: heavy $accent; border-title-color: $accent; border-title-style: bold; }
    }
    """

    HELP = (
        "What the names of each kind look like in the text, and how often the open article has them: different names, "
        "then mentions. `●` kinds are marked, `○` ones are read as plain text, in every article of this library. "
        "A double underline is a name that may mean several."
    )

    hidden: reactive[frozenset[EntityKind]] = reactive(frozenset(), init=False)
    """Kinds that are not marked."""
    at: reactive[int] = reactive(0, init=False)
    """The kind that the keys are at."""

    class Switched(Carrying):
        """A kind is to be marked from now on, or no longer."""

        kind: EntityKind
        hidden: frozenset[EntityKind]
        """All that are not marked now."""

    class Left(Carrying):
        """The reader goes back to the text."""

        close: bool
        """The legend is to be put away."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's
        super().__init__(id=id)
        self._counts: dict[EntityKind, Count] = counts(())
        switch, close = key("legend.switch-kind"), key("legend.close-legend")
        self.border_title = content_line(f" Legend · names/mentions · {switch} on/off · {close} closes ")

    def show(self, piece: Piece | None) -> None:
        """Count the names of an article."""
        self._counts = counts(piece.analysis.mentions if piece else ())
        self.refresh(layout=self.display)

    def _item(self, index: int) -> Content:
        kind = KINDS[index]
        count = self._counts[kind]
        here = HERE if self.has_focus and index == self.at else " "
        if kind in self.hidden:
            return Content(f"{here}{OFF} {kind} {count.names}/{count.mentions}").stylize("$dim")
        said = Content.styled(kind.value, STYLES[kind.value])
        return Content.assemble(f"{here}{ON} ", said, f" {count.names}/{count.mentions}")

    def _places(self, width: int) -> list[tuple[int, int]]:
        """Line and first cell of each kind on `width` cells."""
        places, line, used = [], 0, 0
        for index in range(len(KINDS)):
            need = self._item(index).cell_length
            if used and used + need > width:
                line, used = line + 1, 0
            places.append((line, used))
            used += need + _GAP
        return places

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the kinds need."""
        return self._places(width)[-1][0] + 1

    def render(self) -> Content:
        """The kinds below and beside each other."""
        lines: list[Content] = []
        for index, (line, cell) in enumerate(self._places(self.content_size.width)):
            if line == len(lines):
                lines.append(Content(""))
            lines[line] += Content(" " * (cell - lines[line].cell_length)) + self._item(index)
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Switch the kind that was clicked."""
        at = event.get_content_offset(self)
        if at is None:
            return
        for index, (line, cell) in enumerate(self._places(self.content_size.width)):
            if line == at.y and cell <= at.x < cell + self._item(index).cell_length:
                self.at = index
                self.action_switch_kind()

    def action_next_kind(self) -> None:
        """To the next kind."""
        self.at = min(self.at + 1, len(KINDS) - 1)

    def action_previous_kind(self) -> None:
        """To the kind before."""
        self.at = max(self.at - 1, 0)

    def action_switch_kind(self) -> None:
        """Mark the names of this kind, or no longer."""
        kind = KINDS[self.at]
        self.hidden = self.hidden ^ {kind}
        self.post_message(self.Switched(kind, self.hidden))

    def action_leave_legend(self) -> None:
        """Back to the text; the legend stays."""
        self.post_message(self.Left(close=False))

    def action_close_legend(self) -> None:
        """Back to the text, and put the legend away."""
        self.post_message(self.Left(close=True))
