"""Dates that are no single day, as bars along the axis: each from where it may begin to where it may end.

What bars are beside a row is worked out for the rows in sight, however many pieces a month has. Bars over each other
are drawn as one: of some days before one of months, what is sure before what is likely.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from nkreader.model.axis import Entry, Gap, Head, Row, Scale, Slot, Tick, Timeline, last_day
from nkreader.model.spliced import Spliced

_REACH = 2
"""Months before one whose days may run into it: a stretch of 31 days that begins in January ends in March."""


class Kind(IntEnum):
    """What a bar stands for; of several, the greatest is drawn."""

    NONE = 0
    WIDE = 1
    """Dates of several months, or of years."""
    LIKELY = 2
    """Some days, as the best guess."""
    SURE = 3
    """Some days, of which it was one."""


class Cover(NamedTuple):
    """The bar beside a row."""

    kind: Kind
    starts: bool = False
    ends: bool = False


_NOTHING = Cover(Kind.NONE)
_Ends = tuple[int, int]
"""The last day, as an ordinal, that a likely and a sure bar reach; 0 where there is none."""


class Bars:
    """The bars of a timeline at one scale."""

    def __init__(self, timeline: Timeline, scale: Scale) -> None:
        self._rows = timeline.at(scale)
        days = scale is Scale.DAYS
        heads = timeline.heads if days else [at for at, row in enumerate(self._rows) if isinstance(row, Head)]
        self._heads = tuple(heads)
        self._slots = [head.slot for at in heads if isinstance(head := self._rows[at], Head)]
        self._whole = 12 if scale is Scale.YEARS else 1
        self._days = days
        self._known = timeline.reach
        self._ticks = timeline.ticks if days else ()
        self._reach: list[int] = []
        """Of each slot the last month that a wide one, it or one before it, reaches."""
        reach = -1
        for slot in self._slots:
            reach = max(reach, slot.end) if self._wide(slot) else reach
            self._reach.append(reach)

    def _wide(self, slot: Slot) -> bool:
        return slot.lane is None and slot.end - slot.start >= self._whole

    def at(self, row: int) -> Cover:
        """The bar beside a row."""
        slot = bisect_right(self._heads, row) - 1
        if slot < 0 or self._slots[slot].lane is not None:
            return _NOTHING
        end = self._end(slot)
        if row >= end:
            return _NOTHING
        following = row + 1 if row + 1 < end else None
        before, here = (self._through(slot, row), self._own(slot, row)) if self._days else (Kind.NONE, Kind.NONE)
        if before or here:
            after = self._runs_on(slot) if following is None else self._through(slot, following)
            return Cover(max(before, here), bool(here and not before), not after)
        return self._wide_cover(slot, self._rows[row], None if following is None else self._rows[following])

    def _end(self, slot: int) -> int:
        """Index behind the last row of a slot."""
        return self._heads[slot + 1] if slot + 1 < len(self._heads) else len(self._rows)

    def _through(self, slot: int, at: int) -> Kind:
        """The bar of some days that comes to a row from above."""
        row = self._rows[at]
        if isinstance(row, Gap):
            return Kind.NONE
        days = row.days if isinstance(row, Entry | Tick) else None
        first = days.earliest.toordinal() if days and days.earliest else _first_day(self._slots[slot])
        likely, sure = self._ends(slot, at)
        return Kind.SURE if sure >= first else _likely(likely >= first)

    def _own(self, slot: int, at: int) -> Kind:
        """The bar of some days that begins at a row."""
        row = self._rows[at]
        if not self._slots[slot].single or not isinstance(row, Entry | Tick) or not last_day(row):
            return Kind.NONE
        return Kind.LIKELY if row.likely else Kind.SURE

    def _ends(self, slot: int, row: int) -> _Ends:
        """How far bars reach that begin above a row, in its slot or in the months before it."""
        likely, sure = self._within(slot, row)
        for before in range(max(0, slot - _REACH), slot):
            other, known = self._within(before, self._end(before))
            likely, sure = max(likely, other), max(sure, known)
        return likely, sure

    def _within(self, slot: int, row: int) -> _Ends:
        """How far bars reach that begin in a slot above a row."""
        if not self._slots[slot].single:
            return 0, 0
        likely = sure = 0
        at = bisect_left(self._known.rows, self._laid_out(row)) - 1
        if at >= 0 and self._known.rows[at] >= self._laid_out(self._heads[slot]):
            likely, sure = self._known.likely[at], self._known.sure[at]
        for place in self._ticks[bisect_left(self._ticks, self._heads[slot]) : bisect_left(self._ticks, row)]:
            last = last_day(tick := self._rows[place])
            if last and isinstance(tick, Tick):
                likely, sure = (max(likely, last), sure) if tick.likely else (likely, max(sure, last))
        return likely, sure

    def _laid_out(self, row: int) -> int:
        """How many of the rows that were laid out stand above a row."""
        return self._rows.beneath_at(row) if isinstance(self._rows, Spliced) else row

    def _runs_on(self, slot: int) -> Kind:
        """The bar that goes on into the next slot."""
        if not self._days or slot + 1 >= len(self._slots) or self._slots[slot + 1].lane is not None:
            return Kind.NONE
        likely, sure = self._ends(slot, self._end(slot))
        first = _first_day(self._slots[slot + 1])
        return Kind.SURE if sure >= first else _likely(likely >= first)

    def _wide_cover(self, slot: int, row: Row, after: Row | None) -> Cover:
        """The bar of months beside a row of a slot; `after` is the slot's next row."""
        here, reach = self._slots[slot], self._reach[slot]
        over_gap = reach > here.start or self._wide(here)
        if reach < here.start or (isinstance(row, Gap) and not over_gap):
            return _NOTHING
        starts = isinstance(row, Head) and self._wide(here) and (slot == 0 or self._reach[slot - 1] < here.start)
        goes_on = slot + 1 < len(self._slots) and self._slots[slot + 1].lane is None
        goes_on = goes_on and reach >= self._slots[slot + 1].start
        last = after is None or (isinstance(after, Gap) and not over_gap)
        return Cover(Kind.WIDE, starts, last and not goes_on)


def _likely(so: bool) -> Kind:
    return Kind.LIKELY if so else Kind.NONE


def _first_day(slot: Slot) -> int:
    return date(max(1, slot.start // 12), slot.start % 12 + 1, 1).toordinal()
