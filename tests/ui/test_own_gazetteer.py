"""The reader's own gazetteer in the reading room: its names hold, and what is wrong with it is told at the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nkreader import locations
from nkreader.analysis import own_names
from tests.ui.conftest import until
from tests.ui.test_reading_room import room

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
