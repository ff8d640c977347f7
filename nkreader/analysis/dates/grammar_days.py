"""Days named by the calendar, with their year or without, and spans of days.

Values as in TimeML 1.2.1 (TIMEX3), section 2.2, and ISO 8601.
"""

from __future__ import annotations

from nkreader.analysis.dates.forms import Between, DayOfMonth, Fixed, Form, MonthDay
from nkreader.analysis.dates.forms_months import MonthOf
from nkreader.analysis.dates.kinds import NAMED, NTH, Kind
from nkreader.analysis.dates.rules import Found, Grammar, shift_of
from nkreader.analysis.dates.units import day_value
from nkreader.analysis.dates.vocabulary import COUNTED, words

days = Grammar()
_OBSERVES = frozenset(words("observes celebrates commemorates marks"))
_NAMED_BY_DAY = frozenset(
    words(
        "declaration declarations agreement uprising resistance movement complex team stadium garden house school "
        "factory farm festival prize plaza street guards committee society institute academy hall theatre museum "
        "brigade mine mill university college union association"
    )
)
"""What the North and the South name after a day: `the June 15 Joint Declaration`, `the April 25 Sports Team`."""
_LEADS = frozenset(
    kind.value
    for kind in (Kind.ON, Kind.BY, Kind.SINCE, Kind.UNTIL, Kind.FROM, Kind.AFTER, Kind.BEFORE, Kind.IN, Kind.TO)
)
_COUNTS = frozenset((Kind.UNITS.value, Kind.UNIT.value, Kind.MONTH.value, Kind.MAYBE.value, Kind.OTHER.value))
_ENDS = frozenset((Kind.COMMA.value, Kind.PUNCT.value, Kind.BREAK.value, Kind.CLOSE.value))


def _day(year: int, month: int, day: int) -> Form | None:
    value = day_value(year, month, day)
    return Fixed(value) if value else None


@days.rule(
    "(?<=BETWEEN) NAMED NTH AND NTH",
    "NAMED NTH DASH NTH COMMA? YEAR",
    "NAMED NTH DASH NTH",
    "FROM? NTH DASH NTH OF? NAMED YEAR?",
)
def days_of_one_month(found: Found) -> Form | None:
    """`Sept. 12-17, 2023`: both days in one month."""
    if found.has(Kind.FROM):
        return None
    month, years = found.number(*NAMED), found.all(Kind.YEAR)
    ends = [found.number(*NTH), found.number(*NTH, at=1)]
    if ends[0] >= ends[1]:
        return None
    forms = [_day(int(years[0]), month, d) if years else MonthDay(month, d) for d in ends]
    return Between(forms[0], forms[1]) if forms[0] and forms[1] and day_value(2024, month, ends[1]) else None


@days.rule("NAMED NTH DASH NAMED NTH COMMA? YEAR", "NAMED NTH HYPHEN NAMED NTH")
def days_of_two_months(found: Found) -> Form | None:
    """`Dec. 26-Jan. 1`."""
    years = found.all(Kind.YEAR)
    days = [(found.number(*NAMED, at=i), found.number(*NTH, at=i)) for i in (0, 1)]
    if years:
        begin = int(years[0]) - (days[0] > days[1])
        forms = [_day(begin, *days[0]), _day(int(years[0]), *days[1])]
    else:
        forms = [MonthDay(*d) if day_value(2024, *d) else None for d in days]
    return Between(forms[0], forms[1]) if forms[0] and forms[1] else None


@days.rule(
    "(WEEKDAY COMMA? (THE)?)? NAMED (THE)? NTH COMMA? (IN|OF)? YEAR",
    "(WEEKDAY COMMA? (THE)?)? NTH OF? NAMED COMMA? (IN|OF)? YEAR",
    "NAMED NTH COMMA? SHORT",
    "YEAR COMMA? NAMED NTH",
)
def full(found: Found) -> Form | None:
    """`April 28, 2025`, `28 April 2025`, `Monday, the 28th of April, 2025`."""
    years = found.all(Kind.YEAR)
    year = int(years[0]) if years else 1900 + int(str(found.all(Kind.SHORT)[0])[1:])
    return _day(year, found.number(*NAMED), found.number(*NTH))


