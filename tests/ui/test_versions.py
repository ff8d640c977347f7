"""The sheet of versions, with real keys: what it tells, where its rows lead, and that a highlight is warned of."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.spans import Span
from nkreader.ui.app import NKReader
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.versions_rows import is_heading, targets, version_choices
from nkreader.ui.screens.versions_sheet import VersionsList, VersionsSheet
from tests.analysis.versions_texts import AGENCY, SEOUL, TOKYO
from tests.ui.conftest import settled, until

HOSTILE = "Nobody \x1b[2J was [/ hurt \u202e there.\n"
SEEN = "Pak Jong Chon, Ri Pyong Chol and Kim Jong Sik saw it in Wonsan, Hamhung and Hyesan.\n"
RICE = "Rice prices in Hyesan rise\n\nRice got dear at the market last month.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three pieces on one launch, of which one has an earlier text, and of one on something else."""
    root = tmp_path_factory.mktemp("versions")
    (root / "pieces").mkdir()
    texts = {"agency": f"{AGENCY}\n{SEEN}", "seoul": SEOUL, "tokyo": TOKYO.replace("ten", "six"), "rice": RICE}
    for name, text in texts.items():
        (root / "pieces" / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.open(root / "shelf")
    library.add([root / "pieces"])
    (root / "pieces" / "tokyo.txt").write_text(f"{TOKYO}\n{HOSTILE}", encoding="utf-8")
    library.add([root / "pieces" / "tokyo.txt"])
    library.close()
    return root / "shelf"


@pytest.fixture
def shelf(built: Path, tmp_path: Path) -> Path:
    """That library, for one test."""
    return Path(shutil.copytree(built, tmp_path / "shelf"))


@asynccontextmanager
async def room(shelf: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Pilot[None], MainScreen]]:
    app = NKReader(shelf)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: len(app.main.headlines) == 4, "the list")
        await settled(pilot)
        yield pilot, app.main


async def opened(pilot: Pilot[None], main: MainScreen, word: str) -> str:
    """Open a piece, by a word of its title."""
    (article,) = [one.id for one in main.headlines.values() if word in one.title]
    main.open_article(article, "", focus=main.reader)
    await until(pilot, lambda: main.open_id == article and main.focused is main.reader, word)
    await settled(pilot)
    return article


async def compared(pilot: Pilot[None]) -> VersionsSheet:
    await pilot.press("w")
    await until(pilot, lambda: isinstance(pilot.app.screen, VersionsSheet), "the sheet")
    await settled(pilot)
    sheet = pilot.app.screen
    assert isinstance(sheet, VersionsSheet)
    await until(pilot, lambda: sheet.query_one(VersionsList).rows is sheet._choices and sheet._laid_out, "its rows")
    return sheet


def lines(sheet: VersionsSheet) -> list[str]:
    shown = sheet.query_one(VersionsList)
    return [line.plain for row in shown.rows for line in shown.draw_folded(row, shown.row_width)]


async def to_row(pilot: Pilot[None], sheet: VersionsSheet, words: str) -> None:
    """The cursor to the first row that says so, with the keys of every pane."""
    shown = sheet.query_one(VersionsList)
    await pilot.press("g", "g")
    for _ in range(len(shown.rows)):
        assert shown.row is not None
        if words in "\n".join(line.plain for line in shown.row.lines):
            return
        await pilot.press("j")
    raise AssertionError(f"no row says {words}")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_it_tells_the_pieces_where_they_differ_the_wordings_and_older_texts(
    shelf: Path, size: tuple[int, int]
) -> None:
    async with room(shelf, size) as (pilot, main):
        await opened(pilot, main, "ten ballistic")
        sheet = await compared(pilot)
        told = lines(sheet)
        heads = [row.lines[1].plain.split(" · ")[0] for row in sheet.query_one(VersionsList).rows if is_heading(row)]
        assert heads == [
            "Pieces, in order", "Where they differ", "Wordings of a quotation", "In one piece only",
            "Earlier versions of this file",
        ]  # fmt: skip
        assert "▸ N. Korea fires ten ballistic missiles toward East Sea" in told
        assert any("2nd lead · citing Yonhap" in line for line in told)
        assert any(line.startswith("≠ ballistic missiles · differs, by who says it") for line in told)
        assert any(line.startswith("→ hurt · another figure later, no contradiction") for line in told)
        both = ("three ballistic missiles · Yonhap", "ten ballistic missiles")
        beside = [line for line in told if all(words in line for words in both)]
        assert bool(beside) is (size[0] == 120)  # side by side where there is room
        width = sheet.query_one(VersionsList).row_width
        assert all(line.cell_length <= width for row in version_choices(sheet.found, width) for line in row.lines
                   if " │ " in line.plain)  # fmt: skip
        assert not any(sign in "".join(told) for sign in ("\x1b", "\u202e"))


