"""The legend: kinds, their looks and counts, switched on and off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.entities import EntityKind
from nkreader.ui.app import NKReader
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.showing import SHOWN, Shown
from nkreader.ui.widgets.legend import Legend, counts
from tests.ui.conftest import settled, until
from tests.ui.reading import lines

PERSON, PLACE = EntityKind.PERSON, EntityKind.PLACE


@asynccontextmanager
async def reading(folder: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Pilot[None], MainScreen]]:
    """The launch piece open in the reader."""
    app = NKReader(folder)
    async with app.run_test(size=size) as pilot:
        main = app.main
        await until(pilot, lambda: main.headlines and not main.status.progress, "the list")
        await settled(pilot)  # the place of the last visit, if there is one
        piece = next(one for one in main.headlines.values() if one.title.startswith("Missile flies"))
        main.open_article(piece.id, "", focus=main.reader)
        await until(pilot, lambda: main.open_id == piece.id and main.reader.has_focus, "the piece")
        await settled(pilot)
        yield pilot, main


def shown(legend: Legend) -> str:
    """What the legend says."""
    return " ".join(legend.render().plain.split())


async def test_it_counts_names_and_mentions_of_the_open_article(library_folder: Path) -> None:
    async with reading(library_folder) as (pilot, main):
        assert not main.page.legend.display
        await pilot.press("L")
        await settled(pilot)
        legend = main.page.legend
        assert legend.has_focus
        piece = main.reader.piece
        assert piece is not None
        for kind, count in counts(piece.analysis.mentions).items():
            mentions = [mention for mention in piece.analysis.mentions if mention.kind is kind]
            assert count.mentions == len(mentions)
            assert count.names == len({mention.entity or mention.name for mention in mentions})
            assert f"● {kind.value} {count.names}/{count.mentions}" in shown(legend)
        assert counts(piece.analysis.mentions)[PERSON].mentions > 0
        before = shown(legend)
        await pilot.press("escape", "J")
        await until(pilot, lambda: main.reader.piece is not piece, "the next article")
        await settled(pilot)
        assert legend.display
        assert shown(legend) != before


async def test_a_kind_is_switched_with_the_keyboard_in_all_articles_and_for_good(library_folder: Path) -> None:
    async with reading(library_folder) as (pilot, main):
        piece = main.reader.piece
        assert piece is not None
        await pilot.press("L", "l", "l", "space")
        await settled(pilot)
        assert main.reader.hidden_kinds == {PLACE}
        assert "○ place" in shown(main.page.legend)
        assert "place: read as plain text" in main.status.message
        assert {mention.kind for mention in main.reader.marks.names.items} & {PERSON, PLACE} == {PERSON}
        await pilot.press("escape", "J")
        await until(pilot, lambda: main.reader.piece is not piece, "the next article")
        await settled(pilot)
        assert PLACE not in {mention.kind for mention in main.reader.marks.names.items}
    async with reading(library_folder) as (pilot, main):
        assert main.reader.hidden_kinds == main.page.legend.hidden == {PLACE}
        while main.reader.marks.name is None or main.reader.marks.name != main.reader.marks.names.items[-1]:
            main.reader.action_next_name()
            assert main.reader.marks.name is not None
            assert main.reader.marks.name.kind is not PLACE
        await pilot.press("L", "l", "l", "enter", "L")
        await settled(pilot)
        assert main.reader.hidden_kinds == frozenset()
        assert main.reader.has_focus
        assert not main.page.legend.display
    library = Library.open(library_folder)
    assert Shown.read(library.setting(SHOWN)) == Shown()
    library.close()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (41, 20)])
async def test_a_click_switches_the_kind_it_hits(library_folder: Path, size: tuple[int, int]) -> None:
    async with reading(library_folder, size) as (pilot, main):
        await pilot.press("L")
        await settled(pilot)
        legend = main.page.legend
        places = legend._places(legend.content_size.width)
        for at, kind in enumerate(EntityKind):
            line, cell = places[at]
            offset = legend.content_region.offset - legend.region.offset
            await pilot.click(Legend, offset=(offset.x + cell + 4, offset.y + line))
            await pilot.pause()
            assert main.reader.hidden_kinds == legend.hidden == set(list(EntityKind)[: at + 1])
            assert f"○ {kind.value}" in shown(legend)
        ends = [cell + legend._item(at).cell_length for at, (_, cell) in enumerate(places)]
        assert max(ends) <= legend.content_size.width


@pytest.mark.parametrize("size", [(120, 40), (60, 14)])
async def test_the_text_stands_still_when_it_comes_and_goes(library_folder: Path, size: tuple[int, int]) -> None:
    async with reading(library_folder, size) as (pilot, main):
        reader = main.reader
        await pilot.press("j", "j", "j", "j")
        before, first = lines(reader), reader.top_row
        await pilot.press("L")
        await settled(pilot)
        lower = lines(reader)
        assert 0 < len(lower) < len(before)
        assert [line[3:] for line in lower] == [line[3:] for line in before[: len(lower)]]
        assert reader.in_view(reader.sentence() or reader.span_in_view())
        await pilot.press("L")
        await settled(pilot)
        assert reader.top_row == first
        assert [line[3:] for line in lines(reader)] == [line[3:] for line in before]


async def test_the_cursor_comes_along_where_the_legend_would_hide_it(library_folder: Path) -> None:
    async with reading(library_folder, (80, 20)) as (pilot, main):
        reader = main.reader
        last = reader.span_in_view().end
        while (sentence := reader.sentence()) and sentence.end < last and not reader.top_row:
            reader.action_next_sentence()
        top = reader.top_row
        await pilot.press("L")
        await settled(pilot)
        assert reader.top_row == top
        assert reader.in_view(reader.sentence() or reader.span_in_view())


def test_what_cannot_be_read_is_as_at_first() -> None:
    for text in (None, "", "[]", "{}", '{"hidden": 3, "dates": true}', '{"hidden": ["ship"], "dates": "yes"}'):
        assert Shown.read(text) == Shown()
    kept = Shown(frozenset({PERSON, PLACE}), True)
    assert Shown.read(kept.written()) == kept
