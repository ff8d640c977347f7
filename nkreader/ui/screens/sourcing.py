"""At a group in the list: whom its pieces cite, and which of them said it first; at a piece of it, its own chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.ui.jobs import Answer
from nkreader.ui.pausing import Pause
from nkreader.ui.screens.touring import Touring
from nkreader.ui.widgets.article_rows import Listed
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from nkreader.model.links import Event
    from nkreader.ui.screens.desk import Visit

AT_REST = 0.12
"""Seconds at a group after which it is told."""


class GroupTold(Answer):
    """What a group says of its sources."""

    event: Event | None
    chain: tuple[str, ...]
    """Of the piece at the cursor, where it is one inside the group: its outlet, and whom that cites."""


class Sourcing(Touring):
    """The part of the screen that tells who says it."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self.looking = Pause(self, AT_REST, self._look)
        self._told_of_group = ""

    @on(VirtualList.Highlighted)
    def _came_to_a_row(self, message: VirtualList.Highlighted) -> None:
        if message.list is not self.articles:
            return
        if self._at_a_group() is not None:
            self.looking.begin()
            return
        self.looking.stop()
        self.jobs.renew("group")
        if self._told_of_group and self.status.message == self._told_of_group:
            self.say("")

    def _at_a_group(self) -> str | None:
        """The piece at the cursor, if it is one of a group."""
        row = self.articles.row
        return row.headline.id if isinstance(row, Listed) and (row.members or row.inside) else None

    def _look(self) -> None:
        library, article, row = self.library, self._at_a_group(), self.articles.row
        if library is None or article is None:
            return
        inside = isinstance(row, Listed) and row.inside

        def work(generation: int) -> Message:
            from nkreader.model.sources import chain_of  # deferred: no first paint tells it

            chain: tuple[str, ...] = ()
            if inside:
                piece = library.piece(article)
                chain = chain_of(piece.article, piece.analysis, piece.analysis.outlet or piece.headline.outlet)
            return GroupTold(generation, library.event(article), chain)

        self.jobs.read("group", "tell whom a group cites", work)

    @on(GroupTold)
    def _tell_group(self, message: GroupTold) -> None:
        if not self.jobs.current("group", message) or message.event is None or self._at_a_group() is None:
            return
        if self.focused is not self.articles:  # the cursor followed a jump, which says itself why it led there
            return
        chain = " ← ".join(message.chain) if len(message.chain) > 1 else ""
        said = " · ".join(part for part in (chain, message.event.summary, message.event.first.text) if part)
        self.say(said)
        self._told_of_group = self.status.message
