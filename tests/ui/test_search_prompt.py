"""The search prompt: colours from the parser, ways to go on, earlier searches, dropping what is in the way."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.query import Results
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.widgets.article_rows import Order
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import SMALL, WIDE, open_piece, room, type_text


def segments(main: MainScreen) -> list[Segment]:
    """What stands in the prompt, piece by piece."""
    return [segment for segment in main.search_bar.prompt.render_line(0) if segment.text.strip()]


def styled(main: MainScreen, text: str) -> Segment:
    """The piece of the prompt that is this text."""
    return next(segment for segment in segments(main) if segment.text.strip() == text)


def shown(main: MainScreen) -> list[str]:
    """The rows of the list of completions; none while it is hidden."""
    ways = main.search_bar.ways
    return [line.rstrip() for line in ways.render().plain.splitlines()] if ways.display else []


async def typed(pilot: Pilot[None], main: MainScreen, text: str) -> None:
    """Open the prompt of the library and type."""
    await pilot.press("backslash")
    names = {'"': "quotation_mark", " ": "space", ":": "colon", "-": "minus"}
    await pilot.press(*(names.get(letter, letter) for letter in text))
    await settled(pilot)


async def test_a_query_is_coloured_as_its_parser_reads_it(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, 'outlet:wire -"a pier" OR date:whenever')
        field, value, phrase = styled(main, "outlet:"), styled(main, "wire"), styled(main, '"a pier"')
        operator, ignored = styled(main, "OR"), styled(main, "date:whenever")
        styles = [segment.style for segment in (field, value, phrase, operator, ignored)]
        assert all(styles)
        assert len({str(style.color) for style in styles if style}) >= 4
        assert field.style is not None
        assert field.style.bold
        assert value.style is not None
        assert value.style.italic
        assert ignored.style is not None
        assert ignored.style.strike
        assert "".join(segment.text for segment in segments(main)).strip().endswith("date:whenever")
        await pilot.press("enter")
        await until(pilot, lambda: not main.search_bar.typing)
        kept = main.search_bar.kept.content
        assert str(kept) == '/ outlet:wire -"a pier" OR date:whenever'


async def test_what_the_library_ignores_is_struck_out_too(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "pier saved:nowhere")
        await until(pilot, lambda: any(segment.style and segment.style.strike for segment in segments(main)))
        assert styled(main, "saved:nowhere")
        assert "no search is saved as nowhere" in main.status.message


async def test_without_colours_the_parts_still_differ(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "outlet:wire pier is:odd")
        looks = [
            (bool(style.bold), bool(style.italic), bool(style.strike))
            for style in (styled(main, text).style for text in ("outlet:", "wire", "pier", "is:odd"))
            if style
        ]
        assert len(set(looks)) == 4


async def test_tab_completes_a_field_and_then_its_values(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        prompt = main.search_bar.prompt
        await typed(pilot, main, "-out")
        assert shown(main) == []
        await pilot.press("tab")
        await until(pilot, lambda: prompt.value == "-outlet:", "the field")
        await until(pilot, lambda: len(shown(main)) == 2, "the outlets")
        assert [row.strip().split("  ")[0] for row in shown(main)] == ["Harbour Wire", "Strait Courier"]
        await pilot.press("tab")
        assert prompt.value == '-outlet:"Harbour Wire"'
        assert shown(main)[0].startswith("▸")
        await pilot.press("tab")
        assert prompt.value == '-outlet:"Strait Courier"'
        await pilot.press("tab")
        assert prompt.value == '-outlet:"Harbour Wire"'
        await pilot.press("shift+tab")
        assert prompt.value == '-outlet:"Strait Courier"'
        await type_text(pilot, " pier")
        await settled(pilot)
        assert prompt.value == '-outlet:"Strait Courier" pier'
        assert shown(main) == []
        assert main.results is not None
        assert main.results.total == 1
        assert prompt.has_focus


async def test_tab_goes_at_once_where_it_is_pressed_at_once(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("slash", *"out", "tab")
        await until(pilot, lambda: main.search_bar.prompt.value == "outlet:", "the field")
        await pilot.press(*"stra", "shift+tab")
        await until(pilot, lambda: main.search_bar.prompt.value == 'outlet:"Strait Courier"', "the value")


async def test_names_are_completed_by_any_alias(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "person:김정")
        await until(pilot, lambda: any("Kim Jong Un" in row and "김정은" in row for row in shown(main)), "the name")
        await pilot.press("tab")
        assert main.search_bar.prompt.value == 'person:"Kim Jong Un"'
        await settled(pilot)
        assert main.results is not None
        assert main.results.total == 3


async def test_where_nothing_can_be_completed_tab_says_so(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "outlet:zzz")
        await pilot.press("tab")
        await until(pilot, lambda: main.status.message == "Nothing to complete here.")
        assert main.search_bar.prompt.value == "outlet:zzz"
        assert main.search_bar.prompt.has_focus


async def test_an_answer_to_what_is_no_longer_typed_is_dropped(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "outlet:")
        offered = main.search_bar.completing.offered
        await type_text(pilot, "zz")
        main.search_bar.offer("outlet:", 7, offered, True)
        assert shown(main) == []
        await pilot.press("tab")
        assert "zz" in main.search_bar.prompt.value


async def test_the_list_of_completions_fits_on_a_small_screen(library_folder: Path) -> None:
    async with room(library_folder, SMALL) as (pilot, main):
        await typed(pilot, main, "missile OR launch OR council OR pier OR prices OR reactor OR person:")
        await until(pilot, lambda: shown(main), "the names")
        region = main.search_bar.ways.region
        assert region.y == 1
        assert region.right <= SMALL[0]
        assert region.x >= 0


async def test_earlier_searches_come_back_with_up(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        for query in ("pier", "missile", "pier"):
            await typed(pilot, main, query)
            await pilot.press("enter", "escape")
            await settled(pilot)
    async with room(library_folder, WIDE) as (pilot, main):
        await until(pilot, lambda: main.search_bar.earlier, "the earlier searches")
        prompt = main.search_bar.prompt
        await pilot.press("slash", "up")
        assert prompt.value == "pier"
        await pilot.press("up")
        assert prompt.value == "missile"
        await settled(pilot)
        await pilot.press("up")
        assert prompt.value == "missile"
        assert main.status.message == "No earlier search."
        await settled(pilot)
        assert main.results is not None
        assert main.results.query.source == "missile"
        await pilot.press("down")
        assert prompt.value == "pier"
        await pilot.press("down")
        assert prompt.value == ""


async def test_with_something_typed_up_and_down_go_through_the_results(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "pier")
        await pilot.press("enter", "escape")
        await typed(pilot, main, "missile")
        first = main.articles.article
        await pilot.press("down")
        assert main.articles.article != first
        await pilot.press("up")
        assert main.articles.article == first
        assert main.search_bar.prompt.value == "missile"


async def test_what_is_in_the_way_is_dropped_in_the_prompt(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "missile hwasong-99 council")
        assert "Ctrl+x drops hwasong-99" in main.status.message
        await pilot.press("ctrl+x")
        assert main.search_bar.prompt.value == "missile council"
        await settled(pilot)
        assert main.results is not None
        assert main.results.total == 1
        await pilot.press("ctrl+x")
        assert "no part of the search is in the way" in main.status.message
        assert main.search_bar.prompt.value == "missile council"


async def test_what_is_in_the_way_is_dropped_in_the_list(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, 'missile outlet:"No Such Wire"')
        await pilot.press("enter", "ctrl+x")
        await until(pilot, lambda: main.results and main.results.total == 3, "the rest")
        assert main.shown_query == "missile"
        assert main.status.message == 'without outlet:"No Such Wire"'
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.shown_query == 'missile outlet:"No Such Wire"', "the way back")


async def test_the_only_part_is_not_dropped(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "xyzzy")
        await pilot.press("ctrl+x")
        assert main.status.message == "There is only one part: Esc clears the search."
        assert main.search_bar.prompt.value == "xyzzy"


async def test_in_an_article_tab_and_up_do_no_harm(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("slash", *"out", "tab", "up")
        await settled(pilot)
        assert main.search_bar.prompt.value == "out"
        assert main.search_bar.prompt.has_focus
        await pilot.press("escape")
        assert main.reader.has_focus


async def test_a_search_that_was_not_kept_is_not_remembered(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "pier")
        await pilot.press("escape")
        await settled(pilot)
    library = Library.open(library_folder)
    assert library.last_searches() == ()
    library.close()


async def test_the_first_key_is_searched_at_once_and_what_is_stale_is_given_up(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    under_way, go = threading.Event(), threading.Event()
    search = Library.search

    def slowly(library: Library, query: str, *rest: Any) -> Results:
        asked.append(query)
        if query == "p":
            under_way.set()
            assert go.wait(10)
        return search(library, query, *rest)

    monkeypatch.setattr(Library, "search", slowly)
    async with room(library_folder) as (pilot, main):
        await pilot.press("backslash", "p")
        await until(pilot, under_way.is_set, "the search of the first key")
        for letter, typed_now in (("i", "pi"), ("e", "pie"), ("r", "pier")):
            await pilot.press(letter)
            await until(pilot, lambda now=typed_now: main._asked == now, "the search of the key")  # type: ignore[misc]
        assert asked == ["p"]
        go.set()
        await settled(pilot)
        assert asked == ["p", "pier"]
        assert main.results is not None
        assert main.results.query.source == "pier"


async def test_keys_that_come_together_are_searched_together(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(library_folder) as (pilot, main):
        bar = main.search_bar
        told: list[str] = []
        tell = bar._tell

        def telling() -> None:
            told.append(bar.prompt.value)
            tell()

        monkeypatch.setattr(bar, "_tell", telling)
        await typed(pilot, main, "missile")
        assert told[0] == "m"
        assert told[-1] == "missile"
        assert len(told) <= len("missile")
        assert main.results is not None
        assert main.results.query.source == "missile"


async def in_order(pilot: Pilot[None], main: MainScreen, order: Order) -> None:
    """Press the key that sorts until the list is in this order."""
    for _ in Order:
        if main.articles.order is not order:
            await pilot.press("o")
    await settled(pilot)
    assert main.articles.order is order


async def test_by_date_the_newest_of_all_that_was_found_come_first(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nkreader.ui.screens.searching.LIMIT", 2)
    async with room(library_folder) as (pilot, main):
        await typed(pilot, main, "the")
        await pilot.press("enter")
        await settled(pilot)
        assert main.results is not None
        assert main.results.total > 2
        best = main.articles.articles
        assert len(best) == 2
        newest = sorted(
            (main.headlines[ident] for ident in main.results.ids),
            key=lambda item: item.published.interval.earliest or date.min,
        )[-2:]
        await in_order(pilot, main, Order.DATE)
        assert set(main.articles.articles) == {item.id for item in newest}
        assert main.articles.without_passage == ()
        await in_order(pilot, main, Order.RELEVANCE)
        assert main.articles.articles == best
