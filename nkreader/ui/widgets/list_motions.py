"""The motions of every pane, for lists."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from textual.widget import Widget


class ListMotions(Widget):
    """The actions of `Where.PANE`, for a list of rows with a cursor."""

    @property
    @abstractmethod
    def rows(self) -> Sequence[Any]:
        """What is listed."""

    @abstractmethod
    def go_to(self, index: int) -> None:
        """Move the cursor to a row."""

    @abstractmethod
    def _step(self, rows: int) -> None:
        """So many rows on."""

    @abstractmethod
    def _turn(self, lines: int) -> None:
        """So many lines on, at least one row."""

    @property
    def _height(self) -> int:
        """Lines in view."""
        return self.scrollable_content_region.height

    def action_down(self) -> None:
        """One row down."""
        self._step(1)

    def action_up(self) -> None:
        """One row up."""
        self._step(-1)

    def action_first(self) -> None:
        """To the first row."""
        self.go_to(0)
        self.scroll_to(y=0, animate=False, force=True)

    def action_last(self) -> None:
        """To the last row."""
        self.go_to(len(self.rows) - 1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._turn(max(1, self._height // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self._turn(-max(1, self._height // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self._turn(max(1, self._height - 1))

    def action_page_up(self) -> None:
        """A page up."""
        self._turn(-max(1, self._height - 1))
