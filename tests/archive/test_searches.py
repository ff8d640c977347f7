"""Saved searches, the last searches, and what came in since the last visit."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.archive import searches
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.archive.searches import SavedSearch
from nkreader.model.article import Stated
from tests.archive.conftest import FIRST, OTHER, SECOND

TUG, SAVED, PARADE = (text.split("\n")[0] for text in (FIRST, SECOND, OTHER))


def titles(library: Library, query: str) -> list[str]:
    return sorted(library.headline(hit.id).title for hit in library.search(query).hits)


def notices(library: Library, query: str) -> list[str]:
    return [notice.text for notice in library.search(query).notices]


class TestSaved:
    def test_a_saved_search_finds_what_its_query_finds(self, library: Library) -> None:
        library.save_search("Wonsan tugs", "tug OR parade")
        assert titles(library, 'saved:"wonsan TUGS"') == sorted([TUG, SAVED, PARADE])
        assert titles(library, 'saved:"wonsan tugs" -parade') == sorted([TUG, SAVED])
        assert titles(library, '-saved:"wonsan tugs"') == []
        assert notices(library, 'saved:"wonsan tugs"') == []

    def test_saved_searches_may_lie_in_each_other(self, library: Library) -> None:
        library.save_search("a", "tug OR parade")
        library.save_search("b", "saved:a -outlet:courier")
        library.save_search("c", "saved:b published:2024-03")
        assert titles(library, "saved:c") == [TUG]

    def test_a_circle_is_told_and_the_rest_still_runs(self, library: Library) -> None:
        library.save_search("a", "tug saved:b")
        library.save_search("b", "sailors saved:a")
        assert titles(library, "saved:a") == sorted([TUG, SAVED])
        (told,) = notices(library, "saved:a")
        assert "saved:a leads back to itself (a → b → a): ignored" in told
        library.save_search("self", "saved:self")
        assert titles(library, "saved:self") == []
        (told,) = notices(library, "saved:self")
        assert told == "in saved:self: saved:self leads back to itself (self → self): ignored"
        assert titles(library, "parade OR saved:self") == [PARADE]

    def test_a_long_chain_ends(self, library: Library) -> None:
        for number in range(60):
            library.save_search(f"n{number}", f"tug saved:n{number + 1}")
        assert titles(library, "saved:n0") == sorted([TUG, SAVED])
        assert any("too many saved searches" in told for told in notices(library, "saved:n0"))

    def test_what_is_ignored_inside_is_told_with_the_name(self, library: Library) -> None:
        library.save_search("old", "tug is:ancient date:whenever")
        assert titles(library, "saved:old") == sorted([TUG, SAVED])
        told = notices(library, "saved:old")
        assert all(text.startswith("in saved:old: ") for text in told)
        assert len(told) == 2

    def test_an_unknown_name_is_told_with_those_there_are_and_its_place(self, library: Library) -> None:
        library.save_search("tugs", "tug")
        results = library.search("parade saved:tgus")
        (notice,) = results.notices
        assert notice.text == "no search is saved as tgus (there is tugs): ignored"
        assert notice.span is not None
        assert notice.span.of("parade saved:tgus") == "saved:tgus"

    def test_names_are_levelled_and_replaced(self, library: Library) -> None:
        assert library.save_search("  Tugs  of “1”\n", "tug") is None
        assert library.save_search("tugs OF 1", "tugs") == SavedSearch("Tugs of 1", "tug")
        assert library.saved_searches() == (SavedSearch("tugs OF 1", "tugs"),)
        library.rename_search("TUGS of 1", "Schlepper")
        assert library.saved_searches() == (SavedSearch("Schlepper", "tugs"),)
        library.save_search("other", "x")
        with pytest.raises(LibraryError, match="already"):
            library.rename_search("other", "schlepper")
        library.rename_search("schlepper", "SCHLEPPER")
        library.forget_search("Schlepper")
        assert [one.name for one in library.saved_searches()] == ["other"]
        for name, query in (("", "x"), ('""', "x"), ("x", " "), ("x" * 20_000, "x"), ("x", "x" * 20_000)):
            with pytest.raises(LibraryError):
                library.save_search(name, query)

    @given(name=st.text(max_size=12))
    def test_whatever_it_is_called_it_can_be_typed(self, name: str) -> None:
        from nkreader.model.query import Kept
        from nkreader.search.editing import value
        from nkreader.search.language import parse

        kept = searches.name_of(name)
        if not searches.key_of(kept):
            return
        written = value(kept, words=False)
        assert written is not None
        node = parse(f"saved:{written}").node
        assert isinstance(node, Kept)
        assert searches.key_of(node.value) == searches.key_of(kept)

    def test_how_much_each_finds_now_and_what_is_new(self, library: Library) -> None:
        library.save_search("tugs", "tug")
        library.save_search("loop", "parade saved:loop")
        assert [(one.search.name, one.pieces, one.new) for one in library.saved_found()] == [
            ("loop", 1, None), ("tugs", 2, None),
        ]  # fmt: skip
        library.begin_visit()
        library.end_visit()
        library.add_text(b"A tug came to Rason.", Stated("Tug"))
        loop, tugs = library.saved_found()
        assert (tugs.pieces, tugs.new) == (3, 1)
        assert (loop.new, len(loop.notices)) == (0, 1)


class TestAdded:
    def test_days_of_arrival(self, library: Library) -> None:
        with library._store.writing() as db:
            for number, day in enumerate(("2024-05-01", "2024-05-31", "2025-01-02"), 1):
                db.execute("UPDATE article SET added = ? WHERE number = ?", (f"{day}T23:59:59Z", number))
        order = [library.headline(row[0]).title for row in
                 library._store.connection.execute("SELECT id FROM article ORDER BY number")]  # fmt: skip
        assert titles(library, "added:2024-05") == sorted(order[:2])
        assert titles(library, "added:2024-05-31..") == sorted(order[1:])
        assert titles(library, "added:..2024-05-30") == order[:1]
        assert titles(library, "-added:2024") == order[2:]
        (told,) = notices(library, "tug added:yesterday")
        assert "depends on today" in told
        assert "since:last finds what is new" in told


class TestLast:
    def test_each_once_the_latest_first_and_not_too_many(self, library: Library) -> None:
        for number in range(searches.REMEMBERED + 20):
            library.remember_search(f"tug {number}")
        library.remember_search("tug 100")
        library.remember_search("tug 100 ")
        library.remember_search("  ")
        found = library.last_searches()
        assert len(found) == len(set(found)) == searches.REMEMBERED
        assert found[:3] == ("tug 100", "tug 219", "tug 218")

    def test_they_outlive_the_visit(self, library: Library, open_library: Callable[[], Library]) -> None:
        library.remember_search("tug")
        library.save_search("tugs", "tug")
        library.close()
        again = open_library()
        assert again.last_searches() == ("tug",)
        assert again.saved_searches() == (SavedSearch("tugs", "tug"),)


class TestDump:
    @pytest.fixture
    def told(self, library: Library) -> Library:
        library.save_search("tugs", "tug")
        library.save_search("parades", 'parade person:"Kim Jong Un"')
        for query in ("tug", "parade", "sailors"):
            library.remember_search(query)
        library.begin_visit()
        return library

    def test_they_come_back_and_a_second_time_changes_nothing(self, told: Library, tmp_path: Path) -> None:
        told.dump(tmp_path / "dump")
        other = Library.open(tmp_path / "other")
        report = other.restore(tmp_path / "dump")
        assert (report.added["saved_search"], report.added["searched"], report.skipped) == (2, 3, [])
        assert other.saved_searches() == told.saved_searches()
        assert other.last_searches() == ("sailors", "parade", "tug")
        other.dump(tmp_path / "again")
        assert (tmp_path / "again").read_bytes() == (tmp_path / "dump").read_bytes()
        assert not other.restore(tmp_path / "dump").added
        other.close()

    def test_own_searches_stay_and_come_first(self, told: Library, tmp_path: Path) -> None:
        told.dump(tmp_path / "dump")
        other = Library.open(tmp_path / "other")
        other.save_search("TUGS", "tugboat")
        other.remember_search("parade")
        other.remember_search("own")
        other.restore(tmp_path / "dump")
        other.restore(tmp_path / "dump")
        assert [(one.name, one.query) for one in other.saved_searches()] == [
            ("parades", 'parade person:"Kim Jong Un"'), ("TUGS", "tugboat"), ("tugs 2", "tug"),
        ]  # fmt: skip
        assert other.last_searches() == ("own", "parade", "sailors", "tug")
        other.close()

    @pytest.mark.parametrize(
        "line",
        [
            '{"kind":"saved_search","name":"","query":"x"}',
            '{"kind":"saved_search","name":"a\\u001b","query":"x"}',
            '{"kind":"saved_search","name":"a\\"b","query":"x"}',
            '{"kind":"saved_search","name":"a","query":"\\u202e"}',
            '{"kind":"saved_search","name":7,"query":"x"}',
            '{"kind":"searched","behind":-1,"query":"x"}',
            '{"kind":"searched","behind":true,"query":"x"}',
            '{"kind":"searched","behind":0,"query":" "}',
            '{"kind":"searched","behind":0}',
        ],
    )
    def test_what_is_none_is_skipped_and_told(self, told: Library, tmp_path: Path, line: str) -> None:
        dump = tmp_path / "dump"
        told.dump(dump)
        head, *rest = dump.read_text().splitlines()
        kept = [text for text in rest if '"searched"' not in text and '"saved_search"' not in text]
        dump.write_text("\n".join([head, line, *kept]) + "\n")
        other = Library.open(tmp_path / "other")
        report = other.restore(dump)
        assert [skipped.line for skipped in report.skipped] == [2]
        assert other.saved_searches() == ()
        assert other.last_searches() == ()
        other.close()


def test_the_part_in_the_way_is_named(library: Library) -> None:
    def culprit(query: str) -> str | None:
        span = library.search(query).culprit
        return span.of(query) if span else None

    assert culprit("tug hwasong-99 pier") == "hwasong-99"
    assert culprit('tug outlet:"No Such" xyzzy') == 'outlet:"No Such"'
    assert culprit("tug parade pier") == "parade"
    assert culprit("tug is:starred") == "is:starred"
    assert culprit("hwasong-99") is None
    assert culprit("xyzzy OR plugh") is None
    assert culprit("tug") is None


def test_a_library_that_cannot_be_written_tells_of_it(library: Library) -> None:
    other = sqlite3.connect(library.folder / "library.db")
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(LibraryError):
            library.begin_visit()
    finally:
        other.rollback()
        other.close()


def test_a_deleted_search_comes_back_unless_its_name_was_given_again(library: Library) -> None:
    library.save_search("Tugs", "tug")
    library.forget_search("TUGS")
    library.forget_search("nobody")
    undone = library.undo()
    assert undone is not None
    assert undone.told("taken back") == "taken back: saved search deleted · Tugs"
    assert library.saved_searches() == (SavedSearch("Tugs", "tug"),)
    assert library.redo() is not None
    assert library.saved_searches() == ()
    library.save_search("tugs", "parade")
    undone = library.undo()
    assert undone is not None
    assert undone.left == 1
    assert library.saved_searches() == (SavedSearch("tugs", "parade"),)


def test_a_dump_takes_along_that_a_search_was_deleted(library: Library, articles: Path, tmp_path: Path) -> None:
    library.save_search("Tugs", "tug")
    library.forget_search("tugs")
    library.dump(tmp_path / "dump.jsonl")
    other = Library.open(tmp_path / "other")
    report = other.restore(tmp_path / "dump.jsonl")
    assert not report.skipped
    assert report.added["search_change"] == 1
    assert other.undo() is not None
    assert other.saved_searches() == (SavedSearch("Tugs", "tug"),)
    assert not any(other.restore(tmp_path / "dump.jsonl").added.values())
    other.close()


@pytest.mark.parametrize(
    "broken",
    [
        {"key": "another"},
        {"before": ["Tugs"]},
        {"before": ["Tugs", "tug\u001b"]},
        {"step": "step-1"},
        {"place": -1},
    ],
)
def test_a_broken_line_of_a_deleted_search_is_skipped(
    library: Library, tmp_path: Path, broken: dict[str, object]
) -> None:
    library.save_search("Tugs", "tug")
    library.forget_search("tugs")
    file = tmp_path / "dump.jsonl"
    library.dump(file)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    changed = [line | broken if line["kind"] == "search_change" else line for line in lines]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in changed), encoding="utf-8")
    other = Library.open(tmp_path / "other")
    report = other.restore(file)
    assert len(report.skipped) == 1
    assert not report.added["search_change"]
    other.close()
