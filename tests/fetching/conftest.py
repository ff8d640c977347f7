"""A server, and a library that may ask it, without waiting longer than a test has to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.fetching import connecting, fetcher, manners
from tests.fetching.serving import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of the test's own."""
    serving = Server()
    yield serving
    serving.close()


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses and patience in hundredths of what they are."""
    monkeypatch.setattr(manners, "GAP", 0.0)
    monkeypatch.setattr(fetcher, "BACK_OFF", 0.01)
    monkeypatch.setattr(fetcher, "TOTAL", 3.0)
    monkeypatch.setattr(connecting, "READ", 0.6)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()
