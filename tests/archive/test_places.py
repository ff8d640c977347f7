"""Articles, libraries, exports and dumps stay apart, whatever paths and links lead there."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader import locations
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.archive.places import refuse_mixed
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST, OTHER
from tests.archive.processes import nkreader

Opening = Callable[[], Library]


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All that stands below a folder, with rights and content."""
    return {
        str(path): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"") for path in folder.rglob("*")
    }


def one_line(error: pytest.ExceptionInfo[LibraryError]) -> str:
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.fixture
def single(open_library: Opening, tmp_path: Path) -> Library:
    """A library with one file that was added by itself, and a highlight in it."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "first.txt").write_text(FIRST)
    library = open_library()
    (ident,) = library.add([tmp_path / "papers" / "first.txt"]).added
    library.add_highlight(ident, Span(0, 7))
    return library


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("target", ["papers", "papers/../papers", "link"])
def test_nothing_is_exported_beside_a_file_that_was_added_by_itself(
    single: Library, tmp_path: Path, target: str, dry_run: bool
) -> None:
    (tmp_path / "link").symlink_to("papers")
    before = everything(tmp_path / "papers")
    with pytest.raises(LibraryError, match=r"holds the article first\.txt") as caught:
        single.export(tmp_path / target, dry_run=dry_run)
    one_line(caught)
    assert everything(tmp_path / "papers") == before


def test_an_export_elsewhere_is_written(single: Library, tmp_path: Path) -> None:
    assert {result.status for result in single.export(tmp_path / "exports").files} == {"written"}
    assert {result.status for result in single.export(tmp_path / "papers" / "below").files} == {"written"}


def test_the_folder_of_single_rows_is_closed_too(open_library: Opening, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "rows.jsonl").write_text('{"text": "Rain.", "url": "https://a.example/1"}\n')
    library = open_library()
    (ident,) = library.add([tmp_path / "papers" / "rows.jsonl"]).added
    library.add_highlight(ident, Span(0, 4))
    with pytest.raises(LibraryError, match=r"holds the article rows\.jsonl"):
        library.export(tmp_path / "papers")


def test_a_dump_takes_no_articles_place(single: Library, tmp_path: Path) -> None:
    file = tmp_path / "papers" / "first.txt"
    (tmp_path / "link.txt").symlink_to(file)
    for target in (file, tmp_path / "link.txt"):
        with pytest.raises(LibraryError, match="is the article") as caught:
            single.dump(target, force=True)
        one_line(caught)
    assert file.read_text() == FIRST


@pytest.mark.parametrize("inside", ["", "/deep/below", "/../articles/x"])
def test_a_library_inside_the_articles_is_refused_before_anything_is_done(articles: Path, inside: str) -> None:
    before = everything(articles)
    with pytest.raises(LibraryError, match="lies in the article folder") as caught:
        refuse_mixed(Path(f"{articles}{inside or '/library'}"), [articles])
    one_line(caught)
    done = nkreader("--library", f"{articles}{inside or '/library'}", "add", str(articles))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert everything(articles) == before


def test_articles_inside_the_library_are_refused(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    inside = library.folder / "papers"
    inside.mkdir()
    (inside / "first.txt").write_text(FIRST)
    (tmp_path / "link").symlink_to(inside)
    for path in (inside, inside / "first.txt", tmp_path / "link", library.folder, tmp_path):
        with pytest.raises(LibraryError, match="lies in") as caught:
            library.add([path])
        one_line(caught)
    assert (library.headlines(), library.folders()) == ((), ())


def test_a_library_that_was_moved_into_its_articles_is_read_and_not_added_to(
    library: Library, articles: Path, tmp_path: Path
) -> None:
    library.close()
    library.folder.rename(articles / "library")
    moved = Library.open(articles / "library")
    try:
        assert len(moved.headlines()) == 3
        with pytest.raises(LibraryError, match="keep the library elsewhere"):
            moved.rescan()
        with pytest.raises(LibraryError, match="keep the library elsewhere"):
            moved.add([tmp_path / "elsewhere"])
        assert not any(headline.missing for headline in moved.headlines())
    finally:
        moved.close()


def test_no_second_library_begins_in_the_articles_of_the_usual_one(articles: Path, tmp_path: Path) -> None:
    usual = Library.open(locations.user_library())
    usual.add([articles])
    usual.close()
    before = everything(articles)
    (tmp_path / "new.txt").write_text(OTHER)
    with pytest.raises(LibraryError, match="lies in the article folder"):
        Library.open(articles / "second")
    done = nkreader("--library", str(articles / "second"), "add", str(tmp_path / "new.txt"))
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert everything(articles) == before


def test_a_folder_with_other_things_in_it_becomes_no_library_and_stays_as_it_is(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir(mode=0o755)
    mine.chmod(0o755)
    (mine / "letter.txt").write_text("Dear all")
    before = everything(tmp_path)
    with pytest.raises(LibraryError, match=r"holds letter\.txt and no library") as caught:
        Library.open(mine)
    one_line(caught)
    assert everything(tmp_path) == before


def test_an_empty_folder_may_become_one_and_keeps_its_rights(tmp_path: Path) -> None:
    for name, mode in (("open", 0o755), ("hidden", 0o750)):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(mode)
        (tmp_path / "hidden" / ".DS_Store").write_text("") if name == "hidden" else None
        Library.open(tmp_path / name).close()
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == mode
        assert stat.S_IMODE((tmp_path / name / "library.db").stat().st_mode) == 0o600


def test_an_opened_library_keeps_the_rights_its_owner_gave_it(tmp_path: Path) -> None:
    Library.open(tmp_path / "library").close()
    assert stat.S_IMODE((tmp_path / "library").stat().st_mode) == 0o700
    (tmp_path / "library").chmod(0o750)
    (tmp_path / "library" / "reader's own.txt").write_text("Mine")
    Library.open(tmp_path / "library").close()
    assert stat.S_IMODE((tmp_path / "library").stat().st_mode) == 0o750


def test_what_is_left_of_a_library_may_begin_anew(library: Library) -> None:
    library.close()
    for name in os.listdir(library.folder):
        if name.startswith("library.db") and name != "library.db-writer":
            (library.folder / name).unlink()
    again = Library.open(library.folder)
    assert again.headlines() == ()
    again.close()
