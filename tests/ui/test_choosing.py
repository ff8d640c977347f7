"""Settings, themes, dates and colours chosen while the reading room is open; what is read stays where it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader import locations
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.settings import FILE, Settings, read
from nkreader.ui import chosen, commands, dating, naming
from nkreader.ui.app import NKReader
from nkreader.ui.dating import date_label
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.sheet import ChoiceList, Sheet
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import open_piece, room

SHIPPED = ["beacon", "estuary", "harbour", "paper"]


@pytest.fixture(autouse=True)
def own_words() -> Iterator[None]:
    """Whatever a test chooses, the next has what nkreader has of itself."""
    yield
    commands.use({})
    dating.use("iso")
    naming.use({})


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the files often."""
    monkeypatch.setattr("nkreader.ui.watching.PAUSE", 0.02)


def put(text: str) -> None:
    """Write the settings."""
    (locations.config() / FILE).write_text(f"rescan_at_start = false\n{text}\n")


def put_theme(name: str = "mine", person: str = "#8ec5ea", file: str = "mine.toml") -> None:
    """Write a theme like the default one, with another name and another colour of people."""
    folder = locations.own_themes()
    folder.mkdir(exist_ok=True)
    text = (locations.themes() / "harbour.toml").read_text()
    assert '"#8ec5ea"' in text
    text = text.replace('name = "harbour"', f'name = "{name}"').replace('"#8ec5ea"', f'"{person}"')
    (folder / file).write_text(text)


def colour_of(pilot: Pilot[None], name: str) -> str:
    """A variable of the theme in force."""
    return pilot.app.theme_variables[name]


def said(main: MainScreen) -> list[str]:
    """The status line and what is told beside it."""
    return [main.status.message, *(item.message for item in main.app._notifications)]


async def test_a_theme_of_the_readers_own_joins_the_others(library_folder: Path) -> None:
    put_theme()
    put('theme = "mine"')
    async with room(library_folder) as (pilot, main):
        assert main.app.theme == "mine"
        assert [theme.name for theme in main.app.own_themes] == sorted([*SHIPPED, "mine"])  # type: ignore[attr-defined]
        assert colour_of(pilot, "entity-person") == "#8ec5ea"


async def test_bad_themes_are_told_with_their_line_and_left_out(library_folder: Path) -> None:
    put_theme()
    folder = locations.own_themes()
    text = (folder / "mine.toml").read_text()
    at = next(number for number, line in enumerate(text.split("\n"), 1) if line.startswith("weapon"))
    (folder / "bad.toml").write_text(text.replace('weapon = "#f0a193"', 'weapon = "red"').replace("mine", "bad"))
    (folder / "torn.toml").write_text("name = 'torn'\ndark = maybe\n")
    (folder / "twice.toml").write_text(text)
    (folder / "nameless.toml").write_text(text.replace("mine", "../x"))
    (folder / "folder.toml").mkdir()
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: len(said(main)) > 5, "what is wrong")
        told = [line for line in said(main) if ".toml" in line]
        bad = f"bad.toml:{at}: [names] weapon must be a colour such as #1a2b3c; this theme is left out"
        assert told[0] == f"{bad} (and 4 more)"
        assert sorted(told[1:]) == [
            bad,
            "folder.toml: Is a directory; this theme is left out",
            'nameless.toml: needed are a name, as in name = "mine", and dark = true or dark = false; '
            "this theme is left out",
            "torn.toml:2: Invalid value; this theme is left out",
            "twice.toml: there is a theme mine already; this one is left out",
        ]
        assert "mine" in main.app.available_themes
        assert "bad" not in main.app.available_themes


