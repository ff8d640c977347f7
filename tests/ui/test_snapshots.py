"""What the reading room looks like: `pytest tests/ui/test_snapshots.py --snapshot-update` accepts a change."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader import locations
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.ui.app import NKReader
from nkreader.ui.widgets.article_rows import Listed
from tests.ui.conftest import settled, until

Compare = Callable[..., bool]
Before = Callable[[Pilot[None]], Awaitable[None]]
HANGUL = """평양의 새 부두 Pier in Pyongyang opens

PYONGYANG, March 3 (Harbour Wire) -- 김정은 국무위원장 opened the pier on Sunday, March 3, 2024, 조선중앙통신 said. \
“부두는 크다”, it added, and Kim Jong Un looked at 화성-18 on the way.
"""


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in a picture hangs on how long it took."""
    monkeypatch.setattr("nkreader.ui.widgets.status.LASTS", float("inf"))


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, and one piece in two scripts."""
    folder = tmp_path_factory.mktemp("sample") / "sample-library"
    library = Library.open(folder)
    library.become_sample()
    library.add(sorted(locations.seeds().glob("*.txt")))
    library.add_text(HANGUL.encode(), Stated())
    library.close()
    return folder


@pytest.fixture
def sample(built_sample: Path, tmp_path: Path) -> Path:
    """One of a test's own: no place is remembered, nothing is read yet."""
    return Path(shutil.copytree(built_sample, tmp_path / "sample-library"))


def opened(name: str, *keys: str) -> Before:
    """Opens the piece whose title begins so, then presses keys."""

    async def before(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, NKReader)
        main = pilot.app.main
        await until(pilot, lambda: main.headlines and not main.status.progress, "the list")
        piece = next(h for h in main.headlines.values() if h.title.startswith(name))
        main.open_article(piece.id, "", focus=main.reader)
        await until(pilot, lambda: main.open_id == piece.id and main.reader.has_focus, name)
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)

    return before


def listed(*keys: str) -> Before:
    """Waits for the list, then presses keys."""

    async def before(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, NKReader)
        main = pilot.app.main
        await until(pilot, lambda: main.headlines and not main.status.progress, "the list")
        await pilot.press(*keys)
        await settled(pilot)

    return before


async def unfolded(pilot: Pilot[None]) -> None:
    """Unfolds the first event of several pieces."""
    await listed()(pilot)
    assert isinstance(pilot.app, NKReader)
    articles = pilot.app.main.articles
    for _ in range(len(articles.rows)):
        row = articles.row
        if isinstance(row, Listed) and row.members:
            break
        await pilot.press("j")
    await pilot.press("f", "j")
    await settled(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
@pytest.mark.parametrize(
    ("before", "theme"),
    [
        pytest.param(opened("Third Hwasong-18", *["right_square_bracket"] * 3), "harbour", id="reading"),
        pytest.param(opened("Third Hwasong-18", "v", "right_parenthesis"), "paper", id="selecting-light"),
        pytest.param(listed("slash", *"hwasong"), "harbour", id="searching"),
        pytest.param(opened("Third Hwasong-18", "D"), "harbour", id="evidence"),
        pytest.param(unfolded, "harbour", id="groups"),
        pytest.param(listed("slash", *"kim", "space", *"hue", "colon", *"red"), "paper", id="notices-light"),
        pytest.param(opened("Third Hwasong-18", "i", "L"), "paper", id="legend-light"),
        pytest.param(opened("Third Hwasong-18", "3", "minus"), "estuary", id="timeline"),
    ],
)
def test_the_room(snap_compare: Compare, sample: Path, before: Before, theme: str, size: tuple[int, int]) -> None:
    app = NKReader(sample, sample=True)
    app.theme = theme
    assert snap_compare(app, run_before=before, terminal_size=size)


def test_two_scripts_at_an_odd_width(snap_compare: Compare, sample: Path) -> None:
    app = NKReader(sample, sample=True)
    assert snap_compare(app, run_before=opened("평양의"), terminal_size=(63, 19))
