"""Feeds: what is new in them is taken in, once, and no more is asked of servers than has to be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.model.fetched import Outcome
from tests.fetching.serving import Asked, Reply, Server, html

LONG = (
    "<p>WONSAN, March {0} (Harbour Wire) -- Crane number {0} was put to work at Wonsan on March {0}, 2024, the harbour "
    "office said. It lifts forty tons and stands on the northern pier, where the old one had rusted through.</p>"
    "<p>The crane came by rail from Hamhung in eleven wagons, and was put together in nine days by a crew of sixty, "
    "the office added. Two more are to follow before the summer, when the fishing fleet comes in from the east.</p>"
    "<p>Dockers were shown how to work it in a course of three weeks; all of them passed, the office said, and the "
    "first ship, with timber on board, was unloaded on the same evening before a crowd of some two hundred.</p>"
    "<p>The old crane is to be melted down. It had served for thirty-one years and once, in a storm, held a trawler "
    "by its bow until the tide turned, an engineer who had worked with it from the first day recalled.</p>"
)
SHORT = "Crane number {0} was put to work at Wonsan."


def entry(number: int, text: str = LONG, link: str = "") -> str:
    said = text.format(number).replace("<", "&lt;")
    return (
        f"<item><guid isPermaLink='false'>crane-{number}</guid><title>Crane {number} at Wonsan</title>"
        f"<link>{link or f'https://wire.example/{number}'}</link>"
        f"<pubDate>Sun, {number:02} Mar 2024 09:00:00 +0900</pubDate><description>{said}</description></item>"
    )


def feed(entries: Sequence[str], headers: dict[str, str] | None = None) -> Reply:
    text = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Wire</title>"
        f"<link>https://wire.example/</link>{''.join(entries)}</channel></rss>"
    )
    return Reply(text.encode(), headers={"Content-Type": "application/rss+xml", **(headers or {})})


@pytest.fixture
def synced(library: Library, server: Server) -> str:
    """A feed with two entries that was looked at once."""
    server.pages["/feed"] = feed([entry(1), entry(2)])
    library.add_feed(server.url("/feed"))
    assert len(sync(library)[0].added) == 2
    return server.url("/feed")


def sync(library: Library, full: bool = False) -> list[Outcome]:
    outcomes: list[Outcome] = []
    library.sync(allow_private=True, came=outcomes.append, full=full)
    return outcomes


def test_only_new_entries_are_added(library: Library, server: Server, synced: str) -> None:
    assert {item.outlet for item in library.headlines()} == {"Harbour Wire"}
    (one,) = library.feeds()
    assert (one.title, one.trouble) == ("Harbour Wire", None)
    assert one.synced
    server.pages["/feed"] = feed([entry(3), entry(1), entry(2)])
    (outcome,) = sync(library)
    assert (len(outcome.added), outcome.updated, outcome.unchanged) == (1, (), 2)


def test_an_entry_that_was_changed_is_a_new_version(library: Library, server: Server, synced: str) -> None:
    server.pages["/feed"] = feed([entry(1, LONG.replace("forty", "fifty")), entry(2)])
    (outcome,) = sync(library)
    assert (outcome.added, outcome.unchanged) == ((), 1)
    (ident,) = outcome.updated
    assert len(library.versions(ident)) == 2
    assert len(library.retrieved(ident)) == 2
    again = sync(library)
    assert again[0].said == "nothing new"


def test_servers_are_told_what_is_known(library: Library, server: Server) -> None:
    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"v1"':
            assert asked.headers["if-modified-since"] == "Sun, 03 Mar 2024 00:00:00 GMT"
            return Reply(b"", 304, {"Content-Length": ""})
        known = {"ETag": '"v1"', "Last-Modified": "Sun, 03 Mar 2024 00:00:00 GMT"}
        return feed([entry(1)], known)

    server.pages["/feed"] = answer
    library.add_feed(server.url("/feed"))
    assert len(sync(library)[0].added) == 1
    assert sync(library)[0].said == "nothing new"
    server.asked.clear()
    assert sync(library, full=True)[0].unchanged == 1
    assert "if-none-match" not in server.asked[-1].headers


def test_what_the_reader_removed_does_not_come_back_by_itself(library: Library, server: Server, synced: str) -> None:
    first = next(item for item in library.headlines() if item.title == "Crane 1 at Wonsan")
    library.remove([first.id])
    server.pages["/feed"] = feed([entry(3), entry(1), entry(2)])
    (outcome,) = sync(library)
    assert len(outcome.added) == 1
    assert {item.title for item in library.headlines()} == {"Crane 2 at Wonsan", "Crane 3 at Wonsan"}
    assert len(library.fetch([synced], allow_private=True).added) == 1, "what the reader asks for himself does"


def test_pages_of_entries_with_a_summary_are_fetched_where_the_reader_wants_it(
    library: Library, server: Server
) -> None:
    links = [server.url(f"/crane/{number}?utm_source=rss") for number in (1, 2, 3)]
    server.pages["/feed"] = feed([entry(1, SHORT, links[0]), entry(2, SHORT, links[1]), entry(3, LONG, links[2])])
    for number in (1, 2):
        body = LONG.format(number).replace("</p>", "").split("<p>")[1:]
        server.pages[f"/crane/{number}"] = html(f"Crane {number} at Wonsan", *body)
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /crane/2\n")
    library.add_feed(server.url("/feed"), pages=True)
    outcomes = {outcome.url: outcome for outcome in sync(library)}
    assert "the server's robots.txt forbids it" in outcomes[links[1]].reason
    assert "eleven wagons" in text_of(library, "Crane 1 at Wonsan")
    assert "eleven wagons" not in text_of(library, "Crane 2 at Wonsan"), "the summary, where the page is forbidden"
    assert "eleven wagons" in text_of(library, "Crane 3 at Wonsan"), "all of it stood in the feed"
    assert server.paths().count("/crane/3?utm_source=rss") == 0
    asked = len(server.asked)
    assert sum(len(outcome.added) + len(outcome.updated) for outcome in sync(library)) == 0
    assert [path for path in server.paths()[asked:] if path.startswith("/crane")] == []
    assert len(library.headlines()) == 3


def test_a_page_that_is_down_is_asked_for_the_next_time(library: Library, server: Server) -> None:
    link = server.url("/crane/1")
    server.pages["/feed"] = feed([entry(1, SHORT, link)], {"ETag": '"one"'})
    server.pages["/crane/1"] = Reply(b"", 503)
    library.add_feed(server.url("/feed"), pages=True)
    assert any("503" in outcome.reason for outcome in sync(library))
    assert library.headlines() == ()
    server.pages["/crane/1"] = html("Crane 1 at Wonsan", *LONG.format(1).replace("</p>", "").split("<p>")[1:])
    sync(library)
    assert "eleven wagons" in text_of(library, "Crane 1 at Wonsan")


def text_of(library: Library, title: str) -> str:
    (ident,) = [item.id for item in library.headlines() if item.title == title]
    return library.piece(ident).article.text


@pytest.mark.parametrize("where", ["feed", "page"])
def test_robots_are_asked_and_obeyed(library: Library, server: Server, where: str) -> None:
    server.pages["/feed"] = feed([entry(1)])
    server.pages["/robots.txt"] = Reply(b"User-agent: nkreader\nDisallow: /feed\n\nUser-agent: *\nAllow: /\n")
    url = server.url("/feed")
    if where == "page":
        assert len(library.fetch([url], allow_private=True).added) == 1, "a page that the reader names"
        return
    library.add_feed(url)
    assert sync(library)[0].reason == "the server's robots.txt forbids it"
    assert server.paths() == ["/robots.txt"]
    (one,) = library.feeds()
    assert one.trouble == "the server's robots.txt forbids it"
    library.add_feed(url, robots=False)
    assert len(sync(library)[0].added) == 1


def test_robots_that_cannot_be_asked_forbid_and_none_allow(library: Library, server: Server) -> None:
    server.pages["/feed"] = feed([entry(1)])
    library.add_feed(server.url("/feed"))
    server.pages["/robots.txt"] = Reply(b"", 500)
    assert "robots.txt cannot be asked" in sync(library)[0].reason
    server.pages["/robots.txt"] = Reply(b"", 404)
    assert len(sync(library)[0].added) == 1


def test_a_page_that_names_its_feed_is_as_good_as_the_feed(library: Library, server: Server) -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="News" href="/news.xml">'
    server.pages["/"] = html("Harbour Wire", "All about the harbour.", head=link)
    server.pages["/news.xml"] = feed([entry(1)])
    library.add_feed(server.url("/"))
    (outcome,) = sync(library)
    assert len(outcome.added) == 1
    assert [one.url for one in library.feeds()] == [server.url("/news.xml")]
    server.asked.clear()
    sync(library)
    assert "/" not in server.paths()


def test_a_feed_that_moved_for_good_is_kept_at_its_new_address(library: Library, server: Server) -> None:
    server.pages["/old"] = Reply(status=301, headers={"Location": "/new"})
    server.pages["/passing"] = Reply(status=302, headers={"Location": "/new"})
    server.pages["/new"] = feed([entry(1)])
    for path in ("/old", "/passing"):
        library.add_feed(server.url(path))
    sync(library)
    assert {one.url for one in library.feeds()} == {server.url("/new"), server.url("/passing")}
    assert len(library.headlines()) == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (html("A page", "There is no feed here, and none is named."), "a page, and no feed"),
        (Reply(b"<rss><channel><item>", headers={"Content-Type": "text/xml"}), ""),
        (Reply(b"<?xml version='1.0'?><books/>", headers={"Content-Type": "text/xml"}), "no feed"),
        (Reply(b"", 410), "gone for good"),
    ],
)
def test_one_feed_in_trouble_costs_the_others_nothing(
    library: Library, server: Server, reply: Reply, said: str
) -> None:
    server.pages |= {"/bad": reply, "/feed": feed([entry(1)])}
    for path in ("/bad", "/feed"):
        library.add_feed(server.url(path))
    outcomes = {outcome.url: outcome for outcome in sync(library)}
    assert len(outcomes[server.url("/feed")].added) == 1
    assert said in outcomes[server.url("/bad")].reason
    trouble = {one.url: one.trouble for one in library.feeds()}
    assert trouble[server.url("/feed")] is None
    assert (trouble[server.url("/bad")] is None) == (not outcomes[server.url("/bad")].reason)


def test_feeds_are_added_changed_and_removed(library: Library) -> None:
    one = library.add_feed("wire.example/feed", title="The Wire")
    assert (one.url, one.title, one.pages, one.robots) == ("https://wire.example/feed", "The Wire", False, True)
    assert library.add_feed("https://WIRE.example/feed#top", pages=True).pages
    (one,) = library.feeds()
    assert (one.title, one.pages) == ("The Wire", True)
    with pytest.raises(LibraryError, match="only http and https"):
        library.add_feed("file:///etc/passwd")
    library.remove_feed("wire.example/feed")
    assert library.feeds() == ()
    with pytest.raises(LibraryError, match="no feed"):
        library.remove_feed("wire.example/feed")


def test_a_page_that_an_entry_leads_to_is_the_same_article(library: Library, server: Server) -> None:
    link = server.url("/crane/1")
    server.pages["/feed"] = feed([entry(1, SHORT, link)])
    server.pages["/crane/1"] = html("Crane 1 at Wonsan", *LONG.format(1).replace("</p>", "").split("<p>")[1:])
    library.add_feed(server.url("/feed"))
    (ident,) = sync(library)[0].added
    assert library.fetch([link], allow_private=True).updated == [ident]
    assert "eleven wagons" in library.piece(ident).article.text
    server.pages["/feed"] = feed([entry(2), entry(1, SHORT, link)])
    (outcome,) = sync(library)
    assert (len(outcome.added), outcome.updated) == (1, ())
    assert "eleven wagons" in library.piece(ident).article.text