async def test_a_theme_is_painted_anew_as_soon_as_it_is_saved(library_folder: Path, quick: None) -> None:
    put_theme()
    put('theme = "mine"')
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        put_theme(person="#abcdef")
        await until(pilot, lambda: colour_of(pilot, "entity-person") == "#abcdef", "the new colour")
        await settled(pilot)
        shown = {
            segment.style.color.get_truecolor().hex
            for y in range(main.reader.page_height)
            for segment in main.reader.render_line(y)
            if segment.style and segment.style.color
        }
        assert "#abcdef" in shown
        assert "#8ec5ea" not in shown
        (locations.own_themes() / "mine.toml").write_text("name = 'mine'\ndark = \n")
        await until(pilot, lambda: main.status.problem, "what is wrong")
        assert main.status.message.startswith("mine.toml:2: Invalid value")
        assert main.app.theme == "mine"
        assert colour_of(pilot, "entity-person") == "#abcdef", "the last good one stays"
        (locations.own_themes() / "mine.toml").unlink()
        await until(pilot, lambda: main.app.theme == "harbour", "another theme")
        put_theme(name="harbour", person="#123456")
        await until(pilot, lambda: colour_of(pilot, "entity-person") == "#123456", "ours, as theirs has it")


async def test_another_theme_moves_nothing(library_folder: Path) -> None:
    async with room(library_folder, (80, 12)) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("right_parenthesis", "right_parenthesis", "right_parenthesis", "v", "i", "s", "w")
        before = (
            main.reader.scroll_offset, main.reader.marks.sentence, main.reader.selected_span(), main.reader.marks.caret,
            main.articles.cursor, main.articles.scroll_offset, main.axis.cursor, main.focused,
        )  # fmt: skip
        assert before[2]
        for name in (*SHIPPED, "harbour"):
            main.app.theme = name
            await settled(pilot)
            assert before == (
                main.reader.scroll_offset, main.reader.marks.sentence, main.reader.selected_span(),
                main.reader.marks.caret, main.articles.cursor, main.articles.scroll_offset, main.axis.cursor,
                main.focused,
            ), name  # fmt: skip


async def test_a_theme_is_seen_before_it_is_chosen_and_remembered_after(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.app.run_action("theme")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the sheet")
        rows = pilot.app.screen.query_one(ChoiceList)
        await until(pilot, lambda: rows.cursor == SHIPPED.index("harbour"), "the theme there is")
        await pilot.press("j")
        await until(pilot, lambda: pilot.app.theme == "paper", "the next")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.theme == "harbour", "as it was")
        assert chosen.remembered() == ""
        await pilot.app.run_action("theme")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the sheet")
        await until(pilot, lambda: pilot.app.screen.query_one(ChoiceList).cursor == 2, "the theme there is")
        await pilot.press("k", "enter")
        await until(pilot, lambda: main.status.message == "theme estuary", "the choice")
        await settled(pilot)
        assert chosen.remembered() == "estuary"
        await pilot.app.run_action("next_theme")
        await pilot.app.run_action("next_theme")
        await settled(pilot)
        assert pilot.app.theme == "paper"
    async with room(library_folder) as (pilot, main):
        assert pilot.app.theme == "paper"
    put('theme = "beacon"')
    async with room(library_folder) as (pilot, main):
        assert pilot.app.theme == "beacon", "what is set goes before what was chosen"
        await pilot.app.run_action("next_theme")
        assert pilot.app.theme == "estuary"
        assert main.status.message == f"theme estuary; the next time beacon again, as {FILE} says so"
    assert locations.state() not in (locations.config(), library_folder)
    assert (locations.config() / FILE).read_text() == 'rescan_at_start = false\ntheme = "beacon"\n'


async def test_a_theme_that_is_not_there_is_told(library_folder: Path) -> None:
    put('theme = "harbor"')
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: main.status.problem, "what is wrong")
        assert main.status.message == f"{FILE}:2: there is no theme 'harbor' (there are {', '.join(SHIPPED)})"
        assert main.app.theme == "harbour"


async def test_what_is_saved_holds_at_once(library_folder: Path, quick: None) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("right_parenthesis", "m")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.highlights, "a highlight")
        here = main.reader.marks.sentence
        put('measure = 40\ndates = "short"\ntheme = "paper"\n[colours]\ngreen = "claim"')
        await until(pilot, lambda: main.status.message == f"{FILE} holds from now on.", "the news")
        await settled(pilot)
        assert main.app.theme == "paper"
        page = main.reader._page
        assert page
        assert max(len(line.span) for line in page.lines) <= 40
        assert main.reader.marks.sentence == here
        shown = "\n".join(segment.text for strip in main._compositor.render_strips() for segment in strip)
        assert "30 May 2024" in shown.replace("\u00a0", " ")
        await pilot.press("c")
        await until(pilot, lambda: "colour claim (green)" in main.status.message, "the colour's name")
        assert main.reader.piece
        assert main.reader.piece.highlights[0].colour == "green", "what is stored has the colour's own name"
        put("measure = 4")
        await until(pilot, lambda: main.status.problem, "what is wrong")
        assert main.status.message.startswith(f"{FILE}:2: measure = 4 is not allowed")


