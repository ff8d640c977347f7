"""Groups repaired in the reading room, with real keys: shown at once, told, taken back also on another day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.rulings import Verdict
from nkreader.model.sanitise import is_safe
from nkreader.ui.screens.group_prompt import GroupPrompt
from nkreader.ui.screens.group_said_sheet import GroupSaidSheet
from nkreader.ui.screens.group_sheet import GroupSheet
from nkreader.ui.screens.group_wishes import candidates, matching
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.sheet import ChoiceList, Sheet
from nkreader.ui.widgets.article_rows import Listed
from tests.archive.conftest import FIRST, OTHER, SECOND
from tests.ui.conftest import path_of, settled, until
from tests.ui.test_reading_room import SMALL, WIDE, open_piece, room, type_text

THIRD = SECOND.replace("Nine saved as tug sinks", "Nine safe: tug sank").replace("Coast Courier", "Pier Post")
HOSTILE = "[/b] \x1b]52;c;x\x07 Rain on Rason\n\nRASON, April 2, 2023 (Wire) -- Rain fell on Rason.\n"
TUG, SAVED, SAFE, PARADE, RAIN = "first.txt", "second.txt", "third.txt", "other.txt", "rain.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports of one event, and two other pieces."""
    folder = tmp_path_factory.mktemp("groups")
    (folder / "articles").mkdir()
    texts = {TUG: FIRST, SAVED: SECOND, SAFE: THIRD, PARADE: OTHER, RAIN: HOSTILE}
    for name, text in texts.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    library = Library.open(folder / "library")
    library.add([folder / "articles"])
    library.close()
    return folder / "library"


@pytest.fixture
def grouped(built: Path, tmp_path: Path) -> Path:
    """A library of a test's own."""
    return Path(shutil.copytree(built, tmp_path / "library"))


def shown(sheet: Sheet) -> str:
    return "\n".join(line.plain for row in sheet.query_one(ChoiceList).rows for line in row.lines)


def groups(main: MainScreen) -> set[frozenset[str]]:
    """The groups of two or more as the list has them, by the names of the files."""
    found: dict[str, set[str]] = {}
    for item in main.headlines.values():
        if item.event:
            found.setdefault(item.event, set()).add(Path(path_of(main, item)).name)
    return set(map(frozenset, found.values()))


def rows(main: MainScreen) -> list[str]:
    """The rows of the list as they are drawn."""
    width = main.articles.row_width
    return ["\n".join(line.plain for line in main.articles.draw_row(row, width)) for row in main.articles.rows]


async def at(pilot: Pilot[None], main: MainScreen, name: str) -> None:
    """To the row of a piece in the list; its group is unfolded if it is inside one."""
    await pilot.press("1", "g", "g")
    wanted = next(item for item in main.headlines.values() if path_of(main, item).endswith(name))
    for _ in range(12):
        row = main.articles.row
        if main.articles.article == wanted.id:
            return
        event = row.headline.event if isinstance(row, Listed) and row.members else None
        if event and event == wanted.event and event not in main.articles._shown.unfolded:
            await pilot.press("f")
        await pilot.press("j")
    raise AssertionError(f"no row of {name}")


async def sheet_of(pilot: Pilot[None], main: MainScreen, name: str) -> GroupSheet:
    await at(pilot, main, name)
    await pilot.press("X")
    await until(pilot, lambda: isinstance(pilot.app.screen, GroupSheet), "the sheet")
    sheet = pilot.app.screen
    assert isinstance(sheet, GroupSheet)
    return sheet


async def back_on_the_page(pilot: Pilot[None], main: MainScreen) -> None:
    await until(pilot, lambda: pilot.app.screen is main, "the page")
    await settled(pilot)


