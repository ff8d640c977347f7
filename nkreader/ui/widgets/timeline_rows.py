"""What the rows of the timeline say, and how many lines they take. No widget here."""

from __future__ import annotations

from dataclasses import dataclass

from nkreader.model.axis import Entry, Gap, Head, Lane, Mark, Row, Scale, Slot, Tick, Timeline
from nkreader.model.axis_bars import Cover, Kind
from nkreader.model.date_words import MONTHS
from nkreader.model.sanitise import safe_line
from nkreader.model.spliced import Splice, Spliced
from nkreader.model.timeline import By, date_words
from nkreader.ui.widgets.row_lines import RowLines, SplicedLines, lines_needed

DENSITY = " ▁▂▃▄▅▆▇█"
"""How full a day is, from nothing said to the fullest."""
OPEN, SAME_EVENT, RELATED, PLAIN = "●", "◆", "◇", "·"
SIGNS = {Mark.HAPPENED: "▲", Mark.REPORTED: "»", Mark.PUBLISHED: "■", Mark.NAMED: "├"}
"""What a date is to the open piece, told apart by their shapes."""
MARK_OF = {By.HAPPENED: Mark.HAPPENED, By.REPORTED: Mark.REPORTED, By.PUBLISHED: Mark.PUBLISHED}
GUTTER_FROM = 20
"""Cells of a line from which on bars stand before the rows."""
_BARS = {Kind.SURE: ("┏", "┃", "┗"), Kind.LIKELY: ("╭", "┆", "╰"), Kind.WIDE: ("╷", "╎", "╵")}
"""How a bar begins, goes on and ends."""
_TICKED = {Kind.SURE: "┣"}
LINES = 2
"""Lines for a title."""
_YEAR = 12
_EIGHTHS = " ▏▎▍▌▋▊▉"
_NO_MONTH = "·"
_LABEL = {Scale.YEARS: 5, Scale.MONTHS: 9, Scale.DAYS: 0}
"""Cells of a bar's name at least, so that bars begin below each other."""


@dataclass(frozen=True)
class Laid:
    """A timeline and the lines that its rows take where `width` cells are drawn on."""

    timeline: Timeline
    width: int
    lines: RowLines


def laid(timeline: Timeline, width: int) -> Laid:
    """Work out the lines; for a hundred thousand rows that takes too long between two keys."""
    heights = [height(row, width, timeline.by) for row in timeline.rows]
    return Laid(timeline, width, RowLines(len(heights), heights))


def among(base: Laid, marked: Timeline, own: bool, opened: int | None) -> RowLines:
    """The lines where ticks were put between the rows of a timeline whose lines are known.

    `opened` is the row of the open piece, whose title has a mark before it; `own` is as in `tick_words`.
    """
    rows, by = marked.rows, marked.by
    if isinstance(rows, Spliced):
        splices = [
            Splice(start, end, [height(row, base.width, by, own) for row in items])
            for start, end, items in rows.splices
        ]
    else:
        splices = [Splice(at, at + 1, [height(rows[at], base.width, by, own)]) for at in marked.ticks]
    if opened is not None:
        lines = height(rows[opened], base.width, by, opened=True)
        at = rows.beneath_at(opened) if isinstance(rows, Spliced) else opened
        splices = sorted([*splices, Splice(at, at + 1, [lines])], key=lambda splice: splice[:2])
    return SplicedLines(base.lines, splices) if splices else base.lines


def height(row: Row, width: int, by: By, own: bool = False, opened: bool = False) -> int:
    """Lines of a row; titles take those they need, up to two."""
    if not isinstance(row, Entry | Tick):
        return 1
    lead, above = day(row), label(row, by)
    room = width - gutter(row, width) - 1 - max(1, len(lead))
    if isinstance(row, Tick):
        return lines_needed(tick_words(row, own), room, LINES) + bool(above)
    before = f"{SIGNS[MARK_OF[by]]} {_before(row)}" if opened else _before(row)
    most = max(lines_needed(before + item.title, room, LINES) for item in row.headlines)
    return most + bool(above)


def gutter(row: Row, width: int) -> int:
    """Cells before a row in which bars stand; what has no place in time has none."""
    timeless = row.days is None if isinstance(row, Entry | Tick) else isinstance(row, Head) and bool(row.slot.lane)
    return 1 if width >= GUTTER_FROM and not timeless else 0


