"""Pages fetched and feeds looked at from within the reading room: only when the reader asks, beside what he does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import key
from nkreader.ui.jobs import Failed
from nkreader.ui.messages import Grown, Progressed
from nkreader.ui.screens.reporting import Reporting

if TYPE_CHECKING:
    from nkreader.archive.added import AddReport, Progress
    from nkreader.archive.library import Library
    from nkreader.model.fetched import Outcome

    Ask = Callable[[Library, Callable[[str], None], Callable[[Outcome], None], AddReport], object]

FETCHING, LOOKING = "fetching", "looking at feeds"
"""What goes on, in words."""


class FeedFound(Carrying):
    """What was fetched is a feed that is not followed yet."""

    url: str


class _Stopped(Exception):
    """The reader gave up."""


class Fetching(Reporting):
    """The part of the screen that asks the network."""

    _stop: threading.Event | None = None
    """Set to give up what is being fetched; None while nothing is."""

    def action_fetch(self) -> None:
        """Ask for an address; while something is being fetched, give it up."""
        if self._give_up():
            return
        if self._growing:
            self.say(f"Already {self._growing}.")
            return

        self.with_library(lambda _: self._ask_address())

    def _ask_address(self) -> None:
        """At once: whoever has pressed the key goes on with an address."""
        from nkreader.ui.screens.fetching_said import wrong_addresses
        from nkreader.ui.widgets.prompt import Prompt

        def done(typed: str | None) -> None:
            if typed:
                self.fetch(list(dict.fromkeys(typed.split())))
            elif typed is not None:
                self.look_at_feeds()

        title = "Fetch: address of a page or feed · empty looks what is new in your feeds"
        self.app.push_screen(Prompt(title, "", wrong_addresses, True), done)

    def fetch(self, urls: Sequence[str]) -> None:
        """Fetch pages; a single new one is opened, unless the reader went on with something else."""
        from nkreader.ui.screens.fetching_said import fetched, is_feed

        outcomes: list[Outcome] = []

        def ask(library: Library, told: Callable[[str], None], came: Callable[[Outcome], None], to: AddReport) -> None:
            library.fetch(urls, told, came=came, report=to)

        def said(library: Library, report: AddReport) -> str:
            alone = outcomes[0] if len(urls) == 1 and outcomes else None
            return fetched(alone, report, lambda ident: library.headline(ident).title or "(untitled)")

        def opens(library: Library, report: AddReport) -> str | None:
            if len(urls) > 1 or not outcomes:
                return None
            came = (*report.added, *report.updated)
            url = outcomes[0].url
            if came and is_feed(library.retrieved(came[0]), url):
                if url not in {feed.url for feed in library.feeds()}:
                    self.post_message(FeedFound(url))
                return ""
            return came[0] if len(came) == 1 else None if came else ""

        self._ask_network(FETCHING, ask, said, outcomes, opens)

    def look_at_feeds(self, urls: Sequence[str] | None = None) -> None:
        """Take in what is new in feeds: all, or those of some addresses."""
        from nkreader.ui.screens.fetching_said import looked_at

        def ask(library: Library, told: Callable[[str], None], came: Callable[[Outcome], None], to: AddReport) -> None:
            library.sync(told, urls=urls, came=came, report=to)

        def said(library: Library, report: AddReport) -> str:
            none = f"No feed is followed yet: {key('everywhere.feeds')} adds one."
            return looked_at(report) if library.feeds() else none

        self._ask_network(LOOKING, ask, said, [])

    def _ask_network(
        self,
        doing: str,
        ask: Ask,
        said: Callable[[Library, AddReport], str],
        outcomes: list[Outcome],
        opens: Callable[[Library, AddReport], str | None] = lambda library, report: None,
    ) -> None:
        """Let `ask` work in a thread; it tells what it does, and is given up by Esc or another `F`."""
        library = self.library
        if library is None or self._growing:
            self.say(f"Already {self._growing}." if self._growing else "The library is still being opened.")
            return
        stop = self._stop = threading.Event()
        gives_up = f"{key('everywhere.escape')} gives up"

        def told(what: str) -> None:
            self.jobs.go_on()
            if stop.is_set():
                raise _Stopped
            self.post_message(Progressed(f"{doing} · {len(outcomes):,} done · {what} · {gives_up}"))

        def take(library: Library, report: AddReport, _: Progress) -> None:
            try:
                ask(library, told, outcomes.append, report)
            except _Stopped:
                library.fetch((), report=report)  # groups and index follow what came until then

        def end(report: AddReport) -> str:
            return f"Given up: {said(library, report)}" if stop.is_set() else said(library, report)

        self.say("")
        self._grow(doing, take, end, opens=lambda report: opens(library, report))

    @on(Grown)
    @on(Failed)
    def _nothing_to_give_up(self, message: Grown | Failed) -> None:
        if (message.doing if isinstance(message, Grown) else message.what) in (FETCHING, LOOKING):
            self._stop = None

    def _give_up(self) -> bool:
        """Give up what is being fetched; whether anything was."""
        if self._stop is None:
            return False
        self._stop.set()
        self.status.progress = f"giving up {self._growing}…"
        return True

    def action_escape(self) -> None:
        """Give up what is being fetched, if anything is; else what Esc does elsewhere."""
        if not self._give_up():
            super().action_escape()
