"""The way back through searches, articles, names and jumps; and where one was in each article, on another day too."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.ui.screens.sheet import Sheet
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import SMALL, open_piece, room, type_text


@pytest.mark.parametrize("size", [(120, 40), SMALL])
async def test_the_trail_leads_back_through_search_jump_and_name_and_forward_again(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with room(library_folder, size) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        pier = main.open_id
        await pilot.press("backslash")
        await type_text(pilot, "missile")
        await until(pilot, lambda: main.results and main.results.total == 3)
        await pilot.press("enter")
        await open_piece(pilot, main, "b-launch.txt")
        launch = main.open_id
        await pilot.press("full_stop")
        await until(pilot, lambda: main.open_id not in (launch, pier))
        later = main.open_id
        seen = []
        for _ in range(3):
            await pilot.press("ctrl+o")
            await settled(pilot)
            seen.append((main.open_id, main.shown_query))
        assert seen == [(launch, "missile"), (pier, "missile"), (pier, "")]
        await pilot.press("ctrl+o")
        assert main.status.message == "The trail begins here."
        for _ in range(3):
            await pilot.press("alt+right")
            await settled(pilot)
        assert (main.open_id, main.shown_query) == (later, "missile")
        await pilot.press("alt+right")
        assert main.status.message == "The trail ends here."


async def test_the_trail_leads_past_what_was_removed(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        opened = []
        for name in ("a-pier.txt", "d-undated.txt", "b-launch.txt"):
            await open_piece(pilot, main, name)
            opened.append(main.open_id or "")
        await settled(pilot)
        other = Library.open(library_folder)
        other.remove([opened[1]])
        other.close()
        main.refresh_list()
        await until(pilot, lambda: opened[1] not in main.headlines)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == opened[0])
        assert not main.status.problem
        await pilot.press("ctrl+o")
        assert main.status.message == "The trail begins here."
        await pilot.press("alt+right")
        await until(pilot, lambda: main.open_id == opened[2])


async def test_a_jump_to_a_highlight_of_the_open_piece_leads_back(library_folder: Path) -> None:
    async with room(library_folder, (80, 12)) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("G")
        await settled(pilot)
        await pilot.press("m")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.highlights)
        await pilot.press("g", "g")
        await settled(pilot)
        top = main.reader.cursor
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet))
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.cursor > top, "the highlight")
        await settled(pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.reader.cursor == top, "where one was")


async def test_where_one_was_in_each_article_is_known_on_another_day(library_folder: Path) -> None:
    async with room(library_folder, (120, 14)) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("G")
        await settled(pilot)
        place = main.reader.cursor
        assert main.reader.scroll_offset.y > 0
        await open_piece(pilot, main, "c-council.txt")
        council = main.open_id
    async with room(library_folder, (120, 14)) as (pilot, main):
        await until(pilot, lambda: main.open_id == council, "where one left off")
        await open_piece(pilot, main, "b-launch.txt")
        await settled(pilot)
        assert main.reader.cursor == place
        assert main.reader.scroll_offset.y > 0


@pytest.mark.parametrize("size", [(80, 16), (80, 12), (100, 14)])
async def test_a_look_at_the_list_leaves_the_cursor_of_the_text_where_it_was(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with room(library_folder, size) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        await pilot.press("G")
        await settled(pilot)
        before, sentence = main.reader.cursor, main.reader.sentence()
        await pilot.press("1")
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert (main.reader.cursor, main.reader.sentence()) == (before, sentence)
        assert sentence is not None
        assert main.reader.in_view(sentence)
