"""Dates in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.date_words import in_words, value_in_words
from nkreader.model.dates import Basis, Certainty, PartialDate


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-05-30", "2024-05-30"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("XXXX-09-14", "14 September, year unknown"),
        ("../2023-09-12", "2023-09-12 or before"),
        ("2023-04-12/..", "2023-04-12 or after"),
        ("1950/1953", "1950 to 1953"),
        ("2025-W52", "week 52 of 2025"),
        ("2025-W02-WE", "weekend of week 2 of 2025"),
        ("2025-Q4", "fourth quarter of 2025"),
        ("2025-H1", "first half of 2025"),
        ("2024-SU", "summer 2024"),
        ("202X", "2020s"),
        ("19XX", "20th century"),
        ("20XX", "21st century"),
    ],
)
def test_what_iso_8601_cannot_say_plainly_is_spelled_out(value: str, words: str) -> None:
    assert value_in_words(value) == words


@pytest.mark.parametrize("basis", [basis for basis in Basis if basis not in (Basis.NONE, Basis.METADATA)])
def test_no_word_of_the_programs_own_stands_behind_a_derived_date(basis: Basis) -> None:
    said = in_words(PartialDate.of("2024-05-30", basis, Certainty.DERIVED, "because"))
    assert said.startswith("2024-05-30 (")
    assert "-event" not in said
    assert "fact" not in said


@given(st.text("0123456789X-/.WQHSU", max_size=12))
def test_any_value_gives_words(value: str) -> None:
    assert value_in_words(value) or not value
