"""Calendar arithmetic on TIMEX3 values: which week, quarter or season a day lies in, and steps between them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

SEASON_OF_MONTH = {3: "SP", 4: "SP", 5: "SP", 6: "SU", 7: "SU", 8: "SU", 9: "FA", 10: "FA", 11: "FA"}
DAYS = {"day": 1, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def shifted(day: date, unit: str, amount: int) -> date | None:
    """`day` moved by whole units; None beyond the calendar. A month's end stays in its month."""
    try:
        if unit in DAYS:
            return day + timedelta(days=DAYS[unit] * amount)
        year, month = divmod(12 * day.year + day.month - 1 + MONTHS[unit] * amount, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def value_of(day: date, unit: str) -> str:
    """The value of the unit that holds `day` (ISO 8601 week, meteorological season named by its first year)."""
    if unit == "day":
        return day.isoformat()
    if unit in ("week", "fortnight", "weekend"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{day.year:04}-{day.month:02}"
    if unit == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{day.year:04}-H{1 if day.month < 7 else 2}"
    if unit == "season":
        return f"{day.year - (day.month < 3):04}-{SEASON_OF_MONTH.get(day.month, 'WI')}"
    if unit == "decade":
        return f"{day.year // 10:03}X"
    if unit == "century":
        return f"{day.year // 100:02}XX"
    return f"{day.year:04}"


def day_value(year: int, month: int, day: int) -> str | None:
    """`YYYY-MM-DD`, or None where there is no such day."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return f"{year:04}-{month:02}-{day:02}"
    return None


def yearless_value(month: int, day: int) -> str | None:
    """`XXXX-MM-DD`, or None where no year has such a day."""
    return f"XXXX{date(2024, month, day).isoformat()[4:]}" if day_value(2024, month, day) else None


def nearest_year(month: int, day: int, to: date) -> date | None:
    """The month and day in the year that brings it nearest to `to`; None where that year lacks the day."""
    days = [date.fromisoformat(v) for y in (-1, 0, 1) if (v := day_value(to.year + y, month, day))]
    return min(days, key=lambda d: (abs((d - to).days), d), default=None)


def weekday_from(day: date, weekday: int, direction: int, same: bool) -> date:
    """The next (`direction` 1) or last (-1) such weekday (Monday 0), `day` itself only where `same`."""
    distance = (direction * (weekday - day.weekday())) % 7
    if distance == 0 and not same:
        distance = 7
    return day + timedelta(days=direction * distance)


def spoken_year(numbers: Sequence[int]) -> int | None:
    """The year of `nineteen ninety(-six)`; None where the numbers tell none."""
    if numbers[0] not in (18, 19, 20) or numbers[1] < 10 or (len(numbers) == 3 and numbers[1] % 10):
        return None
    return 100 * numbers[0] + sum(numbers[1:])
