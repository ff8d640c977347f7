"""Selecting a passage with the keyboard or the mouse."""

from __future__ import annotations

from collections.abc import Callable

from textual.reactive import reactive
from textual.selection import SELECT_ALL, Selection

from nkreader.model import motions
from nkreader.model.spans import Span
from nkreader.ui.carrying import Carrying
from nkreader.ui.widgets.reading_page import position
from nkreader.ui.widgets.reading_view import ReadingView

_MOST = 999
"""The largest count before a motion."""


class Selecting(ReadingView):
    """The part of the reader that selects.

    A selection runs from its fixed end to its moving end; both stand between graphemes. What counts is that
    stretch without the white space at its ends: exactly this is painted, copied and highlighted.
    """

    selecting: reactive[bool] = reactive(False, bindings=True, init=False)
    """Whether the keys move an end of the selection."""

    class SelectionMade(Carrying, namespace="reader"):
        """The reader wants the passage highlighted."""

        span: Span
        """Code points of the article's text."""
        annotate: bool
        """Whether a note is to be written too."""

    class NameWanted(Carrying, namespace="reader"):
        """The reader says that the passage is a name."""

        span: Span

    class CopyRequested(Carrying, namespace="reader"):
        """The reader wants the passage copied with its citation."""

        span: Span

    class SelectingChanged(Carrying, namespace="reader"):
        """The keys select from now on, or no longer do."""

        selecting: bool

    _by_mouse = False
    """Whether the present selection was begun with the mouse."""
    _fixed = 0
    _moving = 0
    _goal: int | None = None
    """The cell that motions from line to line try to keep."""
    _count = 0

    def start_selecting(self, fixed: int, moving: int) -> None:
        """Begin a selection between two code points, or replace the present one."""
        if self._page is None:
            return
        self._fixed, self._moving = fixed, moving
        self._goal = None
        self.selecting = True
        if self not in self.screen.selections:
            # Makes Textual's own copy key ask `get_selection`; which part is selected is known here.
            self.screen.selections = {self: SELECT_ALL}
        self._show()

    def leave_selecting(self) -> None:
        """Forget the selection; the keys read again."""
        self.selecting = self._by_mouse = False
        self._count = 0
        if self.is_attached and self in self.screen.selections:
            self.screen.clear_selection()
        self._show()

    def selected_span(self) -> Span | None:
        """What is selected, in code points of the article's text; None if it is nothing but white space."""
        if not self.selecting or self._page is None:
            return None
        ends = sorted((self._fixed, self._moving))
        span = Span(*ends).clip(self._page.extent)
        span = motions.whole(self._page.text, span) if span else None
        return span if span and len(span) else None

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, for Textual's own copy key."""
        span = self.selected_span()
        if span is None or self._page is None:
            return None
        return span.of(self._page.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Take over what the mouse selects."""
        if selection is None or selection == SELECT_ALL or self._page is None:
            self.refresh()
            return
        extent = self._page.extent
        start, end = (None if at is None else position(*at) for at in selection)
        fixed = extent.start if start is None else start
        moving = extent.end if end is None else end
        self._by_mouse = True
        self.start_selecting(fixed, max(fixed, moving))

    def watch_selecting(self, selecting: bool) -> None:
        """Tell the screen."""
        self.post_message(self.SelectingChanged(selecting))

    def _show(self) -> None:
        """Paint selection and caret where they are now."""
        old = self.marks.selection, self.marks.caret
        self.marks.selection = self.selected_span()
        self.marks.caret = self.caret_at(self._moving) if self.selecting and self._page else None
        self.touch_change(old[0], self.marks.selection)
        self.touch(old[1], self.marks.caret)

    def add_digit(self, digit: int) -> bool:
        """Make a digit part of the count before a motion; False for a 0 that begins none."""
        if not digit and not self._count:
            return False
        self._count = min(self._count * 10 + digit, _MOST)
        return True

    def _to(self, step: Callable[[int], int | None], keep_goal: bool = False) -> None:
        """Move the moving end by a step, as often as the count says; never out of what is shown."""
        if self._page is None:
            return
        count, self._count = max(1, self._count), 0
        extent, at = self._page.extent, self._moving
        for _ in range(count):
            reached = step(at)
            if reached is None or reached == at:
                break
            at = min(max(reached, extent.start), extent.end)
        self._moving = motions.snapped(self._page.text, at)
        if not keep_goal:
            self._goal = None
        self._show()
        self.reveal(Span(self._moving, self._moving))

    def _take(self, span: Span | None) -> None:
        """Select a whole unit."""
        self._count = 0
        if span is not None:
            self.start_selecting(span.start, span.end)
            self.reveal(span)
