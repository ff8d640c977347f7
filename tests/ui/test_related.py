"""Related pieces from wherever a piece is: the list, the timeline, the reader; and the help that tells of the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.model.axis import Entry
from nkreader.ui.commands import COMMANDS, Where
from nkreader.ui.screens.sheet import ChoiceList, Sheet, room
from nkreader.ui.screens.sheets import keys
from nkreader.ui.widgets.reading_layout import cells
from tests.ui.conftest import path_of, settled, until
from tests.ui.test_reading_room import open_piece
from tests.ui.test_reading_room import room as reading_room


@pytest.mark.parametrize("pane", ["1", "3"])
async def test_related_pieces_of_the_piece_at_the_cursor(library_folder: Path, pane: str) -> None:
    async with reading_room(library_folder) as (pilot, main):
        launch = next(item.id for item in main.headlines.values() if path_of(main, item).endswith("b-launch.txt"))
        await pilot.press(pane)
        spot = main.articles.place(launch) if pane == "1" else main.axis.shown.places[launch]
        assert spot is not None
        here = main.articles if pane == "1" else main.axis
        here.go_to(spot)
        asked = here.article  # of an event that is folded, the piece that stands for it
        assert asked is not None
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the related pieces")
        assert main.open_id is None
        assert not main.headlines[asked].read
        rows = pilot.app.screen.query_one(ChoiceList).rows
        there = rows[0].value
        assert there != asked
        assert any(word in rows[0].lines[-1].plain for word in ("same ", "person", "event"))
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id == there and main.reader.has_focus, "the related piece")


async def test_of_the_open_piece_they_stand_below_the_timeline(library_folder: Path) -> None:
    async with reading_room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await until(pilot, lambda: main.related.rows, "related pieces")
        for pane in ("1", "3"):
            await pilot.press(pane, "r")
            assert pilot.app.screen is main
            assert main.related.has_focus
            row = main.axis.row
            assert isinstance(row, Entry)
        await pilot.press("r")
        assert main.related.has_focus


async def test_a_piece_without_any_says_so(library_folder: Path) -> None:
    async with reading_room(library_folder) as (pilot, main):
        await pilot.press("G", "r")
        await settled(pilot)
        assert pilot.app.screen is main
        assert main.status.message == "Nothing in this archive is related to this piece."


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_help_keeps_its_columns(width: int) -> None:
    shown = keys((Where.LIST, Where.PANE, Where.EVERYWHERE), "", room(width)).plain.split("\n")
    assert all(cells(line) <= max(room(width), 39) for line in shown)
    assert all(line.startswith("  ") for line in shown if line and line not in list(Where))
    said = " ".join(" ".join(shown).split())
    assert all(command.help in said for command in COMMANDS if command.where is Where.LIST)
