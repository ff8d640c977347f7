"""Dates in figures: ISO 8601, American, European, Korean and Juche dates, and military date-time groups.

A Juche year counts from 1912, so Juche 113 is 2024.
"""

from __future__ import annotations

import re

from nkreader.analysis.dates.forms import Fixed, Form, MonthDay
from nkreader.analysis.dates.kinds import NAMED, NTH, Kind
from nkreader.analysis.dates.rules import Found, Grammar
from nkreader.analysis.dates.units import day_value
from nkreader.analysis.dates.vocabulary import MONTHS

figures = Grammar()
JUCHE = 1911
"""What makes a Juche year a year of the common era."""


def _day(year: int, month: int, day: int) -> Form | None:
    value = day_value(year, month, day)
    return Fixed(value) if value else None


def _stamp_parts(numbers: list[int], separator: str) -> tuple[int, int, int, str] | None:
    """(year, month, day, how it was read) of three numbers; month first between slashes, day first with dots."""
    first, second, third = numbers
    if first > 999:
        return first, second, third, "stated in full"
    year = third if third > 99 else third + (1900 if third >= 50 else 2000)
    if first > 12 or separator == ".":
        return year, second, first, "stated in full, day before month"
    return year, first, second, "stated in full, month before day"


@figures.rule("NAMED NTH COMMA? OF? STAMP", "NTH OF? NAMED COMMA? OF? STAMP", "NAMED COMMA? OF? STAMP")
def of_juche(found: Found) -> Form | None:
    """`April 15, Juche 101 (2012)`: a month or day of a Juche year."""
    text = str(found.all(Kind.STAMP)[0])
    years = [int(n) for n in re.findall(r"\d+", text)]
    if not text.startswith("Juche") or len(years) == 3 or (len(years) == 2 and years[1] != years[0] + JUCHE):
        return None
    year, month, days = years[0] + JUCHE, found.number(*NAMED), found.all(*NTH)
    value = day_value(year, month, int(days[0])) if days else f"{year:04}-{month:02}"
    return Fixed(value, f"Juche {years[0]} is {year}") if value else None


@figures.rule("STAMP")
def stamp(found: Found) -> Form | None:
    """A date in figures: ISO 8601, American, European, Korean, Juche, or a military date-time group."""
    text = found.text
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if text.startswith("Juche"):
        return _juche(numbers, text)
    if part := re.fullmatch(r"Q([1-4])\s(?:of\s)?(\d{4})|([1-4])Q\s(?:of\s)?(\d{4})|(\d{4})\s?Q([1-4])", text):
        return Fixed(f"{part[2] or part[4] or part[5]}-Q{part[1] or part[3] or part[6]}")
    if text.startswith("FY"):
        return Fixed(f"{numbers[0]:04}")
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", text):
        return Fixed(text) if 1 <= int(week[2]) <= 52 else None
    if zulu := re.fullmatch(r"(\d\d)\d{4}Z\s?([A-Za-z]{3})\s?(\d{2,4})", text):
        month = next((at for at, m in enumerate(MONTHS, 1) if m.startswith(zulu[2].lower())), 0)
        return _day(int(zulu[3]) + (2000 if len(zulu[3]) == 2 else 0), month, int(zulu[1]))
    if "월" in text or "년" in text:
        return _korean(numbers, "년" in text)
    parts = _stamp_parts(numbers, "." if "." in text else "/")
    value = day_value(*parts[:3]) if parts else None
    return Fixed(value, parts[3]) if parts and value else None


def _juche(numbers: list[int], text: str) -> Form | None:
    year = numbers[0] + JUCHE
    reason = f"Juche {numbers[0]} is {year}"
    if "(" in text:
        return Fixed(f"{year:04}", reason) if numbers[1] == year else None
    value = day_value(year, numbers[1], numbers[2]) if len(numbers) == 3 else f"{year:04}"
    return Fixed(value, reason) if value else None


def _korean(numbers: list[int], with_year: bool) -> Form | None:
    if not with_year:
        return MonthDay(numbers[0], numbers[1]) if day_value(2024, numbers[0], numbers[1]) else None
    if len(numbers) == 3:
        return _day(*numbers)
    if len(numbers) == 2:
        return Fixed(f"{numbers[0]:04}-{numbers[1]:02}") if 1 <= numbers[1] <= 12 else None
    return Fixed(f"{numbers[0]:04}") if 1000 <= numbers[0] < 2200 else None
