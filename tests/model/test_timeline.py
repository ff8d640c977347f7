"""The order of pieces in time, and dates in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.timeline import between, chronological, date_label, date_words, has_place, shown_days
from tests.ui.making import headline, stated


@given(st.permutations(range(8)), st.data())
def test_the_order_of_arrival_changes_nothing(arrival: list[int], data: st.DataObject) -> None:
    titles = data.draw(st.lists(st.sampled_from(["A piece", "a Piece", "Élan", "élan", "b"]), min_size=8, max_size=8))
    pieces = [headline(number, titles[number]) for number in range(8)]
    again = [replace(pieces[number], added=place) for place, number in enumerate(arrival)]
    assert [item.id for item in sorted(pieces, key=chronological)] == [
        item.id for item in sorted(again, key=chronological)
    ]


def test_not_after_a_day_is_no_place_in_time() -> None:
    assert not has_place(stated("../2024-01-01"))
    assert has_place(stated("2024-01-31/.."))
    assert has_place(stated("2024-Q1"))


@pytest.mark.parametrize(
    ("value", "certainty", "shown"),
    [
        ("2024-03-24", Certainty.STATED, "2024-03-24"),
        ("2024-03-24", Certainty.LIKELY, "≈2024-03-24"),
        ("XXXX-05-04", Certainty.STATED, "05-04?"),
        ("2024-03", Certainty.DERIVED, "2024-03"),
        ("2024-05-04/2024-05-08", Certainty.STATED, "2024-05-04–08"),
        ("2024-05-04/2024-06-08", Certainty.STATED, "2024-05-04–2024-06-08"),
        ("../2023-09-12", Certainty.STATED, "–2023-09-12"),
        (None, Certainty.STATED, "undated"),
    ],
)
def test_dates_say_how_sure_they_are(value: str | None, certainty: Certainty, shown: str) -> None:
    assert date_label(stated(value, certainty)) == shown


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2024-03-24", "2024-03-24"),
        ("XXXX-09-14", "14 September, year unknown"),
        ("XXXX-09", "September, year unknown"),
        ("2024-03", "2024-03, day unknown"),
        ("2024", "2024, day unknown"),
        ("2024-Q2", "second quarter of 2024, day unknown"),
        ("2024-WI", "winter 2024, day unknown"),
        ("202X", "2020s, day unknown"),
        ("2024-W10", "week 10 of 2024"),
        ("2024-05-04/2024-05-08", "2024-05-04 to 2024-05-08"),
        ("2023-12-30/2024-01-02", "2023-12-30 to 2024-01-02"),
        ("../2023-09-12", "2023-09-12 or before"),
        ("2023-09-12/..", "2023-09-12 or after"),
        (None, "undated"),
    ],
)
def test_dates_in_words(value: str | None, said: str) -> None:
    assert date_words(stated(value)) == said
    if value is not None:
        assert date_words(stated(value, Certainty.LIKELY)) == f"≈{said}"


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("2024-05-04", "2024-05-04", "the same day"),
        ("2024-05-04", "2024-05-05", "1 day later"),
        ("2024-05-04", "2024-05-01", "3 days earlier"),
        ("2024-05-04", "2024-08-04", "3 months later"),
        ("2024-05-04", "2021-05-04", "3 years earlier"),
        ("2024-05-04", None, ""),
    ],
)
def test_a_jump_is_put_into_words(here: str, there: str | None, said: str) -> None:
    assert between(shown_days(stated(here)), shown_days(stated(there))) == said


def test_a_date_set_by_hand_has_a_sign_of_its_own() -> None:
    day = PartialDate.of("2024-03-24", Basis.HAND, Certainty.STATED, "It was set by hand.")
    assert (date_label(day), date_words(day)) == ("=2024-03-24", "=2024-03-24")
