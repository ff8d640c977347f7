"""The words that dates are made of, and what each can be."""

from __future__ import annotations

from nkreader.analysis.dates.kinds import Kind


def words(text: str) -> tuple[str, ...]:
    """A word list written as one line of text."""
    return tuple(text.split())


MONTHS = words("january february march april may june july august september october november december")
_SHORT_MONTHS = words("jan feb mar apr may jun jul aug sep oct nov dec")
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
UNITS = ("day", "week", "month", "quarter", "year", "decade", "century")
_ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_DECADES = words("twenties thirties forties fifties sixties seventies eighties nineties")
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

Value = int | str
_PLAIN: dict[Kind, str] = {
    Kind.LAST: "last past",
    Kind.PREVIOUS: "previous preceding prior",
    Kind.NEXT: "next coming upcoming",
    Kind.FOLLOWING: "following ensuing",
    Kind.THIS: "this current ongoing",
    Kind.THAT: "that",
    Kind.SAME: "same",
    Kind.LATEST: "latest most-recent",
    Kind.EARLY: "early late mid",
    Kind.EARLIER: "earlier",
    Kind.LATER: "later",
    Kind.AGO: "ago",
    Kind.BEFORE: "before",
    Kind.AFTER: "after",
    Kind.EDGE: "end beginning start middle close turn",
    Kind.TODAY: "today",
    Kind.YESTERDAY: "yesterday",
    Kind.TOMORROW: "tomorrow",
    Kind.FISCAL: "fiscal",
    Kind.FULL: "full whole entire",
    Kind.EVERY: "every each annually yearly annual",
    Kind.THE: "the",
    Kind.A: "a an",
    Kind.OF: "of",
    Kind.IN: "in during",
    Kind.ON: "on",
    Kind.BY: "by",
    Kind.FOR: "for",
    Kind.SINCE: "since",
    Kind.UNTIL: "until till through",
    Kind.FROM: "from",
    Kind.TO: "to",
    Kind.BETWEEN: "between",
    Kind.AND: "and",
    Kind.OR: "or",
    Kind.OWN: "its his her their our my your",
    Kind.HALF: "half",
    Kind.WEEKEND: "weekend",
    Kind.PERIOD: "period",
    Kind.THOUSAND: "thousand",
}


def _vocabulary() -> dict[str, tuple[Kind, Value]]:
    """Lower-case words and what they are; months and weekdays are looked up with their case instead."""
    known: dict[str, tuple[Kind, Value]] = {w: (kind, w) for kind, ws in _PLAIN.items() for w in ws.split()}
    known |= {unit: (Kind.UNIT, unit) for unit in UNITS}
    known |= {unit + "s": (Kind.UNITS, unit) for unit in UNITS if unit != "century"}
    known |= {"centuries": (Kind.UNITS, "century"), "fortnight": (Kind.UNIT, "fortnight")}
    known |= {word: (Kind.CARD, at) for at, word in enumerate(_ONES) if at}
    known |= {word: (Kind.CARD, 10 * at) for at, word in enumerate(_TENS, 2)}
    known |= {"dozen": (Kind.CARD, 12)}
    known |= {word: (Kind.ORD, at) for at, word in enumerate(_ORDINALS, 1)}
    known |= {"thirtieth": (Kind.ORD, 30)}
    known |= {word: (Kind.DECADE, f"19{at}X") for at, word in enumerate(_DECADES, 2)}
    known |= {word: (Kind.SEASON, code) for word, code in SEASONS.items()}
    return known


def _names() -> dict[str, tuple[Kind, Value]]:
    """Month and weekday names as they are written: capitalised or in capitals."""
    names: dict[str, tuple[Kind, Value]] = {}
    for at, month in enumerate(MONTHS, 1):
        kind = Kind.MAYBE if month in ("may", "march") else Kind.MONTH
        short = _SHORT_MONTHS[at - 1]
        for form in {month.title(), month.upper()}:
            names[form] = (kind, at)
        if short != month:
            for form in {short.title(), short.upper()}:
                names[form] = (Kind.MAYBE, at)
                names[form + "."] = (Kind.MONTH, at)
    names |= dict.fromkeys(("Sept", "SEPT", "Sept.", "SEPT."), (Kind.MONTH, 9))
    for at, day in enumerate(WEEKDAYS):
        names |= dict.fromkeys((day.title(), day.upper()), (Kind.WEEKDAY, at))
    for short, at in (("Mon", 0), ("Tue", 1), ("Tues", 1), ("Wed", 2), ("Thu", 3), ("Thur", 3), ("Thurs", 3)):
        names |= dict.fromkeys((f"{short}.", f"{short.upper()}."), (Kind.WEEKDAY, at))
    return names | {"Fri.": (Kind.WEEKDAY, 4), "FRI.": (Kind.WEEKDAY, 4), "Sat.": (Kind.WEEKDAY, 5)}


NAMES = _names()
"""Month and weekday names as written."""
WORDS = _vocabulary()
"""Lower-case words."""
COUNTED = frozenset(
    words(
        "people soldiers troops men women workers tons tonnes kilometers kilometres km miles meters metres hours "
        "minutes seconds points percent dollars won yen yuan euros pounds households houses homes civilians hectares "
        "feet acres shares jobs staff copies units m kg kw mw watts calories degrees rounds children students cars"
    )
)
"""What numbers before it count: no days, no years."""
PAST_VERBS = frozenset(
    words(
        "was were had did met left took began fell rose held sent went made gave came won lost paid led found struck "
        "shot flew spoke wrote became got grew broke built bought drew drove hit ran sold stood taught thought threw "
        "understood fought died fled sank"
    )
)
"""Pasts that do not end in `-ed`, or are too short to be told by it, and hardly ever a present."""
