"""The side timeline: every piece at its date, month by month, with the open one marked and followed."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from nkreader.model.headline import Headline
from nkreader.model.links import Link
from nkreader.model.timeline import Entry, Gap, Month, Row, Timeline, Undated, date_label, timeline
from nkreader.ui.commands import Where, bindings
from nkreader.ui.messages import Told
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.row_lines import fitted, lines_needed
from nkreader.ui.widgets.virtual_list import VirtualList

DENSITY = "▁▂▃▄▅▆▇█"
OPEN, SAME_EVENT, RELATED, PLAIN = "●", "◆", "◇", "·"
_LINES = 2
"""Lines for a title."""


class TimelinePane(VirtualList[Row]):
    """The axis. Time runs downwards, so `<` and `,` go up and `>` and `.` down."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.TIMELINE)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--year", "list--density", "list--likely", "list--open"}
    DEFAULT_CSS = """
    TimelinePane {
        & > .list--year { text-style: bold; }
        & > .list--density { color: $primary; }
        & > .list--likely { color: $date-likely; }
        & > .list--open { color: $accent; text-style: bold; }
    }
    """

    HELP = (
        "All articles at their day, month by month; time runs downwards. `●` is open, `◆` reports the same event, "
        "`◇` is related to it. `▁▂▃` beside a month tells how many pieces it holds. `≈` marks a likely day, `12–18` "
        "one of these days, `31–` that day or later. `Tab` goes on to the related pieces below."
    )

    @dataclass
    class Jumped(Message):
        """The reader wants to go to a piece."""

        article: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._timeline: Timeline = timeline(())
        self._open: str | None = None
        self._links: Mapping[str, Link] = {}

    @property
    def shown(self) -> Timeline:
        """What is drawn."""
        return self._timeline

    def show(self, shown: Timeline) -> None:
        """Draw another timeline; the cursor stays on its piece, or on the open one."""
        here = self.article or self._open
        self._timeline = shown
        self.set_rows(shown.rows, shown.places.get(here, 0) if here else 0, resting=True)

    def follow(self, article: str | None, links: Sequence[Link] = ()) -> None:
        """Mark the open piece and those related to it, and bring the open one into sight."""
        self._open, self._links = article, {link.id: link for link in links}
        self.repaint()
        place = self._timeline.places.get(article) if article else None
        if place is not None:
            self.go_to(place)

    def link(self, links: Sequence[Link]) -> None:
        """Mark the pieces related to the open one."""
        self._links = {link.id: link for link in links}
        self.repaint()

    @property
    def article(self) -> str | None:
        """Id of the piece at the cursor."""
        return self.row.headlines[0].id if isinstance(self.row, Entry) else None

    def choosable(self, row: Row) -> bool:
        """Only pieces, not the headings."""
        return isinstance(row, Entry)

    def draw_row(self, row: Row, width: int) -> Sequence[Content]:
        """A heading or a piece."""
        if isinstance(row, Month):
            return [self._month(row, width)]
        if isinstance(row, Gap):
            months = "1 month" if row.months == 1 else f"{row.months} months"
            return [Content(f"     ┊ {months}: no pieces").stylize(self.part("dim"))]
        if isinstance(row, Undated):
            return [Content(f"undated {row.pieces}").stylize(self.part("year"))]
        return self._entry(row, width)

    def _month(self, row: Month, width: int) -> Content:
        name = Content(f"{month_abbr[row.month]} {row.year}")
        name = name.stylize(self.part("year" if row.opens_year else "dim"))
        density = Content(f" {DENSITY[row.level - 1]}").stylize(self.part("density"))
        count = Content(f" {row.pieces} ").stylize(self.part("dim"))
        rule = "─" * max(0, width - name.cell_length - density.cell_length - count.cell_length)
        return Content.assemble(name, density, count, Content(rule).stylize(self.part("dim")))

    def heights(self, rows: Sequence[Row], width: int) -> Sequence[int]:
        """Titles take the lines they need, up to two."""
        return [self._height_of(row, width) if isinstance(row, Entry) else 1 for row in rows]

    def _height_of(self, row: Entry, width: int) -> int:
        room, before = width - len(_lead(row)) - 2, _before(row)
        return max(lines_needed(before + item.title, room, _LINES) for item in row.headlines)

    def _entry(self, row: Entry, width: int) -> list[Content]:
        sign = self._sign(row.headlines)
        style = self.part("open" if sign == OPEN else "dim" if sign == PLAIN else "density")
        day = Content(_lead(row)).stylize(self.part("likely" if row.likely else "dim"))
        lead = Content.assemble((sign, style), " ", day)
        shown = next((item for item in row.headlines if item.id == self._open), row.headlines[0])
        title = content_line(shown.title or "(untitled)")
        if sign == OPEN:
            title = title.stylize(self.part("open"))
        elif shown.read:
            title = title.stylize(self.part("dim"))
        titled = Content.assemble((_before(row), self.part("density" if row.days else "dim")), title)
        first, *more = fitted(titled, width - lead.cell_length, _LINES)
        return [lead + first, *(Content(" " * lead.cell_length) + line for line in more)]

    def _sign(self, headlines: Sequence[Headline]) -> str:
        ids = [headline.id for headline in headlines]
        if self._open in ids:
            return OPEN
        links = [self._links[article] for article in ids if article in self._links]
        if any(link.same_event for link in links):
            return SAME_EVENT
        return RELATED if links else PLAIN

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Jump to the piece; in a group, to the one after the open one."""
        message.stop()
        if not isinstance(self.row, Entry):
            return
        ids = [headline.id for headline in self.row.headlines]
        after = ids.index(self._open) + 1 if self._open in ids else 0
        self.post_message(self.Jumped(ids[after % len(ids)]))

    def action_jump(self) -> None:
        """Open the piece at the cursor."""
        self.choose()

    def action_month_before(self) -> None:
        """To the first piece of the month before."""
        self._to_month(-1)

    def action_month_after(self) -> None:
        """To the first piece of the next month."""
        self._to_month(1)

    def _to_month(self, step: int) -> None:
        row = self._timeline.month(self.cursor, step)
        if row is not None:
            self.go_to(row)
        else:
            self.post_message(Told("No later month." if step > 0 else "No earlier month."))


def _before(row: Entry) -> str:
    """What stands before a title: how many pieces, and in the undated lane what is known of the day."""
    several = f"×{len(row.headlines)} " if len(row.headlines) > 1 else ""
    when = row.headlines[0].published
    return f"{date_label(when)} {several}" if row.days is None and when.known else several


def _lead(row: Entry) -> str:
    """The column of days: `≈13 `, `14–20 `, `25– ` into another month, a whole year as `2024 `."""
    if row.days is None:
        return ""
    sign = "≈" if row.likely else " "
    first, last = row.days.earliest, row.days.latest
    if first is None or last is None:
        return f"{sign}{first.day:02}– " if first else f"{sign}–{last.day:02} " if last else ""
    if first == last:
        return f"{sign}{first.day:02} "
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{sign}{first.year} "
    inside = (first.year, first.month) == (last.year, last.month)
    return f"{sign}{first.day:02}–{last.day:02} " if inside else f"{sign}{first.day:02}– "
