"""The doctor in the reading room: findings by kind, each opened at its place; given up with Esc."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot

from nkreader.archive.doctor import Finding, Look
from nkreader.archive.library import Library
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from nkreader.ui.screens.findings import MOST, finding_choices
from nkreader.ui.screens.sheet import Choice, ChoiceList, SheetAt
from tests.ui.conftest import TEXTS, until
from tests.ui.test_reading_room import SMALL, WIDE, room

HIDDEN = (
    "SEOUL, June 9, 2024 (Harbour Wire) -- A ferry came back to Nampo.\n\nIt has two\u200b decks and a p\u043ert.\n"
)


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A library with a finding of most kinds."""
    folder = tmp_path / "doubtful pieces"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "hidden.txt").write_text(HIDDEN, encoding="utf-8")
    (folder / "noise.txt").write_bytes(b"\0\1\2\3" * 100)
    stated = "---\ndate: 2024-01-05\n---\n\nSEOUL, May 4 (Wire) -- The pier was closed.\n"
    (folder / "stated.md").write_text(stated, encoding="utf-8")
    library = Library.open(tmp_path / "doubtful library")
    library.add([folder])
    council = next(item for item in library.headlines() if item.title.startswith("Council"))
    start = TEXTS["c-council.txt"].index("The meeting ended")
    library.add_highlight(council.id, Span(start, start + 17), "check")
    changed = TEXTS["c-council.txt"].replace("The meeting ended without", "There was not even")
    (folder / "c-council.txt").write_text(changed, encoding="utf-8")
    library.add([folder])
    library.close()
    return library.folder


async def call(pilot: Pilot[None], name: str) -> None:
    """Run a command by its name in the palette."""
    await pilot.press("colon")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette), "the palette")
    palette = pilot.app.screen
    await pilot.press(*name)
    listed = palette.query_one(CommandList)

    def first() -> bool:
        at = listed.highlighted
        return at is not None and str(listed.get_option_at_index(at).prompt).lower().startswith(name)

    await until(pilot, first, f"{name} in the palette")
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is not palette, "the command")


def rows(pilot: Pilot[None]) -> list[Choice]:
    """What the sheet in front lists."""
    return [*pilot.app.screen.query_one(ChoiceList).rows]


async def findings(pilot: Pilot[None]) -> ChoiceList:
    """The sheet's list, once it is there."""
    await until(pilot, lambda: isinstance(pilot.app.screen, SheetAt) and pilot.app.focused, "the findings")
    return pilot.app.screen.query_one(ChoiceList)


def number_of(listed: ChoiceList, text: str) -> int:
    """The row that says it."""
    return next(at for at, row in enumerate(listed.rows) if text in row.lines[0].plain and row.value)


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_findings_are_grouped_and_open_the_piece_at_the_place(doubtful: Path, size: tuple[int, int]) -> None:
    async with room(doubtful, size) as (pilot, main):
        await call(pilot, "doctor")
        listed = await findings(pilot)
        headings = [row.lines[0].plain for row in listed.rows if not row.value]
        assert headings == [
            "orphaned highlight · 1", "dates in conflict · 1", "undated · 1",
            "hidden character · 7", "mixed alphabets · 1", "skipped file · 1",
        ]  # fmt: skip
        assert all(is_safe(line.plain) for row in listed.rows for line in row.lines)
        assert listed.cursor == 1, "headings cannot be chosen"
        told = [line.plain for line in listed.rows[number_of(listed, "U+200B ZERO")].lines]
        for _ in range(number_of(listed, "U+200B ZERO WIDTH SPACE") - len(headings[:4])):
            await pilot.press("j")
        assert listed.row is not None
        assert [line.plain for line in listed.row.lines] == told
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id and main.reader.has_focus, "the piece")
        assert main.reader.piece is not None
        found = main.reader.piece.article
        offset = main.reader._point
        assert any(item.offset == offset and item.code == 0x200B for item in found.replaced)
        assert main.status.message.startswith("hidden character: U+200B ZERO WIDTH SPACE")
        assert "line " in main.status.message
        await call(pilot, "findings")
        again = await findings(pilot)
        assert again.row is not None
        assert [line.plain for line in again.row.lines] == told


@pytest.mark.parametrize(
    ("what", "there"),
    [("stays not|ended", "There was not even a statement"), ("mixes Latin", "p\u043ert"), ("2024-05-04", "May 4")],
)
async def test_each_finding_goes_where_the_text_says_it(doubtful: Path, what: str, there: str) -> None:
    async with room(doubtful) as (pilot, main):
        await call(pilot, "doctor")
        listed = await findings(pilot)
        listed.go_to(next(number_of(listed, part) for part in what.split("|") if _has(listed, part)))
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id and main.reader.has_focus, "the piece")
        text, at = main.reader.page_text, main.reader._point
        assert there in text[max(0, at - 10) : at + 60]


