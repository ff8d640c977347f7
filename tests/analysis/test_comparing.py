"""Where pieces differ, and where they do not although their figures are printed otherwise."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.analysis.claims import claimant
from nkreader.analysis.comparing import differences
from nkreader.analysis.only_here import only_here
from nkreader.analysis.quotations import Spoken
from nkreader.analysis.said import Said
from nkreader.model.versions import Difference, Outcome, Sort
from tests.analysis.versions_texts import AGENCY, SEOUL, TOKYO, paragraph, said


@pytest.fixture(scope="module")
def pieces() -> tuple[Said, ...]:
    return said(AGENCY, "agency"), said(SEOUL, "seoul"), said(TOKYO, "tokyo")


def told(rows: tuple[Difference, ...]) -> set[tuple[Outcome, str, frozenset[str]]]:
    """What rows say, whatever the order of their sides."""
    return {(row.outcome, row.what, frozenset(side.place.text for side in row.sides)) for row in rows}


def test_differences_of_three_pieces(pieces: tuple[Said, ...]) -> None:
    assert told(differences(pieces)) == {
        (Outcome.DIFFERS, "distance flown, km", frozenset({"812 kilometers", "about 350 kilometers"})),
        (Outcome.SOURCES, "ballistic missiles", frozenset({"three ballistic missiles", "ten ballistic missiles"})),
        (Outcome.UPDATED, "hurt", frozenset({"At least 12 sailors", "at least 19 sailors"})),
    }


def test_each_side_says_who_and_where(pieces: tuple[Said, ...]) -> None:
    rows = {row.what: row for row in differences(pieces)}
    one, other = rows["ballistic missiles"].sides
    assert (one.place.article, one.claimant) == ("seoul", "the Joint Chiefs of Staff")
    assert (other.place.article, other.claimant) == ("tokyo", "Japan's Defense Ministry")
    assert one.also == ("agency",)
    assert not one.place.said.startswith("SEOUL")  # the dateline is not what is said
    assert rows["hurt"].sides[1].as_of == "2024-05-31"
    flown = {side.place.text: side for side in rows["distance flown, km"].sides}
    assert flown["about 350 kilometers"].also == ("tokyo",)  # 220 miles are as far
    assert flown["812 kilometers"].unit == "km"


def test_a_piece_compared_with_itself_differs_nowhere(pieces: tuple[Said, ...]) -> None:
    for text in (AGENCY, SEOUL, TOKYO):
        twice = said(text, "one"), said(text, "two")
        assert differences(twice) == ()
        assert only_here([Spoken.of(piece) for piece in twice]) == ()


def test_the_order_of_the_pieces_changes_nothing_but_the_order(pieces: tuple[Said, ...]) -> None:
    expected = told(differences(pieces))
    for order in permutations(pieces):
        assert told(differences(order)) == expected


def test_spans_are_those_of_the_texts(pieces: tuple[Said, ...]) -> None:
    texts = {piece.id: piece.article.text for piece in pieces}
    places = [side.place for row in differences(pieces) for side in row.sides]
    places += [only.place for only in only_here([Spoken.of(piece) for piece in pieces])]
    assert places
    for place in places:
        text = texts[place.article]
        assert " ".join(place.span.of(text).split()) == place.text
        assert " ".join(place.sentence.of(text).split()) == place.said
        assert place.sentence.covers(place.span)
        assert place.said[place.at : place.at + len(place.text)] == place.text


DIFFER = [
    # what a reader of two agencies would list
    ("North Korea fired two short-range ballistic missiles into the East Sea on Thursday, the military said.",
     "North Korea launched three short-range ballistic missiles toward the Sea of Japan on Thursday, officials said."),
    ("The North fired one short-range missile off its east coast on Thursday, the military said.",
     "Pyongyang fired two short-range missiles off its east coast on Thursday, an official said."),
    ("North Korea fired a ballistic missile off its east coast on Thursday, the military said.",
     "North Korea fired three ballistic missiles off its east coast on Thursday, the coast guard said."),
    ("The missile travelled 600 kilometers (370 miles) before falling into the sea, the military said.",
     "The missile travelled about 800 kilometers before it fell into the sea, the ministry said."),
    ("North Korea fired some 170 shells, about 80 of which landed on the island, the ministry said.",
     "North Korea fired more than 200 artillery rounds, dozens of which landed on the island, the ministry said."),
    ("The 1,200-ton corvette sank near the island on Friday.", "The 1,500-ton warship went down near the island."),
    ("Two marines were killed and 15 others wounded in the shelling of the island.",
     "Two marines were killed and 18 were injured in the shelling of the island."),
    ("Kim Jong Il, 69, died of a heart attack on his train.", "Kim Jong Il, 70, died on his train, they reported."),
    ("A 12-member North Korean delegation arrived in Beijing on Thursday.",
     "An 11-member North Korean delegation arrived in Beijing on Thursday."),
    ("The agency measured a magnitude 5.1 earthquake near the test site.",
     "South Korea's weather agency detected a magnitude 4.9 quake near the test site."),
    ("Two or three missiles were fired toward the Yellow Sea, the military said.",
     "Four missiles were fired toward the Yellow Sea, the military said."),
    ("Some 1 000 roadside trees fell down in the province, causing a congestion.",
     "Ten bridges were broken and some 4 000 roadside trees fell down, making it hard to bring relief."),
    ("The firm sells a part of its stake in the bank to raise up to $1.08 billion.",
     "The firm sells a part of its stake in the bank to raise $1.28 billion."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFER)
def test_figures_of_one_matter_are_told_to_differ(one: str, other: str) -> None:
    (row,) = differences([paragraph(one, "Harbour Wire", ident="a"), paragraph(other, "Quay Post", ident="b")])
    assert row.outcome in (Outcome.DIFFERS, Outcome.SOURCES)


def test_a_figure_as_of_its_hour_contradicts_no_later_one() -> None:
    sentence = "By the data of the commission, {} percent of the voters took part in balloting as of {} on Sunday."
    one = paragraph(sentence.format("84.66", "12:00"), "Harbour Wire", ident="a")
    other = paragraph(sentence.format("97.58", "14:00"), "Quay Post", ident="b")
    (row,) = differences([one, other])
    assert row.outcome is Outcome.UPDATED


SAME = [
    ("The missile flew about 800 km before it fell into the sea.", "The missile flew 500 miles and fell into the sea."),
    ("The missile reached an altitude of more than 6,000 km over the sea.",
     "The missile reached an altitude of 6,648.4 km over the sea."),
    ("It flew between 600 and 700 km over the sea.", "The missile flew 650 km over the sea."),
    ("The army fired two missiles from Wonsan.", "The army fired two ballistic missiles from Wonsan."),
    ("Dozens of sailors were injured at the pier of Nampo.", "Some 40 sailors were injured at the pier of Nampo."),
    ("The launch was at 7:28 a.m. from Wonsan.", "The launch was at about 7:30 a.m. from Wonsan."),
    ("North Korea fired several cruise missiles from Sinpho.", "North Korea fired two cruise missiles from Sinpho."),
    ("More than 10 000 people were at the meeting.", "Some 12,000 people were at the meeting."),
    ("The army fired 200 shells near Yeonpyeong.", "The army fired 200 shells near Yeonpyeong and 60 more later."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_means_the_same_is_no_difference(one: str, other: str) -> None:
    assert differences([paragraph(one, "Harbour Wire", ident="a"), paragraph(other, "Quay Post", ident="b")]) == ()


APART = [
    # another matter, place, time, kind or purpose
    ("The missile flew 800 km before it fell.", "The missile reached an altitude of 100 km before it fell."),
    ("Five ballistic missiles were fired from Wonsan.", "Two cruise missiles were fired from Wonsan."),
    ("The army fired three missiles from Wonsan on Thursday.", "In March 2017 the army fired four missiles there."),
    ("Two soldiers were killed in the blast at the dam.", "Five people were killed in the blast at the dam."),
    ("Shop sales of Quay Inc rose 3 percent in March.", "Shop sales of Harbour Corp rose 10 percent in March."),
    ("Rice cost 5,000 won in Hyesan.", "Rice cost 6,200 won in Sinuiju."),
    ("Officials counted 14 trucks at the dam.", "The ship of the ministry carried 30 trucks of another firm in 2009."),
    ("It was the third nuclear test of the North.", "It was the fifth launch of the North."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART)
def test_figures_of_two_matters_are_not_compared(one: str, other: str) -> None:
    assert differences([paragraph(one, "Harbour Wire", ident="a"), paragraph(other, "Quay Post", ident="b")]) == ()


def test_two_figures_that_a_third_piece_has_both_are_two_matters() -> None:
    one = paragraph("The army fired 20 shells near the island of Yeonpyeong.", "Harbour Wire", ident="a")
    other = paragraph("The army fired 170 shells near the island of Yeonpyeong.", "Quay Post", ident="b")
    both = "The army fired 20 shells near the island of Yeonpyeong, after 170 shells near the island the day before."
    assert len(differences([one, other])) == 1
    assert differences([one, other, paragraph(both, "Strait Courier", ident="c")]) == ()


def test_a_newer_estimate_contradicts_nobody() -> None:
    sentence = "At least {} sailors are missing after the ship sank off Nampo."
    one = paragraph(sentence.format(40), "Harbour Wire", "May 30, 2024", "a")
    other = paragraph(sentence.format(46), "Quay Post", "June 1, 2024", "b")
    (row,) = differences([one, other])
    assert row.outcome is Outcome.UPDATED
    assert [side.place.text for side in row.sides] == ["At least 40 sailors", "At least 46 sailors"]


def test_a_later_issue_of_the_same_story_replaces_its_figure() -> None:
    sentence = "The regatta off Wonsan drew {} boats from the clubs of the coast, the harbour master said."
    first, second = (paragraph(sentence.format(count), ident=ident) for count, ident in (("31", "a"), ("34", "b")))
    (row,) = differences([first, second])
    assert row.outcome is Outcome.UPDATED
    apart = paragraph(sentence.format("34"), "Quay Post", ident="b")
    assert differences([first, apart])[0].outcome is Outcome.DIFFERS


def test_one_figure_of_two_sources() -> None:
    sentence = "North Korea fired ten missiles from Sunan on Thursday, {} said."
    one = paragraph(sentence.format("the Joint Chiefs of Staff"), ident="a")
    other = paragraph(sentence.format("Fumio Kishida"), "Quay Post", ident="b")
    (row,) = differences([one, other])
    assert row.outcome is Outcome.CLAIMANT
    assert [side.claimant for side in row.sides] == ["the Joint Chiefs of Staff", "Fumio Kishida"]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("The missile flew far, the Joint Chiefs of Staff said.", "the Joint Chiefs of Staff"),
        ("According to Japan's Defense Ministry, it fell into the sea.", "Japan's Defense Ministry"),
        ("Yasukazu Hamada, the defense minister, said that it flew far.", "Yasukazu Hamada"),
        ("The Korean Central News Agency reported on Friday that it flew far.", "The Korean Central News Agency"),
        ("He said that it flew far.", None),
        ("“The ministry said so,” is what stands on the wall.", None),
        ("It flew far.", None),
    ],
)
def test_who_says_it(sentence: str, who: str | None) -> None:
    piece = said(f"{sentence}\n")
    found = claimant(piece.article.text, piece.analysis.sentences[0], 0, piece.analysis.mentions)
    assert (found.text if found else None) == who


def test_what_only_one_piece_says(pieces: tuple[Said, ...]) -> None:
    rows = only_here([Spoken.of(piece) for piece in pieces])
    found = {(row.place.article, row.sort, row.place.text) for row in rows}
    assert ("agency", Sort.NUMBER, "Two launchers") in found
    assert ("agency", Sort.NUMBER, "812 kilometers") in found
    assert ("tokyo", Sort.NAME, "Japan's Defense Ministry") in found
    assert not {"Kim Jong Un", "Sunan", "East Sea"} & {text for _, _, text in found}
    assert not any(sort is Sort.QUOTATION for _, sort, _ in found)  # each has its wording of it
    assert only_here([Spoken.of(pieces[0])]) == ()


FIGURES = st.sampled_from(["three", "ten", "about 40", "at least 12", "350", "dozens of", "between 20 and 30", "1,200"])
THINGS = st.sampled_from(["missiles", "sailors were injured", "kilometers", "people were killed", "shells", "percent"])


@settings(max_examples=60)
@given(st.lists(st.tuples(FIGURES, THINGS), min_size=1, max_size=4), st.lists(st.tuples(FIGURES, THINGS), max_size=4))
def test_comparing_is_symmetric_and_never_finds_a_piece_to_differ_from_itself(
    first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    def text(figures: list[tuple[str, str]]) -> str:
        return " ".join(f"Officials at the pier of Wonsan spoke of {much} {thing} there." for much, thing in figures)

    one, other = paragraph(text(first), "Harbour Wire", ident="a"), paragraph(text(second), "Quay Post", ident="b")
    assert told(differences([one, other])) == told(differences([other, one]))
    again = paragraph(text(first), "Quay Post", ident="b")
    assert differences([one, again]) == ()
    for row in differences([one, other]):
        assert len(row.sides) > 1
        assert len({side.place.article for side in row.sides}) > 1


def test_a_day_that_a_sentence_only_looks_back_to_is_not_that_of_its_figure() -> None:
    sentence = "The quake near Wonsan injured at least {} people on Thursday, in a town that a quake hit in 2002, too."
    one, other = (paragraph(sentence.format(count), outlet, ident=ident)
                  for count, outlet, ident in ((40, "Harbour Wire", "a"), (60, "Quay Post", "b")))  # fmt: skip
    (row,) = differences([one, other])
    assert [side.as_of for side in row.sides] == ["2024-05-30", "2024-05-30"]
