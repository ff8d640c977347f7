"""Dates that are no single day, as bars along the axis: each from where it may begin to where it may end.

What bars are beside a row is worked out for the months in sight, not for all. Bars over each other are drawn as one:
of some days before one of months, what is sure before what is likely.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from nkreader.model.axis import Entry, Gap, Head, Row, Scale, Slot, Tick, Timeline

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
        self._reach: list[int] = []
        """Of each slot the last month that a wide one, it or one before it, reaches."""
        reach = -1
        for slot in self._slots:
            reach = max(reach, slot.end) if self._wide(slot) else reach
            self._reach.append(reach)
        self._known: dict[int, list[Cover]] = {}
        self._ends: dict[int, _Ends] = {}

    def _wide(self, slot: Slot) -> bool:
        return slot.lane is None and slot.end - slot.start >= self._whole

    def at(self, row: int) -> Cover:
        """The bar beside a row."""
        slot = bisect_right(self._heads, row) - 1
        if slot < 0 or self._slots[slot].lane is not None:
            return _NOTHING
        if slot not in self._known:
            self._known[slot] = self._covers(slot)
        covers = self._known[slot]
        at = row - self._heads[slot]
        return covers[at] if at < len(covers) else _NOTHING

    def _covers(self, slot: int) -> list[Cover]:
        start = self._heads[slot]
        end = self._heads[slot + 1] if slot + 1 < len(self._heads) else len(self._rows)
        rows = self._rows[start:end]
        through, own = self._narrow(slot, rows) if self._days else ([Kind.NONE] * len(rows), [Kind.NONE] * len(rows))
        through.append(self._runs_on(slot))
        return [
            Cover(max(before, here), bool(here and not before), not after) if (before or here)
            else self._wide_cover(slot, row, rows[at + 1] if at + 1 < len(rows) else None)
            for at, (row, before, here, after) in enumerate(zip(rows, through, own, through[1:], strict=False))
        ]  # fmt: skip

    def _narrow(self, slot: int, rows: tuple[Row, ...]) -> tuple[list[Kind], list[Kind]]:
        """Of each row the bar that comes from above, and the one that begins there."""
        through: list[Kind] = []
        own: list[Kind] = []
        here = self._slots[slot]
        likely, sure = self._carried(slot)
        day = _first_day(here)
        for row in rows:
            days = row.days if isinstance(row, Entry | Tick) else None
            first = days.earliest.toordinal() if days and days.earliest else day
            at_gap = isinstance(row, Gap)
            through.append(Kind.NONE if at_gap else Kind.SURE if sure >= first else _likely(likely >= first))
            own.append(Kind.NONE)
            if here.single and days and days.earliest and days.latest and days.earliest < days.latest:
                assert isinstance(row, Entry | Tick)
                own[-1] = Kind.LIKELY if row.likely else Kind.SURE
                last = days.latest.toordinal()
                likely, sure = (max(likely, last), sure) if row.likely else (likely, max(sure, last))
        self._ends[slot] = likely, sure
        return through, own

    def _carried(self, slot: int) -> _Ends:
        """What runs into a slot from the months before it."""
        likely = sure = 0
        for before in range(max(0, slot - _REACH), slot):
            for row in self._rows[self._heads[before] : self._heads[before + 1]]:
                days = row.days if isinstance(row, Entry | Tick) and self._slots[before].single else None
                if days and days.earliest and days.latest and days.earliest < days.latest:
                    last = days.latest.toordinal()
                    assert isinstance(row, Entry | Tick)
                    likely, sure = (max(likely, last), sure) if row.likely else (likely, max(sure, last))
        return likely, sure

    def _runs_on(self, slot: int) -> Kind:
        """The bar that goes on into the next slot."""
        if slot not in self._ends or slot + 1 >= len(self._slots) or self._slots[slot + 1].lane is not None:
            return Kind.NONE
        likely, sure = self._ends[slot]
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
