"""Which rows the article list has, and in what order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from heapq import nsmallest
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from nkreader.model.folding import fold
from nkreader.model.timeline import has_place, shown_days
from nkreader.ui.widgets.row_lines import RowLines, lines_needed

if TYPE_CHECKING:
    from nkreader.model.headline import Headline

WIDE = 62
"""From this many cells on, a row takes one line; below, a title has two and what is known of it another."""
TITLE_LINES = 2
"""Lines for a title in a narrow list."""

HELP = (
    "The articles. `•` is not read yet, `›` is open. `≈` marks a date that is likely, `=` one that you set by hand, "
    "`05-04?` a day whose year is not known, `2024-10-31–` the first day it can be. `×3` are three pieces on one "
    "event, `=×3` if you had a part in that, `digest` an overview of many events, `✎2` two highlights, `★` a star, "
    "`#crew+1` the first of two tags; `gone` says that the file is no longer there, the text still is. `← KCNA` tells "
    "whose report a piece passes on, where there is room for that. Since your last visit came `new` pieces, `+1 new` "
    "on an event that was known, and a `new text` of a known piece."
)
"""What the signs in the list mean."""


class Order(StrEnum):
    """How the list is sorted."""

    DATE = "newest first"
    RELEVANCE = "best first"
    TITLE = "by title"
    ARRIVAL = "last added first"


class Listed(NamedTuple):
    """A row for one article."""

    headline: Headline
    members: int = 0
    """How many more pieces of its event are listed; 0 unless it stands for the group."""
    inside: bool = False
    """One of an unfolded group, below its first."""
    fresh: int = 0
    """How many of the listed pieces of the event it stands for are new."""
    retold: bool = False
    """One of them got a new text."""


class Lane(NamedTuple):
    """Heading of the undated pieces."""

    pieces: int


Row = Listed | Lane


def ordered(headlines: Iterable[Headline], order: Order, ranks: Mapping[str, int]) -> list[Headline]:
    """Sort; `ranks` is the place of each id among the hits. By date, undated pieces come last."""
    if order is Order.TITLE:
        return sorted(headlines, key=lambda item: (_folded(item.title), item.id))
    if order is Order.ARRIVAL:
        return sorted(headlines, key=lambda item: -item.added)
    if order is Order.RELEVANCE:
        return sorted(headlines, key=lambda item: (ranks.get(item.id, len(ranks)), item.id))
    return sorted(headlines, key=_newest_first)


_PLAIN = re.compile(r"[ -_a-~]*")
"""Letters and signs that folding leaves as they are, but for their case."""


def _folded(title: str) -> str:
    return title.casefold() if _PLAIN.fullmatch(title) else fold(title)


_ARRIVALS = 1 << 40
"""More than there are running numbers of arrival."""


def _newest_first(item: Headline) -> int:
    """One number, as whole libraries are sorted by it: the later the day, then the arrival, the smaller."""
    days = shown_days(item.published)
    first = days and (days.earliest or days.latest)
    return -item.added - _ARRIVALS * first.toordinal() if first else -item.added


def arranged(sorted_: Sequence[Headline], unfolded: frozenset[str], lane: bool) -> list[Row]:
    """Rows for sorted pieces: each event once, at its first piece; `lane` sets undated ones apart, which come last."""
    events: dict[str, list[Headline]] = {}
    for item in sorted_:
        if item.event:
            events.setdefault(item.event, []).append(item)
    rows: list[Row] = []
    for item in sorted_:
        members = events.get(item.event) if item.event else None
        if members is None:
            rows.append(Listed(item))
        elif members[0] is item:
            fresh, retold = sum(member.new for member in members), any(member.renewed for member in members)
            rows.append(Listed(item, len(members) - 1, False, fresh, retold))
            if item.event in unfolded:
                rows.extend(Listed(member, inside=True) for member in members[1:])
    at = _first_undated(rows) if lane else len(rows)
    if at < len(rows):
        pieces = sum(1 + row.members for row in rows[at:] if isinstance(row, Listed) and not row.inside)
        rows.insert(at, Lane(pieces))
    return rows


def _first_undated(rows: Sequence[Row]) -> int:
    """Where the last group or piece with a place in time has ended."""
    at = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if isinstance(row, Listed) and not row.inside:
            if has_place(row.headline.published):
                break
            at = index
    return at


class Arrangement:
    """Pieces in an order, the rows they make, and the row of each.

    To sort and lay out a whole library is work for a thread: what it has made is then shown at once. Folding and
    unfolding a group, and a change of a piece's marks, touch nothing else.
    """

    def __init__(
        self,
        headlines: Iterable[Headline] = (),
        order: Order = Order.DATE,
        ranks: Mapping[str, int] = MappingProxyType({}),
        unfolded: Iterable[str] = (),
    ) -> None:
        self.order = order
        self.headlines = ordered(headlines, order, ranks)
        self.rows = arranged(self.headlines, frozenset(), order is Order.DATE)
        self._order = {item.id: at for at, item in enumerate(self.headlines)}
        self._events: dict[str, list[int]] = {}
        """Indices into the headlines of the pieces of each event."""
        for at, item in enumerate(self.headlines):
            if item.event:
                self._events.setdefault(item.event, []).append(at)
        self._folded = placed(self.rows, self.headlines)
        """Index into the rows of each id while all groups are folded."""
        self._unread = _unread(self.rows)
        """For each row whether its piece is not read yet."""
        self._open: dict[str, tuple[int, dict[str, int]]] = {}
        """Of each unfolded event that index, and how far below it each member stands."""
        self._heights: tuple[int, list[int]] | None = None
        self._lines: RowLines | None = None
        """Which lines the rows take, as `_heights` tells."""
        for event in unfolded:
            self.fold(event)

    @property
    def unfolded(self) -> frozenset[str]:
        """The events whose pieces have rows of their own."""
        return frozenset(self._open)

    def place(self, article: str) -> int | None:
        """Index of a piece's row; a folded one is found in its group."""
        at = self._folded.get(article)
        if at is None:
            return None
        event = self.headlines[self._order[article]].event
        below = self._open[event][1].get(article, 0) if event in self._open else 0
        return at + below + sum(len(members) - 1 for head, members in self._open.values() if head < at)

    def replace(self, headline: Headline) -> tuple[Listed, Listed] | None:
        """Put a piece with other marks in the place of what it was: its row before and now, if it has one."""
        at, row = self._order.get(headline.id), self.place(headline.id)
        if at is None or row is None:
            return None
        self.headlines[at] = headline
        before = self.rows[row]
        if not isinstance(before, Listed) or before.headline.id != headline.id:
            return None
        self.rows[row] = now = before._replace(headline=headline)
        self._unread[row] = not headline.read
        if silent(before, self.order) != silent(now, self.order):
            self._heights = self._lines = None
        return before, now

    def foremost(self, articles: Iterable[str], most: int) -> list[Headline]:
        """As many of some pieces as asked for, those that stand first."""
        places = (at for article in articles if (at := self._order.get(article)) is not None)
        return [self.headlines[at] for at in nsmallest(most, places)]

    def fold(self, event: str) -> None:
        """Fold the group of an event if it is unfolded, else unfold it; of a single piece there is nothing to fold."""
        members = [self.headlines[at] for at in self._events.get(event, ())]
        head = self.place(members[0].id) if len(members) > 1 else None
        if head is None:
            return
        below: list[Row] = []
        after = head + len(members)
        if event in self._open:
            del self._open[event]
        else:
            self._open[event] = self._folded[members[0].id], {item.id: at for at, item in enumerate(members)}
            below, after = [Listed(member, inside=True) for member in members[1:]], head + 1
        self.rows[head + 1 : after] = below
        self._unread[head + 1 : after] = _unread(below)
        self._lines = None
        if self._heights is not None:
            width, lines = self._heights
            lines[head + 1 : after] = [height(row, width, self.order) for row in below]

    def next_unread(self, row: int, step: int) -> int | None:
        """Index of the next row, or the one before if `step` is -1, of a piece that is not read yet."""
        at = self._unread.find(1, row + 1) if step > 0 else self._unread.rfind(1, 0, max(0, row))
        return None if at < 0 else at

    def heights(self, width: int) -> list[int]:
        """Lines of each row in a narrow list: of its title, and one for what is known of the piece."""
        if self._heights is None or self._heights[0] != width:
            self._heights = width, [height(row, width, self.order) for row in self.rows]
            self._lines = None
        return self._heights[1]

    def lines(self, width: int) -> RowLines:
        """Which lines the rows take in a narrow list; counted once, until a group is folded or unfolded."""
        heights = self.heights(width)
        if self._lines is None:
            self._lines = RowLines(len(self.rows), heights)
        return self._lines


