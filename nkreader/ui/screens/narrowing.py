"""Narrowing the search in force: by what its results have in common, or by leaving out what finds nothing."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from textual import on
from textual.events import DescendantFocus
from textual.getters import query_one
from textual.message import Message

from nkreader.ui.commands import key
from nkreader.ui.jobs import GivenUp
from nkreader.ui.messages import FacetsFound, Grown, Listed
from nkreader.ui.pausing import Pause
from nkreader.ui.screens.saving import Saving
from nkreader.ui.widgets.facets import FacetPane
from nkreader.ui.widgets.search_bar import Scope

if TYPE_CHECKING:
    from nkreader.model.facets import FacetGroup
    from nkreader.ui.screens.desk import Visit

PAUSE = 0.25
"""Seconds a search stands before it is counted: typing goes on meanwhile."""
CACHED = 8
"""Searches whose facets are kept."""
_SHOWN = "-facets"
"""Class of the side while facets stand in it, in the place of related pieces."""


class Narrowing(Saving):
    """The part of the screen that makes a search find less, or again something."""

    facets = query_one("#facets", FacetPane)
    _shown_ids: frozenset[str] | None = None
    """The articles whose facets are shown."""
    _then_go = False
    """The facets were asked for: go there when they come."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self.counting = Pause(self, PAUSE, self._count)
        self._cache: OrderedDict[frozenset[str], tuple[FacetGroup, ...]] = OrderedDict()

    @property
    def facets_shown(self) -> bool:
        """Whether they stand in the side; a dossier goes before them."""
        side = self.query_one("#side")
        return side.has_class(_SHOWN) and not side.has_class("-dossier")

    def hide_facets(self) -> bool:
        """Give the place back to the related pieces; whether they were hidden."""
        shown = self.facets_shown
        self.query_one("#side").remove_class(_SHOWN)
        return shown

    def results_changed(self) -> None:
        """Other results are narrowed by other things."""
        self._then_go = False
        if self.results is not None and self.results.ids != self._shown_ids:
            self.facets.border_title = " Narrow · counting… "
        self._side_follows()

    @on(DescendantFocus)
    def _side_follows(self) -> None:
        """Beside the results stands what narrows them; beside a text what is related to it."""
        if self.results is None:
            self.hide_facets()
        elif self.focused in (self.articles, self.search_bar.prompt, self.facets):
            self.query_one("#side").add_class(_SHOWN)
            if not self.has_class("-narrow") or self.has_class("-side"):
                self._count_later()
        elif self.focused in (self.reader, self.related):
            self.hide_facets()

    def _count_later(self) -> None:
        if self.results is None or self.results.ids == self._shown_ids:
            return
        self.counting.begin()

    def _count(self) -> None:
        library, results = self.library, self.results
        if library is None or results is None:
            return
        ids, headlines = results.ids, self.headlines
        if ids in self._cache:
            self.jobs.renew("facets")
            self._show_facets(ids, self._cache[ids])
            return

        def work(generation: int) -> Message:
            def go_on() -> None:
                if not self.jobs.current("facets", FacetsFound(generation, ids, ())):
                    raise GivenUp

            found = [headline for ident in ids if (headline := headlines.get(ident)) is not None]
            return FacetsFound(generation, ids, library.facets(found, go_on))

        self.jobs.read("facets", "count what was found", work)

    @on(Grown)
    @on(Listed)
    def _counts_change(self) -> None:
        self._cache.clear()
        self._shown_ids = None

    @on(FacetsFound)
    def _facets_found(self, message: FacetsFound) -> None:
        if not self.jobs.current("facets", message):
            return
        self._cache[message.ids] = message.groups
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        if self.results is not None and self.results.ids == message.ids:
            self._show_facets(message.ids, message.groups)

    def _show_facets(self, ids: frozenset[str], groups: tuple[FacetGroup, ...]) -> None:
        self._shown_ids = ids
        self.facets.show(groups)
        pieces = "1 piece" if len(ids) == 1 else f"{len(ids):,} pieces"
        self.facets.border_title = f" Narrow · {key('list.narrow')} · {pieces} "
        if self._then_go:
            self._go_to_facets()

    def action_narrow(self) -> None:
        """Go to what the search can be narrowed by."""
        if self.results is None:
            self.say(f"There is no search to narrow: {key('everywhere.search')} begins one.")
        elif not self.results.ids:
            self.say("Nothing was found that could be narrowed.")
        else:
            side = self.query_one("#side")
            side.remove_class("-dossier")
            side.add_class(_SHOWN)
            if self.results.ids == self._shown_ids:
                self._go_to_facets()
            else:
                self._then_go = True
                self._count()

    def _go_to_facets(self) -> None:
        self._then_go = False
        self.add_class("-side")
        self.remove_class("-zen")
        self.call_after_refresh(self.set_focus, self.facets)  # hidden until now, it cannot take the keys yet

    @on(FacetPane.Narrowed)
    def _narrow(self, message: FacetPane.Narrowed) -> None:
        from nkreader.search.editing import narrowed

        if self.results is None or self.results.ids != self._shown_ids:
            self.say("These are still the counts of the search before.")
            return
        before = self.shown_query
        clause = f"-{message.facet.clause}" if message.excluded else message.facet.clause
        self.note_search(before)
        self.keep_search(narrowed(before, clause), f"narrowed: {clause} · {key('everywhere.trail-back')} widens again")

    def action_drop_term(self) -> None:
        """Leave out the part of the search for which nothing is found."""
        from nkreader.search.editing import without

        bar, results = self.search_bar, self.results
        if bar.typing and bar.scope is Scope.ARTICLE:
            self.say(f"This searches one article; {key('everywhere.escape')} clears it.")
        elif results is None:
            self.say("There is no search.")
        elif results.total:
            self.say("Something is found: no part of the search is in the way.")
        elif results.culprit is None:
            self.say(f"There is only one part: {key('everywhere.escape')} clears the search.")
        else:
            text = without(results.query.source, results.culprit)
            dropped = results.culprit.of(results.query.source)
            if bar.typing:
                bar.replace(text)
            else:
                self.keep_search(text, f"without {dropped}")