async def test_enter_opens_the_sentence_and_leaves_a_stop_on_the_trail(shelf: Path) -> None:
    async with room(shelf) as (pilot, main):
        here = await opened(pilot, main, "ten ballistic")
        sheet = await compared(pilot)
        await to_row(pilot, sheet, "three ballistic missiles · Yonhap")
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id != here, "the other piece")
        await settled(pilot)
        piece = main.reader.piece
        assert piece is not None
        assert "three ballistic missiles from Sunan" in piece.article.text[main.reader.cursor :][:100]  # its sentence
        assert main.focused is main.reader
        assert "versions" in main.status.message
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == here, "the way back")


async def test_the_other_side_of_a_row_is_opened_in_place(shelf: Path) -> None:
    async with room(shelf) as (pilot, main):
        here = await opened(pilot, main, "ten ballistic")
        sheet = await compared(pilot)
        await to_row(pilot, sheet, "three ballistic missiles · Yonhap")
        await pilot.press("o")
        await until(pilot, lambda: pilot.app.screen is main, "the page")
        await settled(pilot)
        assert main.open_id == here
        piece = main.reader.piece
        assert piece is not None
        assert "ten ballistic missiles from Sunan" in piece.article.text[main.reader.cursor :][:100]
        again = await compared(pilot)  # one comes back to the row one left
        row = again.query_one(VersionsList).row
        assert row is not None
        assert "three ballistic missiles" in "\n".join(line.plain for line in row.lines)


async def test_sections_are_gone_through_and_q_leaves(shelf: Path) -> None:
    async with room(shelf) as (pilot, main):
        here = await opened(pilot, main, "ten ballistic")
        sheet = await compared(pilot)
        shown, seen = sheet.query_one(VersionsList), []
        for _ in range(4):
            await pilot.press("right_curly_bracket")
            seen.append(max(at for at, row in enumerate(shown.rows) if is_heading(row) and at <= shown.cursor))
        assert seen == [at for at, row in enumerate(shown.rows) if is_heading(row)][1:]
        await pilot.press("left_curly_bracket")
        assert shown.cursor < seen[-1]
        await pilot.press("q")
        await until(pilot, lambda: pilot.app.screen is main, "the page")
        assert main.open_id == here


async def test_names_are_one_row_that_enter_unfolds(shelf: Path) -> None:
    async with room(shelf, (80, 24)) as (pilot, main):
        await opened(pilot, main, "ten ballistic")
        sheet = await compared(pilot)
        shown = sheet.query_one(VersionsList)
        await to_row(pilot, sheet, "names  ")
        fold, rows = shown.cursor, len(shown.rows)
        assert shown.row is not None
        count = int(re.search(r"(\d+) names", shown.row.lines[0].plain)[1])  # type: ignore[index]
        await pilot.press("enter")
        assert pilot.app.screen is sheet
        assert (shown.cursor, len(shown.rows)) == (fold, rows + count)
        assert shown.bottom_of(fold + min(count, 3)) <= shown.scroll_offset.y + shown.size.height  # they are in sight
        await pilot.press("j", "enter")
        await until(pilot, lambda: pilot.app.screen is main, "the page")
        await pilot.press("ctrl+o")
        await settled(pilot)
        again = await compared(pilot)  # as one left it
        assert len(again.query_one(VersionsList).rows) == rows + count
        assert again.query_one(VersionsList).cursor == fold + 1
        await pilot.press("k", "enter")
        assert len(again.query_one(VersionsList).rows) == rows


