"""Pages and feeds asked for from within the reading room, of a real server on this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.settings import FILE
from nkreader.ui.screens.evidence_sheet import EvidenceSheet
from nkreader.ui.screens.fetching_said import counts, wrong_addresses
from nkreader.ui.screens.fetching_sheet import FeedsSheet
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.sheet import ChoiceList, Sheet
from nkreader.ui.widgets.prompt import NoteArea, Prompt
from tests.fetching.conftest import hurried  # noqa: F401
from tests.fetching.serving import Asked, Reply, Server, html, sends
from tests.fetching.test_pages import FIRST
from tests.ui.conftest import until
from tests.ui.test_reading_room import room

TITLE = "Harbour tug hits pier at Wonsan"
TAUGHT = "Ferry line to Nampo opens again after eleven months of repairs on both of its piers"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of the test's own."""
    serving = Server()
    yield serving
    serving.close()


@pytest.fixture(autouse=True)
def _this_machine_may_be_asked(tmp_path: Path) -> None:
    (tmp_path / "config" / FILE).write_text("rescan_at_start = false\nwatch = false\nallow_private = true\n")


def feed(*entries: tuple[str, str]) -> Reply:
    """An RSS feed of titles and texts."""
    items = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><pubDate>Sun, 03 Mar 2024 10:00:00 +0900</pubDate>"
        f"<description>{text}</description></item>"
        for title, text in entries
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title>{items}</channel></rss>'
    return Reply(body.encode(), headers={"Content-Type": "application/rss+xml"})


FIRST_ENTRY = (TITLE, " ".join(FIRST * 3))
SECOND_ENTRY = (TAUGHT, " ".join(part.replace("tug", "ferry").replace("Wonsan", "Nampo") for part in FIRST * 3))


async def ask(pilot: Pilot[None], main: MainScreen, typed: str) -> None:
    """Press the key, give an address, and keep it."""
    await pilot.press("F")
    await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt")
    if typed:
        pilot.app.screen.query_one(NoteArea).text = typed
    await pilot.press("enter")


async def told(pilot: Pilot[None], main: MainScreen, said: str) -> None:
    """Wait until the status line has it."""
    await until(pilot, lambda: said in main.status.message, said)


async def test_a_page_is_fetched_and_opened_and_what_changed_in_it_is_a_new_version(
    library_folder: Path, server: Server
) -> None:
    server.pages["/tug"] = html(TITLE, *FIRST)
    async with room(library_folder) as (pilot, main):
        await ask(pilot, main, server.url("/tug"))
        await until(pilot, lambda: main.reader.piece is not None and main.reader.piece.headline.title == TITLE, "open")
        assert main.reader.has_focus
        assert pilot.app.screen is main, "no report lies over what one waited for"
        await told(pilot, main, f"fetched: {TITLE}")
        assert not main.status.progress
        await ask(pilot, main, server.url("/tug#end"))
        await told(pilot, main, "Unchanged since it was last fetched")
        server.pages["/tug"] = html(TITLE, FIRST[0], FIRST[1].replace("nine", "ten"))
        await ask(pilot, main, server.url("/tug"))
        await told(pilot, main, f"a new version of {TITLE}")
        await until(pilot, lambda: "ten sailors" in main.reader.page_text, "the new version")
        assert len(main.library.versions(main.open_id)) == 2  # type: ignore[union-attr, arg-type]
        await pilot.press("2", "D")
        await until(pilot, lambda: isinstance(pilot.app.screen, EvidenceSheet), "dates and evidence")
        rows = pilot.app.screen.query_one(ChoiceList)
        await until(pilot, lambda: "Fetched" in str(rows.rows[-1].lines), "when and from where it came")
        assert str(rows.rows[-1].lines).count(f" UTC from {server.url('/tug')}") == 2


