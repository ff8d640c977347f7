"""Going from pane to pane, and back out of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import DescendantFocus
from textual.widget import Widget

from nkreader.ui.screens.narrowing import Narrowing

if TYPE_CHECKING:
    from nkreader.ui.widgets.facets import FacetPane
    from nkreader.ui.widgets.related import RelatedPane


class Panes(Narrowing):
    """The part of the screen that knows its panes."""

    def _panes(self) -> list[Widget]:
        panes: list[Widget] = [self.articles, self.reader, self.axis]
        below: FacetPane | RelatedPane = self.facets if self.facets_shown else self.related
        return [*panes, below] if below.rows else panes

    def _turn(self, step: int) -> None:
        panes = self._panes()
        here = next((at for at, pane in enumerate(panes) if self.focused is pane), 0)
        self.go_to_pane(panes[(here + step) % len(panes)])

    def go_to_pane(self, pane: Widget) -> None:
        """Give a pane the focus, wherever it is."""
        self.remove_class("-zen")
        if pane in (self.axis, self.related, self.facets):
            self.open_side()
        else:
            self.close_side()
        self.set_focus(pane)

    @on(DescendantFocus)
    def _focus_moved(self, event: DescendantFocus) -> None:
        """Where the timeline lies over the page, it folds away as soon as another pane has the focus."""
        if event.widget in (self.articles, self.reader):
            self.close_side()

    def open_side(self) -> None:
        """Bring the timeline out where it is folded away."""
        self.remove_class("-zen")
        self.add_class("-side")

    def close_side(self) -> None:
        """Fold it away again."""
        self.remove_class("-side")

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Go to the previous pane."""
        self._turn(-1)

    def action_list_pane(self) -> None:
        """Go to the article list."""
        self.go_to_pane(self.articles)

    def action_reader_pane(self) -> None:
        """Go to the reader."""
        self.go_to_pane(self.reader)

    def action_timeline_pane(self) -> None:
        """Go to the timeline, also where it is folded away."""
        self.go_to_pane(self.axis)

    def action_zen(self) -> None:
        """Only the text."""
        self.toggle_class("-zen")
        self.close_side()
        self.set_focus(self.reader)

    def action_go_back(self) -> None:
        """Leave this pane or list; quits only at the top."""
        if self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.focused is self.axis or self.focused is self.related:
            self.go_to_pane(self.reader)
        elif self.focused is not self.articles:
            self.go_to_pane(self.articles)
        elif self.results is not None:
            self.action_escape()
        else:
            self.app.exit()
