"""Dates in words, for what people read: whole days, months and years stay ISO 8601, everything else is spelled out."""

from __future__ import annotations

import re

from nkreader.model.dates import Basis, Certainty, PartialDate

MONTHS = "January February March April May June July August September October November December".split()
"""In English, whatever the locale."""
_ORDINALS = ("first", "second", "third", "fourth")
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_FORM = re.compile(
    r"XXXX-(?P<month>\d\d)(?:-(?P<day>\d\d))?"
    r"|(?P<decade>\d{3})X|(?P<century>\d\d)XX"
    r"|(?P<year>\d{4})-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI))"
)

RESTS_ON = {
    Basis.METADATA: "derived from the metadata",
    Basis.HEADER: "derived from the crawl header",
    Basis.DATELINE: "derived from the dateline",
    Basis.WEEKDAY: "derived from the weekday",
    Basis.MENTION: "derived from a date in the text",
    Basis.FACT: "derived from a known event",
    Basis.SAME_EVENT: "borrowed from another report of the event",
    Basis.HAND: "set by hand",
}
"""What a date that the text does not state rests on."""


def value_in_words(value: str) -> str:
    """A value as `PartialDate.value` has it: `14 September, year unknown`, `from 2023-04-12 on`, `week 52 of 2025`."""
    start, slash, end = value.partition("/")
    if slash:
        if ".." in (start, end):
            return f"{value_in_words(end)} or before" if start == ".." else f"{value_in_words(start)} or after"
        return f"{value_in_words(start)} to {value_in_words(end)}"
    found = _FORM.fullmatch(value)
    if found is None:
        return value
    if found["month"]:
        month = MONTHS[int(found["month"]) - 1]
        return f"{int(found['day'])} {month}, year unknown" if found["day"] else f"{month}, year unknown"
    if found["decade"]:
        return f"{found['decade']}0s"
    if found["century"]:
        return f"{_numbered(int(found['century']) + 1)} century"
    return f"{_part(found)} {found['year']}"


def in_words(when: PartialDate) -> str:
    """A known date with a sign of what it rests on, unless the text states it."""
    words = value_in_words(when.value or "")
    if when.basis is Basis.HAND:
        return f"{words} ({RESTS_ON[when.basis]})"
    if when.certainty is Certainty.LIKELY:
        return f"≈ {words}{borrowed(when.basis)}"
    if when.certainty is Certainty.DERIVED:
        return f"{words} ({RESTS_ON.get(when.basis, 'derived')})"
    return words


def borrowed(basis: str | None) -> str:
    """What stands behind a day that is not the piece's own, but that of another report of the same event."""
    return f" ({RESTS_ON[Basis.SAME_EVENT]})" if basis == Basis.SAME_EVENT else ""


def set_by_hand(basis: str | None) -> str:
    """What stands behind a date that the reader set."""
    return f" ({RESTS_ON[Basis.HAND]})" if basis == Basis.HAND else ""


def _part(found: re.Match[str]) -> str:
    if found["week"]:
        return f"{'weekend of ' if found['weekend'] else ''}week {int(found['week'])} of"
    if found["quarter"]:
        return f"{_ORDINALS[int(found['quarter']) - 1]} quarter of"
    if found["half"]:
        return f"{_ORDINALS[int(found['half']) - 1]} half of"
    return _SEASONS[found["season"]]


def _numbered(number: int) -> str:
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
