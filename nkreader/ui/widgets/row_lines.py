"""Which lines of a list its rows take, and how a text is broken over a few of them. No widget here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice

from textual.content import Content

from nkreader.model.spans import Span
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