async def test_the_settings_open_in_the_readers_editor(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    script = tmp_path / "my editor.py"
    script.write_text(
        "import sys, pathlib as p; f = p.Path(sys.argv[-1]); t = f.read_text()\n"
        "f.write_text(t.replace('# measure = 72', 'measure = 50')); p.Path(sys.argv[1]).write_text(t)"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}' '{tmp_path}/seen; touch x'")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(NKReader, "suspend", lambda self: nullcontext())
    file = locations.config() / FILE
    file.unlink()
    async with room(library_folder) as (pilot, main):
        await pilot.app.run_action("settings")
        await until(pilot, lambda: main.reader.measure == 50, "the new measure")
        assert read() == (Settings(measure=50), ())
        begun = (tmp_path / "seen; touch x").read_text()
        assert all(f'# "{command.name}" = ' in begun for command in commands.COMMANDS)
        await pilot.app.run_action("settings")
        await settled(pilot)
        assert (tmp_path / "seen; touch x").read_text() == file.read_text(), "what is there is left as it is"
        monkeypatch.setenv("EDITOR", "")
        await pilot.app.run_action("settings")
        assert main.status.message == (f"No editor is set: neither $VISUAL nor $EDITOR. The settings stand in {file}")


async def test_what_is_wrong_is_told_also_where_the_status_line_has_other_news(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
    put("measure = 4")
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: main.status.message == "where you left off", "the last place")
        assert any(line.startswith(f"{FILE}:2: measure = 4") for line in said(main))


async def test_a_settings_file_that_cannot_be_written_is_told(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room(library_folder) as (pilot, main):
        (locations.config() / "occupied").write_text("")
        monkeypatch.setenv("NKREADER_CONFIG", str(locations.config() / "occupied"))
        await pilot.app.run_action("settings")
        assert main.status.message.startswith(f"{locations.config()}")
        assert "cannot be written" in main.status.message


def when(value: str, certainty: Certainty = Certainty.STATED) -> PartialDate:
    """A date."""
    return PartialDate.of(value, Basis.HEADER, certainty, "the header says so")


@pytest.mark.parametrize(
    ("value", "iso", "short", "us"),
    [
        ("2024-03-24", "2024-03-24", "24 Mar 2024", "Mar 24, 2024"),
        ("2024-05-04", "2024-05-04", "4 May 2024", "May 4, 2024"),
        ("2024-03", "2024-03", "Mar 2024", "Mar 2024"),
        ("2024", "2024", "2024", "2024"),
        ("XXXX-05-04", "05-04?", "4 May?", "May 4?"),
        ("2024-05-04/2024-05-08", "2024-05-04–08", "4–8 May 2024", "May 4–8, 2024"),
        ("2024-05-30/2024-06-02", "2024-05-30–2024-06-02", "30 May 2024–2 Jun 2024", "May 30, 2024–Jun 2, 2024"),
        ("../2023-09-12", "–2023-09-12", "–12 Sep 2023", "–Sep 12, 2023"),
        ("2025-12-31/..", "2025-12-31–", "31 Dec 2025–", "Dec 31, 2025–"),
        ("2025-W52", "2025-W52", "2025-W52", "2025-W52"),
        ("2024-SU", "2024-SU", "2024-SU", "2024-SU"),
        ("202X", "202X", "202X", "202X"),
    ],
)
def test_days_are_written_as_the_reader_wants(value: str, iso: str, short: str, us: str) -> None:
    for look, shown in (("iso", iso), ("short", short), ("us", us)):
        dating.use(look)
        assert date_label(when(value)) == shown
        assert date_label(when(value, Certainty.LIKELY)) == f"≈{shown}"
        assert date_label(PartialDate.unknown("nothing says")) == "undated"
