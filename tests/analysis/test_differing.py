"""Figures of the news itself: tolls, prices, distances and shares that two reports of one event give differently."""

from __future__ import annotations

import pytest

from nkreader.analysis.amounts import Bound
from nkreader.analysis.bearings import bearing
from nkreader.analysis.comparing import differences
from nkreader.analysis.said import Said
from nkreader.model.versions import Outcome
from tests.analysis.versions_texts import paragraph, said

STORM = """{title}

WONSAN, {day} ({outlet}) -- {text}
"""


def piece(title: str, text: str, outlet: str = "Harbour Wire", day: str = "May 30, 2024", ident: str = "a") -> Said:
    """A report with a title."""
    return said(STORM.format(title=title, text=text, outlet=outlet, day=day), ident)


def rows(one: Said, other: Said) -> list[tuple[str, frozenset[str]]]:
    """What differs, and the figures."""
    return [(row.what, frozenset(side.place.text for side in row.sides)) for row in differences([one, other])]


def test_the_toll_of_the_news_differs_although_both_tell_of_an_older_one() -> None:
    older = "In 2003 a storm killed at least five people on that coast."
    one = piece("Storm kills five at Wonsan", f"A storm killed at least five people at Wonsan on Thursday. {older}")
    other = piece("Storm at Wonsan", f"A storm at Wonsan killed at least nine people on Thursday. {older}", "Quay Post",
                  ident="b")  # fmt: skip
    assert rows(one, other) == [("dead", frozenset({"at least five people", "at least nine people"}))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The storm tore down a pier, bringing the confirmed death toll from the week's gales to 11.", {"dead": 11}),
        ("The harbour office put the death toll of the fire at 40.", {"dead": 40}),
        ("The flood has taken more than 660 lives in the valley.", {"dead": 660}),
        ("Rescuers had brought in 41 bodies by noon.", {"dead": 41}),
        ("Two more sailors died, bringing to 10 the number of crewmen who have been killed.", {"dead": 10}),
        ("Some 30 men were hurt in the fire, five of them critically.", {"hurt": 30, "critical": 5}),
        ("Some 14,000 people were displaced by the flood.", {"displaced": 14000}),
    ],
)
def test_tolls_are_read_however_they_are_told(text: str, values: dict[str, float]) -> None:
    found = {figure.measure: figure.amount.value for figure in paragraph(text).figures}
    assert {name: found.get(name) for name in values} == values


def test_what_a_games_report_misses_are_no_people() -> None:
    text = "The keeper had a poor year, missing 10 of the 16 games of the harbour league."
    assert not [figure for figure in paragraph(text).figures if figure.measure == "missing"]


DIFFER = [
    # prices, jobs, shares, distances
    ("Quay Lines agreed to buy the Harbour Ferry firm for $38.1 billion on Thursday.",
     "Quay Lines is near a deal to buy the Harbour Ferry firm for about $37 billion, a paper said on Thursday.",
     "price, $"),
    ("Quay Lines will pay $17 a share for the Harbour Ferry firm.",
     "Quay Lines will pay $17.50 in cash per share for the Harbour Ferry firm.", "price a share, $"),
    ("The union said that around 3,000 jobs will be cut at the Wonsan yard by autumn.",
     "The Wonsan yard said that it will cut 5,200 jobs by autumn, a tenth of its staff.", "jobs"),
    ("One rocket fell 17 miles from Wonsan, the police said.",
     "The rocket came down about 40km from Wonsan, the police said.", "distance from a place, miles"),
    ("The quake destroyed 18 houses in the village of Sinpho.",
     "Some 135 homes in the village of Sinpho were destroyed by the quake.", "houses"),
    ("The plane dropped four bombs near the pier of Sinpho.",
     "Five bombs were dropped at Sinpho, the crew said.", "bombs"),
    ("The storm damaged 42 offices, two roads, 14 hotels and 8 bridges in the county.",
     "Seven bridges in the county were damaged by the storm, two of which fell in.", "bridges"),
    ("The quake of magnitude 7.6 struck the town.", "A 7.7-magnitude quake shook the coast.", "magnitude"),
    ("He had a .38-caliber revolver, the police said.", "The police found a .357 caliber revolver on him.", "caliber"),
    ("Turnout in the ballot of the port council was 84 percent.",
     "Turnout in the ballot of the port council was 97 percent.", "turnout, percent"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "what"), DIFFER)
def test_figures_of_the_news_differ(one: str, other: str, what: str) -> None:
    (row,) = differences([paragraph(one, ident="a"), paragraph(other, "Quay Post", ident="b")])
    assert row.what == what


