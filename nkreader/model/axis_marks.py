"""The dates of the open piece on an axis that is laid out already: ticks between its rows.

The rows of a hundred thousand pieces are laid out once; another piece is opened with every key. So the rows with ticks
between them are a view of those that were laid out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from nkreader.model.axis import Entry, Gap, Head, Lane, Mark, Row, Scale, Slot, Tick, Timeline
from nkreader.model.axis_layout import coarser, months_between, opens_year, standing
from nkreader.model.dates import Interval
from nkreader.model.spliced import Splice, Spliced

_MARKS = tuple(Mark)
_LANES = tuple(Lane)


class _Block(NamedTuple):
    """The rows of a slot in a timeline."""

    head: Head
    start: int
    """Index of the first row behind the heading."""
    end: int


def marked(base: Timeline, ticks: Sequence[Tick]) -> Timeline:
    """The timeline with ticks between its rows; a month that has none gets a heading.

    It costs as much as there are months and ticks, whatever the months hold.
    """
    if not ticks:
        return base
    blocks = [*_blocks(base)]
    chosen = _by_slot(ticks)
    splices = [*_between(base, blocks, chosen)]
    rows = Spliced(base.rows, splices)
    heads, placed = _places(base, splices)
    known = [row for row in map(rows.__getitem__, heads) if isinstance(row, Head)]
    bars, bar_of = base.bars, base.bar_of
    if len(known) > len(blocks):
        bars, bar_of = coarser({row.slot: row.pieces for row in known})
    return replace(base, rows=rows, heads=heads, bars=bars, bar_of=bar_of, ticks=placed)


def _blocks(base: Timeline) -> Iterator[_Block]:
    ends = [*base.heads[1:], len(base.rows)]
    for at, end in zip(base.heads, ends, strict=False):
        head = base.rows[at]
        if isinstance(head, Head):
            yield _Block(head, at + 1, end - (end > at + 1 and isinstance(base.rows[end - 1], Gap)))


def _between(base: Timeline, blocks: Sequence[_Block], chosen: Mapping[Slot, Sequence[Tick]]) -> Iterator[Splice[Row]]:
    """What is put between the rows, from the first to the last."""
    order = [_order(block.head.slot) for block in blocks]
    alone: dict[int, list[Slot]] = {}
    held: dict[int, Slot] = {}
    for slot in sorted(chosen, key=_order):
        at = bisect_left(order, _order(slot))
        if at < len(blocks) and blocks[at].head.slot == slot:
            held[at] = slot
        else:
            alone.setdefault(at, []).append(slot)
    for at in sorted({*alone, *held}):
        if at in alone:
            yield _new_months(base, blocks, at, alone[at], chosen)
        if at in held:
            yield from _inside(base, blocks[at], chosen[held[at]])


def _inside(base: Timeline, block: _Block, ticks: Sequence[Tick]) -> Iterator[Splice[Row]]:
    """The ticks of a month with pieces, between its rows."""
    places = (
        bisect_left(base.rows, _key(tick), block.start, block.end, key=lambda row: _row_key(row, base))
        for tick in ticks
    )
    for at, together in groupby(zip(places, ticks, strict=True), key=itemgetter(0)):
        yield Splice(at, at, [tick for _, tick in together])


def _new_months(
    base: Timeline, blocks: Sequence[_Block], at: int, slots: Sequence[Slot], chosen: Mapping[Slot, Sequence[Tick]]
) -> Splice[Row]:
    """Months in which only ticks stand, before a block or behind the last; the gap before it is another then."""
    before = blocks[at - 1].head.slot if at else None
    start = blocks[at - 1].end if at else 0
    rows: list[Row] = []
    for slot in slots:
        rows += _gap(before, slot)
        rows.append(Head(slot, 0, 0.0, opens_year(slot, before)))
        rows += chosen[slot]
        before = slot
    if at == len(blocks):
        return Splice(start, len(base.rows), rows)
    head = blocks[at].head
    rows += _gap(before, head.slot)
    rows.append(head._replace(opens_year=opens_year(head.slot, before)))
    return Splice(start, blocks[at].start, rows)


def _gap(before: Slot | None, slot: Slot) -> Sequence[Gap]:
    size = months_between(before, slot) if slot.lane is None else 0
    return [Gap(size, "month")] if size else []


def _places(base: Timeline, splices: Sequence[Splice[Row]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Indices of the headings and of the ticks among rows with splices."""
    heads: list[int] = []
    ticks: list[int] = []
    done = moved = 0  # of the base's headings; by how much what follows stands further down
    for start, end, items in splices:
        upto = bisect_left(base.heads, start, done)
        heads += [head + moved for head in base.heads[done:upto]]
        done = bisect_left(base.heads, end, upto)
        for at, row in enumerate(items, start + moved):
            if isinstance(row, Head):
                heads.append(at)
            elif isinstance(row, Tick):
                ticks.append(at)
        moved += len(items) - (end - start)
    heads += [head + moved for head in base.heads[done:]]
    return tuple(heads), tuple(ticks)


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
    best: tuple[int, int] | None = None  # days from it, and the row: of equals the first
    if goal is None:
        return None
    months = [
        (_days_between(_reached(block.head.slot), goal), block) for block in _blocks(whole) if not block.head.slot.lane
    ]
    for least, block in sorted(months, key=itemgetter(0)):
        if best is not None and least > best[0]:
            break
        for at in range(block.start, block.end):
            row = whole.rows[at]
            if isinstance(row, Entry) and row.days is not None:
                best = min(best or (_NEVER, 0), (_days_between(row.days, goal), at))
    found = whole.rows[best[1]] if best else None
    return found.headlines[0].id if isinstance(found, Entry) else None


_NEVER = 1 << 31
"""More days than lie between any two."""


def _reached(slot: Slot) -> Interval:
    """Days among which are all those of the pieces of a slot: a stretch that begins in a month may end in the next."""
    after = slot.end + 3
    last = date(after // 12, after % 12 + 1, 1) if after // 12 <= date.max.year else date.max
    return Interval(date(max(1, slot.start // 12), slot.start % 12 + 1, 1), last)


def _days_between(one: Interval, other: Interval) -> int:
    """Days from the end of the earlier to the beginning of the later; 0 where they share one."""
    first, last, start, end = one.earliest, one.latest, other.earliest, other.latest
    if first is None or last is None or start is None or end is None:
        return 0
    return max(0, (start - last).days, (first - end).days)
