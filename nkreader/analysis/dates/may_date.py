"""Whether a sentence may date anything at all: most do not, and telling that is quicker than taking them apart."""

from __future__ import annotations

import re

from nkreader.analysis.dates.kinds import TELLING, Kind
from nkreader.analysis.dates.named_days import NAMED_DAYS
from nkreader.analysis.dates.vocabulary import NAMES, WORDS
from nkreader.analysis.spelling import lettered_small

HOLIDAY = "|".join(
    re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s") for name in sorted(NAMED_DAYS, key=len, reverse=True)
)
"""Pattern of the days of the year that have a name; a word ends behind it."""
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d(?:\d{3}|/\d|\s?월|(?<=['’]\d)\d|(?<=0)['’]?s|st|nd|rd|th|ST|ND|RD|TH)")
"""In whatever only digits make a date: a year, `3/24/98`, `3월`, `'98`, `1990s`, `on the 3rd`."""
_TELLING = frozenset(word for word, (kind, _) in WORDS.items() if kind in TELLING)
"""Words of which each may date, however it is written."""
_ORDINALS = {word for word, (kind, _) in WORDS.items() if kind is Kind.ORD} | {"juche"}
"""Words that beside digits may."""
_CARDINALS = frozenset(word for word, (kind, _) in WORDS.items() if kind is Kind.CARD)
"""Two of these may be a year: `nineteen ninety-six`."""
_WRITTEN: dict[str, list[str]] = {}
"""How the names of months and days of the week are written, by the word in small letters."""
for _name in NAMES:
    _WRITTEN.setdefault(_name.rstrip(".").lower(), []).append(_name.rstrip("."))
_OPENERS = frozenset(name.split()[0].split("'")[0].lower() for name in NAMED_DAYS)
"""How the names of days of the year begin."""
_HOLIDAYS = re.compile(rf"(?:{HOLIDAY})\b")
_UNSURE = _OPENERS | _WRITTEN.keys()
_ANY = _TELLING | _ORDINALS | _CARDINALS | _UNSURE


def may_date(part: str) -> bool:
    """Whether a sentence may hold a date expression, or keeps an anniversary; False only if it certainly does not."""
    digits = _DIGIT.search(part) is not None
    if digits and _FIGURE.search(part):
        return True
    words = lettered_small(part)
    if _ANY.isdisjoint(words):
        return digits and _keeps(part)
    if not _TELLING.isdisjoint(words) or len([word for word in words if word in _CARDINALS]) > 1:
        return True
    unsure = _UNSURE.intersection(words)
    if any(form in part for word in unsure for form in _WRITTEN.get(word, ())):
        return True
    if not _OPENERS.isdisjoint(unsure) and _HOLIDAYS.search(part):
        return True
    if digits and not _ORDINALS.isdisjoint(words):
        return True
    return bool(digits or unsure) and _keeps(part)


def _keeps(part: str) -> bool:
    """Whether a sentence with figures or an unsure word tells of a day without dating anything (`anniversaries`)."""
    return "nniversary" in part or "irthday" in part or "New Year" in part
