"""Marked passages as rows of a sheet: grouped, two lines each, the one at the cursor in full. No screen here.

All that a row says may come out of an article: it becomes `Content` by way of the sanitiser, never markup.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from nkreader.model.highlights import COLOURS
from nkreader.ui import naming
from nkreader.ui.dating import date_label, written
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.row_lines import fitted
from nkreader.ui.widgets.unfolding import UnfoldingList

if TYPE_CHECKING:
    from nkreader.archive.sifting import Marked

_QUOTE, _NOTE = 10, 6
"""Lines that the passage and the note at the cursor may take."""
_FOLDED = 2
"""Lines of a passage elsewhere."""
SELECTED = "✓"
_MONTH = re.compile(r"\d{4}-\d\d")


class By(StrEnum):
    """What passages are grouped by."""

    ARTICLE = "article"
    DATE = "date"
    """Of publication, by months, the latest first."""
    TAG = "tag"
    COLOUR = "colour"
    NAME = "name"
    """Of whom or what the passage names."""

    @property
    def next(self) -> By:
        """The one that comes after it; after the last, the first."""
        every: list[By] = list(By)
        return every[(every.index(self) + 1) % len(every)]


class Row(NamedTuple):
    """A passage, or the heading of a group."""

    heading: str
    """Empty for a passage."""
    below: str
    """What stands beside a heading."""
    held: int = 0
    """How many passages follow a heading."""
    one: Marked | None = None


def arranged(found: Iterable[Marked], by: By) -> list[Row]:
    """Headings, each with its passages in the order given; a passage of several tags or names is in several groups."""
    groups: dict[tuple[object, ...], list[Marked]] = {}
    for one in found:
        for key in _keys(one, by):
            groups.setdefault(key, []).append(one)
    order = [*groups] if by is By.ARTICLE else sorted(groups, key=lambda key: (key[0], key[1]), reverse=by is By.DATE)
    rows: list[Row] = []
    for key in order:
        heading, below = _heading(groups[key][0], key, by)
        rows.append(Row(heading, below, len(groups[key])))
        rows += [Row("", "", 0, one) for one in groups[key]]
    return rows


def _keys(one: Marked, by: By) -> Iterator[tuple[object, ...]]:
    """The groups of a passage: what orders them first, then what tells them."""
    match by:
        case By.ARTICLE:
            yield (one.mark.article,)
        case By.DATE:
            value = (one.headline.published.value if one.headline else None) or ""
            month = _MONTH.match(value)
            yield bool(value), month[0] if month else value
        case By.COLOUR:
            yield COLOURS.index(one.mark.colour), one.mark.colour
        case By.TAG:
            yield from [(False, name) for name in dict.fromkeys(one.tags)] or [(True, "")]
        case By.NAME:
            yield from [(False, name) for name in one.names] or [(True, "")]


def _heading(first: Marked, key: tuple[object, ...], by: By) -> tuple[str, str]:
    told = str(key[-1])
    match by:
        case By.ARTICLE:
            headline = first.headline
            if headline is None:
                return first.mark.article, ""
            return headline.title or "(untitled)", f"{date_label(headline.published)} · {headline.outlet or '?'}"
        case By.DATE:
            return written(told) or "undated", ""
        case By.COLOUR:
            return naming.shown(told), ""
        case By.TAG:
            as_written = next((tag for tag, own in zip(first.mark.tags, first.tags, strict=True) if own == told), "")
            return f"#{as_written}" if told else "without a tag", ""
        case By.NAME:
            return told or "nobody and nothing named", ""


class MarkList(UnfoldingList[Row]):
    """The rows; a passage at the cursor shows in full."""

    def __init__(self) -> None:
        super().__init__()
        self.by = By.ARTICLE
        self.selected: Collection[str] = ()
        """Ids of highlights."""

    def choosable(self, row: Row) -> bool:
        """The cursor does not stop at headings."""
        return row.one is not None

    def heights(self, rows: Sequence[Row], width: int) -> Sequence[int]:
        """One line a heading, two a passage; more at the cursor."""
        found = [1 if row.one is None else _FOLDED for row in rows]
        if 0 <= self._unfolded < len(rows):
            found[self._unfolded] = max(1, len(self._whole(rows[self._unfolded], width)))
        return found

    def draw_row(self, row: Row, width: int) -> Sequence[Content]:
        """A heading, a passage on two lines, or the whole of the one at the cursor."""
        if row.one is None:
            count = f" · {row.held:,}"
            below = f"  {row.below}" if row.below else ""
            return [Content.assemble(content_line(row.heading, "bold $accent"), (count, "$dim"), (below, "$dim"))]
        if 0 <= self._unfolded < len(self.rows) and row is self.rows[self._unfolded]:
            return self._whole(row, width)
        mark = row.one.mark
        quote = content_line(" ".join(mark.anchor.exact[: width * 2].split()))
        told = "  ".join(part for part in (*self._own(row.one), *self._source(row.one)) if part)
        return [self._sign(row.one) + quote, content_line(f"   {told}", "$dim")]

    def _whole(self, row: Row, width: int) -> list[Content]:
        if row.one is None:
            return [Content("")]
        mark = row.one.mark
        sign, room = self._sign(row.one), max(8, width - 3)
        quote = fitted(content_line(" ".join(mark.anchor.exact.split())), room, _QUOTE)
        lines = [sign + quote[0], *(Content("   ") + line for line in quote[1:])]
        note = [part for text in mark.note.split("\n") if text.strip() for part in fitted(content_line(text), room, 3)]
        lines += [Content("   ") + line.stylize("italic") for line in note[:_NOTE]]
        told = (self._state(row.one), " ".join(f"#{tag}" for tag in mark.tags), *self._source(row.one, full=True))
        below = content_line(" · ".join(part for part in told if part), "$dim")
        return [*lines, *(Content("   ") + line for line in fitted(below, room, 3))]

    def _sign(self, one: Marked) -> Content:
        chosen = SELECTED if one.mark.id in self.selected else " "
        return Content.assemble((chosen, "bold $accent"), (" ", f"on $highlight-{one.mark.colour}"), " ")

    def _state(self, one: Marked) -> str:
        gone = " · ! not in the present text" if one.mark.orphan else ""
        return f"{naming.shown(one.mark.colour)}{gone}"

    def _own(self, one: Marked) -> tuple[str, ...]:
        """Colour, tags and note on one line."""
        return self._state(one), " ".join(f"#{tag}" for tag in one.mark.tags), " ".join(one.mark.note.split())

    def _source(self, one: Marked, full: bool = False) -> tuple[str, ...]:
        """The piece, where no heading tells it."""
        headline = one.headline
        if headline is None or (self.by is By.ARTICLE and not full):
            return ()
        outlet = headline.outlet or "outlet unknown"
        return (f"{date_label(headline.published)} {headline.title}", *((outlet,) if full else ()))
