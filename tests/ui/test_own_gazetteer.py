"""The reader's own gazetteer in the reading room: its names hold, and what is wrong with it is told at the start."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from nkreader import locations
from nkreader.analysis import own_names
from nkreader.archive.added import AddReport, Progress
from nkreader.archive.library import Library
from nkreader.ui import watching
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import open_piece, room

FILE = '[place.nowhere]\nline = "x"\n[event.ended]\nname = "Nine Stones Meeting"\naliases = ["The meeting ended"]\n'


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files of one test are not those of the next."""
    monkeypatch.setattr(own_names, "_known", None)
    monkeypatch.setattr(own_names, "_library", None)
    yield
    monkeypatch.undo()


async def test_what_is_wrong_with_the_gazetteer_is_told_and_the_rest_holds(library_folder: Path) -> None:
    folder = locations.config() / "gazetteer"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(FILE, encoding="utf-8")
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: main.app._notifications, "what is wrong")
        (told,) = [item.message for item in main.app._notifications]
        assert told.startswith("gazetteer/mine.toml:1: place.nowhere: there is no entry place/nowhere to change")
        library = main.library
        assert library is not None
        await until(pilot, lambda: len(library.entity_articles("event/ended")) == 1, "the names of the rest")


async def test_a_changed_gazetteer_is_taken_while_one_reads(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        assert main.library is not None
        assert main.library.entity_articles("event/ended") == ()
    folder = library_folder / "gazetteer"
    folder.mkdir()
    (folder / "mine.toml").write_text(FILE[FILE.index("[event") :], encoding="utf-8")
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: "gazetteer changed" in main.status.message, "that it was taken")
        assert main.library is not None
        assert len(main.library.entity_articles("event/ended")) == 1
        assert not main.library.names_changed


async def test_a_file_that_is_written_while_one_reads_is_taken_at_once(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "PAUSE", 0.02)
    async with room(library_folder) as (pilot, main):
        library = main.library
        assert library is not None
        await open_piece(pilot, main, "c-council.txt")
        offset = main.reader.cursor
        folder = library_folder / "gazetteer"
        folder.mkdir()
        (folder / "mine.toml").write_text(FILE[FILE.index("[event") :], encoding="utf-8")
        await until(
            pilot, lambda: main.status.message.startswith("Your gazetteer changed: 5 pieces"), "that it was taken"
        )
        await settled(pilot)
        assert len(library.entity_articles("event/ended")) == 1
        piece = main.reader.piece
        assert piece is not None
        assert "event/ended" in {mention.entity for mention in piece.analysis.mentions}, "the open piece shows it"
        assert main.reader.cursor == offset
        (folder / "mine.toml").write_text(FILE, encoding="utf-8")
        await until(pilot, lambda: main.app._notifications, "what is wrong")
        (told,) = [item.message for item in main.app._notifications]
        assert "gazetteer/mine.toml:1: place.nowhere: there is no entry place/nowhere to change" in told
        await until(pilot, lambda: "mine.toml:1:" in main.status.message, "the same in the status line")
        (folder / "mine.toml").unlink()
        await until(pilot, lambda: library.entity_articles("event/ended") == (), "that its names are gone")
        await settled(pilot)


async def test_what_is_written_while_something_else_goes_on_is_taken_after_it(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "PAUSE", 0.02)
    go_on, begun = threading.Event(), threading.Event()
    rescan = Library.rescan

    def waiting(self: Library, progress: Progress, *, report: AddReport) -> AddReport:
        self._read_names(progress)
        begun.set()
        go_on.wait(20)
        return rescan(self, progress, report=report)

    monkeypatch.setattr(Library, "rescan", waiting)
    async with room(library_folder) as (pilot, main):
        library = main.library
        assert library is not None
        await pilot.press("R")
        await until(pilot, begun.is_set)
        folder = library_folder / "gazetteer"
        folder.mkdir()
        (folder / "mine.toml").write_text(FILE[FILE.index("[event") :], encoding="utf-8")
        await until(pilot, lambda: main._then_names, "that it was noticed")
        go_on.set()
        await until(pilot, lambda: len(library.entity_articles("event/ended")) == 1, "the names")
        await until(pilot, lambda: not main._then_names and not main._growing, "the look after it")
        await settled(pilot)
