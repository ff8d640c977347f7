"""Highlights whose passage is gone: they stay, what comes near is shown, and only the reader's word moves one."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.archive.sifting import marked, sifted
from nkreader.model.headline import Headline
from nkreader.model.highlights import Highlight
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST

SAVED = "All nine sailors on the tug were saved."


def tug(library: Library) -> Headline:
    return next(item for item in library.headlines() if item.title.startswith("Harbour tug"))


def mark(library: Library, quote: str = SAVED, at: int = 0) -> Highlight:
    ident = tug(library).id
    start = library.piece(ident).article.text.index(quote, at)
    return library.add_highlight(ident, Span(start, start + len(quote)), "check", ["crew"], "blue")


def rewrite(library: Library, articles: Path, old: str, new: str) -> None:
    """Another text of the first piece comes in."""
    path = articles / "first.txt"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    library.rescan()


def test_what_comes_nearest_is_told_with_the_words_that_differ(library: Library, articles: Path) -> None:
    lost = mark(library)
    rewrite(library, articles, "All nine sailors on the tug were saved", "Eight of nine sailors on the tug were saved")
    (orphan,) = library.highlights()
    assert orphan.orphan
    assert orphan.anchor == lost.anchor
    same, version, found = library.nearest_to(lost.id)
    text = library.piece(tug(library).id).article.text
    assert same == orphan
    assert version == library.piece(tug(library).id).version
    assert found[0].span.of(text) == "Eight of nine sailors on the tug were saved."
    assert [span.of(found[0].changes.before) for span in found[0].changes.gone] == ["All"]
    assert [span.of(found[0].changes.after) for span in found[0].changes.new] == ["Eight of"]
    assert library.highlights() == (orphan,), "looking moves nothing"


def test_nothing_is_offered_where_nothing_is_alike(library: Library, articles: Path) -> None:
    lost = mark(library, "The pier at Wonsan stays closed for repairs, the officials added.")
    path = articles / "first.txt"
    path.write_text("Harbour tug hits pier at Wonsan\n\n공식 발표는 아직 없다.\n", encoding="utf-8")
    library.rescan()
    assert library.highlights()[0].orphan
    assert library.nearest_to(lost.id)[2] == ()


def test_the_reader_puts_one_in_place_and_takes_that_back(library: Library, articles: Path) -> None:
    lost = mark(library)
    rewrite(library, articles, "All nine sailors", "Eight sailors")
    orphan = library.highlights()[0]
    _, version, found = library.nearest_to(lost.id)
    now = library.reattach_highlight(lost.id, found[0].span, version)
    assert (now.note, now.tags, now.colour, now.orphan) == ("check", ("crew",), "blue", False)
    assert now.anchor.exact == "Eight sailors on the tug were saved."
    assert library.highlights() == (now,)
    done = library.undo()
    assert done is not None
    assert done.said == "new place of a highlight"
    assert library.highlights() == (orphan,)
    library.redo()
    assert library.highlights() == (now,)
    rewrite(library, articles, "WONSAN, March 3", "WONSAN, on March 3")
    assert not library.highlights()[0].orphan, "from its new place it is followed like any other"


def test_a_place_in_a_text_one_has_not_seen_is_none(library: Library, articles: Path) -> None:
    lost = mark(library)
    rewrite(library, articles, "All nine sailors", "Eight sailors")
    _, version, found = library.nearest_to(lost.id)
    rewrite(library, articles, "A harbour tug struck", "On Sunday a harbour tug struck")
    with pytest.raises(LibraryError, match="changed meanwhile"):
        library.reattach_highlight(lost.id, found[0].span, version)
    with pytest.raises(LibraryError, match="no such passage"):
        library.reattach_highlight(lost.id, Span(0, 99_999))
    with pytest.raises(LibraryError, match="no highlight"):
        library.nearest_to("nk-00000000")
    assert library.highlights()[0].orphan


def test_where_the_marked_one_of_two_equal_sentences_goes_the_other_is_not_marked(
    library: Library, articles: Path
) -> None:
    twice = FIRST.replace("All nine", f"{SAVED} It was cold and dark outside by then.\n\nLater that day: All nine")
    twice = twice.replace("were saved. The pier", "were saved. It was cold and dark outside by then. The pier")
    (articles / "first.txt").write_text(twice, encoding="utf-8")
    library.rescan()
    first = mark(library)
    rewrite(library, articles, f"{SAVED} It", "It")
    (orphan,) = library.highlights()
    assert orphan.orphan, "what stands behind the other is the same"
    assert orphan.anchor == first.anchor
    _, _, found = library.nearest_to(first.id)
    assert found[0].changes.after == SAVED
    assert not found[0].changes.new, "it is offered, as the same words"


def test_many_are_changed_and_removed_in_one_step(library: Library) -> None:
    ident = tug(library).id
    made = [library.add_highlight(ident, Span(at, at + 9), tags=["crew"]) for at in range(40, 100, 10)]
    before = library.highlights()
    idents = [one.id for one in made]
    changed = library.edit_highlights(idents, colour="pink", tag=["dock"], untag=["#CREW"])
    assert {(one.tags, one.colour) for one in changed} == {(("dock",), "pink")}
    with pytest.raises(LibraryError):
        library.edit_highlights([idents[0], "nk-00000000"], note="never")
    assert sorted(changed, key=lambda one: one.id) == sorted(library.highlights(), key=lambda one: one.id)
    assert len(library.remove_highlights(idents)) == len(made)
    assert library.highlights() == ()
    removed = library.undo()
    assert removed is not None
    assert removed.said == f"removal of {len(made)} highlights"
    edited = library.undo()
    assert edited is not None
    assert edited.said == f"tags, colour of {len(made)} highlights"
    assert library.highlights() == before


def test_found_are_those_that_have_what_is_typed(library: Library) -> None:
    one = mark(library)
    ready = library.marked()
    assert [row.mark for row in ready] == [one]
    for typed in ("SAILORS check", "note:check", "#crew", "colour:blu", "tag:cr*", "title:tug -pier OR crew",
                  "date:2024", "“nine sailors”", "sail -orphan", ""):  # fmt: skip
        assert [row.mark for row in sifted(typed, ready)[0]] == [one], typed
    for typed in ("-crew", "#cre", "colour:green", "is:orphan", "date:2023", "quote:check", "outlet:courier"):
        assert sifted(typed, ready) == ([], []), typed
    for typed in ("person:kim", "colour:red", "date:yesterday", "is:read", "(crew)"):
        found, notices = sifted(typed, ready)
        assert len(found) == len(notices) == 1, f"{typed}: ignored, and said so"
    assert sifted("colour:claim", [marked(one, None)], lambda colour: f"claim ({colour})")[0]
