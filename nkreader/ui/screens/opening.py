"""Opening the library, adding to it, and coming back to the last place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader import locations
from nkreader.model.timeline import timeline
from nkreader.ui.jobs import Failed
from nkreader.ui.messages import LibraryOpened, Listed, Progressed
from nkreader.ui.screens.desk import DRAFT, LAST_PLACE, Desk
from nkreader.ui.screens.sheets import welcome

if TYPE_CHECKING:
    from nkreader.archive.library import Library


class Opening(Desk):
    """The part of the screen that fills it."""

    def open_library(self) -> None:
        """Open the library in a thread: its imports and its disk hold up nothing."""
        visit = self.visit

        def work(generation: int) -> Message:
            from nkreader.archive.library import Library

            library = Library.open(visit.folder, self.jobs.waits)
            if visit.sample:
                library.become_sample()
                library.add(sorted(locations.seeds().glob("*.txt")))
            return LibraryOpened(generation, library, library.setting(LAST_PLACE), library.setting(DRAFT) or "")

        self.status.progress = f"opening {visit.folder}"
        self.jobs.read("library", f"open {visit.folder}", work)

    @on(LibraryOpened)
    def _opened(self, message: LibraryOpened) -> None:
        self.library = message.library
        self._last_place = message.last_place
        self.draft = message.draft
        self.refresh_list()

    _last_place: str | None = None
    _begun = False

    def refresh_list(self, said: str = "", problem: bool = False, then: str = "") -> None:
        """Read all headlines anew, behind what is being written: no mark may look undone. `then` is opened with it."""
        library, generation = self.library, self.jobs.renew("list")
        if library is None:
            return

        def work() -> Message:
            headlines = library.headlines()
            return Listed(generation, headlines, timeline(headlines), said, problem, then)

        self.jobs.write("list the articles", work)

    @on(Listed)
    def _listed(self, message: Listed) -> None:
        if not self.jobs.current("list", message):
            return
        self.headlines = {headline.id: headline for headline in message.headlines}
        self.axis_of_all = message.timeline
        if not self._begun:
            self.status.progress = ""
        self.articles.show(message.headlines, self.results.hits if self.results else None, keep=True)
        self.axis.show(message.timeline)
        self.reader.empty = welcome(bool(self.library and self.library.sample), len(message.headlines))
        self.tell_library()
        self.tell_place()
        if message.then:
            self.open_article(message.then, message.said, focus=self.reader)
        elif message.said:
            self.say(message.said, message.problem)
        if not self._begun:
            self._begin()

    def _begin(self) -> None:
        """The first time there is a list: come back to the last place, then take in what is to be."""
        if self.visit.told:
            self.say(self.visit.told, problem=True)
        elif not self.headlines and not self.visit.add:
            self.say("This library is empty. P adds a pasted text; or leave with q and begin with: nkreader FOLDER")
        place = _read_place(self._last_place)
        if self.visit.article in self.headlines:
            self.open_article(self.visit.article, "", self.visit.offset, focus=self.reader)
        elif place and place[0] in self.headlines:
            article, offset = place
            self.open_article(article, "where you left off", offset, focus=self.reader)
        self._begun = True
        self.take_in_at_start()

    def take_in_at_start(self) -> None:
        """Called once, when the library is open and listed."""

    def tell_library(self) -> None:
        """Which library this is and what is listed, in the top line."""
        library = self.library
        if library is None:
            return
        name = "sample archive" if library.sample else self.visit.folder.name
        unread = sum(not headline.read for headline in self.headlines.values())
        pieces = _count(len(self.headlines), "piece")
        searched = self.shown_query
        if self.article_query is not None:
            searched = f"in this article: {self.article_query.source}"
            counted = f"{_count(self.article_matches, 'match', 'matches')} · Esc clears"
        elif self.results is not None:
            shown = len(self.results.hits)
            total = f"{shown} of {self.results.total}" if shown < self.results.total else f"{shown}"
            counted = f"{total} found in {pieces} · Esc clears"
        else:
            counted = f"{pieces} · {unread} unread"
        self.search_bar.show(f"nkreader · {name}", searched, counted)
        nothing = self.results is not None and not self.results.hits
        self.articles.border_title = f" 1 Articles · {'nothing found' if nothing else self.articles.order} "

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        self.status.progress = message.text

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.status.progress = ""
        self.say(f"Could not {message.what}: {message.why}", problem=True)


def close_library(library: Library | None) -> None:
    """Close the library's files."""
    if library is not None:
        library.close()


def _read_place(text: str | None) -> tuple[str, int] | None:
    """The article and offset of a remembered place; None for anything else."""
    try:
        item = json.loads(text or "")
        article, offset = item["article"], item["offset"]
    except (ValueError, TypeError, KeyError):
        return None
    return (article, offset) if isinstance(article, str) and isinstance(offset, int) else None


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
