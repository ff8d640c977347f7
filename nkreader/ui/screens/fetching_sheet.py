"""The sheet of the feeds that are followed: when each was looked at last, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.model.fetched import Feed
from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.dating import moment
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet

LOOK, REMOVE, PAGES, ADD, ALL = "look ", "remove ", "pages ", "add", "all"
"""What the sheet gives back; the first three stand before an address."""


class FeedsSheet(Sheet):
    """Gives back what is to be done, with the feed at the cursor or with all; none is removed at one key."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.FEEDS)]

    def __init__(self, feeds: Sequence[Feed], at: str = "") -> None:
        """The cursor begins at the feed whose address is `at`."""
        none = content_line(f"No feed is followed yet: {key('feeds.add-feed')} adds one by its address.")
        super().__init__(f"Feeds · {len(feeds)}", Content("") if feeds else none, [_row(feed) for feed in feeds])
        self._feeds = feeds
        self._at = next((number for number, feed in enumerate(feeds) if feed.url == at), 0)
        self._doomed = ""
        """The address of the feed that the next press removes."""

    def on_mount(self) -> None:
        """Begin where one was, and tell the keys."""
        for rows in self.query(ChoiceList):
            rows.go_to(self._at)
        self._tell()

    def on_virtual_list_highlighted(self) -> None:
        """At another row nothing is to be removed."""
        self._doomed = ""
        self._tell()

    @property
    def _here(self) -> Feed | None:
        return self._feeds[self.query_one(ChoiceList).cursor] if self._feeds else None

    def _tell(self) -> None:
        adds, removes = key("feeds.add-feed"), key("feeds.remove-feed")
        told = f"{adds} adds · {key('sheet.leave')} back"
        if self._doomed:
            told = f"{removes} once more removes it, its articles stay · any other row keeps it"
        elif self._feeds:
            looks = f"{key('sheet.choose')} looks at it · {key('feeds.all-feeds')} at all"
            told = f"{looks} · {adds} adds · {removes} removes · {key('feeds.feed-pages')} pages"
        self.query_one("Vertical").border_subtitle = content_line(f" {told} ")

    def action_add_feed(self) -> None:
        """Ask for one more."""
        self.dismiss(ADD)

    def action_all_feeds(self) -> None:
        """Look at every feed."""
        self.dismiss(ALL)

    def action_remove_feed(self) -> None:
        """Ask, then follow it no longer."""
        here = self._here
        if here is None:
            return
        if self._doomed == here.url:
            self.dismiss(f"{REMOVE}{here.url}")
        else:
            self._doomed = here.url
            self._tell()

    def action_feed_pages(self) -> None:
        """Fetch the pages of entries that are summaries, or no longer."""
        if self._here is not None:
            self.dismiss(f"{PAGES}{self._here.url}")


def _row(feed: Feed) -> Choice:
    name = content_line(feed.title or feed.url, "bold")
    pages = " · with the pages of its entries" if feed.pages else ""
    looked = f"looked at {moment(feed.synced)}" if feed.synced else "not looked at yet"
    lines = [content_line(f"  {feed.url}", "$dim")] if feed.title else []
    lines.append(content_line(f"  {looked}{pages}", "$dim"))
    if feed.trouble:
        lines.append(content_line(f"  ! {feed.trouble}", "$text-warning"))
    return Choice(f"{LOOK}{feed.url}", (name, *lines))
