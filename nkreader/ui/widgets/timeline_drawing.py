"""How the timeline is drawn: its rows, the bars beside them, and what of them has to do with the open piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from nkreader.model.axis import Entry, Gap, Head, Mark, Row, Scale, Slot, Tick, Timeline
from nkreader.model.axis_bars import Bars
from nkreader.ui.painting import content_line
from nkreader.ui.widgets import timeline_rows
from nkreader.ui.widgets.row_lines import RowLines, fitted
from nkreader.ui.widgets.timeline_rows import LINES, OPEN, PLAIN, RELATED, SAME_EVENT, SIGNS, Laid
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from nkreader.model.headline import Headline
    from nkreader.model.links import Link

_MARKS = tuple(Mark)


class DrawnTimeline(VirtualList[Row]):
    """The axis as it is seen."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scale = Scale.DAYS
        self._base = Timeline()
        """As it was laid out."""
        self._timeline = self._base
        """The same with the ticks of the open piece."""
        self._laid: Laid | None = None
        self._bars = Bars(self._base, Scale.DAYS)
        self._open: str | None = None
        self._links: Mapping[str, Link] = {}
        self._ticks: tuple[Tick, ...] = ()
        """Dates of the open piece and its event that have rows of their own."""
        self._dates: tuple[Tick, ...] = ()
        """Every date of the open piece."""
        self._days: frozenset[int] = frozenset()
        """The days, as ordinals, that its text names."""
        self._own = False
        """Only these are drawn, no pieces."""
        self._signs: Mapping[Slot, str] = {}
        """The signs of bars that hold the open piece or one related to it."""
        self._marks: Mapping[Slot, str] = {}
        """What the months, or at coarser scales the bars, hold of the open piece's dates, sign for sign."""
        self._newer: dict[str, Headline] = {}
        """Pieces whose marks changed since the timeline was laid out."""

    def _arrange(self) -> None:
        """Work out anew what of the rows has to do with the open piece."""
        self._bars = Bars(self._timeline, self.scale)
        self._days = frozenset() if self._own else _days(self._dates)
        self._marks = self._marked_slots()
        self._sign_bars()

    def _sign_bars(self) -> None:
        rows, found = self._timeline.at(self.scale), dict[Slot, str]()
        if self.scale is not Scale.DAYS:
            for article in [*self._links, *([self._open] if self._open else [])]:
                place, sign = self._timeline.place(article, self.scale), self._sign([article])
                head = rows[place] if place is not None else None
                if isinstance(head, Head) and (found.get(head.slot) != SAME_EVENT or sign != RELATED):
                    found[head.slot] = sign
        self._signs = found

    def _marked_slots(self) -> Mapping[Slot, str]:
        from nkreader.model.axis_layout import standing

        held: dict[Slot, set[Mark]] = {}
        for tick in self._dates:
            slot = standing(tick.when).slot
            if self.scale is Scale.YEARS and slot.lane is None:
                slot = Slot(slot.start // 12 * 12, slot.end // 12 * 12 + 11)
            held.setdefault(slot, set()).add(tick.mark)
        return {slot: "".join(SIGNS[mark] for mark in _MARKS if mark in marks) for slot, marks in held.items()}

    def heights(self, rows: Sequence[Row], width: int) -> int | RowLines:
        """Titles take the lines they need, up to two."""
        if self.scale is not Scale.DAYS:
            return 1
        known = self._laid
        if known is None or known.width != width or known.timeline is not self._base:
            known = self._laid = timeline_rows.laid(self._base, width)
        return timeline_rows.among(known, self._timeline, self._own, self._timeline.place(self._open))

    def draw_row(self, row: Row, width: int) -> Sequence[Content]:
        """A heading, a bar, a tick or a piece, behind the gutter."""
        room = width - timeline_rows.gutter(row, width)
        if isinstance(row, Head):
            lines = [self._head(row, room)]
        elif isinstance(row, Gap):
            lines = [Content(f"    ┊ {timeline_rows.gap(row, self._own)}").stylize(self.part("dim"))]
        else:
            lines = self._tick(row, room) if isinstance(row, Tick) else self._entry(row, room)
        if room == width:
            return lines
        return [self._beside(row, at, len(lines)) + line for at, line in enumerate(lines)]

    def _draw(self, index: int, width: int) -> None:
        self._drawn = index
        super()._draw(index, width)

    _drawn = 0
    """Index of the row that is drawn."""

    def _beside(self, row: Row, line: int, lines: int) -> Content:
        """The gutter: the bars over this row, and a tick where the open piece's text names the day."""
        ticked = not self._own and self._is_ticked(row)
        sign = timeline_rows.beside(self._bars.at(self._drawn), ticked, line, lines)
        return Content(sign).stylize(self.part("open" if ticked and not line else "span"))

    def _is_ticked(self, row: Row) -> bool:
        if isinstance(row, Head):
            return SIGNS[Mark.NAMED] in self._marks.get(row.slot, "")
        days = row.days if isinstance(row, Entry) else None
        if days is None or days.earliest is None or days.earliest != days.latest:
            return False
        return days.earliest.toordinal() in self._days

    def _head(self, head: Head, width: int) -> Content:
        days = self.scale is Scale.DAYS
        sign = "" if days else f"{self._signs.get(head.slot, ' ')} "
        held = {} if days else {slot: marks.replace(SIGNS[Mark.NAMED], "") for slot, marks in self._marks.items()}
        wide = max(map(len, held.values()), default=0) if width >= timeline_rows.GUTTER_FROM else 0
        name, full, rest, count = timeline_rows.bar(
            head, self.scale, width - len(sign), held.get(head.slot, "") if wide else "", wide
        )
        return Content.assemble(
            (sign, self.part("open" if sign.startswith(OPEN) else "density")),
            (name, self.part("year" if head.opens_year or head.slot.lane else "dim")),
            (full, self.part("density")),
            (rest + count, self.part("dim")),
        )

    def _tick(self, row: Tick, width: int) -> list[Content]:
        style = self.part("open" if row.own else "density")
        words = content_line(timeline_rows.tick_words(row, self._own))
        words = words if row.own else words.stylize(self.part("dim"))
        return self._below_each_other(row, Content.assemble((SIGNS[row.mark], style)), words, width)

    def _entry(self, row: Entry, width: int) -> list[Content]:
        sign = self._sign([item.id for item in row.headlines])
        opened = sign == OPEN
        style = self.part("open" if opened else "dim" if sign == PLAIN else "density")
        shown = next((item for item in row.headlines if item.id == self._open), row.headlines[0])
        before, named = timeline_rows.titled(row, shown.title, self._timeline.by if opened else None)
        title = content_line(named)
        if opened:
            title = title.stylize(self.part("open"))
        elif self._newer.get(shown.id, shown).read:
            title = title.stylize(self.part("dim"))
        text = Content.assemble((before, self.part("density")), title)
        return self._below_each_other(row, Content.assemble((sign, style)), text, width)

    def _below_each_other(self, row: Entry | Tick, sign: Content, text: Content, width: int) -> list[Content]:
        when = self.part("likely" if row.likely else "dim")
        above, day = timeline_rows.label(row, self._timeline.by), timeline_rows.day(row)
        lead = Content.assemble(sign, (day or " ", when))
        room = width - lead.cell_length
        lines = fitted(text, room, LINES)
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


def _days(ticks: Iterable[Tick]) -> frozenset[int]:
    """The single days, as ordinals, that a text names."""
    named = (tick.days for tick in ticks if tick.words)
    return frozenset(
        days.earliest.toordinal() for days in named if days and days.earliest and days.earliest == days.latest
    )
