"""What a piece counts and measures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.analysis.quantities import Quantity
from tests.analysis.versions_texts import AGENCY, SEOUL, TOKYO, paragraph, said


def only(sentence: str) -> Quantity:
    piece = paragraph(sentence)
    (found,) = piece.figures
    assert found.sentence.covers(found.span)
    return found


@pytest.mark.parametrize(
    ("sentence", "dimension", "measure", "low", "high"),
    [
        ("The missile reached an altitude of 96 kilometers.", "length", "altitude", 96, 96),
        ("The missile flew about 500 miles, officers said.", "length", "flight", 805, 805),
        ("Such a missile could reach targets 15,000 kilometers away.", "length", "place", 15000, 15000),
        ("The yield was put at 10 kilotons.", "yield", "", 10, 10),
        ("The quake had a magnitude of 4.9.", "magnitude", "", 4.9, 4.9),
        ("Trade fell by 3.2 percent in the month.", "percent", "", 3.2, 3.2),
        ("The plant got $281 million for it.", "money USD", "", 281e6, 281e6),
        ("It stayed up for 74 minutes.", "short time", "", 4440, 4440),
        ("The launch was seen at 7:23 a.m. by them.", "clock", "", 443, 443),
        ("The launch was seen at 7.23pm by them.", "clock", "", 1163, 1163),
        ("He is 83 years old and ill.", "age", "", 83, 83),
    ],
)
def test_a_unit_says_what_is_measured(sentence: str, dimension: str, measure: str, low: float, high: float) -> None:
    found = only(sentence)
    assert (found.dimension, found.measure) == (dimension, measure)
    assert found.low <= low <= found.high
    assert found.low <= high <= found.high
    assert found.high < low * 1.2


@pytest.mark.parametrize(
    ("sentence", "thing", "measure"),
    [
        ("The army fired three short-range ballistic missiles there.", "missil", ""),
        ("Some 7,000 containers of munitions went to Rason.", "contain", ""),
        ("At least 12 sailors were injured there.", "peopl", "hurt"),
        ("The blast killed 35 people near the dam.", "peopl", "dead"),
        ("Of the crew 46 are missing.", "peopl", "missing"),
        ("The toll rose to 46 dead on the coast.", "peopl", "dead"),
        ("Police said 14 fishermen were detained off Nampo.", "peopl", "held"),
    ],
)
def test_what_is_counted_and_what_became_of_it(sentence: str, thing: str, measure: str) -> None:
    found = only(sentence)
    assert (found.dimension, found.thing, found.measure) == ("count", thing, measure)


def test_a_killed_man_is_told_from_a_wounded_one_in_one_sentence() -> None:
    piece = paragraph("The blast killed 10 people and injured 140 on the pier.")
    assert [(figure.amount.value, figure.measure) for figure in piece.figures] == [(10, "dead"), (140, "hurt")]


@pytest.mark.parametrize(
    ("sentence", "value", "key"),
    [
        ("The army fired a short-range ballistic missile there.", 1, ("count", "missil")),
        ("The army fired one missile there.", 1, ("count", "missil")),
        ("The army fired three projectiles there.", 3, ("count", "missil")),
        ("A 12-member delegation went there.", 12, ("count", "member")),
        ("The flood took 1 200 hectares of farmland.", 1200, ("area", "")),
        ("Kim Jong Un, 39, saw the pier.", 39, ("age", "person/kim-jong-un")),
        ("The 39-year-old leader Kim Jong Un saw the pier.", 39, ("age", "person/kim-jong-un")),
        ("The walls are 3,000 ri long.", 3000, ("length", "")),
    ],
)
def test_what_has_no_number_or_another_unit(sentence: str, value: float, key: tuple[str, str]) -> None:
    found = only(sentence)
    assert (found.amount.value, found.key) == (value, key)
    assert found.implied == ("fired a " in sentence)


def test_a_missile_launcher_is_no_missile() -> None:
    assert paragraph("The army launched a missile unit there.").figures == ()
    assert paragraph("The army tested a missile engine there.").figures == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "The Hwasong-18 was shown again.",
        "It was built in 2017 and never used.",
        "The parade is on May 9, they say.",
        "An 8-month-old panda was shown.",
        "A third-generation reactor stands there.",
        "No one was hurt.",
        "She is a mother of 12, the paper said.",
    ],
)
def test_dates_names_and_what_cannot_be_told_are_no_figures(sentence: str) -> None:
    assert paragraph(sentence).figures == ()


def test_other_languages_are_not_read() -> None:
    german = "Die Rakete flog am Donnerstag 812 Kilometer weit und fiel dann ins Meer, wie die Armee mitteilte. "
    piece = said(f"{german * 3}Niemand wurde verletzt, aber 12 Boote wurden am Abend noch nicht wieder gesehen.\n")
    assert piece.article.lang == "de"
    assert piece.figures == ()


WORDS = st.lists(
    st.sampled_from(
        "three 40 1,200 missiles people killed were injured km kilometers at least about altitude of flew , . and the "
        "officials said percent $5 million 7:23 a.m. third test Kim Jong Un May 2024 ( ) “ ” - Hwasong-18 \n".split(" ")
    ),
    max_size=40,
)


@settings(max_examples=60)
@given(WORDS)
def test_figures_lie_in_their_sentences_disjoint_and_in_order(words: list[str]) -> None:
    piece = said(" ".join(words) + "\n")
    last = 0
    for figure in piece.figures:
        assert last <= figure.span.start < figure.span.end <= len(piece.article.text)
        assert figure.sentence.covers(figure.span)
        assert figure.sentence in piece.analysis.sentences
        assert figure.low <= figure.high
        last = figure.span.end


def test_the_figures_of_a_whole_piece() -> None:
    piece = said(SEOUL)
    told = [(" ".join(one.span.of(piece.article.text).split()), one.measure or one.thing) for one in piece.figures]
    assert told == [
        ("three ballistic missiles", "missil"),
        ("three ballistic missiles", "missil"),
        ("about 350 kilometers", "flight"),
        ("some 90 kilometers", "altitude"),
        ("At least 12 sailors", "hurt"),
    ]
    assert len(said(AGENCY).figures) == 5
    assert len(said(TOKYO).figures) == 5  # the desk's `2nd LD` is none
