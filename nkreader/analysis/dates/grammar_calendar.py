"""Dates named by the calendar: days, months, years, decades, centuries and ranges of them.

Values as in TimeML 1.2.1 (TIMEX3), section 2.2, and ISO 8601.
"""

from __future__ import annotations

from nkreader.analysis.dates.forms import Between, Fixed, Form, Month, MonthDay, MonthOf, Months
from nkreader.analysis.dates.kinds import Kind
from nkreader.analysis.dates.rules import Found, Grammar
from nkreader.analysis.dates.units import day_value, spoken_year
from nkreader.analysis.dates.vocabulary import words

calendar = Grammar()
_NAMED = (Kind.MONTH, Kind.MAYBE)
_NTH = (Kind.DAY, Kind.ORD)
_APPROXIMATE = frozenset(words("about around some over than least most nearly almost approximately roughly up"))
_COUNTED = frozenset(
    words(
        "people soldiers troops men women workers tons tonnes kilometers kilometres km miles meters metres hours "
        "minutes seconds points percent dollars won yen yuan euros pounds households houses homes civilians hectares "
        "feet acres shares jobs staff copies units m kg kw mw watts calories degrees rounds children students cars"
    )
)
_OBSERVES = frozenset(words("observes celebrates commemorates marks"))
_EVENTS = frozenset(words("cup games championship championships tournament expo expos exposition exhibition festival"))
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


def _day(year: int, month: int, day: int) -> Form | None:
    value = day_value(year, month, day)
    return Fixed(value) if value else None


@calendar.rule(
    "(?<=BETWEEN) NAMED NTH AND NTH",
    "NAMED NTH DASH NTH COMMA? YEAR",
    "NAMED NTH DASH NTH",
    "FROM? NTH DASH NTH OF? NAMED YEAR?",
)
def days_of_one_month(found: Found) -> Form | None:
    """`Sept. 12-17, 2023`: both days in one month."""
    if found.has(Kind.FROM):
        return None
    month, years = found.number(*_NAMED), found.all(Kind.YEAR)
    ends = [found.number(*_NTH), found.number(*_NTH, at=1)]
    if ends[0] >= ends[1]:
        return None
    forms = [_day(int(years[0]), month, d) if years else MonthDay(month, d) for d in ends]
    return Between(forms[0], forms[1]) if forms[0] and forms[1] and day_value(2024, month, ends[1]) else None


@calendar.rule("NAMED NTH DASH NAMED NTH COMMA? YEAR", "NAMED NTH HYPHEN NAMED NTH")
def days_of_two_months(found: Found) -> Form | None:
    """`Dec. 26-Jan. 1`."""
    years = found.all(Kind.YEAR)
    days = [(found.number(*_NAMED, at=i), found.number(*_NTH, at=i)) for i in (0, 1)]
    if years:
        begin = int(years[0]) - (days[0] > days[1])
        forms = [_day(begin, *days[0]), _day(int(years[0]), *days[1])]
    else:
        forms = [MonthDay(*d) if day_value(2024, *d) else None for d in days]
    return Between(forms[0], forms[1]) if forms[0] and forms[1] else None


@calendar.rule(
    "(WEEKDAY COMMA? (THE)?)? NAMED (THE)? NTH COMMA? (IN|OF)? YEAR",
    "(WEEKDAY COMMA? (THE)?)? NTH OF? NAMED COMMA? (IN|OF)? YEAR",
    "NAMED NTH COMMA? SHORT",
    "YEAR COMMA? NAMED NTH",
)
def full(found: Found) -> Form | None:
    """`April 28, 2025`, `28 April 2025`, `Monday, the 28th of April, 2025`."""
    years = found.all(Kind.YEAR)
    year = int(years[0]) if years else 1900 + int(str(found.all(Kind.SHORT)[0])[1:])
    return _day(year, found.number(*_NAMED), found.number(*_NTH))


