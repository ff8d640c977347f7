"""What came in is reported once, with lines that open; nobody who reads already is disturbed."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from nkreader.archive.added import AddReport, Progress
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.model.sanitise import is_safe
from nkreader.settings import Settings
from nkreader.ui.app import NKReader
from nkreader.ui.screens.report import Report, report_lines
from nkreader.ui.screens.report_rows import MOST, piece_choices, report_choices, skipped_choices
from nkreader.ui.screens.sheet import ChoiceList, Sheet
from tests.ui.conftest import TEXTS, path_of, settled, until
from tests.ui.making import headline, stated
from tests.ui.test_doctor import call
from tests.ui.test_reading_room import SMALL, WIDE, open_piece, room
from tests.ui.test_taking_in import change, own_library, own_pieces, sheet

__all__ = ["own_library", "own_pieces"]

STATED = "---\ndate: 2024-01-05\n---\n\nSEOUL, May 4 (Wire) -- The pier was closed.\n"


@pytest.fixture
def mixed(own_pieces: Path) -> Path:
    """A folder with pieces of every kind, and things that are none."""
    (own_pieces / "stated.md").write_text(STATED, encoding="utf-8")
    (own_pieces / "launch again.txt").write_text(TEXTS["b-launch.txt"].replace("Strait Courier", "Gulf Post") + "x\n")
    (own_pieces / "noise\x1b[2J.txt").write_bytes(b"\0\1\2\3" * 100)
    (own_pieces / "empty.txt").write_text("")
    return own_pieces


async def listed(pilot: Pilot[None], title: str) -> list[str]:
    """The rows of a sheet, once it is there."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Sheet) and pilot.app.focused, title)
    screen = pilot.app.screen
    assert isinstance(screen, Sheet)
    await until(pilot, lambda: title in str(screen.children[0].border_title), title)
    return ["\n".join(line.plain for line in row.lines) for row in screen.query_one(ChoiceList).rows]


async def go_to(pilot: Pilot[None], text: str) -> None:
    """Press j until the row at the cursor says it."""
    rows = pilot.app.screen.query_one(ChoiceList)
    for _ in rows.rows:
        if rows.row is not None and text in rows.row.lines[0].plain:
            return
        await pilot.press("j")
    raise AssertionError(text)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_after_adding_each_line_opens_what_it_counts(tmp_path: Path, mixed: Path, size: tuple[int, int]) -> None:
    async with room(tmp_path / "new", size, add=(mixed,)) as (pilot, main):
        rows = await listed(pilot, "Adding")
        told = [row.splitlines()[0] for row in rows]
        assert told[0] == "7 pieces added"
        assert told[1].startswith("1 same-event group with what came in")
        assert told[2:] == ["1 undated", "1 with dates in conflict", "2 skipped"]
        assert "empty.txt: " in rows[-1]
        assert "noise" in rows[-1]
        assert all(is_safe(row.replace("\n", "")) for row in rows)
        await go_to(pilot, "undated")
        await pilot.press("enter")
        assert [row.splitlines()[0] for row in await listed(pilot, "1 undated")] == [
            "Traders in Hyesan ask for more than they did last month"
        ]
        await pilot.press("q")
        assert len(await listed(pilot, "Adding")) == 5
        here = pilot.app.screen.query_one(ChoiceList).row
        assert here is not None
        assert here.value == "undated"
        await go_to(pilot, "2 skipped")
        await pilot.press("enter")
        skipped = await listed(pilot, "2 skipped")
        assert str(mixed / "empty.txt") in skipped[0]
        assert "binary data, not text" in skipped[1]
        await pilot.press("escape")
        await listed(pilot, "Adding")
        await pilot.press("k")
        await pilot.press("enter")
        await listed(pilot, "in conflict")
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id and main.reader.has_focus, "the piece")
        assert path_of(main, main.headlines[main.open_id or ""]).endswith("stated.md")
        assert main.status.message == "dates in conflict"