async def choose(pilot: Pilot[None], main: MainScreen, text: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, GroupPrompt), "the pieces")
    await type_text(pilot, text)
    await pilot.press("enter")
    await back_on_the_page(pilot, main)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_piece_is_split_off_at_once_and_comes_back_on_another_day(grouped: Path, size: tuple[int, int]) -> None:
    async with room(grouped, size) as (pilot, main):
        assert groups(main) == {frozenset({TUG, SAVED, SAFE})}
        assert not any("=×" in row for row in rows(main))
        sheet = await sheet_of(pilot, main, TUG)
        assert "Harbour tug hits pier at Wonsan" in sheet._text.plain
        assert "reports one event with 2 others" in sheet._text.plain
        assert [line[:1] for line in shown(sheet).splitlines()] == ["s", "f", "m", "F"]
        await pilot.press("s")
        await back_on_the_page(pilot, main)
        assert groups(main) == {frozenset({SAVED, SAFE})}
        assert main.status.message == "split off: alone in its event now · u takes it back"
        assert main.articles.has_focus
        assert path_of(main, main.headlines[main.articles.article or ""]).endswith(TUG), "one is where one was"
        assert sum("=×2" in row for row in rows(main)) == 1
    async with room(grouped, size) as (pilot, main):
        assert groups(main) == {frozenset({SAVED, SAFE})}
        await pilot.press("u")
        await settled(pilot)
        assert groups(main) == {frozenset({TUG, SAVED, SAFE})}
        assert main.status.message == "taken back: split off by hand · Harbour tug hits pier at Wonsan"
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert groups(main) == {frozenset({SAVED, SAFE})}


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_piece_is_joined_with_one_that_is_chosen_by_typing(grouped: Path, size: tuple[int, int]) -> None:
    async with room(grouped, size) as (pilot, main):
        sheet = await sheet_of(pilot, main, PARADE)
        assert "alone in its event" in sheet._text.plain
        await pilot.press("s")
        assert pilot.app.screen is sheet, "there is nothing to split it off from"
        assert "s is for something else than this." in str(sheet.query_one("Vertical").border_subtitle)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, GroupPrompt), "the pieces")
        prompt = pilot.app.screen
        assert isinstance(prompt, GroupPrompt)
        assert len(prompt._offered) == 2, "before anything is typed; a group is one row"
        await type_text(pilot, "zzz")
        assert prompt._offered == ()
        await pilot.press("ctrl+u")
        await type_text(pilot, "tug safe")
        assert [one.pieces for one in prompt._offered] == [3], "each word stands in one of its pieces"
        await pilot.press("enter")
        await back_on_the_page(pilot, main)
        assert groups(main) == {frozenset({TUG, SAVED, SAFE, PARADE})}
        assert main.status.message == "joined by hand: 4 pieces on one event now · u takes it back"
        assert sum("=×4" in row for row in rows(main)) == 1
        await open_piece(pilot, main, PARADE)
        await settled(pilot)
        assert all("same event, joined by hand" in row.why for row in main.related.rows if row.link.same_event)
        assert sum(row.link.same_event for row in main.related.rows) == 3
        await pilot.press("u")
        await settled(pilot)
        assert not any(row.link.same_event for row in main.related.rows)


async def test_a_piece_is_joined_with_the_open_one(grouped: Path) -> None:
    async with room(grouped) as (pilot, main):
        await open_piece(pilot, main, RAIN)
        sheet = await sheet_of(pilot, main, PARADE)
        assert "o  it reports one event with the open piece, “[/b] " in shown(sheet)
        assert is_safe(shown(sheet))
        await pilot.press("o")
        await back_on_the_page(pilot, main)
        assert groups(main) == {frozenset({TUG, SAVED, SAFE}), frozenset({PARADE, RAIN})}
        sheet = await sheet_of(pilot, main, PARADE)
        assert "the open piece" not in shown(sheet), "it is one of them now"
        assert is_safe(sheet._text.plain)
        await pilot.press("escape")
        await back_on_the_page(pilot, main)


async def test_a_follow_up_is_not_the_same_and_stays_linked(grouped: Path) -> None:
    async with room(grouped) as (pilot, main):
        await sheet_of(pilot, main, TUG)
        await pilot.press("j", "enter")
        await back_on_the_page(pilot, main)
        assert groups(main) == {frozenset({SAVED, SAFE})}
        assert main.status.message == "follow-up, not the same event: linked with 2 pieces · u takes it back"
        await at(pilot, main, SAVED)
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.has_focus, "the piece")
        await settled(pilot)
        (link,) = [row for row in main.related.rows if path_of(main, row.headline).endswith(TUG)]
        assert "follow-up, set by hand" in link.why
        assert not link.link.same_event
        await sheet_of(pilot, main, PARADE)
        await pilot.press("F")
        await choose(pilot, main, "rain")
        assert path_of(main, main.headlines[main.articles.article or ""]).endswith(PARADE), "not at the open piece"
        assert main.status.message == "follow-up, not the same event: linked with 1 piece · u takes it back"


