"""Lines that a page sets around a story and that hold nothing but when it was put there.

`18 September 2013 Last updated at 13:59 GMT`, `First Posted: 10/25/11 06:44 PM ET Updated: …`, `Tue Jul 2, 2013
1:28PM`: days, times of day, zones, days of the week, and the few words that say what was done then. Copies of pages
that were taken apart into words have blanks around the punctuation (`06: 44`, `2013 - 09 - 28`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nkreader.analysis.dates.metadata import NEWEST, OLDEST
from nkreader.model.spans import Span

TOP_LINES = 8
"""Among how many lines such a line counts as the article's own."""
LINE = 100
"""How long it may be, in characters."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ ,-]*(?P<m1>{_MONTH})\b\.?[ ,-]*(?P<y1>\d{{4}})"
    rf"|\b(?P<m2>{_MONTH})\b\.?[ -]*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:[ ]*,[ ]*|[ -]+)(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4}) ?(?P<s3>[-/.]) ?(?P<m3>\d{1,2}) ?(?P=s3) ?(?P<d3>\d{1,2})"
    r"|(?P<a>\d{1,2}) ?(?P<s4>[-/.]) ?(?P<b>\d{1,2}) ?(?P=s4) ?(?P<y4>\d{4}|\d\d))(?!\d|[:.] ?\d)",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"\b(?:[ECMP][SD]?T|AK[SD]T)\b")
"""A time zone of the Americas: who writes it puts the month first."""
_DAY_FIRST = re.compile(r"\b(?:BST|IST|CEST|CET|GMT)\b")
_LABEL = re.compile(
    r"\b(published|posted|released?|issued|created|last updated|last modified|updated|modified|edited|date)\b",
    re.IGNORECASE,
)
_CLOCK = (
    r"\d{1,2} ?[:.] ?\d\d(?: ?[:.] ?\d\d)?(?: ?[ap]\.? ?m\b\.?| ?[ap]\b)?|\d{1,2} ?[ap]\.? ?m\b\.?"
    r"|\d{4} ?(?:hrs|hours)\b"
)
_ZONE = (
    r"(?:(?:gmt|utc|[ecmp][sd]?t|ak[sd]t|hst|c?est|cet|bst|ist|kst|jst|sgt|hkt|aest|aedt|msk|uk)\b"
    r"(?: ?[+-] ?\d{1,2}(?: ?: ?\d\d)?)?)"
)
_WORD = (
    r"(?:first|originally|last|story|article|page|time|at|on|by|and|the|hrs|local|"
    r"published|posted|released?|issued|created|updated|modified|edited|date|dated)\b"
)
_AGENCY = r"(?:reuters|afp|ap|upi|xinhua|yonhap|kcna|tass|itar ?- ?tass|bloomberg|bbc|cnn|dpa)\b"
_WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_REST = re.compile(rf"(?:{_CLOCK}|{_ZONE}|{_WORD}|{_AGENCY}|{_WEEKDAY}|[^\w\n])*+", re.IGNORECASE)
"""All that such a line says beside its dates."""
_MAYBE = re.compile(r"\d ?[-/.] ?\d{1,2} ?[-/.] ?\d|\b(?:1[89]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class PageDate:
    """What a line of a page says of when it was put there."""

    span: Span
    day: date | None
    """The first day it names, or that after `Published`; None where its figures may mean two days."""
    label: str
    """What it says of that day, lower case; empty where nothing stands before or behind it."""


def page_date(text: str, line: Span) -> PageDate | None:
    """What a line says, if it is one of these."""
    if line.end - line.start > LINE or _MAYBE.search(text, line.start, line.end) is None:
        return None
    found = list(_DATE.finditer(text, line.start, line.end))
    if not found:
        return None
    edges = [line.start, *(edge for match in found for edge in match.span()), line.end]
    between = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if not all(_REST.fullmatch(rest) for rest in between):
        return None
    said = text[line.start : line.end]
    if not any(match["y1"] or match["y2"] or match["y3"] or len(match["y4"]) == 4 for match in found) and not (
        _LABEL.search(said) or _AMERICAN.search(said)
    ):
        return None  # `12/10/11` alone may be a score or a number
    labels = [_labelled(before) for before in between[:-1]]
    chosen = next((at for at, label in enumerate(labels) if label in ("published", "posted")), 0)
    label = labels[chosen] or (_labelled(between[1]) if len(found) == 1 else "")
    return PageDate(line, _day(found[chosen], said), label)


def _labelled(beside: str) -> str:
    """The last word of a stretch that says what was done on a day; empty where there is none."""
    labels = _LABEL.findall(beside)
    return str(labels[-1]).lower() if labels else ""


def _day(match: re.Match[str], said: str) -> date | None:
    """The day of a date; None where it is none, or may be one of two."""
    if match["y4"]:
        one, other = int(match["a"]), int(match["b"])
        year = int(match["y4"]) if len(match["y4"]) == 4 else 2000 + int(match["y4"])
        if one == other or one > 12 or other > 12:
            month, day = (other, one) if one > 12 else (one, other)
        elif _AMERICAN.search(said):
            month, day = one, other
        elif match["s4"] == "." or _DAY_FIRST.search(said):
            month, day = other, one
        else:
            return None
    else:
        year = int(match["y1"] or match["y2"] or match["y3"])
        name = match["m1"] or match["m2"]
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(match["m3"])
        day = int(match["d1"] or match["d2"] or match["d3"])
    try:
        return date(year, month, day) if OLDEST <= year <= NEWEST else None
    except ValueError:
        return None


def page_dates(text: str) -> list[PageDate]:
    """Those of the top lines that are such lines."""
    found = []
    start = 0
    for line in text.split("\n", TOP_LINES)[:TOP_LINES]:
        span, start = Span(start, start + len(line)), start + len(line) + 1
        if said := page_date(text, span):
            found.append(said)
    return found
