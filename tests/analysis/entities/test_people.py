"""People whom nobody listed, by what stands beside their names."""

from __future__ import annotations

import pytest

from nkreader.model.entities import EntityKind
from tests.analysis.entities.finding import named


def _people(text: str) -> list[str]:
    return [name for name, kind, _ in named(text) if kind is EntityKind.PERSON]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Hong Hae, vice-chairman of the mill, spoke.", ["Hong Hae"]),
        ("It was said by Ch. Orrelbat, executive chairman of the mill.", ["Ch. Orrelbat"]),
        ("Then O. Vargatar, vice-rector of the school, spoke.", ["O. Vargatar"]),
        ("A note went to Quillon Irenea Varga on his appointment as clerk.", ["Quillon Irenea Varga"]),
        ("They would pay later, Jun Varga told reporters. It was fine, Varga said.", ["Jun Varga", "Varga"]),
        ("A man of Hong Kil Tong-led youths came.", ["Hong Kil Tong"]),
        ("Vargov, chairman of the Orrell Society, noted it. Later Vargov left.", ["Vargov", "Vargov"]),
        ("It was opened by Minister of Regional Development Quillon Varga, chairman of the mill.", ["Quillon Varga"]),
    ],
)
def test_people_by_their_company(text: str, people: list[str]) -> None:
    assert _people(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "In June Varga said so.",
        "Since May Varga said so.",
        "Then Vargov, chairman of what was left, came.",
        "The World Wealth Report said so.",
        "Whereas Varga said so.",
        "Later, chairman of the Orrell Society or not, he left.",
    ],
)
def test_other_capitals_make_nobody(text: str) -> None:
    assert _people(text) == []
