"""What the reader did is taken back and done again, on another day too, and never over what has become another."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader.archive import undoing
from nkreader.archive.library import Library
from nkreader.model.highlights import COLOURS
from nkreader.model.spans import Span
from nkreader.model.timeline import By
from tests.archive.conftest import FIRST, OTHER, SECOND

Opening = Callable[[], Library]


def state(library: Library) -> Any:
    """Everything the reader did, as it stands."""
    found = {}
    for headline in library.headlines():
        marks = sorted(library.highlights(headline.id), key=lambda mark: mark.id)
        dates = tuple(by.of(headline) for by in By)
        found[headline.id] = headline.read, headline.starred, headline.own_tags, dates, headline.event, marks
    return found


def tug(library: Library) -> str:
    return next(item.id for item in library.headlines() if item.title.startswith("Harbour tug"))


def words(library: Library, ident: str, quote: str) -> Span:
    start = library.piece(ident).article.text.index(quote)
    return Span(start, start + len(quote))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with three articles, built once."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "articles").mkdir()
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND), ("other.txt", OTHER)):
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    library = Library.open(folder / "library")
    library.add([folder / "articles"])
    library.close()
    return folder / "library"


number = st.integers(0, 2)
word = st.sampled_from(["crew", "#harbour", "두 단어"])
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("mark"), number, st.sampled_from(["read", "starred"]), st.booleans()),
        st.tuples(st.just("all"), st.booleans()),
        st.tuples(st.just("tag"), number, st.lists(word, max_size=2)),
        st.tuples(st.just("date"), number, st.sampled_from(By), st.sampled_from(["", "2024-03", "2019-01-02"])),
        st.tuples(st.just("add"), number, st.integers(0, 200), st.integers(3, 60)),
        st.tuples(st.just("note"), number, st.text(max_size=8)),
        st.tuples(st.just("label"), number, st.lists(word, max_size=2)),
        st.tuples(st.just("colour"), number, st.sampled_from(COLOURS)),
        st.tuples(st.just("remove"), number),
    ),
    min_size=1,
    max_size=12,
)


def change(library: Library, what: str, *given: Any) -> None:
    """Do one thing; `number` is that of an article or of a highlight, if there is one."""
    idents = [item.id for item in library.headlines()]
    marks = library.highlights()
    mark = marks[given[0] % len(marks)].id if marks and what not in ("mark", "all", "tag", "date", "add") else ""
    if what == "mark":
        library.mark(idents[given[0]], **{given[1]: given[2]})
    elif what == "all":
        library.mark_all(idents, read=given[0])
    elif what == "tag":
        library.tag(idents[given[0]], given[1])
    elif what == "date":
        library.set_date([sorted(idents)[given[0]]], given[1], given[2])
    elif what == "add":
        text = library.piece(idents[given[0]]).article.text
        start = min(given[1], len(text) - given[2])
        library.add_highlight(idents[given[0]], Span(start, start + given[2]))
    elif mark and what == "remove":
        library.remove_highlight(mark)
    elif mark:
        library.edit_highlight(mark, **{{"note": "note", "label": "tags", "colour": "colour"}[what]: given[1]})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES, st.sets(st.integers(0, 40)))
def test_all_taken_back_is_the_beginning_and_all_done_again_is_the_end(
    built: Path, tmp_path: Path, changes: list[Any], reopened: set[int]
) -> None:
    folder = tmp_path / "library"
    shutil.rmtree(folder, ignore_errors=True)
    library = Library.open(Path(shutil.copytree(built, folder)))
    seen = [state(library)]
    for what, *said in changes:
        change(library, what, *said)
        if state(library) != seen[-1]:
            seen.append(state(library))
    for step, verb in enumerate([*("undo" for _ in seen[1:]), *("redo" for _ in seen[1:])]):
        if step in reopened:
            library.close()
            library = Library.open(folder)
        done = getattr(library, verb)()
        assert done is not None
        assert not done.left
        at = len(seen) - 2 - step if verb == "undo" else step - len(seen) + 2
        assert state(library) == seen[at]
        if at == 0:
            assert library.undo() is None
    assert library.redo() is None
    library.close()


def test_a_step_says_what_it_was_and_where(library: Library) -> None:
    ident = tug(library)
    library.add_highlight(ident, words(library, ident, "nine sailors"))
    library.edit_highlight(library.highlights()[0].id, note="who?", colour="green")
    library.mark(ident, starred=True)
    library.mark_all([item.id for item in library.headlines()], read=True)
    told = [done.told("taken back") for _ in range(4) if (done := library.undo())]
    assert told == [
        "taken back: marked read · 3 pieces",
        "taken back: star · Harbour tug hits pier at Wonsan",
        "taken back: note, colour of a highlight · Harbour tug hits pier at Wonsan",
        "taken back: highlight · Harbour tug hits pier at Wonsan",
    ]


def test_a_new_step_ends_what_could_be_done_again(library: Library) -> None:
    ident = tug(library)
    library.mark(ident, starred=True)
    library.undo()
    library.tag(ident, ["crew"])
    assert library.redo() is None
    library.undo()
    assert library.headline(ident).own_tags == ()


def test_what_did_not_change_is_no_step_and_opening_an_article_is_none(library: Library) -> None:
    ident = tug(library)
    library.mark(ident, read=True, step=False)
    library.mark(ident, read=True)
    library.tag(ident, [])
    assert library.undo() is None


def test_a_removed_article_is_said_and_skipped(library: Library) -> None:
    first, other = tug(library), library.headlines()[-1].id
    library.mark(other, starred=True)
    library.mark_all([first, other], read=True)
    library.mark(first, starred=True)
    library.remove([first])
    gone = library.undo()
    assert gone is not None
    assert gone.told("taken back") == (
        "Cannot be taken back: star · Harbour tug hits pier at Wonsan; its article was removed"
    )
    both = library.undo()
    assert both is not None
    assert both.articles == (other,)
    assert not library.headline(other).read
    library.undo()
    assert not library.headline(other).starred


def test_what_became_another_since_stays_as_it_is(library: Library) -> None:
    ident = tug(library)
    mark = library.add_highlight(ident, words(library, ident, "nine sailors"))
    library.edit_highlight(mark.id, note="mine")
    with library._store.writing() as db:  # as a dump that is restored does
        db.execute("UPDATE highlight SET note = 'theirs'")
    done = library.undo()
    assert done is not None
    assert done.told("taken back").endswith("; it has become another since")
    assert [mark.note for mark in library.highlights()] == ["theirs"]
    library.undo()
    assert [mark.note for mark in library.highlights()] == ["theirs"], "nor is it removed with its note"
    assert library.undo() is None


def test_a_highlight_of_an_older_text_comes_back_where_its_words_stand_now(library: Library, articles: Path) -> None:
    ident = tug(library)
    mark = library.add_highlight(ident, words(library, ident, "stays closed for repairs"))
    library.edit_highlight(mark.id, note="how long?")
    library.remove_highlight(mark.id)
    file = articles / "first.txt"
    file.write_text(file.read_text().replace("A harbour tug", "Early on Sunday a large harbour tug"))
    library.add([articles])
    library.undo()
    (back,) = library.highlights()
    assert back.anchor.span == words(library, ident, "stays closed for repairs") != mark.anchor.span
    library.undo()
    (bare,) = library.highlights()
    assert (bare.note, bare.anchor) == ("", back.anchor)
    library.undo()
    assert library.highlights() == ()
    for _ in range(2):
        library.redo()
    assert library.highlights() == (back,)


def test_the_history_is_bounded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "LIMIT", 3)
    ident = tug(library)
    for at in range(5):
        library.tag(ident, [str(at)])
    for _ in range(3):
        assert library.undo()
    assert library.undo() is None
    assert library.headline(ident).own_tags == ("1",)


def test_the_history_goes_with_the_dump(library: Library, tmp_path: Path) -> None:
    ident = tug(library)
    library.add_highlight(ident, words(library, ident, "nine sailors"), "who?")
    library.tag(ident, ["crew", "두 단어"])
    library.mark(ident, starred=True)
    library.undo()
    library.dump(tmp_path / "one.jsonl")
    other = Library.open(tmp_path / "other")
    assert not other.restore(tmp_path / "one.jsonl").skipped
    other.dump(tmp_path / "two.jsonl")
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()
    again = other.restore(tmp_path / "one.jsonl")
    assert not again.added
    other.redo()
    assert other.headline(ident).starred
    for _ in range(3):
        assert other.undo()
    assert other.undo() is None
    assert other.highlights() == ()
    assert other.headline(ident).tags == ()
    other.close()


def test_a_dump_s_steps_come_before_the_library_s_own(library: Library, articles: Path, tmp_path: Path) -> None:
    ident = tug(library)
    library.tag(ident, ["crew"])
    library.mark(ident, starred=True)
    library.undo()
    library.dump(tmp_path / "one.jsonl")
    other = Library.open(tmp_path / "other")
    other.add([articles])
    other.mark(ident, read=True)
    other.restore(tmp_path / "one.jsonl")
    assert other.headline(ident).own_tags == ("crew",)
    told = [done.said for _ in range(2) if (done := other.undo())]
    assert told == ["marked read", "tags"]
    assert other.undo() is None
    other.close()


@pytest.mark.parametrize(
    "line",
    [
        '"what":"read","key":"","before":"no","after":true',
        '"what":"id","key":"","before":"a","after":"b"',
        '"what":"tags","key":"","before":[],"after":["\\u001b[2J"]',
        '"what":"highlight","key":"nk-00000000","before":null,"after":{"start":1}',
        '"what":"highlight","key":"nk-00000000","before":null,"after":[1]',
    ],
)
def test_no_broken_change_comes_in(library: Library, tmp_path: Path, line: str) -> None:
    dump = tmp_path / "dump.jsonl"
    library.mark(tug(library), starred=True)
    library.dump(dump)
    bad = f'{{"kind":"change","article":"{tug(library)}","step":"step-{"0" * 16}","place":1,{line}}}\n'
    dump.write_text(dump.read_text() + bad)
    assert len(library.restore(dump).skipped) == 1
    assert library.undo()
    assert library.undo() is None


def test_tags_of_an_article_are_found_and_listed_beside_those_of_its_highlights(library: Library) -> None:
    ident = tug(library)
    library.add_highlight(ident, words(library, ident, "nine sailors"), tags=["crew"])
    assert library.tag(ident, ["#Harbour", "harbour ", "Harbour"]) == ("Harbour", "harbour")
    assert library.headline(ident).tags == ("Harbour", "crew", "harbour")
    assert library.headline(ident).own_tags == ("Harbour", "harbour")
    assert [hit.id for hit in library.search("tag:HARBOUR").hits] == [ident]
    assert [hit.id for hit in library.search("tag:crew").hits] == [ident]
    library.undo()
    assert library.search("tag:harbour").total == 0


def test_the_history_follows_an_article_whose_id_becomes_another(library: Library) -> None:
    """As happens where a dump brings an earlier version of it."""
    ident = tug(library)
    library.add_highlight(ident, words(library, ident, "nine sailors"))
    library.tag(ident, ["crew"])
    with library._store.writing() as db:
        db.execute("UPDATE article SET id = 'ffffffffffff' WHERE id = ?", (ident,))
    told = [done.articles for _ in range(2) if (done := library.undo())]
    assert told == [("ffffffffffff",)] * 2
    assert library.highlights() == ()
    library.redo()
    assert [mark.article for mark in library.highlights()] == ["ffffffffffff"]
