"""Times of day in a sentence, in minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkreader.analysis.amounts import Amount, Bound
from nkreader.analysis.measures import Unit
from nkreader.model.spans import Span

CLOCK = "clock"
"""The dimension of a time of day: minutes from midnight."""
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>1?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"(?P<zone>\s(?:GMT|UTC|local time|ET|EDT|EST|KST|JST|Eastern|CET|BST))?",
    re.IGNORECASE,
)
_LOCAL = frozenset({"", "local time", "kst", "jst"})
"""Zones of times of day in news from Korea that say nothing of them."""
_ABOUT_A_TIME = re.compile(r"\b(?:about|around|roughly|nearly|just after|just before|shortly after|shortly before)\s$")
_POSTED = re.compile(r"\b(?:posted|updated|published)\b", re.IGNORECASE)
"""In a line that says when a page came out."""


def times_of_day(text: str, sentence: Span) -> Iterator[tuple[Amount, Unit, Span]]:
    """Each with its span; none in a line that says when a page came out."""
    if _POSTED.search(text, sentence.start, sentence.end):
        return
    for match in _CLOCK.finditer(text, sentence.start, sentence.end):
        minutes = int(match["hour"]) % 12 * 60 + int(match["minute"] or 0) + (720 if match["half"] in "pP" else 0)
        zone = (match["zone"] or "").strip().casefold()
        shown = f"o'clock {zone}" if zone not in _LOCAL else "o'clock"
        whole = Span(*match.span()).trimmed(text)
        yield Amount(whole, minutes, minutes, minutes, Bound.EXACT), Unit(CLOCK, 1.0, shown), whole


def left_open(text: str, amount: Amount) -> tuple[float, float]:
    """The minutes of a day that a time leaves open: more where it is round, or says `about`."""
    about = _ABOUT_A_TIME.search(text, max(0, amount.span.start - 16), amount.span.start)
    open_for = 20 if about else 5 if amount.value % 30 == 0 else 2 if amount.value % 5 == 0 else 0
    return amount.value - open_for, amount.value + open_for