async def test_the_pieces_of_one_event_stand_together(tmp_path: Path, mixed: Path) -> None:
    async with room(tmp_path / "new", add=(mixed,)) as (pilot, main):
        await listed(pilot, "Adding")
        await pilot.press("j", "enter")
        rows = await listed(pilot, "same-event")
        assert rows[0].endswith("on one event")
        titles = {row.splitlines()[0] for row in rows[1:]}
        events = {item.event for item in main.headlines.values() if item.title in titles}
        assert len(events) == 1


async def test_the_report_closes_for_good_and_comes_back_by_name(tmp_path: Path, mixed: Path) -> None:
    async with room(tmp_path / "new", add=(mixed,)) as (pilot, main):
        await listed(pilot, "Adding")
        await pilot.press("q")
        assert pilot.app.screen is main
        assert main.articles.has_focus
        await settled(pilot)
        assert pilot.app.screen is main
        assert main.status.message.startswith("7 added, 2 skipped")
        await call(pilot, "last report")
        assert len(await listed(pilot, "Adding")) == 5


async def test_looking_again_reports_what_came(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, _):
        change(own_pieces)
        await pilot.press("R")
        rows = await listed(pilot, "Looking again")
        assert [row.splitlines()[0] for row in rows][:2] == ["1 piece added", "1 piece with a new version"]
        assert rows[-1].startswith("1 skipped")


@pytest.mark.parametrize("doing", ["key", "reader", "search"])
async def test_nobody_who_has_begun_is_disturbed(
    own_library: Path, own_pieces: Path, monkeypatch: pytest.MonkeyPatch, doing: str
) -> None:
    go_on = threading.Event()
    rescan = Library.rescan

    def waiting(self: Library, progress: Progress, *, report: AddReport) -> AddReport:
        go_on.wait(20)
        return rescan(self, progress, report=report)

    monkeypatch.setattr(Library, "rescan", waiting)
    change(own_pieces)
    async with room(own_library) as (pilot, main):
        if doing == "reader":
            await open_piece(pilot, main, "a-pier.txt")
        await pilot.press("R")
        keys = {"key": ("j", "j"), "reader": (), "search": ("slash", "r", "i")}[doing]
        await pilot.press(*keys)
        if doing == "search":
            await until(pilot, lambda: main.results, "what is found so far")
        focused = pilot.app.focused
        go_on.set()
        await until(pilot, lambda: main.status.message.endswith(" · :last report"), "the offer")
        assert main.status.message.startswith("Looked again: 1 new, 1 changed, 1 missing, 1 skipped")
        assert pilot.app.screen is main
        assert pilot.app.focused is focused


@pytest.mark.parametrize("typed", [True, False])
async def test_the_look_at_the_folders_that_follows_an_adding_changes_nothing_of_that(
    tmp_path: Path, mixed: Path, monkeypatch: pytest.MonkeyPatch, typed: bool
) -> None:
    go_on = threading.Event()
    add = Library.add

    def waiting(self: Library, paths: list[Path], progress: Progress, *, report: AddReport) -> AddReport:
        go_on.wait(20)
        return add(self, paths, progress, report=report)

    monkeypatch.setattr(Library, "add", waiting)
    app = NKReader(tmp_path / "new", (mixed,), settings=Settings(rescan_at_start=True))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.main._growing, "the adding")
        if typed:
            await pilot.press("j")
        go_on.set()
        if typed:
            await until(pilot, lambda: ":last report" in app.main.status.message, "the offer")
            await settled(pilot)
            assert app.screen is app.main
        else:
            await listed(pilot, "Adding")


async def test_what_came_by_itself_at_the_start_is_only_offered(own_library: Path, own_pieces: Path) -> None:
    change(own_pieces)
    (own_pieces / "h-plain.txt").write_text("Traders in Hyesan count sacks.\n", encoding="utf-8")
    app = NKReader(own_library, settings=Settings())
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.main.status.message.endswith(" · :last report"), "the offer")
        assert "2 undated" not in app.main.status.message, "the one that was known is not counted"
        assert ", 1 undated · " in app.main.status.message
        assert app.screen is app.main


