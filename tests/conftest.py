"""A frozen world: no test sees or touches the reader's own folders."""

from __future__ import annotations

import gc
import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("nkreader", deadline=None)  # machines are noisy; growth is watched by counting
settings.load_profile("nkreader")
# A shell ignores Ctrl+C for what it runs in the background, and what the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Three workers on two cores: the tests of the reading room wait for a screen a part of their time."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector need not look through it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("NKREADER_LIBRARY", raising=False)
    return home


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the data sets; a test that asks for it is skipped without one."""
    folder = os.environ.get("NKREADER_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("NKREADER_DATA names no folder")
    return Path(folder)
