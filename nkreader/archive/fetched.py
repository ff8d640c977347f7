"""The part of a library that asks the network, and only when it is asked to: pages and feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from nkreader.archive import fetched_store as kept
from nkreader.archive.added import AddReport
from nkreader.archive.errors import LibraryError
from nkreader.archive.growing import Growing
from nkreader.archive.store import Store
from nkreader.model.fetched import Feed, Outcome, Retrieval

if TYPE_CHECKING:
    from nkreader.archive.fetched_taking import Taking, Wanted
    from nkreader.fetching.answers import Fetched
    from nkreader.fetching.fetcher import Fetcher
    from nkreader.fetching.manners import Manners

Told = Callable[[str], None]
"""Told in a plain line what is being done, and what became of it. What it raises ends the work; what was taken in
stays. It is called every now and then also where nothing comes."""
Came = Callable[[Outcome], None]
T = TypeVar("T")


class Fetching(Growing):
    """Pages and feeds: another way in which a library grows."""

    def fetch(
        self,
        urls: Iterable[str],
        told: Told | None = None,
        *,
        allow_private: bool = False,
        full: bool = False,
        came: Came | None = None,
        report: AddReport | None = None,
    ) -> AddReport:
        """Fetch pages that the reader names, each with one outcome. A page that was fetched before and is another now
        is a new version of its article.

        Addresses inside a private network are refused unless `allow_private`, or the reader's settings, allow them.
        With `full` servers are not told what is known. `came` is told of each outcome; what cannot be had stands in the
        report's `skipped`, with its address for a path. A `report` that is given is filled as the work goes on.
        """
        report = AddReport() if report is None else report
        with _Session(self._store, report, allow_private, told, came) as session:
            asked = session.asked(urls)
            last = {url: session.last(url, full, page=True) for url in asked}

            def work(url: str, told: Told) -> Fetched:
                told(f"fetching {url}")
                etag, modified = last[url]
                return session.fetcher.fetch(url, told, etag=etag, modified=modified)

            for url, given in session.each(asked, _host, work):
                session.tell(session.taking.page(url, given))
        return self._settled(report)

    def sync(
        self,
        told: Told | None = None,
        *,
        urls: Iterable[str] | None = None,
        allow_private: bool = False,
        full: bool = False,
        came: Came | None = None,
        report: AddReport | None = None,
    ) -> AddReport:
        """Look at the feeds, all or those of some addresses, and take in what is new.

        All else is as for `fetch`; `full` also asks again for pages that could not be had.
        """
        from nkreader.fetching.errors import Unfetched

        report = AddReport() if report is None else report
        some = None if urls is None else {_known(url) for url in urls}
        chosen = [feed for feed in self.feeds() if some is None or feed.url in some]
        with _Session(self._store, report, allow_private, told, came) as session:
            if full:
                session.forget_tries()
            for url in sorted((some or set()) - {feed.url for feed in chosen}):
                unknown = Unfetched("no feed of this library: nkreader feeds add takes it in")
                session.tell(session.taking.page(url, unknown))
            last = {feed.url: session.last(feed.url, full) for feed in chosen}

            def work(feed: Feed, told: Told) -> Fetched:
                from nkreader.fetching.discovering import feed_at

                told(f"fetching {feed.url}")
                etag, modified = last[feed.url]
                return feed_at(session.fetcher, feed.url, told, etag=etag, modified=modified, ask_robots=feed.robots)

            for feed, given in session.each(chosen, lambda feed: _host(feed.url), work):
                session.tell(session.taking.feed(feed, given))
            self._entry_pages(session)
        return self._settled(report)

    def _entry_pages(self, session: _Session) -> None:
        """Fetch the pages that entries lead to."""
        pages = {wanted.url: wanted for wanted in session.taking.wanted}

        def work(wanted: Wanted, told: Told) -> Fetched:
            told(f"fetching {wanted.url}")
            return session.fetcher.fetch(wanted.url, told, ask_robots=True)

        for wanted, given in session.each([*pages.values()], lambda wanted: _host(wanted.url), work):
            session.tell(session.taking.entry_page(wanted, given))

    def feeds(self) -> tuple[Feed, ...]:
        """The feeds that `sync` looks at, by address."""
        return kept.feeds(self._store.connection)

    def add_feed(self, url: str, *, title: str = "", pages: bool | None = None, robots: bool | None = None) -> Feed:
        """Have `sync` look at a feed; nothing is fetched yet. What is given changes a feed that is known.

        Raises:
            LibraryError: if this is no address that may be asked for.
        """
        from nkreader.fetching.errors import Unfetched
        from nkreader.model.sanitise import safe_line

        try:
            address = _checked(url)
        except Unfetched as trouble:
            raise LibraryError(f"{safe_line(url)}: {trouble.reason}") from None
        with self._store.writing() as db:
            one = kept.feed(db, address) or Feed(address, added=kept.now())
            one = replace(
                one,
                title=one.title or safe_line(title).strip()[:500],
                pages=one.pages if pages is None else pages,
                robots=one.robots if robots is None else robots,
            )
            kept.put_feed(db, one)
        return one

    def remove_feed(self, url: str) -> None:
        """Look at a feed no more; its articles stay.

        Raises:
            LibraryError: if there is none of that address.
        """
        with self._store.writing() as db:
            if not (kept.forget_feed(db, url) or kept.forget_feed(db, _known(url))):
                raise LibraryError(f"there is no feed {url}: nkreader feeds list tells them")

    def retrieved(self, ident: str) -> tuple[Retrieval, ...]:
        """When and from where an article's bytes came, the first time first.

        Raises:
            UnknownArticle: if there is none of this id.
        """
        return kept.retrievals(self._store.connection, self.resolve(ident))


class _Session:
    """One fetching: the connections, and what takes in."""

    taking: Taking
    fetcher: Fetcher
    _manners: Manners

    def __init__(
        self, store: Store, report: AddReport, allow_private: bool, told: Told | None, came: Came | None
    ) -> None:
        self._store = store
        self._report = report
        self._allow_private = allow_private
        self._told = told or _unheard
        self._came = came

    def __enter__(self) -> _Session:
        from nkreader import settings
        from nkreader.archive.fetched_taking import Taking
        from nkreader.fetching import manners
        from nkreader.fetching.fetcher import Fetcher

        chosen = settings.read()[0]
        allowed = self._allow_private or chosen.allow_private
        self._manners = manners.Manners(manners.GAP)
        self.taking = Taking(self._store, self._report, chosen.limit)
        self.fetcher = Fetcher(self._manners, chosen.limit, allow_private=allowed)
        return self

    def __exit__(self, *_: object) -> None:
        self._manners.stop()
        self.fetcher.close()

    def each(
        self, tasks: list[T], host_of: Callable[[T], str], work: Callable[[T, Told], Fetched]
    ) -> Iterator[tuple[T, Fetched | Exception]]:
        """What each task gave, as it comes."""
        from nkreader.fetching.side_by_side import side_by_side

        with closing(side_by_side(tasks, host_of, work, self._told, self._manners.stop)) as coming:
            yield from coming

    def asked(self, urls: Iterable[str]) -> list[str]:
        """The pages that addresses mean, each once; of what is none it is told at once."""
        from nkreader.fetching.addresses import page_key
        from nkreader.fetching.errors import Unfetched

        found: dict[str, str] = {}
        for url in urls:
            try:
                address = _checked(url)
                found.setdefault(page_key(address), address)
            except Unfetched as trouble:
                self.tell(self.taking.page(url, trouble))
        return [*found.values()]

    def tell(self, outcome: Outcome) -> None:
        """Say what became of an address."""
        if self._came:
            self._came(outcome)
        self._told(f"{outcome.url}: {outcome.said}")

    def last(self, url: str, full: bool, page: bool = False) -> tuple[str | None, str | None]:
        """ETag and time of change of what an address gave the last time; of a page, if its article is still there."""
        db = self._store.connection
        if full:
            with self._store.writing() as writing:
                kept.forget_validators(writing, url)
        found = None if full or (page and not kept.was_fetched(db, url)) else kept.validators(db, url)
        return (found[0], found[1]) if found else (None, None)

    def forget_tries(self) -> None:
        """Ask again for all that gave nothing."""
        with self._store.writing() as db:
            db.execute("DELETE FROM tried")


def _unheard(what: str) -> None:
    """Nobody listens."""


def _checked(url: str) -> str:
    from nkreader.fetching.addresses import checked

    given = url.strip()
    return checked(given if "://" in given or ":" in given.partition("/")[0] else f"https://{given}")


def _known(url: str) -> str:
    """An address as feeds are kept by it; as given, if it is none."""
    from nkreader.fetching.errors import Unfetched

    try:
        return _checked(url)
    except Unfetched:
        return url


def _host(url: str) -> str:
    from nkreader.fetching.addresses import host_of

    return host_of(url)
