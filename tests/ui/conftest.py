"""A frozen world for the reading room: folders of its own, a small library, a cursor that does not blink."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual._context import active_app
from textual.app import App, ScreenStackError
from textual.pilot import Pilot
from textual.screen import Screen

from nkreader.archive.library import Library
from nkreader.model.headline import Headline
from nkreader.ui.app import NKReader
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.typing_ahead import TypingAhead

TEXTS = {
    "a-pier.txt": """ date 2024-03-24 Harbour Wire: New pier seen at Nampo shipyard
By Ada Fischer

SEOUL, March 24 (Harbour Wire) -- A new pier stands at the Nampo shipyard, satellite pictures show. Kim Jong Un \
was seen at the yard in February, the Korean Central News Agency said. Analysts count two cranes.

"The pier is long enough for a destroyer," one of them said. Nobody in Pyongyang has spoken of it.
""",
    "b-launch.txt": """Missile flies 900 kilometers before it falls into the sea
SEOUL, May 30, 2024 (Strait Courier) -- North Korea fired a ballistic missile on Thursday, the Joint Chiefs of \
Staff said. It flew 900 kilometers and fell into the East Sea.

The launch was the first since April. Kim Jong Un watched it, according to the Korean Central News Agency.
""",
    "c-council.txt": """Council meets over the launch
NEW YORK, May 31, 2024 (Harbour Wire) -- The U.N. Security Council met on Friday over the missile that North \
Korea had fired a day before. The meeting ended without a statement on Kim Jong Un.
""",
    "d-undated.txt": """Rice prices in Hyesan rise again
Traders in Hyesan ask for more than they did last month. A missile was not what they spoke about.
""",
    "e-hostile.txt": """Title with \x1b]52;c;aGk=\x07 and [/ and \u202e in it
SEOUL, June 2, 2024 (Harbour Wire) -- Nothing of this may reach the terminal as it is: \x1b[2J \x9b31m \u200b.
""",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a test of the reading room once more where it fails.

    These wait for screens and keys, and a shared machine may stand still for seconds. What fails twice is a fault; the
    closing summary names what was run again, so that it is looked into.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def frozen_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the folders of whoever runs it."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE", "DOCUMENTS"):
        kind = f"XDG_{name}_DIR" if name == "DOCUMENTS" else f"XDG_{name}_HOME"
        monkeypatch.setenv(kind, str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NKREADER_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False)
    monkeypatch.setattr("textual.app.wait_for_idle", idle)
    monkeypatch.setattr("textual.pilot.wait_for_idle", idle)
    monkeypatch.setattr(Screen, "_compositor_refresh", held)
    monkeypatch.setattr(Pilot, "press", pressed)
    monkeypatch.setattr(Pilot, "pause", paused)
    monkeypatch.setenv("NKREADER_CONFIG", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    (tmp_path / "state" / "nkreader").mkdir(parents=True)
    (tmp_path / "state" / "nkreader" / "tour-seen").touch()  # the tour is in the way of other tests
    (tmp_path / "config" / "settings.toml").write_text("rescan_at_start = false\nwatch = false\n")


PAINT, PRESS, PAUSE = Screen._compositor_refresh, Pilot.press, Pilot.pause


def held(screen: Screen[Any]) -> None:
    """What has changed is laid out at once, and painted when the pilot rests: nobody looks in between."""
    app = screen.app
    if screen is not app.screen or app.is_inline:
        PAINT(screen)
        return
    screen._dirty_widgets.clear()  # the compositor knows the regions
    app._update_mouse_over(screen)


def painted(app: App[Any]) -> None:
    """Paint what has changed since it was last done, unless nothing is shown any more."""
    with suppress(ScreenStackError):
        if app.screen.size and not app._batch_count:
            PAINT(app.screen)


async def pressed(pilot: Pilot[Any], *keys: str) -> None:
    """All keys, then a look at the screen."""
    await PRESS(pilot, *keys)
    painted(pilot.app)


async def paused(pilot: Pilot[Any], delay: float | None = None) -> None:
    """A look at the screen once everything has come to rest; none where a test waits for some while."""
    await PAUSE(pilot, delay)
    if delay is None:
        painted(pilot.app)


STEP = 0.002
"""Seconds between two looks at the queues."""


async def idle(min_sleep: float = 0, max_sleep: float = 2) -> None:
    """Wait until every message is handled and every change painted, however fast the machine is.

    The toolkit's own waits until the process uses no time, 20 ms at a look, twice a key.
    """
    app = active_app.get()
    begun, calm = monotonic(), 0
    while calm < 2 and monotonic() - begun < max_sleep:
        await asyncio.sleep(STEP)
        calm = 0 if _at_work(app) else calm + 1


def _at_work(app: App[Any]) -> bool:
    """Whether a message, a callback or a repaint is waiting, or a key for those before it."""
    screen = app.screen
    nodes = [app, *screen.walk_children(with_self=True)]
    painting = screen._layout_required or screen._dirty_widgets or screen._callbacks or screen._recompose_required
    waiting = any(node.message_queue_size or node._next_callbacks for node in nodes)
    keys = isinstance(app, TypingAhead) and (app._typed or app._since is not None)
    return bool(painting or waiting or keys)


@pytest.fixture(scope="session")
def pieces_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of articles."""
    folder = tmp_path_factory.mktemp("pieces")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built_library(pieces_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of them, built once."""
    folder = tmp_path_factory.mktemp("built") / "library"
    library = Library.open(folder)
    library.add([pieces_folder])
    library.close()
    return folder


@pytest.fixture
def library_folder(built_library: Path, tmp_path: Path) -> Path:
    """A library of a test's own."""
    return Path(shutil.copytree(built_library, tmp_path / "library"))


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way: no key pressed, no query typed, no job, no message of one."""
    app = pilot.app
    assert isinstance(app, NKReader)
    main = app.main
    calm = 0
    while calm < 2:  # what one message brings may be another job
        written = threading.Event()
        main.jobs.write("be the last", written.set)
        await until(pilot, lambda: _quiet(app), "quiet keys")
        await until(pilot, written.is_set, "everything written")
        busy = [worker for worker in app.workers if not worker.is_finished]
        await until(pilot, lambda: all(worker.is_finished for worker in busy), "every job")  # noqa: B023
        calm = 0 if busy else calm + 1


def _quiet(app: NKReader) -> bool:
    """No key waits for its turn, and nothing for a pause in typing."""
    main = app.main
    pauses = (main.search_bar.pause, main.counting, main.looking, main.cutting)
    waits = any(pause.running for pause in pauses)
    return not waits and not app._typed and app._since is None


def path_of(main: MainScreen, headline: Headline) -> str:
    """The first of an article's paths, which the room asks the library for when it needs it."""
    assert main.library is not None
    return main.library.headline(headline.id).paths[0]


async def until(pilot: Pilot[None], condition: Callable[[], object], what: str = "") -> None:
    """Wait for something a job brings; fails after half a minute, as machines differ."""
    for _ in range(1500):
        if condition():
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError(f"did not happen: {what or condition}")
