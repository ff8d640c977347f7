"""Direct quotations and their other wordings."""

from __future__ import annotations

import pytest

from nkreader.analysis.quotations import Spoken, nearness, quoted, reworded, worded_nearer
from nkreader.analysis.said import Said
from nkreader.model.spans import Span
from nkreader.model.versions import Likeness
from tests.analysis.versions_texts import AGENCY, SEOUL, TOKYO, paragraph, said

OATH = "We will build a harbour here that no storm of the coming century can ever take away from our children"


@pytest.fixture(scope="module")
def pieces() -> tuple[Said, ...]:
    return said(TOKYO, "tokyo"), said(SEOUL, "seoul"), said(AGENCY, "agency")


def wordings(*pieces: Said) -> list[list[tuple[str, Likeness]]]:
    found = reworded([Spoken.of(piece) for piece in pieces])
    return [[(one.place.article, one.likeness) for one in row.wordings] for row in found]


def test_the_origin_comes_first_then_who_cites_it_then_who_has_it_from_them(pieces: tuple[Said, ...]) -> None:
    ranks = nearness(pieces)
    assert sorted(ranks, key=lambda ident: ranks[ident]) == ["agency", "seoul", "tokyo"]
    assert wordings(*pieces) == [
        [("agency", Likeness.NEAREST), ("seoul", Likeness.REWORDED), ("tokyo", Likeness.REWORDED)]
    ]
    (row,) = reworded([Spoken.of(piece) for piece in pieces])
    assert [one.speaker for one in row.wordings] == ["Kim Jong Un"] * 3
    assert row.wordings[0].place.text.startswith("The enemies should clearly know")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (f"“{OATH},” the mayor said.", None),
        ("“We will build a harbour here that no storm of the coming century can ever take away,” he said.", None),
        ("“We shall build a harbour here which no storm of the next century will take from our children,” he said.",
         Likeness.REWORDED),
        ("The mayor said they would build a harbour here that no storm of the coming century can ever take away from "
         "their children.", Likeness.INDIRECT),
        ("“Rice and coal are all that the railway will carry to the border in the coming winter,” he said.", None),
    ],
)  # fmt: skip
def test_how_a_wording_stands_to_another(other: str, expected: Likeness | None) -> None:
    first = paragraph(f"“{OATH},” the mayor said.", day="May 29, 2024", ident="a")
    found = wordings(first, paragraph(other, "Quay Post", ident="b"))
    assert found == ([] if expected is None else [[("a", Likeness.FIRST), ("b", expected)]])


def test_words_that_are_set_apart_are_no_quotation() -> None:
    assert quoted(paragraph("They call it a “war deterrent” and “a treasured sword”.")) == ()
    (one,) = quoted(paragraph(f"“{OATH},” the mayor said."))
    assert one.span.of(one.piece.article.text) == OATH


def test_old_copy_closes_quotations_with_two_apostrophes() -> None:
    (one,) = quoted(paragraph(f"\"{OATH},'' the mayor said. Nobody else spoke."))
    assert one.span.of(one.piece.article.text) == OATH


def test_a_reworded_quotation_is_known_by_the_passage_that_holds_it(pieces: tuple[Said, ...]) -> None:
    text = pieces[0].article.text
    start = text.index("means of strike")
    (pair,) = worded_nearer(pieces, "tokyo", Span(start, start + 5))
    assert (pair[0].piece.id, pair[1].piece.id) == ("tokyo", "agency")
    assert [*worded_nearer(pieces, "tokyo", Span(0, 30))] == []
    agency = pieces[2].article.text
    assert [*worded_nearer(pieces, "agency", Span(0, len(agency)))] == []  # nobody is nearer
    assert [*worded_nearer(pieces, "unknown", Span(0, 5))] == []
