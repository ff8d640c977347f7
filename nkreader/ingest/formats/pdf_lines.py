"""The strings of a page as lines in reading order: words joined, columns one after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from nkreader.ingest.formats.pdf_runs import APART, UNKNOWN, WORD_GAP, Run

SAME_BASELINE = 0.35
"""In font sizes: a raised or lowered figure stands on its line."""
LEAST = 4
"""Lines on either side of white that parts columns."""
COLUMN = 14
"""Characters that the lines of a column have, in the middle; the cells of a table have fewer."""
MOST = 5_000
"""Stretches of a page that may be columns of print; more are a drawing."""
CELLS = 2.5
"""White between two cells of a table, in font sizes."""
DEEPEST = 12
"""Columns in columns."""


@dataclass(slots=True)
class Line:
    """A line of one column, or a stretch of one."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    column: int = 0
    """Which column of its page it stands in, counted in reading order."""
    page: int = 0
    cells: bool = False
    """Whether it is a row of a table, with wide white between what stands in it."""
    last: float = 0.0
    """Where its last cell begins."""


def lines_of(stretches: list[Line]) -> list[Line]:
    """The lines of a page's stretches, in the order in which they are read."""
    found: list[Line] = []
    for number, column in enumerate(_columns(stretches, DEEPEST)):
        for line in _rows(column):
            line.column = number
            found.append(line)
    return found


def stretches_of(runs: Sequence[Run]) -> list[Line]:
    """Runs on one baseline without wide white between them, as one."""
    found: list[Line] = []
    longest = 0
    for run in runs:
        last = found[-1] if found else None
        if last is not None and _follows(last, run):
            gap = run.x0 - last.x1 >= WORD_GAP * min(run.size, last.size)
            last.text += (" " if gap else "") + run.text
            last.x1 = max(last.x1, run.x1)
            if len(run.text) > longest:  # a raised figure or a large initial is not the size of its line
                last.size, last.y, longest = run.size, run.y, len(run.text)
            last.bold = last.bold and run.bold
        else:
            longest = len(run.text)
            found.append(Line(run.text, run.x0, run.x1, run.y, run.size, run.bold))
    return found


def _follows(line: Line, run: Run) -> bool:
    size = max(line.size, run.size)
    return abs(run.y - line.y) <= SAME_BASELINE * size and -0.5 * size <= run.x0 - line.x1 <= APART * size


def _columns(lines: list[Line], deepest: int) -> Iterator[list[Line]]:
    """Parts of a page without columns in them, in reading order."""
    white = _white(lines) if deepest and 2 * LEAST <= len(lines) <= MOST else None
    if white is None:
        if lines:
            yield lines
        return
    x0, x1, low, high = white
    above = [line for line in lines if line.y > high]
    below = [line for line in lines if line.y < low]
    beside = [line for line in lines if low <= line.y <= high]
    middle = (x0 + x1) / 2
    yield from _columns(above, deepest - 1)
    yield from _columns([line for line in beside if line.x0 < middle], deepest - 1)
    yield from _columns([line for line in beside if line.x0 >= middle], deepest - 1)
    yield from _columns(below, deepest - 1)


def _white(lines: Sequence[Line]) -> tuple[float, float, float, float] | None:
    """The white that parts most lines into two columns: from x to x, from the lowest baseline to the highest."""
    least = 0.8 * median(line.size for line in lines)
    by_y = sorted(lines, key=lambda line: line.y)
    heights = [line.y for line in by_y]
    best, most = None, 0
    for x in _candidates(lines):
        crossed = [heights[0] - 1, *(line.y for line in by_y if line.x0 < x < line.x1), heights[-1] + 1]
        for under, over in pairwise(crossed):
            first, last = bisect_right(heights, under), bisect_left(heights, over)
            if last - first <= most:
                continue
            part = by_y[first:last]
            left = [line for line in part if line.x1 <= x]
            right = [line for line in part if line.x0 >= x]
            if not _are_columns(left, right):
                continue
            edge0, edge1 = max(line.x1 for line in left), min(line.x0 for line in right)
            if edge1 - edge0 < least:
                continue
            both_low = min(part[0].y, min(line.y for line in left))
            best, most = (edge0, edge1, both_low, part[-1].y), last - first
    return best


def _candidates(lines: Sequence[Line]) -> list[float]:
    """Places just left of where several lines begin."""
    starts: dict[int, int] = {}
    for line in lines:
        starts[round(line.x0 / 2)] = starts.get(round(line.x0 / 2), 0) + 1
    leftmost = min(line.x0 for line in lines)
    often = sorted(starts, key=lambda place: -starts[place])[:40]
    return [2.0 * place - 3.0 for place in often if starts[place] >= 2 and 2.0 * place - 3.0 > leftmost]


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether both are columns of text beside each other rather than the cells of a table."""
    for side in (left, right):
        rows: dict[int, int] = {}
        for line in side:
            rows[round(line.y)] = rows.get(round(line.y), 0) + len(line.text)
        if len(rows) < LEAST or median(rows.values()) < COLUMN:
            return False
    return min(left[-1].y, right[-1].y) > max(left[0].y, right[0].y)


def _rows(lines: Sequence[Line]) -> Iterator[Line]:
    """What stands on one baseline as one line, from the top down."""
    row: list[Line] = []
    right = max(line.x1 for line in lines)
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        if row and abs(row[0].y - line.y) > SAME_BASELINE * max(row[0].size, line.size):
            yield _joined(row, right)
            row = []
        row.append(line)
    if row:
        yield _joined(row, right)


def _joined(row: list[Line], right: float) -> Line:
    row.sort(key=lambda line: line.x0)
    first = row[0]
    text, end = first.text, first.x1
    for line in row[1:]:
        touching = line.x0 - end < WORD_GAP * min(line.size, first.size)
        text += ("" if touching else " ") + line.text
        end = max(end, line.x1)
    gaps = [line.x0 - before.x1 for before, line in pairwise(row)]
    cells = len(first.text) > 3 and max(gaps, default=0.0) > CELLS * first.size and not _justified(row, gaps, right)
    longest = max(row, key=lambda line: len(line.text))
    text = " ".join(text.split())
    if text.startswith(f"{UNKNOWN} "):
        text = f"•{text[1:]}"  # a mark of a list in a font that does not name its marks
    return Line(
        text, first.x0, end, longest.y, longest.size, all(line.bold for line in row), cells=cells, last=row[-1].x0
    )


def _justified(row: Sequence[Line], gaps: Sequence[float], right: float) -> bool:
    """Whether the white in a line is wide because its words were spread over the column."""
    size = row[0].size
    return (
        right - row[-1].x1 < 0.5 * size
        and max(gaps) - min(gaps) < 0.5 * size
        and not any(" " in line.text for line in row)
    )