@days.rule(
    "(WEEKDAY COMMA?)? NAMED NTH COMMA? OF? (LAST|NEXT|THIS) UNIT",
    "(WEEKDAY COMMA?)? NTH OF? NAMED COMMA? OF? (LAST|NEXT|THIS) UNIT",
)
def day_of_year(found: Found) -> Form | None:
    """`July 23 last year`."""
    month, day = found.number(*NAMED), found.number(*NTH)
    if found.all(Kind.UNIT)[0] != "year" or not day_value(2024, month, day):
        return None
    return MonthOf(month, 1 if found.has(Kind.NEXT) else -1 if found.has(Kind.LAST) else 0, day)


@days.rule(
    "WEEKDAY COMMA? (THE)? NAMED NTH",
    "WEEKDAY COMMA? (THE)? NTH OF? NAMED",
    "(LAST|NEXT) NAMED NTH",
    "NAMED (THE)? NTH",
    "THE? ORD OF NAMED",
    "(?<![HYPHEN NUM YEAR]) DAY OF? NAMED",
    "(?<=[ON BY UNTIL SINCE]) ORD NAMED",
)
def partial(found: Found) -> Form | None:
    """`May 4`, `4 May`, `the 4th of May`: a day of a year not said."""
    month, day = found.number(*NAMED), found.number(*NTH)
    if not day_value(2024, month, day) or _names_something(found):
        return None
    if found.first and found.kind(0) == Kind.UNITS.value and not found.has(Kind.ORD):
        return None  # "in May 12 months later"
    after = {found.kind(0), found.kind(-1)}
    yearly = Kind.EVERY.value in after or (found.word(0) == "of" and found.kind(1) == Kind.EVERY.value)
    yearly = yearly or found.word(-1) in _OBSERVES or (found.word(-1) == "on" and found.word(-2) == "falls")
    return MonthDay(month, day, yearly=yearly, shift=shift_of(found))


def _names_something(found: Found) -> bool:
    """Whether the day is part of a name; behind a preposition it is a day."""
    if found.kind(-1) in _LEADS:
        return False
    if found.word(0) in ("joint", "declaration"):
        return True
    for at in range(7):
        word = found.raw(at)
        if word.lower() in _NAMED_BY_DAY:
            return True
        if not (word[:1].isupper() or found.kind(at) in (Kind.POSS.value, Kind.HYPHEN.value)):
            return False
    return False


@days.rule("(?<=NAMED DAY AND) DAY", "(?<=NAMED DAY COMMA) DAY (?=AND DAY)")
def another_day(found: Found) -> Form | None:
    """`24` of `Dec. 21 and 24`: another day of the month named before."""
    month, day = int(found.tokens.values[found.first - 3]), found.number(Kind.DAY)
    if found.word(0) in COUNTED or found.kind(0) in _COUNTS or not day_value(2024, month, day):
        return None
    plural = found.raw(0)
    if plural.islower() and plural.endswith("s") and len(plural) > 3:
        return None
    return MonthDay(month, day)


@days.rule("HOLIDAY COMMA? YEAR", "HOLIDAY")
def named_day(found: Found) -> Form | None:
    """`on New Year's Day`, `since Liberation Day`: a day where a preposition says so, else the feast itself."""
    month, day = divmod(found.number(Kind.HOLIDAY), 100)
    if found.has(Kind.YEAR):
        return _day(found.number(Kind.YEAR), month, day)
    led = found.kind(-1) in _LEADS or (found.kind(-1) == Kind.THE.value and found.kind(-2) in _LEADS)
    return MonthDay(month, day) if led else None


@days.rule("(?<=ON) THE ORD")
def day_of_the_month(found: Found) -> Form | None:
    """`on the 15th`, of the month of publication or the one beside it."""
    if not found.text[-3:-2].isdigit() or found.kind(0) not in _ENDS:
        return None
    return DayOfMonth(found.number(Kind.ORD))
