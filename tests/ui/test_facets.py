"""What a search can be narrowed by, beside its results."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.facets import Facet
from nkreader.model.headline import Headline
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.sheet import Sheet
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import SMALL, WIDE, open_piece, room
from tests.ui.test_saved_searches import search


def labels(main: MainScreen) -> list[str]:
    """What the pane lists."""
    return [f"{row.label} {row.count}" if isinstance(row, Facet) else row for row in main.facets.rows]


async def to_facet(pilot: Pilot[None], main: MainScreen, label: str) -> None:
    """Go to a facet with the keyboard."""
    await pilot.press("s")
    await until(pilot, lambda: main.facets.has_focus, "the facets")
    await pilot.press("g", "g")
    for _ in main.facets.rows:
        if isinstance(main.facets.row, Facet) and main.facets.row.label == label:
            return
        await pilot.press("j")
    raise AssertionError(f"no facet {label}: {labels(main)}")


async def test_facets_stand_beside_the_results_and_narrow_them(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        assert not main.facets.display
        await search(pilot, "missile")
        await until(pilot, lambda: main.facets.rows, "the facets")
        assert main.facets.region.height > 3
        assert not main.related.display
        assert {"outlets", "Harbour Wire 1", "Strait Courier 1", "published", "2024-05 2"} <= set(labels(main))
        assert "3 pieces" in str(main.facets.border_title)
        await to_facet(pilot, main, "Strait Courier")
        await pilot.press("enter")
        await until(pilot, lambda: main.results and main.results.total == 1, "one piece")
        assert main.shown_query == 'missile outlet:"Strait Courier"'
        assert main.articles.has_focus
        assert "Ctrl+o widens again" in main.status.message
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.shown_query == "missile", "the search before")
        await settled(pilot)
        assert main.results is not None
        assert main.results.total == 3
        assert main.search_bar.earlier[0] == 'missile outlet:"Strait Courier"'


async def test_counts_of_another_search_narrow_nothing(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await search(pilot, "missile")
        await to_facet(pilot, main, "Strait Courier")
        main._shown_ids = frozenset()
        await pilot.press("enter")
        assert main.status.message == "These are still the counts of the search before."
        assert main.shown_query == "missile"


async def test_a_facet_can_be_left_out(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await search(pilot, "pier OR missile")
        await to_facet(pilot, main, "Strait Courier")
        await pilot.press("minus")
        await until(pilot, lambda: main.results and main.results.total == 3, "the others")
        assert main.shown_query == '(pier OR missile) -outlet:"Strait Courier"'


async def test_a_search_that_was_not_kept_is_on_the_trail_once_it_is_narrowed(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await search(pilot, "pier")
        await pilot.press("backslash", "ctrl+u", *"missile")
        await settled(pilot)
        await until(pilot, lambda: "2024-05 2" in labels(main), "its facets")
        main.facets.go_to(next(at for at, row in enumerate(main.facets.rows) if getattr(row, "label", "") == "2024-05"))
        main.facets.choose()
        await settled(pilot)
        assert main.shown_query == "missile date:2024-05"
        await pilot.press("escape")


async def test_beside_a_text_stands_what_is_related_to_it(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await search(pilot, "missile")
        await until(pilot, lambda: main.facets.display and main.facets.rows, "the facets")
        width = main.reader.size.width
        await pilot.press("g", "g", "enter")
        await until(pilot, lambda: main.reader.has_focus, "the piece")
        assert main.related.display
        assert not main.facets.display
        assert main.reader.size.width == width
        await pilot.press("h")
        await until(pilot, lambda: main.facets.display, "the facets again")
        await until(pilot, lambda: main.related.rows, "the related pieces")
        await pilot.press("2", "r")
        await until(pilot, lambda: main.related.has_focus, "the related pieces")
        await pilot.press("1", "escape")
        assert main.results is None
        assert not main.facets.display
        assert main.related.display


async def test_tab_goes_by_the_facets(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await search(pilot, "missile")
        await until(pilot, lambda: main.facets.rows, "the facets")
        await pilot.press("shift+tab")
        assert main.facets.has_focus
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the keys")
        await pilot.press("q", "q")
        assert main.articles.has_focus
        assert main.results is not None


@pytest.mark.parametrize("size", [SMALL, (60, 20), (104, 30)])
async def test_on_small_screens_a_key_brings_them(library_folder: Path, size: tuple[int, int]) -> None:
    async with room(library_folder, size) as (pilot, main):
        await search(pilot, "missile")
        await to_facet(pilot, main, "Strait Courier")
        assert main.facets.region.height >= 4
        assert main.facets.region.right <= size[0]
        await pilot.press("enter")
        await until(pilot, lambda: main.results and main.results.total == 1, "one piece")
        assert main.articles.has_focus
        assert main.articles.region.height > 1


async def test_without_results_there_is_nothing_to_narrow(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("s")
        assert "There is no search to narrow" in main.status.message
        await search(pilot, "xyzzy")
        await pilot.press("s")
        assert main.status.message == "Nothing was found that could be narrowed."


async def test_facets_count_everything_and_follow_what_comes_in(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nkreader.ui.screens.searching.LIMIT", 1)
    async with room(library_folder, WIDE) as (pilot, main):
        await search(pilot, "missile")
        assert main.results is not None
        assert len(main.results.hits) == 1
        await until(pilot, lambda: "2024-05 2" in labels(main), "all of them counted")


async def test_the_same_results_are_counted_once(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = []
    real = Library.facets

    def counting(library: Library, found: list[Headline], *rest: object) -> object:
        counted.append(frozenset(headline.id for headline in found))
        return real(library, found, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "facets", counting)
    async with room(library_folder) as (pilot, main):
        for query in ("missile", "pier", "missile", "pier"):
            await search(pilot, query)
            await until(pilot, lambda: not main.counting.running and main.facets.rows, "the facets")
            await settled(pilot)
    assert len(set(counted)) == len(counted) >= 2


async def test_a_dossier_goes_before_facets(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("right_square_bracket", "enter")
        await until(pilot, lambda: main.dossier_open, "the dossier")
        await search(pilot, "missile")
        assert not main.facets.display
        assert main.dossier.display
        await pilot.press("s")
        await until(pilot, lambda: main.facets.has_focus, "the facets")
        assert not main.dossier_open