async def test_why_a_page_could_not_be_had_is_told(library_folder: Path, server: Server, tmp_path: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await ask(pilot, main, server.url("/nowhere"))
        await told(pilot, main, "Not fetched: not there")
        server.pages["/tug"] = html(TITLE, *FIRST)
        await ask(pilot, main, f"{server.url('/tug')} {server.url('/nowhere')}")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the report of several")
        await pilot.press("escape")
        assert len(main.headlines) == 6
        (tmp_path / "config" / FILE).write_text("rescan_at_start = false\nwatch = false\n")
        before = len(server.asked)
        await ask(pilot, main, server.url("/tug"))
        await told(pilot, main, "Not fetched: ")
        assert len(server.asked) == before, "what is inside is asked only where the reader allows it"


async def test_an_address_that_is_none_stays_in_the_prompt(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await ask(pilot, main, "file:///etc/passwd")
        assert isinstance(pilot.app.screen, Prompt)
        assert pilot.app.screen.has_class("-wrong")
        await pilot.press("escape")
        await ask(pilot, main, "")
        await told(pilot, main, "No feed is followed yet")
    assert wrong_addresses("https://example.org/a example.org/b") == ""
    assert wrong_addresses("example.org mailto:ada@example.org").startswith("mailto:ada@example.org: only http")


@pytest.mark.parametrize("key", ["escape", "F"])
async def test_what_takes_long_is_given_up_and_what_came_is_kept(
    library_folder: Path, server: Server, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nkreader.fetching.fetcher.TOTAL", 30.0)
    server.pages["/tug"] = html(TITLE, *FIRST)
    begun = threading.Event()

    def endless(asked: Asked) -> Reply:
        begun.set()
        return sends(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>", b" ", between=0.05, endless=True)

    server.pages["/endless"] = endless
    async with room(library_folder) as (pilot, main):
        await ask(pilot, main, f"{server.url('/tug')} {server.url('/endless')}")
        await until(pilot, begun.is_set, "the endless page asked for")
        await until(pilot, lambda: "gives up" in main.status.progress and "1 done" in main.status.progress)
        await pilot.press(key)
        await told(pilot, main, "Given up: 1 article came in")
        assert not main.status.progress
        assert len(main.headlines) == 6
        assert main._stop is None
        main.search_for("tug")
        await until(pilot, lambda: len(main.articles.articles) == 1, "it is found")


async def test_leaving_does_not_wait_for_a_server(library_folder: Path, server: Server) -> None:
    begun = threading.Event()

    def wait(line: socket.socket, ended: threading.Event) -> None:
        ended.wait(60)

    def silent(asked: Asked) -> Reply:
        begun.set()
        return Reply(raw=wait)

    server.pages["/silent"] = silent
    async with room(library_folder) as (pilot, main):
        await ask(pilot, main, server.url("/silent"))
        await until(pilot, begun.is_set, "the page asked for")
        assert "fetching" in main.unfinished


async def test_a_fetched_feed_is_offered_and_looked_at_from_then_on(library_folder: Path, server: Server) -> None:
    server.pages["/feed"] = feed(FIRST_ENTRY)
    async with room(library_folder) as (pilot, main):
        await ask(pilot, main, server.url("/feed"))
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the offer")
        await pilot.press("enter")
        await told(pilot, main, "followed from now on")
        assert [one.url for one in main.library.feeds()] == [server.url("/feed")]  # type: ignore[union-attr]
        server.pages["/feed"] = feed(FIRST_ENTRY, SECOND_ENTRY)
        await ask(pilot, main, "")
        await until(pilot, lambda: any(one.title == TAUGHT for one in main.headlines.values()), "the new entry")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the report")
        await pilot.press("escape")
        await ask(pilot, main, "")
        await told(pilot, main, "Looked at the feeds: nothing new")


async def feeds_sheet(pilot: Pilot[None], main: MainScreen) -> FeedsSheet:
    """The sheet, opened by its command."""
    main.action_feeds()
    await until(pilot, lambda: isinstance(pilot.app.screen, FeedsSheet), "the feeds")
    assert isinstance(pilot.app.screen, FeedsSheet)
    return pilot.app.screen


async def test_feeds_are_added_looked_at_changed_and_removed_on_their_sheet(
    library_folder: Path, server: Server
) -> None:
    server.pages["/feed"] = feed(FIRST_ENTRY)
    async with room(library_folder) as (pilot, main):
        library = main.library
        assert library is not None
        await feeds_sheet(pilot, main)
        await pilot.press("d", "p", "a")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt")
        pilot.app.screen.query_one(NoteArea).text = server.url("/feed")
        await pilot.press("enter")
        await until(pilot, lambda: len(main.headlines) == 6, "what it holds")
        await until(pilot, lambda: pilot.app.screen is not main, "the report")
        await pilot.press("escape")
        library.add_feed(server.url("/gone"))
        await feeds_sheet(pilot, main)
        await pilot.press("p")
        await until(pilot, lambda: library.feeds()[0].pages, "pages wanted")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedsSheet), "the feeds again")
        await pilot.press("j", "enter")
        await told(pilot, main, "could not be had (first: ")
        sheet = await feeds_sheet(pilot, main)
        assert "not there" in str(sheet._choices[1].lines)
        assert "Harbour Wire" in str(sheet._choices[0].lines[0])
        assert "with the pages of its entries" in str(sheet._choices[0].lines)
        await pilot.press("j", "d", "k", "d")
        assert len(library.feeds()) == 2, "another row keeps it"
        await pilot.press("d")
        await until(pilot, lambda: [one.url for one in library.feeds()] == [server.url("/gone")], "one feed less")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedsSheet), "the feeds again")
        await pilot.press("escape")
        assert len(main.headlines) == 6, "its articles stay"


