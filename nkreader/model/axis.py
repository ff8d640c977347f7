"""The timeline: pieces along one of their dates, at three scales, and apart from them what has no place in time.

Time runs downwards, as a chronology is read: what came first stands above what followed from it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple

from nkreader.model.dates import Interval
from nkreader.model.headline import Headline
from nkreader.model.timeline import By


class Scale(IntEnum):
    """How much of time a row stands for."""

    YEARS = 0
    MONTHS = 1
    DAYS = 2


class Lane(StrEnum):
    """What has no place in time, in the order of the lanes at the end."""

    YEARLESS = "year unknown"
    OPEN = "before or after a day"
    """Only known to be not after a day, or not before one: to place it on that day would date it so."""
    WITHOUT = "undated"


class Slot(NamedTuple):
    """Whole months, or a lane."""

    start: int
    """Months since the year 0."""
    end: int
    """The last month; the same as `start` for a single one."""
    lane: Lane | None = None

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year."""
        return self.start // 12, self.end // 12

    @property
    def single(self) -> bool:
        """Whether it is one month."""
        return self.start == self.end and self.lane is None


class Head(NamedTuple):
    """The pieces of a slot as one row: a heading, or at coarser scales a bar."""

    slot: Slot
    pieces: int
    share: float
    """As a part of the fullest of its kind."""
    opens_year: bool
    """The first one shown of its year."""


class Gap(NamedTuple):
    """Months or years between two rows for which there is nothing."""

    size: int
    unit: str


class Entry(NamedTuple):
    """A piece, or several of one event and the same date."""

    headlines: tuple[Headline, ...]
    days: Interval | None
    """The days its date covers; None in the lanes."""
    likely: bool
    """The date is the best guess of several, or borrowed."""
    level: int
    """How full its day is, in eighths of the fullest, at the first entry of a day; else 0."""
    by_hand: bool = False
    """The reader set the date, of one of the pieces at least."""


Row = Head | Gap | Entry


@dataclass(frozen=True)
class Timeline:
    """Rows to draw, and where each piece stands."""

    by: By = By.PUBLISHED
    rows: tuple[Row, ...] = ()
    """At the scale of days."""
    bars: Mapping[Scale, tuple[Row, ...]] = field(default_factory=dict)
    """At the other scales."""
    places: Mapping[str, int] = field(default_factory=dict)
    """Index into `rows` of each article id."""
    heads: tuple[int, ...] = ()
    """Index into `rows` of each slot's heading."""
    bar_of: Mapping[Scale, tuple[int, ...]] = field(default_factory=dict)
    """Index into `bars` of each slot."""
    sequences: Mapping[Lane | None, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the pieces with a place in time, earliest first, and of those of each lane."""
    ranks: Mapping[str, int] = field(default_factory=dict)
    """Index of each article id in its sequence."""

    @property
    def order(self) -> tuple[str, ...]:
        """Ids of the pieces with a place in time, earliest first."""
        return self.sequences.get(None, ())

    @property
    def without(self) -> int:
        """How many pieces have no such date at all."""
        return len(self.sequences.get(Lane.WITHOUT, ()))

    def at(self, scale: Scale) -> tuple[Row, ...]:
        """The rows at a scale."""
        return self.rows if scale is Scale.DAYS else self.bars.get(scale, ())

    def place(self, article: str | None, scale: Scale = Scale.DAYS) -> int | None:
        """Index of the row at a scale in which a piece stands; None if it is not here."""
        row = self.places.get(article) if article is not None else None
        if row is None or scale is Scale.DAYS:
            return row
        return self.bar_of[scale][bisect_right(self.heads, row) - 1]

    def first(self, row: int, scale: Scale) -> str | None:
        """The first piece of a row; of a gap, there is none."""
        if scale is not Scale.DAYS:
            rows = self.bar_of[scale]
            if row not in rows:
                return None
            row = self.heads[rows.index(row)] + 1
        entry = self.rows[row] if 0 <= row < len(self.rows) else None
        return entry.headlines[0].id if isinstance(entry, Entry) else None

    def lane(self, article: str) -> Lane | None:
        """The lane in which a piece stands; None for one with a place in time."""
        row = self.places.get(article)
        if row is None:
            return None
        head = self.rows[self.heads[bisect_right(self.heads, row) - 1]]
        return head.slot.lane if isinstance(head, Head) else None

    def neighbour(self, article: str, step: int) -> str | None:
        """The piece `step` places later, or earlier if negative, in time or in its lane; None past the ends."""
        if article not in self.ranks:
            return None
        sequence, at = self.sequences[self.lane(article)], self.ranks[article] + step
        return sequence[at] if 0 <= at < len(sequence) else None

    def step(self, row: int, scale: Scale, step: int) -> int | None:
        """Index of the first row of the next slot, or of the one before if `step` is -1; None past the ends."""
        if scale is not Scale.DAYS:
            stops = sorted(set(self.bar_of[scale]))
            at = bisect_right(stops, row) - 1 + step
            return stops[at] if 0 <= at < len(stops) else None
        at = bisect_right(self.heads, row) - 1 + step
        return self.heads[at] + 1 if 0 <= at < len(self.heads) else None