SAME = [
    # other units, other words, bounds that meet
    ("The rocket came down 20 miles from Wonsan.", "The rocket came down about 32km from Wonsan."),
    ("Dozens of people were hurt at the pier.", "At least 50 people were hurt at the pier."),
    ("Quay Lines bought the firm for $334 million.", "Quay Lines paid $334m for the firm."),
    ("Goldbank paid $150.9 million for the shares in 2004.", "Goldbank paid $151 million for the shares in 2004."),
    ("The offer for the firm was between $10.5 billion and $12 billion.", "The offer for the firm was $11 billion."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_other_units_and_bounds_are_no_difference(one: str, other: str) -> None:
    assert differences([paragraph(one, ident="a"), paragraph(other, "Quay Post", ident="b")]) == ()


APART = [
    # another company, person, area, page
    ("A 36-year-old Australian climber fell from the ridge.", "A 32-year-old British climber fell from the ridge."),
    ("The rocket fell 20 miles from Wonsan.", "The rocket fell 45 miles from Hamhung."),
    ("The strike began 11 days ago at the yard.", "The strike at the yard began 12 days ago."),
    ("The ferry sank off the pier. Updated at 9:06 a.m.", "The ferry sank off the pier. Updated at 11:41 a.m."),
    ("Another four people died in hospitals of the town.", "Another two people were said to have died in the town."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART)
def test_figures_of_others_do_not_differ(one: str, other: str) -> None:
    assert differences([paragraph(one, ident="a"), paragraph(other, "Quay Post", ident="b")]) == ()


def test_an_older_disaster_is_compared_within_one_area_only() -> None:
    news = "A quake shook the town of Wonsan on Thursday and nobody was hurt there."
    wide = "In 2004 a huge wave killed 230,000 people across Asia."
    narrow = "In 2004 a huge wave killed 170,000 people in the province."
    assert rows(paragraph(f"{news} {wide}"), paragraph(f"{news} {narrow}", "Quay Post", ident="b")) == []


def test_what_a_figure_was_before_makes_the_new_one_a_change() -> None:
    one = paragraph("The bids for the wharf reached $2.78 billion on Thursday.", day="May 30, 2024")
    text = "The bids for the wharf topped $3.7 billion on Friday, up from $2.78 billion on Thursday."
    (row,) = differences([one, paragraph(text, "Quay Post", "May 31, 2024", "b")])
    assert row.outcome is Outcome.UPDATED
    assert [side.place.text for side in row.sides] == ["$2.78 billion", "$3.7 billion"]


def test_the_tolls_of_many_pieces_are_one_matter() -> None:
    pieces = [
        paragraph(f"A fire at the Wonsan yard killed at least {count} people on Thursday.", f"{name} Post", ident=name)
        for name, count in (("Alba", 3), ("Brine", 11), ("Cliff", 24), ("Dune", 3))
    ]
    (row,) = differences(pieces)
    assert row.outcome is Outcome.UPDATED
    assert {(side.place.text, side.also) for side in row.sides} == {
        ("at least 3 people", ("Dune",)), ("at least 11 people", ()), ("at least 24 people", ()),
    }  # fmt: skip


def test_a_move_of_a_share_is_one_row() -> None:
    text = "Shares of Quay Lines were up {} cents, or {} percent, at ${} in the afternoon."
    one = paragraph(text.format(59, "3.7", "16.67"), ident="a")
    other = paragraph(text.format(64, "4.1", "16.72"), "Quay Post", ident="b")
    (row,) = differences([one, other])
    assert (row.outcome, row.what) == (Outcome.UPDATED, "market price, $")


@pytest.mark.parametrize(
    ("sentence", "printed", "percent", "what"),
    [
        ("It will pay $101 per common share for the firm.", "$101", False, "price a share"),
        ("The $18-a-share bid fell through.", "$18", False, "price a share"),
        ("Its shares fell 2.1 percent to $27.46 on Friday.", "$27.46", False, "market"),
        ("It was fined $3 million for the spill.", "$3 million", False, "fine"),
        ("The fire did $1 million in damage.", "$1 million", False, "damage"),
        ("The yard had revenue of $5 billion.", "$5 billion", False, "sales"),
        ("It sold a 13.6 percent stake in the bank.", "13.6 percent", True, "stake"),
        ("The bag held $400.", "$400", False, ""),
    ],
)
def test_what_a_sum_is_of(sentence: str, printed: str, percent: bool, what: str) -> None:
    at = sentence.index(printed)
    assert bearing(sentence, at, at + len(printed), percent) == what


def test_about_leaves_open_no_more_than_its_last_digits() -> None:
    (fine,) = paragraph("The firm was sold for about $7.77 billion.").figures
    (round_one,) = paragraph("The firm was sold for about $8 billion.").figures
    assert fine.amount.bound is round_one.amount.bound is Bound.ABOUT
    assert fine.high < 7.8e9
    assert round_one.high > 8.5e9
