"""Searching the library and the open article, as the reader types."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widget import Widget

from nkreader.model.reading import Place
from nkreader.ui.commands import key
from nkreader.ui.jobs import GivenUp
from nkreader.ui.messages import Found, Grown, Matched
from nkreader.ui.screens import passages
from nkreader.ui.screens.desk import matches_in
from nkreader.ui.screens.passages import Passages
from nkreader.ui.widgets.search_bar import Scope, SearchBar

if TYPE_CHECKING:
    from nkreader.model.query import Notice, Results
    from nkreader.ui.screens.desk import Visit

_BEGUN = re.compile(r"(?:^|[\s(])([^\W\d_]{2,})$")
LIMIT = 200
"""Pieces that a search lists; the top line says when there are more."""


class Searching(Passages):
    """The part of the screen that searches."""

    _asked = ""
    """The text last searched for in the library."""
    _left: Widget | None = None
    """The pane the prompt was opened from."""
    _offset_before = 0
    _told_of_search = ""
    """What the status line last told of a search."""
    _said_with = ""
    """What is told with what the search finds, if that needs no telling."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._one_at_a_time = threading.Lock()
        """Held by the search that is under way: two at once would only slow each other down."""

    def action_search(self) -> None:
        """Search the library; in the reader, this article."""
        if self.focused is self.reader and self.reader.piece is not None:
            self._offset_before = self.reader.cursor
            self._open_prompt(Scope.ARTICLE, "")
        else:
            self.action_search_library()

    def action_search_library(self) -> None:
        """Search the library from anywhere."""
        self._open_prompt(Scope.LIBRARY, self.shown_query)

    def _open_prompt(self, scope: Scope, text: str) -> None:
        self._left = self.focused
        self.set_class(scope is Scope.LIBRARY, "-asking")
        self.search_bar.open(scope, text)

    @on(SearchBar.Typed)
    def _typed(self, message: SearchBar.Typed) -> None:
        if message.scope is Scope.ARTICLE:
            self._match(message.text)
        else:
            self.search_for(message.text)

    @on(Grown)
    def _search_again(self, message: Grown) -> None:
        """What came in may be what was searched for."""
        if message.came and self.results is not None:
            self.search_for(self._asked, again=True)

    def search_for(self, text: str, again: bool = False, said: str = "") -> None:
        """Search the library; an empty text lists everything again. `again` leaves the cursor where it is.

        `said` is told when something is found and there is nothing to explain.
        """
        self._asked, self._said_with = text.strip(), said
        library, piece = self.library, self.reader.piece
        if not self._asked:
            self._forget_results()
            return
        if library is None:
            self.say("The library is still being opened.")
            return
        asked = self._asked

        def work(generation: int) -> Message:
            def go_on() -> None:
                if not self.jobs.wanted("search", generation):
                    raise GivenUp

            with self._one_at_a_time:  # what waits here is stale as soon as another key is pressed
                return searched(generation, go_on)

        def searched(generation: int, go_on: Callable[[], None]) -> Message:
            go_on()
            results = library.search(asked, LIMIT, passages.IN_VIEW, go_on)
            begun = begun_word(asked)
            if not results.total and begun:
                longer = library.search(f"{asked}*", LIMIT, passages.IN_VIEW, go_on)
                results = replace(longer, notices=(*longer.notices, _widened(begun))) if longer.total else results
            if piece is None:
                return Found(generation, results, None, (), again)
            go_on()
            matches = matches_in(piece.article.text, results.query, piece.analysis)
            return Found(generation, results, piece.headline.id, matches, again)

        self.give_up_passages()
        self.jobs.read("search", "search", work)

    @on(Found)
    def _found(self, message: Found) -> None:
        if not self.jobs.current("search", message):
            return
        self.results = message.results
        results = message.results
        self.articles.show_found(results.hits, keep=message.again, found=results.ids)
        if message.article == self.open_id and self.article_query is None:
            self.reader.set_matches(message.matches)
        total = message.results.total
        self.search_bar.count("1 piece" if total == 1 else f"{total:,} pieces")
        self.tell_library()
        if not message.again:
            self._say_of_search(
                _spoken(self._notices(message.results)) or (self._said_with if total else "Nothing found.")
            )
        self.results_changed()
        self.cut_passages()

    def _say_of_search(self, text: str) -> None:
        """Tell of a search; where there is nothing to tell, only what was told of another search goes away."""
        if text or self.status.message == self._told_of_search:
            self.say(text)
        self._told_of_search = text

    def _notices(self, results: Results) -> Iterator[Notice]:
        """What is told of a search; first how to get on where nothing is found."""
        from nkreader.model.query import Notice

        if results.culprit is not None:
            dropped = results.culprit.of(results.query.source)
            yield Notice(f"Nothing found: {key('prompt.drop-term')} drops {dropped}")
        yield from results.notices

    def results_changed(self) -> None:
        """Called when another search is in force, or none."""

    def _forget_results(self) -> None:
        self.jobs.renew("search")
        self.give_up_passages()
        self._asked = ""
        self.results = None
        self.articles.show_all()
        self.articles.mark_open(self.open_id)
        if self.article_query is None:
            self.reader.set_matches(())
        self.search_bar.count("")
        self.tell_library()
        self.say("")
        self.results_changed()

    def _match(self, text: str) -> None:
        piece = self.reader.piece
        if piece is None:
            return
        if not text.strip():
            self._forget_matches()
            return

        def work(generation: int) -> Message:
            from nkreader.search.language import parse

            query, begun = parse(text), begun_word(text)
            matches = matches_in(piece.article.text, query)
            if not matches and begun:
                longer = parse(f"{text}*")
                matches = matches_in(piece.article.text, longer)
                query = replace(longer, notices=(*longer.notices, _widened(begun))) if matches else query
            return Matched(generation, query, matches)

        self.jobs.read("match", "search this article", work)

    @on(Matched)
    def _matched(self, message: Matched) -> None:
        if not self.jobs.current("match", message):
            return
        self.article_query = message.query
        self.reader.set_matches(message.matches)
        self.article_matches = count = len(message.matches)
        self.tell_library()
        self.search_bar.count("1 match" if count == 1 else f"{count} matches")
        first = next(
            (span for span in message.matches if span.start >= self._offset_before),
            message.matches[0] if message.matches else None,
        )
        if first is not None:
            self.reader.go_to(first.start)
        self._say_of_search(_spoken(message.query.notices) or ("" if count else "Not in this article."))

    def _forget_matches(self) -> None:
        """Give up the search of the article; the library's matches come back."""
        self.jobs.renew("match")
        self.article_query = None
        piece, query = self.reader.piece, self.results.query if self.results else None
        self.reader.set_matches(matches_in(piece.article.text, query, piece.analysis) if piece else ())
        self.tell_library()
        self._say_of_search("")

    @on(SearchBar.ResultMoved)
    def _result_moved(self, message: SearchBar.ResultMoved) -> None:
        if message.scope is Scope.LIBRARY:
            step = self.articles.action_down if message.step > 0 else self.articles.action_up
        else:
            step = self.reader.action_next_match if message.step > 0 else self.reader.action_previous_match
        step()

    @on(SearchBar.Kept)
    def _kept(self, message: SearchBar.Kept) -> None:
        self.remove_class("-asking")
        if message.scope is Scope.ARTICLE:
            self.set_focus(self.reader)
            if self.article_query is None or self.article_query.source != message.text:
                self._match(message.text)
            return
        self.keep_search(message.text)

    def keep_search(self, text: str, said: str = "") -> None:
        """Have a search in force, remember it, and go to what it finds; `said` is as for `search_for`."""
        if text.strip() != self._asked:
            self.search_for(text, said=said)
        self.note_search(text)
        self.remember_search(text)
        self.set_focus(self.articles)

    def note_search(self, text: str) -> None:
        """Make a search a step on the trail."""
        self.keep_offset()
        self.reading = self.reading.went(Place(text, self.open_id, self.offset_now, f"search “{text}”"))

    def remember_search(self, text: str) -> None:
        """Called with every search that is kept."""

    @on(SearchBar.Cleared)
    def _cleared(self, message: SearchBar.Cleared) -> None:
        self.remove_class("-asking")
        if message.scope is Scope.ARTICLE:
            self._forget_matches()
            self.reader.go_to(self._offset_before)
        else:
            self._forget_results()
        self.set_focus(self._left or self.articles)

    def action_escape(self) -> None:
        """Clear the search of the article, then that of the library."""
        if self.article_query is not None:
            self._forget_matches()
        elif self.results is not None:
            self._forget_results()


def begun_word(text: str) -> str:
    """The word a query ends in and that may go on; empty if it ends in anything else."""
    match = _BEGUN.search(text)
    return match[1] if match else ""


def _widened(begun: str) -> Notice:
    from nkreader.model.query import Notice

    return Notice(f"Nothing has the word “{begun}”: showing words that begin so.")


def _spoken(notices: Iterable[Notice]) -> str:
    return " · ".join(dict.fromkeys(notice.text for notice in notices))
