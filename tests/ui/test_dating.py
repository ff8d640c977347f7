"""Dates and their evidence in the reading room, and dates set by hand, with real keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.dates import Basis
from nkreader.model.evidence import Evidence, Stance
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from nkreader.model.timeline import By
from nkreader.ui.screens.evidence_rows import evidence_choices
from nkreader.ui.screens.evidence_sheet import EvidenceList, EvidenceSheet
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.widgets.article_rows import Listed
from nkreader.ui.widgets.prompt import NoteArea, Prompt
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import SMALL, open_piece, room, type_text

JOURNEY = (
    " date 2025-10-06 Kim Jong Un is set to meet officials in Russia\n\n"
    "A newspaper wrote of it before anybody else.\n\n"
    "He is set to be in Russia for some days, on his first overseas trip since the pandemic.\n"
)
DATED = "SEOUL, March 3, 2024 (Wire) -- A bridge over the Tumen at Onsong collapsed; the customs road is closed.\n"
UNDATED = "NAMPO (Quay Post) -- A crane fell on Monday, officials said.\n"
YEARLESS = "HOERYONG, March 4 (Post) -- The customs road at Onsong was closed after the Tumen bridge collapsed.\n"


@pytest.fixture
def journey(tmp_path: Path) -> Path:
    """A library with a piece whose header the text contradicts, and two that report one event."""
    library = Library.open(tmp_path / "journey")
    for text in (JOURNEY, DATED, YEARLESS):
        library.add_text(text.encode(), Stated())
    library.close()
    return tmp_path / "journey"


def titled(main: MainScreen, words: str) -> str:
    return next(item.id for item in main.headlines.values() if words in item.title)


async def read(pilot: Pilot[None], main: MainScreen, words: str) -> str:
    """Open the piece of a title from the list."""
    ident = titled(main, words)
    await pilot.press("1", "g", "g")
    for _ in range(8):
        row = main.articles.row
        if main.articles.article == ident:
            break
        if isinstance(row, Listed) and row.members and row.headline.event == main.headlines[ident].event:
            await pilot.press("f")
        await pilot.press("j")
    await pilot.press("enter")
    await until(pilot, lambda: main.open_id == ident and main.reader.has_focus, f"{words} open")
    return ident


async def evidence(pilot: Pilot[None]) -> EvidenceSheet:
    await pilot.press("D")
    await until(pilot, lambda: isinstance(pilot.app.screen, EvidenceSheet), "the sheet")
    await settled(pilot)
    sheet = pilot.app.screen
    assert isinstance(sheet, EvidenceSheet)
    await until(pilot, lambda: "gathering the evidence" not in shown(sheet), "the evidence")
    return sheet


def shown(sheet: EvidenceSheet) -> str:
    return "\n".join(line.plain for row in sheet.query_one(EvidenceList).rows for line in row.lines)


def painted(main: MainScreen) -> str:
    """The head of the reader, as it is drawn."""
    lines = (main.reader.render_line(y).text for y in range(main.reader.size.height))
    return "\n".join(lines).replace("\xa0", " ")


async def answer(pilot: Pilot[None], text: str) -> None:
    """Type into the prompt and press Enter."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt")
    await type_text(pilot, text)
    await pilot.press("enter")


async def set_date(pilot: Pilot[None], main: MainScreen, text: str, key: str = "p") -> None:
    await evidence(pilot)
    await pilot.press(key)
    await answer(pilot, text)
    await until(pilot, lambda: pilot.app.screen is main, "back on the page")
    await settled(pilot)


