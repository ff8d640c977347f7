"""Places that share one word."""

from __future__ import annotations

import pytest

from nkreader.model.entities import EntityKind
from tests.analysis.entities.finding import named


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("South and North Korea remain at war.", ["South", "North Korea"]),
        ("Talks of North and South Korea ended.", ["North", "South Korea"]),
        ("He saw the fields of Orrelchon and Gibsan counties.", ["Orrelchon", "Gibsan"]),
        ("He saw Orrelchon, Vargadong and Gibsan farms.", ["Orrelchon", "Vargadong", "Gibsan"]),
        ("He saw Orrelchon and Gibsan vegetable farms.", ["Orrelchon", "Gibsan"]),
    ],
)
def test_each_is_a_place(text: str, places: list[str]) -> None:
    assert [name for name, kind, _ in named(text) if kind is EntityKind.PLACE] == places


def test_halves_are_states_and_counties_the_listed_ones() -> None:
    assert named("South and North Korea remain at war.")[0][2] == "place/south-korea"
    assert named("They toured Pakchon and Kwaksan counties.")[0][2] == named("They toured Pakchon County.")[0][2]


@pytest.mark.parametrize(
    "text",
    ["Chinese and Russian cities grew.", "Monday and Tuesday villages sleep.", "Orrelchon and Gibsan small counties."],
)
def test_other_words_are_none(text: str) -> None:
    assert named(text) == []