async def test_an_older_text_leads_to_the_sentence_as_it_is_now(shelf: Path) -> None:
    async with room(shelf) as (pilot, main):
        here = await opened(pilot, main, "ten ballistic")
        sheet = await compared(pilot)
        await to_row(pilot, sheet, "+ Nobody")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is main, "the page")
        await settled(pilot)
        piece = main.reader.piece
        assert piece is not None
        assert main.open_id == here
        assert piece.article.text[main.reader.cursor :].startswith("Nobody")


async def test_from_the_list_it_is_of_the_piece_at_the_cursor(shelf: Path) -> None:
    async with room(shelf) as (pilot, main):
        await opened(pilot, main, "Rice")
        await pilot.press("w")
        await settled(pilot)
        assert pilot.app.screen is main
        assert main.status.message.startswith("No other piece of this archive is on its event")
        await pilot.press("1", "g", "g")
        assert main.articles.article != main.open_id
        sheet = await compared(pilot)
        assert sheet.found.article == main.articles.article


async def test_comparing_holds_up_no_key(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go, begun, compare = threading.Event(), threading.Event(), Library.compared

    def slowly(self: Library, asked: str) -> object:
        begun.set()
        assert go.wait(30)
        return compare(self, asked)

    monkeypatch.setattr(Library, "compared", slowly)
    async with room(shelf) as (pilot, main):
        await opened(pilot, main, "ten ballistic")
        try:
            await pilot.press("w")
            await until(pilot, begun.is_set, "the comparison")
            before = main.reader.cursor
            await pilot.press("right_parenthesis")
            assert main.reader.cursor != before
        finally:
            go.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, VersionsSheet), "the sheet")


async def to_quotation(pilot: Pilot[None], main: MainScreen, words: str) -> None:
    piece = main.reader.piece
    assert piece is not None
    main.reader.go_to(piece.article.text.index(words))
    await pilot.pause()


@pytest.mark.parametrize("keys", [("m",), ("v", "i", "q", "enter")])
async def test_a_rewritten_quotation_is_warned_of_once_its_highlight_is_kept(
    shelf: Path, keys: tuple[str, ...]
) -> None:
    async with room(shelf) as (pilot, main):
        article = await opened(pilot, main, "ten ballistic")
        await to_quotation(pilot, main, "means of strike")
        await pilot.press(*keys)
        await until(pilot, lambda: "worded otherwise" in main.status.message, "the warning")
        assert main.status.message == (
            "highlighted · ! this quotation is worded otherwise in Korean Central News Agency: w shows it"
        )
        assert main.library is not None
        assert len(main.library.highlights(article)) == 1


async def test_what_is_worded_as_its_origin_has_it_is_not_warned_of(shelf: Path) -> None:
    async with room(shelf) as (pilot, main):
        await opened(pilot, main, "agency says")
        await to_quotation(pilot, main, "strike means")
        await pilot.press("m")
        await settled(pilot)
        assert main.status.message == "highlighted"
        await opened(pilot, main, "ten ballistic")
        await to_quotation(pilot, main, "220 miles")
        await pilot.press("m")
        await settled(pilot)
        assert main.status.message == "highlighted"


async def test_a_highlight_is_kept_whatever_becomes_of_the_comparison(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Library, ident: str, span: Span) -> object:
        raise OSError("the disk is gone")

    monkeypatch.setattr(Library, "worded_otherwise", fails)
    async with room(shelf) as (pilot, main):
        article = await opened(pilot, main, "ten ballistic")
        await to_quotation(pilot, main, "means of strike")
        await pilot.press("m")
        await settled(pilot)
        assert main.library is not None
        assert len(main.library.highlights(article)) == 1


def test_the_value_of_a_row_holds_its_places() -> None:
    assert targets("a@1:3 b:0") == [("a@1", 3), ("b", 0)]
    assert targets("") == []
