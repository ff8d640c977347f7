"""What helps along: the first page, the keys in the last line, words for keys that lead nowhere, room to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.ui.screens.sheets import welcome
from nkreader.ui.widgets.key_line import KeyLine
from tests.ui.conftest import until
from tests.ui.test_reading_room import open_piece, room


async def test_zen_has_the_whole_width_at_every_size(library_folder: Path) -> None:
    for width in (60, 100, 140):
        async with room(library_folder, (width, 30)) as (pilot, main):
            await open_piece(pilot, main, "b-launch.txt")
            await pilot.press("z")
            await pilot.pause()
            assert main.reader.outer_size.width >= width - 2


async def test_the_keys_that_hold_everywhere_stay_in_the_last_line(library_folder: Path) -> None:
    for width in (60, 80, 120):
        async with room(library_folder, (width, 30)) as (pilot, main):
            await pilot.pause()
            keys = main.query_one(KeyLine)
            line = "".join(segment.text for segment in pilot.app.screen._compositor.render_strips()[-1])
            for shown in ("Enter Open", "/ Search", "? Help", "q Back"):
                assert shown in line
            assert line.rstrip().endswith("Back/quit")
            assert keys.virtual_size.width <= width


async def test_with_nothing_open_the_reader_says_how_to_begin(library_folder: Path) -> None:
    async with room(library_folder) as (_, main):
        assert "Enter" in main.reader.empty
        assert "/" in main.reader.empty
        assert "sample" not in main.reader.empty
    assert "nkreader FOLDER" in welcome(False, 0)
    assert "sample archive" in welcome(True, 22)


async def test_what_was_said_goes_when_the_reader_goes_on(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("o", "g", "g")
        assert main.status.message.startswith("sorted")
        await pilot.press("j")
        assert main.status.message.startswith("sorted")
        monkeypatch.setattr("nkreader.ui.widgets.status.LASTS", 0.0)
        await pilot.press("j")
        await until(pilot, lambda: not main.status.message, "silence")


async def test_steps_that_lead_nowhere_say_so(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: "Nothing is highlighted" in main.status.message)
        await pilot.press("n")
        await until(pilot, lambda: "No search" in main.status.message)
        await pilot.press(*["right_square_bracket"] * 30)
        await until(pilot, lambda: "last name" in main.status.message)
        await pilot.press("v")
        await until(pilot, lambda: main.status.message.startswith("Selecting"))
        await pilot.press("escape")
        await until(pilot, lambda: not main.status.message)
