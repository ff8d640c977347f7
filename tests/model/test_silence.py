"""The longest silence: no naming can fall into it, and there is no longer one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.dates import Interval, read_value
from nkreader.model.silence import longest_gap, precise

START = date(2015, 1, 1)
NAMINGS = st.lists(
    st.builds(
        lambda first, length: Interval(START + timedelta(first), START + timedelta(first + length)),
        st.integers(0, 60),
        st.sampled_from((0, 0, 0, 1, 6, 30)),
    ),
    max_size=12,
)


def days(*values: str) -> list[Interval]:
    return [read_value(value)[1] for value in values]


def test_it_ends_with_the_next_day_that_may_name_it() -> None:
    assert longest_gap(days("2015-06-20", "2015-01-03", "2015-01-01")) == (1, 0)
    assert longest_gap(days("2015-01-03", "2015-02", "2015-06-20")) == (1, 2)


def test_days_next_to_each_other_and_a_single_naming_leave_none() -> None:
    assert longest_gap([]) is None
    assert longest_gap(days("2015-01-03")) is None
    assert longest_gap(days("2015-01-03", "2015-01-04", "2015-01-04")) is None
    assert longest_gap(days("2015-01-03", "2015-01-05")) == (0, 1)


def test_a_long_interval_hides_what_lies_within_it() -> None:
    assert longest_gap(days("2015-01", "2015-01-02", "2015-02-10")) == (0, 2)


def test_of_two_that_are_equal_the_last_is_told() -> None:
    assert longest_gap(days("2015-01-01", "2015-01-11", "2015-01-21")) == (1, 2)


def test_a_month_is_close_enough_and_a_year_is_not() -> None:
    assert [precise(found) for found in days("2015-01-03", "2015-W05", "2015-01", "2015-Q1", "2015", "../2015")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert not precise(None)


@given(NAMINGS)
def test_it_is_the_longest_run_of_days_on_which_nothing_can_be_named(namings: list[Interval]) -> None:
    named = {day for found in namings for day in all_days(found)}
    runs = [0]
    if named:
        for day in all_days(Interval(min(named), max(named))):
            runs = [*runs, 0] if day in named else [*runs[:-1], runs[-1] + 1]
    gap = longest_gap(namings)
    if gap is None:
        assert max(runs) == 0
        return
    end, begin = namings[gap[0]].latest, namings[gap[1]].earliest
    assert end is not None
    assert begin is not None
    assert (begin - end).days - 1 == max(runs)
    assert not any(end < day < begin for day in named)


def all_days(found: Interval) -> list[date]:
    assert found.earliest is not None
    return [found.earliest + timedelta(number) for number in range(found.days or 0)]
