"""A list whose row at the cursor unfolds: below it stands more, as long as the cursor is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual import events, on
from textual.content import Content

from nkreader.ui.widgets.virtual_list import VirtualList

RowT = TypeVar("RowT")


class UnfoldingList(VirtualList[RowT]):
    """Rows with more below the one at the cursor, while the list has the focus."""

    _unfolded = -1
    """Index of the row that is; -1 for none."""

    def below(self, row: RowT, width: int) -> Sequence[Content]:
        """The lines that come below a row at the cursor; none where there is no more to say."""
        return ()

    def folded_heights(self, rows: Sequence[RowT], width: int) -> Sequence[int]:
        """The lines of each row without what unfolds."""
        raise NotImplementedError

    def draw_folded(self, row: RowT, width: int) -> Sequence[Content]:
        """Those lines."""
        raise NotImplementedError

    def heights(self, rows: Sequence[RowT], width: int) -> Sequence[int]:
        """The lines of each row, with what is unfolded."""
        found = list(self.folded_heights(rows, width))
        if 0 <= self._unfolded < len(found):
            found[self._unfolded] += len(self.below(rows[self._unfolded], width))
        return found

    def draw_row(self, row: RowT, width: int) -> Sequence[Content]:
        """A row, and below it what is unfolded."""
        lines = self.draw_folded(row, width)
        if 0 <= self._unfolded < len(self.rows) and row is self.rows[self._unfolded]:
            return [*lines, *self.below(row, width)]
        return lines

    def set_rows(self, rows: Sequence[RowT], cursor: int = 0, resting: bool = False) -> None:
        """Show other rows, the one at the cursor unfolded."""
        at = min(max(cursor, 0), len(rows) - 1) if rows else -1
        self._unfolded = at if self.has_focus and at >= 0 and self.choosable(rows[at]) else -1
        super().set_rows(rows, cursor, resting)

    def watch_cursor(self, old: int, new: int) -> None:
        """Fold the row that was left, unfold the one that was reached."""
        self._unfold(new if self.has_focus else -1)
        super().watch_cursor(old, new)

    @on(events.Focus)
    @on(events.Blur)
    def _unfold_with_focus(self, event: events.Event) -> None:
        self._unfold(self.cursor if isinstance(event, events.Focus) else -1)  # it has not got or lost it yet

    def _unfold(self, index: int) -> None:
        if index != self._unfolded and self.rows:
            self._unfolded = index
            super().set_rows(self.rows, self.cursor)
