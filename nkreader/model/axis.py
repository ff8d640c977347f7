"""The timeline: pieces along one of their dates, at three scales, and apart from them what has no place in time.

Time runs downwards, as a chronology is read: what came first stands above what followed from it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple

from nkreader.model.dates import Basis, Certainty, Interval, PartialDate
from nkreader.model.headline import Headline
from nkreader.model.spliced import Spliced
from nkreader.model.timeline import By, shown_days


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
    months: tuple[int, ...] = ()
    """Of a year: how full each of its twelve months is, in eighths of the fullest month of all; else empty."""


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


class Mark(StrEnum):
    """What a day of the open piece is to it."""

    HAPPENED = "happened"
    REPORTED = "reported"
    PUBLISHED = "published"
    NAMED = "named"
    """A date in its text that is none of the three."""


class Tick(NamedTuple):
    """A date of the open piece, or of another report of its event, on the axis."""

    mark: Mark
    when: PartialDate
    words: str
    """As the text prints the date, on one line; empty where the date does not stand in it."""
    article: str
    offset: int | None = None
    """Where in that article's text the date stands; None where it does not, or that is not known."""
    outlets: tuple[str, ...] = ()
    """Of the other pieces whose date it is; none for one of the open piece."""
    agreeing: int = 1
    """How many pieces of the event have this date."""
    pieces: int = 0
    """How many other pieces of the library are dated to that very day."""

    @property
    def level(self) -> int:
        """As an entry has it; a tick fills no day."""
        return 0

    @property
    def days(self) -> Interval | None:
        """The days it covers; None without a place in time."""
        days = shown_days(self.when)
        return days if days is not None and days.latest is not None else None

    @property
    def likely(self) -> bool:
        """The date is the best guess of several, or borrowed."""
        return self.when.certainty is Certainty.LIKELY or self.when.basis is Basis.SAME_EVENT

    @property
    def by_hand(self) -> bool:
        """The reader set it."""
        return self.when.basis is Basis.HAND

    @property
    def own(self) -> bool:
        """Whether it is one of the open piece's own."""
        return not self.outlets


Row = Head | Gap | Entry | Tick


def last_day(row: Row) -> int:
    """The last day, as an ordinal, of a row that runs over several; 0 for others."""
    days = row.days if isinstance(row, Entry | Tick) else None
    several = days and days.earliest and days.latest and days.earliest < days.latest
    return days.latest.toordinal() if several and days and days.latest else 0


class Reach(NamedTuple):
    """The rows of some days within a month, and how far they and those before them in it reach."""

    rows: Sequence[int] = ()
    """Their indices."""
    likely: Sequence[int] = ()
    """For each the last day, as an ordinal, of a likely date so far; 0 where there is none."""
    sure: Sequence[int] = ()
    """The same of dates that are known."""


@dataclass(frozen=True)
class Timeline:
    """Rows to draw, and where each piece stands."""

    by: By = By.PUBLISHED
    rows: Sequence[Row] = ()
    """At the scale of days; where ticks were put between those that were laid out, a view of them."""
    bars: Mapping[Scale, tuple[Row, ...]] = field(default_factory=dict)
    """At the other scales."""
    places: Mapping[str, int] = field(default_factory=dict)
    """Index of each article id into `rows` as they were laid out, without ticks."""
    heads: tuple[int, ...] = ()
    """Index into `rows` of each slot's heading."""
    bar_of: Mapping[Scale, tuple[int, ...]] = field(default_factory=dict)
    """Index into `bars` of each slot."""
    sequences: Mapping[Lane | None, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the pieces with a place in time, earliest first, and of those of each lane."""
    ranks: Mapping[str, int] = field(default_factory=dict)
    """Index of each article id in its sequence."""
    reach: Reach = field(default_factory=Reach)
    """What of `rows` as they were laid out runs over several days."""
    ticks: tuple[int, ...] = ()
    """Index into `rows` of each tick."""

    @property
    def order(self) -> tuple[str, ...]:
        """Ids of the pieces with a place in time, earliest first."""
        return self.sequences.get(None, ())

    @property
    def without(self) -> int:
        """How many pieces have no such date at all."""
        return len(self.sequences.get(Lane.WITHOUT, ()))

    def at(self, scale: Scale) -> Sequence[Row]:
        """The rows at a scale."""
        return self.rows if scale is Scale.DAYS else self.bars.get(scale, ())

    def place(self, article: str | None, scale: Scale = Scale.DAYS) -> int | None:
        """Index of the row at a scale in which a piece stands; None if it is not here."""
        row = self.places.get(article) if article is not None else None
        if row is None:
            return None
        if isinstance(self.rows, Spliced):
            row = self.rows.place(row)
        return row if scale is Scale.DAYS else self.bar_of[scale][bisect_right(self.heads, row) - 1]

    def first(self, row: int, scale: Scale) -> str | None:
        """The first piece of a row; of a gap, there is none."""
        if scale is not Scale.DAYS:
            rows = self.bar_of[scale]
            if row not in rows:
                return None
            row = self._landing(rows.index(row))
        entry = self.rows[row] if 0 <= row < len(self.rows) else None
        return entry.headlines[0].id if isinstance(entry, Entry) else None

    def _landing(self, slot: int) -> int:
        """Index of the first piece of a slot, or else of its first tick."""
        first = row = self.heads[slot] + 1
        while row < len(self.rows) and isinstance(self.rows[row], Tick):
            row += 1
        return row if row < len(self.rows) and isinstance(self.rows[row], Entry) else first

    def across(self, row: int, scale: Scale, to: Scale) -> int:
        """Index of the row at another scale that stands for the same time: there the first of its slot."""
        if not self.heads:
            return 0
        if scale is Scale.DAYS:
            slot = max(0, bisect_right(self.heads, row) - 1)
        else:
            bars = self.bar_of[scale]
            slot = next((at for at, bar in enumerate(bars) if bar >= row), len(bars) - 1)
        return self._landing(slot) if to is Scale.DAYS else self.bar_of[to][slot]

    def lane(self, article: str) -> Lane | None:
        """The lane in which a piece stands; None for one with a place in time."""
        row = self.place(article)
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
        return self._landing(at) if 0 <= at < len(self.heads) else None
