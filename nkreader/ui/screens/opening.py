"""Opening the library, adding to it, and coming back to the last place."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import sep
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader import locations
from nkreader.model.reading import places_from_text
from nkreader.ui.commands import key
from nkreader.ui.jobs import Failed
from nkreader.ui.messages import LibraryOpened, Listed, Progressed
from nkreader.ui.screens.desk import DRAFT, LAST_PLACE, Desk
from nkreader.ui.typing_ahead import TypingAhead
from nkreader.ui.widgets.timeline_rows import Laid, laid

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.headline import Headline


AT_FIRST = 300
"""Pieces listed at once, while the rest of a larger library is read."""


_TOLD = 5
"""Lines that are told at once of what is wrong with the reader's own gazetteer."""


class Opening(Desk):
    """The part of the screen that fills it."""

    def open_library(self) -> None:
        """Open the library in a thread: its imports and its disk hold up nothing."""
        visit = self.visit

        def work(generation: int) -> Message:
            from nkreader.archive.errors import LibraryError
            from nkreader.archive.library import Library

            library = Library.open(visit.folder, self.jobs.waits, later=True)
            if visit.sample:
                library.become_sample()
                library.add(sorted(locations.seeds().glob("*.txt")))
            with suppress(LibraryError):  # another nkreader is writing: the visit is not noted
                library.begin_visit()
            place, draft = library.setting(LAST_PLACE), library.setting(DRAFT) or ""
            return LibraryOpened(generation, library, place, draft, _first(library, visit.article, place))

        self.status.progress = f"opening {visit.folder}"
        self.jobs.read("library", f"open {visit.folder}", work)

    @on(LibraryOpened)
    def _opened(self, message: LibraryOpened) -> None:
        self.library = message.library
        self._last_place = message.last_place
        self.draft = message.draft
        if message.newest:
            self.headlines = {headline.id: headline for headline in message.newest}
            self.articles.show(message.newest)
            self._come_back()
            self._let_keys_go()
        self.refresh_list()

    def _let_keys_go(self) -> None:
        """What was typed before there was a list is about the list."""
        if isinstance(self.app, TypingAhead):
            self.app.release_keys()

    _last_place: str | None = None
    _new = 0
    """How many pieces came, or got a new version, since the last visit."""
    _begun = _came_back = _listed_all = False

    def refresh_list(self, said: str = "", problem: bool = False, then: str = "") -> None:
        """Read all headlines anew, behind what is being written: no mark may look undone. `then` is opened with it."""
        library, generation = self.library, self.jobs.renew("list")
        if library is None:
            return

        by, width = self.axis_by, self.axis.row_width

        def work() -> Message:
            from nkreader.model.axis_layout import timeline

            with _without_collector():
                headlines = library.headlines(placed=False)
                known = {headline.id: headline for headline in headlines}
                unread = sum(not headline.read for headline in headlines)
                fresh = sum(headline.new or headline.renewed for headline in headlines)
                arranged = self.articles.arrangement_of(headlines)
                axis = laid(timeline(headlines, by), width)
            return Listed(generation, headlines, known, unread, fresh, arranged, axis, said, problem, then)

        self.jobs.write("list the articles", work)

    @on(Listed)
    def _listed(self, message: Listed) -> None:
        if not self.jobs.current("list", message):
            return
        self.headlines, self.unread, self._new = message.known, message.unread, message.fresh
        self._listed_all = True
        if not self._begun:
            self.status.progress = ""
        hits, found = (self.results.hits, self.results.ids) if self.results else (None, frozenset[str]())
        self.articles.show(
            message.headlines, hits, keep=True, arranged=message.arranged, known=message.known, found=found
        )
        self.lay_out(message.timeline)
        self.show_welcome()
        self.tell_library()
        self.tell_place()
        if message.then:
            said = self.said_of_new(message.then, message.said)
            self.open_article(message.then, message.said, focus=self.reader, said=said)
        elif message.said:
            self.say(message.said, message.problem)
        if not self._begun:
            self._begin()
            self._let_keys_go()

    def _begin(self) -> None:
        """The first time there is a list: come back to the last place, then take in what is to be."""
        told_of_names = self.library.names_told if self.library else ()
        names = [line.replace(f"{locations.config()}{sep}", "") for line in told_of_names]
        for line in names[:_TOLD]:
            self.notify(line, severity="warning", timeout=20, markup=False)
        if told := self.visit.told or "".join(names[:1]):
            self.say(told, problem=True)
        elif not self.headlines and not self.visit.add:
            self.say("This library is empty: the reader pane says how to begin.")
        if not self._came_back:
            self._come_back()
        self._begun = True
        self.take_in_at_start()

    def _come_back(self) -> None:
        """Open what is to be opened first: the article asked for, or where the last visit ended."""
        self._came_back = True
        last, self.offsets = places_from_text(self._last_place)
        if self.visit.article in self.headlines:
            self.open_article(self.visit.article, "", self.visit.offset, focus=self.reader)
        elif last in self.headlines:
            self.open_article(last, "where you left off", focus=self.reader)

    def lay_out(self, laid: Laid) -> None:
        """Show the timeline of all pieces."""
        self.axis_of_all = laid.timeline
        self.axis.show(laid.timeline, laid)

    def take_in_at_start(self) -> None:
        """Called once, when the library is open and listed."""

    def show_welcome(self) -> None:
        """What stands in the reader while nothing is open there."""
        from nkreader.ui.screens.sheets import welcome  # deferred, as the first paint needs nothing of it

        sample = self.library is not None and self.library.sample
        self.reader.empty = welcome(sample, len(self.headlines), self.adding_command)

    @property
    def adding_command(self) -> str:
        """How a folder is added to this library, from the shell."""
        usual = self.visit.sample or self.visit.folder == locations.user_library()
        return "nkreader FOLDER" if usual else "nkreader --library DIR FOLDER"

    def said_of_new(self, article: str, said: str) -> str:
        """What is said of a piece that is opened because it came in; `said` is what became of it."""
        return said

    def tell_library(self) -> None:
        """Which library this is and what is listed, in the top line."""
        library = self.library
        if library is None or not self._listed_all:
            return
        name = "sample archive" if library.sample else self.visit.folder.name
        pieces = _count(len(self.headlines), "piece")
        searched = self.shown_query
        if self.article_query is not None:
            searched = f"in this article: {self.article_query.source}"
            counted = f"{_count(self.article_matches, 'match', 'matches')} · {key('everywhere.escape')} clears"
        elif self.results is not None:
            shown = len(self.results.hits)
            total = f"{shown} of {self.results.total}" if shown < self.results.total else f"{shown}"
            counted = f"{total} found in {pieces} · {key('everywhere.escape')} clears"
        else:
            counted = f"{pieces} · {self.unread} unread{f' · {self._new:,} new' if self._new else ''}"
        self.search_bar.show(f"nkreader · {name}", searched, counted)
        nothing = self.results is not None and not self.results.hits
        self.articles.border_title = f" 1 Articles · {'nothing found' if nothing else self.articles.order} "

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        self.status.progress = message.text

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        gc.enable()  # off since the start, if the library could not be opened
        self._let_keys_go()
        self.status.progress = ""
        self.say(f"Could not {message.what}: {message.why}", problem=True)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Make objects by the hundred thousand that all stay.

    To search them for garbage, now and whenever as many have come again, would take as long as to make them, and hold
    up the keys meanwhile.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def close_library(library: Library | None) -> None:
    """Close the library's files."""
    if library is not None:
        library.close()


def _first(library: Library, article: str, last_place: str | None) -> tuple[Headline, ...]:
    """What is listed while the rest of a large library is read, with the article that is opened first."""
    from nkreader.archive.errors import LibraryError

    newest = library.newest(AT_FIRST)
    wanted = article or places_from_text(last_place)[0]
    if not newest or not wanted or wanted in {headline.id for headline in newest}:
        return newest
    with suppress(LibraryError):  # the last place was in an article that has gone
        return (*newest, library.headline(wanted))
    return newest


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
