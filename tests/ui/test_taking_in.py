"""Taking articles in while reading goes on: looking again, pasting, the reader's editor, waiting for another."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from nkreader.archive import adding
from nkreader.archive.growing import Growing
from nkreader.archive.library import Library
from nkreader.search.merging import MANY
from nkreader.settings import Settings
from nkreader.ui.app import NKReader
from nkreader.ui.editing import NoEditor, edited, editor
from nkreader.ui.screens import taking_in
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.pasting import PasteArea, PasteSheet
from nkreader.ui.screens.sheet import Sheet
from tests.ui.conftest import TEXTS, until
from tests.ui.test_reading_room import WIDE, open_piece, room

FERRY = "SEOUL, June 9, 2024 (Harbour Wire) -- A ferry came back to Nampo.\n\nIt has two decks.\n"


@pytest.fixture
def own_pieces(tmp_path: Path) -> Path:
    """A folder of articles that a test may change."""
    folder = tmp_path / "own pieces"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def own_library(own_pieces: Path, tmp_path: Path) -> Path:
    """A library of them."""
    library = Library.open(tmp_path / "own library")
    library.add([own_pieces])
    library.close()
    return library.folder


@contextmanager
def another_writing(folder: Path) -> Iterator[None]:
    """Somebody else writes to the library all the while."""
    other = sqlite3.connect(folder / "library.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def change(folder: Path) -> None:
    """One piece is new, one has another text, one is gone, and one thing cannot be read."""
    (folder / "f-ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "b-launch.txt").write_text(TEXTS["b-launch.txt"] + "\nIt fell at noon.\n", encoding="utf-8")
    (folder / "d-undated.txt").unlink()
    (folder / "g-empty.txt").write_bytes(b"\0\1\2\3" * 100)


async def sheet(pilot: Pilot[None]) -> PasteArea:
    """The text of the sheet for pasted articles, once it is there."""
    await until(pilot, lambda: isinstance(pilot.app.screen, PasteSheet) and pilot.app.focused, "the sheet")
    return pilot.app.screen.query_one(PasteArea)


async def test_looking_again_tells_what_came_and_keeps_the_place(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, main):
        await pilot.press("G")
        here = main.articles.article
        change(own_pieces)
        await pilot.press("R")
        await until(pilot, lambda: len(main.headlines) == 6, "the new piece")
        await until(pilot, lambda: main.status.message.startswith("Looked again: 1 new, 1 changed, 1 missing, 1 skipp"))
        assert "g-empty.txt" in main.status.message
        assert main.articles.article == here
        assert main.axis.shown.places.keys() == main.headlines.keys()
        assert not main.status.progress
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the report")
        await pilot.press("q", "R")
        await until(pilot, lambda: main.status.message == "Looked again: 0 new, 0 changed, 0 missing, 0 skipped")


async def test_a_new_version_of_the_open_piece_is_shown(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        change(own_pieces)
        await pilot.press("R")
        await until(pilot, lambda: "It fell at noon" in main.reader.page_text, "the new version")
        await until(pilot, lambda: main.status.message.endswith("the open piece has a new version"), "word of it")


async def test_what_came_puts_the_index_in_order_behind_it(own_library: Path, own_pieces: Path) -> None:
    library = Library.open(own_library)
    with patch("nkreader.search.written.LITTLE", 0):
        for number in range(MANY):
            (own_pieces / f"h-{number}.txt").write_text(FERRY.replace("ferry", f"ferry {number}"), encoding="utf-8")
            library.rescan()
    library.close()

    def parts() -> int:
        return len(list((own_library / "index").glob("MAIN_*.seg")))

    assert parts() > MANY
    async with room(own_library) as (pilot, main):
        (own_pieces / "f-ferry.txt").write_text(FERRY, encoding="utf-8")
        with patch("nkreader.search.written.LITTLE", 0):
            await pilot.press("R")
            await until(pilot, lambda: main.status.message.startswith("Looked again: 1 new"))
            await until(pilot, lambda: parts() < MANY, "fewer parts")
        main.search_for("Nampo -nothing")
        await until(pilot, lambda: len(main.articles.articles) >= MANY, "every ferry")


async def test_a_search_in_force_finds_what_came(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, main):
        main.search_for("Nampo")
        await until(pilot, lambda: len(main.articles.articles) == 1)
        change(own_pieces)
        await pilot.press("R")
        await until(pilot, lambda: len(main.articles.articles) == 2, "the ferry among the results")
        await until(pilot, lambda: main.status.message.startswith("Looked again"))


@pytest.mark.parametrize("wanted", [True, False])
async def test_known_folders_are_looked_at_again_at_the_start_if_that_is_set(
    own_library: Path, own_pieces: Path, wanted: bool
) -> None:
    change(own_pieces)
    app = NKReader(own_library, settings=Settings(rescan_at_start=wanted))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.main.headlines, "the list")
        if not wanted:  # what is asked for by hand comes alone
            await pilot.press("R")
        await until(pilot, lambda: len(app.main.headlines) == 6, "the new piece")


async def test_nothing_new_at_the_start_is_not_told(own_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Library] = []
    rescan = Library.rescan

    def counted(self: Library, *args: object, **named: object) -> object:
        looked.append(self)
        return rescan(self, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "rescan", counted)
    app = NKReader(own_library, settings=Settings())
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.main.headlines and looked and not app.main.status.progress, "a look")
        assert not app.main.status.message


async def test_the_sample_archive_is_not_looked_at_again(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "sample")
    library.become_sample()
    library.close()
    app = NKReader(tmp_path / "sample", settings=Settings())
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.main._begun, "the room")
        assert not app.main._growing


async def test_wrong_settings_are_told(library_folder: Path) -> None:
    Path(os.environ["NKREADER_CONFIG"], "settings.toml").write_text("measure = 9\nrescan_at_start = false\n")
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: "measure = 9" in main.status.message)
        assert main.status.problem


async def test_lines_are_as_long_as_set(library_folder: Path) -> None:
    app = NKReader(library_folder, settings=Settings(measure=41, rescan_at_start=False))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.main.headlines, "the list")
        await open_piece(pilot, app.main, "a-pier.txt")
        page = app.main.reader._page
        assert page is not None
        assert page.measure == 41


async def test_who_writes_is_waited_for_and_named_while_reading_goes_on(own_library: Path, own_pieces: Path) -> None:
    change(own_pieces)
    async with room(own_library) as (pilot, main):
        first = main.articles.article
        assert first is not None
        with another_writing(own_library):
            await pilot.press("asterisk", "R")
            await until(pilot, lambda: "nkreader" in main.status.waiting, "word of the wait")
            assert str(own_library) in main.status.waiting
            assert main.status.render().plain.lstrip().startswith("another nkreader")
            await open_piece(pilot, main, "a-pier.txt")
            assert "Nampo shipyard" in main.reader.page_text
            await pilot.press("R")
            assert main.status.message.startswith("Already looking again")
        await until(pilot, lambda: main.headlines[first].starred and len(main.headlines) == 6, "what was asked")
        await until(pilot, lambda: not main.status.waiting)


async def test_a_star_set_while_the_list_is_read_anew_stays(own_library: Path, own_pieces: Path) -> None:
    change(own_pieces)
    async with room(own_library) as (pilot, main):
        first = main.articles.article
        assert first is not None
        await pilot.press("R", "asterisk", "x")
        await until(pilot, lambda: len(main.headlines) == 6)
        await until(pilot, lambda: main.headlines[first].starred and main.headlines[first].read)


async def paste(pilot: Pilot[None], main: MainScreen, text: str) -> None:
    """Paste a text into the sheet and add it."""
    await pilot.press("P")
    await sheet(pilot)
    pilot.app.post_message(Paste(text))
    await pilot.press("ctrl+s")
    await until(pilot, lambda: pilot.app.screen is main, "the room")


async def test_a_pasted_text_is_added_and_opened(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await paste(pilot, main, FERRY.replace("\n", "\r"))
        await until(pilot, lambda: "A ferry came back" in main.reader.page_text, "the piece")
        assert main.reader.has_focus
        assert len(main.headlines) == 6
        assert main.articles.article == main.open_id
        assert main.headlines[main.open_id or ""].published.value == "2024-06-09"
        added = main.open_id
        await pilot.press("comma")
        await until(pilot, lambda: main.open_id != added)
        await paste(pilot, main, FERRY)
        await until(pilot, lambda: main.open_id == added, "the piece that is known")
        assert main.status.message.startswith("This text is known already")
        assert len(main.headlines) == 6
        assert main.draft == ""


@pytest.mark.parametrize("text", ["", " \n\t\n "])
async def test_an_empty_text_is_not_added(library_folder: Path, text: str) -> None:
    async with room(library_folder) as (pilot, main):
        await paste(pilot, main, text)
        assert main.status.message == "Nothing to add: the text is empty."
        assert len(main.headlines) == 5


async def test_what_cannot_be_added_says_why_and_is_not_lost(library_folder: Path) -> None:
    own = "---\nnkreader_id: 0123456789ab\n---\n\nAn export of ours.\n"
    async with room(library_folder) as (pilot, main):
        await paste(pilot, main, own)
        await until(pilot, lambda: main.status.message.startswith("Not added"))
        assert len(main.headlines) == 5
        await pilot.press("P")
        assert (await sheet(pilot)).text == own


async def test_a_draft_outlives_the_program(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("P")
        await sheet(pilot)
        pilot.app.post_message(Paste("half an article\nand \x1b[2J more"))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is main)
        assert len(main.headlines) == 5
    async with room(library_folder) as (pilot, _):
        await pilot.press("P")
        assert (await sheet(pilot)).text == "half an article\nand ␛[2J more"


async def test_an_article_pasted_over_the_list_opens_the_sheet_with_it(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        pilot.app.post_message(Paste("two words"))
        await pilot.pause()
        assert pilot.app.screen is main
        pilot.app.post_message(Paste(FERRY.replace("\n", "\r")))
        assert (await sheet(pilot)).text == FERRY


def test_the_editor_is_a_list_of_arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "my editor.py"
    script.write_text("import sys, pathlib as p; f = p.Path(sys.argv[-1]); f.write_text(f.read_text() + sys.argv[1])")
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}' '; touch {tmp_path}/run'")
    monkeypatch.delenv("VISUAL", raising=False)
    assert edited(editor(), "before ") == f"before ; touch {tmp_path}/run"
    assert not (tmp_path / "run").exists()
    monkeypatch.setenv("VISUAL", "another one")
    assert editor() == ["another", "one"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("", "No editor is set"),
        ("'torn", "cannot be read"),
        ("/no/such/editor -w", "/no/such/editor: No such file"),
        (f"{sys.executable} -c 'raise SystemExit(3)'", "ended with 3"),
    ],
)
def test_an_editor_that_fails_is_told_in_a_line(command: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", command)
    monkeypatch.delenv("VISUAL", raising=False)
    with pytest.raises(NoEditor, match=why) as trouble:
        edited(editor(), "kept")
    assert "\n" not in str(trouble.value)


async def test_a_draft_is_kept_when_the_program_ends_over_it(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, _):
        await pilot.press("P")
        await sheet(pilot)
        pilot.app.post_message(Paste("half an article"))
        await pilot.press("ctrl+q")
    async with room(library_folder) as (pilot, main):
        assert main.draft == "half an article"


async def test_what_came_is_listed_while_more_comes(
    own_pieces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "BATCH", 1)
    monkeypatch.setattr(adding, "TELL_SECONDS", 0.0)
    monkeypatch.setattr(taking_in, "LIST_SECONDS", 0.0)
    end, settle = threading.Event(), Growing._settled

    def held(*arguments: object) -> object:
        end.wait(30)
        return settle(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Growing, "_settled", held)
    try:
        async with room(tmp_path / "new library", add=(own_pieces,)) as (pilot, main):
            assert main._growing == "adding"
            assert main.articles.article in main.headlines
            end.set()
            await until(pilot, lambda: not main._growing and len(main.headlines) == len(TEXTS), "the rest")
    finally:
        end.set()