def beside(cover: Cover, ticked: bool, line: int, lines: int) -> str:
    """What stands in the gutter at a line of a row; a tick stands at its first."""
    if ticked and not line:
        return _TICKED.get(cover.kind, SIGNS[Mark.NAMED])
    if cover.kind is Kind.NONE:
        return " "
    start, through, end = _BARS[cover.kind]
    if cover.starts and not line and (lines > 1 or not cover.ends):
        return start
    return end if cover.ends and line + 1 == lines and (lines > 1 or not cover.starts) else through


def day(row: Entry | Tick) -> str:
    """The column of days behind the sign: `≈13▃ `, `14–20 `; empty where a line above the title tells the date."""
    if row.days is None or row.days.earliest is None or row.days.latest is None or _apart(row):
        return ""
    sign = "≈" if row.likely else "=" if row.by_hand else " "
    first, last = row.days.earliest.day, row.days.latest.day
    return f"{sign}{first:02}{DENSITY[row.level]} " if first == last else f"{sign}{first:02}–{last:02} "


def label(row: Entry | Tick, by: By) -> str:
    """The line above a title: of a date that is no day and no few days of one month; empty for others."""
    when = row.when if isinstance(row, Tick) else by.of(row.headlines[0])
    if row.days is None:
        return date_words(when) if when.known else ""
    return date_words(when) if _apart(row) else ""


def tick_words(row: Tick, own: bool) -> str:
    """What is said of a tick: on the axis of the piece's `own` dates its words first, else what the date is to it."""
    words = f"“{safe_line(row.words)}”" if row.words else ""
    if own:
        kind = str(row.mark) if row.mark is not Mark.NAMED else ""
        many = f"×{row.pieces:,}" if row.pieces else ""
        return " · ".join(part for part in (words, kind, many) if part) or str(row.mark)
    several = f"×{row.agreeing} " if row.agreeing > 1 else ""
    return " · ".join(part for part in (f"{several}{row.mark}", words, safe_line(", ".join(row.outlets))) if part)


def _apart(row: Entry | Tick) -> bool:
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


def titled(row: Entry, title: str, opened: By | None = None) -> tuple[str, str]:
    """The beginning of a row's title line and the title; with a mark where it is the open piece's by that date."""
    mark = f"{SIGNS[MARK_OF[opened]]} " if opened else ""
    return f"{mark}{_before(row)}", title or "(untitled)"


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


def gap(row: Gap, own: bool = False) -> str:
    """What is said of time for which there is nothing; `own` is as in `tick_words`."""
    years, rest = divmod(row.size, _YEAR) if row.unit == "month" and row.size >= 2 * _YEAR else (0, row.size)
    parts = [(years, "year"), (rest, row.unit)]
    long = " ".join(f"{size} {unit}{'' if size == 1 else 's'}" for size, unit in parts if size)
    return f"{long}: no {'dates' if own else 'pieces'}"


def bar(head: Head, scale: Scale, width: int, marks: str = "", marks_width: int = 0) -> tuple[str, str, str, str]:
    """A heading or a bar as its name, the part that is filled, the rest, and its marks and count.

    Headings are filled with a heavy line and end in a light one; months with blocks; years show their twelve months.
    What is no single month or year, and what has no place in time, has no measure. All marks take `marks_width` cells.
    """
    label = name(head.slot, scale, head.opens_year).ljust(_LABEL[scale])
    count = f" {marks.rjust(marks_width)}{' ' if marks_width else ''}{head.pieces:,}"
    room = max(0, width - len(label) - len(count) - 1)
    year = scale is Scale.YEARS and head.slot.end - head.slot.start == _YEAR - 1
    measured = head.slot.lane is None and (head.slot.single or year)
    if not measured:
        return label, "", " " + "┄" * room, count
    if scale is Scale.DAYS:
        full = min(room, max(1, round(room * head.share))) if head.pieces else 0
        return label, " " + "━" * full, "─" * (room - full), count
    if year and head.months and room >= _YEAR:
        filled = "".join(DENSITY[level] if level else _NO_MONTH for level in head.months for _ in range(room // _YEAR))
    else:
        eighths = max(1, round(room * 8 * head.share)) if head.pieces else 0
        filled = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
    return label, f" {filled}", " " * (room - len(filled)), count
