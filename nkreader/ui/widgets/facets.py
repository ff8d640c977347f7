"""What the search in force can be narrowed by, with counts, below the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where, bindings
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from nkreader.model.facets import Facet, FacetGroup


class FacetPane(VirtualList["Facet | str"]):
    """Groups of facets, each below its title; the cursor stops at facets only."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.FACETS)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--figure"}
    DEFAULT_CSS = """
    FacetPane {
        & > .list--figure { color: $accent; }
    }
    """
    HELP = "Counts are over everything the search finds, not only what is listed."

    class Narrowed(Carrying):
        """The reader wants the search narrowed by a facet."""

        facet: Facet
        excluded: bool

    def show(self, groups: Sequence[FacetGroup]) -> None:
        """List these."""
        rows: list[Facet | str] = []
        for group in groups:
            rows += [group.title, *group.facets]
        self.set_rows(rows)

    def choosable(self, row: Facet | str) -> bool:
        """Titles are not."""
        return not isinstance(row, str)

    def draw_row(self, row: Facet | str, width: int) -> Sequence[Content]:
        """A value, and at the right how many have it."""
        if isinstance(row, str):
            return [content_line(row).stylize(self.part("dim"))]
        figure = f" {row.count:,}"
        room = width - len(figure) - 1
        label = content_line(f"  {row.label}").truncate(max(1, room), ellipsis=True)
        gap = " " * max(0, room - label.cell_length)
        return [Content.assemble(label, gap, (figure, self.part("figure")))]

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Narrow by the facet at the cursor."""
        message.stop()
        self._narrow(excluded=False)

    def action_narrow_by(self) -> None:
        """Only what has it."""
        self._narrow(excluded=False)

    def action_leave_out(self) -> None:
        """Only what does not have it."""
        self._narrow(excluded=True)

    def _narrow(self, excluded: bool) -> None:
        if self.row is not None and not isinstance(self.row, str):
            self.post_message(self.Narrowed(self.row, excluded))
