"""Every jump from piece to piece leads back, to the lines that were in view; and forward again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.axis import Entry, Gap, Scale, Tick
from nkreader.model.reading import View
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.versions_sheet import VersionsSheet
from nkreader.ui.widgets.timeline_rows import gap
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import open_piece, room
from tests.ui.test_timeline_dates import TEXTS, to_dates, to_tick

FILLING = "".join(
    f"\nThe harbour master wrote entry {number} of his log in the evening, as he does on every day of the year.\n"
    for number in range(40)
)
LOW = (120, 16)
"""A window in which an article is longer than the page."""


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A library of long pieces: two on one event, one that they name, one more."""
    folder = tmp_path / "harbour-pieces"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(f"{text}{FILLING}", encoding="utf-8")
    library = Library.open(tmp_path / "harbour")
    library.add([folder])
    library.close()
    return tmp_path / "harbour"


def seen(main: MainScreen) -> tuple[str | None, View, int]:
    """What is open, and which lines of it are in view."""
    return main.open_id, main.reader.view, main.reader.top_row


async def half_down(pilot: Pilot[None], main: MainScreen, name: str) -> tuple[str | None, View, int]:
    """Open a piece and read on, so that neither its top nor its end is in view, nor the cursor at the first line."""
    await open_piece(pilot, main, name)
    await settled(pilot)
    await pilot.press("ctrl+d", "j", "right_parenthesis", "right_parenthesis")
    assert 0 < main.reader.top_row < main.reader.max_scroll_y
    return seen(main)


async def back_and_forth(pilot: Pilot[None], main: MainScreen, left: tuple[str | None, View, int]) -> None:
    """Back to what was left, forward to what was reached, and back once more."""
    await settled(pilot)
    assert seen(main) != left
    await pilot.press("2", "j")
    await settled(pilot)
    reached = seen(main)
    await pilot.press("ctrl+o")
    await until(pilot, lambda: seen(main) == left, "back")
    await settled(pilot)
    assert seen(main) == left
    await pilot.press("alt+right")
    await until(pilot, lambda: seen(main) == reached, "forward")
    await pilot.press("alt+left")
    await until(pilot, lambda: seen(main) == left, "back again")


@pytest.mark.parametrize("size", [LOW, (80, 24)])
@pytest.mark.parametrize("key", ["comma", "full_stop", "K", "J"])
async def test_steps_in_time_and_in_the_list_lead_back(harbour: Path, key: str, size: tuple[int, int]) -> None:
    async with room(harbour, size) as (pilot, main):
        name = "c-tug.txt" if key == "full_stop" else "a-ferry.txt"
        left = await half_down(pilot, main, name)
        await pilot.press(key)
        await until(pilot, lambda: main.open_id != left[0], "another piece")
        await back_and_forth(pilot, main, left)


async def test_rows_of_the_timeline_and_of_an_event_lead_back(harbour: Path) -> None:
    async with room(harbour, LOW) as (pilot, main):
        left = await half_down(pilot, main, "a-ferry.txt")
        await pilot.press("3", "less_than_sign", "enter")
        await until(pilot, lambda: main.open_id != left[0], "the month before")
        await back_and_forth(pilot, main, left)
        await pilot.press("3")
        while not (isinstance(main.axis.row, Entry) and len(main.axis.row.headlines) > 1):
            await pilot.press("j" if main.axis.cursor < 3 else "k")
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id != left[0], "the other report")
        await back_and_forth(pilot, main, left)
        await pilot.press("3", "minus", "less_than_sign", "plus", "enter")
        await until(pilot, lambda: main.open_id != left[0], "from a bar")
        await back_and_forth(pilot, main, left)


async def test_related_pieces_lead_back(harbour: Path) -> None:
    async with room(harbour, LOW) as (pilot, main):
        left = await half_down(pilot, main, "a-ferry.txt")
        await until(pilot, lambda: main.related.rows, "related pieces")
        await pilot.press("r", "enter")
        await until(pilot, lambda: main.open_id != left[0], "a related piece")
        await back_and_forth(pilot, main, left)


async def test_rows_of_the_list_lead_back(harbour: Path) -> None:
    async with room(harbour, LOW) as (pilot, main):
        left = await half_down(pilot, main, "a-ferry.txt")
        await open_piece(pilot, main, "b-ferry.txt")
        await back_and_forth(pilot, main, left)


async def test_the_other_version_leads_back(harbour: Path) -> None:
    async with room(harbour, LOW) as (pilot, main):
        left = await half_down(pilot, main, "a-ferry.txt")
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsSheet), "the versions")
        await pilot.press("j", "o")
        await settled(pilot)
        if isinstance(pilot.app.screen, VersionsSheet):
            await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is main and seen(main) != left, "a sentence")
        await back_and_forth(pilot, main, left)


