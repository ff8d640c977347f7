"""Months named by the calendar, with their year or without, and several of them.

Values as in TimeML 1.2.1 (TIMEX3), section 2.2.
"""

from __future__ import annotations

from nkreader.analysis.dates.forms import Fixed, Form
from nkreader.analysis.dates.forms_months import Month, MonthOf, Months
from nkreader.analysis.dates.kinds import NAMED, Kind
from nkreader.analysis.dates.rules import Found, Grammar

months = Grammar()


@months.rule("NAMED (?=(AND|OR) NAMED (OF|IN|COMMA)? YEAR)")
def month_of_the_same_year(found: Found) -> Form | None:
    """`January` of `January and February of 2008`; a later month lies in the year before."""
    codes, values = found.tokens.codes, found.tokens.values
    if found.kind(-1) == Kind.BETWEEN.value:
        return None
    year = next(at for at in range(found.last + 2, found.last + 4) if codes[at] == Kind.YEAR.value)
    number = found.number(*NAMED)
    return Fixed(f"{int(values[year]) - (number > int(values[found.last + 1])):04}-{number:02}")


@months.rule("NAMED (OF|IN|COMMA)? (THE UNIT)? YEAR", "NAMED SHORT")
def month_of_year(found: Found) -> Form | None:
    """`September 2023`, `Sept. '23`."""
    years = found.all(Kind.YEAR)
    if not years and not found.all(Kind.SHORT):
        return None
    year = int(years[0]) if years else 1900 + int(str(found.all(Kind.SHORT)[0])[1:])
    return Fixed(f"{year:04}-{found.number(*NAMED):02}")


@months.rule(
    "NAMED HYPHEN NAMED (OF? YEAR)? UNIT?",
    "(?<=FROM) NAMED (TO|UNTIL) NAMED YEAR?",
    "(?<=BETWEEN) NAMED AND NAMED YEAR?",
)
def months_together(found: Found) -> Form | None:
    """`April-June`, `the January-March quarter`, `from October to December 2012`."""
    years, units = found.all(Kind.YEAR), found.all(Kind.UNIT)
    first, last = (int(value) for value in found.all(*NAMED))
    if first == last or (units and units[0] != "quarter") or found.kind(0) in (Kind.DAY.value, Kind.ORD.value):
        return None
    return Months(first, last, int(years[0]) if years else None, quarter=bool(units))


@months.rule(
    "(THE? EDGE OF | EARLY HYPHEN?) NAMED",
    "(LAST|NEXT|THIS|PREVIOUS|FOLLOWING) NAMED",
    "NAMED OF? (LAST|NEXT|THIS) UNIT",
    "MONTH",
    "(?<=PREP) MAYBE",
)
def month(found: Found) -> Form | None:
    """`October`, `early October`, `last October`, `June last year`; May and March only behind a preposition."""
    number = found.number(*NAMED)
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
