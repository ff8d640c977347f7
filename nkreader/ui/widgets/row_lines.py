"""Which lines of a list its rows take, and how a text is broken over a few of them. No widget here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

from textual.content import Content

from nkreader.model.spans import Span
from nkreader.model.spliced import Splice, stretches
from nkreader.ui.widgets.reading_layout import cells, wrapped


class RowLines:
    """The lines of rows below each other.

    Args:
        count: how many rows there are.
        heights: lines of each row, or of all of them; at least one.
    """

    def __init__(self, count: int, heights: int | Sequence[int] = 1) -> None:
        self._count = count
        self._tops: Sequence[int]
        if isinstance(heights, int):
            self._tops = range(0, count * heights + 1, heights)
        else:
            self._tops = list(accumulate(heights, initial=0))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        """The lines of each row."""
        return (len(self.of(row)) for row in range(len(self)))

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self._tops[self._count]

    def of(self, row: int) -> range:
        """The lines of a row; none for a row there is not."""
        return range(self._tops[row], self._tops[row + 1]) if 0 <= row < self._count else range(0)

    def row_at(self, line: int) -> int:
        """Index of the row that has a line; past the end, the number of rows."""
        return bisect_right(self._tops, line) - 1


class SplicedLines(RowLines):
    """The lines of rows some of which were put between others that are counted already: those are not counted again."""

    def __init__(self, beneath: RowLines, splices: Iterable[Splice[int]]) -> None:
        """`splices` have the lines of each row that they put in."""
        self._beneath = beneath
        self._stretches, self._count = stretches(len(beneath), splices)
        self._starts = [stretch.start for stretch in self._stretches]
        self._own: list[RowLines | None] = []
        """The lines of what was put in, for each stretch that was."""
        self._firsts: list[int] = []
        """The first line of each stretch."""
        line = 0
        for at, (start, origin, items) in enumerate(self._stretches):
            rows = (self._starts[at + 1] if at + 1 < len(self._starts) else self._count) - start
            own = None if items is None else RowLines(len(items), items)
            self._own.append(own)
            self._firsts.append(line)
            line += own.total if own else _top(beneath, origin + rows) - _top(beneath, origin)
        self._total = line

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self._total

    def of(self, row: int) -> range:
        """The lines of a row; none for a row there is not."""
        if not 0 <= row < self._count:
            return range(0)
        at = bisect_right(self._starts, row) - 1
        lines, first, moved = self._within(at)
        found = lines.of(first + row - self._starts[at])
        return range(found.start + moved, found.stop + moved)

    def row_at(self, line: int) -> int:
        """Index of the row that has a line; past the end, the number of rows."""
        if line >= self._total:
            return self._count
        at = bisect_right(self._firsts, line) - 1
        if at < 0:
            return -1
        lines, first, moved = self._within(at)
        return self._starts[at] + lines.row_at(line - moved) - first

    def _within(self, at: int) -> tuple[RowLines, int, int]:
        """The lines in which a stretch's rows are counted, its first row there, and by how much its lines moved."""
        own, origin = self._own[at], self._stretches[at].origin
        if own is not None:
            return own, 0, self._firsts[at]
        return self._beneath, origin, self._firsts[at] - _top(self._beneath, origin)


def _top(lines: RowLines, row: int) -> int:
    """The first line of a row, or the number of lines behind the last."""
    return lines.of(row).start if row < len(lines) else lines.total


def fitted(text: Content, width: int, most: int) -> list[Content]:
    """A text on at most `most` lines of `width` cells, broken between words; what is left out is an ellipsis.

    Further lines are indented like the first.
    """
    if text.cell_length <= width:
        return [text]
    indent = _indent(text.plain, width)
    room = max(1, width - indent)
    spans = [span for span, _ in islice(wrapped(text.plain, Span(indent, len(text.plain)), room), most + 1)]
    if not spans:
        return [text.truncate(width)]  # nothing but white space
    lines = [text[span.start : span.end] for span in spans[:most]]
    if len(spans) > most:
        lines[-1] = text[spans[most - 1].start :].truncate(room, ellipsis=True)
    return [(text[:indent] if at == 0 else Content(" " * indent)) + line for at, line in enumerate(lines)]


def lines_needed(text: str, width: int, most: int) -> int:
    """How many lines `fitted` needs for a safe text without white space at its end."""
    if cells(text) <= width:
        return 1
    if most <= 2:
        return most
    indent = _indent(text, width)
    return sum(1 for _ in islice(wrapped(text, Span(indent, len(text)), max(1, width - indent)), most))


def _indent(text: str, width: int) -> int:
    """Spaces before a text, at most half of the room there is."""
    return min(len(text) - len(text.lstrip(" ")), width // 2)
