"""Years, decades, centuries, and spans of years.

Values as in TimeML 1.2.1 (TIMEX3), section 2.2.
"""

from __future__ import annotations

from nkreader.analysis.dates.forms import Between, Fixed, Form
from nkreader.analysis.dates.kinds import NAMED, Kind
from nkreader.analysis.dates.rules import Found, Grammar
from nkreader.analysis.dates.units import spoken_year
from nkreader.analysis.dates.vocabulary import COUNTED, words

years = Grammar()
_APPROXIMATE = frozenset(words("about around some over than least most nearly almost approximately roughly up"))
_EVENTS = frozenset(words("cup games championship championships tournament expo expos exposition exhibition festival"))


@years.rule("YEAR HYPHEN YEAR", "YEAR HYPHEN [DAY NUM]")
def years_hyphenated(found: Found) -> Form | None:
    """`1950-1953`, `1950-53`."""
    return _years(found, [int(v) for v in found.all(Kind.YEAR, Kind.DAY, Kind.NUM)])


@years.rule("(?<=FROM) YEAR (TO|UNTIL) YEAR", "(?<=BETWEEN) YEAR AND YEAR")
def years_spanned(found: Found) -> Form | None:
    """`from 1950 to 1953`, `between 1950 and 1953`."""
    return _years(found, [int(v) for v in found.all(Kind.YEAR)])


def _years(found: Found, ends: list[int]) -> Form | None:
    start, end = ends
    if end < 100:
        end += start // 100 * 100
    if not start < end < 2200 or start < 1000 or found.word(0) in COUNTED:
        return None
    return Between(Fixed(f"{start:04}"), Fixed(f"{end:04}"))


@years.rule("DECADE OF THE ORD HYPHEN? UNIT")
def decade_of_century(found: Found) -> Form | None:
    """`the 70s of the 19th century`."""
    if found.all(Kind.UNIT)[0] != "century":
        return None
    return Fixed(f"{found.number(Kind.ORD) - 1:02}{str(found.all(Kind.DECADE)[0])[2]}X")


@years.rule(
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


@years.rule("(EARLY HYPHEN?)? ORD HYPHEN? UNIT")
def century(found: Found) -> Form | None:
    """`the 20th century`."""
    if found.all(Kind.UNIT)[0] != "century":
        return None
    return Fixed(f"{found.number(Kind.ORD) - 1:02}XX")


@years.rule("NAMED? CARD HYPHEN? CARD HYPHEN? CARD?", "THE UNIT CARD THOUSAND AND? CARD?")
def spelled_year(found: Found) -> Form | None:
    """`nineteen ninety-six`, `the year two thousand`: years as they are spoken."""
    numbers = [int(v) for v in found.all(Kind.CARD)]
    if found.has(Kind.UNIT):
        if numbers[0] != 2:
            return None
        return Fixed(f"{2000 + sum(numbers[1:]):04}")
    spoken, months = spoken_year(numbers), found.all(*NAMED)
    return Fixed(f"{spoken:04}" + (f"-{int(months[0]):02}" if months else "")) if spoken else None


@years.rule("(THE? EDGE OF | EARLY HYPHEN? | EARLIER IN | LATER IN | FISCAL)+ YEAR", "THE UNIT YEAR", "FISCAL YEAR")
def year_with_part(found: Found) -> Form | None:
    """`late 2023`, `the end of 2023`, `fiscal 1989`, `the year 2024`: the value is the year."""
    units = found.all(Kind.UNIT)
    return None if units and units[0] != "year" else _year(found)


@years.rule("(?<![HYPHEN NUM OTHER DAY]) YEAR")
def year(found: Found) -> Form | None:
    """`2019`, where nothing says that 2019 things are counted."""
    number, after, before = found.number(Kind.YEAR), found.word(0), found.word(-1)
    certain = found.kind(-1) in {k.value for k in (Kind.IN, Kind.SINCE, Kind.BY, Kind.UNTIL)}
    if after in COUNTED or before in _APPROXIMATE or _is_name(found) or before in ("no", "number", "page"):
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


@years.rule("(?<=[EARLY EARLIER HYPHEN IN WORD COMMA THE OF SINCE]) SHORT")
def short_year(found: Found) -> Form | None:
    """`in '98`."""
    number = int(str(found.all(Kind.SHORT)[0])[1:])
    return Fixed(f"{1900 + number if number >= 30 else 2000 + number:04}")
