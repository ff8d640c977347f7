"""What one can do is found: by the keys of the pane, filtered as one types, and by name in the palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandList, CommandPalette
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static

from nkreader.model.sanitise import is_safe
from nkreader.ui.commands import COMMANDS, Where, of
from nkreader.ui.screens.helping import HelpSheet
from nkreader.ui.screens.palette import offered, rank
from nkreader.ui.widgets.query_input import QueryInput
from tests.ui.conftest import until
from tests.ui.test_reading_room import SMALL, WIDE, open_piece, room


def shown(pilot: Pilot[None]) -> str:
    """What stands on the sheet of keys."""
    return str(pilot.app.screen.query_one(Static).content)


async def help_sheet(pilot: Pilot[None]) -> HelpSheet:
    """Open it."""
    await pilot.press("question_mark")
    await until(pilot, lambda: isinstance(pilot.app.screen, HelpSheet) and pilot.app.focused, "the keys")
    assert isinstance(pilot.app.screen, HelpSheet)
    return pilot.app.screen


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_keys_of_a_pane_are_filtered_as_one_types(library_folder: Path, size: tuple[int, int]) -> None:
    async with room(library_folder, size) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await help_sheet(pilot)
        everything = shown(pilot)
        assert all(command.help.split()[0] in everything for command in of(Where.READER))
        assert "Open the article in the reader" not in everything, "that is a key of the list"
        await pilot.press("slash", *"sentence", "space", *"next")
        told = shown(pilot).splitlines()
        assert told[0] == "reader"
        assert [line.split()[0] for line in told[1:]] == [")"]
        await pilot.press("enter")
        assert shown(pilot).splitlines() == told
        await pilot.press("slash", "escape")
        assert shown(pilot) == everything
        assert not pilot.app.screen.has_class("-filtered")
        await pilot.press("q")
        assert pilot.app.screen is main
        assert main.reader.has_focus


async def test_a_key_itself_is_found_and_nothing_is_said(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, _):
        await help_sheet(pilot)
        await pilot.press("slash", "asterisk")
        assert [line.split()[0] for line in shown(pilot).splitlines()] == ["list", "*"]
        await pilot.press("backspace", "G")
        assert "To the end." in shown(pilot)
        assert "gg" not in shown(pilot)
        await pilot.press("backspace", *"zebra")
        assert shown(pilot) == "No key here says that."
        pilot.app.screen.query_one(QueryInput).post_message(Paste("\x1b[2J\nstar"))
        await pilot.pause()
        assert is_safe(pilot.app.screen.query_one(QueryInput).value)
        await pilot.press("escape", "q")
        assert pilot.app.is_running


def test_every_command_is_found_by_its_own_words_in_any_order() -> None:
    for command in COMMANDS:
        words = command.title.split()
        for query in (command.title, " ".join(reversed(words)), command.title.upper(), command.labels[0]):
            assert rank(query, command) > 0, (query, command.name)
    star = next(command for command in COMMANDS if command.name == "list.star")
    assert rank("away star", star) > 0
    assert rank("star zebra", star) == 0
    assert rank("", star) == 0
    assert rank("star", star) > rank("away", star)


@pytest.mark.parametrize("where", [Where.LIST, Where.READER, Where.TIMELINE])
def test_the_palette_has_the_commands_as_they_hold_in_the_pane(where: Where) -> None:
    found = {command.id: command for command in offered((where, Where.PANE, Where.EVERYWHERE))}
    assert all(found[command.id] is command for command in of(where))
    assert {command.id for command in offered()} == set(found)


async def choose(pilot: Pilot[None], query: str, title: str) -> str:
    """Type it into the palette and choose the first, which must be `title`; gives what stands there."""
    await pilot.press("colon")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette), "the palette")
    palette = pilot.app.screen
    await pilot.press(*("space" if letter == " " else letter for letter in query))
    listed = palette.query_one(CommandList)

    def first() -> str:
        at = listed.highlighted
        text = str(listed.get_option_at_index(at).prompt) if at is not None else ""
        return text if text.startswith(title) else ""

    await until(pilot, first, f"{title} in the palette")
    said = first()
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is not palette, "the command")
    await pilot.pause()
    return said


async def test_a_command_is_done_in_the_pane_that_the_palette_was_opened_from(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        opened = main.open_id or ""
        await pilot.press("1", "g", "g", "2")
        assert main.articles.article != opened
        said = await choose(pilot, "star article", "Star")
        assert said.splitlines()[1].startswith("*   ")
        await until(pilot, lambda: main.headlines[opened].starred, "the star of the open piece")
        assert main.reader.has_focus
        await pilot.press("1")
        there = main.articles.article or ""
        await choose(pilot, "article star", "Star")
        await until(pilot, lambda: main.headlines[there].starred, "the star of the row")
        assert main.articles.has_focus
        await choose(pilot, "sentence next", "Next sentence")
        await until(pilot, lambda: main.reader.has_focus, "where the command holds")


async def test_moving_by_name_moves_the_pane_one_is_in(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("3")
        assert main.axis.has_focus
        await choose(pilot, "last", "Last")
        assert main.axis.has_focus
        assert main.axis.cursor == len(main.axis.rows) - 1 or not main.axis.choosable(main.axis.rows[-1])


async def test_themes_stand_behind_the_command_that_is_meant(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await choose(pilot, "tour", "Tour")
        assert main.tour_line.shown
        await choose(pilot, "paper theme", "Theme paper")
        await until(pilot, lambda: pilot.app.theme == "paper", "the theme")
