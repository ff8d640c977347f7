"""Keys that arrive together, as from a fast typist or a slow line, mean what they would mean one by one."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.events import Key, Paste

from nkreader.ui.screens.main import MainScreen
from nkreader.ui.widgets.prompt import Prompt
from tests.ui.conftest import until
from tests.ui.test_reading_room import open_piece, room


def at_once(app: App[None], keys: str) -> None:
    """All keys before the app takes the first."""
    names = {"/": "slash", "\n": "enter", " ": "space"}
    for key in keys:
        app.post_message(Key(names.get(key, key), key))


def notes(main: MainScreen) -> list[str]:
    """Of the open piece."""
    piece = main.reader.piece
    return [highlight.note for highlight in piece.highlights] if piece else []


async def test_a_query_typed_with_its_slash_is_all_there(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        at_once(pilot.app, "/guided missile")
        await until(pilot, lambda: main.search_bar.prompt.value == "guided missile", "the query")
        assert main.search_bar.typing
        at_once(pilot.app, "\nG")
        await until(pilot, lambda: not main.search_bar.typing, "the end of the prompt")
        await until(pilot, lambda: main.articles.cursor == len(main.articles.rows) - 1, "the last row")


async def test_a_note_typed_with_its_key_is_all_there(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        at_once(pilot.app, "ajkd")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the box for the note")
        at_once(pilot.app, " too\n")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen), "the page again")
        await until(pilot, lambda: notes(main) == ["jkd too"], "the note")


async def test_what_is_pasted_waits_for_its_prompt(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        at_once(pilot.app, "/")
        pilot.app.post_message(Paste("solid fuel"))
        at_once(pilot.app, " x")
        await until(pilot, lambda: main.search_bar.prompt.value == "solid fuel x", "the query")


async def test_a_key_that_is_lost_does_not_hold_up_the_next(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        app = pilot.app
        app._since = 0.0  # type: ignore[attr-defined]  # long ago, and never heard of again
        await pilot.press("j")
        await until(pilot, lambda: main.articles.cursor > 0, "the second row")
