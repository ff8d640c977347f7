"""Notes in the reading room: several lines, the reader's own editor, and drafts that outlive any end of the program."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from nkreader.archive.library import Library
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.sheet import Sheet
from nkreader.ui.widgets.note_prompt import NotePrompt
from tests.terminal import Terminal
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import open_piece, room, type_text


async def note_prompt(pilot: Pilot[None]) -> TextArea:
    """The prompt for a note, once it is there."""
    await until(pilot, lambda: isinstance(pilot.app.screen, NotePrompt), "the prompt for a note")
    return pilot.app.screen.query_one(TextArea)


def title(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query("Vertical").first().border_title)


def notes(main: MainScreen) -> list[str]:
    assert main.reader.piece is not None
    return [mark.note for mark in main.reader.piece.highlights]


async def marked(pilot: Pilot[None], main: MainScreen) -> None:
    """A piece open, with a sentence highlighted."""
    await open_piece(pilot, main, "b-launch.txt")
    await pilot.press("right_parenthesis", "m")
    await settled(pilot)


async def test_esc_loses_nothing_and_the_next_start_offers_what_was_begun(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await marked(pilot, main)
        await pilot.press("a")
        await note_prompt(pilot)
        await type_text(pilot, "ask ada")
        await pilot.press("ctrl+j")
        await type_text(pilot, "who")
        await pilot.press("escape")
        await settled(pilot)
        assert main.status.message.startswith("not kept yet")
        assert notes(main) == [""]
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: main.note_drafts, "the drafts")
        assert [note.message for note in pilot.app._notifications] == [
            "A note is begun and not kept: “ask ada who”. :notes begun goes on with it."
        ]
        main.action_begun_notes()
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the notes that are begun")
        await pilot.press("enter")
        area = await note_prompt(pilot)
        assert area.text == "ask ada\nwho"
        assert "begun before" in title(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id and notes(main) == ["ask ada\nwho"], "the note")
        await settled(pilot)
        assert not main.note_drafts
        main.action_begun_notes()
        assert main.status.message == "No note is begun that is not kept."
    library = Library.open(library_folder)
    assert library.note_drafts() == ()
    library.close()


async def test_a_draft_beside_a_kept_note_gives_way_to_it(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await marked(pilot, main)
        for text in ("old", " new"):
            await pilot.press("a")
            await note_prompt(pilot)
            await type_text(pilot, text)
            await pilot.press("enter" if text == "old" else "escape")
            await settled(pilot)
        assert notes(main) == ["old"]
        await pilot.press("a")
        area = await note_prompt(pilot)
        assert area.text == "old new"
        await pilot.press("ctrl+r")
        assert area.text == "old"
        await pilot.press("ctrl+z")
        assert area.text == "old new"
        await pilot.press("ctrl+r", "escape")
        await settled(pilot)
        assert not main.note_drafts
        await pilot.press("a")
        await note_prompt(pilot)
        assert "begun" not in title(pilot)
        await pilot.press("ctrl+u", "enter")
        await until(pilot, lambda: notes(main) == [""], "no note")
        assert main.status.message == "note removed"
        await pilot.press("u")
        await until(pilot, lambda: notes(main) == ["old"], "the note again")


async def test_a_note_begun_on_a_passage_that_is_no_highlight_waits_there(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("right_parenthesis", "v", "w", "e", "a")
        await note_prompt(pilot)
        await type_text(pilot, "why")
        await pilot.press("escape")
        await settled(pilot)
        assert notes(main) == []
        begun = next(iter(main.note_drafts.values()))
        await pilot.press("right_parenthesis", "left_parenthesis", "a")
        area = await note_prompt(pilot)
        assert area.text == "why"
        await pilot.press("enter")
        await until(pilot, lambda: notes(main) == ["why"], "the note")
        assert main.reader.piece is not None
        assert main.reader.piece.highlights[0].anchor.span == begun.anchor.span


async def test_a_note_goes_on_in_the_readers_editor(
    library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib as p; f = p.Path(sys.argv[-1]);"
        " f.write_text(f.read_text() + ' outside\\nand \\x1b[2J more\\n')"
    )
    monkeypatch.setattr("nkreader.ui.editing.outside", _handed)
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")
    monkeypatch.delenv("VISUAL", raising=False)
    async with room(library_folder) as (pilot, main):
        await marked(pilot, main)
        await pilot.press("a")
        area = await note_prompt(pilot)
        await type_text(pilot, "begun")
        await pilot.press("ctrl+g")
        assert area.text == "begun outside\nand ␛[2J more"
        await until(pilot, lambda: main.note_drafts, "the draft")
        await pilot.press("enter")
        await until(pilot, lambda: notes(main) == ["begun outside\nand ␛[2J more"], "the note")


def _handed(app: object, act: object) -> str:
    """The terminal of a test cannot be handed over."""
    from nkreader.ui.editing import editor

    assert callable(act)
    act(editor())
    return ""


def test_a_note_is_saved_as_it_is_typed(library_folder: Path) -> None:
    command = [sys.executable, "-m", "nkreader", "--library", str(library_folder)]
    with Terminal(command, {}) as terminal:
        terminal.wait_for("Hyesan")
        terminal.press("\r")
        terminal.wait_for("▸")
        terminal.read_on(0.3)
        terminal.press("m")
        terminal.wait_for("highlighted")
        terminal.press("a")
        terminal.wait_for("In $EDITOR")
        terminal.press("half a tho")
        terminal.wait_for("half a tho")
        terminal.read_on(0.2)
        os.kill(terminal.process.pid, signal.SIGKILL)
        terminal.process.wait()
    library = Library.open(library_folder)
    assert [draft.text for draft in library.note_drafts()] == ["half a tho"]
    library.close()
    with Terminal(command, {}) as terminal:
        terminal.wait_for("A note is begun and not kept")
        terminal.wait_for("where you left off")
        terminal.read_on(0.3)
        terminal.press("a")
        terminal.wait_for("In $EDITOR")
        terminal.wait_for("half a tho")
        terminal.press("ught\r")
        terminal.wait_for("note kept")
        terminal.press("qq")
        terminal.wait_for_end()
    library = Library.open(library_folder)
    assert [mark.note for mark in library.highlights()] == ["half a thought"]
    library.close()
