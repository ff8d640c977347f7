"""Names repaired in the reading room, with real keys: shown at once, told, taken back also on another day."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.entities import EntityKind
from nkreader.model.repairs import Deed
from nkreader.model.sanitise import is_safe
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.name_prompt import NamePrompt
from nkreader.ui.screens.repair_sheet import RepairSheet
from nkreader.ui.screens.repaired_sheet import RepairedSheet
from nkreader.ui.screens.sheet import ChoiceList, Sheet
from nkreader.ui.widgets.prompt import Prompt
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import SMALL, open_piece, room, type_text

KIM, SEOUL = "person/kim-jong-un", "place/seoul"


def named(main: MainScreen) -> list[str | None]:
    assert main.reader.piece is not None
    return [one.entity for one in main.reader.piece.analysis.mentions]


def painted(main: MainScreen) -> list[str]:
    """The names that the page marks, as printed."""
    return [one.span.of(main.reader.page_text) for one in main.reader.marks.names.items]


def shown(sheet: Sheet) -> str:
    return "\n".join(line.plain for row in sheet.query_one(ChoiceList).rows for line in row.lines)


async def at_name(pilot: Pilot[None], main: MainScreen, entity: str) -> None:
    """To the next mention of a name."""
    await pilot.press("2", "g", "g")
    for _ in range(20):
        await pilot.press("right_square_bracket")
        mention = main.reader.name_at_cursor()
        if mention is not None and mention.entity == entity:
            return
    raise AssertionError(f"no {entity}")


async def sheet_of(pilot: Pilot[None], main: MainScreen, entity: str) -> RepairSheet:
    await at_name(pilot, main, entity)
    await pilot.press("X")
    await until(pilot, lambda: isinstance(pilot.app.screen, RepairSheet), "the sheet")
    sheet = pilot.app.screen
    assert isinstance(sheet, RepairSheet)
    return sheet


async def back_on_the_page(pilot: Pilot[None], main: MainScreen) -> None:
    await until(pilot, lambda: pilot.app.screen is main, "the page")
    await settled(pilot)


async def answer(pilot: Pilot[None], main: MainScreen, text: str) -> None:
    """Type into the prompt, in the place of what stands there, and press Enter."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt")
    await pilot.press("ctrl+u")
    await type_text(pilot, text)
    await pilot.press("enter")
    await back_on_the_page(pilot, main)


async def choose(pilot: Pilot[None], main: MainScreen, text: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, NamePrompt), "the names")
    await type_text(pilot, text)
    await pilot.press("enter")
    await back_on_the_page(pilot, main)


async def test_the_sheet_says_what_the_name_is_and_what_can_be_done(library_folder: Path) -> None:
    async with room(library_folder, SMALL) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        await pilot.press("X")
        assert main.status.message.startswith("No name at the cursor: ] goes to the next one; v selects words, X makes")
        sheet = await sheet_of(pilot, main, KIM)
        assert sheet._text.plain.startswith("“Kim Jong Un” · person · 1× in this piece · Leader of North Korea")
        said = shown(sheet)
        assert [line[:1] for line in said.splitlines()] == ["x", "X", "n", "m", "M", "s", "r", "c"]
        assert "no name in this piece: it is plain text" in said
        before = named(main)
        await pilot.press("a")
        assert pilot.app.screen is sheet, "that is for a selection"
        assert "a is for something else than this." in str(sheet.query_one("Vertical").border_subtitle)
        await pilot.press("escape")
        await back_on_the_page(pilot, main)
        assert named(main) == before


async def test_a_rejected_name_is_plain_text_at_once_and_comes_back_on_another_day(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        ident = main.open_id
        before = painted(main)
        assert "Kim Jong Un" in before
        await sheet_of(pilot, main, KIM)
        await pilot.press("x")
        await back_on_the_page(pilot, main)
        assert painted(main) == [name for name in before if name != "Kim Jong Un"]
        assert main.status.message == "“Kim Jong Un” is no name, in this piece · u takes it back"
        assert main.reader.has_focus
        await pilot.press("right_square_bracket")
        mention = main.reader.name_at_cursor()
        assert mention is not None, "one goes on from where the name was"
        assert main.reader.piece is not None
        assert mention.span.start > main.reader.piece.article.text.index("Kim Jong Un")
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: main.open_id == ident, "where one left off")
        assert KIM not in named(main)
        await pilot.press("u")
        await settled(pilot)
        assert painted(main) == before
        assert main.status.message.startswith("taken back: “Kim Jong Un” is no name · ")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert KIM not in named(main)


