"""Saving searches, and going back to them with what is new in each."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.saved_sheet import SavedSheet
from nkreader.ui.screens.sheet import ChoiceList
from nkreader.ui.widgets.prompt import NoteArea, Prompt
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import room, type_text


async def search(pilot: Pilot[None], query: str) -> None:
    """Search and keep."""
    await pilot.press("backslash", "ctrl+u")
    await type_text(pilot, query)
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


async def save(pilot: Pilot[None], main: MainScreen, name: str) -> None:
    """Save the search in force."""
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt for the name")
    pilot.app.screen.query_one(NoteArea).clear()
    await type_text(pilot, name)
    await pilot.press("enter")
    await until(pilot, lambda: main.status.message.startswith("saved as"), "the search saved")


def rows(pilot: Pilot[None]) -> list[str]:
    """What the sheet lists."""
    return ["\n".join(line.plain for line in row.lines) for row in pilot.app.screen.query_one(ChoiceList).rows]


async def sheet(pilot: Pilot[None]) -> SavedSheet:
    """Open the sheet."""
    await pilot.press("S")
    await until(pilot, lambda: isinstance(pilot.app.screen, SavedSheet), "the sheet")
    screen = pilot.app.screen
    assert isinstance(screen, SavedSheet)
    return screen


async def test_a_search_is_saved_and_run_again(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("S")
        await until(pilot, lambda: "No search is saved: Ctrl+s" in main.status.message)
        await pilot.press("ctrl+s")
        assert "There is no search to save" in main.status.message
        await search(pilot, "missile -rice")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt for the name")
        assert pilot.app.screen.query_one(NoteArea).text == "missile -rice"
        await pilot.press("enter")
        await until(pilot, lambda: "saved as missile -rice" in main.status.message)
        await search(pilot, "pier")
        await sheet(pilot)
        assert rows(pilot) == ["missile -rice  2 pieces\n  missile -rice"]
        await pilot.press("enter")
        await until(pilot, lambda: main.results is not None and main.results.total == 2, "the search")
        assert main.articles.has_focus
        assert main.shown_query == "missile -rice"
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.shown_query == "pier", "the way back")


async def test_a_search_is_saved_as_it_is_typed_and_found_by_its_name(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("slash")
        await type_text(pilot, "missile")
        await save(pilot, main, "launches")
        await until(pilot, lambda: main.search_bar.prompt.has_focus, "the prompt again")
        assert main.search_bar.prompt.value == "missile"
        await type_text(pilot, " saved:la")
        await until(pilot, lambda: main.search_bar.ways.display, "its name")
        await pilot.press("tab")
        assert main.search_bar.prompt.value == "missile saved:launches"
        await settled(pilot)
        assert main.results is not None
        assert main.results.total == 3


async def test_what_came_in_since_the_last_visit_is_told(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await search(pilot, "missile")
        await save(pilot, main, "launches")
        await search(pilot, "is:new")
        assert "there was no visit before" in main.status.message
    library = Library.open(library_folder)
    library.add_text(b"A missile stood on the pier.", Stated("Missile on the pier"))
    library.close()
    async with room(library_folder) as (pilot, main):
        await sheet(pilot)
        assert rows(pilot) == ["launches  4 pieces · 1 new since the last visit\n  missile"]
        await pilot.press("q")
        await search(pilot, "since:last")
        assert main.results is not None
        assert [main.headlines[ident].title for ident in main.results.ids] == ["Missile on the pier"]


async def test_deleting_can_be_taken_back_on_another_day_too(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        for query, name in (("missile", "a"), ("pier", "b")):
            await search(pilot, query)
            await save(pilot, main, name)
        await sheet(pilot)
        await pilot.press("d")
        await until(pilot, lambda: main.library and len(main.library.saved_searches()) == 1, "one less")
        await until(pilot, lambda: isinstance(pilot.app.screen, SavedSheet), "the sheet again")
        assert [row.partition(" ")[0] for row in rows(pilot)] == ["b"]
        assert "it searched for missile · u takes it back" in main.status.message
        await pilot.press("q")
        await settled(pilot)
    async with room(library_folder) as (pilot, main):
        await settled(pilot)
        await pilot.press("u")
        await until(pilot, lambda: main.status.message == "taken back: saved search deleted · a", "taken back")
        await sheet(pilot)
        assert [row.partition(" ")[0] for row in rows(pilot)] == ["a", "b"]
        await pilot.press("q", "ctrl+r")
        await until(pilot, lambda: main.library and len(main.library.saved_searches()) == 1, "done again")


async def test_a_saved_search_gets_another_name(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        for query, name in (("missile", "a"), ("pier", "b")):
            await search(pilot, query)
            await save(pilot, main, name)
        await sheet(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt for the name")
        await type_text(pilot, "bc")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SavedSheet), "the sheet again")
        assert [row.partition(" ")[0] for row in rows(pilot)] == ["abc", "b"]
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt for the name")
        pilot.app.screen.query_one(NoteArea).load_text("B")
        await pilot.press("enter")
        await until(pilot, lambda: "there is a saved search 'b' already" in main.status.message)


async def test_hostile_names_are_shown_as_text(library_folder: Path) -> None:
    library = Library.open(library_folder)
    library.save_search("[red]x[/] \x1b[31m\u202e", "pier [/] \x9b2J")
    library.close()
    async with room(library_folder) as (pilot, _):
        await sheet(pilot)
        (row,) = rows(pilot)
        assert row.startswith("[red]x[/] ␛[31m\ufffd  0 pieces\n  pier [/] \ufffd2J")
        assert "\x9b" not in row
