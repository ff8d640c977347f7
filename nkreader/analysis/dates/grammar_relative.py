"""Dates told from another date: weekdays, today, `last week`, `two years ago`, `the previous day`.

TimeML 1.2.1 marks these as TIMEX3 with a temporal function. Plain durations (`three years`), sets (`every
day`) and vague words (`recently`) are none.
"""

from __future__ import annotations

from nkreader.analysis.dates.forms import Between, Form, SameDay, Shift, Weekday
from nkreader.analysis.dates.forms_parts import Quarter
from nkreader.analysis.dates.kinds import Kind
from nkreader.analysis.dates.rules import Found, Grammar, shift_of, unit_of

relative = Grammar()
_SMALL = {"day", "week", "fortnight"}


_FEASTS = frozenset(("Black", "Good", "Holy", "Easter", "Palm", "Ash", "Cyber", "Bloody"))
"""What makes a weekday the name of a day of the year, or of an event."""


@relative.rule("THE SAME UNIT IN YEAR", "THE SAME UNIT OF YEAR")
def same_day_in(found: Found) -> Form | None:
    """`the same day in 1972`: the month and day spoken of, in another year."""
    return SameDay(found.number(Kind.YEAR)) if unit_of(found) == "day" else None


@relative.rule("COUNT HYPHEN? [UNIT UNITS] (AGO|HYPHEN? AGO)", "(EARLY)? COUNT UNITS AGO")
def ago(found: Found) -> Form | None:
    """`two weeks ago`, `a year ago`: counted from publication."""
    if found.kind(-1) == Kind.THE.value and found.tokens.values[found.first] == "a":
        return None
    return _counted(found, -1, narrative=False)


@relative.rule("COUNT [UNIT UNITS] (EARLIER|BEFORE)", "COUNT [UNIT UNITS] (LATER|AFTER)")
def earlier(found: Found) -> Form | None:
    """`a week earlier`, `two days later`: counted from the date spoken of before."""
    sign = -1 if found.has(Kind.EARLIER) or found.has(Kind.BEFORE) else 1
    vague = found.has(Kind.BEFORE) or found.has(Kind.AFTER)
    return None if vague else _counted(found, sign, narrative=True)


def _counted(found: Found, sign: int, narrative: bool) -> Form | None:
    unit = unit_of(found)
    counts = found.all(Kind.DAY, Kind.CARD, Kind.NUM)
    amount = int(counts[0]) if counts else 1
    if amount > 2000 or found.word(-1) in ("several", "few", "couple", "half", "than", "least", "and", "or"):
        return None
    grain = "day" if unit in _SMALL else unit
    inherits = unit == "year" and amount == 1
    return Shift(unit, sign * amount, narrative=narrative, grain=grain, inherits=inherits)


@relative.rule("THE UNIT BEFORE YESTERDAY", "THE UNIT AFTER TOMORROW")
def two_days_off(found: Found) -> Form | None:
    """`the day before yesterday`, `the day after tomorrow`."""
    return Shift("day", 2 if found.has(Kind.TOMORROW) else -2) if unit_of(found) == "day" else None


@relative.rule("THE UNIT BEFORE TODAY?", "THE UNIT (AFTER | EARLIER)")
def day_before(found: Found) -> Form | None:
    """`the day before`, `the week after`, where nothing follows that says before what."""
    if found.kind(0) in (Kind.THE.value, Kind.A.value, Kind.WORD.value, Kind.OWN.value, Kind.THAT.value):
        return None
    sign = 1 if found.has(Kind.AFTER) else -1
    unit = unit_of(found)
    return Shift(unit, sign, narrative=True)


@relative.rule("THE (PREVIOUS|FOLLOWING) [UNIT WEEKEND]", "THE NEXT UNIT", "THAT (SAME)? UNIT", "THE SAME UNIT")
def narrative_unit(found: Found) -> Form | None:
    """`the previous day`, `the next day`, `that year`, `the same month`: told from the date spoken of before."""
    unit = unit_of(found) if found.has(Kind.UNIT) else "weekend"
    amount = shift_of(found) or 0
    if unit in ("decade", "century", "fortnight"):
        return None
    if found.has(Kind.NEXT) and unit in ("quarter", "year") and found.word(0) == "or":
        return None
    if unit == "weekend":
        return Shift("week", amount, narrative=True, grain="weekend")
    return Shift(unit, amount, narrative=True)