@calendar.rule(
    "(WEEKDAY COMMA?)? NAMED NTH COMMA? OF? (LAST|NEXT|THIS) UNIT",
    "(WEEKDAY COMMA?)? NTH OF? NAMED COMMA? OF? (LAST|NEXT|THIS) UNIT",
)
def day_of_year(found: Found) -> Form | None:
    """`July 23 last year`."""
    month, day = found.number(*_NAMED), found.number(*_NTH)
    if found.all(Kind.UNIT)[0] != "year" or not day_value(2024, month, day):
        return None
    return MonthOf(month, 1 if found.has(Kind.NEXT) else -1 if found.has(Kind.LAST) else 0, day)


@calendar.rule(
    "WEEKDAY COMMA? (THE)? NAMED NTH",
    "WEEKDAY COMMA? (THE)? NTH OF? NAMED",
    "NAMED (THE)? NTH",
    "THE? ORD OF NAMED",
    "(?<![HYPHEN NUM YEAR]) DAY OF? NAMED",
    "(?<=[ON BY UNTIL SINCE]) ORD NAMED",
)
def partial(found: Found) -> Form | None:
    """`May 4`, `4 May`, `the 4th of May`: a day of a year not said."""
    month, day = found.number(*_NAMED), found.number(*_NTH)
    if not day_value(2024, month, day) or _names_something(found):
        return None
    if found.first and found.kind(0) == Kind.UNITS.value and not found.has(Kind.ORD):
        return None  # "in May 12 months later"
    after = {found.kind(0), found.kind(-1)}
    yearly = Kind.EVERY.value in after or (found.word(0) == "of" and found.kind(1) == Kind.EVERY.value)
    yearly = yearly or found.word(-1) in _OBSERVES or (found.word(-1) == "on" and found.word(-2) == "falls")
    return MonthDay(month, day, yearly=yearly)


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


@calendar.rule("(?<=NAMED DAY AND) DAY", "(?<=NAMED DAY COMMA) DAY (?=AND DAY)")
def another_day(found: Found) -> Form | None:
    """`24` of `Dec. 21 and 24`: another day of the month named before."""
    month, day = int(found.tokens.values[found.first - 3]), found.number(Kind.DAY)
    if found.word(0) in _COUNTED or found.kind(0) in _COUNTS or not day_value(2024, month, day):
        return None
    plural = found.raw(0)
    if plural.islower() and plural.endswith("s") and len(plural) > 3:
        return None
    return MonthDay(month, day)


@calendar.rule("NAMED (?=(AND|OR) NAMED (OF|IN|COMMA)? YEAR)")
def month_of_the_same_year(found: Found) -> Form | None:
    """`January` of `January and February of 2008`; a later month lies in the year before."""
    codes, values = found.tokens.codes, found.tokens.values
    if found.kind(-1) == Kind.BETWEEN.value:
        return None
    year = next(at for at in range(found.last + 2, found.last + 4) if codes[at] == Kind.YEAR.value)
    number = found.number(*_NAMED)
    return Fixed(f"{int(values[year]) - (number > int(values[found.last + 1])):04}-{number:02}")


@calendar.rule("NAMED (OF|IN|COMMA)? (THE UNIT)? YEAR", "NAMED SHORT")
def month_of_year(found: Found) -> Form | None:
    """`September 2023`, `Sept. '23`."""
    years = found.all(Kind.YEAR)
    if not years and not found.all(Kind.SHORT):
        return None
    year = int(years[0]) if years else 1900 + int(str(found.all(Kind.SHORT)[0])[1:])
    return Fixed(f"{year:04}-{found.number(*_NAMED):02}")


