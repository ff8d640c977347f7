"""The folder of exported files: found again, told truthfully, and never anybody else's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader.export.markdown import ExportRefused, FileResult, document, export, exported
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.piece import Piece
from tests.export.pieces import identity, mark, piece, pieces

BODY = "One two three four five six seven."


def simple(number: int, title: str, *words: str, note: str = "") -> Piece:
    """A piece with highlights on the words."""
    marks = [mark(BODY, word, place, of=number, note=note) for place, word in enumerate(words or ("two",))]
    return piece(BODY, marks, number=number, title=title)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def statuses(results: tuple[FileResult, ...]) -> dict[str, str]:
    """What became of the files, by name."""
    return {result.path.name: result.status for result in results}


@given(batch=st.lists(st.integers(1, 4), unique=True, max_size=3).flatmap(lambda n: st.tuples(*map(pieces, n))))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_second_export_changes_nothing(tmp_path_factory: pytest.TempPathFactory, batch: tuple[Piece, ...]) -> None:
    folder = tmp_path_factory.mktemp("export")
    report = export(folder, batch)
    assert {result.status for result in report.files} <= {"written"}
    assert report.highlights == sum(len(item.highlights) for item in batch)
    assert report.orphans == sum(mark.orphan for item in batch for mark in item.highlights)
    before = contents(folder)
    times = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = export(folder, batch)
    assert {result.status for result in again.files} <= {"unchanged"}
    assert contents(folder) == before
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == times


def test_one_file_an_article_and_a_list(tmp_path: Path) -> None:
    report = export(tmp_path / "deep" / "down", [simple(1, "First: one"), simple(2, "Second")])
    names = [f"first-one--{identity(1)[:8]}.md", f"second--{identity(2)[:8]}.md", "index.md"]
    assert [result.path for result in report.files] == [tmp_path / "deep" / "down" / name for name in names]
    assert (tmp_path / "deep" / "down" / names[0]).read_text() == document(simple(1, "First: one"))
    listing = (tmp_path / "deep" / "down" / "index.md").read_text()
    assert f"- [First: one](<{names[0]}>) — NationPress · published 2025-05-04 · 1 highlight\n" in listing
    assert exported(tmp_path / "deep" / "down") == {identity(1), identity(2)}


@pytest.mark.parametrize("titles", [("Kim: a", "Kim: b"), (":", "?"), ("Kim: a", "Kim? a"), ("CON", "con"), ("", "")])
def test_titles_never_merge_two_articles(tmp_path: Path, titles: tuple[str, str]) -> None:
    export(tmp_path, [simple(1, titles[0], "two"), simple(2, titles[1], "three")])
    export(tmp_path, [simple(2, titles[1], "three"), simple(1, titles[0], "two")])
    texts = sorted(path.read_text() for path in tmp_path.glob("*--*.md"))
    assert sorted(("> two" in text, "> three" in text) for text in texts) == [(False, True), (True, False)]


def test_ids_that_begin_alike_get_their_own_files(tmp_path: Path) -> None:
    one, other = (simple(number, "Title") for number in (1, 2))
    alike = replace(other, headline=replace(other.headline, id=identity(1)[:8] + "ffff"))
    export(tmp_path, [one, alike])
    assert exported(tmp_path) == {identity(1), identity(1)[:8] + "ffff"}
    assert {result.status for result in export(tmp_path, [alike, one]).files} == {"unchanged"}


def test_renamed_and_moved_files_are_found_again(tmp_path: Path) -> None:
    (first,) = (r.path for r in export(tmp_path, [simple(1, "Old title")]).files if r.path.name != "index.md")
    moved = tmp_path / "sub folder" / "My own name.md"
    moved.parent.mkdir()
    first.rename(moved)
    report = export(tmp_path, [simple(1, "New title", "two", "four")])
    assert statuses(report.files) == {"My own name.md": "written", "index.md": "written"}
    assert "> four" in moved.read_text()
    assert sorted(contents(tmp_path)) == ["index.md", "sub folder/My own name.md"]
    assert "](<sub%20folder/My%20own%20name.md>)" in (tmp_path / "index.md").read_text()


def test_a_copied_file_is_left_alone_and_told(tmp_path: Path) -> None:
    (first, _) = (result.path for result in export(tmp_path, [simple(1, "Title")]).files)
    (tmp_path / "a copy.md").write_text(first.read_text())
    (result, _) = export(tmp_path, [simple(1, "Title", "two", "four")]).files
    assert (result.path, result.status, result.reason) == (first, "written", "copies left alone: a copy.md")
    assert "> four" not in (tmp_path / "a copy.md").read_text()


def test_hidden_folders_are_not_searched(tmp_path: Path) -> None:
    (first, _) = (result.path for result in export(tmp_path, [simple(1, "Title")]).files)
    (tmp_path / ".trash").mkdir()
    first.rename(tmp_path / ".trash" / first.name)
    before = (tmp_path / ".trash" / first.name).read_bytes()
    export(tmp_path, [simple(1, "Title", "two", "four")])
    assert (tmp_path / ".trash" / first.name).read_bytes() == before
    assert "> four" in first.read_text()


def test_pieces_without_highlights_get_no_file_but_clear_theirs(tmp_path: Path) -> None:
    bare = piece(BODY, number=1, title="Title")
    assert export(tmp_path, [bare]).files == ()
    assert contents(tmp_path) == {}
    export(tmp_path, [simple(1, "Title")])
    report = export(tmp_path, [bare])
    assert set(statuses(report.files).values()) == {"written"}
    text = report.files[0].path.read_text()
    assert "<!-- nkreader:removed nk-00000000 -->" in text
    assert "> two" not in text
    export(tmp_path, [bare], prune=True)
    assert "removed" not in report.files[0].path.read_text()


def test_edited_block_is_reported_until_it_is_settled(tmp_path: Path) -> None:
    (first, _) = (result.path for result in export(tmp_path, [simple(1, "Title", note="old")]).files)
    first.write_text(first.read_text().replace("**Note:** old", "**Note:** mine"))
    for _ in range(2):
        (result, _) = export(tmp_path, [simple(1, "Title", note="new")]).files
        assert (result.status, result.reason) == ("conflict", "edited by hand and kept: nk-00000000")
        assert "**Note:** mine" in first.read_text()
        assert "**Note:** new" in first.read_text()


def test_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    batch = [simple(1, "One"), simple(2, "Two")]
    target = tmp_path / "new"
    told = export(target, batch, dry_run=True)
    assert not target.exists()
    assert told == export(target, batch)
    before = contents(target)
    told = export(target, [simple(1, "One", "two", "four")], dry_run=True)
    assert statuses(told.files) == {told.files[0].path.name: "written", "index.md": "written"}
    assert contents(target) == before


def test_the_list_keeps_articles_of_earlier_exports_and_the_readers_words(tmp_path: Path) -> None:
    export(tmp_path, [simple(1, "Later")])
    listing = tmp_path / "index.md"
    listing.write_text(listing.read_text() + "\nMy plan.\n")
    earlier = PartialDate.of("2024-02", Basis.HEADER, Certainty.LIKELY, "crawl header", ("2024-02",))
    other, undated = simple(2, "Ear|ier"), simple(3, "Whenever")
    other = replace(other, headline=replace(other.headline, published=earlier))
    unknown = PartialDate.unknown("no day")
    export(tmp_path, [replace(undated, headline=replace(undated.headline, published=unknown)), other])
    lines = [line for line in listing.read_text().split("\n") if line.startswith("- ")]
    assert [line.partition("](")[0] for line in lines] == ["- [Ear\\|ier", "- [Later", "- [Whenever"]
    assert "published ≈ 2024-02 " in lines[0]
    assert " undated " in lines[2]
    assert listing.read_text().endswith("\nMy plan.\n")


def test_somebody_elses_index_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# My vault\n")
    report = export(tmp_path, [simple(1, "Title")])
    assert [result.status for result in report.files] == ["written", "skipped"]
    assert (tmp_path / "index.md").read_text() == "# My vault\n"


def test_never_into_an_article_folder(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    (articles / "sub").mkdir(parents=True)
    (tmp_path / "link").symlink_to(articles)
    for target in (
        articles,
        articles / "sub",
        articles / "new" / "deep",
        tmp_path / "link",
        tmp_path / "x" / ".." / "articles",
    ):
        with pytest.raises(ExportRefused, match="article folder"):
            export(target, [simple(1, "Title")], forbidden=[articles])
    assert contents(tmp_path) == {}
    assert not (articles / "new").exists()


def test_article_folders_inside_the_target_are_not_touched(tmp_path: Path) -> None:
    (first, _) = (result.path for result in export(tmp_path, [simple(1, "Title")]).files)
    articles = tmp_path / "articles"
    articles.mkdir()
    first.rename(articles / first.name)
    (articles / ".nkreader-0.tmp").touch()
    before = contents(articles)
    export(tmp_path, [simple(1, "Title", "two", "four")], forbidden=[articles])
    assert contents(articles) == before
    assert first.exists()


def test_hostile_titles_stay_inside_the_folder(tmp_path: Path) -> None:
    target = tmp_path / "export"
    for number, title in enumerate(["../../up", "/etc/passwd", "..", "a/b", "-rf", "`id`", "a\nb", ".hidden"]):
        export(target, [simple(number, title)])
    assert [path.name for path in tmp_path.iterdir()] == ["export"]
    assert all(path.is_file() and not path.name.startswith((".", "-")) for path in target.iterdir())
    assert len(list(target.iterdir())) == 9
