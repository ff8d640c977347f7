"""The time of day beside a date, where the text also says how far it lies from UTC.

Zone names as news copy writes them; North Korea kept +08:30 from 15 August 2015 to 4 May 2018 (KCNA, 7 August 2015
and 30 April 2018). A local time with its GMT in brackets, `5:30 a.m. (2030 GMT)`, tells its own offset.
"""

from __future__ import annotations

import re
from datetime import date

from nkreader.model.spans import Span

NEAR = 60
"""How many characters from a date its time may stand."""
_CLOCK = re.compile(
    r"(?<![\d:.$])(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?)"
    r"|(?P<hour24>[01]\d|2[0-3]):?(?P<minute24>[0-5]\d)(?=\s?(?:hours?\b|\(|GMT|UTC|KST\b(?!-)|Korea)))"
    r"(?P<behind>[^.;\n]{0,45})",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"(?P<kst>\b[KJ]ST\b(?!-)|\b(?:Korean?|Japan|Seoul|Tokyo) (?:[Ss]tandard )?[Tt]ime\b)"
    r"|(?P<pyongyang>\bPyongyang (?:[Ss]tandard )?[Tt]ime)|(?P<utc>\bGMT\b|\bUTC\b)"
)
_IN_GMT = re.compile(r"^[\s,]*(?:local time )?\((?P<hour>[01]?\d|2[0-3])[:.]?(?P<minute>[0-5]\d)?\s?(?:GMT|UTC)\b")
HALF_HOUR = date(2015, 8, 15), date(2018, 5, 4)
"""The days on which Pyongyang's half-hour zone began and on which it was over by midnight."""


def time_beside(text: str, sentence: Span, at: Span, day: date | None) -> str | None:
    """The ISO 8601 time with UTC offset of the date that stands `at`, if it stands near and names its zone.

    `day` is the date itself, for zones that changed.
    """
    start, end = max(sentence.start, at.start - NEAR), min(sentence.end, at.end + NEAR)
    for match in _CLOCK.finditer(text, start, end):
        minutes = _minutes(match)
        behind = text[match.start("behind") : min(sentence.end, match.start("behind") + NEAR)]
        offset = _offset(behind, minutes, day)
        if offset is not None:
            return f"{minutes // 60:02}:{minutes % 60:02}:00{_signed(offset)}"
    return None


def _minutes(match: re.Match[str]) -> int:
    """Minutes from midnight."""
    if match["hour24"]:
        return int(match["hour24"]) * 60 + int(match["minute24"])
    hour = int(match["hour"]) % 12 if int(match["hour"]) <= 12 else int(match["hour"]) - 12
    return (hour + 12 * (match["half"][0] in "pP")) * 60 + int(match["minute"] or 0)


def _offset(behind: str, minutes: int, day: date | None) -> int | None:
    """Minutes east of UTC, by what follows a time."""
    if gmt := _IN_GMT.match(behind):
        offset = (minutes - int(gmt["hour"]) * 60 - int(gmt["minute"] or 0) + 12 * 60) % (24 * 60) - 12 * 60
        return offset if offset % 15 == 0 else None
    zone = _ZONE.search(behind)
    if zone is None:
        return None
    if zone["utc"]:
        return 0
    if zone["pyongyang"] and (day is None or HALF_HOUR[0] <= day <= HALF_HOUR[1]):
        return 8 * 60 + 30 if day else None
    return 9 * 60


def _signed(offset: int) -> str:
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"