@relative.rule("(EARLIER|LATER|EARLY)? (TODAY|YESTERDAY|TOMORROW)")
def around_today(found: Found) -> Form | None:
    """`today`, `yesterday`, `tomorrow`, from publication; not the last word of a name (`Korea Today`)."""
    named = found.kind(-1) == Kind.WORD.value and found.raw(-1)[:1].isupper()
    headline = found.kind(-2) == Kind.WORD.value and found.raw(-2)[:1].isupper()
    if named and not headline and found.text[:1].isupper():
        return None
    amount = -1 if found.has(Kind.YESTERDAY) else 1 if found.has(Kind.TOMORROW) else 0
    return Shift("day", amount)


@relative.rule(
    "WEEKDAY (OF|IN)? (LAST|NEXT|THIS) UNIT",
    "((EARLIER|LATER|EARLY) HYPHEN?)? (LAST|NEXT|THIS)? WEEKDAY",
)
def weekday(found: Found) -> Form | None:
    """`Monday`, `last Monday`, `next Monday`, `Monday of last week`."""
    number, shift = found.number(Kind.WEEKDAY), shift_of(found)
    if found.raw(-1) in _FEASTS:
        return None
    if found.has(Kind.UNIT):
        if unit_of(found) != "week":
            return None
        shift = shift if shift is not None else 0
        return Weekday(number, shift)
    return Weekday(number, shift)


@relative.rule("(EARLIER|LATER|EARLY) (IN|BY)? (THE|THIS|THAT|LAST|NEXT|PREVIOUS) UNIT")
def early_in(found: Found) -> Form | None:
    """`earlier this month`, `late last year`, `earlier in the day`: the value is the whole unit."""
    unit, shift = unit_of(found), shift_of(found)
    if unit == "fortnight":
        return None
    narrative = found.has(Kind.THAT) or (shift is None and unit == "day")
    return Shift(unit, shift or 0, narrative=narrative)


@relative.rule("THE? EDGE OF (THE|THIS|LAST|NEXT|THAT|FISCAL)+ UNIT", "THE? UNIT POSS? HYPHEN? EDGE")
def edge_of(found: Found) -> Form | None:
    """`the end of the month`, `year-end`: the value is the unit, as TIMEX3 has it without its MOD."""
    unit, shift = unit_of(found), shift_of(found)
    if unit in ("day", "decade", "century", "fortnight", "quarter"):
        return None
    if not found.has(Kind.OF) and (unit != "year" or found.tokens.values[found.last - 1] != "end"):
        return None
    return Shift(unit, shift or 0)


@relative.rule("THE? LATEST [UNIT PERIOD]", "THIS UNIT", "THE THIS FISCAL? UNIT")
def current(found: Found) -> Form | None:
    """`this week`, `this year`, `the current quarter`; `the latest quarter` is the last one that ended."""
    unit = unit_of(found) if found.has(Kind.UNIT) else "quarter"
    if found.has(Kind.LATEST):
        return Quarter(presumed=True) if unit == "quarter" else None
    if unit in ("decade", "century", "fortnight"):
        return Shift(unit, 0) if unit != "fortnight" else None
    return Shift(unit, 0)


@relative.rule("(?<=[IN FOR]) THE UNIT", "THE FULL UNIT")
def spoken_unit(found: Found) -> Form | None:
    """`for the quarter`, the one spoken of before; `the full year`, that of publication."""
    if unit_of(found) == "quarter" and not found.has(Kind.FULL):
        return Quarter()
    return Shift("year", 0) if found.has(Kind.FULL) and found.has(Kind.THE) and unit_of(found) == "year" else None


@relative.rule("(EARLY HYPHEN?)? (LAST|NEXT) UNIT", "THE LAST UNIT")
def last_unit(found: Found) -> Form | None:
    """`last week`, `next month`, `last year`, from publication; `the past year` is the last one."""
    unit = unit_of(found)
    determined = found.has(Kind.THE) or found.kind(-1) == Kind.THE.value
    if unit in ("day", "fortnight") or (determined and unit not in ("year", "century")):
        return None
    return Shift(unit, shift_of(found) or 0)


@relative.rule("(LAST|NEXT|THIS|PREVIOUS|FOLLOWING|THE) WEEKEND", "THE FOLLOWING WEEKEND")
def weekend(found: Found) -> Form | None:
    """`last weekend`; `the weekend` is the last one, or the coming one of a week not yet over."""
    shift = shift_of(found)
    return Shift("week", shift if shift is not None else -1, grain="weekend")


@relative.rule("(?<=FROM) WEEKDAY (TO|UNTIL) WEEKDAY")
def weekdays(found: Found) -> Form | None:
    """`from Monday to Wednesday`."""
    return Between(Weekday(found.number(Kind.WEEKDAY)), Weekday(found.number(Kind.WEEKDAY, at=1)))
