"""Laying pieces out in time.

A piece stands in the slot of its months: one that may be of any day of a quarter or a year has that slot, before its
first month, and is counted in none. A stretch of some days over the end of a month belongs to the month it begins in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from nkreader.model.axis import Entry, Gap, Head, Lane, Reach, Row, Scale, Slot, Timeline, last_day
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision
from nkreader.model.headline import Headline
from nkreader.model.timeline import By, leveled, shown_days

LEVELS = 8
"""Steps of the density of a day."""
_WIDE = 31
"""Days beyond which a stretch over several months belongs to none of them."""
_WEEK = 7
_LANES = tuple(Lane)
_NO_MONTHS = (0,) * 12


class Standing(NamedTuple):
    """Where a date stands; shared by all pieces that have it."""

    slot: Slot
    key: tuple[object, ...]
    """Its order in time, or in its lane."""
    days: Interval | None
    day: int
    """The ordinal of a single day; else 0."""


class _Sure(Enum):
    """What is shown of how a date is known."""

    KNOWN = ""
    LIKELY = "≈"
    BY_HAND = "="


_Placed = tuple[Standing, str, str, _Sure, Headline]
"""Where a piece stands, its title and id, by which it is ordered there, how its date is known, and the piece."""


def timeline(headlines: Iterable[Headline], by: By = By.PUBLISHED) -> Timeline:
    """Lay pieces out in time; pieces of one event with the same days share an entry."""
    slots = [(slot, list(group)) for slot, group in groupby(_ordered(headlines, by), key=lambda one: one[0].slot)]
    pieces = {slot: len(group) for slot, group in slots}
    fullest = max((count for slot, count in pieces.items() if slot.lane is None), default=1)
    on_day = Counter(one[0].day for _, group in slots for one in group)
    del on_day[0]
    busiest = max(on_day.values(), default=1)
    rows: list[Row] = []
    heads: list[int] = []
    places: dict[str, int] = {}
    sequences: dict[Lane | None, list[str]] = {}
    before: Slot | None = None
    for slot, group in slots:
        if slot.lane is None and (empty := months_between(before, slot)):
            rows.append(Gap(empty, "month"))
        heads.append(len(rows))
        rows.append(_head(slot, pieces[slot], fullest, before))
        sequence = sequences.setdefault(slot.lane, [])
        for entry in _entries(group, on_day, busiest):
            for piece in entry.headlines:
                places[piece.id] = len(rows)
                sequence.append(piece.id)
            rows.append(entry)
        before = slot
    bars, bar_of = coarser(pieces)
    return Timeline(
        by,
        tuple(rows),
        bars,
        places,
        tuple(heads),
        bar_of,
        {lane: tuple(ids) for lane, ids in sequences.items()},
        {piece: rank for ids in sequences.values() for rank, piece in enumerate(ids)},
        _reach(rows, heads),
    )


def _reach(rows: Sequence[Row], heads: Sequence[int]) -> Reach:
    """Which rows of single months run over several days, and to which day."""
    found: list[tuple[int, int, int]] = []
    for head, end in zip(heads, [*heads[1:], len(rows)], strict=False):
        month = rows[head]
        likely = sure = 0
        if not isinstance(month, Head) or not month.slot.single:
            continue
        for at in range(head + 1, end):
            last = last_day(row := rows[at])
            if last and isinstance(row, Entry):
                likely, sure = (max(likely, last), sure) if row.likely else (likely, max(sure, last))
                found.append((at, likely, sure))
    return Reach(*zip(*found, strict=True)) if found else Reach()


def coarser(
    pieces: Mapping[Slot, int],
) -> tuple[Mapping[Scale, tuple[Row, ...]], Mapping[Scale, tuple[int, ...]]]:
    """The rows by months and by years, and for each slot its row there; `pieces` has the slots in their order."""
    months, month_of = _bars(list(pieces), pieces, {})
    years, year_of = _bars([_year(slot) for slot in pieces], _by_years(pieces), _levels(pieces))
    return {Scale.MONTHS: months, Scale.YEARS: years}, {Scale.MONTHS: month_of, Scale.YEARS: year_of}


def _levels(pieces: Mapping[Slot, int]) -> Mapping[int, tuple[int, ...]]:
    """How full the twelve months of each year are, in eighths of the fullest month of all."""
    months = {slot.start: count for slot, count in pieces.items() if slot.single}
    fullest = max([*months.values(), 1])
    found: dict[int, list[int]] = {}
    for month, count in months.items():
        found.setdefault(month // 12, [0] * 12)[month % 12] = -(-count * LEVELS // fullest)
    return {year: tuple(levels) for year, levels in found.items()}


def _ordered(headlines: Iterable[Headline], by: By) -> list[_Placed]:
    """Each piece with its place, in their order."""
    dated = attrgetter(by.value)
    found: list[_Placed] = []
    known: dict[tuple[str | None, Precision, Interval], Standing] = {}
    for piece in headlines:
        date: PartialDate = dated(piece)
        asked = date.value, date.precision, date.interval if date.precision is Precision.RANGE else _ANY
        when = known.get(asked) or known.setdefault(asked, standing(date))
        likely = date.certainty is Certainty.LIKELY or date.basis is Basis.SAME_EVENT
        sure = _Sure.LIKELY if likely else _Sure.BY_HAND if date.basis is Basis.HAND else _Sure.KNOWN
        found.append((when, leveled(piece.title), piece.id, sure, piece))
    found.sort(key=_order)
    return found


_ANY = Interval()


def _order(one: _Placed) -> tuple[tuple[object, ...], str, str]:
    return one[0].key, one[1], one[2]


def standing(date: PartialDate) -> Standing:
    """Where a date stands on the axis."""
    days = shown_days(date)
    if days is None or days.earliest is None or days.latest is None:
        lane, known = _lane(date)
        return Standing(Slot(0, 0, lane), (1, _LANES.index(lane), known), None, 0)
    first, last = days.earliest, days.latest
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if end != start and (last - first).days < _WIDE:
        end = start
    vague = date.precision is not Precision.DAY and first.day == 1 and (last - first).days > _WEEK
    day = first.toordinal() if first == last else 0
    return Standing(Slot(start, end), (0, start, -end, not vague, first, last), days, day)


def _lane(when: PartialDate) -> tuple[Lane, str]:
    """The lane of a date without a place in time, and what orders it there."""
    if when.value is None:
        return Lane.WITHOUT, ""
    if when.precision is Precision.YEARLESS:
        return Lane.YEARLESS, when.value
    known = when.interval.latest or when.interval.earliest
    return Lane.OPEN, known.isoformat() if known else when.value


def _entries(group: Sequence[_Placed], on_day: Mapping[int, int], busiest: int) -> Iterator[Entry]:
    """The entries of a slot: pieces of one event and the same days are one."""
    if group[0][0].slot.lane is not None:
        for _, _, _, sure, piece in group:
            yield Entry((piece,), None, sure is _Sure.LIKELY, 0, sure is _Sure.BY_HAND)
        return
    for when, same in groupby(group, key=itemgetter(0)):
        together: dict[str, list[_Placed]] = {}
        for one in same:
            together.setdefault(one[4].event or one[4].id, []).append(one)
        level = -(-on_day[when.day] * LEVELS // busiest) if when.day else 0
        for pieces in together.values():
            known = [one[3] for one in pieces]
            shown = tuple([one[4] for one in pieces])
            yield Entry(shown, when.days, _Sure.LIKELY in known, level, _Sure.BY_HAND in known)
            level = 0


def _head(slot: Slot, pieces: int, fullest: int, before: Slot | None, months: tuple[int, ...] = ()) -> Head:
    return Head(slot, pieces, min(1.0, pieces / max(1, fullest)), opens_year(slot, before), months)


def opens_year(slot: Slot, before: Slot | None) -> bool:
    """Whether a slot behind another, if any, is the first of its year."""
    year = slot.years[0]
    return slot.lane is None and (before is None or before.lane is not None or before.years != (year, year))


def months_between(before: Slot | None, slot: Slot) -> int:
    """Months between two slots of single months for which there is nothing."""
    return max(0, slot.start - before.start - 1) if before and before.single and slot.single else 0


def _year(slot: Slot) -> Slot:
    """The years of a slot, in whole years."""
    first, last = slot.years
    return Slot(first * 12, last * 12 + 11) if slot.lane is None else slot


def _by_years(pieces: Mapping[Slot, int]) -> Mapping[Slot, int]:
    counts: Counter[Slot] = Counter()
    for slot, count in pieces.items():
        counts[_year(slot)] += count
    return counts


def _bars(
    slots: Sequence[Slot], pieces: Mapping[Slot, int], levels: Mapping[int, tuple[int, ...]]
) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """One row for each slot, with gaps between them; and for each of `slots` its row. `levels` are those of years."""
    fullest = max((count for slot, count in pieces.items() if slot.lane is None), default=1)
    rows: list[Row] = []
    where: dict[Slot, int] = {}
    before: Slot | None = None
    for slot in slots:
        if slot in where:
            continue
        if before is not None and slot.lane is None:
            months = slot.start - before.end - 1
            yearly = slot.end - slot.start == before.end - before.start == 11
            if before.single and slot.single and months > 0:
                rows.append(Gap(months, "month"))
            elif yearly and months > 0:
                rows.append(Gap(months // 12, "year"))
        where[slot] = len(rows)
        one_year = bool(levels) and slot.lane is None and slot.years[0] == slot.years[1]
        filled = levels.get(slot.years[0], _NO_MONTHS) if one_year else ()
        rows.append(_head(slot, pieces[slot], fullest, before, filled))
        before = slot
    return tuple(rows), tuple(where[slot] for slot in slots)