async def test_the_table_tells_each_date_and_what_conflicts_with_it(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        await read(pilot, main, "meet officials")
        sheet = await evidence(pilot)
        said = shown(sheet)
        assert "published  ≈ 2025-10-06" in said
        assert "likely · crawl header · may be 2025-10-05 to 2025-10-07" in said
        assert "the evidence allows: 2025-10-06, 2023-09-13 or before" in said
        assert "reported   unknown" in said
        assert "happened   unknown" in said
        assert "Evidence: published  ≠ 1 against it" in said
        assert "≠ fact           2023-09-13 or before        conflicts" in said
        assert "= crawl header   2025-10-06 or before        agrees" in said
        assert said.index("conflicts") < said.index("agrees")
        rows = sheet.query_one(EvidenceList).rows
        head = next(row.lines[0] for row in rows if "conflicts" in row.lines[0].plain)
        assert {str(span.style) for span in head.spans} >= {"bold $text-error"}


async def test_a_row_leads_to_its_passage_or_says_that_it_has_none(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        ident = await read(pilot, main, "meet officials")
        sheet = await evidence(pilot)
        await pilot.press("j", "j", "j")
        assert sheet.query_one(EvidenceList).row.lines[0].plain.startswith("≠ fact")  # type: ignore[union-attr]
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is main)
        await settled(pilot)
        piece = main.reader.piece
        assert piece is not None
        assert main.open_id == ident
        sentence = main.reader.sentence()
        assert sentence is not None
        assert sentence.of(piece.article.text).endswith("on his first overseas trip since the pandemic.")
        await pilot.press("q")
        await read(pilot, main, "customs road at")
        sheet = await evidence(pilot)
        assert "another report of the event" in shown(sheet)
        await pilot.press("j", "j", "j", "enter")
        await settled(pilot)
        assert "stands nowhere in the text" in str(sheet.query_one("Vertical").border_subtitle)
        await pilot.press("j")
        assert "p/r/e set" in str(sheet.query_one("Vertical").border_subtitle)


async def test_a_day_is_set_shown_everywhere_and_taken_back_on_another_day(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        ident = await read(pilot, main, "meet officials")
        assert "published ≈2025-10-06" in painted(main)
        assert main.articles.articles[0] == ident
        await set_date(pilot, main, "12 September 2023")
        when = main.headlines[ident].published
        assert (when.value, when.basis) == ("2023-09-12", Basis.HAND)
        assert main.status.message == "published 2023-09-12, set by hand · u takes it back"
        assert "published 2023-09-12 (by hand)" in painted(main)
        assert main.articles.articles[-1] == ident
        listed = [main.articles.render_line(y).text for y in range(main.articles.size.height)]
        assert any("=2023-09-12" in line for line in listed)
        days = [main.axis.render_line(y).text for y in range(main.axis.size.height)]
        assert any("=12" in line for line in days)
        said = shown(await evidence(pilot))
        assert "published  2023-09-12" in said
        assert "\n  It was set by hand.\nreported" in said
        assert "≠ without it     ≈ 2025-10-06" in said
        await pilot.press("q")
    async with room(journey) as (pilot, main):
        await until(pilot, lambda: main.open_id == ident, "where one left off")
        assert "published 2023-09-12 (by hand)" in painted(main)
        await pilot.press("u")
        await until(pilot, lambda: main.headlines[ident].published.value == "2025-10-06", "taken back")
        await settled(pilot)
        assert main.status.message.startswith("taken back: published 2023-09-12, by hand · Kim Jong Un is set")
        assert "published ≈2025-10-06" in painted(main)
        assert main.articles.articles[0] == ident
        await pilot.press("ctrl+r")
        await until(pilot, lambda: main.headlines[ident].published.value == "2023-09-12", "done again")
        await settled(pilot)
        assert "published 2023-09-12 (by hand)" in painted(main)


async def test_a_date_is_asked_for_on_one_line(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        await read(pilot, main, "meet officials")
        await evidence(pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt")
        keys = str(pilot.app.screen.query_one(".keys", Static).content)
        assert "New line" not in keys
        assert "Enter Save" in keys
        await type_text(pilot, "2023")
        await pilot.press("ctrl+j")
        pilot.app.screen.query_one(NoteArea).insert("-09\n-12")
        assert pilot.app.screen.query_one(NoteArea).text == "2023-09 -12"


async def test_bad_input_is_told_in_a_line_and_the_prompt_stays(journey: Path) -> None:
    async with room(journey, SMALL) as (pilot, main):
        ident = await read(pilot, main, "meet officials")
        await evidence(pilot)
        await pilot.press("p")
        await answer(pilot, "soon")
        await settled(pilot)
        prompt = pilot.app.screen
        assert isinstance(prompt, Prompt)
        wrong = prompt.query_one(".wrong")
        assert wrong.display
        assert str(wrong.render()).startswith("“soon” is no date, or has no year")
        assert wrong.region.bottom <= 24
        assert main.headlines[ident].published.value == "2025-10-06"
        await pilot.press(*["backspace"] * 4)
        await answer(pilot, "2024-05")
        await until(pilot, lambda: main.headlines[ident].published.value == "2024-05", "set")
        await settled(pilot)
        assert pilot.app.screen is main


async def test_escape_leaves_the_prompt_then_the_sheet_and_changes_nothing(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        ident = await read(pilot, main, "meet officials")
        sheet = await evidence(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt of the row")
        await type_text(pilot, "2020")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is sheet, "back on the sheet")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is main)
        await settled(pilot)
        assert main.headlines[ident].published.value == "2025-10-06"
        await pilot.press("u")
        await settled(pilot)
        assert main.status.message == "Nothing to take back."


async def test_an_empty_answer_takes_a_date_by_hand_away(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        ident = await read(pilot, main, "meet officials")
        await set_date(pilot, main, "2024")
        await evidence(pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt")
        await pilot.press(*["backspace"] * 4, "enter")
        await until(pilot, lambda: main.headlines[ident].published.value == "2025-10-06", "taken away")
        await settled(pilot)
        assert main.status.message.startswith("published no longer set by hand: ≈ 2025-10-06")
        await set_date(pilot, main, "")
        assert main.status.message == "published stays as it is"
        await pilot.press("u")
        await until(pilot, lambda: main.headlines[ident].published.value == "2024", "taken back")


async def test_days_in_place_are_counted_from_a_day_set_by_hand_as_from_a_stated_one(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "crane")
    library.add_text(UNDATED.encode(), Stated())
    library.close()
    async with room(tmp_path / "crane") as (pilot, main):
        await read(pilot, main, "A crane fell")
        await pilot.press("i")
        assert "fell on Monday, officials" in " ".join(painted(main).split())
        await set_date(pilot, main, "2024-05-08")
        assert "fell on Monday ⟨2024-05-06⟩, officials" in " ".join(painted(main).split())


async def test_report_and_event_are_set_too_and_the_timeline_by_them_follows(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        ident = await read(pilot, main, "meet officials")
        await pilot.press("3", "b", "b", "2")
        await until(pilot, lambda: main.axis_of_all.by is By.HAPPENED, "by the event")
        await settled(pilot)
        without = main.axis.shown.without
        await set_date(pilot, main, "2023-09-10", "e")
        assert main.headlines[ident].happened.value == "2023-09-10"
        assert main.axis.shown.without == without - 1
        await set_date(pilot, main, "2023-09-11", "r")
        head = " ".join(painted(main).split())
        assert "reported 2023-09-11 (by hand) · happened 2023-09-10 (by hand)" in head


async def test_groups_and_what_others_borrow_follow_at_once(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        road = await read(pilot, main, "customs road at")
        bridge = titled(main, "A bridge over")
        assert main.headlines[road].event == main.headlines[bridge].event is not None
        assert "published ≈2024-03-04 (borrowed)" in painted(main)
        await read(pilot, main, "A bridge over")
        await set_date(pilot, main, "2019-07-01")
        assert main.headlines[road].event is None
        assert main.headlines[road].published.value == "XXXX-03-04"
        await read(pilot, main, "customs road at")
        assert "borrowed" not in painted(main)
        await pilot.press("u")
        await until(pilot, lambda: main.headlines[road].event is not None, "one event again")
        await settled(pilot)
        assert "published ≈2024-03-04 (borrowed)" in painted(main)


async def test_a_search_by_date_in_force_finds_what_was_dated(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        ident = await read(pilot, main, "meet officials")
        await pilot.press("backslash")
        await type_text(pilot, "date:2025")
        await pilot.press("enter")
        await until(pilot, lambda: main.results is not None and main.results.total == 1, "found")
        await pilot.press("2")
        await set_date(pilot, main, "2023")
        await until(pilot, lambda: main.results is not None and main.results.total == 0, "found no more")
        await pilot.press("u")
        await until(pilot, lambda: main.results is not None and main.results.total == 1, "found again")
        assert main.articles.articles == (ident,)


async def test_evidence_that_cannot_be_gathered_is_said_on_the_sheet(journey: Path) -> None:
    async with room(journey) as (pilot, main):
        ident = await read(pilot, main, "meet officials")
        other = Library.open(journey)
        other.remove([ident])
        other.close()
        said = shown(await evidence(pilot))
        assert "published  ≈ 2025-10-06" in said
        assert "the evidence could not be gathered: no article begins with" in said


async def test_keys_typed_ahead_of_the_evidence_are_the_sheet_s(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("D", "q")
        await settled(pilot)
        assert pilot.app.screen is main
        assert not pilot.app._exit


async def test_hostile_text_reaches_the_table_only_as_printable_text(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "hostile")
    text = "SEOUL, June 2 (Wire) -- A crane fell on Monday \x1b]52;c;aGk=\x07[/red] \u202e in 2019, it said.\n"
    library.add_text(text.encode(), Stated(published="2024-06-02 \x1b[2J[bold]\u202e"))
    ident = library.headlines()[0].id
    assert any("[bold]" in row.said for row in library.evidence(ident))
    library.close()
    async with room(tmp_path / "hostile") as (pilot, main):
        await pilot.press("1", "g", "g", "enter")
        await until(pilot, lambda: main.open_id == ident)
        sheet = await evidence(pilot)
        rows = sheet.query_one(EvidenceList)
        drawn = [rows.render_line(y).text for y in range(rows.size.height)]
        assert all(map(is_safe, drawn))
        assert any("[bold]" in line for line in drawn)


def test_no_row_holds_anything_that_a_terminal_obeys() -> None:
    bad = "\x1b[31m\x9b2J[/]\u202e\x07\n"
    row = Evidence(By.REPORTED, bad, bad, bad, Stance.CONFLICTS, Span(3, 4))
    made = evidence_choices([row])
    for line in (line for choice in made for line in choice.lines):
        assert is_safe(line.plain)
        assert "\n" not in line.plain
        assert all("31m" not in str(span.style) for span in line.spans)
    assert [choice.value for choice in made] == ["", "at 3"]
