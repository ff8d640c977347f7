"""Passages of what is found: those in view at once, the others a moment later."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.ui.messages import PassagesFound
from nkreader.ui.screens import passages
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import SMALL, room, type_text

COUNT = 9


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Pieces that all speak of a pier, each of a month of its own."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(COUNT):
        text = f"A report of day {number}\n\nThe harbour opened pier number {number + 10} for the ships of the fleet.\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    library = Library.open(tmp_path / "library")
    library.add([folder])
    library.close()
    return tmp_path / "library"


async def test_every_piece_that_is_found_gets_its_passage(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "IN_VIEW", 2)
    async with room(many, size=SMALL) as (pilot, main):
        await pilot.press("slash")
        await type_text(pilot, "pier")
        await settled(pilot)
        results = main.results
        assert results is not None
        assert results.total == COUNT
        await until(pilot, lambda: all(hit.snippet for hit in main.results.hits) if main.results else False)
        cut = {main.articles._passage(hit.id, 200).plain for hit in results.hits}
        assert len(cut) == COUNT
        assert all("pier number" in passage for passage in cut)


async def test_passages_of_another_search_are_given_up(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "IN_VIEW", 2)
    async with room(many, size=SMALL) as (pilot, main):
        await pilot.press("slash")
        await type_text(pilot, "pier")
        await settled(pilot)
        old = main.results
        await pilot.press("escape")
        await settled(pilot)
        assert old is not None
        main._passages_found(PassagesFound(0, old.hits))
        assert main.results is None
