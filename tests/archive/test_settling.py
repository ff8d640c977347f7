"""The index of a library is put in order behind the adds, and says of no article more than before."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from nkreader.archive.library import Library
from nkreader.search.merging import MANY
from tests.cli.running import called


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The folder of a library whose index lies in many parts."""
    library = Library.open(tmp_path / "library")
    with patch("nkreader.search.written.LITTLE", 0):
        for number in range(MANY + 1):
            text = tmp_path / "articles" / f"{number}.txt"
            text.parent.mkdir(exist_ok=True)
            text.write_text(f"Tug {number}\n\nThe tug of pier {number} left Wonsan.\n", encoding="utf-8")
            library.add([text])
    library.close()
    assert parts(tmp_path / "library") == MANY + 1
    return tmp_path / "library"


def parts(shelf: Path) -> int:
    """In how many parts the index of a library lies."""
    return len(list((shelf / "index").glob("MAIN_*.seg")))


def found(library: Library) -> list[tuple[str, float]]:
    """What is found, in its order."""
    return [(hit.id, hit.score) for hit in library.search("tug pier -4").hits]


def test_nothing_else_is_found_and_index_and_store_agree(shelf: Path) -> None:
    library, other = Library.open(shelf), Library.open(shelf)
    before = found(library)
    assert len(before) == MANY
    assert found(other) == before
    library.settle()
    assert parts(shelf) < MANY
    assert found(library) == found(other) == before
    assert library._finder.agreement() == (frozenset(), frozenset())
    library.close()
    other.close()


def test_what_was_to_be_indexed_still_is(shelf: Path) -> None:
    library = Library.open(shelf)
    ident = found(library)[0][0]
    with library._store.writing() as db:
        db.execute("DELETE FROM indexed WHERE article = ?", (ident,))
    library.settle()
    assert library._finder.agreement() == (frozenset([ident]), frozenset())
    library.close()


def test_the_command_line_does_it_behind_what_it_tells(shelf: Path, tmp_path: Path) -> None:
    told = called("--library", str(shelf), "rescan")
    assert (told.returncode, told.stderr) == (0, "")
    assert parts(shelf) < MANY
