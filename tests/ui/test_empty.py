"""Every key of every pane on a library that holds nothing: no key may end the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.ui.app import NKReader
from nkreader.ui.commands import COMMANDS, Where
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
