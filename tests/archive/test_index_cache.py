"""The index of a library may be deleted or damaged in any way at any time: it is written anew, and says so."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.model.spans import Span


class Kept:
    """A library, closed, and what a search in it has to find."""

    def __init__(self, folder: Path) -> None:
        articles = folder / "articles"
        articles.mkdir()
        with closing(Library.open(folder / "library")) as library:
            for part in range(3):
                for number in range(4):
                    text = f"Lantern {part}{number}\n\nA lantern was lit on pier{part}{number}, they said."
                    (articles / f"{part}{number}.txt").write_text(text)
                library.add([articles])
            library.add_highlight(library.headlines()[0].id, Span(0, 7), "a note")
        self.folder = folder / "library"
        self.articles = articles

    def copied(self, target: Path) -> Path:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        return target


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"))


def files(library: Path) -> list[Path]:
    return sorted(path for path in (library / "index").iterdir() if path.name != "lock")


def finds_all(folder: Path, rebuilt: bool = True) -> None:
    """Opens it; a search finds everything, the first one says what happened, the second one nothing."""
    with closing(Library.open(folder)) as library:
        first = library.search("lantern")
        told = [notice.text for notice in first.notices]
        assert len(first.hits) == 12
        assert [line for line in told if "rebuilt" in line] == told
        assert len(told) == int(rebuilt), told
        assert len(library.search("pier21").hits) == 1
        assert library.search("lantern").notices == ()
        assert library._finder.agreement() == (frozenset(), frozenset())
        assert [mark.note for mark in library.highlights()] == ["a note"]
    assert (folder / "index").stat().st_mode & 0o777 == 0o700


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0x10
    path.write_bytes(data)


def fill_with_noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def become_a_device(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


DAMAGES: list[Callable[[Path], None]] = [
    flip,
    fill_with_noise,
    become_a_device,
    Path.unlink,
    *(lambda path, at=at: os.truncate(path, int(path.stat().st_size * at)) for at in (0, 0.1, 0.5, 0.99)),
]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("damage", DAMAGES)
def test_any_damage_to_any_file_is_mended(
    kept: Kept, tmp_path: Path, damage: Callable[[Path], None], number: int
) -> None:
    folder = kept.copied(tmp_path / "library")
    names = files(folder)
    assert len(names) == 4, "three segments and their list"
    damage(names[number])
    finds_all(folder)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_mixture_of_damage_is_mended(
    kept: Kept, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = kept.copied(tmp_path_factory.getbasetemp() / "mixture")
    harmless = True
    for path in files(folder):
        damage = data.draw(st.sampled_from(["none", "cut", "flip", "delete", "append"]))
        at = data.draw(st.integers(0, path.stat().st_size - 1))
        harmless = harmless and damage == "none"
        content = bytearray(path.read_bytes())
        if damage == "cut":
            del content[at:]
        elif damage == "flip":
            content[at] ^= data.draw(st.integers(1, 255))
        elif damage == "append":
            content += b"\0"
        if damage == "delete":
            path.unlink()
        else:
            path.write_bytes(content)
    finds_all(folder, rebuilt=not harmless)


def test_a_deleted_index_is_written_anew(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copied(tmp_path / "library")
    shutil.rmtree(folder / "index")
    finds_all(folder)


def test_the_index_of_another_library_is_not_taken(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copied(tmp_path / "library")
    with closing(Library.open(tmp_path / "other")) as other:
        other.add([kept.articles])
    shutil.rmtree(folder / "index")
    shutil.copytree(tmp_path / "other" / "index", folder / "index")
    finds_all(folder)


def test_an_older_state_of_the_index_is_not_taken(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copied(tmp_path / "library")
    with closing(Library.open(folder)) as library:
        library.remove([library.search("pier00").hits[0].id], with_highlights=True)
        library.add([kept.articles / "00.txt"])
        library.add_highlight(library.search("pier00").hits[0].id, Span(0, 7), "a note")
    shutil.rmtree(folder / "index")
    shutil.copytree(kept.folder / "index", folder / "index")
    finds_all(folder)


def test_an_older_store_with_a_newer_index_agrees_again(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copied(tmp_path / "library")
    (tmp_path / "new.txt").write_text("A new lantern.")
    with closing(Library.open(folder)) as library:
        library.add([tmp_path / "new.txt"])
    for path in folder.glob("library.db*"):
        path.unlink()
    shutil.copy(kept.folder / "library.db", folder)
    finds_all(folder)


def test_a_seal_that_was_lost_is_no_reason_to_trust_the_files(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copied(tmp_path / "library")
    with closing(Library.open(folder)) as library, library._store.writing() as db:
        db.execute("DELETE FROM sealed")
    finds_all(folder)


def test_a_link_into_an_article_folder_is_not_followed(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copied(tmp_path / "library")
    shutil.rmtree(folder / "index")
    before = sorted((path.name, path.stat().st_mtime_ns) for path in kept.articles.iterdir())
    (folder / "index").symlink_to(kept.articles)
    finds_all(folder)
    assert sorted((path.name, path.stat().st_mtime_ns) for path in kept.articles.iterdir()) == before


def test_an_index_moved_away_under_an_open_library_is_not_followed(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copied(tmp_path / "library")
    with closing(Library.open(folder)) as library:
        assert len(library.search("lantern").hits) == 12
        (folder / "index").rename(tmp_path / "elsewhere")
        before = sorted((path.name, path.stat().st_mtime_ns) for path in (tmp_path / "elsewhere").iterdir())
        (folder / "index").symlink_to(tmp_path / "elsewhere")
        found = library.search("lantern")
        assert len(found.hits) == 12
        assert ["rebuilt" in notice.text for notice in found.notices] == [True]
        assert not (folder / "index").is_symlink()
        after = sorted((path.name, path.stat().st_mtime_ns) for path in (tmp_path / "elsewhere").iterdir())
        assert after == before


@pytest.mark.parametrize("instead", ["file", "device", "dead link", "link to a file"])
def test_what_stands_in_place_of_the_index_is_replaced(kept: Kept, tmp_path: Path, instead: str) -> None:
    folder, letter = kept.copied(tmp_path / "library"), tmp_path / "letter.txt"
    shutil.rmtree(folder / "index")
    letter.write_text("a letter")
    if instead == "file":
        (folder / "index").write_text("a file")
    elif instead == "device":
        os.mkfifo(folder / "index")
    else:
        (folder / "index").symlink_to(letter if instead == "link to a file" else tmp_path / "nowhere")
    finds_all(folder)
    assert letter.read_text() == "a letter"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("verb", ["search", "add", "reindex", "doctor"])
def test_whatever_is_done_first_with_a_damaged_index_works(kept: Kept, tmp_path: Path, verb: str) -> None:
    folder = kept.copied(tmp_path / "library")
    for path in files(folder):
        flip(path)
    with closing(Library.open(folder)) as library:
        if verb == "doctor":
            assert [finding.kind for finding in library.doctor()].count("index") == 1
            with pytest.raises(LibraryError, match="is not what was written"):
                library._finder.agreement()
        elif verb == "add":
            (tmp_path / "new.txt").write_text("A new lantern, again.")
            library.add([tmp_path / "new.txt"])
            assert len(library.search("again").hits) == 1
        elif verb == "reindex":
            library.reindex()
        assert len(library.search("lantern").hits) == 12 + (verb == "add")


def test_damage_while_the_library_is_open_is_mended(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copied(tmp_path / "library")
    with closing(Library.open(folder)) as library:
        for damage in (flip, Path.unlink, fill_with_noise, lambda path: os.truncate(path, 10)):
            assert len(library.search("lantern").hits) == 12
            for path in files(folder):
                damage(path)
            found = library.search("pier12")
            assert len(found.hits) == 1
            assert ["rebuilt" in notice.text for notice in found.notices] == [True]
        shutil.rmtree(folder / "index")
        assert len(library.search("lantern").hits) == 12
