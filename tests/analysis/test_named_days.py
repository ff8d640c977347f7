"""The gazetteer's days of the year, and files of them that are wrong."""

from __future__ import annotations

from calendar import monthrange

import pytest

from nkreader.analysis.dates.named_days import NAMED_DAYS, read_days

GOOD = '[[day]]\nnames = ["Feast Day"]\nmonth = 2\nday = 29\nof = "somebody"\n'


def test_every_named_day_is_a_day_of_a_year() -> None:
    assert len(NAMED_DAYS) > 15
    for name, (month, day) in NAMED_DAYS.items():
        assert 1 <= day <= monthrange(2024, month)[1], name


def test_a_file_of_days_is_read() -> None:
    assert read_days(GOOD) == {"Feast Day": (2, 29)}


@pytest.mark.parametrize(
    "wrong",
    [
        "[[day]",
        '[[day]]\nnames = ["Feast Day"]\nmonth = 2\n',
        '[[day]]\nnames = ["Feast Day"]\nmonth = 13\nday = 1\n',
        "[[day]]\nnames = 3\nmonth = 1\nday = 1\n",
        GOOD + GOOD.replace("29", "28"),
    ],
    ids=["no TOML", "no day", "no month", "no names", "two days"],
)
def test_a_wrong_file_of_days_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="days"):
        read_days(wrong)
