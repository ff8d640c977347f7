"""The tour at the first start: each step is done with its key, and once over it does not come back."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader import locations
from nkreader.archive.library import Library
from nkreader.ui.app import NKReader
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.touring import STEPS, said, seen
from tests.ui.conftest import settled, until
from tests.ui.test_doctor import call
from tests.ui.test_reading_room import SMALL, WIDE, room, type_text


@pytest.fixture(scope="session")
def filled_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, which nobody has read in."""
    folder = tmp_path_factory.mktemp("tour") / "sample-library"
    library = Library.open(folder)
    library.become_sample()
    library.add(sorted(locations.seeds().glob("*.txt")))
    library.close()
    return folder


@pytest.fixture(autouse=True)
def first_start(frozen_world: None) -> None:
    """Nothing was seen yet."""
    (locations.state() / "tour-seen").unlink()


@asynccontextmanager
async def first_visit(
    filled: Path, folder: Path, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Pilot[None], MainScreen]]:
    """The sample archive, as it opens for who has no library."""
    app = NKReader(folder if folder.exists() else Path(shutil.copytree(filled, folder)), sample=True)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.main._begun, "the list")
        await settled(pilot)
        yield pilot, app.main


def step(main: MainScreen) -> str:
    """Which step the line shows; empty if there is no line."""
    return main.tour_line.step if main.tour_line.shown else ""


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_each_step_is_done_with_its_real_keys(filled_sample: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    async with first_visit(filled_sample, tmp_path / "sample", size) as (pilot, main):
        assert step(main) == "Tour 1/5"
        await pilot.press("j", "x", "n")
        assert step(main) == "Tour 1/5", "only what it asks for counts"
        await pilot.press("enter")
        await until(pilot, lambda: step(main) == "Tour 2/5", "a piece open")
        assert main.reader.has_focus
        await pilot.press("right_square_bracket", "enter")
        await until(pilot, lambda: step(main) == "Tour 3/5", "a dossier")
        await settled(pilot)
        await pilot.press("2", "m")
        await until(pilot, lambda: step(main) == "Tour 4/5", "a mark")
        await pilot.press("backslash")
        await type_text(pilot, "hwasong")
        assert step(main) == "Tour 4/5"
        await pilot.press("enter")
        await until(pilot, lambda: step(main) == "Tour 5/5" and main.results, "a search")
        await pilot.press("3")
        await settled(pilot)
        await pilot.press("j", "enter")
        await until(pilot, lambda: step(main) == "Tour", "a jump")
        assert "? has the keys" in main.tour_line.said
        await settled(pilot)
        assert seen()
        await pilot.press("escape")
        assert step(main) == ""
    async with first_visit(filled_sample, tmp_path / "another") as (_, main):
        assert step(main) == ""


@pytest.mark.parametrize("size", [WIDE, SMALL, (60, 16)])
async def test_the_line_covers_no_text(filled_sample: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    async with first_visit(filled_sample, tmp_path / "sample", size) as (pilot, main):
        for _ in (*STEPS, ""):
            line = main.tour_line.region
            assert line.height >= 2
            assert not any(line.overlaps(pane.region) for pane in (main.articles, main.reader, main.status))
            shown = " ".join("".join(strip.text) for strip in main.tour_line.render_lines(main.tour_line.size.region))
            assert main.tour_line.said.split()[-1] in shown, "all of it is to be read"
            await pilot.press("ctrl+t")
        assert step(main) == ""


async def test_escape_ends_it_for_good_and_its_name_brings_it_back(filled_sample: Path, tmp_path: Path) -> None:
    async with first_visit(filled_sample, tmp_path / "sample") as (pilot, main):
        await pilot.press("escape")
        assert step(main) == ""
        assert main.status.message.startswith(":tour begins the tour again")
        await settled(pilot)
    async with first_visit(filled_sample, tmp_path / "sample") as (pilot, main):
        assert step(main) == ""
        await pilot.press("ctrl+t")
        assert main.status.message.startswith("There is no tour now")
        await call(pilot, "tour")
        await until(pilot, lambda: step(main) == "Tour 1/5", "the tour again")


async def test_what_was_done_before_is_not_asked_for(filled_sample: Path, tmp_path: Path) -> None:
    async with first_visit(filled_sample, tmp_path / "sample") as (pilot, main):
        await pilot.press("enter")
        await until(pilot, lambda: step(main) == "Tour 2/5", "a piece open")
        await settled(pilot)
        await pilot.press("m")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.highlights, "a mark")
        assert step(main) == "Tour 2/5"
        await pilot.press("ctrl+t")
        assert step(main) == "Tour 4/5"


async def test_esc_does_first_what_it_does_in_a_prompt(filled_sample: Path, tmp_path: Path) -> None:
    async with first_visit(filled_sample, tmp_path / "sample") as (pilot, main):
        await pilot.press("backslash", "h", "escape")
        assert not main.search_bar.typing
        assert step(main) == "Tour 1/5"


async def test_it_is_for_the_sample_archive_and_for_who_has_read_nothing(
    filled_sample: Path, tmp_path: Path, library_folder: Path
) -> None:
    async with room(library_folder) as (pilot, main):
        await settled(pilot)
        assert step(main) == ""
    async with first_visit(filled_sample, tmp_path / "sample") as (pilot, main):
        await pilot.press("enter")
        await until(pilot, lambda: step(main) == "Tour 2/5", "a piece open")
        await settled(pilot)
    async with first_visit(filled_sample, tmp_path / "sample") as (pilot, main):
        assert step(main) == "", "somebody was here"


async def test_where_nothing_can_be_remembered_it_does_not_come_back_in_this_visit(
    filled_sample: Path, tmp_path: Path
) -> None:
    shutil.rmtree(locations.state(), ignore_errors=True)
    locations.state().parent.mkdir(parents=True, exist_ok=True)
    locations.state().write_text("a file stands where the folder is to be")
    async with first_visit(filled_sample, tmp_path / "sample") as (pilot, main):
        await pilot.press("escape")
        await settled(pilot)
        assert step(main) == ""
        main.refresh_list()
        await settled(pilot)
        assert step(main) == ""
        assert not main.status.problem
    assert not seen()


def test_every_step_names_the_keys_that_hold_now(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said("name").startswith("] goes to the next name")
    monkeypatch.setattr("nkreader.ui.command._held", {"reader.next-name": ("ctrl+y",)})
    assert said("name").startswith("Ctrl+y goes to the next name")
