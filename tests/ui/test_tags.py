"""Tags: completed from those that are known, several at once, taken away, and taken back on another day."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from nkreader.archive.library import Library
from nkreader.model.spans import Span
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.widgets.tag_prompt import TagPrompt, ways
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import SMALL, open_piece, room, type_text


@pytest.fixture
def tagged(library_folder: Path) -> Path:
    """A library in which tags are known."""
    library = Library.open(library_folder)
    one, two, *_ = library.headlines()
    library.tag(one.id, ["harbour", "haul", "sanctions"])
    library.add_highlight(two.id, Span(0, 7), "", ["harbour", "미사일"])
    library.close()
    return library_folder


def known(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(".known", Static).content)


async def prompt(pilot: Pilot[None]) -> TextArea:
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, TagPrompt), "the prompt")
    return pilot.app.screen.query_one(TextArea)


def tags(main: MainScreen) -> tuple[str, ...]:
    assert main.reader.piece is not None
    return main.reader.piece.highlights[0].tags


def test_what_is_begun_is_completed_whatever_its_case_and_none_twice() -> None:
    all_of_them = ("harbour", "haul", "sanctions", "미사일")
    assert ways(all_of_them, "ha", "ha") == ("harbour", "haul")
    assert ways(all_of_them, "haul HA", "HA") == ("harbour",)
    assert ways(all_of_them, "haul ", "") == ("harbour", "sanctions", "미사일")
    assert ways(all_of_them, "미", "미") == ("미사일",)
    assert ways(all_of_them, "zzz", "zzz") == ()


async def test_known_tags_are_completed_one_after_the_other(tagged: Path) -> None:
    async with room(tagged, SMALL) as (pilot, main):
        await open_piece(pilot, main, "d-undated.txt")
        await pilot.press("right_parenthesis", "m")
        await settled(pilot)
        area = await prompt(pilot)
        assert known(pilot) == "known: harbour haul sanctions 미사일"
        await type_text(pilot, "ha")
        assert known(pilot) == "known: harbour haul"
        await pilot.press("tab")
        assert area.text == "harbour"
        await pilot.press("tab")
        assert area.text == "haul"
        assert known(pilot) == "known: harbour [haul]"
        await type_text(pilot, " new")
        assert known(pilot) == "a new tag"
        await pilot.press("space", "tab", "enter")
        await until(pilot, lambda: tags(main) == ("haul", "new", "harbour"), "the tags")
        await settled(pilot)
        assert main.status.message == "tagged #haul #new #harbour"


async def test_a_tag_that_is_taken_away_comes_back_on_another_day(tagged: Path) -> None:
    async with room(tagged) as (pilot, main):
        await open_piece(pilot, main, "d-undated.txt")
        await pilot.press("right_parenthesis", "m")
        await settled(pilot)
        await prompt(pilot)
        await type_text(pilot, "one two")
        await pilot.press("enter")
        await settled(pilot)
        area = await prompt(pilot)
        assert area.text == "one two "
        await pilot.press("ctrl+w", "enter")
        await settled(pilot)
        assert tags(main) == ("one",)
        assert main.status.message == "without #two"
    async with room(tagged) as (pilot, main):
        await until(pilot, lambda: main.open_id, "the last place")
        await settled(pilot)
        for said, there in (
            ("taken back: tags of a highlight", ("one", "two")), ("taken back: tags of a highlight", ()),
        ):  # fmt: skip
            await pilot.press("u")
            await settled(pilot)
            assert main.status.message.startswith(said)
            assert tags(main) == there
        await pilot.press("ctrl+r", "ctrl+r")
        await settled(pilot)
        assert main.status.message.startswith("done again: tags of a highlight")
        assert tags(main) == ("one",)