async def test_from_the_reader_the_palette_repairs_the_group_of_the_open_piece(grouped: Path) -> None:
    async with room(grouped) as (pilot, main):
        await open_piece(pilot, main, TUG)
        await pilot.press("1", "g", "g", "2", "colon")
        await pilot.pause()
        await type_text(pilot, "repair group")
        await until(pilot, lambda: pilot.app.screen.query("OptionList").first().option_count, "the command")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, GroupSheet), "the sheet")
        sheet = pilot.app.screen
        assert isinstance(sheet, GroupSheet)
        assert sheet._text.plain.startswith("Harbour tug hits pier")
        await pilot.press("s")
        await back_on_the_page(pilot, main)
        assert main.reader.has_focus
        assert groups(main) == {frozenset({SAVED, SAFE})}


async def test_what_was_said_is_listed_opened_and_taken_back(grouped: Path) -> None:
    async with room(grouped, SMALL) as (pilot, main):
        main.action_repaired_groups()
        await settled(pilot)
        assert main.status.message == "Nothing is said of a group: X in the list does so."
        await sheet_of(pilot, main, TUG)
        await pilot.press("s")
        await back_on_the_page(pilot, main)
        await sheet_of(pilot, main, RAIN)
        await pilot.press("m")
        await choose(pilot, main, "parade")
        main.action_repaired_groups()
        await until(pilot, lambda: isinstance(pilot.app.screen, GroupSaidSheet), "the list")
        sheet = pilot.app.screen
        assert isinstance(sheet, GroupSaidSheet)
        said = shown(sheet)
        assert is_safe(said)
        assert said.splitlines()[1:] == [
            "  one of 2 pieces on its event now",
            f"“Harbour tug hits pier at Wonsan” reports another event than “{titles(main, TUG)}” and 1 other",
            "  alone in its event now",
        ]
        await pilot.press("j", "d")
        assert "d once more takes it back" in str(sheet.query_one("Vertical").border_subtitle)
        await pilot.press("k", "j", "enter")
        await until(pilot, lambda: pilot.app.screen is main and main.open_id is not None, "its piece")
        await settled(pilot)
        assert path_of(main, main.headlines[main.open_id or ""]).endswith(TUG)
        sheet_now = await sheet_of(pilot, main, TUG)
        assert "t  you spoke of it once: take it back …" in shown(sheet_now)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, GroupSaidSheet), "what was said of it")
        await pilot.press("d", "d")
        await back_on_the_page(pilot, main)
        assert main.status.message == "no longer split off: one of 3 pieces on its event now · u takes that back"
        assert groups(main) == {frozenset({TUG, SAVED, SAFE}), frozenset({PARADE, RAIN})}
        assert main.library is not None
        assert [one.ruling.verdict for one in main.library.rulings()] == [Verdict.JOIN]


def titles(main: MainScreen, without: str) -> str:
    """The title of the piece with the smallest id among the reports of the tug, one left out."""
    names = {Path(path_of(main, item)).name: item for item in main.headlines.values()}
    return min((names[name] for name in (TUG, SAVED, SAFE) if name != without), key=lambda item: item.id).title


def test_a_group_is_offered_once_related_pieces_first_then_the_nearest_in_time(built: Path) -> None:
    library = Library.open(built)
    headlines = {item.id: item for item in library.headlines()}
    library.close()
    names = {Path(item.paths[0]).name: item for item in headlines.values()}
    found = candidates(headlines, names[RAIN], [names[PARADE].id])
    assert [one.pieces for one in found] == [1, 3]
    found = candidates(headlines, names[RAIN], [])
    assert [one.pieces for one in found] == [3, 1], "March 2024 is nearer than May"
    assert [one.headline.id for one in matching("harbour WIRE 2024-05", found, 5)] == [names[PARADE].id]
    assert matching("", found, 1) == found[:1]
    assert [one.pieces for one in candidates(headlines, names[TUG], [])] == [1, 1], "not its own group"
