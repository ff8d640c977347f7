"""Running heads and feet, page numbers, and whatever else stands at the edge of page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nkreader.ingest.formats.pdf_lines import Line

EDGE = 3
"""Rows from the top and from the foot of a page in which furniture stands."""
GAP = 1.7
"""From the furniture's baseline to that of the text, in font sizes, at least."""
MARGIN = 0.1
"""Part of a page's height at its top and its foot in which a number that stands alone is its number."""
LONGEST = 400
"""Characters of a row of furniture."""
_NEAR = 3.0
_NUMBER = re.compile(
    r"[\W_]*(?:page|p\.|seite|쪽|стр\.?)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|из|–|-)\s*\d{1,4})?[\W_]*", re.I
)


@dataclass(slots=True)
class _Row:
    """What stands on one baseline near an edge of a page."""

    stretches: list[Line]
    apart: bool = False
    """Whether white parts it from the text."""


def without_furniture(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The stretches of each page that belong to its text."""
    edges = [_edge_rows(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for rows in edges:
        seen.update({key for row in rows for one in row.stretches for key in _keys(one)})
    many = max(3, len(pages) / 3)
    gone: list[set[int]] = []
    for rows, height in zip(edges, heights, strict=True):
        out: set[int] = set()
        for one, apart in ((one, row.apart) for row in rows for one in row.stretches):
            least = 2 if apart and not _is_figures(one.text) else many
            if _is_number(one, height) or any(seen[key] >= least for key in _keys(one)):
                out.add(id(one))
        gone.append(out)
    levels: Counter[int] = Counter()
    for rows, out in zip(edges, gone, strict=True):
        levels.update({_level(row) for row in rows if any(id(one) in out for one in row.stretches)})
    for rows, out in zip(edges, gone, strict=True):
        for row in rows[:1] + rows[-1:]:
            if levels[_level(row)] >= max(3, len(pages) / 2) and any(id(one) in out for one in row.stretches):
                out.update(id(one) for one in row.stretches if len(one.text) <= LONGEST)
    return [[one for one in page if id(one) not in out] for page, out in zip(pages, gone, strict=True)]


def _level(row: _Row) -> int:
    return round(row.stretches[0].y / _NEAR)


def _edge_rows(page: Sequence[Line]) -> list[_Row]:
    """The rows at the top of a page and at its foot, from the top down."""
    rows: list[_Row] = []
    for line in sorted(page, key=lambda line: -line.y):
        if rows and abs(rows[-1].stretches[0].y - line.y) <= _NEAR:
            rows[-1].stretches.append(line)
        else:
            rows.append(_Row([line]))
    for side in (rows, rows[::-1]):
        for row in side[: _apart(side)]:
            row.apart = True
    return rows if len(rows) <= 2 * EDGE else [*rows[:EDGE], *rows[-EDGE:]]


def _apart(rows: Sequence[_Row]) -> int:
    """How many rows from the edge on stand apart from those behind them."""
    for number in range(min(EDGE, len(rows) - 1)):
        here, behind = rows[number].stretches[0], rows[number + 1].stretches[0]
        if abs(here.y - behind.y) > GAP * max(here.size, behind.size):
            return number + 1
    return 0


def _keys(one: Line) -> list[tuple[str, int]]:
    """What a stretch says, and where: at either of two levels, so that near ones meet.

    Figures in it are left open, unless it is hardly more than figures: those of a table are no page's number.
    """
    said = " ".join(one.text.split()).casefold()
    if len(said) > LONGEST:
        return []
    text = said if _is_figures(said) else re.sub(r"\d+", "0", said)
    level = one.y / (2 * _NEAR)
    return [(text, int(level) * 2), (text, int(level + 0.5) * 2 + 1)]


def _is_figures(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) < max(2, 0.5 * len(text.replace(" ", "")))


def _is_number(one: Line, height: float) -> bool:
    if not _NUMBER.fullmatch(one.text) or not height:
        return False
    at = one.y / height
    return at < MARGIN or at > 1 - MARGIN
