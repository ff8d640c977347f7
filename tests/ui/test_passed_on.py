"""Whose report a piece passes on, in the list, whether or not others report the same event."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.ui.widgets.article_list import ArticleList
from tests.ui.conftest import settled
from tests.ui.making import headline
from tests.ui.test_lists import Shelf, painted
from tests.ui.test_reading_room import SMALL, WIDE, open_piece, room

TEXTS = {
    "a-barge.txt": """Barge sinks off Haeju
SEOUL, March 6, 2024 (Harbour Wire) -- A barge sank off Haeju on Monday, Yonhap News Agency reported, citing the \
Korean Central News Agency. Nobody was hurt.
""",
    "b-heron.txt": """Herons return to Sinuiju
SEOUL, May 7, 2024 (Harbour Wire) -- Herons returned to Sinuiju on Tuesday. They were counted by a schoolboy.
""",
}


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_piece_alone_in_its_event_says_whose_report_it_passes_on(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tmp_path / "pieces"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(tmp_path / "passed-on")
    library.add([folder])
    assert [(item.event, item.cites) for item in library.headlines()] == [(None, "KCNA"), (None, "")]
    library.close()
    async with room(tmp_path / "passed-on", size) as (pilot, main):
        shown = painted(main.articles)
        (line,) = [line for line in shown if "←" in line]
        assert "Harbour Wire←KCNA" in line.replace(" ← ", "←")
        await open_piece(pilot, main, "a-barge.txt")
        await settled(pilot)
        head = " ".join(main.reader.render_line(y).text.strip() for y in range(main.reader.size.height))
        assert "Harbour Wire ← Yonhap News Agency ← KCNA" in " ".join(head.split())


@pytest.mark.parametrize(
    ("width", "title", "cites", "right"),
    [
        (76, "A barge", "KCNA", "Harbour Wire ← KCNA"),
        (76, "A barge sinks off Haeju in the night", "KCNA", "Harbour Wire ← KCNA"),
        (76, "A barge sinks off Haeju in the night at", "KCNA", "Harbour Wire←KCNA"),
        (76, "A barge sinks off Haeju in the night at sea", "state media", "Harbour Wire"),
        (30, "A barge", "KCNA", "Harbour Wire"),
        (34, "A barge", "KCNA", "Harbour Wire←KCNA"),
        (40, "A barge", "KCNA", "Harbour Wire ← KCNA"),
    ],
)
async def test_it_takes_no_room_from_the_title_nor_from_the_outlet(
    width: int, title: str, cites: str, right: str
) -> None:
    app = Shelf(ArticleList())
    async with app.run_test(size=(width, 8)) as pilot:
        pane = app.query_one(ArticleList)
        pane.show([replace(headline(1, title), cites=cites)])
        await pilot.pause()
        shown = " ".join(" ".join(painted(pane)).split())
        assert right in shown
        assert title in shown
        assert ("←" in shown) == ("←" in right)


async def test_a_piece_of_unknown_outlet_and_day_still_says_it() -> None:
    app = Shelf(ArticleList())
    async with app.run_test(size=(36, 12)) as pilot:
        pane = app.query_one(ArticleList)
        pane.show([replace(headline(1, "A barge", None, outlet=None), cites="KCNA"), headline(2)])
        await pilot.pause()
        assert any(line.endswith("← KCNA") for line in painted(pane))
        assert (
            sum(len(pane.draw_row(row, pane.row_width)) for row in pane.rows)
            == len([line for line in painted(pane) if line.strip()]) + 1
        )
