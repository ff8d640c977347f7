"""What helps in typing a search: colours from its parser, ways to go on, earlier searches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.model.roles import Role
from nkreader.ui.messages import Found, LibraryOpened, SearchesRead, WaysFound
from nkreader.ui.screens.searching import Searching
from nkreader.ui.widgets.search_bar import Scope, SearchBar

if TYPE_CHECKING:
    from nkreader.model.spans import Span

REMEMBERED = 200
"""Earlier searches that the prompt has at hand."""
COLOURED = 2_000
"""Characters of a query that are coloured: the parser runs at every key."""


class Prompting(Searching):
    """The part of the screen that stands behind the search prompt."""

    _doubtful: tuple[str, tuple[Span, ...]] = ("", ())
    """What the library ignored of the query last answered."""

    @on(LibraryOpened)
    def _prepare_prompt(self, message: LibraryOpened) -> None:
        """Read the earlier searches, and the parser's module, before anything is typed."""
        library = message.library

        def work(generation: int) -> Message:
            from nkreader.archive import suggesting  # noqa: F401
            from nkreader.search import language  # noqa: F401

            return SearchesRead(generation, library.last_searches())

        self.search_bar.meaning = self._meaning
        self.jobs.read("searches", "read the earlier searches", work)

    @on(SearchesRead)
    def _searches_read(self, message: SearchesRead) -> None:
        if self.jobs.current("searches", message):
            self.search_bar.earlier = message.searches

    def remember_search(self, text: str) -> None:
        """Put a search that was kept before the earlier ones."""
        self.jobs.renew("searches")
        others = [earlier for earlier in self.search_bar.earlier if earlier != text]
        self.search_bar.earlier = (text, *others[: REMEMBERED - 1])
        library = self.library
        if library is not None:
            self.jobs.write("remember the search", lambda: library.remember_search(text))

    def _meaning(self, query: str) -> Sequence[tuple[Span, Role]]:
        """What the parser makes of a query, and what the library ignored of it."""
        from nkreader.search.language import roles

        found = roles(query[:COLOURED])
        asked, doubtful = self._doubtful
        if asked == query:
            known = [item for item in found if not any(span.overlaps(item[0]) for span in doubtful)]
            found = sorted([*known, *((span, Role.IGNORED) for span in doubtful)], key=lambda item: item[0].start)
        return found

    @on(Found)
    def _doubts_found(self, message: Found) -> None:
        if self.jobs.current("search", message):
            results = message.results
            known = results.query.notices
            spans = tuple(note.span for note in results.notices if note.span and note not in known)
            self._doubtful = results.query.source, spans
            self.search_bar.prompt.refresh()

    @on(SearchBar.Begun)
    def _begun_typing(self, message: SearchBar.Begun) -> None:
        library, headlines = self.library, self.headlines
        if library is None:
            return
        if message.scope is Scope.ARTICLE:
            self.search_bar.offer(message.text, message.cursor, (), message.wanted)
            return

        def work(generation: int) -> Message:
            ways = library.completions(message.text, message.cursor, headlines, message.wanted)
            return WaysFound(generation, message.text, message.cursor, ways, message.wanted)

        self.jobs.read("ways", "complete the search", work)

    @on(WaysFound)
    def _ways_found(self, message: WaysFound) -> None:
        if self.jobs.current("ways", message):
            self.search_bar.offer(message.line, message.cursor, message.ways, message.wanted)
