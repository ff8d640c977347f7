"""Looking again: what changed is read, what is gone is missing, what was removed stays away, nothing else is lost."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader.archive.added import AddReport
from nkreader.archive.errors import LibraryError, UnknownArticle
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST, OTHER

Opening = Callable[[], Library]
OLD = 1_500_000_000_000_000_000
"""Nanoseconds since the epoch: long settled."""


def settle(*paths: Path) -> None:
    for number, path in enumerate(paths):
        os.utime(path, ns=(OLD, OLD + number))


def told(report: AddReport) -> tuple[int, int, int, int, int]:
    return len(report.added), len(report.updated), report.unchanged, len(report.skipped), report.missing


def titled(library: Library, beginning: str) -> str:
    (found,) = [h.id for h in library.headlines() if h.title.startswith(beginning)]
    return found


@pytest.fixture
def settled(open_library: Opening, articles: Path) -> Library:
    """The library with the three articles, whose files are older than their first reading."""
    settle(*sorted(articles.iterdir()))
    library = open_library()
    library.add([articles])
    return library


def test_nothing_new_changes_nothing(settled: Library) -> None:
    before = settled.headlines()
    assert told(settled.rescan()) == (0, 0, 3, 0, 0)
    assert settled.headlines() == before


def test_a_file_of_the_same_size_and_time_is_not_read(settled: Library, articles: Path) -> None:
    file = articles / "first.txt"
    status = file.stat()
    file.write_text(FIRST.replace("nine", "five"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert told(settled.rescan()) == (0, 0, 3, 0, 0)
    os.utime(file, ns=(OLD, OLD + 99))
    assert told(settled.rescan()) == (0, 1, 2, 0, 0)
    assert "five sailors" in settled.piece(titled(settled, "Harbour tug")).article.text


def test_a_file_that_changed_as_soon_as_it_was_read_is_read_again(open_library: Opening, articles: Path) -> None:
    library = open_library()
    library.add([articles])
    file = articles / "first.txt"
    status = file.stat()
    file.write_text(FIRST.replace("nine", "five"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert told(library.rescan()) == (0, 1, 2, 0, 0)


def test_new_changed_gone_and_moved_files(settled: Library, articles: Path) -> None:
    (articles / "new.txt").write_text("Rain in Nampho\n\nRain fell in Nampho on Friday.\n")
    (articles / "first.txt").write_text(FIRST.replace("nine", "ten"))
    (articles / "second.txt").rename(articles / "moved.txt")
    (articles / "other.txt").unlink()
    assert told(settled.rescan()) == (1, 1, 1, 0, 2)
    missing = {h.title.split()[0]: h.missing for h in settled.headlines()}
    assert missing == {"Rain": False, "Harbour": False, "Nine": False, "Hwasong-18": True}
    assert told(settled.rescan()) == (0, 0, 3, 0, 0)


def test_a_folder_that_is_away_takes_nothing_with_it(settled: Library, articles: Path, tmp_path: Path) -> None:
    ident = titled(settled, "Harbour tug")
    mark = settled.add_highlight(ident, Span(0, 7), "look")
    before = settled.headlines()
    articles.rename(tmp_path / "elsewhere")
    report = settled.rescan()
    assert [item.path for item in report.skipped] == [str(articles)]
    assert report.missing == 3
    assert all(h.missing for h in settled.headlines())
    assert len(settled.search("is:missing").hits) == 3
    articles.mkdir()
    assert told(settled.rescan()) == (0, 0, 0, 0, 0)
    assert settled.highlights() == (mark,)
    articles.rmdir()
    (tmp_path / "elsewhere").rename(articles)
    assert told(settled.rescan()) == (0, 0, 3, 0, 0)
    assert settled.headlines() == before


def test_rows_that_are_gone_from_their_file_are_missing(open_library: Opening, tmp_path: Path) -> None:
    rows = [{"title": f"Notice {n}", "url": f"https://x.example/{n}#top", "text": f"Rain {n}."} for n in range(4)]
    path = tmp_path / "a#b.jsonl"

    def write(*kept: int) -> None:
        path.write_text("".join(json.dumps(rows[n]) + "\n" for n in kept))

    write(0, 1, 2)
    library = open_library()
    library.add([path])
    write(0, 2, 3)
    assert told(library.rescan()) == (1, 0, 2, 0, 1)
    assert [h.title for h in library.headlines() if h.missing] == ["Notice 1"]
    write(0, 1, 2, 3)
    assert told(library.rescan()) == (0, 0, 4, 0, 0)
    assert not any(h.missing for h in library.headlines())
    path.unlink()
    assert library.rescan().missing == 4


def test_single_files_and_files_with_rows_are_looked_at_again(open_library: Opening, tmp_path: Path) -> None:
    single, rows = tmp_path / "one.txt", tmp_path / "rows.jsonl"
    single.write_text(FIRST)
    rows.write_text('{"title": "Rain", "text": "It rained."}\n')
    library = open_library()
    library.add([single, rows])
    library.add_text(OTHER.encode(), Stated())
    single.write_text(FIRST.replace("nine", "ten"))
    assert told(library.rescan()) == (0, 1, 1, 0, 0)
    assert library.folders() == ()


def test_a_file_next_to_a_known_folder_is_still_looked_at(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    for name in ("news", "news0", "news.txt", "news/inside.txt"):
        path = tmp_path / name
        if name == "news":
            path.mkdir()
        else:
            path.write_text(f"Notice {name}\n\nRain fell on {name}.\n")
    library.add([tmp_path / "news", tmp_path / "news0", tmp_path / "news.txt"])
    for name in ("news0", "news.txt", "news/inside.txt"):
        (tmp_path / name).write_text(f"Notice {name}\n\nSnow fell on {name}, and much of it.\n")
    assert told(library.rescan()) == (0, 3, 0, 0, 0)


def test_what_is_skipped_is_told_once_by_a_rescan_and_always_by_an_add(settled: Library, articles: Path) -> None:
    (articles / "photo.jpeg").write_bytes(b"\xff\xd8")
    (articles / "empty.txt").write_text("")
    os.mkfifo(articles / "pipe.txt")
    settle(articles / "photo.jpeg", articles / "empty.txt")
    assert told(settled.rescan()) == (0, 0, 3, 3, 0)
    assert told(settled.rescan()) == (0, 0, 3, 0, 0)
    assert told(settled.add([articles])) == told(settled.add([articles])) == (0, 0, 3, 3, 0)
    (articles / "empty.txt").write_text("Rain\n\nIt is not empty any more.\n")
    assert told(settled.rescan()) == (1, 0, 3, 0, 0)
    (articles / "empty.txt").write_text(" ")
    assert told(settled.rescan()) == (0, 0, 3, 1, 1)
    assert [h.title for h in settled.headlines() if h.missing] == ["Rain"]


def test_a_removed_article_comes_back_only_when_it_is_added(settled: Library, articles: Path) -> None:
    ident = titled(settled, "Harbour tug")
    assert settled.remove([ident[:6]]) == (ident,)
    assert told(settled.rescan()) == (0, 0, 2, 0, 0)
    (articles / "first.txt").rename(articles / "moved.txt")
    assert told(settled.rescan()) == (0, 0, 2, 0, 0)
    with pytest.raises(UnknownArticle):
        settled.piece(ident)
    assert settled.search("tug").total == 1
    assert settled.add([articles]).added == [ident]
    assert told(settled.rescan()) == (0, 0, 3, 0, 0)
    assert settled.search("tug").total == 2


def test_a_removed_row_stays_away(open_library: Opening, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"title": f"Notice {n}", "text": f"Rain {n}."} for n in range(3)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    settle(path)
    library = open_library()
    library.add([path])
    gone = titled(library, "Notice 1")
    library.remove([gone])
    assert told(library.rescan()) == told(library.rescan()) == (0, 0, 2, 0, 0)
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {"text": "Snow."}]))
    assert told(library.rescan()) == (1, 0, 2, 0, 0)
    assert library.add([path]).added == [gone]


def test_an_article_with_highlights_is_not_removed_by_accident(settled: Library) -> None:
    marked, other = titled(settled, "Harbour tug"), titled(settled, "Hwasong-18")
    settled.add_highlight(marked, Span(0, 7))
    with pytest.raises(LibraryError, match="carries 1 highlight") as refusal:
        settled.remove([other, marked])
    assert "\n" not in str(refusal.value)
    assert len(settled.headlines()) == 3
    settled.remove([other, marked], with_highlights=True)
    assert (len(settled.headlines()), settled.highlights()) == (1, ())
    assert settled.events() == ()


def test_groups_follow_what_is_removed_and_what_comes_back(settled: Library, articles: Path) -> None:
    before = settled.events()
    (group,) = before
    settled.remove([group.members[0]])
    assert settled.events() == ()
    settled.add([articles])
    assert settled.events() == before


def test_an_add_that_was_interrupted_is_grouped_when_the_library_is_opened(
    open_library: Opening, articles: Path, tmp_path: Path
) -> None:
    class Enough(Exception):
        pass

    def interrupted(done: int, what: str) -> None:
        if what.startswith("finding reports"):
            raise Enough

    library = open_library()
    with pytest.raises(Enough):
        library.add([articles], interrupted)
    assert (len(library.headlines()), library.events()) == (3, ())
    library.close()
    assert len(open_library().events()) == 1


def test_a_folder_inside_a_known_folder_is_looked_at_once(settled: Library, articles: Path) -> None:
    inside = articles / "more"
    inside.mkdir()
    shutil.move(articles / "other.txt", inside)
    settled.add([inside])
    assert settled.folders() == (articles, inside)
    assert told(settled.rescan())[:4] == (0, 0, 3, 0)


@pytest.mark.parametrize("again", ["rescan", "add"])
def test_a_renamed_file_is_found_by_its_new_name_and_no_longer_by_its_old(
    settled: Library, articles: Path, again: str
) -> None:
    ident = titled(settled, "Harbour tug")
    assert [hit.id for hit in settled.search("file:first.txt").hits] == [ident]
    (articles / "first.txt").rename(articles / "harbour.txt")
    report = settled.rescan() if again == "rescan" else settled.add([articles])
    assert (report.added, report.updated) == ([], [])
    assert settled._finder.agreement() == (frozenset(), frozenset()), "level before anything is searched"
    assert [hit.id for hit in settled.search("file:harbour.txt").hits] == [ident]
    assert settled.headline(ident).paths == (str(articles / "harbour.txt"),)
    assert settled.search("file:first.txt").hits == ()


def test_a_copy_that_comes_and_goes_is_found_as_long_as_it_is_there(settled: Library, articles: Path) -> None:
    ident = titled(settled, "Harbour tug")
    shutil.copy(articles / "first.txt", articles / "copy.txt")
    settled.rescan()
    assert [hit.id for hit in settled.search("file:copy.txt").hits] == [ident]
    assert settled._finder.agreement() == (frozenset(), frozenset())
    (articles / "copy.txt").unlink()
    settled.rescan()
    assert settled.headline(ident).paths == (str(articles / "first.txt"),)
