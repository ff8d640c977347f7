"""The sheet of all highlights: found by what is typed, grouped, changed one by one and many at once; orphans."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.highlights import Highlight
from nkreader.model.spans import Span
from nkreader.ui.screens.highlights_rows import By, MarkList
from nkreader.ui.screens.highlights_sheet import HighlightsSheet
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.reattaching_sheet import ReattachingSheet
from nkreader.ui.widgets.prompt import NoteArea
from nkreader.ui.widgets.query_input import QueryInput
from tests.ui.conftest import TEXTS, settled, until
from tests.ui.test_reading_room import room, type_text

QUOTES = {
    "Analysts count two cranes.": ("", ("cranes",), "yellow"),
    "The pier is long enough for a destroyer": ("ask the yard", ("navy",), "green"),
    "The launch was the first since April.": ("", (), "yellow"),
    "The meeting ended without a statement on Kim Jong Un.": ("", ("navy", "un"), "blue"),
}


@pytest.fixture
def marked(library_folder: Path) -> Path:
    """A library with four highlights in three pieces."""
    library = Library.open(library_folder)
    for headline in library.headlines():
        text = library.piece(headline.id).article.text
        for quote, (note, tags, colour) in QUOTES.items():
            if quote in text:
                start = text.index(quote)
                library.add_highlight(headline.id, Span(start, start + len(quote)), note, tags, colour)
    library.close()
    return library_folder


async def sheet(pilot: Pilot[None], main: MainScreen) -> HighlightsSheet:
    """The sheet, opened."""
    await until(pilot, lambda: main.headlines, "the list")
    await settled(pilot)
    await pilot.press("H")
    await until(pilot, lambda: isinstance(pilot.app.screen, HighlightsSheet), "the sheet")
    await settled(pilot)
    found = pilot.app.screen
    assert isinstance(found, HighlightsSheet)
    return found


def shown(found: HighlightsSheet) -> list[str]:
    """Headings, and the quotations below them."""
    rows = found.query_one(MarkList).rows
    return [f"# {row.heading}" if row.one is None else row.one.mark.anchor.exact for row in rows]


def quotes(found: HighlightsSheet) -> set[str]:
    return {text for text in shown(found) if not text.startswith("# ")}


def kept(main: MainScreen) -> dict[str, Highlight]:
    """What the library holds, by quotations."""
    assert main.library is not None
    return {mark.anchor.exact: mark for mark in main.library.highlights()}


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash", "escape", "slash")
    await type_text(pilot, text)
    await pilot.press("enter")
    await settled(pilot)


CRANES, PIER, LAUNCH, MEETING = QUOTES


async def test_what_is_typed_leaves_what_has_it(marked: Path) -> None:
    async with room(marked, (120, 40)) as (pilot, main):
        found = await sheet(pilot, main)
        assert quotes(found) == set(QUOTES)
        for text, left in {
            "pier": {CRANES, PIER},
            "outlet:harbour -#un": {CRANES, PIER},
            "#navy": {PIER, MEETING},
            "colour:green": {PIER},
            "date:2024-05": {LAUNCH, MEETING},
            "YARD has:note": {PIER},
            "quote:launch OR #cranes": {LAUNCH, CRANES},
            '"first since"': {LAUNCH},
            "name:jong": {MEETING},
            "is:orphan": set(),
        }.items():
            await typed(pilot, text)
            assert quotes(found) == left, text
        await typed(pilot, "weapon:tank")
        assert "is nothing highlights are found by" in str(found.query_one("Vertical").border_subtitle)
        assert quotes(found) == set(QUOTES)


async def test_one_key_groups_by_the_next_thing(marked: Path) -> None:
    async with room(marked, (80, 24)) as (pilot, main):
        found = await sheet(pilot, main)
        seen = {}
        for by in By:
            seen[by] = shown(found)
            assert f"by {by}" in str(found.query_one("Vertical").border_title)
            await pilot.press("o")
        assert shown(found) == seen[By.ARTICLE], "round to the first"
        assert [text for text in seen[By.DATE] if text.startswith("# ")] == ["# 2024-05", "# 2024-03"]
        tags = [text for text in seen[By.TAG] if text.startswith("# ")]
        assert tags == ["# #cranes", "# #navy", "# #un", "# without a tag"]
        assert seen[By.TAG].count(MEETING) == 2, "in the group of each of its tags"
        colours = [text for text in seen[By.COLOUR] if text.startswith("# ")]
        assert colours == ["# yellow", "# green", "# blue"]
        assert seen[By.NAME].index("# Kim Jong Un") < seen[By.NAME].index(MEETING)


async def test_enter_leads_to_the_passage_and_the_sheet_is_as_it_was_left(marked: Path) -> None:
    async with room(marked, (120, 40)) as (pilot, main):
        found = await sheet(pilot, main)
        await typed(pilot, "meeting")
        await pilot.press("o", "enter")
        await until(pilot, lambda: main.open_id == kept(main)[MEETING].article, "the piece")
        await settled(pilot)
        assert main.reader.cursor == kept(main)[MEETING].anchor.span.start
        found = await sheet(pilot, main)
        assert found.query_one(QueryInput).value == "meeting"
        assert quotes(found) == {MEETING}
        assert shown(found)[0] == "# 2024-05"
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is main)


async def test_one_is_changed_where_it_stands(marked: Path) -> None:
    async with room(marked, (120, 40)) as (pilot, main):
        found = await sheet(pilot, main)
        await typed(pilot, "launch was")
        await pilot.press("c")
        await until(pilot, lambda: kept(main)[LAUNCH].colour == "green")
        await settled(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.focused, NoteArea))
        await type_text(pilot, "first, #test")
        await pilot.press("enter")
        await until(pilot, lambda: kept(main)[LAUNCH].tags == ("first", "test"))
        await settled(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.focused, NoteArea))
        await type_text(pilot, "since when")
        await pilot.press("enter")
        await until(pilot, lambda: kept(main)[LAUNCH].note == "since when")
        await settled(pilot)
        await typed(pilot, "#test since")
        assert quotes(found) == {LAUNCH}, "what was written is found"
        await pilot.press("d")
        await until(pilot, lambda: LAUNCH not in kept(main))
        await settled(pilot)
        assert quotes(found) == set()
        await pilot.press("u")
        await until(pilot, lambda: LAUNCH in kept(main))
        await settled(pilot)
        assert quotes(found) == {LAUNCH}


async def test_several_are_changed_in_one_step(marked: Path) -> None:
    async with room(marked, (120, 40)) as (pilot, main):
        found = await sheet(pilot, main)
        before = kept(main)
        await typed(pilot, "#navy")
        await pilot.press("V")
        assert "2 selected" in str(found.query_one("Vertical").border_title)
        await typed(pilot, "launch")
        await pilot.press("g", "g", "v")
        await settled(pilot)
        assert "3 selected" in str(found.query_one("Vertical").border_title)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.focused, NoteArea))
        await type_text(pilot, "chapter-2 -NAVY")
        await pilot.press("enter")
        await until(pilot, lambda: kept(main)[LAUNCH].tags == ("chapter-2",))
        await settled(pilot)
        after = kept(main)
        assert after[PIER].tags == ("chapter-2",)
        assert after[MEETING].tags == ("un", "chapter-2")
        assert after[CRANES] == before[CRANES]
        await pilot.press("c")
        await until(pilot, lambda: {kept(main)[one].colour for one in (PIER, LAUNCH, MEETING)} == {"blue"})
        await settled(pilot)
        await pilot.press("d")
        await until(pilot, lambda: kept(main).keys() == {CRANES})
        await settled(pilot)
        for _ in range(3):
            await pilot.press("u")
            await settled(pilot)
        assert kept(main) == before, "three steps, each taken back whole"
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert kept(main) == after


async def test_an_orphan_is_put_where_the_reader_says(tmp_path: Path) -> None:
    pieces, folder = tmp_path / "pieces", tmp_path / "library"
    pieces.mkdir()
    path = pieces / "a-pier.txt"
    path.write_text(TEXTS["a-pier.txt"], encoding="utf-8")
    library = Library.open(folder)
    library.add([pieces])
    (headline,) = library.headlines()
    start = library.piece(headline.id).article.text.index(CRANES)
    mark = library.add_highlight(headline.id, Span(start, start + len(CRANES)), "how many?")
    path.write_text(TEXTS["a-pier.txt"].replace("count two cranes", "now count three tall cranes"), encoding="utf-8")
    library.rescan()
    assert library.highlights()[0].orphan
    library.close()
    async with room(folder, (80, 24)) as (pilot, main):
        found = await sheet(pilot, main)
        assert "1 no longer in the text" in str(found.query_one("Vertical").border_title)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReattachingSheet), "the places")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is found)
        assert kept(main) == {CRANES: library_mark(main, mark.id)}
        assert kept(main)[CRANES].orphan, "left, it stays where it was"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReattachingSheet), "the places")
        await settled(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: CRANES not in kept(main), "its new place")
        await settled(pilot)
        (now,) = kept(main).values()
        assert (now.id, now.note, now.orphan) == (mark.id, "how many?", False)
        assert now.anchor.exact == "Analysts now count three tall cranes."
        assert pilot.app.screen is found
        await pilot.press("u")
        await until(pilot, lambda: kept(main).get(CRANES) == library_mark(main, mark.id), "the orphan again")
        await settled(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReattachingSheet), "the places")
        await settled(pilot)
        await pilot.press("G", "enter")
        await until(pilot, lambda: pilot.app.screen is main and main.open_id == mark.article, "its piece")
        await settled(pilot)
        assert library_mark(main, mark.id).orphan, "to look is not to choose"


def library_mark(main: MainScreen, ident: str) -> Highlight:
    assert main.library is not None
    return next(mark for mark in main.library.highlights() if mark.id == ident)
