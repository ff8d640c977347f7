"""The feed behind an address: itself, or the one that the page there names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

from nkreader.fetching.addresses import joined
from nkreader.fetching.answers import Fetched
from nkreader.fetching.errors import Unfetched
from nkreader.fetching.fetcher import Fetcher
from nkreader.fetching.kinds import is_page

KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")
HEAD = 200_000
"""Bytes of a page in which the names of its feeds are looked for."""


def feed_at(
    fetcher: Fetcher,
    url: str,
    told: Callable[[str], None],
    *,
    etag: str | None = None,
    modified: str | None = None,
    ask_robots: bool = True,
) -> Fetched:
    """The feed at an address; where a page is, the first feed that it names, as one that has moved for good.

    Raises:
        Unfetched: if it cannot be had, or a page is there that names none.
        Stopped: if the reader gave up.
    """
    found = fetcher.fetch(url, told, etag=etag, modified=modified, ask_robots=ask_robots)
    if found.data is None or not is_page(found):
        return found
    feeds = named_in(found)
    if not feeds:
        raise Unfetched("a page, and no feed; nor does it name one")
    feed = fetcher.fetch(feeds[0], told, ask_robots=ask_robots)
    if is_page(feed):
        raise Unfetched("a page, and no feed; the feed that it names is none either")
    return replace(feed, url=url, moved=feed.moved or feeds[0])


def named_in(page: Fetched) -> list[str]:
    """The addresses of the feeds that a page names in its head, in its order."""
    looking = _Links()
    looking.feed((page.data or b"")[:HEAD].decode("utf-8", "replace"))
    found = []
    for link in looking.found:
        try:
            found.append(joined(page.final, link))
        except Unfetched:
            continue
    return found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link":
            said = {name: value or "" for name, value in attrs}
            kinds = said.get("rel", "").casefold().split()
            if "alternate" in kinds and said.get("type", "").strip().casefold() in KINDS and said.get("href"):
                self.found.append(said["href"])
