"""Dates as a reader writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.dates.by_hand import by_hand, checked, read_by_hand
from nkreader.model.dates import Basis, Certainty
from nkreader.model.sanitise import is_safe


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2024", "2024"),
        (" 2024-03 ", "2024-03"),
        ("2024-03-24", "2024-03-24"),
        ("2024-3-4", "2024-03-04"),
        ("2024/03/24", "2024-03-24"),
        ("24 March 2024", "2024-03-24"),
        ("march  2024", "2024-03"),
        ("31/12/2024", "2024-12-31"),
        ("2024-w12", "2024-W12"),
        ("2024-su", "2024-SU"),
        ("202x", "202X"),
        ("2024-03-01/2024-03-05", "2024-03-01/2024-03-05"),
        ("1 March 2024 to 5 March 2024", "2024-03-01/2024-03-05"),
        ("2023–2024", "2023/2024"),
        ("../2024-03-01", "../2024-03-01"),
        ("2024-03-01/", "2024-03-01/.."),
        ("", None),
        ("  ", None),
    ],
)
def test_what_is_read(written: str, value: str | None) -> None:
    assert read_by_hand(written) == value


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("yesterday", "is no date, or has no year"),
        ("24 March", "is no date, or has no year"),
        ("2024-02-30", "is no date, or has no year"),
        ("0001-01-01", "is no date, or has no year"),
        ("9999-12-31", "is no date, or has no year"),
        ("XXXX-03-04", "is no date, or has no year"),
        ("03/04/2024", "may be 2024-03-04 or 2024-04-03"),
        ("2024-03-05/2024-03-01", "ends before it begins"),
        ("../..", "needs at least one day"),
        ("1/2/3/4", "more than two ends"),
        ("\x1b[2J2024", "is no date, or has no year"),
        ("2024 " * 20, "too long"),
    ],
)
def test_what_is_refused_in_one_line(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        read_by_hand(written)
    said = str(refused.value)
    assert is_safe(said)
    assert "\n" not in said
    assert len(said) < 90


@given(st.text(max_size=70))
def test_whatever_is_written_gives_a_value_nothing_or_a_printable_line(text: str) -> None:
    said = ""
    try:
        value = read_by_hand(text)
    except ValueError as error:
        value, said = None, str(error)
    assert is_safe(said)
    assert value is None or checked(value) == value


@given(st.dates(date(1800, 1, 1), date(2999, 12, 31)))
def test_a_day_is_kept_as_it_is(day: date) -> None:
    assert read_by_hand(str(day)) == str(day)
    made = by_hand(str(day))
    assert (made.interval.days, made.basis, made.certainty) == (1, Basis.HAND, Certainty.STATED)
