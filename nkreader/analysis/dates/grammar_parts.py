"""Quarters, halves and seasons, of a year or of the one that the text is about."""

from __future__ import annotations

from nkreader.analysis.dates.forms import Fixed, Form, MonthDay, Shift
from nkreader.analysis.dates.forms_parts import Ended, Part, Quarter, SameQuarter, Season
from nkreader.analysis.dates.kinds import Kind
from nkreader.analysis.dates.rules import Found, Grammar, shift_of, unit_of
from nkreader.analysis.dates.units import spoken_year

parts = Grammar()


@parts.rule("THE? UNIT HYPHEN [AGO EARLIER] ([UNIT PERIOD] | ORD HYPHEN? UNIT)?")
def year_ago(found: Found) -> Form | None:
    """`the year-earlier quarter`, `year-ago results`."""
    units = found.all(Kind.UNIT)
    if units[0] != "year":
        return None
    return Quarter(-1, presumed=True) if units[-1] == "quarter" else Shift("year", -1, inherits=True)


@parts.rule(
    "THE? SAME? [UNIT PERIOD] (LAST UNIT | A UNIT [AGO EARLIER])",
    "LAST UNIT POSS (UNIT | PERIOD)",
)
def same_last_year(found: Found) -> Form | None:
    """`the same period last year`, `the quarter a year ago`, `last year's quarter`."""
    units = [str(unit) for unit in found.all(Kind.UNIT)]
    if "year" not in units or not (found.has(Kind.PERIOD) or "quarter" in units) or len(units) > 2:
        return None
    return Quarter(-1, presumed=True) if "quarter" in units else Shift("year", -1, inherits=True)


@parts.rule(
    "(LAST|NEXT|THIS) UNIT POSS ORD HYPHEN? [UNIT HALF]",
    "THE? YEAR? ORD HYPHEN? [UNIT HALF] (OF (YEAR | (LAST|NEXT|THIS|THE) UNIT))?",
    "THE YEAR ORD HYPHEN? UNIT",
)
def quarter(found: Found) -> Form | None:
    """`the third quarter`, `the second half of 2024`, `next year's first quarter`."""
    units = [str(u) for u in found.all(Kind.UNIT)]
    orders = found.all(Kind.ORD)
    letter = "H" if found.has(Kind.HALF) else "Q"
    if not orders or (letter == "Q" and "quarter" not in units) or int(orders[0]) > (4 if letter == "Q" else 2):
        return None
    if letter == "H" and not found.has(Kind.OF) and not found.has(Kind.POSS):
        return None
    rest = [u for u in units if u != "quarter"]
    if rest and rest != ["year"]:
        return None
    number, years = int(orders[0]), found.all(Kind.YEAR)
    if years:
        return Fixed(f"{int(years[0]):04}-{letter}{number}")
    return Part(letter, number, shift_of(found) if rest else None)


@parts.rule("THE YEAR [UNIT PERIOD]")
def same_quarter(found: Found) -> Form | None:
    """`the 1988 quarter`, `the 1988 period`."""
    if found.has(Kind.UNIT) and unit_of(found) != "quarter":
        return None
    return SameQuarter(found.number(Kind.YEAR), presumed=found.has(Kind.UNIT))


@parts.rule("THE? [ORD LAST] HALF OF YEAR")
def half(found: Found) -> Form | None:
    """`the last half of 2024`."""
    orders = found.all(Kind.ORD)
    number = int(orders[0]) if orders else 2
    return Fixed(f"{found.number(Kind.YEAR):04}-H{number}") if number < 3 else None


@parts.rule("THE? [ORD LAST] CARD UNITS OF YEAR")
def quarters(found: Found) -> Form | None:
    """`the first two quarters of 2024`: a half of the year."""
    orders = found.all(Kind.ORD)
    if unit_of(found) != "quarter" or found.number(Kind.CARD) != 2 or (orders and int(orders[0]) != 1):
        return None
    return Fixed(f"{found.number(Kind.YEAR):04}-H{1 if orders else 2}")


@parts.rule("(?<=[IN FOR]) THE UNIT")
def ended_unit(found: Found) -> Form | None:
    """`for the quarter ended July 31`; the day itself is an expression of its own."""
    unit, at = unit_of(found), found.last
    if unit not in ("quarter", "year") or found.word(0) not in ("ended", "ending"):
        return None
    if found.kind(1) not in (Kind.MONTH.value, Kind.MAYBE.value) or found.kind(2) != Kind.DAY.value:
        return None
    return Ended(unit, MonthDay(int(found.tokens.values[at + 1]), int(found.tokens.values[at + 2])))


@parts.rule(
    "THE? (EARLY HYPHEN?)? SEASON OF? YEAR",
    "THE? (EARLY HYPHEN?)? SEASON OF? CARD CARD HYPHEN? CARD?",
    "(LAST|NEXT|THIS|PREVIOUS|THE) (EARLY HYPHEN?)? SEASON",
    "(?<=[IN SINCE BY UNTIL]) EARLY HYPHEN? SEASON",
)
def season(found: Found) -> Form | None:
    """`last summer`, `the spring`, `autumn 2024`; `fall` only where it cannot be a verb."""
    code, years = str(found.all(Kind.SEASON)[0]), found.all(Kind.YEAR)
    if found.has(Kind.CARD):
        spoken = spoken_year([int(number) for number in found.all(Kind.CARD)])
        return Fixed(f"{spoken:04}-{code}") if spoken else None
    if (
        shift_of(found) is None
        and not years
        and (found.text.endswith("fall") or found.kind(0) in (Kind.OF.value, Kind.IN.value))
    ):
        return None
    return Fixed(f"{int(years[0]):04}-{code}") if years else Season(code, shift_of(found))