@calendar.rule(
    "NAMED HYPHEN NAMED (OF? YEAR)? UNIT?",
    "(?<=FROM) NAMED (TO|UNTIL) NAMED YEAR?",
    "(?<=BETWEEN) NAMED AND NAMED YEAR?",
)
def months(found: Found) -> Form | None:
    """`April-June`, `the January-March quarter`, `from October to December 2012`."""
    years, units = found.all(Kind.YEAR), found.all(Kind.UNIT)
    first, last = (int(value) for value in found.all(*_NAMED))
    if first == last or (units and units[0] != "quarter") or found.kind(0) in (Kind.DAY.value, Kind.ORD.value):
        return None
    return Months(first, last, int(years[0]) if years else None, quarter=bool(units))


@calendar.rule("YEAR HYPHEN YEAR", "YEAR HYPHEN [DAY NUM]")
def years_hyphenated(found: Found) -> Form | None:
    """`1950-1953`, `1950-53`."""
    return _years(found, [int(v) for v in found.all(Kind.YEAR, Kind.DAY, Kind.NUM)])


@calendar.rule("(?<=FROM) YEAR (TO|UNTIL) YEAR", "(?<=BETWEEN) YEAR AND YEAR")
def years_spanned(found: Found) -> Form | None:
    """`from 1950 to 1953`, `between 1950 and 1953`."""
    return _years(found, [int(v) for v in found.all(Kind.YEAR)])


def _years(found: Found, ends: list[int]) -> Form | None:
    start, end = ends
    if end < 100:
        end += start // 100 * 100
    if not start < end < 2200 or start < 1000 or found.word(0) in _COUNTED:
        return None
    return Between(Fixed(f"{start:04}"), Fixed(f"{end:04}"))


@calendar.rule("DECADE OF THE ORD HYPHEN? UNIT")
def decade_of_century(found: Found) -> Form | None:
    """`the 70s of the 19th century`."""
    if found.all(Kind.UNIT)[0] != "century":
        return None
    return Fixed(f"{found.number(Kind.ORD) - 1:02}{str(found.all(Kind.DECADE)[0])[2]}X")


@calendar.rule(
    "(THE? EDGE OF THE? | EARLY HYPHEN? TO HYPHEN? EARLY HYPHEN? | EARLY HYPHEN?)? DECADE",
)
def decade(found: Found) -> Form | None:
    """`the 1990s`, `the late 1990s`, `the nineties`; the article is no part of it, and `in her forties` is none."""
    word = found.text.split()[-1]
    in_full = word[:1].isdigit() and len(word) > 3
    before = found.kind(-1)
    determined = before == Kind.THE.value or found.has(Kind.THE)
    determined = determined or (before != Kind.BREAK.value and found.kind(-2) == Kind.THE.value)
    if not in_full and (not determined or before == Kind.OWN.value):
        return None
    return Fixed(str(found.all(Kind.DECADE)[0]))


@calendar.rule("(EARLY HYPHEN?)? ORD HYPHEN? UNIT")
def century(found: Found) -> Form | None:
    """`the 20th century`."""
    if found.all(Kind.UNIT)[0] != "century":
        return None
    return Fixed(f"{found.number(Kind.ORD) - 1:02}XX")


@calendar.rule("NAMED? CARD HYPHEN? CARD HYPHEN? CARD?", "THE UNIT CARD THOUSAND AND? CARD?")
def spelled_year(found: Found) -> Form | None:
    """`nineteen ninety-six`, `the year two thousand`: years as they are spoken."""
    numbers = [int(v) for v in found.all(Kind.CARD)]
    if found.has(Kind.UNIT):
        if numbers[0] != 2:
            return None
        return Fixed(f"{2000 + sum(numbers[1:]):04}")
    spoken, months = spoken_year(numbers), found.all(*_NAMED)
    return Fixed(f"{spoken:04}" + (f"-{int(months[0]):02}" if months else "")) if spoken else None


@calendar.rule("(THE? EDGE OF | EARLY HYPHEN? | EARLIER IN | LATER IN | FISCAL)+ YEAR", "THE UNIT YEAR", "FISCAL YEAR")
def year_with_part(found: Found) -> Form | None:
    """`late 2023`, `the end of 2023`, `fiscal 1989`, `the year 2024`: the value is the year."""
    units = found.all(Kind.UNIT)
    return None if units and units[0] != "year" else _year(found)


