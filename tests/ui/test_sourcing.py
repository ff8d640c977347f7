"""Who says it, in the reading room: at a group in the list, in the reader's head, on the sheet of related pieces."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.ui.screens.sheet import Sheet
from nkreader.ui.widgets.article_rows import Listed
from tests.archive.test_events import STATE, TOLD
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import SMALL, WIDE, open_piece, room

SUMMARY = "3 articles, all cite KCNA; 1 also cites the Joint Chiefs of Staff, 1 also cites Yonhap"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a group of three, and a piece of its own above it."""
    folder = tmp_path_factory.mktemp("told")
    for name, text in {**TOLD, "state": STATE}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.open(folder / "library")
    library.add(sorted(folder.glob("*.txt")))
    library.close()
    return folder / "library"


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_at_a_group_the_status_line_says_whom_it_cites(told: Path, size: tuple[int, int]) -> None:
    async with room(told, size) as (pilot, main):
        await pilot.press("1", "g", "g", "j")
        row = main.articles.row
        assert isinstance(row, Listed)
        assert row.members == 2
        await until(pilot, lambda: main.status.message.startswith(SUMMARY), "whom the group cites")
        assert "all go back to KCNA" in main.status.message
        assert main.status.render().plain.startswith(SUMMARY[: size[0] - 3])
        await pilot.press("k")
        await until(pilot, lambda: not main.status.message, "nothing said of one alone")


async def test_at_a_piece_inside_a_group_its_own_chain_comes_first(told: Path) -> None:
    async with room(told) as (pilot, main):
        await pilot.press("1", "g", "g", "j", "f")
        for _ in main.articles.rows:
            row = main.articles.row
            if isinstance(row, Listed) and row.inside and row.headline.outlet == "NationPress":
                break
            await pilot.press("j")
        await until(pilot, lambda: main.status.message.startswith("NationPress ← Yonhap ← KCNA · 3 art"), "its chain")


async def test_what_was_said_meanwhile_stays(told: Path) -> None:
    async with room(told) as (pilot, main):
        await pilot.press("1", "g", "g", "j")
        await until(pilot, lambda: main.status.message.startswith(SUMMARY), "whom the group cites")
        main.say("Something else.")
        await pilot.press("k")
        await settled(pilot)
        assert main.status.message == "Something else."


async def test_whoever_goes_on_at_once_is_told_nothing(told: Path) -> None:
    async with room(told) as (pilot, main):
        await pilot.press("1", "g", "g")
        await pilot.press("j", "k")
        await settled(pilot)
        assert not main.looking.running
        assert SUMMARY not in main.status.message


async def test_the_readers_head_has_the_chain_and_the_group(told: Path) -> None:
    async with room(told) as (pilot, main):
        await open_piece(pilot, main, "press.txt")
        head = " ".join(" ".join(strip.text.split()) for strip in main.screen._compositor.render_strips())
        assert "NationPress ← Yonhap ← KCNA" in head
        assert main.reader.piece is not None
        event = main.reader.piece.event
        assert event is not None
        assert event.summary == SUMMARY


async def test_the_sheet_of_related_pieces_tells_it_too(told: Path) -> None:
    async with room(told) as (pilot, _):
        await pilot.press("1", "g", "g", "j", "r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the related pieces")
        shown = "\n".join(str(widget.render()) for widget in pilot.app.screen.query("*"))
        assert SUMMARY in " ".join(shown.split())