async def test_words_that_are_never_a_name_are_none_in_every_piece(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        await sheet_of(pilot, main, KIM)
        await pilot.press("n")
        await back_on_the_page(pilot, main)
        assert main.status.message == "“Kim Jong Un” is no name, everywhere: 3 pieces changed · u takes it back"
        await open_piece(pilot, main, "b-launch.txt")
        assert KIM not in named(main)
        await pilot.press("backslash")
        await type_text(pilot, "person:kim")
        await settled(pilot)
        assert main.results is not None
        assert main.results.total == 0
        await pilot.press("escape")


async def test_a_name_is_chosen_by_typing_for_what_it_is(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        await sheet_of(pilot, main, KIM)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, NamePrompt), "the names")
        await type_text(pilot, "kim jong")
        prompt = pilot.app.screen
        assert isinstance(prompt, NamePrompt)
        offered = [one.entity.name for one in prompt._offered]
        assert "Kim Jong Un" not in offered
        assert offered[0] != (chosen := offered[1])
        await pilot.press("down", "enter")
        await back_on_the_page(pilot, main)
        assert main.status.message == f"“Kim Jong Un” is {chosen}, everywhere: 3 pieces changed · u takes it back"
        assert KIM not in named(main)
        await sheet_of(pilot, main, SEOUL)
        await pilot.press("M")
        await choose(pilot, main, "pyongyang")
        assert SEOUL not in named(main)
        await sheet_of(pilot, main, "place/pyongyang")
        await pilot.press("M")
        await until(pilot, lambda: isinstance(pilot.app.screen, NamePrompt), "the names")
        await type_text(pilot, "zzz")
        await pilot.press("enter", "escape")
        await back_on_the_page(pilot, main)
        assert "place/pyongyang" in named(main)


