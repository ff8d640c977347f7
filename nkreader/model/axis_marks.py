"""The dates of the open piece on an axis that is laid out already: ticks between its rows.

The rows of a hundred thousand pieces are laid out once; another piece is opened with every key. So ticks are put
between rows that stay as they are, and where each piece stands is told by how far its rows moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from nkreader.model.axis import Entry, Gap, Head, Lane, Mark, Row, Scale, Slot, Tick, Timeline
from nkreader.model.axis_layout import coarser, months_between, opens_year, standing
from nkreader.model.dates import Interval

_MARKS = tuple(Mark)
_LANES = tuple(Lane)


class _Block(NamedTuple):
    """The rows of a slot in a timeline."""

    head: Head
    start: int
    """Index of the first row behind the heading."""
    end: int


def marked(base: Timeline, ticks: Sequence[Tick]) -> Timeline:
    """The timeline with ticks between its rows; a month that has none gets a heading."""
    if not ticks:
        return base
    blocks = {block.head.slot: block for block in _blocks(base)}
    chosen = _by_slot(ticks)
    rows: list[Row] = []
    heads: list[int] = []
    moved: list[tuple[int, int]] = []
    placed: list[int] = []
    before: Slot | None = None
    for slot in sorted({*blocks, *chosen}, key=_order):
        if slot.lane is None and (gap := months_between(before, slot)):
            rows.append(Gap(gap, "month"))
        heads.append(len(rows))
        block = blocks.get(slot)
        head = block.head if block else Head(slot, 0, 0.0, False)
        rows.append(head._replace(opens_year=opens_year(slot, before)))
        _fill(rows, base, block, chosen.get(slot, ()), moved, placed)
        before = slot
    known = [row for row in map(rows.__getitem__, heads) if isinstance(row, Head)]
    pieces = {row.slot: row.pieces for row in known}
    bars, bar_of = coarser(pieces)
    places, by = zip(*moved, strict=True) if moved else ((), ())
    return replace(
        base,
        rows=tuple(rows),
        heads=tuple(heads),
        bars=bars,
        bar_of=bar_of,
        moved=places,
        moved_by=by,
        ticks=tuple(placed),
    )


def _blocks(base: Timeline) -> Iterator[_Block]:
    ends = [*base.heads[1:], len(base.rows)]
    for at, end in zip(base.heads, ends, strict=False):
        head = base.rows[at]
        if isinstance(head, Head):
            yield _Block(head, at + 1, end - (end > at + 1 and isinstance(base.rows[end - 1], Gap)))


def _fill(
    rows: list[Row],
    base: Timeline,
    block: _Block | None,
    ticks: Sequence[Tick],
    moved: list[tuple[int, int]],
    placed: list[int],
) -> None:
    """Append the rows of a block with its ticks in between, and note how far they moved, and where the ticks are."""
    if block is None:
        placed += range(len(rows), len(rows) + len(ticks))
        rows += ticks
        return
    done = block.start
    for tick in ticks:
        at = bisect_left(base.rows, _key(tick), block.start, block.end, key=lambda row: _row_key(row, base))
        if at > done or done == block.start:
            moved.append((done, len(rows) - done))
        rows += base.rows[done:at]
        placed.append(len(rows))
        rows.append(tick)
        done = at
    moved.append((done, len(rows) - done))
    rows += base.rows[done : block.end]


def _by_slot(ticks: Sequence[Tick]) -> Mapping[Slot, Sequence[Tick]]:
    placed = sorted(((standing(tick.when), tick) for tick in ticks), key=lambda one: (one[0].key, _place(one[1])))
    return {slot: [one[1] for one in group] for slot, group in groupby(placed, key=lambda one: one[0].slot)}


def _place(tick: Tick) -> tuple[int, int, str]:
    """The order of ticks of one day: what happened, was reported and published, then the others as they are printed."""
    return _MARKS.index(tick.mark), -1 if tick.offset is None else tick.offset, tick.article


def _order(slot: Slot) -> tuple[int, int, int]:
    """The order of slots, as pieces stand in it."""
    return (0, slot.start, -slot.end) if slot.lane is None else (1, _LANES.index(slot.lane), 0)


def _key(tick: Tick) -> tuple[object, ...]:
    return standing(tick.when).key


def _row_key(row: Row, base: Timeline) -> tuple[object, ...]:
    assert isinstance(row, Entry)
    return standing(base.by.of(row.headlines[0])).key


def skeleton(whole: Timeline, ticks: Sequence[Tick]) -> Timeline:
    """A timeline without pieces, of the months in which there are ticks, each as full as it is in `whole`.

    Its ticks know how many other pieces of `whole` are dated to their very day.
    """
    known = {head.slot: head for at in whole.heads if isinstance(head := whole.rows[at], Head)}
    counted = [tick._replace(pieces=len({*of_day(whole, tick)} - {tick.article})) for tick in ticks]
    made = marked(Timeline(whole.by), counted)
    rows = [_as_full(row, known) for row in made.rows]
    years = {row.slot: row for row in whole.at(Scale.YEARS) if isinstance(row, Head)}
    bars = {
        Scale.MONTHS: tuple(_as_full(row, known) for row in made.at(Scale.MONTHS)),
        Scale.YEARS: tuple(_as_full(row, years) for row in made.at(Scale.YEARS)),
    }
    return replace(made, rows=tuple(rows), bars=bars)


def _as_full(row: Row, known: Mapping[Slot, Head]) -> Row:
    head = known.get(row.slot) if isinstance(row, Head) else None
    return row if head is None or not isinstance(row, Head) else head._replace(opens_year=row.opens_year)


def of_day(whole: Timeline, tick: Tick) -> tuple[str, ...]:
    """Ids of the pieces that are dated to exactly the days of a tick, in their order; none for what has no day."""
    place = standing(tick.when)
    if place.days is None:
        return ()
    block = next((block for block in _blocks(whole) if block.head.slot == place.slot), None)
    if block is None:
        return ()
    at = bisect_left(whole.rows, place.key, block.start, block.end, key=lambda row: _row_key(row, whole))
    found: list[str] = []
    while at < block.end and isinstance(entry := whole.rows[at], Entry) and entry.days == place.days:
        found += [item.id for item in entry.headlines]
        at += 1
    return tuple(found)


def nearest(whole: Timeline, tick: Tick) -> str | None:
    """Id of the piece nearest in time to a tick that has a place in time; None where there is none."""
    goal = standing(tick.when).days
    best: tuple[int, str] | None = None
    for row in whole.rows if goal is not None else ():
        if isinstance(row, Entry) and row.days is not None and goal is not None:
            apart = _days_between(row.days, goal)
            if best is None or apart < best[0]:
                best = apart, row.headlines[0].id
    return best[1] if best else None


def _days_between(one: Interval, other: Interval) -> int:
    """Days from the end of the earlier to the beginning of the later; 0 where they share one."""
    first, last, start, end = one.earliest, one.latest, other.earliest, other.latest
    if first is None or last is None or start is None or end is None:
        return 0
    return max(0, (start - last).days, (first - end).days)
