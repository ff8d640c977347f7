"""One person in two spellings: one dossier from either, taken apart and put together again by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.sheet import Sheet
from tests.ui.conftest import settled, until
from tests.ui.test_dossier import lines, to_row
from tests.ui.test_reading_room import SMALL, WIDE, room

PIECES = (
    ("2024-05-30", "Harbour", "North Korean vice-minister Choe Son Gwon opened a harbour. Choe Son Gwon spoke."),
    ("2024-06-30", "Dairy", "Cows came. North Korean vice-minister Choi Son-gwon saw a dairy."),
    ("2024-08-01", "Rain", "Rain fell. Boats left."),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of them."""
    library = Library.open(tmp_path / "one")
    for day, title, text in PIECES:
        library.add_text(text.encode(), Stated(title, "Harbour Wire", None, None, day))
    library.close()
    return tmp_path / "one"


async def dossier_of(pilot: Pilot[None], main: MainScreen, title: str, name: str) -> None:
    """Open a piece, go to a name in it by the keyboard, and bring its dossier."""
    piece = next(one for one in main.headlines.values() if one.title == title)
    main.open_article(piece.id, "", focus=main.reader)
    await until(pilot, lambda: main.open_id == piece.id and main.reader.has_focus, "the piece")
    await pilot.press("g", "g")
    for _ in range(8):
        await pilot.press("right_square_bracket")
        mention = main.reader.name_at_cursor()
        if mention is not None and mention.name == name:
            break
    await pilot.press("enter")
    await until(pilot, lambda: main.dossier.has_focus, "the dossier")
    await settled(pilot)


def ids(main: MainScreen) -> tuple[str, ...]:
    return main.dossier.dossier.ids if main.dossier.dossier else ()


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize(("title", "name"), [("Harbour", "Choe Son Gwon"), ("Dairy", "Choi Son-gwon")])
async def test_either_spelling_brings_one_dossier_which_says_why(
    folder: Path, size: tuple[int, int], title: str, name: str
) -> None:
    async with room(folder, size) as (pilot, main):
        await dossier_of(pilot, main, title, name)
        found = lines(main)
        assert "in 2 pieces of this archive, 3×" in found
        assert "printed Choe Son Gwon ×2, Choi Son-gwon ×1" in found
        why = "counted as one with Choi Son-gwon ×1: both of the north and called by state · X takes apart"
        assert why in found
        await to_row(pilot, main, "named again 2024-06-30")
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.headline.title == "Dairy", "the piece")
        await settled(pilot)
        sentence = main.reader.sentence()
        assert sentence is not None
        assert main.reader.piece is not None
        assert "Choi Son-gwon" in sentence.of(main.reader.piece.article.text), "the sentence, not the top"


async def test_a_silence_leads_to_the_last_sentence_before_it(folder: Path) -> None:
    async with room(folder) as (pilot, main):
        await dossier_of(pilot, main, "Dairy", "Choi Son-gwon")
        await to_row(pilot, main, "longest: not named")
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.headline.title == "Harbour", "the piece")
        await settled(pilot)
        assert main.reader.piece is not None
        sentence = main.reader.sentence()
        assert sentence is not None
        assert sentence.of(main.reader.piece.article.text) == "Choe Son Gwon spoke."


async def test_the_trail_comes_back_to_the_dossier_of_both(folder: Path) -> None:
    async with room(folder) as (pilot, main):
        await dossier_of(pilot, main, "Dairy", "Choi Son-gwon")
        both = ids(main)
        await pilot.press("q")
        await settled(pilot)
        assert not main.dossier_open
        await pilot.press("ctrl+o")
        await settled(pilot)
        await pilot.press("alt+right")
        await until(pilot, lambda: main.dossier_open, "the dossier again")
        assert ids(main) == both


async def test_a_key_takes_them_apart_and_undo_puts_them_together(folder: Path) -> None:
    async with room(folder) as (pilot, main):
        await dossier_of(pilot, main, "Harbour", "Choe Son Gwon")
        assert len(ids(main)) == 2
        await pilot.press("X")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the spellings")
        await pilot.press("j", "enter")
        await until(pilot, lambda: len(ids(main)) == 1, "two people")
        await settled(pilot)
        assert "somebody else: Choi Son-gwon ×1: you told them apart" in lines(main)
        assert "u takes it back" in main.status.message
        await pilot.press("X")
        await settled(pilot)
        assert "Nobody else is counted as one" in main.status.message
        await pilot.press("u")
        await until(pilot, lambda: len(ids(main)) == 2, "one person again")
        await settled(pilot)


async def test_the_spelling_that_leads_can_be_taken_apart_too(folder: Path) -> None:
    async with room(folder) as (pilot, main):
        await dossier_of(pilot, main, "Dairy", "Choi Son-gwon")
        await pilot.press("X")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the spellings")
        await pilot.press("enter")
        await until(pilot, lambda: ids(main) == ("person/~choi-son-gwon",), "the one that is left")
        await settled(pilot)
        assert "in 1 piece of this archive, 1×" in lines(main)
