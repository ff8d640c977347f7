"""The reader and, below it, the legend of what it marks."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one

from nkreader.ui.widgets.legend import Legend
from nkreader.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from nkreader.model.entities import EntityKind


class ReadingPane(Vertical):
    """Keeps the legend level with what is open. The text keeps its first line when the legend comes and goes."""

    BLANK = True  # nothing of it is in view: its parts fill it
    reader = query_one(Reader)
    legend = query_one(Legend)

    def compose(self) -> ComposeResult:
        """The reader above."""
        yield Reader(id="reader")
        yield Legend(id="legend")

    @property
    def legend_open(self) -> bool:
        """Whether the legend is there."""
        return self.legend.display

    def open_legend(self) -> None:
        """Bring it and give it the keys."""
        self.legend.display = True
        self.screen.set_focus(self.legend)

    def close_legend(self) -> None:
        """Put it away; the keys are the text's again."""
        if self.legend.has_focus:
            self.screen.set_focus(self.reader)
        self.legend.display = False

    def hide(self, kinds: Collection[EntityKind]) -> None:
        """Mark no names of these kinds."""
        self.legend.hidden = self.reader.hidden_kinds = frozenset(kinds)

    @on(Reader.Shown)
    def _count(self, message: Reader.Shown) -> None:
        message.stop()
        self.legend.show(message.piece)

    @on(Legend.Switched)
    def _switch(self, message: Legend.Switched) -> None:
        self.reader.hidden_kinds = message.hidden

    @on(Legend.Left)
    def _leave(self, message: Legend.Left) -> None:
        message.stop()
        if message.close:
            self.close_legend()
        else:
            self.screen.set_focus(self.reader)
