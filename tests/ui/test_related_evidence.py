"""Why a piece is related, in the room: the sentence here and the sentence there, and the way to it and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content

from nkreader.model.links import Passage, Reason, ReasonKind
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span
from nkreader.ui.screens.sheet import ChoiceList, Sheet
from nkreader.ui.widgets.evidence_lines import evidence_lines, excerpt
from nkreader.ui.widgets.reading_layout import cells
from nkreader.ui.widgets.related import RelatedPane
from tests.ui.conftest import path_of, until
from tests.ui.test_reading_room import open_piece, room

SIZES = [(120, 40), (80, 24)]


def text_of(pane: RelatedPane | ChoiceList) -> str:
    """What stands in a list, on one line; its bars left out."""
    lines = [pane.render_line(y).text for y in range(pane.size.height)]
    return " ".join(" ".join(lines).replace("▌", " ").split())


@pytest.mark.parametrize("size", SIZES)
async def test_the_row_at_the_cursor_shows_both_sentences(library_folder: Path, size: tuple[int, int]) -> None:
    async with room(library_folder, size) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await until(pilot, lambda: main.related.rows, "related pieces")
        folded = main.related.virtual_size.height
        await pilot.press("r")
        await until(pilot, lambda: main.related.virtual_size.height > folded, "the row unfolded")
        row = main.related.row
        assert row is not None
        told = row.link.evidence
        assert told is not None
        assert told.said_here is not None
        assert told.said_there is not None
        shown = text_of(main.related)
        for label, said in (("here: ", told.said_here), ("there: ", told.said_there)):
            assert f"{label}{' '.join(said.text.split())[:18]}" in shown
        at = main.related.cursor
        await pilot.press("j")
        if main.related.cursor != at:
            assert text_of(main.related).count("here: ") == 1
        await pilot.press("2")
        if size == SIZES[0]:  # else the pane is hidden by now
            await until(pilot, lambda: main.related.virtual_size.height == folded, "the row folded")


@pytest.mark.parametrize("size", SIZES)
async def test_enter_opens_the_piece_at_its_sentence_and_the_way_leads_back(
    library_folder: Path, size: tuple[int, int]
) -> None:
    async with room(library_folder, size) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        left = main.open_id
        await until(pilot, lambda: main.related.rows, "related pieces")
        await pilot.press("r")
        row = main.related.row
        assert row is not None
        told = row.link.evidence
        assert told is not None
        assert told.said_there is not None
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id == row.headline.id and main.reader.has_focus, "the related piece")
        assert main.reader.cursor == told.said_there.span.start
        assert main.reading.back[-1].article == left
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == left, "the place left")


async def test_the_sheet_shows_them_too_and_opens_at_the_sentence(library_folder: Path) -> None:
    async with room(library_folder, (80, 24)) as (pilot, main):
        launch = next(item.id for item in main.headlines.values() if path_of(main, item).endswith("b-launch.txt"))
        await pilot.press("1")
        spot = main.articles.place(launch)
        assert spot is not None
        main.articles.go_to(spot)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the related pieces")
        rows = pilot.app.screen.query_one(ChoiceList)
        await until(pilot, lambda: "here: " in text_of(rows) and "there: " in text_of(rows), "the sentences")
        chosen = rows.rows[rows.cursor].value
        asked = main.articles.article
        assert asked is not None
        assert main.library is not None
        link = next(one for one in main.library.related(asked) if one.id == chosen)
        assert link.evidence is not None
        assert link.evidence.said_there is not None
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id == chosen and main.reader.has_focus, "the related piece")
        assert main.reader.cursor == link.evidence.said_there.span.start


LONG = f"{'The road to the harbour was long and winding. ' * 9}Then Hong Kil Tong spoke of turbines."


def passage(text: str, word: str, start: int = 7) -> Passage:
    at = start + text.index(word)
    return Passage(Span(start, start + len(text)), text, (Span(at, at + len(word)),))


@pytest.mark.parametrize("word", ["The road", "Hong Kil Tong", "turbines"])
@pytest.mark.parametrize("room_", [40, 120, 1000])
def test_what_is_shared_stays_in_sight_and_is_marked(word: str, room_: int) -> None:
    shown = excerpt(passage(LONG, word), room_)
    assert len(shown.plain) <= room_ + 2
    (mark,) = shown.spans
    assert shown.plain[mark.start : mark.end] == word


@pytest.mark.parametrize("width", [24, 40, 90])
def test_lines_keep_to_the_width_and_to_what_is_safe(width: int) -> None:
    hostile = f"{LONG} \x1b]52;c;aGk=\x07 [/] \u202e 조선 조선 조선"
    said = passage(hostile, "조선")
    lines = evidence_lines(Reason("why", kind=ReasonKind.OTHER, said_here=said, said_there=said), width, 3, "$dim")
    assert 2 <= len(lines) <= 6
    for line in lines:
        assert isinstance(line, Content)
        assert line.plain == safe_line(line.plain) or line.plain.strip() == safe_line(line.plain).strip()
        assert cells(line.plain) <= width
    assert evidence_lines(None, width, 3, "$dim") == []