async def test_ticks_lead_back_within_the_piece(harbour: Path) -> None:
    async with room(harbour, LOW) as (pilot, main):
        left = await half_down(pilot, main, "a-ferry.txt")
        await to_dates(pilot, main)
        await to_tick(pilot, main, "Oct. 12, 2021")
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.has_focus, "the sentence")
        await back_and_forth(pilot, main, left)


async def test_a_search_in_force_does_not_move_what_one_comes_back_to(harbour: Path) -> None:
    async with room(harbour, LOW) as (pilot, main):
        await pilot.press("backslash", *"log", "enter")
        await until(pilot, lambda: main.results and main.results.total == 4)
        await open_piece(pilot, main, "a-ferry.txt")
        await pilot.press("g", "g")
        await settled(pilot)
        left = seen(main)
        assert left[1].top is None
        await pilot.press("comma")
        await until(pilot, lambda: main.open_id != left[0])
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == left[0])
        await settled(pilot)
        assert seen(main) == left


@pytest.mark.parametrize("size", [LOW, (80, 24)])
async def test_from_the_pieces_of_a_day_one_comes_back_to_the_date(harbour: Path, size: tuple[int, int]) -> None:
    async with room(harbour, size) as (pilot, main):
        left = await half_down(pilot, main, "a-ferry.txt")
        await to_dates(pilot, main)
        await to_tick(pilot, main, "Oct. 12, 2021")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(main.axis.row, Entry), "the pieces of the day")
        assert main.status.message == "2021-10-12, published · 1 piece"
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(main.axis.row, Tick), "the date")
        await settled(pilot)
        assert main.axis.tick
        assert main.axis.tick.words == "Oct. 12, 2021"
        assert "dates named here" in str(main.axis.border_title)
        assert main.axis.has_focus
        assert seen(main) == left
        await pilot.press("alt+right")
        await until(pilot, lambda: isinstance(main.axis.row, Entry), "the pieces of the day again")
        assert str(main.axis.border_title) == " 3 Timeline · published "
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id != left[0] and main.reader.has_focus, "one of them")
        tug = main.open_id
        await settled(pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == left[0] and main.axis.has_focus, "back at the day")
        await settled(pilot)
        assert main.axis.article == tug
        assert seen(main) == left
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.axis.tick, "back at the date")
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert main.status.message == "The trail begins here."


async def test_what_was_read_since_is_come_back_to_in_the_text(harbour: Path) -> None:
    async with room(harbour, LOW) as (pilot, main):
        await half_down(pilot, main, "a-ferry.txt")
        await to_dates(pilot, main)
        await to_tick(pilot, main, "Oct. 12, 2021")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(main.axis.row, Entry))
        await pilot.press("2", "ctrl+d")
        left = seen(main)
        await pilot.press("comma")
        await until(pilot, lambda: main.open_id != left[0])
        await pilot.press("ctrl+o")
        await until(pilot, lambda: seen(main) == left)
        await settled(pilot)
        assert main.reader.has_focus


async def test_a_date_is_come_back_to_from_another_scale(harbour: Path) -> None:
    async with room(harbour, LOW) as (pilot, main):
        await half_down(pilot, main, "a-ferry.txt")
        await pilot.press("3")
        assert isinstance(main.axis.row, Entry)
        here = main.axis.article
        await pilot.press("p")
        await settled(pilot)
        await pilot.press("minus", "less_than_sign")
        scales = [main.axis.scale]
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert [*scales, main.axis.scale] == [Scale.MONTHS, Scale.DAYS]
        assert main.axis.article == here


async def test_from_a_day_that_no_other_piece_has_one_goes_nowhere(harbour: Path) -> None:
    async with room(harbour, LOW) as (pilot, main):
        await open_piece(pilot, main, "c-tug.txt")
        await to_dates(pilot, main)
        await pilot.press("G")
        assert main.axis.tick
        assert main.axis.tick.pieces == 0
        await pilot.press("p")
        await settled(pilot)
        assert main.status.message == "2021-10-12, published · no other piece than the open one"
        assert main.axis.tick
        await pilot.press("ctrl+o")
        assert main.status.message == "The trail begins here."


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (1, "1 month: no pieces"),
        (23, "23 months: no pieces"),
        (24, "2 years: no pieces"),
        (119, "9 years 11 months: no pieces"),
    ],
)
def test_a_long_time_without_pieces_is_told_in_years(months: int, words: str) -> None:
    assert gap(Gap(months, "month")) == words
    assert gap(Gap(9, "year")) == "9 years: no pieces"
