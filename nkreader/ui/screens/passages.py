"""The passages that show why a piece was found: those in view come with the search, the others once typing rests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.ui.jobs import GivenUp
from nkreader.ui.messages import PassagesFound
from nkreader.ui.pausing import Pause
from nkreader.ui.screens.renaming import Renaming

if TYPE_CHECKING:
    from nkreader.ui.screens.desk import Visit

IN_VIEW = 24
"""Pieces whose passages are cut at once; those below come after."""
PAUSE = 0.15
"""Seconds that a search stands before the others are cut: to read two hundred texts would hold up the next key."""


class Passages(Renaming):
    """The part of the screen that reads passages, and sorts what was found."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self.cutting = Pause(self, PAUSE, self._cut)

    def cut_passages(self) -> None:
        """Read the passages of what is not in view, soon; given up as soon as something else is searched for."""
        self.cutting.begin()

    def give_up_passages(self) -> None:
        """Something else is searched for, or nothing."""
        self.cutting.stop()
        self.jobs.renew("passages")

    def _cut(self) -> None:
        from nkreader.model.query import Hit

        library, results = self.library, self.results
        if results is None:
            return
        shown = results.hits[:IN_VIEW]
        rest = [*results.hits[len(shown) :], *(Hit(article, 0.0, "") for article in self.articles.without_passage)]
        if library is None or not rest:
            return

        def work(generation: int) -> Message:
            found = [*shown]
            for hit in library.passages(results.query, rest):
                if not self.jobs.wanted("passages", generation):
                    raise GivenUp
                found.append(hit)
            return PassagesFound(generation, tuple(found))

        self.jobs.read("passages", "read what was found", work)

    @on(PassagesFound)
    def _passages_found(self, message: PassagesFound) -> None:
        if self.results is None or not self.jobs.current("passages", message):
            return
        self.results = replace(self.results, hits=message.hits[: len(self.results.hits)])
        self.articles.show_passages(message.hits)

    def action_sort(self) -> None:
        """By date, relevance, title or arrival: of what was found, others may come first then."""
        self.say(f"sorted: {self.articles.sort_next()}")
        self.tell_library()
        if self.results is not None and self.articles.without_passage:
            self._cut()
