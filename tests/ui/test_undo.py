"""Taking back and doing again in the reading room, over the end of the program; marks of many articles at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.highlights import Highlight
from nkreader.ui.screens import retracing
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.widgets.prompt import Prompt
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import SMALL, open_piece, room, type_text


def marks(main: MainScreen) -> tuple[Highlight, ...]:
    assert main.reader.piece is not None
    return main.reader.piece.highlights


async def tag(pilot: Pilot[None], main: MainScreen, text: str) -> None:
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt")
    await type_text(pilot, text)
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is main)
    await settled(pilot)


async def test_the_last_changes_are_taken_back_on_another_day(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        article = main.open_id or ""
        await pilot.press("right_parenthesis", "m")
        await until(pilot, lambda: len(marks(main)) == 1)
        await pilot.press("c")
        await until(pilot, lambda: marks(main)[0].colour == "green")
        await pilot.press("asterisk")
        await until(pilot, lambda: main.headlines[article].starred)
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: main.open_id == article, "where one left off")
        await pilot.press("u")
        await until(pilot, lambda: not main.headlines[article].starred)
        title = "Missile flies 900 kilometers before it falls into the sea"
        assert main.status.message == f"taken back: star · {title}"
        await pilot.press("u")
        await until(pilot, lambda: marks(main)[0].colour == "yellow")
        assert "colour of a highlight" in main.status.message
        await pilot.press("u")
        await until(pilot, lambda: not marks(main))
        await pilot.press("u")
        await settled(pilot)
        assert main.status.message == "Nothing to take back."
        assert main.headlines[article].read, "that it was opened is no step of the reader's"
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: main.open_id == article, "where one left off")
        for _ in range(4):
            await pilot.press("ctrl+r")
        await settled(pilot)
        assert main.status.message == "Nothing to do again."
        assert [mark.colour for mark in marks(main)] == ["green"]
        assert main.headlines[article].starred


async def test_what_another_nkreader_removed_is_said_and_kept_from_nothing_else(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        launch = main.open_id or ""
        await pilot.press("asterisk")
        await open_piece(pilot, main, "d-undated.txt")
        await pilot.press("asterisk")
        await settled(pilot)
        title = main.headlines[main.open_id or ""].title
        other = Library.open(library_folder)
        other.remove([main.open_id or ""])
        other.close()
        await pilot.press("u")
        await settled(pilot)
        assert main.status.message == f"Cannot be taken back: star · {title}; its article was removed"
        assert main.status.problem
        await pilot.press("u")
        await until(pilot, lambda: not main.headlines[launch].starred)


async def test_all_in_view_are_read_in_one_step(library_folder: Path) -> None:
    async with room(library_folder, SMALL) as (pilot, main):
        await pilot.press("slash")
        await type_text(pilot, "missile")
        await until(pilot, lambda: main.results)
        await pilot.press("enter", "A")
        await until(pilot, lambda: sum(item.read for item in main.headlines.values()) == 3)
        assert main.status.message == "3 marked read; u takes it back"
        await pilot.press("A")
        await settled(pilot)
        assert main.status.message == "All in view are read."
        await pilot.press("u")
        await until(pilot, lambda: not any(item.read for item in main.headlines.values()))
        assert main.status.message == "taken back: marked read · 3 pieces"


async def test_very_many_are_read_anew(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retracing, "MANY", 2)
    async with room(library_folder) as (pilot, main):
        await pilot.press("A")
        await until(pilot, lambda: all(item.read for item in main.headlines.values()))
        await settled(pilot)
        assert main.status.message == "5 marked read; u takes it back"
        assert "0 unread" in str(main.search_bar.counter.content)


async def test_an_article_is_tagged_in_the_list_found_and_untagged(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "d-undated.txt")
        await pilot.press("1")
        await tag(pilot, main, "prices hyesan")
        article = main.articles.article or ""
        assert main.headlines[article].own_tags == ("prices", "hyesan")
        assert main.status.message == "tagged #prices #hyesan"
        shown = "\n".join(main.articles.render_line(y).text for y in range(main.articles.size.height))
        assert "#prices+1" in shown
        head = "\n".join(main.reader.render_line(y).text for y in range(8))
        assert "#prices #hyesan" in head
        await pilot.press("slash")
        await type_text(pilot, "tag:prices")
        await until(pilot, lambda: main.results and main.results.total == 1)
        await pilot.press("escape", "u")
        await until(pilot, lambda: not main.headlines[article].own_tags)
        await settled(pilot)
        head = "\n".join(main.reader.render_line(y).text for y in range(8))
        assert "#prices" not in head
