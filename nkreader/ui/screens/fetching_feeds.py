"""The feeds that the reader follows: listed on a sheet, looked at, added and removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import key
from nkreader.ui.jobs import Answer
from nkreader.ui.messages import Told
from nkreader.ui.painting import content_line
from nkreader.ui.screens.fetching import FeedFound, Fetching

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.fetched import Feed


class FeedsRead(Answer):
    """The feeds that are followed."""

    feeds: tuple[Feed, ...]
    at: str = ""
    """The address of the one that the reader is at."""


class FeedAdded(Carrying):
    """A feed is followed from now on."""

    url: str


class Following(Fetching):
    """The part of the screen that keeps feeds."""

    def action_feeds(self) -> None:
        """The feeds that are followed, each with when it was looked at last."""
        self.with_library(
            lambda library: self.jobs.read("feeds", "list the feeds", lambda number: FeedsRead(number, library.feeds()))
        )

    @on(FeedsRead)
    def _show_feeds(self, message: FeedsRead) -> None:
        if not self.jobs.current("feeds", message) or not self.is_current:
            return
        from nkreader.ui.screens.fetching_sheet import FeedsSheet

        known = {feed.url: feed for feed in message.feeds}
        self.app.push_screen(FeedsSheet(message.feeds, message.at), lambda value: self._do_with_feeds(value, known))

    def _do_with_feeds(self, value: str | None, known: dict[str, Feed]) -> None:
        from nkreader.ui.screens.fetching_sheet import ADD, ALL, LOOK, PAGES, REMOVE

        url = value.partition(" ")[2] if value else ""
        if value == ADD:
            self._ask_feed()
        elif value == ALL:
            self.look_at_feeds()
        elif value and value.startswith(LOOK):
            self.look_at_feeds([url])
        elif value and value.startswith(REMOVE):
            urls = [*known]
            near = urls[urls.index(url) - 1] if url in urls[1:] else ""
            self._change("remove the feed", lambda library: library.remove_feed(url), near)
        elif value and value.startswith(PAGES):
            pages = not known[url].pages
            self._change("change the feed", lambda library: library.add_feed(url, pages=pages), url)

    def _change(self, what: str, do: Callable[[Library], object], at: str) -> None:
        """Write something about feeds, then list them again."""
        library, number = self.library, self.jobs.renew("feeds")
        if library is None:
            return

        def write() -> Message:
            do(library)
            return FeedsRead(number, library.feeds(), at)

        self.jobs.write(what, write)

    def _ask_feed(self) -> None:
        from nkreader.ui.screens.fetching_said import wrong_addresses
        from nkreader.ui.widgets.prompt import Prompt

        def done(typed: str | None) -> None:
            if typed:
                self.follow(typed, FeedAdded)

        title = "Follow: address of a feed, or of a site that names one · it is looked at at once"
        self.app.push_screen(Prompt(title, "", wrong_addresses, True), done)

    def follow(self, url: str, then: Callable[[str], Message]) -> None:
        """Follow a feed from now on; `then` is the message of its address as it is kept."""
        self.with_library(lambda library: self.jobs.write("follow the feed", lambda: then(library.add_feed(url).url)))

    @on(FeedAdded)
    def _look_at_it(self, message: FeedAdded) -> None:
        if self._growing:
            self.say(f"Followed from now on: {message.url} · {key('everywhere.fetch')} looks what is new in it later.")
        else:
            self.look_at_feeds([message.url])

    @on(FeedFound)
    def _offer_feed(self, message: FeedFound) -> None:
        """Offer to follow what was fetched, to somebody who waits for it."""
        if self.acted or not self.is_current:
            self.notify(f"{message.url} is a feed: {key('everywhere.feeds')} follows it.", markup=False)
            return
        from nkreader.ui.screens.sheet import Choice, Sheet

        later = f"  {key('everywhere.fetch')} without an address looks what is new in it"
        choices = [Choice("follow", (content_line("Follow this feed", "bold"), content_line(later, "$dim")))]

        def done(chosen: str | None) -> None:
            if chosen == "follow":
                lists = f"{key('everywhere.feeds')} lists the feeds"
                self.follow(message.url, lambda url: Told(f"followed from now on: {url} · {lists}"))

        self.app.push_screen(Sheet("A feed", content_line(message.url), choices), done)
