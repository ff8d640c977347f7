"""Which articles a list has, in what order: all, or those found; groups folded and unfolded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import is_
from typing import TYPE_CHECKING

from nkreader.ui.carrying import Carrying
from nkreader.ui.widgets.article_rows import WIDE, Arrangement, Listed, Order, Row, ordered, silent
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from nkreader.model.headline import Headline
    from nkreader.model.query import Hit

AT_ONCE = 5000
"""Pieces that are sorted while the key that asks for it is down; of more, a thread does it."""


class ArrangedList(VirtualList[Row]):
    """Rows of articles. To begin and to end a search, to fold and to mark cost the same however many there are."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.order = Order.DATE
        self._known: dict[str, Headline] = {}
        """All pieces, by id."""
        self._all: Arrangement | None = None
        """All pieces as they were last laid out; None if that is to be done again."""
        self._shown = Arrangement()
        """All pieces, or those found."""
        self._hits: Mapping[str, Hit] | None = None
        self._ranks: Mapping[str, int] = {}
        self._found_ids: frozenset[str] = frozenset()
        """All that were found, beyond the best too: in another order others come first."""
        self._unfolded: frozenset[str] = frozenset()

    def show(
        self,
        headlines: Sequence[Headline],
        hits: Sequence[Hit] | None = None,
        *,
        keep: bool = False,
        arranged: Arrangement | None = None,
        known: Mapping[str, Headline] | None = None,
        found: frozenset[str] = frozenset(),
    ) -> None:
        """List these pieces; with `hits`, only those found, best first, with passages; `keep` the place or not.

        `found` are the ids of all that were found: in any other order than the best first, as many of them are listed.
        `arranged` is what `arrangement_of` has made of them, `known` the same pieces by their ids, where a thread has
        brought them together already.
        """
        article = self.article
        if arranged is not None or not self._knows(headlines):
            self._known = {item.id: item for item in headlines} if known is None else {**known}
            self._all = arranged
        self._list(article, hits, keep, found)

    def show_all(self) -> None:
        """List all pieces again, the cursor on its piece: whatever was searched for is no more."""
        self._list(self.article, None, False, frozenset())

    def show_found(self, hits: Sequence[Hit], *, keep: bool = False, found: frozenset[str] = frozenset()) -> None:
        """List those found; all is as for `show`, whose pieces need not be told again."""
        self._list(self.article, hits, keep, found)

    def _list(self, article: str | None, hits: Sequence[Hit] | None, keep: bool, found: frozenset[str]) -> None:
        if hits is None:
            self._hits, self._ranks, self._found_ids = None, {}, frozenset()
            self.order = self._order_of_all
            self._shown = self._laid_out()
        else:
            if self._hits is None:
                self.order = Order.RELEVANCE
            self._hits = {hit.id: hit for hit in hits}
            self._ranks = {hit.id: rank for rank, hit in enumerate(hits)}
            self._found_ids = found
            self._shown = self._found()
        self._arrange(article if keep or hits is None else None, resting=keep)

    def show_passages(self, hits: Sequence[Hit]) -> None:
        """Passages of the pieces that are listed as found."""
        if self._hits is not None:
            self._hits = {**self._hits, **{hit.id: hit for hit in hits}}
            self.set_rows(self._shown.rows, self.cursor, resting=True)

    @property
    def without_passage(self) -> tuple[str, ...]:
        """Ids of the pieces listed as found of which the passage is not known, in order."""
        hits = self._hits
        return () if hits is None else tuple(id_ for id_ in self.articles if id_ not in hits)

    def arrangement_of(self, headlines: Sequence[Headline]) -> Arrangement:
        """What `show` needs of all pieces. To be asked in a thread: it only looks at the widget."""
        made = Arrangement(headlines, self._order_of_all, {}, self._unfolded)
        if self.row_width < WIDE:
            made.lines(self.row_width)
        return made

    @property
    def _order_of_all(self) -> Order:
        """The order of the list while nothing is searched."""
        return Order.DATE if self.order is Order.RELEVANCE else self.order

    def _knows(self, headlines: Sequence[Headline]) -> bool:
        """Whether these are the very pieces that are there."""
        return len(headlines) == len(self._known) and all(map(is_, headlines, self._known.values()))

    def _laid_out(self) -> Arrangement:
        """All pieces in the order that is set; laid out anew only where that is another than before."""
        if self._all is None or self._all.order is not self.order:
            self._all = Arrangement(self._known.values(), self.order, {}, self._unfolded)
        for event in self._all.unfolded ^ self._unfolded:
            self._all.fold(event)
        return self._all

    def _found(self) -> Arrangement:
        most = len(self._ranks)
        if self.order is Order.RELEVANCE or len(self._found_ids) <= most:
            found = [self._known[article] for article in self._ranks if article in self._known]
        elif self._all is not None and self._all.order is self.order:
            found = self._all.foremost(self._found_ids, most)
        else:
            every = (self._known[article] for article in self._found_ids if article in self._known)
            found = ordered(every, self.order, {})[:most]
        return Arrangement(found, self.order, self._ranks, self._unfolded)

    def update(self, headline: Headline) -> None:
        """One piece changed: its marks, but not its place."""
        if headline.id in self._known:
            self._known[headline.id] = headline
        if self._all is not None and self._all is not self._shown:
            self._all.replace(headline)
        changed = self._shown.replace(headline)
        if changed is None:
            return
        if silent(changed[0], self.order) == silent(changed[1], self.order):
            self.repaint()
        else:
            self.set_rows(self._shown.rows, self.cursor)

    def _arrange(self, keep: str | None, resting: bool = False) -> None:
        """Lay the rows out, with the cursor on the piece to keep, or where it was."""
        at = 0 if keep is None else self._shown.place(keep)
        self.set_rows(self._shown.rows, max(0, self.cursor) if at is None else at, resting)

    @property
    def article(self) -> str | None:
        """Id of the piece at the cursor."""
        return self.row.headline.id if isinstance(self.row, Listed) else None

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of all pieces in view, also folded ones, in order."""
        return tuple(item.id for item in self._shown.headlines)

    def place(self, article: str) -> int | None:
        """Index of the row of a piece, or of the group it is folded into; None if it is not listed."""
        return self._shown.place(article)

    def neighbour(self, article: str | None, step: int) -> str | None:
        """The piece `step` rows after another one, over folded groups; None past the ends.

        From a piece that is not listed, and from none, it is the one at the cursor.
        """
        at = None if article is None else self._shown.place(article)
        if at is None:
            return self.article
        rows = self._shown.rows
        for index in range(at + step, len(rows) if step > 0 else -1, step):
            row = rows[index]
            if isinstance(row, Listed):
                return row.headline.id
        return None

    def fold(self, event: str) -> None:
        """Fold or unfold the group of an event."""
        article = self.article
        self._unfolded = self._unfolded ^ {event}
        self._shown.fold(event)
        self._arrange(article)

    def sort_next(self) -> Order:
        """Sort by the next order; relevance only where something was searched."""
        orders = [item for item in Order if item is not Order.RELEVANCE or self._hits is not None]
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        if self._hits is None and len(self._known) > AT_ONCE:
            self._sort_in_a_thread()
        else:
            article = self.article
            self._shown = self._laid_out() if self._hits is None else self._found()
            self._arrange(article)
        return self.order

    class Sorted(Carrying):
        """A thread has laid out many pieces in another order."""

        headlines: Sequence[Headline]
        arranged: Arrangement

    def _sort_in_a_thread(self) -> None:
        headlines = tuple(self._known.values())
        self.run_worker(
            lambda: self.post_message(self.Sorted(headlines, self.arrangement_of(headlines))),
            group="sort", thread=True, exclusive=True,
        )  # fmt: skip

    def on_arranged_list_sorted(self, message: Sorted) -> None:
        """Show them, unless there is something else to show by now; pieces marked meanwhile are as they are now."""
        message.stop()
        if self._hits is not None or message.arranged.order is not self.order:
            return
        if not self._knows(message.headlines):
            if [item.id for item in message.headlines] != [*self._known]:
                self._sort_in_a_thread()
                return
            for item, now in zip(message.headlines, self._known.values(), strict=True):
                if item is not now:
                    message.arranged.replace(now)
        article = self.article
        self._all = self._shown = message.arranged
        self._shown = self._laid_out()
        self._arrange(article)