def _has(listed: ChoiceList, text: str) -> bool:
    return any(text in row.lines[0].plain for row in listed.rows if row.value)


async def test_a_finding_without_a_piece_says_path_and_reason(doubtful: Path) -> None:
    async with room(doubtful) as (pilot, main):
        await call(pilot, "doctor")
        listed = await findings(pilot)
        await pilot.press("G")
        row = listed.row
        assert row is not None
        assert "noise.txt" in row.lines[1].plain
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is main)
        assert main.status.message.endswith("noise.txt: binary data, not text")
        assert main.open_id is None


async def test_where_nothing_is_doubtful_that_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "orderly"
    folder.mkdir()
    (folder / "b.txt").write_text(TEXTS["b-launch.txt"], encoding="utf-8")
    async with room(tmp_path / "new", add=(folder,)) as (pilot, main):
        await until(pilot, lambda: not main._growing and main.headlines, "the piece")
        while pilot.app.screen is not main:
            await pilot.press("escape")
        await call(pilot, "findings")
        await until(pilot, lambda: "doctor" in main.status.message, "a hint")
        await call(pilot, "doctor")
        await until(pilot, lambda: main.status.message.endswith("nothing is doubtful."), "an answer")
        assert not main.status.progress


async def test_escape_gives_the_examination_up(doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, ended = threading.Event(), threading.Event()
    given_up: list[BaseException] = []

    def doctor(self: Library, look: Look) -> tuple[Finding, ...]:
        try:
            while True:
                look(3, 7, "a piece")
                told.set()
                threading.Event().wait(0.002)
        except BaseException as error:
            given_up.append(error)
            raise
        finally:
            ended.set()

    monkeypatch.setattr(Library, "doctor", doctor)
    async with room(doubtful) as (pilot, main):
        await call(pilot, "doctor")
        await until(pilot, lambda: told.is_set() and "3 of 7 pieces" in main.status.progress, "how far it is")
        await pilot.press("j")
        assert main.articles.cursor == 1, "reading goes on meanwhile"
        await pilot.press("escape")
        assert main.status.message == "The examination was given up."
        await until(pilot, ended.is_set, "the end of the thread")
        await pilot.pause(0.05)
        assert len(given_up) == 1
        assert not main.status.progress
        assert pilot.app.screen is main


async def test_findings_do_not_come_over_what_the_reader_does(doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    doctor = Library.doctor

    def waiting(self: Library, look: Look) -> tuple[Finding, ...]:
        go_on.wait(20)
        return doctor(self, look)

    monkeypatch.setattr(Library, "doctor", waiting)
    async with room(doubtful) as (pilot, main):
        await call(pilot, "doctor")
        await until(pilot, lambda: pilot.app.screen is main)
        await pilot.press("slash", "r", "i")
        await until(pilot, lambda: main.results and main.results.query.source.startswith("ri"), "the search")
        go_on.set()  # what the search tells is told by now, and takes nothing's place
        await until(pilot, lambda: ":findings" in main.status.message, "word of it")
        assert pilot.app.screen is main
        assert main.search_bar.typing


def test_what_several_findings_say_stands_above_them_once() -> None:
    found = [Finding("undated", "No day is given.", f"{number:012x}", f"/pieces/{number}.txt") for number in range(3)]
    choices = finding_choices([*found, Finding("undated", "Only a year.", None, "/pieces/y.txt")], {})
    assert [[line.plain for line in choice.lines] for choice in choices] == [
        ["undated · 4"], ["No day is given."], ["  /pieces/0.txt"], ["  /pieces/1.txt"], ["  /pieces/2.txt"],
        ["Only a year.", "  /pieces/y.txt"],
    ]  # fmt: skip
    assert [choice.value for choice in choices] == ["", "", "2:0", "3:1", "4:2", "5:3"]


def test_of_many_findings_of_a_kind_the_first_are_listed() -> None:
    found = [Finding("undated", "No day is given.", f"{number:012x}") for number in range(MOST + 30)]
    choices = finding_choices([*found, Finding("skipped file", "too large", None, "/x")], {})
    assert sum(bool(choice.value) for choice in choices) == MOST + 1
    assert choices[MOST + 1].lines[0].plain == "… and 30 more; the search is:undated lists them"
    assert choices[-1].value == f"{len(choices) - 1}:{MOST + 30}"