def _unread(rows: Iterable[Row]) -> bytearray:
    return bytearray([isinstance(row, Listed) and not row.headline.read for row in rows])


def height(row: Row, width: int, order: Order) -> int:
    """Lines of a row of `width` cells."""
    if isinstance(row, Lane):
        return 2
    return lines_needed(row.headline.title, width - lead(row), TITLE_LINES) + (not silent(row, order))


def silent(row: Listed, order: Order) -> bool:
    """Whether the heading of the undated pieces says all there is to say of a piece but its title."""
    item = row.headline
    if item.published.value is not None or order is not Order.DATE:
        return False
    signs = row.members or item.highlights or item.starred or item.own_tags or item.missing or news(row)
    return not (item.outlet or item.cites or signs or item.digest)


def news(row: Listed) -> str:
    """What came since the last visit, as the list says it: of a group, how many of its pieces are new."""
    if 0 < row.fresh <= row.members:
        return f" +{row.fresh} new"
    return " new" if row.headline.new else " new text" if row.headline.renewed or row.retold else ""


def lead(row: Listed) -> int:
    """Cells before a title."""
    return 4 if row.inside else 2


def placed(rows: Sequence[Row], headlines: Iterable[Headline]) -> dict[str, int]:
    """Index of the row of each piece; a folded one is found in its group."""
    places: dict[str, int] = {}
    groups: dict[str, int] = {}
    for at, row in enumerate(rows):
        if isinstance(row, Listed):
            places[row.headline.id] = at
            if row.members and row.headline.event:
                groups[row.headline.event] = at
    if groups:
        for item in headlines:
            if item.event in groups:
                places.setdefault(item.id, groups[item.event])
    return places
