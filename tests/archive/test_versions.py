"""Versions as a library tells them: pieces on one event, and earlier texts of one piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nkreader.archive import versions as rules
from nkreader.archive.errors import LibraryError, UnknownArticle
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.spans import Span
from nkreader.model.version_words import nothing_told, summary
from nkreader.model.versions import Edit, Likeness, Outcome
from tests.analysis.versions_texts import AGENCY, SEOUL, TOKYO


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """A library with three pieces on one launch and one on something else."""
    folder = tmp_path / "launch"
    folder.mkdir()
    texts = {"agency": AGENCY, "seoul": SEOUL, "tokyo": TOKYO, "rice": "Rice prices in Hyesan rise\n\nRice got dear.\n"}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.open(tmp_path / "library")
    library.add([folder])
    yield library
    library.close()


def called(library: Library, word: str) -> str:
    (found,) = [one.id for one in library.headlines() if word in one.title]
    return found


def test_a_piece_its_beginning_and_its_event_give_the_same(shelf: Library) -> None:
    ident = called(shelf, "ten ballistic")
    found = shelf.compared(ident)
    assert found.event is not None
    assert shelf.compared(ident[:6]) == found
    by_event = shelf.compared(found.event)
    assert by_event.article == ""
    assert (by_event.members, by_event.differences, by_event.only) == (found.members, found.differences, found.only)


def test_the_members_are_in_order_with_their_editions_and_sources(shelf: Library) -> None:
    found = shelf.compared(called(shelf, "ten ballistic"))
    assert [one.headline.outlet for one in found.members][-1] == "Strait Courier"
    last = found.members[-1]
    assert (last.edition, last.read) == ("2nd lead", True)
    assert "Korean Central News Agency" in last.cites
    assert [row.outcome for row in found.differences] == [Outcome.DIFFERS, Outcome.SOURCES, Outcome.UPDATED]
    assert len(found.quotations) == 1
    assert summary(found).startswith("3 pieces · 2 figures differ · 1 figure changed later · 1 quotation reworded")


def test_issues_of_one_story_stand_in_their_own_order(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    for mark, outlet in (("(3rd LD)", "Harbour Wire"), ("(LEAD)", "Quay Post"), ("(2nd LD)", "Strait Courier")):
        text = f"{mark} {SEOUL}".replace("(Yonhap)", f"({outlet})")
        library.add_text(text.encode(), Stated())
    found = library.compared(library.headlines()[0].id)
    assert [one.edition for one in found.members] == ["lead", "2nd lead", "3rd lead"]
    library.close()


def test_a_piece_alone_has_nothing_to_compare(shelf: Library) -> None:
    found = shelf.compared(called(shelf, "Rice"))
    assert (found.event, len(found.members)) == (None, 1)
    assert (found.only, found.differences, found.quotations, found.earlier) == ((), (), (), ())
    assert nothing_told(found)


@pytest.mark.parametrize("asked", ["e-000000000000", "e-", "ffffffffffff", "no id", "", "e-\x1b[2J"])
def test_what_there_is_not_is_one_line_of_complaint(shelf: Library, asked: str) -> None:
    with pytest.raises(UnknownArticle) as raised:
        shelf.compared(asked)
    assert isinstance(raised.value, LibraryError)
    assert "\n" not in str(raised.value)
    assert "\x1b" not in str(raised.value)


def test_earlier_texts_of_a_changed_file(shelf: Library, tmp_path: Path) -> None:
    file = tmp_path / "launch" / "tokyo.txt"
    ident = called(shelf, "ten ballistic")
    second = TOKYO.replace("at least 19 sailors were injured", "at least 23 sailors were injured")
    third = second.replace("ten ballistic", "eight ballistic") + "\nNo ship was hit.\n"
    for text in (second, third):
        file.write_text(text, encoding="utf-8")
        assert shelf.add([file]).updated == [ident]
    found = shelf.compared(ident)
    assert [one.number for one in found.earlier] == [2, 1]
    latest, first = found.earlier
    assert (latest.digest, first.digest) == tuple(reversed(shelf.versions(ident)[:2]))
    assert [one.edit for one in latest.edits] == [Edit.CHANGED, Edit.CHANGED, Edit.ADDED]
    changed, _, added = latest.edits
    assert [span.of(changed.before) for span in changed.gone] == ["ten"]
    assert [span.of(changed.after) for span in changed.new] == ["eight"]
    assert added.after == "No ship was hit."
    present = shelf.piece(ident).article.text
    assert present.startswith("No ship was hit.", added.at)
    assert {side.place.text for row in latest.differences for side in row.sides} == {
        "ten ballistic missiles", "eight ballistic missiles",
    }  # fmt: skip
    (row,) = latest.differences
    assert row.outcome is Outcome.UPDATED
    assert [side.place.article for side in row.sides] == [f"{ident}@2", ident]
    assert len(first.differences) == 2
    assert summary(found).endswith("2 earlier texts")


def test_with_too_many_pieces_the_first_ones_are_compared_and_the_one_asked_about(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST", 2)
    ident = called(shelf, "ten ballistic")
    found = shelf.compared(ident)
    assert found.left_out == 1
    assert len(found.members) == 2
    assert found.members[-1].headline.id == ident
    assert shelf.compared(found.event or "").member(ident) is None


def test_a_rewritten_quotation_is_told_and_one_that_is_as_it_was_said_is_not(shelf: Library) -> None:
    def words(title: str, some: str) -> tuple[str, Span]:
        ident = called(shelf, title)
        start = shelf.piece(ident).article.text.index(some)
        return ident, Span(start, start + len(some))

    told = shelf.worded_otherwise(*words("ten ballistic", "means of strike stand ready"))
    assert told is not None
    headline, row = told
    assert headline.outlet == "Korean Central News Agency"
    assert [one.likeness for one in row.wordings] == [Likeness.NEAREST, Likeness.REWORDED]
    assert "strike means are ready" in row.wordings[0].place.text
    assert shelf.worded_otherwise(*words("agency says", "strike means are ready")) is None
    assert shelf.worded_otherwise(*words("ten ballistic", "220 miles")) is None
    assert shelf.worded_otherwise(*words("Rice", "got dear")) is None


def test_what_is_told_survives_a_rebuilt_library(shelf: Library, open_library: Callable[[], Library]) -> None:
    ident = called(shelf, "ten ballistic")
    before = shelf.compared(ident)
    other = Library.open(shelf.folder)
    other.reindex()
    assert other.compared(ident) == before
    other.close()
