"""A library in a folder of its own, and articles in our own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nkreader.archive.library import Library

FIRST = """Harbour tug hits pier at Wonsan

WONSAN, March 3 (Harbour Wire) -- A harbour tug struck the northern pier at Wonsan on Sunday, March 3, 2024,
and sank within an hour, port officials said.

All nine sailors on the tug were saved. The pier at Wonsan stays closed for repairs, the officials added.
"""
SECOND = """Nine saved as tug sinks off Wonsan pier

WONSAN, March 4 (Coast Courier) -- Nine sailors were saved when their tug sank after striking a pier at
Wonsan, port officials said on Monday, March 4, 2024. The northern pier was closed for repairs after the tug
sank on Sunday.
"""
OTHER = """Hwasong-18 parade planned, newspaper says

PYONGYANG, May 9 (Harbour Wire) -- A parade with the Hwasong-18 missile is planned in Pyongyang, Rodong Sinmun
reported on Thursday, May 9, 2024. Kim Jong Un would attend the parade, it said.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with three articles; the first two report one event."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND), ("other.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Callable[[], Library]]:
    """Opens the test's library, as often as asked; all are closed in the end."""
    opened: list[Library] = []

    def opening() -> Library:
        opened.append(Library.open(tmp_path / "library"))
        return opened[-1]

    yield opening
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[[], Library], articles: Path) -> Library:
    """The library with the three articles added."""
    library = open_library()
    library.add([articles])
    return library