async def test_nothing_else_begins_while_something_is_fetched(library_folder: Path, server: Server) -> None:
    release = threading.Event()

    def slow(asked: Asked) -> Reply:
        release.wait(20)
        return html(TITLE, *FIRST)

    server.pages["/tug"] = slow
    async with room(library_folder) as (pilot, main):
        await ask(pilot, main, server.url("/tug"))
        await until(pilot, lambda: main._growing, "fetching")
        await pilot.press("R")
        await told(pilot, main, "Already fetching")
        main.look_at_feeds()
        await told(pilot, main, "Already fetching")
        release.set()
        await told(pilot, main, f"fetched: {TITLE}")
        assert main.open_id is None, "the reader went on with something else meanwhile"


async def test_what_cannot_even_be_told_does_not_stand_in_the_way_of_the_next(
    library_folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(library: Library, ident: str) -> object:
        raise LibraryError("the disk failed")

    server.pages["/tug"] = html(TITLE, *FIRST)
    async with room(library_folder) as (pilot, main):
        with monkeypatch.context() as patch:
            patch.setattr(Library, "retrieved", broken)
            await ask(pilot, main, server.url("/tug"))
            await told(pilot, main, "the disk failed")
        await pilot.press("escape")
        await ask(pilot, main, server.url("/tug"))
        await told(pilot, main, "Unchanged since it was last fetched")


async def test_what_a_server_says_reaches_the_terminal_as_text_only(library_folder: Path, server: Server) -> None:
    title = "Pier [/red] \u202e closed"
    server.pages["/tug"] = html(title, *FIRST)
    async with room(library_folder) as (pilot, main):
        await ask(pilot, main, server.url("/tug"))
        await told(pilot, main, "fetched: Pier [/red]")
        assert "\u202e" not in main.status.message


def test_counts_of_nothing_and_of_much() -> None:
    from nkreader.archive.added import AddReport
    from nkreader.ingest import Skipped

    assert counts(AddReport()) == "nothing new"
    report = AddReport(["a", "b"], ["c"], skipped=[Skipped("https://example.org/x", "not there")])
    assert counts(report) == (
        "2 articles came in, 1 new version, 1 could not be had (first: https://example.org/x: not there)"
    )
