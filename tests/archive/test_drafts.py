"""Notes that are begun: kept apart from the notes, wherever their passages go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.model.drafts import NoteDraft
from nkreader.model.highlights import anchored
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST

Opening = Callable[[], Library]
WORDS = "All nine sailors on the tug were saved."


def tug(library: Library) -> str:
    return next(item.id for item in library.headlines() if item.title.startswith("Harbour tug"))


def passage(library: Library, text: str = "") -> NoteDraft:
    """A draft on a passage that is no highlight."""
    piece = library.piece(tug(library))
    start = piece.article.text.index(WORDS)
    anchor = anchored(piece.article.text, Span(start, start + len(WORDS)), 0, piece.version)
    return replace(NoteDraft.at(piece.headline.id, anchor), text=text)


def test_drafts_are_kept_one_by_one_and_forgotten(library: Library, open_library: Opening) -> None:
    one = passage(library, "who\nsays so")
    mark = library.add_highlight(one.article, Span(0, 12), "a note")
    other = replace(NoteDraft.on(mark), text="a note, longer")
    library.keep_note_draft(replace(one, text="wh"))
    library.keep_note_draft(one)
    library.keep_note_draft(other)
    assert open_library().note_drafts() == (other, one)
    library.forget_note_draft(one.key)
    assert open_library().note_drafts() == (other,)
    assert library.highlights()[0].note == "a note"


def test_what_is_kept_as_a_note_is_no_draft(library: Library) -> None:
    draft = passage(library, "kept")
    library.keep_note_draft(draft)
    mark = library.add_highlight(draft.article, draft.anchor.span, "kept")
    assert library.note_drafts() == ()
    library.edit_highlight(mark.id, "another")
    (found,) = library.note_drafts()
    assert (found.key, found.highlight, found.kept, found.text) == (draft.key, mark.id, "another", "kept")


def test_the_draft_of_a_highlight_that_was_removed_stays_with_its_passage(library: Library) -> None:
    draft = passage(library)
    mark = library.add_highlight(draft.article, draft.anchor.span)
    library.keep_note_draft(replace(NoteDraft.on(mark), text="begun"))
    library.remove_highlight(mark.id)
    (found,) = library.note_drafts()
    assert (found.key, found.highlight, found.text, found.lost) == (mark.id, "", "begun", False)
    library.undo()
    assert [found.highlight for found in library.note_drafts()] == [mark.id]


@pytest.mark.parametrize(
    ("changed", "lost"),
    [(FIRST.replace("A harbour tug", "On a calm day, a harbour tug"), False), (FIRST.replace("nine", "eight"), True)],
)
def test_a_draft_follows_its_passage_and_never_to_another(
    library: Library, articles: Path, changed: str, lost: bool
) -> None:
    library.keep_note_draft(passage(library, "begun"))
    (articles / "first.txt").write_text(changed)
    library.rescan()
    (found,) = library.note_drafts()
    text = library.piece(found.article).article.text
    assert found.lost is lost
    assert found.text == "begun"
    assert lost or found.anchor.span.of(text) == WORDS


def test_drafts_are_in_the_dump(library: Library, tmp_path: Path) -> None:
    draft = passage(library, "begun\n두 줄 \x1b[2J")
    library.keep_note_draft(draft)
    library.dump(tmp_path / "dump.jsonl")
    other = Library.open(tmp_path / "other")
    other.restore(tmp_path / "dump.jsonl")
    assert [found.text for found in other.note_drafts()] == ["begun\n두 줄 ␛[2J"]
    other.close()


@pytest.mark.parametrize("value", ["", "[]", "{}", '{"article": "000000000000", "start": "x"}', "null", "3"])
def test_what_no_draft_can_be_read_from_is_none(library: Library, value: str) -> None:
    library.set_setting("note-draft.something", value)
    assert library.note_drafts() == ()