async def test_a_pasted_piece_is_told_of_in_the_line(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("P")
        await sheet(pilot)
        pilot.app.post_message(Paste("Barley grows well in the hills.\r"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Barley" in main.reader.page_text, "the piece")
        assert main.status.message == "added · undated · :last report"
        await call(pilot, "last report")
        assert (await listed(pilot, "Adding"))[0].startswith("1 piece added")


async def test_an_interrupted_adding_says_so(tmp_path: Path, mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Library.add

    def breaks(self: Library, paths: object, progress: Progress, *, report: AddReport) -> AddReport:
        add(self, [mixed / "b-launch.txt"], progress, report=report)
        raise LibraryError("the disk is full")

    monkeypatch.setattr(Library, "add", breaks)
    async with room(tmp_path / "new", add=(mixed,)) as (pilot, main):
        rows = await listed(pilot, "Interrupted adding")
        assert rows[0] == "1 piece added"
        text = str(pilot.app.screen.query("Static").first().render())
        assert "the disk is full" in text
        await pilot.press("q")
        assert main.status.problem


async def test_leaving_in_the_midst_of_adding_is_told(
    tmp_path: Path, mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def endless(self: Library, paths: object, progress: Progress, *, report: AddReport) -> AddReport:
        while True:
            progress(1, "a piece")
            begun.set()
            threading.Event().wait(0.002)

    monkeypatch.setattr(Library, "add", endless)
    app = NKReader(tmp_path / "new", (mixed,))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, begun.is_set)
        await pilot.press("ctrl+q")
    assert app.farewell.startswith("adding was interrupted; what came in is kept")


async def test_before_anything_came_that_is_said(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await call(pilot, "last report")
        assert main.status.message.startswith("Nothing has come in")


async def test_what_only_skips_is_told_without_a_sheet(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, main):
        (own_pieces / "noise.txt").write_bytes(b"\0\1\2\3" * 100)
        await pilot.press("R")
        await until(pilot, lambda: main.status.message.endswith(" · :last report"), "the offer")
        assert "1 skipped (first: noise.txt: binary data, not text)" in main.status.message
        assert pilot.app.screen is main
        with sqlite3.connect(own_library / "library.db") as db:
            assert db.execute("SELECT count(*) FROM article").fetchone() == (5,)


def test_two_takings_at_once_are_one_report() -> None:
    first = Report("adding", ("a", "b"), ("c",), 1, (("/x", "empty"),))
    later = Report("looking again", ("b", "d"), ("a", "e"), 2, (("/x", "empty"), ("/y", "binary")), "the disk is full")
    both = first.then(later)
    assert (both.added, both.updated, both.missing) == (("a", "b", "d"), ("c", "e"), 3)
    assert both.skipped == (("/x", "empty"), ("/y", "binary"))
    assert both.trouble
    assert Report("adding").empty
    assert not both.empty


def test_of_very_many_pieces_the_first_are_listed() -> None:
    many = {f"{n:012x}": headline(n, f"Piece {n}", None) for n in range(MOST + 5)}
    report = Report("adding", tuple(many), skipped=tuple((f"/{n}", "empty") for n in range(MOST + 7)))
    (added, undated) = report_lines(report, many)
    assert (added.said, undated.said) == (f"{MOST + 5} pieces added", f"{MOST + 5} undated")
    assert piece_choices(added)[-1].lines[0].plain.startswith("… and 5 more")
    assert not piece_choices(added)[-1].value
    assert skipped_choices(report.skipped)[-1].lines[0].plain.startswith("… and 7 more")
    assert [choice.value for choice in report_choices(report, many)] == ["added", "undated", "skipped"]


def test_only_events_of_what_came_in_are_counted() -> None:
    pieces = [headline(1, event="e1"), headline(2, event="e1"), headline(3, event="e2"), headline(4, event="e2")]
    known = {piece.id: piece for piece in pieces}
    lines = {line.name: line for line in report_lines(Report("adding", (pieces[1].id,)), known)}
    assert [piece.id for piece in lines["events"].pieces] == [pieces[0].id, pieces[1].id]
    assert [piece.id for piece in lines["known"].pieces] == [pieces[1].id], "a new version of a known event"
    assert set(lines) == {"added", "events", "known"}
    assert stated("2024-01-05").contested is False
