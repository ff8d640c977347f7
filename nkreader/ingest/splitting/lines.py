"""Lines of a text, without the empty ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nkreader.model.spans import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds more than white space."""

    span: Span
    """Without the white space at its ends."""
    text: str
    indent: int
    """White space before it."""
    trailing: bool
    """White space follows it on the same line: where wire copy was wrapped."""
    gap: bool
    """An empty line stands before it; also true of the first line."""


def lines_of(text: str, start: int, whole: Span | None = None) -> list[Line]:
    """The lines of `text` from `start` on; those that `whole` touches are one."""
    found: list[Line] = []
    last, gap, stop = start, True, start
    for raw in text[start:].split("\n"):
        first, stop = stop, stop + len(raw) + 1
        line = raw.strip()
        if not line:
            gap = True
            continue
        begin = first + len(raw) - len(raw.lstrip())
        end = begin + len(line)
        trailing = end < first + len(raw)
        if found and whole and found[-1].span.start < whole.end and begin < whole.end and whole.start < last:
            before = found.pop()
            span = Span(before.span.start, end)
            found.append(Line(span, span.of(text), before.indent, trailing, before.gap))
        else:
            found.append(Line(Span(begin, end), line, begin - first, trailing, gap))
        last, gap = end, False
    return found


def joined(lines: Iterable[Line]) -> Span:
    """From the start of the first line to the end of the last."""
    spans = [line.span for line in lines]
    return Span(spans[0].start, spans[-1].end)
