"""Which article a text belongs to: versions, copies, moves, rows, and two digests that begin alike."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive.added import AddReport
from nkreader.archive.adding import Intake
from nkreader.archive.library import Library
from nkreader.archive.store import Store
from nkreader.ingest import Extract, read_text
from nkreader.model.identity import text_version
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST, SECOND

Opening = Callable[[], Library]
URL = "https://harbour.example/tug"


def row(text: str, day: str = "2024-03-03", url: str | None = URL, title: str = "Tug hits pier") -> dict[str, Any]:
    return {"title": title, "date": day, "url": url, "outlet": "Harbour Wire", "text": text}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in rows), encoding="utf-8")
    return path


def texts(library: Library) -> dict[str, list[str]]:
    """Of every article the texts of its versions, the first one first."""
    found: dict[str, list[str]] = {}
    for ident, data in library._store.connection.execute(
        "SELECT article, article_json FROM version ORDER BY article, number"
    ):
        found.setdefault(ident, []).append(json.loads(data)["text"].split("\n\n")[-1])
    return found


def sole(library: Library) -> str:
    (headline,) = library.headlines()
    return headline.id


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_versions_of_one_add_are_ordered_by_date_whatever_the_files_are_called(
    open_library: Opening, tmp_path: Path, order: tuple[int, ...]
) -> None:
    days = ("2024-03-03", "2024-03-04", "2024-03-05")
    paths = [
        write(tmp_path / f"{name}.jsonl", row(f"It struck on {days[which]}.", days[which]))
        for name, which in zip("abc", order, strict=True)
    ]
    library = open_library()
    report = library.add(paths)
    ident = sole(library)
    assert texts(library) == {ident: [f"It struck on {day}." for day in days]}
    assert ident == library.versions(ident)[0][:12]
    assert (report.added, report.updated) == ([ident], [])
    assert library.headline(ident).published.value == "2024-03-05"
    assert {hit.id for hit in library.search("struck").hits} == {ident}


def test_versions_of_one_day_are_ordered_by_digest(open_library: Opening, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.jsonl", row(f"Count {n}.")) for n in range(6)]
    library = open_library()
    library.add(paths)
    digests = library.versions(sole(library))
    assert list(digests) == sorted(digests)
    assert len(digests) == 6


def test_a_later_add_comes_behind_whatever_its_date(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    library.add([write(tmp_path / "a.jsonl", row("New.", "2024-03-05"))])
    ident = sole(library)
    assert library.add([write(tmp_path / "b.jsonl", row("Old.", "2024-03-01"))]).updated == [ident]
    assert texts(library) == {ident: ["New.", "Old."]}


def test_an_article_the_reader_touched_keeps_its_id_even_within_an_add(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    paths = [write(tmp_path / f"{n}.jsonl", row(f"Struck, day {n}.", f"2024-03-0{n}")) for n in (1, 2)]
    intake = Intake(library._store, AddReport())
    intake.walk([paths[1]], 10**6)
    ident = sole(library)
    library.add_highlight(ident, Span(0, 3))
    intake.walk([paths[0]], 10**6)
    assert texts(library) == {ident: ["Struck, day 1.", "Struck, day 2."]}
    assert len(library.highlights(ident)) == 1


@pytest.mark.parametrize(
    ("other", "articles"),
    [
        ({"text": "It sank."}, 1),
        ({"text": "It sank.", "title": "TUG  HITS PIER"}, 1),
        ({"text": "It sank.", "title": "Nine saved"}, 2),
        ({"text": "It sank.", "url": "https://coast.example/tug"}, 2),
        ({"date": "2024-03-09"}, 2),
        ({"url": "https://coast.example/tug"}, 2),
    ],
)
def test_url_and_title_together_make_a_version(
    open_library: Opening, tmp_path: Path, other: dict[str, str], articles: int
) -> None:
    library = open_library()
    first = row("It struck.")
    library.add([write(tmp_path / "a.jsonl", first), write(tmp_path / "b.jsonl", first | other)])
    assert len(library.headlines()) == articles
    again = library.add([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
    assert (again.added, again.updated, again.unchanged) == ([], [], 2)


def test_a_url_that_rows_of_a_file_share_identifies_none_of_them(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    library.add([write(tmp_path / "day.jsonl", row("One."), row("Two."))])
    library.add([write(tmp_path / "z.jsonl", row("Three."))])
    assert len(library.headlines()) == 3
    library.add([write(tmp_path / "day2.jsonl", row("Four."), row("Five."))])
    assert len(library.headlines()) == 5


def test_two_identical_rows_are_one_article(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    path = write(tmp_path / "a.jsonl", row("It struck."), row("It struck."))
    assert len(library.add([path]).added) == 1
    assert library.headlines()[0].paths == (f"{path}#{URL}",)
    assert library.add([write(tmp_path / "b.jsonl", row("It sank."))]).updated == [sole(library)]


def test_a_row_whose_text_changes_is_a_new_version(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    path = write(tmp_path / "a.jsonl", row("It struck."), row("Rain.", url="https://x.example/1", title="Rain"))
    library.add([path])
    (ident,) = [h.id for h in library.headlines() if h.title == "Tug hits pier"]
    write(path, row("It sank."), row("Rain.", url="https://x.example/1", title="Rain"))
    report = library.add([path])
    assert (report.added, report.updated, report.unchanged) == ([], [ident], 1)


def test_a_row_that_is_another_article_takes_over_the_path(open_library: Opening, tmp_path: Path) -> None:
    library = open_library()
    path = write(tmp_path / "latest.jsonl", row("It struck."))
    library.add([path])
    old = sole(library)
    write(path, row("Rain.", title="Weather"))
    (new,) = library.add([path]).added
    assert library.headline(new).paths == library.headline(old).paths == (f"{path}#{URL}",)
    assert (library.headline(new).missing, library.headline(old).missing) == (False, True)
    write(path, row("It struck."))
    library.add([path])
    assert (library.headline(new).missing, library.headline(old).missing) == (True, False)


def test_a_moved_file_is_the_same_article(library: Library, articles: Path) -> None:
    ident = next(h.id for h in library.headlines() if h.title.startswith("Harbour tug"))
    (articles / "first.txt").rename(articles / "renamed.txt")
    report = library.add([articles])
    assert (report.added, report.updated, report.unchanged, report.missing) == ([], [], 3, 1)
    assert library.headline(ident).paths == (str(articles / "renamed.txt"),)
    assert not library.headline(ident).missing


@pytest.mark.parametrize("name", ["a.txt", "z.txt"])
def test_a_file_that_moved_and_left_its_name_to_another_text(open_library: Opening, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "m.txt").write_text(FIRST)
    library = open_library()
    library.add([folder])
    ident = sole(library)
    (folder / "m.txt").rename(folder / name)
    (folder / "m.txt").write_text(SECOND)
    (new,) = library.add([folder]).added
    assert library.headline(ident).paths == (str(folder / name),)
    assert library.headline(new).paths == (str(folder / "m.txt"),)
    assert len(library.versions(ident)) == 1


@pytest.mark.parametrize("alike", [True, False])
def test_two_copies_that_change_at_once(open_library: Opening, tmp_path: Path, alike: bool) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text(FIRST)
    library = open_library()
    library.add([folder])
    ident = sole(library)
    for name, number in zip("ab", ("ten", "ten" if alike else "eleven"), strict=True):
        (folder / f"{name}.txt").write_text(FIRST.replace("nine", number))
    report = library.add([folder])
    assert report.updated == [ident]
    assert len(report.added) == (0 if alike else 1)
    assert {path for h in library.headlines() for path in h.paths} == {str(folder / f"{n}.txt") for n in "ab"}
    assert library.add([folder]).unchanged == 2


def test_a_text_that_comes_back_is_shown_again(library: Library, articles: Path) -> None:
    file = articles / "first.txt"
    ident = next(h.id for h in library.headlines() if h.title.startswith("Harbour tug"))
    for text in (FIRST.replace("nine", "ten"), FIRST):
        file.write_text(text)
        assert library.add([articles]).updated == [ident]
    assert library.piece(ident).article.text == FIRST
    assert len(library.versions(ident)) == 3
    assert library.add([articles]).updated == []


def test_a_copy_of_an_earlier_version_belongs_to_its_article(library: Library, articles: Path) -> None:
    file = articles / "first.txt"
    ident = next(h.id for h in library.headlines() if h.title.startswith("Harbour tug"))
    file.write_text(FIRST.replace("nine", "ten"))
    library.add([articles])
    shutil.copy(articles / "other.txt", articles / "a.txt")
    (articles / "old.txt").write_text(FIRST)
    assert library.add([articles]).added == []
    assert library.headline(ident).paths == (str(file), str(articles / "old.txt"))
    assert "ten sailors" in library.piece(ident).article.text


def extract(text: str, digest: str) -> Extract:
    return Extract("", digest, read_text(text), len(text), 0)


def test_two_digests_that_begin_alike_are_two_articles(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.db")
    digests = ["ab" * 6 + end * 52 for end in "0123"]
    found = [extract(f"Text {number}.", digest) for number, digest in enumerate(digests)]
    for at in (2, 4, 4):
        report = AddReport()
        Intake(store, report).take(found[:at])
    assert (report.added, report.unchanged) == ([], 4)
    rows = store.connection.execute("SELECT article, digest FROM version ORDER BY digest").fetchall()
    assert [digest for _, digest in rows] == digests
    assert len({ident for ident, _ in rows}) == 4
    assert rows[0][0] == "ab" * 6
    assert all(len(ident) == 12 for ident, _ in rows)
    store.close()


def test_an_add_in_pieces_gives_the_same_library(tmp_path: Path) -> None:
    """Batches, order and repetition change nothing of what the library holds."""
    found = []
    for number in range(230):
        article = read_text(f"Notice {number}\n\nHarbour notice {number}.")
        item = Extract(f"/x/{number:03}.txt", text_version(article.text), article, 1, 1)
        found += [item, replace(item, path=f"/y/{number:03}.txt")] if number % 7 == 0 else [item]
    kept = []
    for name, pieces in (("whole", [found]), ("halves", [found[:101], found[101:]]), ("twice", [found, found])):
        store = Store(tmp_path / f"{name}.db")
        for piece in pieces:
            Intake(store, AddReport()).take(piece)
        db = store.connection
        kept.append([db.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in ("version", "path")])
        store.close()
    assert kept[0] == kept[1] == kept[2]


@pytest.mark.parametrize("known", [True, False])
def test_files_that_swap_their_names_stay_the_same_articles(open_library: Opening, tmp_path: Path, known: bool) -> None:
    """Also three in a circle, whether their folder is known or they were added one by one."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Notice {name}\n\nThe pier {name} is closed.")
    library = open_library()
    library.add([folder] if known else sorted(folder.iterdir()))
    before = {headline.title: headline.id for headline in library.headlines()}
    for order in ("bac", "bca", "cba"):
        for old, new in zip("abc", order, strict=True):
            (folder / f"{old}.txt").rename(folder / f"{new}.passing")
        for name in "abc":
            (folder / f"{name}.passing").rename(folder / f"{name}.txt")
            os.utime(folder / f"{name}.txt", (1, 1 + int(order, 16)))
        report = library.rescan()
        assert (report.added, report.updated, report.unchanged, report.missing) == ([], [], 3, 0)
        assert {headline.title: headline.id for headline in library.headlines()} == before
        for headline in library.headlines():
            (path,) = headline.paths
            assert Path(path).read_text().startswith(headline.title)
            assert not headline.missing
            assert {hit.id for hit in library.search(f"file:{Path(path).name}").hits} == {headline.id}
