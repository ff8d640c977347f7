"""A library that holds nothing: no key of any pane may end the room, and the reader is told how to begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader import locations
from nkreader.ui.app import NKReader
from nkreader.ui.commands import COMMANDS, Where
from nkreader.ui.screens.main import MainScreen
from tests.ui.conftest import until

ENDS = {"q", "ctrl+z"}


@pytest.mark.parametrize("pane", ["1", "2", "3"])
async def test_no_key_fails_where_nothing_is(tmp_path: Path, pane: str) -> None:
    app = NKReader(tmp_path / "nothing")
    places = {"1": Where.LIST, "2": Where.READER, "3": Where.TIMELINE}
    keys = [
        key
        for command in COMMANDS
        if command.where in (Where.EVERYWHERE, Where.PANE, places[pane])
        for key in command.keys
        if key not in ENDS
    ]
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.main.library, "the library")
        await pilot.press(pane)
        here = app.focused
        for key in keys:
            await pilot.press(*key.split(","))
            while app.screen is not app.main or app.main.search_bar.typing:
                await pilot.press("escape")
            if app.focused is not here:
                await pilot.press(pane)
        assert app.is_running


async def test_an_empty_library_says_in_the_reader_how_to_begin(tmp_path: Path) -> None:
    async with NKReader(tmp_path / "it's new").run_test(size=(120, 40)) as pilot:
        main = pilot.app.screen
        assert isinstance(main, MainScreen)
        await until(pilot, lambda: "This library is empty" in page(main), "the welcome")
        assert "P        adds an article: pasted, or written\n" in page(main)
        assert "q        leaves; for a folder, begin with\n" in page(main)
        assert "    nkreader --library DIR FOLDER" in page(main)
        await pilot.press("R")
        await until(pilot, lambda: main.status.message.startswith("No folder was added"), "how to add one")
        assert "FOLDER does" in main.status.message
        assert "; P adds a text" in main.status.message


async def test_the_default_library_needs_no_option(tmp_path: Path) -> None:
    async with NKReader(locations.user_library()).run_test(size=(120, 40)) as pilot:
        main = pilot.app.screen
        assert isinstance(main, MainScreen)
        await until(pilot, lambda: "    nkreader FOLDER" in page(main), "the welcome")


def page(main: MainScreen) -> str:
    """What stands in the reader."""
    lines = [main.reader.render_line(y).text.rstrip() for y in range(main.reader.size.height)]
    return "\n".join(lines)
