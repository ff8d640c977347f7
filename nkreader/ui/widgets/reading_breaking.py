"""Text broken into lines of so many cells. No widget here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rich.cells import cell_len

from nkreader.model.motions import is_boundary, next_grapheme, snapped
from nkreader.model.spans import Span

Extra = Callable[[int, int], int]
"""Cells of what is shown, and is not in the text, behind one of the code points `start` (not it) to `end`."""

_BLANK = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_BREAK = f"\n{_BLANK}"
JOINT = re.compile(f"[{_BLANK}]*\n[{_BREAK}]*")
"""White space in which a line of the text ends: inside a line on the screen it is shown as one space."""
_WORD = re.compile(f"[^{_BREAK}]+")
_SEAM = re.compile(r"(?<=[/?&=._\-–—,;])(?=[^/?&=._\-–—,;])")
"""Where an address or another long token may be broken."""


def cells(text: str) -> int:
    """How many cells a terminal needs for safe text; a tab or newline is painted as one."""
    if text.isascii():
        return len(text)
    return cell_len(text) + text.count("\n") + text.count("\t")


def wrapped(
    text: str, span: Span, width: int, first: int = 0, hang: int = 0, extra: Extra | None = None
) -> Iterator[tuple[Span, int]]:
    """Break a span into lines of at most `width` cells: each line's code points and its indent.

    Args:
        text: safe text.
        span: what to break; white space inside it is where lines end.
        width: cells of a line, indent included.
        first: indent of the first line.
        hang: indent of the others.
        extra: what is shown between the characters needs room too.
    """
    start = end = used = -1
    indent = first
    for left, right, need in _units(text, span, width - max(first, hang), extra):
        gap = _gap(text, end, left) if start >= 0 else 0
        if start >= 0 and used + gap + need > width:
            yield Span(start, end), indent
            start, indent, gap = -1, hang, 0
        if start < 0:
            start, used = left, indent
        used += gap + need
        end = right
    if start >= 0:
        yield Span(start, end), indent


def _gap(text: str, start: int, end: int) -> int:
    """Cells of white space between two words; the end of a line of the text, with what surrounds it, is one."""
    if end - start == 1:
        return 1 if text[start] < "\u1100" else cells(text[start])
    white = text[start:end]
    return 1 if "\n" in white else cells(white)


def _units(text: str, span: Span, room: int, extra: Extra | None) -> Iterator[tuple[int, int, int]]:
    """Start, end and cells of what stays together: words, and parts of a word longer than a line."""
    for match in _WORD.finditer(text, span.start, span.end):
        start, end = match.span()
        if text[start] >= "\u0300" and not is_boundary(text, start):  # a mark on the white space before it
            start = snapped(text, start)
        need = _need(text, start, end, extra)
        if need <= room:
            yield start, end, need
        else:
            yield from _parts(text, start, end, room, extra)


def _parts(text: str, start: int, end: int, room: int, extra: Extra | None) -> Iterator[tuple[int, int, int]]:
    """A long word cut where an address has its seams, and at every grapheme of a part that is still too long."""
    seams = [seam.start() for seam in _SEAM.finditer(text, start + 1, end)]
    for stop in [*(seam for seam in seams if is_boundary(text, seam)), end]:
        need = _need(text, start, stop, extra)
        if need <= room:
            yield start, stop, need
            start = stop
        while start < stop:
            following = min(next_grapheme(text, start), stop)
            yield start, following, _need(text, start, following, extra)
            start = following


def _need(text: str, start: int, end: int, extra: Extra | None) -> int:
    return cells(text[start:end]) + (extra(start, end) if extra else 0)
