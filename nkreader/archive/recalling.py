"""The part of a library that remembers searches and visits, and helps to write a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from nkreader.archive import searches, visits
from nkreader.archive.finding import Finder
from nkreader.archive.searches import SavedFound, SavedSearch
from nkreader.archive.store import Store
from nkreader.archive.visits import FirstNamed, Moment
from nkreader.model.headline import Headline

if TYPE_CHECKING:
    from nkreader.model.facets import FacetGroup
    from nkreader.model.typed import Completion


class Recalling:
    """Saved searches, the last searches, the last visit, the last place; completions and facets."""

    _store: Store
    _finder: Finder
    _visit = ""
    """What `visits.begin` gave."""

    def setting(self, key: str) -> str | None:
        """Something the program remembers with this library (the last place)."""
        return self._store.meta(f"ui.{key}")

    def set_setting(self, key: str, value: str) -> None:
        """Remember something with this library."""
        self._store.set_meta(f"ui.{key}", value)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """All saved searches, by name."""
        return searches.saved(self._store.connection)

    def saved_found(self) -> tuple[SavedFound, ...]:
        """The saved searches, each with what it finds now."""
        db = self._store.connection
        new = self._finder.search("is:new", 0).ids if visits.last(db) is not None else None
        found = []
        for one in searches.saved(db):
            results = self._finder.search(one.query, 0)
            fresh = len(results.ids & new) if new is not None else None
            told = tuple(notice.text for notice in results.notices)
            found.append(SavedFound(one, results.total, fresh, told))
        return tuple(found)

    def save_search(self, name: str, query: str) -> SavedSearch | None:
        """Give a search a name; gives what had it before.

        Raises:
            LibraryError: if the name or the search is empty, or too long.
        """
        return searches.save(self._store, name, query)

    def rename_search(self, name: str, to: str) -> None:
        """Give a saved search another name.

        Raises:
            LibraryError: if there is none of that name, or the other name is empty or another search's.
        """
        searches.rename(self._store, name, to)

    def forget_search(self, name: str) -> None:
        """Forget a saved search."""
        searches.forget(self._store, name)

    def last_searches(self) -> tuple[str, ...]:
        """The last searches that were kept, the latest first."""
        return searches.searched(self._store.connection)

    def remember_search(self, query: str) -> None:
        """Remember a search as the latest."""
        searches.remember(self._store, query)

    def begin_visit(self) -> None:
        """The reading room opens: what came since the last visit ended is new until this one has.

        Raises:
            LibraryError: if the library cannot be written, or another nkreader is writing for longer than a moment.
        """
        self._visit = visits.begin(self._store)

    def end_visit(self) -> None:
        """The reading room closes: the visit that was begun is the last one now.

        Raises:
            LibraryError: as `begin_visit`.
        """
        visits.end(self._store, self._visit)

    def last_visit(self) -> Moment | None:
        """When the last visit of the reading room ended; None before the first has."""
        return visits.last(self._store.connection)

    def first_named(self, came: Iterable[str]) -> tuple[FirstNamed, ...]:
        """The names that only these articles have, those in most of them first; none where they are all there are."""
        return visits.first_named(self._store.connection, came)

    def completions(
        self, source: str, cursor: int, headlines: Mapping[str, Headline], wanted: bool
    ) -> tuple[Completion, ...]:
        """What may stand at the cursor of a query, the likeliest first.

        Args:
            wanted: the reader asked; otherwise words that may just be words are left alone.
        """
        from nkreader.archive import suggesting

        return suggesting.completions(self._store.connection, source, cursor, headlines, wanted)

    def facets(self, found: Iterable[Headline], go_on: Callable[[], None] = lambda: None) -> tuple[FacetGroup, ...]:
        """What a search can be narrowed by: outlets, origins, years or months, people, places, with their counts in it.

        `go_on` is called now and then; what it raises ends the work.
        """
        from nkreader.archive import faceting, frugal

        groups = faceting.facets(self._store.connection, self._finder, tuple(found), go_on)
        frugal.give_back()
        return groups
