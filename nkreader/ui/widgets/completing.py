"""Ways to go on in the search prompt: the small list below it, and which of them stands in the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from nkreader.ui.painting import content_line

if TYPE_CHECKING:
    from nkreader.model.typed import Completion

WIDEST = 64
"""Cells of the list."""


class Completing:
    """Completions of one line, and the one that was taken; knows no widget."""

    def __init__(self) -> None:
        self.offered: tuple[Completion, ...] = ()
        self.taken = -1
        """Index of the completion that stands in the line; -1 for none."""
        self._line = ("", 0)
        """The line and cursor that were completed."""
        self._complete = True
        """Whether everything was offered that could be, or only what does not disturb."""

    def forget(self) -> None:
        """Nothing is offered."""
        self.offered, self.taken = (), -1

    def offer(self, line: str, cursor: int, offered: Sequence[Completion], complete: bool) -> None:
        """These were found for the line."""
        self.offered, self.taken = tuple(offered), -1
        self._line, self._complete = (line, cursor), complete

    def answers(self, line: str, cursor: int) -> bool:
        """Whether what is offered is all that there is for this line, or one of them was taken in it."""
        known = self._line == (line, cursor) and (self._complete or bool(self.offered))
        return known or self.standing(line)

    def standing(self, line: str) -> bool:
        """Whether the line is what a completion that was taken made of it."""
        return self.taken >= 0 and self.offered[self.taken].applied(self._line[0])[0] == line

    def take(self, step: int) -> tuple[str, int] | None:
        """The line with the next completion, or the one before, and its cursor; None if there is none."""
        if not self.offered:
            return None
        first = 0 if step > 0 else len(self.offered) - 1
        self.taken = first if self.taken < 0 else (self.taken + step) % len(self.offered)
        return self.offered[self.taken].applied(self._line[0])


class CompletionList(Widget):
    """Shows what is offered; the keys stay with the prompt."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CompletionList {
        display: none;
        overlay: screen;
        position: absolute;
        constrain: inside inside;
        width: auto;
        height: auto;
        background: $surface;
        color: $foreground;
        border-left: vkey $accent;
        padding: 0 1 0 0;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines = Content("")

    def show(self, completing: Completing, column: int) -> None:
        """Show what is offered below a column of the screen; hide the list if that is nothing."""
        self.display = bool(completing.offered)
        if not completing.offered:
            return
        labels = [content_line(item.label).truncate(WIDEST // 2, ellipsis=True) for item in completing.offered]
        left = max(label.cell_length for label in labels)
        counts = [f"{item.count:,}" if item.count is not None else "" for item in completing.offered]
        right = max(map(len, counts))
        rows = []
        for at, (item, label, count) in enumerate(zip(completing.offered, labels, counts, strict=True)):
            mark = "▸" if at == completing.taken else " "
            about = content_line(item.about, "$dim").truncate(WIDEST - left - right - 6, ellipsis=True)
            head = label.stylize("bold") if at == completing.taken else label
            figure = Content.styled(f"{count:>{right}}", "$accent")
            row = Content.assemble(f"{mark} ", head, " " * (left - label.cell_length + 2), figure, "  " * bool(about))
            rows.append(row + about)
        self._lines = Content("\n").join(rows)
        self.styles.offset = (max(0, column - 3), 1)
        self.refresh(layout=True)

    def render(self) -> Content:
        """One row each."""
        return self._lines
