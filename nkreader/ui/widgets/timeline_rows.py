"""What the rows of the timeline say, and how many lines they take. No widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkreader.model.axis import Entry, Gap, Head, Lane, Row, Scale, Slot, Timeline
from nkreader.model.date_words import MONTHS
from nkreader.model.timeline import By, date_words
from nkreader.ui.widgets.row_lines import lines_needed

DENSITY = " ▁▂▃▄▅▆▇█"
"""How full a day is, from nothing said to the fullest."""
OPEN, SAME_EVENT, RELATED, PLAIN = "●", "◆", "◇", "·"
LINES = 2
"""Lines for a title."""
_YEAR = 12
_EIGHTHS = " ▏▎▍▌▋▊▉"
_LABEL = {Scale.YEARS: 5, Scale.MONTHS: 9, Scale.DAYS: 0}
"""Cells of a bar's name at least, so that bars begin below each other."""


@dataclass(frozen=True)
class Laid:
    """A timeline and the lines that its rows take where `width` cells are drawn on."""

    timeline: Timeline
    width: int
    heights: Sequence[int]


def laid(timeline: Timeline, width: int) -> Laid:
    """Work out the lines; for a hundred thousand rows that takes too long between two keys."""
    return Laid(timeline, width, [height(row, width, timeline.by) for row in timeline.rows])


def height(row: Row, width: int, by: By) -> int:
    """Lines of a row; titles take those they need, up to two."""
    if not isinstance(row, Entry):
        return 1
    lead, above = day(row), label(row, by)
    room, before = width - 1 - max(1, len(lead)), _before(row)
    most = max(lines_needed(before + item.title, room, LINES) for item in row.headlines)
    return most + bool(above)


def day(row: Entry) -> str:
    """The column of days behind the sign: `≈13▃ `, `14–20 `; empty where a line above the title tells the date."""
    if row.days is None or row.days.earliest is None or row.days.latest is None or _apart(row):
        return ""
    sign = "≈" if row.likely else "=" if row.by_hand else " "
    first, last = row.days.earliest.day, row.days.latest.day
    return f"{sign}{first:02}{DENSITY[row.level]} " if first == last else f"{sign}{first:02}–{last:02} "


def label(row: Entry, by: By) -> str:
    """The line above a title: of a date that is no day and no few days of one month; empty for others."""
    when = by.of(row.headlines[0])
    if row.days is None:
        return date_words(when) if when.known else ""
    return date_words(when) if _apart(row) else ""


def _apart(row: Entry) -> bool:
    """Whether a date needs more than the column of days."""
    days = row.days
    if days is None or days.earliest is None or days.latest is None:
        return True
    first, last = days.earliest, days.latest
    whole = first.day == 1 and (last - first).days > 26
    return whole or (first.year, first.month) != (last.year, last.month)


def _before(row: Entry) -> str:
    """What stands before a title: how many pieces of one event."""
    return f"×{len(row.headlines)} " if len(row.headlines) > 1 else ""


def titled(row: Entry, title: str) -> tuple[str, str]:
    """The beginning of a row's title line and the title."""
    return _before(row), title or "(untitled)"


def name(slot: Slot, scale: Scale, opens_year: bool = True) -> str:
    """What a heading or a bar is called: `Mar 2024`, `2024`, `Apr–Jun 2024`, `year unknown`."""
    if slot.lane is not None:
        return str(slot.lane)
    first, last = slot.years
    if (slot.start % _YEAR, slot.end % _YEAR) == (0, _YEAR - 1):
        years = f"{first}" if first == last else f"{first}–{last}"
        return years if scale is Scale.YEARS else f"{years}, day unknown"
    start, end = (MONTHS[at % _YEAR][:3] for at in (slot.start, slot.end))
    if not slot.single:
        return f"{start}{'' if first == last else f' {first}'}–{end} {last}"
    if scale is Scale.MONTHS:
        return f"{first} {start}" if opens_year else f"     {start}"
    return f"{start} {first}"


def told(head: Head, scale: Scale, by: By) -> str:
    """A heading in words."""
    many = "1 piece" if head.pieces == 1 else f"{head.pieces:,} pieces"
    if head.slot.lane is Lane.WITHOUT:
        return f"{many} without a day on which it {_VERBS[by]}"
    return f"{name(head.slot, scale).strip()} · {many}"


_VERBS = {By.PUBLISHED: "was published", By.REPORTED: "was reported", By.HAPPENED: "happened"}


def gap(row: Gap) -> str:
    """What is said of time for which there is nothing."""
    return f"{row.size} {row.unit}{'' if row.size == 1 else 's'}: no pieces"


def bar(head: Head, scale: Scale, width: int) -> tuple[str, str, str, str]:
    """A heading or a bar as its name, the part that is filled, the rest, and its count.

    Headings are filled with a heavy line and end in a light one; bars at coarser scales with blocks. What is no single
    month or year, and what has no place in time, has no measure.
    """
    label, count = name(head.slot, scale, head.opens_year).ljust(_LABEL[scale]), f" {head.pieces:,}"
    room = max(0, width - len(label) - len(count) - 1)
    year = scale is Scale.YEARS and head.slot.end - head.slot.start == _YEAR - 1
    measured = head.slot.lane is None and (head.slot.single or year)
    if not measured:
        return label, "", " " + "┄" * room, count
    if scale is Scale.DAYS:
        full = min(room, max(1, round(room * head.share)))
        return label, " " + "━" * full, "─" * (room - full), count
    eighths = max(1, round(room * 8 * head.share))
    filled = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
    return label, f" {filled}", " " * (room - len(filled)), count
