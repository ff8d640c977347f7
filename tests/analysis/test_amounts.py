"""Numbers in running text, and what they leave open."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.amounts import Amount, Bound, amounts, slack
from nkreader.model.spans import Span

TABLE = [
    ("seven", "seven", 7, 7, 7, Bound.EXACT),
    ("twenty-six boats", "twenty-six", 26, 26, 26, Bound.EXACT),
    ("two hundred shells", "two hundred", 200, 200, 200, Bound.EXACT),
    ("a dozen ships", "a dozen", 12, 12, 12, Bound.EXACT),
    ("1,200 men", "1,200", 1200, 1200, 1200, Bound.EXACT),
    ("6,648.4 km", "6,648.4", 6648.4, 6648.4, 6648.4, Bound.EXACT),
    ("two million tons", "two million", 2e6, 2e6, 2e6, Bound.EXACT),
    ("1.5 billion won", "1.5 billion", 1.5e9, 1.5e9, 1.5e9, Bound.EXACT),
    ("about 800 km", "about 800", 800, 800, 800, Bound.ABOUT),
    ("300 or so", "300 or so", 300, 300, 300, Bound.ABOUT),
    ("at least 40 people", "at least 40", 40, 40, inf, Bound.LEAST),
    ("more than 6,000 km", "more than 6,000", 6000, 6000, inf, Bound.LEAST),
    ("up to 30 drones", "up to 30", 30, 0, 30, Bound.MOST),
    ("between 600 and 700 km", "between 600 and 700", 650, 600, 700, Bound.ABOUT),
    ("30 to 40 boats", "30 to 40", 35, 30, 40, Bound.ABOUT),
    ("two to three million tons", "two to three million", 2.5e6, 2e6, 3e6, Bound.ABOUT),
    ("10 000 people", "10 000", 10000, 10000, 10000, Bound.EXACT),
    ("some 25 800 hectares", "some 25 800", 25800, 25800, 25800, Bound.ABOUT),
    ("46 759 450 390 yen", "46 759 450 390", 46759450390, 46759450390, 46759450390, Bound.EXACT),
    ("dozens of soldiers", "dozens", 70, 20, 120, Bound.VAGUE),
    ("tens of thousands", "tens of thousands", 60000, 20000, 100000, Bound.VAGUE),
]


def found(text: str) -> list[Amount]:
    return [*amounts(text, Span(0, len(text)))]


@pytest.mark.parametrize(("text", "printed", "value", "least", "most", "bound"), TABLE)
def test_a_number_is_read_however_it_is_written(
    text: str, printed: str, value: float, least: float, most: float, bound: Bound
) -> None:
    (one,) = found(text)
    assert one.span.of(text) == printed
    assert (one.value, one.least, one.most, one.bound) == (value, least, most, bound)


@pytest.mark.parametrize("text", ["the Hwasong-18", "a KN-23", "a 3-1 win", "F16s", "3/4", "no figure at all"])
def test_what_is_a_part_of_a_name_or_a_score_is_no_number(text: str) -> None:
    assert found(text) == []


def test_what_is_said_to_be_the_third_is_told_from_three() -> None:
    (one,) = found("the third test")
    assert (one.value, one.ordinal) == (3, True)
    assert not found("three tests")[0].ordinal


def test_two_numbers_joined_by_and_are_two_unless_they_are_the_ends_of_a_range() -> None:
    assert [one.value for one in found("ten sailors and nine men")] == [10, 9]
    assert [one.value for one in found("between nine and ten men")] == [9.5]


@given(st.integers(min_value=2, max_value=10**9), st.sampled_from(["", "about ", "at least ", "up to "]))
def test_digits_are_read_with_and_without_commas(value: int, before: str) -> None:
    plain, grouped = found(f"{before}{value} men"), found(f"{before}{value:,} men")
    assert [(one.value, one.bound) for one in plain] == [(one.value, one.bound) for one in grouped]
    assert plain[0].value == value


@given(st.text(alphabet="0123456789,.-$% abtwoenhrdmil'\n", max_size=60))
def test_whatever_a_text_holds_numbers_are_disjoint_and_in_order_and_their_bounds_hold_them(text: str) -> None:
    last = 0
    for one in found(text):
        assert last <= one.span.start < one.span.end <= len(text)
        assert one.span.of(text).strip()
        assert one.least <= one.value <= one.most or one.bound is Bound.MOST
        low, high = slack(one, measured=True)
        assert low <= one.least
        assert high >= one.most
        last = one.span.end


def test_rounding_is_allowed_for_what_is_measured_only() -> None:
    (thousand,), (exact,) = found("1,000"), found("1,001.2")
    assert slack(thousand, measured=True)[1] >= slack(exact, measured=True)[0]
    assert slack(thousand, measured=False) == (1000, 1000)
