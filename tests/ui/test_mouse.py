"""Everything the mouse can do; nothing needs it."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.sheet import Sheet
from nkreader.ui.widgets.key_line import KeyLine
from tests.ui.conftest import settled, until
from tests.ui.reading import cell
from tests.ui.test_reading_room import SMALL, open_piece, room


def row_of(pane: Widget, words: str) -> int:
    """The line of a pane that shows them, with its border."""
    return 1 + next(y for y in range(pane.size.height) if words in pane.render_line(y).text)


async def wheel(pilot: Pilot[None], pane: Widget, down: bool) -> None:
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    await pilot._post_mouse_events([kind], pane, offset=(4, 3), button=0)
    await pilot.pause()


async def test_a_click_goes_to_a_row_of_the_list_and_two_open_it(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("3")
        y = row_of(main.articles, "Council")
        await pilot.click("#articles", offset=(8, y))
        assert main.articles.has_focus
        council = main.articles.article
        assert council is not None
        assert main.headlines[council].title.startswith("Council")
        assert main.open_id is None
        await pilot.click("#articles", offset=(8, y), times=2)
        await until(pilot, lambda: main.open_id == council, "the piece")


async def test_a_click_jumps_along_the_timeline_and_to_what_is_related(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.click("#axis", offset=(10, row_of(main.axis, "Missile")))
        await until(pilot, lambda: main.open_id and main.reader.has_focus, "the piece")
        first = main.open_id
        await until(pilot, lambda: main.related.rows, "related pieces")
        there = main.related.rows[0].headline.id
        await pilot.click("#related", offset=(4, 1))
        await until(pilot, lambda: main.open_id == there, "the related piece")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == first, "and back")


async def test_a_click_opens_the_dossier_of_a_name_and_goes_to_a_sentence(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        piece = main.reader.piece
        assert piece is not None
        last = piece.article.text.index("according to")
        await pilot.click("#reader", offset=cell(main.reader, last))
        sentence = main.reader.sentence()
        assert sentence is not None
        assert last in sentence
        name = next(mention.span for mention in piece.analysis.mentions if mention.name == "Kim Jong Un")
        await pilot.click("#reader", offset=cell(main.reader, name.start + 1))
        await until(pilot, lambda: main.dossier_open, "the dossier")


async def test_a_click_presses_a_key_of_the_last_line(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await settled(pilot)
        await pilot.click(KeyLine, offset=(main.query_one(KeyLine).begins("everywhere.help"), 0))
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the help")


async def test_a_click_opens_the_search_and_another_beside_it_leaves_the_query(library_folder: Path) -> None:
    async with room(library_folder, SMALL) as (pilot, main):
        await pilot.click("SearchBar", offset=(40, 0))
        await until(pilot, lambda: main.search_bar.typing, "the prompt")
        await pilot.press("t", "u", "g")
        await pilot.click("SearchBar", offset=(20, 0))
        assert main.search_bar.prompt.value == "tug"


async def test_the_wheel_scrolls_what_is_under_it(library_folder: Path) -> None:
    async with room(library_folder, (120, 16)) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        panes: tuple[Widget, ...] = (main.articles, main.axis, main.reader)
        scrolled = [pane for pane in panes if pane.max_scroll_y > 0]
        assert main.reader in scrolled
        assert main.axis in scrolled
        for pane in scrolled:
            cursor, opened = place(main), main.open_id
            pane.scroll_to(y=0, animate=False, force=True)
            await pilot.pause()
            await wheel(pilot, pane, down=True)
            assert pane.scroll_offset.y > 0, pane
            await wheel(pilot, pane, down=False)
            assert pane.scroll_offset.y == 0, pane
            assert (place(main), main.open_id) == (cursor, opened)


def place(main: MainScreen) -> tuple[int, int]:
    return main.articles.cursor, main.axis.cursor
