"""The reading room: rows on the list, lines in the reader, the first paint beside an empty Textual app's."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.axis_layout import timeline
from nkreader.ui.widgets.article_list import ArticleList
from nkreader.ui.widgets.reading_layout import lay_out
from nkreader.ui.widgets.timeline import TimelinePane
from nkreader.ui.widgets.timeline_rows import Laid, laid
from tests.benchmarks import keys
from tests.benchmarks.measuring import Figure, seconds
from tests.ui.making import headline
from tests.ui.test_lists import Shelf

ROWS = 100_000
LEAVING = """
import sys
from pathlib import Path
async def leave(pilot):
    await pilot.pause()
    pilot.app.exit()
"""
EMPTY = LEAVING + "from textual.app import App; App().run(headless=True, auto_pilot=leave)"
ROOM = (
    LEAVING
    + """
from nkreader.ui.app import NKReader
NKReader(Path(sys.argv[1])).run(headless=True, auto_pilot=leave)
"""
)


def run(data: Path | None) -> list[Figure]:
    """Milliseconds, each of the same work in one run."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder) / "library")
        (long,) = library.add_text(keys.long_text(data, 20_000).encode(), Stated()).added
        piece = library.piece(long)
        library.close()
        return [
            Figure("lay out an article of 20,000 words", f"{seconds(lambda: lay_out(piece, 80, 72)) * 1000:.0f} ms"),
            Figure("the same with resolved dates", f"{seconds(lambda: lay_out(piece, 80, 72, True)) * 1000:.0f} ms"),
            *keys.figures(Path(folder) / "library", long),
            *_in_time(),
            Figure(f"mount a list of {ROWS:,} rows", f"{asyncio.run(_mounted()) * 1000:.0f} ms"),
            _first_paint(Path(folder) / "library"),
        ]


def _in_time() -> list[Figure]:
    """The timeline: laid out in a job, then a key that goes to months and back to days."""
    pieces = [
        headline(n, f"Piece {n} of what was reported", f"{2005 + n % 20}-{n % 12 + 1:02}-{n % 28 + 1:02}")
        for n in range(ROWS)
    ]
    shown: list[Laid] = []
    work = seconds(lambda: shown.append(laid(timeline(pieces), 39)))
    zoom = asyncio.run(_zoomed(shown[-1]))
    return [
        Figure(f"lay out {ROWS:,} pieces in time", f"{work * 1000:.0f} ms"),
        Figure("the same by months and back by days", f"{zoom * 1000:.0f} ms"),
    ]


async def _zoomed(whole: Laid) -> float:
    shelf = Shelf(TimelinePane())
    async with shelf.run_test(size=(41, 40)) as pilot:
        pane = shelf.query_one(TimelinePane)
        pane.show(whole.timeline, laid(whole.timeline, pane.row_width))
        await pilot.pause()
        started = time.perf_counter()
        for step in (-1, 1):
            pane.zoom(step)
        return time.perf_counter() - started


async def _mounted() -> float:
    rows = tuple(headline(number, f"Piece {number}") for number in range(ROWS))
    shelf = Shelf(ArticleList())
    async with shelf.run_test(size=(120, 40)) as pilot:
        started = time.perf_counter()
        shelf.query_one(ArticleList).show(rows, None)
        await pilot.pause()
        return time.perf_counter() - started


def _first_paint(library: Path) -> Figure:
    def took(code: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, "-c", code, str(library)], check=True), 5)

    ours, empty = took(ROOM), took(EMPTY)
    beside = f"an empty Textual app {empty * 1000:.0f} ms, ratio {ours / empty:.2f}"
    return Figure("start, first paint, end", f"{ours * 1000:.0f} ms", beside)