async def test_a_name_is_split_off_renamed_and_of_another_kind(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        await sheet_of(pilot, main, KIM)
        await pilot.press("s")
        await answer(pilot, main, "kim of nampo")
        assert "person/~kim-of-nampo" in named(main)
        await sheet_of(pilot, main, "person/~kim-of-nampo")
        await pilot.press("r")
        await answer(pilot, main, "the welder")
        mention = main.reader.name_at_cursor()
        assert mention is not None
        assert mention.name == "the welder"
        await pilot.press("X", "c")
        await until(pilot, lambda: type(pilot.app.screen) is Sheet, "the kinds")
        await pilot.press("j", "enter")
        await back_on_the_page(pilot, main)
        assert main.reader.piece is not None
        kinds = {one.name: one.kind for one in main.reader.piece.analysis.mentions}
        assert kinds["the welder"] is EntityKind.ORGANISATION
        for _ in range(3):
            await pilot.press("u")
            await settled(pilot)
        assert KIM in named(main)
        await pilot.press("u")
        await settled(pilot)
        assert main.status.message == "Nothing to take back."


@pytest.mark.parametrize(("key", "pieces"), [("a", 1), ("A", 2)])
async def test_selected_words_become_a_name(library_folder: Path, key: str, pieces: int) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        assert main.reader.piece is not None
        at = main.reader.piece.article.text.index("missile on Thursday")
        main.reader.start_selecting(at, at + len("missile"))
        await pilot.press("X")
        await until(pilot, lambda: isinstance(pilot.app.screen, RepairSheet), "the sheet")
        await pilot.press(key)
        await until(pilot, lambda: type(pilot.app.screen) is Sheet, "the kinds")
        await pilot.press("j", "j", "j", "enter")
        await back_on_the_page(pilot, main)
        assert "weapon/~missile" in named(main)
        library = main.library
        assert library is not None
        assert len(library.entity_articles("weapon/~missile")) >= pieces
        assert (len(library.entity_articles("weapon/~missile")) == 1) is (pieces == 1)


async def test_what_cannot_be_is_told(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        assert main.reader.piece is not None
        at = main.reader.piece.article.text.index("Jong Un")
        main.reader.start_selecting(at, at + len("Jong Un"))
        await pilot.press("X", "a")
        await until(pilot, lambda: type(pilot.app.screen) is Sheet, "the kinds")
        before = named(main)
        await pilot.press("enter")
        await back_on_the_page(pilot, main)
        assert "lies inside a longer name: reject that first" in main.status.message
        assert named(main) == before
        await sheet_of(pilot, main, KIM)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt")
        await pilot.press("enter")
        await back_on_the_page(pilot, main)
        assert main.status.message == "That is what it is already."


async def test_what_was_repaired_is_listed_opened_and_taken_back(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        main.action_repaired_names()
        await settled(pilot)
        assert main.status.message == "No name is repaired: X on a name in the reader does so."
        await open_piece(pilot, main, "a-pier.txt")
        ident = main.open_id
        await sheet_of(pilot, main, KIM)
        await pilot.press("x")
        await back_on_the_page(pilot, main)
        await sheet_of(pilot, main, SEOUL)
        await pilot.press("X")
        await back_on_the_page(pilot, main)
        await open_piece(pilot, main, "d-undated.txt")
        await pilot.press("colon")
        await type_text(pilot, "repaired")
        await settled(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RepairedSheet), "the list")
        sheet = pilot.app.screen
        assert isinstance(sheet, RepairedSheet)
        assert shown(sheet).splitlines() == [
            "“SEOUL” is never Seoul",
            "  everywhere · 3 pieces",
            "“Kim Jong Un” is no name",
            "  in Harbour Wire: New pier seen at Nampo shipyard",
        ]
        await pilot.press("j", "d")
        assert "d once more: “Kim Jong Un” is no name, no longer" in str(sheet.query_one("Vertical").border_subtitle)
        await pilot.press("k", "j", "enter")
        await until(pilot, lambda: main.open_id == ident and pilot.app.screen is main, "its piece")
        await settled(pilot)
        main.action_repaired_names()
        await until(pilot, lambda: isinstance(pilot.app.screen, RepairedSheet), "the list")
        await pilot.press("j", "d", "d")
        await back_on_the_page(pilot, main)
        assert main.status.message == "no longer: “Kim Jong Un” is no name, in this piece · u takes it back"
        assert KIM in named(main)
        assert main.library is not None
        assert [one.deed for one, _ in main.library.repairs()] == [Deed.REJECT]


async def test_the_dossier_beside_the_text_follows(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        await at_name(pilot, main, KIM)
        await pilot.press("enter")
        await until(pilot, lambda: main.dossier.dossier is not None, "the dossier")
        await settled(pilot)
        await sheet_of(pilot, main, KIM)
        await pilot.press("r")
        await answer(pilot, main, "the leader")
        assert main.dossier.dossier is not None
        assert main.dossier.dossier.entity.name == "the leader"
        told = "\n".join(line.plain for row in main.dossier.rows for line, _ in row.lines)
        assert "repaired by you: “Kim Jong Un” is called the leader" in told
        assert main.reader.has_focus


async def test_many_pieces_are_brought_level_beside_what_one_does(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nkreader.archive.repairing.AT_ONCE", 0)
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await sheet_of(pilot, main, KIM)
        await pilot.press("r")
        await answer(pilot, main, "the leader")
        library = main.library
        assert library is not None
        await until(pilot, lambda: main.status.message == "names repaired in 2 pieces more", "all level")
        await settled(pilot)
        assert not library.unrepaired()
        assert [one.entity.name for one in library.names() if one.entity.id == KIM] == ["the leader"]
        await pilot.press("u")
        await until(pilot, lambda: not library.unrepaired(), "all level again")
        await settled(pilot)
        assert [one.entity.name for one in library.names() if one.entity.id == KIM] == ["Kim Jong Un"]


async def test_nothing_of_a_hostile_name_reaches_the_terminal(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "hostile")
    library.add_text(b"SEOUL, May 4 (Wire) -- [/b] \x1b]52;c;x\x07 Kim Jong Un spoke.\n", Stated())
    library.close()
    async with room(tmp_path / "hostile") as (pilot, main):
        await pilot.press("1", "enter")
        await until(pilot, lambda: main.open_id is not None, "the piece")
        assert main.reader.piece is not None
        at = main.reader.piece.article.text.index("[/b]")
        main.reader.start_selecting(at, at + 18)
        await pilot.press("X")
        await until(pilot, lambda: isinstance(pilot.app.screen, RepairSheet), "the sheet")
        sheet = pilot.app.screen
        assert isinstance(sheet, RepairSheet)
        assert is_safe(shown(sheet) + sheet._text.plain)
        assert "[/b]" in shown(sheet)
        await pilot.press("a")
        await until(pilot, lambda: type(pilot.app.screen) is Sheet, "the kinds")
        await pilot.press("enter")
        await back_on_the_page(pilot, main)
        assert is_safe(main.status.message)
