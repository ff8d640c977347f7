"""The side timeline: every piece at its date, with the open one marked and followed, at three scales."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType

from nkreader.model.axis import Entry, Head, Lane, Row, Scale, Tick, Timeline
from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where, bindings
from nkreader.ui.messages import Told
from nkreader.ui.widgets import timeline_rows
from nkreader.ui.widgets.timeline_drawing import DrawnTimeline
from nkreader.ui.widgets.timeline_rows import Laid
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from nkreader.model.headline import Headline
    from nkreader.model.links import Link


class TimelinePane(DrawnTimeline):
    """The axis. Time runs downwards, so `<` and `,` go up and `>` and `.` down."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.TIMELINE)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--year", "list--density", "list--likely", "list--open", "list--span",
    }  # fmt: skip
    DEFAULT_CSS = """
    TimelinePane {
        & > .list--year { text-style: bold; }
        & > .list--density { color: $primary; }
        & > .list--likely { color: $date-likely; }
        & > .list--span { color: $dim; }
        & > .list--open { color: $accent; text-style: bold; }
        &.-foot { border-bottom: solid $panel; border-subtitle-color: $dim; border-subtitle-background: $background; }
    }
    """

    HELP = (
        "The articles at their day, month by month; time runs downwards. `●` is open, `◆` reports the same event, "
        "`◇` is related to it, `×3` are three pieces on one event. Of the open one and its event, `▲` marks the day "
        "it happened, `»` the day its source reported it, `■` the day of publication, `├` a day that its text names. "
        "The heavy line beside a month and the blocks `▁▂▃` behind a day or in a year tell how many pieces they "
        "hold. `≈` marks a likely or borrowed day, `=` one that you set by hand, `12–18` one of these days; the bar "
        "`┃` before the rows shows how far they reach, dashed `┆` where they are likely, `╎` for months and years. "
        "What has no place in time stands at the end. `+` and `-` go from years to months to days. Among the dates "
        "of the open piece, `Enter` goes to the sentence, `p` to the pieces of that day. `Tab` goes on to the "
        "related pieces below."
    )
    CLICKS: ClassVar[int] = 1

    class Jumped(Carrying):
        """The reader wants to go to a piece."""

        article: str

    class Pointed(Carrying):
        """The reader wants to go where a date stands in the text."""

        tick: Tick

    class Titled(Carrying):
        """The title was clicked."""

        words: str
        """The part of it between two dots, without its key."""
        foot: bool = False
        """It was the line below."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._kept: str | None = None
        """The piece for which the cursor stands at a bar."""

    @property
    def shown(self) -> Timeline:
        """What is drawn."""
        return self._timeline

    def show(self, shown: Timeline, measured: Laid | None = None, own: bool = False) -> None:
        """Draw another timeline; the cursor stays on its piece, or on the open one.

        `own` is one of nothing but the open piece's dates, which are in it.
        """
        here = self.piece or self._open
        self._base, self._laid, self._newer, self._own = shown, measured, {}, own
        if self.scale is not Scale.DAYS:
            self._kept = here
        self._lay_marks(here)

    def follow(
        self,
        article: str | None,
        links: Sequence[Link] = (),
        ticks: Sequence[Tick] = (),
        dates: Sequence[Tick] = (),
    ) -> None:
        """Mark the open piece, its dates (`mark`) and those related to it, and bring the open one into sight."""
        self._open, self._ticks, self._dates = article, tuple(ticks), tuple(dates)
        self._links = {link.id: link for link in links}
        self._lay_marks(self.piece)
        place = self._timeline.place(article, self.scale)
        if place is not None:
            self._kept = article
            self.go_to(place)

    def mark(self, ticks: Sequence[Tick], dates: Sequence[Tick]) -> None:
        """Put the dates of the open piece on the axis: `ticks` in rows of their own, all of them beside the others."""
        if (self._ticks, self._dates) != (tuple(ticks), tuple(dates)):
            self._ticks, self._dates = tuple(ticks), tuple(dates)
            self._lay_marks(self.piece or self._open)

    def _lay_marks(self, here: str | None) -> None:
        """Put ticks between the rows that are laid out; the cursor stays on the piece `here`, or on its tick."""
        from nkreader.model.axis_marks import marked  # deferred, as the first paint has nothing to mark

        tick = self.row if isinstance(self.row, Tick) else None
        self._timeline = self._base if self._own else marked(self._base, self._ticks)
        self._arrange()
        rows = self._timeline.at(self.scale)
        place = self._timeline.place(here, self.scale)
        if place is None and tick is not None and self.scale is Scale.DAYS:
            place = next((at for at in self._timeline.ticks if _same(rows[at], tick)), None)
        self.set_rows(rows, place or 0, resting=True)

    def link(self, links: Sequence[Link]) -> None:
        """Mark the pieces related to the open one."""
        self._links = {link.id: link for link in links}
        self._sign_bars()
        self.repaint()

    def update(self, headline: Headline) -> None:
        """A piece's marks changed."""
        if headline.id in self._timeline.places:
            self._newer[headline.id] = headline
            self.repaint()

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

    @property
    def tick(self) -> Tick | None:
        """The date of the open piece at the cursor; None at anything else."""
        return self.row if isinstance(self.row, Tick) else None

    def zoom(self, step: int) -> None:
        """Nearer or wider; the piece at the cursor stays where it is on the screen."""
        scale = self.scale + step
        if scale not in tuple(Scale):
            self.post_message(Told("Nothing is nearer than days." if step > 0 else "Nothing is wider than years."))
            return
        here, row, before = self.piece, max(0, self.cursor), self.scale
        self.scale, self._kept = Scale(scale), here
        self._arrange()
        place = self._timeline.place(here, self.scale)
        across = self._timeline.across(row, before, self.scale) if place is None else place
        self.set_rows(self._timeline.at(self.scale), across)
        self.post_message(Told(f"The timeline by {self.scale.name.lower()}."))

    def stand(self, scale: Scale, at: Tick | str | None) -> None:
        """Have the cursor at a date of the open piece, or at a piece, at a scale: as one has left it."""
        if self.scale is not scale:
            self.scale = scale
            self._arrange()
            self.set_rows(self._timeline.at(scale), 0)
        rows = self._timeline.at(scale)
        if isinstance(at, Tick):
            place = next((row for row in range(len(rows)) if _same(rows[row], at)), None)
        else:
            place = self._timeline.place(at, scale)
            self._kept = at
        if place is not None:
            self.go_to(place)

    def choosable(self, row: Row) -> bool:
        """Pieces and dates; at coarser scales their bars."""
        return isinstance(row, Entry | Tick) or (isinstance(row, Head) and self.scale is not Scale.DAYS)

    def on_click(self, event: events.Click) -> None:
        """The title and the line below tell what of them was clicked; a row does as in every list."""
        if event.get_content_offset(self) is not None:
            return
        if event.y == 0:
            start = str(self.border_title)[: max(0, event.x - 1)].count("·")
            part = str(self.border_title).split("·")[start].strip()
            self.post_message(self.Titled(part.removeprefix("3").strip()))
        elif self.border_subtitle and event.y == self.outer_size.height - 1:
            self.post_message(self.Titled("", True))

    def go_to_lane(self) -> None:
        """To the first of the pieces that have no such date."""
        without = self._timeline.sequences.get(Lane.WITHOUT, ())
        place = self._timeline.place(without[0], self.scale) if without else None
        if place is not None:
            self.go_to(place)

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Jump to the piece, in a group to the one after the open one; at a bar, go nearer."""
        message.stop()
        if isinstance(self.row, Head):
            self.zoom(1)
        elif isinstance(self.row, Entry):
            ids = [headline.id for headline in self.row.headlines]
            after = ids.index(self._open) + 1 if self._open in ids else 0
            self.post_message(self.Jumped(ids[after % len(ids)]))
        elif isinstance(self.row, Tick):
            self.post_message(self.Pointed(self.row))

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


def _same(row: Row, tick: Tick) -> bool:
    return isinstance(row, Tick) and (row.article, row.mark, row.offset) == (tick.article, tick.mark, tick.offset)
