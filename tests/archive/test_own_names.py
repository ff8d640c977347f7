"""The reader's own gazetteer in a library: when its files change, what is stored is analysed again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from nkreader import locations
from nkreader.analysis import own_names
from nkreader.archive import deriving, growing
from nkreader.archive.doctor import Kind
from nkreader.archive.library import Library

TUG = '[weapon.the-tug]\nname = "Harbour tug"\naliases = ["their tug"]\n'


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files of one test are not those of the next."""
    monkeypatch.setattr(own_names, "_known", None)
    monkeypatch.setattr(own_names, "_library", None)
    yield
    monkeypatch.undo()


@pytest.fixture
def folder(tmp_path: Path, articles: Path) -> Path:
    """A library that holds the three articles."""
    library = Library.open(tmp_path / "library")
    library.add([articles])
    library.close()
    return tmp_path / "library"


def _put(folder: Path, text: str) -> Path:
    place = folder / "gazetteer" / "names.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def _named(folder: Path, entity: str) -> int:
    library = Library.open(folder)
    try:
        return len(library.entity_articles(entity))
    finally:
        library.close()


def test_a_changed_file_is_taken_when_the_library_is_opened(folder: Path) -> None:
    assert _named(folder, "weapon/the-tug") == 0
    file = _put(folder, TUG)
    assert _named(folder, "weapon/the-tug") == 2
    library = Library.open(folder)
    assert [hit.id for hit in library.search('name:"their tug"').hits] != []
    assert library.names_told == ()
    library.close()
    _put(folder, f"{TUG}ignore = true\n")
    assert _named(folder, "weapon/the-tug") == 0
    file.unlink()
    _put(locations.config(), TUG)  # the same for every library
    assert _named(folder, "weapon/the-tug") == 2


def test_without_a_change_nothing_is_analysed_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(folder, TUG)
    assert _named(folder, "weapon/the-tug") == 2
    monkeypatch.setattr(deriving, "derived", lambda *_: pytest.fail("analysed again"))
    assert _named(folder, "weapon/the-tug") == 2


def test_looking_again_takes_a_change_too_and_tells_how_far_it_is(folder: Path) -> None:
    library = Library.open(folder)
    _put(folder, TUG)
    told: list[str] = []
    library.rescan(lambda _, said: told.append(said))
    assert len(library.entity_articles("weapon/the-tug")) == 2
    assert told[0] == growing.renamed(3)
    library.close()


def test_analysing_again_tells_how_far_it_is_and_goes_on_where_it_was_broken_off(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(folder, TUG)
    monkeypatch.setattr(deriving, "BATCH", 1)
    real = deriving.derived
    done: list[object] = []

    def broken(*given: object) -> deriving.Derived:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(given)
        return real(*given)  # type: ignore[arg-type]

    told: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(deriving, "derived", broken)
        with pytest.raises(KeyboardInterrupt):
            Library.open(folder, told.append)
    assert told == [growing.again(0, 3)]
    left: list[object] = []

    def counting(*given: object) -> deriving.Derived:
        left.append(given)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(deriving, "derived", counting)
    library = Library.open(folder)
    assert len(left) == 1
    assert len(library.entity_articles("weapon/the-tug")) == 2
    library.close()


def test_what_is_wrong_is_found_by_doctor_and_costs_nothing_else(folder: Path) -> None:
    file = _put(folder, f"{TUG}[person.nobody]\n")
    library = Library.open(folder)
    (line,) = library.names_told
    assert line.startswith(f"{file}:4: person.nobody: there is no entry person/nobody to change")
    assert [finding.text for finding in library.doctor() if finding.kind == Kind.NAMES] == [line]
    assert len(library.entity_articles("weapon/the-tug")) == 2
    library.close()


def test_a_library_can_begin_where_its_gazetteer_is_already(tmp_path: Path, articles: Path) -> None:
    _put(tmp_path / "new", TUG)
    library = Library.open(tmp_path / "new")
    library.add([articles])
    assert len(library.entity_articles("weapon/the-tug")) == 2
    library.close()


def test_what_is_analysed_again_can_wait_unless_the_rules_changed_too(folder: Path) -> None:
    _put(folder, TUG)
    library = Library.open(folder, later=True)
    assert library.names_changed
    assert library.entity_articles("weapon/the-tug") == ()
    told: list[str] = []
    library.take_names(lambda _, said: told.append(said))
    assert told[0] == growing.renamed(3)
    assert not library.names_changed
    assert len(library.entity_articles("weapon/the-tug")) == 2
    library.close()
    _put(folder, f"{TUG}ignore = true\n")
    with sqlite3.connect(folder / "library.db") as db:
        db.execute("UPDATE analysis SET engine = '3' WHERE article = (SELECT min(id) FROM article)")
    db.close()
    library = Library.open(folder, later=True)
    assert not library.names_changed
    assert library.entity_articles("weapon/the-tug") == ()
    library.close()


def test_adding_takes_a_change_that_waited(folder: Path, tmp_path: Path) -> None:
    _put(folder, TUG)
    library = Library.open(folder, later=True)
    library.add([tmp_path / "articles"])
    assert len(library.entity_articles("weapon/the-tug")) == 2
    library.close()
