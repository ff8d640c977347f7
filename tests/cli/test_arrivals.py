"""What came in since the last visit, told on the command line: on known events, new texts, names never seen before."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.cli import arrivals
from tests.cli.running import called

TUG = """Harbour tug sinks off Nampo in a storm

SEOUL, March 3, 2024 (Harbour Wire) -- A tug sank off Nampo on Sunday, March 3, and four sailors drowned, the Korean
Central News Agency reported.
"""
AGAIN = """Four sailors drown as tug sinks off Nampo

SEOUL, March 3, 2024 (Strait Courier) -- A tug sank off Nampo on Sunday in a storm, and four sailors drowned, the Korean
Central News Agency reported.
"""
RICE = "Rice is dear in Hyesan\n\nSEOUL, May 7, 2024 (Harbour Wire) -- Rice was dear in Hyesan on Tuesday.\n"
HERONS = "SEOUL, June 5, 2024 (Gulf Post) -- North Korean vice-minister Pak Tu Gon counted herons at Nampo.\n"


@pytest.mark.parametrize("few", [0, arrivals.FEW])
def test_what_two_adds_brought_is_new_until_a_visit_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(arrivals, "FEW", few)
    shelf, folder = tmp_path / "shelf", tmp_path / "pieces"
    folder.mkdir()

    def add(**texts: str) -> str:
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return called("--library", str(shelf), "add", str(folder)).stderr

    def visit() -> None:
        library = Library.open(shelf)
        library.begin_visit()
        library.end_visit()
        library.close()

    def new() -> dict[str, str]:
        lines = called("--library", str(shelf), "search", "since:last").stdout.splitlines()
        marked = [line for line in lines if " • " in line]
        return {line.split(" • ")[1].split()[0]: line.partition(" [")[2].rstrip("]") for line in marked}

    assert add(tug=TUG, rice=RICE) == "", "of a library that begins, all is new"
    visit()
    assert new() == {}
    assert add(again=AGAIN) == "nkreader: 1 new report of events known before\n"
    assert add(herons=HERONS, rice=f"{RICE}It was dearer still in Musan.\n").startswith(
        "nkreader: named for the first time:"
    )
    assert new() == {"Four": "new report of a known event", "North": "new", "Rice": "new text"}
    visit()
    assert new() == {}


def test_the_first_name_of_somebody_is_told(tmp_path: Path) -> None:
    shelf = str(tmp_path / "shelf")
    for name, text in (("rice", RICE), ("herons", HERONS)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert called("--library", shelf, "add", str(tmp_path / "rice.txt")).stderr == ""
    told = called("--library", shelf, "add", str(tmp_path / "herons.txt")).stderr
    assert "Pak Tu Gon" in told
    assert called("--library", shelf, "add", str(tmp_path / "herons.txt")).stderr == ""
