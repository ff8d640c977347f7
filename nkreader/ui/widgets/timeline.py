"""The side timeline: every piece at its date, with the open one marked and followed, at three scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.model.axis import Entry, Gap, Head, Row, Scale, Slot, Timeline
from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where, bindings
from nkreader.ui.messages import Told
from nkreader.ui.painting import content_line
from nkreader.ui.widgets import timeline_rows
from nkreader.ui.widgets.row_lines import fitted
from nkreader.ui.widgets.timeline_rows import LINES, OPEN, PLAIN, RELATED, SAME_EVENT, Laid
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from nkreader.model.headline import Headline
    from nkreader.model.links import Link


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
        &.-foot { border-bottom: solid $panel; border-subtitle-color: $dim; border-subtitle-background: $background; }
    }
    """

    HELP = (
        "The articles at their day, month by month; time runs downwards. `●` is open, `◆` reports the same event, "
        "`◇` is related to it, `×3` are three pieces on one event. The heavy line beside a month and the blocks "
        "`▁▂▃` behind a day tell how many pieces they hold. `≈` marks a likely or borrowed day, `=` one that you set "
        "by hand, `12–18` one of these days; a date that is no day stands above the title. What has no place in time "
        "stands at the end. `+` and `-` go from years to months to days. `Tab` goes on to the related pieces below."
    )
    CLICKS: ClassVar[int] = 1

    class Jumped(Carrying):
        """The reader wants to go to a piece."""

        article: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scale = Scale.DAYS
        self._timeline = Timeline()
        self._laid: Laid | None = None
        self._open: str | None = None
        self._links: Mapping[str, Link] = {}
        self._marked: Mapping[Slot, str] = {}
        """The signs of bars that hold the open piece or one related to it."""
        self._newer: dict[str, Headline] = {}
        """Pieces whose marks changed since the timeline was laid out."""
        self._kept: str | None = None
        """The piece for which the cursor stands at a bar."""

    @property
    def shown(self) -> Timeline:
        """What is drawn."""
        return self._timeline

    def show(self, shown: Timeline, measured: Laid | None = None) -> None:
        """Draw another timeline; the cursor stays on its piece, or on the open one."""
        here = self.piece or self._open
        self._timeline, self._laid, self._newer = shown, measured, {}
        if self.scale is not Scale.DAYS:
            self._kept = here
        self._mark_bars()
        self.set_rows(shown.at(self.scale), shown.place(here, self.scale) or 0, resting=True)

    def follow(self, article: str | None, links: Sequence[Link] = ()) -> None:
        """Mark the open piece and those related to it, and bring the open one into sight."""
        self._open = article
        self.link(links)
        place = self._timeline.place(article, self.scale)
        if place is not None:
            self._kept = article
            self.go_to(place)

    def link(self, links: Sequence[Link]) -> None:
        """Mark the pieces related to the open one."""
        self._links = {link.id: link for link in links}
        self._mark_bars()
        self.repaint()

    def update(self, headline: Headline) -> None:
        """A piece's marks changed."""
        if headline.id in self._timeline.places:
            self._newer[headline.id] = headline
            self.repaint()

    def _mark_bars(self) -> None:
        if self.scale is Scale.DAYS:
            return
        rows, found = self._timeline.at(self.scale), dict[Slot, str]()
        for article in [*self._links, *([self._open] if self._open else [])]:
            place, sign = self._timeline.place(article, self.scale), self._sign([article])
            head = rows[place] if place is not None else None
            if isinstance(head, Head) and (found.get(head.slot) != SAME_EVENT or sign != RELATED):
                found[head.slot] = sign
        self._marked = found

    @property
    def article(self) -> str | None:
        """Id of the piece at the cursor; None at a bar."""
        return self.row.headlines[0].id if isinstance(self.row, Entry) else None

    @property
    def piece(self) -> str | None:
        """Id of the piece for which the cursor stands where it is: at a bar the one it came from, or its first."""
        if self.scale is Scale.DAYS or self.row is None:
            return self.article
        if self._kept is not None and self._timeline.place(self._kept, self.scale) == self.cursor:
            return self._kept
        return self._timeline.first(self.cursor, self.scale)

    def zoom(self, step: int) -> None:
        """Nearer or wider; the piece at the cursor stays where it is on the screen."""
        scale = self.scale + step
        if scale not in tuple(Scale):
            self.post_message(Told("Nothing is nearer than days." if step > 0 else "Nothing is wider than years."))
            return
        here = self.piece
        self.scale, self._kept = Scale(scale), here
        self._mark_bars()
        self.set_rows(self._timeline.at(self.scale), self._timeline.place(here, self.scale) or 0)
        self.post_message(Told(f"The timeline by {self.scale.name.lower()}."))

    def choosable(self, row: Row) -> bool:
        """Pieces; at coarser scales their bars."""
        return isinstance(row, Entry) or (isinstance(row, Head) and self.scale is not Scale.DAYS)

    def heights(self, rows: Sequence[Row], width: int) -> int | Sequence[int]:
        """Titles take the lines they need, up to two."""
        if self.scale is not Scale.DAYS:
            return 1
        known = self._laid
        if known is None or known.width != width or known.timeline is not self._timeline:
            known = self._laid = timeline_rows.laid(self._timeline, width)
        return known.heights

    def draw_row(self, row: Row, width: int) -> Sequence[Content]:
        """A heading, a bar or a piece."""
        if isinstance(row, Head):
            return [self._head(row, width)]
        if isinstance(row, Gap):
            return [Content(f"     ┊ {timeline_rows.gap(row)}").stylize(self.part("dim"))]
        return self._entry(row, width)

    def _head(self, head: Head, width: int) -> Content:
        sign = "" if self.scale is Scale.DAYS else f"{self._marked.get(head.slot, ' ')} "
        name, full, rest, count = timeline_rows.bar(head, self.scale, width - len(sign))
        return Content.assemble(
            (sign, self.part("open" if sign.startswith(OPEN) else "density")),
            (name, self.part("year" if head.opens_year or head.slot.lane else "dim")),
            (full, self.part("density")),
            (rest + count, self.part("dim")),
        )

    def _entry(self, row: Entry, width: int) -> list[Content]:
        sign = self._sign([item.id for item in row.headlines])
        style = self.part("open" if sign == OPEN else "dim" if sign == PLAIN else "density")
        when = self.part("likely" if row.likely else "dim")
        above, day = timeline_rows.label(row, self._timeline.by), timeline_rows.day(row)
        shown = next((item for item in row.headlines if item.id == self._open), row.headlines[0])
        before, text = timeline_rows.titled(row, shown.title)
        title = content_line(text)
        if sign == OPEN:
            title = title.stylize(self.part("open"))
        elif self._newer.get(shown.id, shown).read:
            title = title.stylize(self.part("dim"))
        lead = Content.assemble((sign, style), (day or " ", when))
        room = width - lead.cell_length
        first, *more = fitted(Content.assemble((before, self.part("density")), title), room, LINES)
        lines = [first, *more]
        if above:
            lines.insert(0, Content(above).stylize(when))
        return [(Content(" " * lead.cell_length) if at else lead) + line for at, line in enumerate(lines)]

    def _sign(self, ids: Sequence[str]) -> str:
        if self._open in ids:
            return OPEN
        links = [self._links[article] for article in ids if article in self._links]
        if any(link.same_event for link in links):
            return SAME_EVENT
        return RELATED if links else PLAIN

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Jump to the piece, in a group to the one after the open one; at a bar, go nearer."""
        message.stop()
        if isinstance(self.row, Head):
            self.zoom(1)
        elif isinstance(self.row, Entry):
            ids = [headline.id for headline in self.row.headlines]
            after = ids.index(self._open) + 1 if self._open in ids else 0
            self.post_message(self.Jumped(ids[after % len(ids)]))

    def action_jump(self) -> None:
        """Open the piece at the cursor."""
        self.choose()

    def action_month_before(self) -> None:
        """To the first piece of the month before; at coarser scales, a bar back."""
        self._to_month(-1)

    def action_month_after(self) -> None:
        """To the first piece of the next month; at coarser scales, a bar on."""
        self._to_month(1)

    def _to_month(self, step: int) -> None:
        row = self._timeline.step(self.cursor, self.scale, step)
        if row is not None:
            self.go_to(row)
            head = self._timeline.at(self.scale)[row - 1 if self.scale is Scale.DAYS else row]
            said = timeline_rows.told(head, self.scale, self._timeline.by) if isinstance(head, Head) else ""
        else:
            unit = "year" if self.scale is Scale.YEARS else "month"
            said = f"No later {unit}." if step > 0 else f"No earlier {unit}."
            if step > 0 and self.piece and (lane := self._timeline.lane(self.piece)):
                said = f"No later {unit}: here stands what has no place in time ({lane})."
        self.post_message(Told(said))
