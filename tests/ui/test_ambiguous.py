"""A name that may mean several: seen in the text, told in the status line, and asked about before a dossier opens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.ui.app import NKReader
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.sheet import Sheet
from tests.ui.conftest import settled, until

TEXT = "Visitor at the pier\n\nLee Yong-ho came to the pier at Wonsan in North Korea. Boats left.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of one piece that does not say which of two it names."""
    library = Library.open(tmp_path / "library")
    library.add_text(TEXT.encode(), Stated("Visitor at the pier", "Harbour Wire"))
    library.close()
    return tmp_path / "library"


@asynccontextmanager
async def opened(folder: Path, size: tuple[int, int]) -> AsyncIterator[tuple[Pilot[None], MainScreen]]:
    """The piece open, the cursor on its first name."""
    app = NKReader(folder)
    async with app.run_test(size=size) as pilot:
        main = app.main
        await until(pilot, lambda: main.headlines and not main.status.progress, "the list")
        main.open_article(next(iter(main.headlines)), "", focus=main.reader)
        await until(pilot, lambda: main.open_id is not None and main.reader.has_focus, "the piece")
        await pilot.press("right_square_bracket")
        await settled(pilot)
        yield pilot, main


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_whom_it_may_mean_is_told_and_asked(folder: Path, size: tuple[int, int]) -> None:
    async with opened(folder, size) as (pilot, main):
        assert main.status.message.startswith("Lee Yong-ho · may be: Ri Yong Ho (North Korean military officer)")
        assert "Lee Yong-ho (unlisted)" in main.status.message
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the sheet")
        await pilot.press("j", "enter")
        await until(pilot, lambda: main.dossier.has_focus, "the dossier")
        assert main.dossier.dossier is not None
        assert main.dossier.dossier.entity.id == "person/ri-yong-ho-diplomat"
        assert main.dossier.dossier.pieces == 0


async def test_it_looks_otherwise_than_a_name_that_is_sure(folder: Path) -> None:
    async with opened(folder, (120, 40)) as (pilot, main):
        await pilot.press("right_square_bracket")  # the name cursor leaves it
        await settled(pilot)
        doubtful = {
            segment.text
            for y in range(main.reader.page_height)
            for segment in main.reader.render_line(y)
            if segment.style is not None and segment.style.underline2
        }
        assert doubtful == {"Lee Yong-ho"}
