"""The library keeps what it is given: identity, versions, marks, an index that mends itself."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader.archive.errors import LibraryError, UnknownArticle
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.spans import Span

Opening = Callable[[], Library]


def titled(library: Library, beginning: str) -> str:
    (found,) = [h.id for h in library.headlines() if h.title.startswith(beginning)]
    return found


def quote(library: Library, ident: str, words: str) -> Span:
    start = library.piece(ident).article.text.index(words)
    return Span(start, start + len(words))


def test_adding_twice_changes_nothing(library: Library, articles: Path) -> None:
    before = library.headlines()
    report = library.add([articles])
    assert (report.added, report.updated, report.unchanged) == ([], [], 3)
    assert library.headlines() == before


def test_the_library_is_for_its_owner_alone(library: Library) -> None:
    assert library.folder.stat().st_mode & 0o777 == 0o700


def test_the_same_text_in_two_files_is_one_article(library: Library, articles: Path) -> None:
    shutil.copy(articles / "first.txt", articles / "copy.txt")
    assert library.add([articles]).added == []
    ident = titled(library, "Harbour tug")
    assert library.headline(ident).paths == (str(articles / "copy.txt"), str(articles / "first.txt"))


def test_a_changed_file_is_a_new_version_of_its_article(library: Library, articles: Path) -> None:
    ident = titled(library, "Harbour tug")
    file = articles / "first.txt"
    file.write_text(file.read_text().replace("nine sailors", "ten sailors"))
    assert library.add([articles]).updated == [ident]
    assert len(library.versions(ident)) == 2
    assert "ten sailors" in library.piece(ident).article.text


def test_a_copy_that_changes_becomes_its_own_article(library: Library, articles: Path) -> None:
    ident = titled(library, "Harbour tug")
    copy = articles / "copy.txt"
    shutil.copy(articles / "first.txt", copy)
    library.add([articles])
    copy.write_text(copy.read_text().replace("tug", "ferry").replace("pier", "quay"))
    report = library.add([articles])
    assert len(report.added) == 1
    assert library.versions(ident) == library.versions(ident)[:1]
    assert str(copy) in library.headline(report.added[0]).paths


def test_pasted_text_is_an_article_without_a_file(library: Library) -> None:
    text = b"Rain is expected in Nampho on Friday.\n"
    (ident,) = library.add_text(text, Stated("Weather", "Coast Courier", None, None, "2024-03-07")).added
    found = library.headline(ident)
    assert (found.title, found.outlet, found.published.value) == ("Weather", "Coast Courier", "2024-03-07")
    assert found.paths == ()
    assert library.add_text(text, Stated("Weather")).unchanged == 1


def test_reports_of_one_event_are_grouped_and_linked_with_reasons(library: Library) -> None:
    first, second = titled(library, "Harbour tug"), titled(library, "Nine saved")
    (event,) = library.events()
    assert set(event.members) == {first, second}
    link = library.related(first)[0]
    assert link.id == second
    assert link.same_event
    assert "tug" in link.reasons[0].text


def test_groups_do_not_depend_on_the_order_of_arrival(articles: Path, tmp_path: Path) -> None:
    said = []
    for order in (("first", "other", "second"), ("second", "first", "other"), ("other", "second", "first")):
        library = Library.open(tmp_path / "-".join(order))
        for name in order:
            library.add([articles / f"{name}.txt"])
        said.append(library.events())
        library.close()
    assert said[0] == said[1] == said[2]


def test_every_related_piece_has_a_reason(library: Library) -> None:
    for headline in library.headlines():
        assert all(link.reasons for link in library.related(headline.id))


def test_a_highlight_keeps_its_quotation_and_its_place(library: Library) -> None:
    ident = titled(library, "Harbour tug")
    mark = library.add_highlight(ident, quote(library, ident, " nine sailors "), "all?", ["#rescue", "rescue"])
    (kept,) = library.highlights(ident)
    assert kept == mark
    assert (kept.anchor.exact, kept.tags, kept.anchor.paragraph) == ("nine sailors", ("rescue",), 2)
    assert library.headline(ident).highlights == 1
    assert library.headline(ident).tags == ("rescue",)


def test_a_highlight_follows_its_sentence_through_a_correction(library: Library, articles: Path) -> None:
    ident = titled(library, "Harbour tug")
    library.add_highlight(ident, quote(library, ident, "stays closed for repairs"))
    file = articles / "first.txt"
    file.write_text(file.read_text().replace("within an hour", "within two hours or so"))
    library.add([articles])
    (mark,) = library.highlights(ident)
    assert not mark.orphan
    assert mark.anchor.span.of(library.piece(ident).article.text) == "stays closed for repairs"


def test_a_highlight_whose_sentence_is_gone_is_an_orphan(library: Library, articles: Path) -> None:
    ident = titled(library, "Harbour tug")
    library.add_highlight(ident, quote(library, ident, "stays closed for repairs"), "check")
    file = articles / "first.txt"
    file.write_text(file.read_text().replace("stays closed for repairs", "is open again"))
    library.add([articles])
    (mark,) = library.highlights(ident)
    assert (mark.orphan, mark.anchor.exact, mark.note) == (True, "stays closed for repairs", "check")


def test_removed_highlights_can_be_put_back(library: Library) -> None:
    ident = titled(library, "Hwasong-18")
    mark = library.add_highlight(ident, quote(library, ident, "is planned"))
    assert library.remove_highlight(mark.id) == mark
    assert library.highlights() == ()
    library.restore_highlight(mark)
    assert library.highlights() == (mark,)


@pytest.mark.parametrize("span", [Span(5, 5), Span(10_000, 10_001), Span(0, 99_999)])
def test_a_passage_that_is_not_there_cannot_be_highlighted(library: Library, span: Span) -> None:
    with pytest.raises(LibraryError, match="cannot highlight"):
        library.add_highlight(library.headlines()[0].id, span)


@pytest.mark.parametrize("ident", ["", "zzz", "ffffffffffff", "' OR 1=1 --", "\x1b[2J"])
def test_unknown_ids_are_told_in_one_line(library: Library, ident: str) -> None:
    with pytest.raises(UnknownArticle) as told:
        library.piece(ident)
    assert "\n" not in str(told.value)
    assert "\x1b" not in str(told.value)


def test_marks_survive_closing(open_library: Opening, articles: Path) -> None:
    library = open_library()
    library.add([articles])
    ident = titled(library, "Harbour tug")
    library.mark(ident, read=True, starred=True)
    library.set_setting("place", "here")
    library.close()
    again = open_library()
    assert (again.headline(ident).read, again.headline(ident).starred) == (True, True)
    assert again.setting("place") == "here"


def ids(library: Library, query: str) -> set[str]:
    return {hit.id for hit in library.search(query).hits}


def test_search_asks_store_and_index_together(library: Library) -> None:
    first, second = titled(library, "Harbour tug"), titled(library, "Nine saved")
    library.mark(first, starred=True)
    library.add_highlight(second, quote(library, second, "Nine sailors"), "who counted?", ["crew"])
    assert ids(library, "tug") == {first, second}
    assert ids(library, "tug is:starred") == {first}
    assert ids(library, "tug -is:starred") == {second}
    assert ids(library, "tag:crew") == ids(library, "note:counted") == ids(library, "has:note") == {second}
    assert ids(library, f"same:{first}") == {first, second}
    assert ids(library, 'person:"Kim Jong-un"') == {titled(library, "Hwasong-18")}


def test_what_the_store_does_not_keep_is_said(library: Library) -> None:
    results = library.search("tug is:purple")
    assert len(results.hits) == 2
    assert any("purple" in notice.text for notice in results.notices)


@pytest.mark.parametrize("damage", ["delete", "truncate", "scribble"])
def test_a_damaged_index_is_rebuilt_and_nothing_is_lost(open_library: Opening, articles: Path, damage: str) -> None:
    library = open_library()
    library.add([articles])
    ident = titled(library, "Harbour tug")
    library.add_highlight(ident, quote(library, ident, "nine sailors"))
    library.close()
    index = library.folder / "index"
    if damage == "delete":
        shutil.rmtree(index)
    for file in index.rglob("*") if damage != "delete" else ():
        if file.is_file():
            data = file.read_bytes()
            file.write_bytes(data[: len(data) // 2] if damage == "truncate" else os.urandom(len(data)))
    again = open_library()
    assert len(again.search("tug").hits) == 2
    assert len(again.highlights(ident)) == 1


def test_a_file_that_is_no_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_text("a letter, not a database, and long enough to be told apart" * 9)
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library.open(tmp_path)


def test_a_library_of_a_newer_nkreader_is_refused(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.db") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="newer nkreader"):
        Library.open(tmp_path)


def test_threads_read_while_another_writes(library: Library) -> None:
    failures: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(20):
                assert len(library.headlines()) == 3
        except Exception as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for thread in readers:
        thread.start()
    for _ in range(20):
        library.mark(library.headlines()[0].id, starred=True)
    for thread in readers:
        thread.join()
    assert failures == []


def test_a_missing_file_takes_no_note_with_it(library: Library, articles: Path) -> None:
    ident = titled(library, "Harbour tug")
    library.add_highlight(ident, quote(library, ident, "nine sailors"))
    shutil.rmtree(articles)
    report = library.add([articles])
    assert report.added == []
    assert [skipped.path for skipped in report.skipped] == [str(articles)]
    assert len(library.highlights(ident)) == 1


def test_nothing_is_written_into_the_article_folder(library: Library, articles: Path) -> None:
    ident = titled(library, "Harbour tug")
    library.add_highlight(ident, quote(library, ident, "nine sailors"))
    before = sorted(path.name for path in articles.rglob("*"))
    with pytest.raises(LibraryError):
        library.export(articles / "notes")
    assert sorted(path.name for path in articles.rglob("*")) == before


def test_export_is_the_same_the_second_time(library: Library, tmp_path: Path) -> None:
    ident = titled(library, "Harbour tug")
    library.add_highlight(ident, quote(library, ident, "nine sailors"), "who?", ["crew"])
    target = tmp_path / "notes"
    first = library.export(target)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    second = library.export(target)
    assert {result.status for result in first.files} == {"written"}
    assert {result.status for result in second.files} == {"unchanged"}
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
