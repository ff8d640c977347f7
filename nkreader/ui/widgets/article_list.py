"""The list of articles: one row a piece, the pieces of one event folded into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from nkreader.model.dates import Certainty, PartialDate
from nkreader.model.headline import Headline
from nkreader.model.query import Hit
from nkreader.model.spans import Span
from nkreader.model.timeline import date_label
from nkreader.ui.commands import Where, bindings
from nkreader.ui.messages import Told
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.article_rows import Lane, Listed, Order, Row, arranged, ordered, placed, short_outlet
from nkreader.ui.widgets.row_lines import fitted, lines_needed
from nkreader.ui.widgets.virtual_list import VirtualList

WIDE = 62
"""From this many cells on, a row takes one line; below, a title has two and what is known of it another."""
_DAY = 12
"""Cells of a date and the space after it."""
_OUTLET, _LONG_OUTLET = 14, 28
"""Cells for an outlet in a one-line row: where it is narrow, and where it is wide."""
_ROOMY = 100
_TITLE, _PASSAGE = 2, 2
"""Lines for title and passage in a narrow list."""


class ArticleList(VirtualList[Row]):
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

    @dataclass
    class Opened(Message):
        """The reader wants to read a piece."""

        article: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.order = Order.DATE
        self._headlines: list[Headline] = []
        self._listed: list[Row] = []
        self._order: Mapping[str, int] = {}
        """Index into `_headlines` of each id."""
        self._places: Mapping[str, int] = {}
        """Index into `_listed` of each id; of a folded piece, that of its group."""
        self._hits: Mapping[str, Hit] | None = None
        self._ranks: Mapping[str, int] = {}
        self._unfolded: frozenset[str] = frozenset()
        self._open: str | None = None

    def show(self, headlines: Sequence[Headline], hits: Sequence[Hit] | None = None, *, keep: bool = False) -> None:
        """List these pieces; with `hits`, only those found, best first, with passages; `keep` the place or not."""
        if hits is None:
            shown, self._hits, self._ranks = headlines, None, {}
            if self.order is Order.RELEVANCE:
                self.order = Order.DATE
        else:
            if self._hits is None:
                self.order = Order.RELEVANCE
            self._hits = {hit.id: hit for hit in hits}
            self._ranks = {hit.id: rank for rank, hit in enumerate(hits)}
            shown = [item for item in headlines if item.id in self._hits]
        self._headlines = ordered(shown, self.order, self._ranks)
        self._arrange(self.article if keep or hits is None else None, resting=keep)

    def update(self, headline: Headline) -> None:
        """One piece changed: its marks, but not its place."""
        at = self._order.get(headline.id)
        if at is None:
            return
        self._headlines[at] = headline
        row = self._places[headline.id]
        listed = self._listed[row]
        if isinstance(listed, Listed) and listed.headline.id == headline.id:
            self._listed[row] = now = listed._replace(headline=headline)
            if self._said(now) == self._said(listed):
                self.repaint()
            else:
                self.set_rows(self._listed, self.cursor)

    def _arrange(self, keep: str | None, resting: bool = False) -> None:
        """Lay the rows out, with the cursor on the piece to keep, or where it was."""
        self._listed = arranged(self._headlines, self._unfolded, self.order is Order.DATE)
        self._order = {item.id: at for at, item in enumerate(self._headlines)}
        self._places = placed(self._listed, self._headlines)
        cursor = 0 if keep is None else self._places.get(keep, max(0, self.cursor))
        self.set_rows(self._listed, cursor, resting)

    def heights(self, rows: Sequence[Row], width: int) -> int | Sequence[int]:
        """In a narrow list, titles and passages take the lines they need."""
        if width >= WIDE:
            return 1 if self._hits is None else 2
        return [2 if isinstance(row, Lane) else self._height_of(row, width) for row in rows]

    def _height_of(self, row: Listed, width: int) -> int:
        lines = lines_needed(row.headline.title, width - _lead(row), _TITLE) + (not self._said(row))
        if self._hits is None:
            return lines
        return lines + lines_needed(self._passage(row.headline.id, width).plain, width, _PASSAGE)

    @property
    def article(self) -> str | None:
        """Id of the piece at the cursor."""
        return self.row.headline.id if isinstance(self.row, Listed) else None

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of all pieces in view, also folded ones, in order."""
        return tuple(item.id for item in self._headlines)

    def mark_open(self, article: str | None) -> None:
        """Show which piece stands in the reader, with the cursor on it if it is listed."""
        self._open = article
        if article is not None and article in self._places:
            self.go_to(self._places[article])
        self.repaint()

    def neighbour(self, article: str | None, step: int) -> str | None:
        """The piece `step` rows after another one, over folded groups; None past the ends.

        From a piece that is not listed, and from none, it is the one at the cursor.
        """
        if article is None or article not in self._places:
            return self.article
        for row in self._listed[self._places[article] + step :: step]:
            if isinstance(row, Listed):
                return row.headline.id
        return None

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
        outlet = self._outlet(row.headline, _LONG_OUTLET if width >= _ROOMY else _OUTLET)
        right = Content.assemble(self._marks(row), " ", outlet)
        day = self._date(row.headline.published).truncate(_DAY, ellipsis=True, pad=True)
        lead, title = self._mark(row), self._title(row)
        room = width - lead.cell_length - _DAY - 1 - right.cell_length
        return Content.assemble(lead, day, " ", title.truncate(max(1, room), ellipsis=True, pad=True), right)

    def _few_lines(self, row: Listed, width: int) -> list[Content]:
        """The title, then date, outlet and, at the right, the signs."""
        lead, marks = self._mark(row), self._marks(row)
        first, *more = fitted(self._title(row), width - lead.cell_length, _TITLE)
        lines = [lead + first, *(Content(" " * lead.cell_length) + line for line in more)]
        if self._said(row):
            return lines
        room = max(1, width - 2 - marks.cell_length)
        label = self._date(row.headline.published)
        outlet = self._outlet(row.headline, room - label.cell_length - 2)
        below = Content.assemble("  ", Content.assemble(label, "  ", outlet).truncate(room, ellipsis=True, pad=True))
        return [*lines, below + marks]

    def _said(self, row: Listed) -> bool:
        """Whether the heading of the undated pieces says all there is to say of a piece but its title."""
        item = row.headline
        silent = not (item.outlet or row.members or item.highlights or item.starred or item.missing)
        return silent and self.order is Order.DATE and item.published.value is None

    def _mark(self, row: Listed) -> Content:
        item = row.headline
        mark = "›" if item.id == self._open else " " if item.read else "•"
        lead = Content(mark).stylize(self.part("open" if mark == "›" else "star"))
        return lead + (" └ " if row.inside else " ")

    def _title(self, row: Listed) -> Content:
        title = content_line(row.headline.title or "(untitled)")
        return title.stylize(self.part("dim")) if row.headline.read else title

    def _outlet(self, headline: Headline, room: int) -> Content:
        name = content_line(short_outlet(headline.outlet or "", room))
        return name.truncate(max(1, room), ellipsis=True).stylize(self.part("dim"))

    def _marks(self, row: Listed) -> Content:
        item = row.headline
        signs = [
            f" ×{row.members + 1}" if row.members else "",
            f" ✎{item.highlights}" if item.highlights else "",
            " ★" if item.starred else "",
            " gone" if item.missing else "",
        ]
        return Content("".join(signs)).stylize(self.part("star"))

    def _date(self, when: PartialDate) -> Content:
        sure = "likely" if when.certainty is Certainty.LIKELY else "certain"
        kind = sure if when.known else "unknown"
        label = date_label(when)
        return Content(label if label.startswith("≈") else f" {label}").stylize(self.part(kind))

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
        self._unfolded = self._unfolded ^ {event}
        self._arrange(self.article)

    def sort_next(self) -> Order:
        """Sort by the next order; relevance only where something was searched."""
        orders = [item for item in Order if item is not Order.RELEVANCE or self._hits is not None]
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._headlines = ordered(self._headlines, self.order, self._ranks)
        self._arrange(self.article)
        return self.order

    def action_next_unread(self) -> None:
        """To the next piece not read yet."""
        self._to_unread(1)

    def action_previous_unread(self) -> None:
        """To the one before."""
        self._to_unread(-1)

    def _to_unread(self, step: int) -> None:
        end = len(self.rows) if step > 0 else -1
        for index in range(self.cursor + step, end, step):
            row = self.rows[index]
            if isinstance(row, Listed) and not row.headline.read:
                self.go_to(index)
                return
        self.post_message(Told("No unread piece below." if step > 0 else "No unread piece above."))


def _lead(row: Listed) -> int:
    """Cells before a title."""
    return 4 if row.inside else 2
