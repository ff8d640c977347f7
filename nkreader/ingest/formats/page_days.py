"""Dates as pages write them, in the scripts and orders of many countries, brought into ISO 8601.

The day is kept as it is written, with the zone that is written beside it: it is the outlet's own day.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from nkreader.ingest.formats.page_months import ERAS, MONTHS

OLDEST, NEWEST = 1800, 2100
"""Years of a page's day."""
LONGEST = 400
"""Code points of a string that a date is looked for in."""

_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "KST": 540, "JST": 540, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
          "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "CET": 60, "CEST": 120, "BST": 60, "MSK": 180,
          "EET": 120, "EEST": 180, "HKT": 480, "SGT": 480}  # fmt: skip
"""Minutes east of UTC."""
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = re.compile(
    r"[^\d\n]{0,24}?(?P<half>오전|오후|上午|下午|午前|午後)?\s*(?<![\d:])(?P<hour>[01]?\d|2[0-4])"
    r"(?:[:h]|\s?(?:시|時|时|点)\s?)(?P<minute>[0-5]\d)?(?:[:분分]\s?(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)분?"
    r"\s*(?P<m>[AaPp]\.?\s?[Mm]\b\.?)?\s*\(?(?P<zone>[+-]\d\d:?\d\d|[+-]\d\d\b|Z\b|[A-Z]{3,4}\b)?"
)
_BARE_TIME = re.compile(r"[T ](?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>[+-]\d\d:?\d\d|Z)?(?!\d)")
_FORMS = (
    re.compile(r"(?<![\d.])(?P<y>\d{4})\s?[-/.‐–]\s?(?P<m>\d{1,2})\s?[-/.‐–]\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s?\)?\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]"),
    re.compile(r"(?P<era>令和|平成|昭和)\s?(?P<y>\d{1,2}|元)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"),
    re.compile(r"(?:Juche|주체)\s?\d{1,3}\s?\((?P<y>\d{4})\)[\s.]*(?P<m>\d{1,2})\s?\.\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(
        rf"(?<![^\W\d_])(?P<name>{_NAMES})\.?,?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)[\s,.|-]+"
        r"(?:Juche\s?\d{1,3}\s?\(?)?(?P<y>\d{4})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s/-]*(?:(?:de|of|d')\s?)?(?P<name>{_NAMES})\.?"
        r"(?![^\W\d_])[\s,/-]*(?:(?:de|del)\s)?(?P<y>\d{4})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?=\D|\d{4}(?:\d\d)?(?!\d)|\Z)"),
    re.compile(r"(?<![\d./-])(?P<a>\d{1,2})(?P<by>[/.-])(?P<b>\d{1,2})(?P=by)(?P<y>\d{4})(?!\d)"),
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.0)?")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and how it may be passed on."""

    day: date
    written: str
    """ISO 8601, with the time and the offset that were written."""
    offset: int | None = None
    """Minutes east of UTC, where written with a time."""

    @property
    def moment(self) -> datetime | None:
        """The moment, where all of it is written."""
        return datetime.fromisoformat(self.written) if self.offset is not None else None


def read_day(text: str, day_first: bool = False) -> Day | None:
    """The first day that a string names; None where it names none in full.

    `day_first` is how figures such as `03/04/2024` are read, unless they can mean but one day.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    found = [match for form in _FORMS if (match := form.search(text))]
    for match in sorted(found, key=lambda one: one.start()):
        if day := _day(match, day_first):
            return _timed(day, text, match)
    return None


def _epoch(text: str) -> Day:
    seconds = int(text.split(".")[0][:10])
    moment = datetime.fromtimestamp(seconds, UTC)
    return Day(moment.date(), moment.isoformat(), 0)


def _day(match: re.Match[str], day_first: bool) -> date | None:
    said = match.groupdict()
    year = 1 if said["y"] == "元" else int(said["y"])
    if said.get("era"):
        year += ERAS[said["era"]]
    if said.get("a"):
        first, second = int(said["a"]), int(said["b"])
        turned = (day_first or said["by"] == "." or first > 12) and second <= 12
        month, day = (second, first) if turned else (first, second)
    else:
        month = MONTHS[said["name"].casefold()] if said.get("name") else int(said["m"])
        day = int(said["d"])
    if not OLDEST <= year <= NEWEST or (year, month, day) == (1970, 1, 1):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _timed(day: date, text: str, match: re.Match[str]) -> Day:
    """A day with the time of day behind it, or right before it."""
    behind = text[match.end() :]
    clock = _BARE_TIME.match(behind) or _TIME.match(behind)
    if clock is None and match.start():
        before = _TIME.match(text[: match.start()])
        clock = before if before and before["hour"] and before.end() > match.start() - 12 else None
    moment = _clock(clock) if clock else None
    if moment is None:
        return Day(day, day.isoformat())
    offset = moment.utcoffset()
    whole = datetime.combine(day, moment)
    minutes = None if offset is None else int(offset.total_seconds() // 60)
    return Day(day, whole.isoformat(timespec="seconds"), minutes)


def _clock(match: re.Match[str]) -> time | None:
    said = match.groupdict()
    hour, half = int(said["hour"]), said.get("half") or ""
    late = half in ("오후", "下午", "午後") or (said.get("m") or "").lower().startswith("p")
    early = half in ("오전", "上午", "午前") or (said.get("m") or "").lower().startswith("a")
    if late and hour < 12:
        hour += 12
    elif early and hour == 12:
        hour = 0
    if hour > 23:
        return None
    return time(hour, int(said["minute"] or 0), int(said["second"] or 0), tzinfo=_zone(said["zone"]))


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name[0] in "+-":
        digits = name[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
        return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes)) if minutes < 24 * 60 else None
    return timezone(timedelta(minutes=_ZONES[name])) if name in _ZONES else None