@calendar.rule("(?<![HYPHEN NUM OTHER DAY]) YEAR")
def year(found: Found) -> Form | None:
    """`2019`, where nothing says that 2019 things are counted."""
    number, after, before = found.number(Kind.YEAR), found.word(0), found.word(-1)
    certain = found.kind(-1) in {k.value for k in (Kind.IN, Kind.SINCE, Kind.BY, Kind.UNTIL)}
    if after in _COUNTED or before in _APPROXIMATE or _is_name(found) or before in ("no", "number", "page"):
        return None
    if not certain and (not 1800 <= number <= 2060 or _is_plural(found)):
        return None
    if found.kind(0) == Kind.HYPHEN.value and found.kind(1) in (Kind.WORD.value, Kind.UNIT.value):
        return None  # "a 2000-kilometre line"
    return _year(found)


def _is_plural(found: Found) -> bool:
    """Whether what follows looks counted: `2000 villages`, but not `the 2000 elections`."""
    after, determined = found.raw(0), found.kind(-1) in (Kind.THE.value, Kind.OWN.value, Kind.POSS.value)
    return after.islower() and after.endswith("s") and len(after) > 3 and not determined and after != "was"


def _is_name(found: Found) -> bool:
    """Whether the year opens a longer name: `2025 FIFA`, `2024 Women's World Cup`."""
    if not found.raw(0)[:1].isupper():
        return False
    following = [found.word(at) for at in range(9)]
    return (found.raw(0).isupper() and len(found.raw(0)) > 2) or any(w in _EVENTS for w in following)


def _year(found: Found) -> Form:
    return Fixed(f"{found.number(Kind.YEAR):04}")


@calendar.rule("(?<=[EARLY EARLIER HYPHEN IN WORD COMMA THE OF SINCE]) SHORT")
def short_year(found: Found) -> Form | None:
    """`in '98`."""
    number = int(str(found.all(Kind.SHORT)[0])[1:])
    return Fixed(f"{1900 + number if number >= 30 else 2000 + number:04}")


@calendar.rule(
    "(THE? EDGE OF | EARLY HYPHEN?) NAMED",
    "(LAST|NEXT|THIS|PREVIOUS|FOLLOWING) NAMED",
    "NAMED OF? (LAST|NEXT|THIS) UNIT",
    "MONTH",
    "(?<=PREP) MAYBE",
)
def month(found: Found) -> Form | None:
    """`October`, `early October`, `last October`, `June last year`; May and March only behind a preposition."""
    number = found.number(*_NAMED)
    if found.has(Kind.UNIT):
        if found.all(Kind.UNIT)[0] != "year":
            return None
        return MonthOf(number, 1 if found.has(Kind.NEXT) else -1 if found.has(Kind.LAST) else 0)
    bare = found.last - found.first == 1
    if bare and not _is_month(found):
        return None
    if found.kind(0) == Kind.DAY.value and found.kind(1) != Kind.UNITS.value:
        return None  # a day after which something is named
    shift = None
    for kind, amount in ((Kind.LAST, -1), (Kind.NEXT, 1), (Kind.THIS, 0)):
        shift = amount if found.has(kind) else shift
    return Month(number, shift, of=found.kind(0) == Kind.POSS.value)


def _is_month(found: Found) -> bool:
    """Whether a bare month is not a name: `April Kim`, `the August Revolution`."""
    after = found.raw(0)
    led = found.kind(-1) in {k.value for k in (Kind.IN, Kind.SINCE, Kind.BY, Kind.UNTIL, Kind.LAST)}
    if after[:1].isupper() and found.kind(0) == Kind.WORD.value:
        return led and found.has(Kind.MONTH)
    return led or found.has(Kind.MONTH) or found.kind(0) not in (Kind.WORD.value, Kind.HYPHEN.value)
