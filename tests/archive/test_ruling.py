"""Groups repaired by the reader: at once, kept through everything that is rebuilt, taken back exactly."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive import rulings
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.model.dates import Basis
from nkreader.model.rulings import Verdict
from tests.archive.conftest import FIRST, SECOND

Opening = Callable[[], Library]
TABLES = ("membership", "agreement", "ungrouped", "ruling", "ruled")
THIRD = SECOND.replace("Nine saved as tug sinks", "Nine safe: tug sank").replace("Coast Courier", "Pier Post")
LATER = """Wonsan reopens its northern pier

WONSAN, March 4 (Coast Courier) -- The northern pier at Wonsan was opened again on Monday, March 4, 2024, port
officials said, after a harbour tug had struck the pier and sunk on Sunday. Its nine sailors looked on.
"""
UNDATED = """Boats race off Rason

Four boats raced from Rason to the lighthouse, and the crew of a dredger won by a length.
"""


def titled(library: Library, title: str) -> str:
    return next(item.id for item in library.headlines() if item.title.startswith(title))


def tugs(library: Library) -> tuple[str, str, str]:
    """The two reports of one event, and a piece on something else."""
    return titled(library, "Harbour tug"), titled(library, "Nine saved"), titled(library, "Hwasong")


def groups(library: Library) -> list[set[str]]:
    return sorted((set(event.members) for event in library.events()), key=sorted)


def rows(library: Library) -> dict[str, list[tuple[Any, ...]]]:
    db = library._store.connection
    return {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in TABLES}


def reasons(library: Library, one: str, other: str) -> list[str]:
    return [reason.text for link in library.related(one) if link.id == other for reason in link.reasons]


def test_a_piece_is_split_off_and_comes_back(library: Library) -> None:
    first, second, _ = tugs(library)
    before = rows(library)
    assert groups(library) == [{first, second}]
    said = library.split(second)
    assert (said.ruling.verdict, said.ruling.these, said.ruling.those) == (Verdict.SPLIT, (second,), (first,))
    assert (said.title, said.other, said.group) == ("Nine saved as tug sinks off Wonsan pier",
                                                    "Harbour tug hits pier at Wonsan", 1)  # fmt: skip
    assert groups(library) == []
    assert not any(link.same_event for link in library.related(first))
    assert library.search(f"same:{first}").total <= 1
    done = library.undo()
    assert done is not None
    assert done.told("taken back") == "taken back: split off by hand · Nine saved as tug sinks off Wonsan pier"
    assert rows(library) == before
    library.redo()
    assert groups(library) == []


def test_pieces_of_any_days_are_joined_with_their_groups(library: Library) -> None:
    first, second, other = tugs(library)
    assert not any(item.by_hand for item in library.headlines())
    library.join([other, first])
    assert groups(library) == [{first, second, other}]
    assert all(item.by_hand for item in library.headlines())
    assert reasons(library, other, second)[0].startswith("same event, joined by hand")
    assert not any("by hand" in text for text in reasons(library, first, second)), "that was not said"
    library.undo()
    assert groups(library) == [{first, second}]


def test_an_undated_piece_borrows_the_day_of_what_it_is_joined_with(library: Library, articles: Path) -> None:
    (articles / "race.txt").write_text(UNDATED)
    library.rescan()
    race, other = titled(library, "Boats race"), tugs(library)[2]
    assert not library.headline(race).published.known
    assert library.search("is:undated").total == 1
    library.join([race, other])
    assert library.headline(race).published.basis is Basis.SAME_EVENT
    assert library.search("is:undated").total == 0
    library.undo()
    assert not library.headline(race).published.known


def test_a_follow_up_is_another_event_and_linked(library: Library) -> None:
    first, second, other = tugs(library)
    library.follow_up(second)
    assert groups(library) == []
    assert reasons(library, first, second)[0] == "follow-up, set by hand"
    assert reasons(library, second, first)[0] == "the open piece follows it up, set by hand"
    library.follow_up(other, first)
    assert [link.id for link in library.related(first)][:2] == sorted([other, second])
    library.join([second, first])
    assert not any("follow" in text for text in reasons(library, first, second)), "the later word"
    assert reasons(library, second, other)[0] == "follow-up, set by hand"
    assert len(library.rulings()) == 2
    for _ in range(3):
        library.undo()
    assert groups(library) == [{first, second}]


def test_the_later_word_takes_the_place_of_the_earlier(library: Library) -> None:
    first, second, other = tugs(library)
    library.join([first, other])
    library.split(other)
    assert [one.ruling.verdict for one in library.rulings()] == [Verdict.SPLIT]
    assert groups(library) == [{first, second}]
    library.join([other, second])
    assert [one.ruling.verdict for one in library.rulings()] == [Verdict.JOIN]
    assert groups(library) == [{first, second, other}]
    library.split(first)
    told = library.rulings()
    assert [(one.ruling.verdict, one.holds) for one in told] == [(Verdict.SPLIT, True), (Verdict.JOIN, True)]
    assert groups(library) == [{second, other}]
    assert library.rulings(first) == told, "what is said of it and of those it shares its event with"


def test_a_new_rewrite_goes_where_it_agrees_more_and_the_split_stays(library: Library, articles: Path) -> None:
    first, second, _ = tugs(library)
    library.split(second)
    (articles / "third.txt").write_text(THIRD)
    library.rescan()
    assert groups(library) == [{second, titled(library, "Nine safe")}]
    (articles / "copy.txt").write_text(FIRST.replace("Harbour tug hits", "Tug rams").replace("Wire", "Post"))
    library.rescan()
    copy, third = titled(library, "Tug rams"), titled(library, "Nine safe")
    assert {frozenset(group) for group in groups(library)} == {frozenset({first, copy}), frozenset({second, third})}


def test_what_cannot_be_is_refused_and_leaves_nothing(library: Library) -> None:
    first, _, other = tugs(library)
    before = rows(library)
    wrong: list[Callable[[], object]] = [
        lambda: library.split(other),
        lambda: library.join([first]),
        lambda: library.join([first, first]),
        lambda: library.join([]),
        lambda: library.follow_up(other),
        lambda: library.follow_up(other, other),
        lambda: library.join([first, "0" * 12]),
        lambda: library.take_ruling_back("gr-00000000"),
    ]
    for say in wrong:
        with pytest.raises(LibraryError):
            say()
    assert rows(library) == before
    assert library.undo() is None
    library.join([first, other])
    with pytest.raises(LibraryError, match="said of these pieces already"):
        library.join([first, other])


def test_steps_go_back_and_forth_on_another_day(library: Library, open_library: Opening) -> None:
    first, second, other = tugs(library)
    states = [rows(library)]
    said: list[Callable[[], object]] = [
        lambda: library.split(second),
        lambda: library.join([first, other]),
        lambda: library.follow_up(other),
        lambda: library.join([first, second]),
        lambda: library.take_ruling_back(library.rulings()[1].ruling.id),
    ]
    for say in said:
        say()
        states.append(rows(library))
    library.close()
    again = open_library()
    for state in states[-2::-1]:
        done = again.undo()
        assert done is not None
        assert (done.dated, done.left) == (True, 0)
        assert rows(again) == state
    assert again.undo() is None
    for state in states[1:]:
        assert again.redo() is not None
        assert rows(again) == state
    assert again.redo() is None


def test_a_step_is_not_taken_back_over_what_another_nkreader_took_back(library: Library, open_library: Opening) -> None:
    _, second, _ = tugs(library)
    said = library.split(second)
    with library._store.writing() as db:
        rulings.remove(db, said.ruling.id)
    library._regroup()
    before = groups(library)
    done = library.undo()
    assert done is not None
    assert (done.left, groups(library)) == (0, before)


def test_it_survives_a_new_version_a_rescan_a_new_index_and_other_rules(
    library: Library, articles: Path, open_library: Opening
) -> None:
    first, second, other = tugs(library)
    library.split(second)
    library.join([first, other])
    wanted = [{first, other}]
    file = articles / "second.txt"
    file.write_text(file.read_text().replace("on Sunday.", "on Sunday. A correction: it was early on Sunday."))
    assert library.rescan().updated == [second]
    assert groups(library) == wanted
    library.reindex()
    assert groups(library) == wanted
    library.close()
    again = open_library()
    with again._store.writing() as db:  # as when the rules have become others
        db.execute("UPDATE analysis SET engine = 'older'")
        db.execute("DELETE FROM membership")
    again.close()
    last = open_library()
    assert groups(last) == wanted
    assert {hit.id for hit in last.search(f"same:{other}").hits} == {first, other}


def test_it_survives_that_a_piece_is_removed_and_comes_back(library: Library, articles: Path) -> None:
    first, second, other = tugs(library)
    library.split(second)
    library.join([first, other])
    library.remove([first])
    assert groups(library) == []
    assert library.rulings()[0].title == "Hwasong-18 parade planned, newspaper says" or library.rulings()[0].other
    library.add([articles / "first.txt"])
    assert groups(library) == [{first, other}]
    library.remove([other, second])
    assert groups(library) == []
    library.add([articles / "other.txt", articles / "second.txt"])
    assert groups(library) == [{first, other}]
    library.undo()
    assert groups(library) == []
    library.undo()
    assert groups(library) == [{first, second}]


def test_pieces_stay_joined_through_one_that_is_gone(library: Library, articles: Path) -> None:
    first, second, other = tugs(library)
    library.split(second)
    (articles / "race.txt").write_text(UNDATED)
    library.rescan()
    race = titled(library, "Boats race")
    library.join([first, other])
    library.join([race, min(first, other)])
    library.remove([min(first, other)])
    assert groups(library) == [{race, max(first, other)}]


def test_statement_and_step_are_one_transaction(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, _ = tugs(library)
    before = rows(library)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("nkreader.archive.undoing.record", broken)
        with pytest.raises(KeyboardInterrupt):
            library.split(second)
    assert rows(library) == before
    with monkeypatch.context() as patch:  # killed between what was said and what comes of it
        patch.setattr(Library, "_group_again", broken)
        with pytest.raises(KeyboardInterrupt):
            library.split(second)
    library.close()
    again = Library.open(library.folder)
    assert groups(again) == []
    assert again.undo() is not None
    assert groups(again) == [{first, second}]
    again.close()


def dumped(library: Library, path: Path) -> bytes:
    library.dump(path, force=True)
    return path.read_bytes()


def test_a_dump_has_all_of_it(library: Library, tmp_path: Path, open_library: Opening) -> None:
    first, second, other = tugs(library)
    library.split(second)
    library.join([first, other])
    library.take_ruling_back(library.rulings()[1].ruling.id)
    library.undo()
    data = dumped(library, tmp_path / "all.jsonl")
    said = rows(library)
    library.close()
    shutil.rmtree(tmp_path / "library")
    again = open_library()
    report = again.restore(tmp_path / "all.jsonl")
    assert (report.skipped, report.added["ruling"], report.added["ruling_change"]) == ([], 2, 3)
    assert rows(again) == said
    assert dumped(again, tmp_path / "again.jsonl") == data
    assert dict(again.restore(tmp_path / "all.jsonl").added) == {}
    again.redo()
    assert [one.ruling.verdict for one in again.rulings()] == [Verdict.JOIN]
    for _ in range(3):
        again.undo()
    assert groups(again) == [{first, second}]


def test_the_librarys_own_word_is_later_than_that_of_a_dump(library: Library, articles: Path, tmp_path: Path) -> None:
    first, second, other = tugs(library)
    library.split(second)
    for _ in range(3):
        library.join([first, other])
        library.split(other)
    dumped(library, tmp_path / "all.jsonl")
    here = Library.open(tmp_path / "here")
    here.add([articles])
    here.join([first, second])
    here.join([first, other])
    here.split(first)
    here.undo()
    here.restore(tmp_path / "all.jsonl")
    assert groups(here) == [{first, second, other}]
    assert len(here.rulings()) == 4
    here.undo()
    assert groups(here) == [{first, second}]
    here.redo()
    assert groups(here) == [{first, second, other}]
    here.close()


def test_a_dump_tells_of_pieces_that_have_other_ids_here(library: Library, articles: Path, tmp_path: Path) -> None:
    """Here the first piece was known by an earlier text, so that its id is another."""
    first, second, other = tugs(library)
    library.split(second)
    library.join([first, other])
    dumped(library, tmp_path / "all.jsonl")
    early = tmp_path / "early"
    shutil.copytree(articles, early)
    (early / "first.txt").write_text(FIRST.replace("within an hour", "at once"))
    here = Library.open(tmp_path / "here")
    here.add([early])
    there = tugs(here)[0]
    assert there != first
    here.mark(there, starred=True)
    (early / "first.txt").write_text(FIRST)
    here.rescan()
    here.restore(tmp_path / "all.jsonl")
    now = tugs(here)[0]
    assert groups(here) == [{now, other}]
    assert {article for one in here.rulings() for article in one.ruling.articles} == {now, second, other}
    for _ in range(3):  # the star came last
        here.undo()
    assert groups(here) == [{now, second}]
    here.close()


def test_what_is_said_of_two_pieces_that_become_one_is_said_of_nothing(library: Library) -> None:
    first, second, other = tugs(library)
    library.split(second)
    library.join([first, other])
    with library._store.writing() as db:
        rulings.united(db, second, first)
        db.execute("DELETE FROM article WHERE id = ?", (second,))
    assert [one.ruling.verdict for one in library.rulings()] == [Verdict.JOIN]
    changes = library._store.connection.execute("SELECT after FROM change WHERE what = 'ruling'").fetchall()
    assert len(changes) == 1
    assert second not in changes[0][0]
    library.undo()
    assert library.rulings() == ()


@pytest.mark.parametrize("wrong", [
    {"these": []}, {"these": ["x"]}, {"those": "abc"}, {"verdict": "perhaps"}, {"number": -1}, {"id": "nr-00000000"},
    {"these": ["0" * 12], "those": ["0" * 12]}, {"these": None},
])  # fmt: skip
def test_a_line_that_is_none_is_skipped_and_told(library: Library, tmp_path: Path, wrong: dict[str, Any]) -> None:
    head = next(iter(library.dump_lines()))
    line = {"kind": "ruling", "id": "gr-00000001", "number": 1, "verdict": "split",
            "these": ["a" * 12], "those": ["b" * 12], **wrong}  # fmt: skip
    change = {"kind": "ruling_change", "step": f"step-{'0' * 16}", "place": 0, "key": "gr-00000001",
              "before": None, "after": line}  # fmt: skip
    (tmp_path / "x.jsonl").write_text("\n".join([head, json.dumps(line), json.dumps(change)]) + "\n")
    report = library.restore(tmp_path / "x.jsonl")
    assert [item.line for item in report.skipped][:1] == [2]
    assert library.rulings() == ()


def test_it_takes_no_comparing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, other = tugs(library)
    compared: list[str] = []
    monkeypatch.setattr("nkreader.archive.grouping._compare", lambda db, ident, held: compared.append(ident))
    library.split(second)
    library.join([first, other])
    library.undo()
    assert compared == []
    assert groups(library) == []


def test_an_id_that_changes_is_followed(library: Library) -> None:
    first, second, other = tugs(library)
    library.split(second)
    library.join([first, other])
    with library._store.writing() as db:
        db.execute("UPDATE article SET id = ? WHERE id = ?", ("f" * 12, first))
    library._regroup()
    assert groups(library) == [{"f" * 12, other}]
    library.undo()
    library.undo()
    assert groups(library) == [{"f" * 12, second}]
