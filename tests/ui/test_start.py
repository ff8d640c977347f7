"""What the reading room does before it is painted for the first time, and what it leaves for later."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from textual.css.stylesheet import Stylesheet

from nkreader.ui.app import NKReader
from nkreader.ui.carrying import Carrying
from nkreader.ui.screens.main import MainScreen
from tests.ui.conftest import settled, until

LATER = (
    "nkreader.analysis", "nkreader.archive", "nkreader.export", "nkreader.ingest", "nkreader.search",
    "nkreader.model.analysis", "nkreader.model.dossier", "nkreader.model.evidence", "nkreader.model.facets",
    "nkreader.model.piece", "nkreader.model.query", "nkreader.model.standing",
    "nkreader.ui.remapping", "nkreader.ui.screens.evidence_sheet", "nkreader.ui.screens.findings",
    "nkreader.ui.screens.helping", "nkreader.ui.screens.palette", "nkreader.ui.screens.pasting",
    "nkreader.ui.screens.report_rows", "nkreader.ui.screens.saved_sheet", "nkreader.ui.screens.sheet",
    "nkreader.ui.screens.sheets", "nkreader.ui.screens.theming",
    "nkreader.ui.widgets.dossier_rows", "nkreader.ui.widgets.prompt", "nkreader.fetching", "nkreader.ui.folders",
    "nkreader.ui.screens.fetching_said", "nkreader.ui.screens.fetching_sheet", "httpx", "watchfiles",
    "ahocorasick_rs", "dateutil", "py3langid", "snowballstemmer", "textual.widgets._text_area", "whoosh",
)  # fmt: skip
"""What the first paint needs nothing of: each costs a part of the time until it."""
_SCRIPT = """
import dataclasses, sys
from pathlib import Path
from textual.message import Message
from nkreader.ui.app import NKReader
from nkreader.ui.screens.main import MainScreen

def painted(screen):
    loaded.extend(sys.modules)
    shown.extend(widget.id for widget in screen.query("#panes *") if widget.size)
    screen.app.exit()

def heirs(kind):
    for heir in kind.__subclasses__():
        yield heir
        yield from heirs(heir)

loaded, shown = [], []
MainScreen.open_library = painted
NKReader(Path(sys.argv[1])).run(headless=True, size=(120, 40))
print("panes", *filter(None, shown))
print("modules", *loaded)
ours = [heir for heir in heirs(Message) if heir.__module__.startswith("nkreader.")]
print("slow", *(heir.__name__ for heir in ours if dataclasses.is_dataclass(heir)))
"""


def test_the_first_paint_shows_the_panes_and_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path / "library")], capture_output=True, text=True, check=True
    )
    said = dict(line.split(" ", 1) for line in f"{found.stdout}".replace("\n", " \n").splitlines())
    assert {"articles", "reader", "axis", "related"} <= set(said["panes"].split())
    loaded = said["modules"].split()
    assert "nkreader.ui.screens.main" in loaded
    assert not [name for name in loaded if name.startswith(tuple(f"{later}." for later in LATER)) or name in LATER]
    assert not said["slow"].split(), "a message is to be a Carrying, which is made in a tenth of the time"


async def test_style_sheets_are_read_once_until_the_theme_changes(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = Stylesheet.reparse

    def spied(self: Stylesheet) -> None:
        read.append("again")
        real(self)

    monkeypatch.setattr(Stylesheet, "reparse", spied)
    app = NKReader(library_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert not read
        before = app.main.styles.background.hex
        assert before == (app.current_theme.background or "").upper()
        app.theme = "paper"
        await settled(pilot)
        assert read
        assert app.main.styles.background.hex == (app.current_theme.background or "").upper() != before
        app.theme = "harbour"
        await settled(pilot)
        assert app.main.styles.background.hex == before


@pytest.mark.parametrize(("size", "wanted"), [((120, 40), "-wide"), ((104, 30), "-medium"), ((80, 24), "-narrow")])
async def test_the_first_paint_is_laid_out_for_the_terminal(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], wanted: str
) -> None:
    first: list[frozenset[str]] = []
    real = MainScreen.open_library

    def spied(self: MainScreen) -> None:
        first.append(self.classes)
        real(self)

    monkeypatch.setattr(MainScreen, "open_library", spied)
    app = NKReader(library_folder)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert {wanted, "-high"} <= first[0]
        assert app.main.classes & {"-wide", "-medium", "-narrow"} == {wanted}


@pytest.mark.parametrize("broken", [False, True])
async def test_garbage_is_collected_again_once_there_is_a_list_or_none_can_be(
    library_folder: Path, broken: bool
) -> None:
    if broken:
        (library_folder / "library.db").write_bytes(b"no library" * 1000)
    gc.disable()
    try:
        app = NKReader(library_folder)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, gc.isenabled, "the collector at work")
    finally:
        gc.enable()


class _Told(Carrying):
    text: str
    count: int = 2


class _More(_Told):
    why: str = ""


def test_a_message_carries_what_its_annotations_name() -> None:
    assert (_Told("a").text, _Told("a").count) == ("a", 2)
    message = _More("a", why="so")
    assert (message.text, message.count, message.why) == ("a", 2, "so")
    assert "why='so'" in repr(message)
    assert message == _More("a", 1 + 1, "so") != _More("a", 2, "")
    assert _Told("a") != _More("a")


@pytest.mark.parametrize(
    ("args", "named"), [((), {}), (("a", 1, "b", 3), {}), (("a",), {"text": "b"}), (("a",), {"where": "b"})]
)
def test_a_message_refuses_what_it_does_not_carry(args: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=r"_More carries text, \[count\], \[why\]"):
        _More(*args, **named)  # type: ignore[arg-type]
