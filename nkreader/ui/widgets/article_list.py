"""The list of articles: one row a piece, the pieces of one event folded into one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.model.dates import Certainty, PartialDate
from nkreader.model.spans import Span
from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where, bindings
from nkreader.ui.dating import date_label
from nkreader.ui.messages import Told
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.arranged_list import ArrangedList
from nkreader.ui.widgets.article_rows import (
    TITLE_LINES,
    WIDE,
    Lane,
    Listed,
    Row,
    height,
    news,
    silent,
)
from nkreader.ui.widgets.outlets import short_outlet, sourced
from nkreader.ui.widgets.row_lines import RowLines, fitted, lines_needed

if TYPE_CHECKING:
    from nkreader.model.headline import Headline
    from nkreader.ui.widgets.virtual_list import VirtualList

_DAY = 12
"""Cells of a date and the space after it."""
_OUTLET, _LONG_OUTLET = 14, 28
"""Cells for an outlet in a one-line row: where it is narrow, and where it is wide."""
_SOURCED = 18
"""For an outlet and whose report it passes on, whatever the title leaves."""
_ROOMY = 100
_TAG = 12
"""Characters of a tag in a row."""
_PASSAGE = 2
"""Lines for a passage in a narrow list."""


class ArticleList(ArrangedList):
    """Articles with their marks; while searching, with the passages found."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.LIST)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--certain", "list--likely", "list--unknown", "list--match", "list--star", "list--open",
    }  # fmt: skip
    DEFAULT_CSS = """
    ArticleList {
        & > .list--certain { color: $dim; }
        & > .list--likely { color: $date-likely; }
        & > .list--unknown { color: $date-unknown; text-style: italic; }
        & > .list--match { color: $accent; text-style: bold underline; }
        & > .list--star { color: $accent; }
        & > .list--open { color: $accent; text-style: bold; }
    }
    """

    class Opened(Carrying):
        """The reader wants to read a piece."""

        article: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._open: str | None = None

    def heights(self, rows: Sequence[Row], width: int) -> int | Sequence[int] | RowLines:
        """In a narrow list, titles and passages take the lines they need."""
        if width >= WIDE:
            return 1 if self._hits is None else 2
        if self._hits is None and rows is self._shown.rows:
            return self._shown.lines(width)
        return [height(row, width, self.order) + self._passage_lines(row, width) for row in rows]

    def _passage_lines(self, row: Row, width: int) -> int:
        if self._hits is None or isinstance(row, Lane):
            return 0
        return lines_needed(self._passage(row.headline.id, width).plain, width, _PASSAGE)

    def mark_open(self, article: str | None) -> None:
        """Show which piece stands in the reader, with the cursor on it if it is listed.

        One that was open already, and is but read anew, does not draw the cursor away from where the reader is.
        """
        anew, self._open = article == self._open and self.has_focus, article
        at = None if article is None or anew else self._shown.place(article)
        if at is not None:
            self.go_to(at)
        self.repaint()

    def choosable(self, row: Row) -> bool:
        """Everything but the heading of the undated lane."""
        return isinstance(row, Listed)

    def draw_row(self, row: Row, width: int) -> Sequence[Content]:
        """The lines of a piece and the passage found in it."""
        if isinstance(row, Lane):
            lane = Content(f" undated · {row.pieces} ").stylize(self.part("dim"))
            return [lane] if width >= WIDE else [Content(""), lane]
        wide = width >= WIDE
        lines = [self._one_line(row, width)] if wide else self._few_lines(row, width)
        if self._hits is not None:
            lines += fitted(self._passage(row.headline.id, width), width, 1 if wide else _PASSAGE)
        return lines

    def _one_line(self, row: Listed, width: int) -> Content:
        """Mark, date, title, signs and, at the right, the outlet."""
        most = _LONG_OUTLET if width >= _ROOMY else _OUTLET
        day = self._date(row.headline.published).truncate(_DAY, ellipsis=True, pad=True)
        lead, title, marks = self._mark(row), self._title(row), self._marks(row)
        left = width - lead.cell_length - _DAY - 1 - marks.cell_length - 1
        spare = max(most, _SOURCED, left - title.cell_length - 1)  # what the title leaves, if that is more
        right = Content.assemble(marks, " ", self._outlet(row.headline, most, spare))
        room = width - lead.cell_length - _DAY - 1 - right.cell_length
        return Content.assemble(lead, day, " ", title.truncate(max(1, room), ellipsis=True, pad=True), right)

    def _few_lines(self, row: Listed, width: int) -> list[Content]:
        """The title, then date, outlet and, at the right, the signs."""
        lead, marks = self._mark(row), self._marks(row)
        first, *more = fitted(self._title(row), width - lead.cell_length, TITLE_LINES)
        lines = [lead + first, *(Content(" " * lead.cell_length) + line for line in more)]
        if silent(row, self.order):
            return lines
        room = max(1, width - 2 - marks.cell_length)
        label = self._date(row.headline.published)
        outlet = self._outlet(row.headline, room - label.cell_length - 2, room - label.cell_length - 2)
        below = Content.assemble("  ", Content.assemble(label, "  ", outlet).truncate(room, ellipsis=True, pad=True))
        return [*lines, below + marks]

    def _mark(self, row: Listed) -> Content:
        item = row.headline
        mark = "›" if item.id == self._open else " " if item.read else "•"
        lead = Content(mark).stylize(self.part("open" if mark == "›" else "star"))
        return lead + (" └ " if row.inside else " ")

    def _title(self, row: Listed) -> Content:
        title = content_line(row.headline.title or "(untitled)")
        return title.stylize(self.part("dim")) if row.headline.read else title

    def _outlet(self, headline: Headline, room: int, spare: int) -> Content:
        """Who brings a piece in `room` cells; with whose report that is, if `spare` cells hold both."""
        both = (content_line(said) for said in sourced(headline, spare))
        alone = content_line(short_outlet(headline.outlet or "", room)).truncate(max(1, room), ellipsis=True)
        return next((said for said in both if said.cell_length <= spare), alone).stylize(self.part("dim"))

    def _marks(self, row: Listed) -> Content:
        item = row.headline
        signs = [
            f" {'=' if item.by_hand else ''}×{row.members + 1}" if row.members else "",
            news(row),
            " digest" if item.digest else "",
            f" ✎{item.highlights}" if item.highlights else "",
            " ★" if item.starred else "",
            _tags(item.own_tags),
            " gone" if item.missing else "",
        ]
        return content_line("".join(signs)).stylize(self.part("star"))

    def _date(self, when: PartialDate) -> Content:
        sure = "likely" if when.certainty is Certainty.LIKELY else "certain"
        kind = sure if when.known else "unknown"
        label = date_label(when)
        return Content(label if label.startswith(("≈", "=")) else f" {label}").stylize(self.part(kind))

    def _passage(self, article: str, width: int) -> Content:
        """The passage found, from where its first hit is in view."""
        hit = self._hits.get(article) if self._hits else None
        if hit is None:
            return Content("")
        passage = content_line(hit.snippet).stylize(self.part("dim"))
        for span in hit.marks:
            passage = passage.stylize(self.part("match"), span.start, span.end)
        first = hit.marks[0] if hit.marks else Span(0, 0)
        if passage[: first.end].cell_length > width - 4:
            start = hit.snippet.rfind(" ", 0, max(0, first.start - width // 4)) + 1
            passage = Content("…") + passage[start:]
        return Content("  ") + passage

    def action_open(self) -> None:
        """Open the piece at the cursor."""
        self.choose()

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Tell the screen which article was chosen."""
        message.stop()
        if self.article is not None:
            self.post_message(self.Opened(self.article))

    def action_fold(self) -> None:
        """Fold or unfold the event of the piece at the cursor."""
        row = self.row
        event = row.headline.event if isinstance(row, Listed) and (row.members or row.inside) else None
        if event is None:
            self.post_message(Told("No other piece listed here reports the same event."))
            return
        self.fold(event)

    def action_next_unread(self) -> None:
        """To the next piece not read yet."""
        self._to_unread(1)

    def action_previous_unread(self) -> None:
        """To the one before."""
        self._to_unread(-1)

    def _to_unread(self, step: int) -> None:
        there = self._shown.next_unread(self.cursor, step)
        if there is not None:
            self.go_to(there)
        else:
            self.post_message(Told("No unread piece below." if step > 0 else "No unread piece above."))


def _tags(tags: Sequence[str]) -> str:
    """The first of an article's tags, and how many more it has: ` #crew+1`."""
    if not tags:
        return ""
    first = tags[0] if len(tags[0]) <= _TAG else f"{tags[0][: _TAG - 1]}…"
    return f" #{first}{f'+{len(tags) - 1}' if len(tags) > 1 else ''}"
