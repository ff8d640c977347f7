"""Date values: every form gives its first and last day; anything else is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision, read_value

days = st.dates(date(1, 1, 8), date(9999, 12, 20))


@given(days)
def test_every_calendar_form_holds_its_day(day: date) -> None:
    year, week, _ = day.isocalendar()
    forms = {
        day.isoformat(): Precision.DAY,
        f"{day.year:04}-{day.month:02}": Precision.MONTH,
        f"{day.year:04}-Q{(day.month + 2) // 3}": Precision.QUARTER,
        f"{day.year:04}-H{(day.month + 5) // 6}": Precision.HALF,
        f"{day.year:04}": Precision.YEAR,
        f"{day.year // 10:03}X": Precision.DECADE,
        f"{day.year // 100:02}XX": Precision.CENTURY,
        f"{year:04}-W{week:02}": Precision.WEEK,
    }
    for value, precision in forms.items():
        found, interval = read_value(value)
        assert found is precision
        assert day in interval


@given(days, days)
def test_a_range_runs_from_its_first_to_its_last_day(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert read_value(f"{first}/{last}") == (Precision.RANGE, Interval(first, last))
    assert read_value(f"../{last}")[1] == Interval(None, last)
    assert read_value(f"{first}/..")[1] == Interval(first, None)


@given(st.text("0123456789X-/.WQHSPUFAIE٣", max_size=14))
def test_anything_is_read_or_refused_with_value_error(value: str) -> None:
    try:
        precision, interval = read_value(value)
    except ValueError:
        return
    assert precision is not Precision.NONE
    assert value.isascii()
    assert interval.days is None or interval.days >= 1


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-SU", date(2024, 6, 1), date(2024, 8, 31)),
        ("2023-WI", date(2023, 12, 1), date(2024, 2, 29)),
        ("2025-W52-WE", date(2025, 12, 27), date(2025, 12, 28)),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_forms_by_example(value: str, first: date, last: date) -> None:
    assert read_value(value)[1] == Interval(first, last)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2024-13",
        "2023-02-29",
        "XXXX-02-30",
        "2024-W60",
        "2025/2024",
        "2024/2025/2026",
        "9999-W52",
        "9999-WI",
        "0000",
        "2024-5-4",
        "٢٠٢٤",
        "/",
        "2024/",
        "today",
    ],
)
def test_what_is_no_value_is_refused(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the messages are those of `date`
        read_value(value)


def test_a_yearless_day_knows_no_bounds() -> None:
    assert read_value("XXXX-02-29") == (Precision.YEARLESS, Interval())


@given(days, st.sampled_from(Basis), st.sampled_from(Certainty))
def test_the_date_object_survives_json(day: date, basis: Basis, certainty: Certainty) -> None:
    one = PartialDate.of(str(day), basis, certainty, "because", (str(day),), "10:15:00+09:00")
    assert PartialDate.from_json(one.as_json()) == one
    none = PartialDate.unknown("no day is named")
    assert PartialDate.from_json(none.as_json()) == none
    assert none.as_json()["value"] is None


@given(days, days, days, days)
def test_intersection_holds_the_days_of_both(a: date, b: date, c: date, d: date) -> None:
    one, other = Interval(*sorted((a, b))), Interval(*sorted((c, d)))
    both = one.intersect(other)
    for day in (a, b, c, d):
        assert (both is not None and day in both) == (day in one and day in other)


@given(days, st.integers(0, 10**7))
def test_widening_stops_at_the_ends_of_the_calendar(day: date, more: int) -> None:
    wide = Interval(day, day).widened(more)
    assert wide.earliest is not None
    assert wide.latest is not None
    assert wide.earliest == date.min or wide.earliest == day - timedelta(days=more)
    assert wide.latest == date.max or wide.latest == day + timedelta(days=more)
