"""The sheet of versions: what pieces on one event say differently, side by side, each row with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.model.version_words import summary
from nkreader.model.versions import Versions
from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet
from nkreader.ui.screens.versions_rows import FOLD, is_heading, target, targets, version_choices
from nkreader.ui.widgets.virtual_list import VirtualList

_FRAME = 6
"""Cells beside the text: the frame, its padding, the bar of the cursor and the scroll bar."""


class VersionsList(ChoiceList):
    """Rows that are broken already, but for what unfolds."""

    MOST: ClassVar[int] = 6

    def top_of(self, index: int) -> int:
        """The line at which a row begins."""
        return self._lines.of(index).start

    def bottom_of(self, index: int) -> int:
        """The line behind its last."""
        return self._lines.of(index).stop


class VersionsSheet(Sheet):
    """Gives back `ARTICLE:OFFSET`, the place to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.VERSIONS)]
    ROWS = VersionsList
    DEFAULT_CSS = """
    VersionsSheet {
        & > Vertical { width: 96%; max-width: 170; height: 94%; max-height: 94%; }
        & VersionsList { height: 1fr; max-height: 100%; }
    }
    """

    def __init__(self, found: Versions, at: int = 0, opened: Iterable[str] = ()) -> None:
        """`at` is the row at which the cursor begins, `opened` the folds that are open."""
        self.opened = set(opened)
        super().__init__("Versions", Content(""), version_choices(found, 80, self.opened))
        self.found = found
        self._at = at
        self._laid_out = 0
        self.left_at = at
        """The row that the cursor was at last."""

    def on_mount(self) -> None:
        """Say how much there is, and the keys."""
        frame = self.query_one("Vertical")
        frame.border_title = content_line(f" Versions · {summary(self.found)} ")
        said = {"sheet.choose": "opens", "versions.other-side": "the other side", "versions.next-section": "section"}
        keys = [*said.items(), ("sheet.leave", "back")]
        frame.border_subtitle = content_line(f" {' · '.join(f'{key(name)} {said}' for name, said in keys)} ")

    def on_resize(self) -> None:
        """Lay the rows out anew for the width."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        shown = self.query_one(VersionsList)
        width = shown.row_width
        if width <= 1 or width == self._laid_out:
            return
        again = self._laid_out != 0
        here = self.place
        self._laid_out = width
        self._choices = version_choices(self.found, width, self.opened)
        at = next((at for at, row in enumerate(self._choices) if here and row.value == here), shown.cursor)
        shown.put(self._choices, at if again else self._at)

    @property
    def at(self) -> int:
        """The row of the cursor."""
        return self.query_one(VersionsList).cursor

    @property
    def place(self) -> str:
        """The value of the row of the cursor."""
        row = self.query_one(VersionsList).row
        return row.value if row is not None else ""

    def on_virtual_list_highlighted(self) -> None:
        """Remember the row, to come back to it."""
        self.left_at = self.at

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Go to the first place of the row."""
        message.prevent_default()  # a row may have two places
        row = self._choices[message.index]
        if row.value.startswith(FOLD):
            self._fold(row.value)
        else:
            self._go(row, 0)

    def _fold(self, fold: str) -> None:
        """Open what is folded, or fold it again; the cursor stays."""
        self.opened ^= {fold}
        shown = self.query_one(VersionsList)
        top = shown.scroll_offset.y
        self._choices = version_choices(self.found, self._laid_out, self.opened)
        before = len(shown.rows)
        at = next(at for at, row in enumerate(self._choices) if row.value == fold)
        shown.put(self._choices, at)
        last = at + max(0, len(self._choices) - before)  # of what was unfolded: it is brought into sight
        wanted = max(top, shown.bottom_of(last) - shown.size.height)
        shown.scroll_to(y=min(wanted, shown.top_of(at)), animate=False, force=True)

    def action_other_side(self) -> None:
        """Go to the place that stands beside this one."""
        row = self.query_one(VersionsList).row
        if row is not None:
            self._go(row, 1)

    def _go(self, row: Choice, number: int) -> None:
        places = targets(row.value)
        if places:
            self.dismiss(target(*places[min(number, len(places) - 1)]))

    def action_next_section(self) -> None:
        """To the next section."""
        self._to_section([at for at in self._headings() if at > self.at][:1])

    def action_previous_section(self) -> None:
        """To the beginning of this section, from there to the one before, or to the top."""
        heads = self._headings()
        begins = [self._first_row(head) for head in heads]
        self._to_section([head for head, first in zip(heads, begins, strict=True) if first < self.at][-1:] or [0])

    def _first_row(self, head: int) -> int:
        """The first row of a section that the cursor can stop at."""
        return next((at for at in range(head, len(self._choices)) if self._choices[at].value), head)

    def _headings(self) -> Sequence[int]:
        return [at for at, row in enumerate(self._choices) if is_heading(row)]

    def _to_section(self, heads: Sequence[int]) -> None:
        """To the first row of a section, its heading at the top where there is enough below."""
        shown = self.query_one(VersionsList)
        for head in heads:
            shown.go_to(head)
            shown.scroll_to(y=shown.top_of(head), animate=False, force=True)
