"""Anniversaries of known days: "this year's 80th anniversary of the liberation" was written in 2025.

The days and their sources are in the gazetteer (`anniversaries.toml`). An anniversary that the text keeps, not one
that it looks back on, gives its year; the age of a person gives none, as nothing here knows when he was born.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from nkreader.analysis.dates.kinds import Kind
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.units import day_value
from nkreader.gazetteer import read
from nkreader.model.spans import Span

AROUND = timedelta(days=60)
"""How far from an anniversary that is being kept a text may have been written."""
AHEAD = timedelta(days=183)
"""How long before an anniversary a text may have been written that tells of its events as past."""
AWAITED = timedelta(days=2 * 366)
"""And one that may only look forward to it."""
WINDOW = 300
"""How many characters before and behind an anniversary are read, of a sentence that is longer."""
MOST = 150
"""No day that is known here is further back."""
_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = "twent thirt fort fift sixt sevent eight ninet".split()
_WORDS = {word: at for at, word in enumerate([*_ONES, *_TEENS], 1)}
_WORDS |= {f"{ten}ieth": 10 * at for at, ten in enumerate(_TENS, 2)}
_WORDS |= {f"{ten}y-{one}": 10 * at + unit for at, ten in enumerate(_TENS, 2) for unit, one in enumerate(_ONES, 1)}
_WORDS |= {"centennial": 100, "hundredth": 100}
_NUMBERED = re.compile(
    r"\b(?P<number>\d{1,3}(?:st|nd|rd|th)|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\s"
    r"(?P<before>[^.,;:()\n]{0,70}?)(?P<word>anniversary|birthday)\b",
    re.IGNORECASE,
)
_NEW_YEAR = re.compile(r"\bNew Year(?:['’]s)?(?: Day)?,?(?: of)? (?:Juche (?P<juche>\d{2,3})|(?P<year>20\d\d))\b")
_TITLES = r"(?:[\w'’.-]+ ){0,3}?"
_END = r"(?!['’]s\b|[-\w]| [A-Z])"
_KEPT = re.compile(
    r"\b(?:on the occasion of|to mark|mark(?:s|ed|ing)?|(?:in|for) (?:the )?celebrations? of|to celebrate"
    r"|(?:for )?celebrat(?:es|ed|ing)|(?:to )?commemorat(?:e|es|ed|ing)|greet(?:s|ed|ing)?|to greet|ahead of|upcoming"
    r"|welcom(?:e|es|ed|ing)|observ(?:es|ed|ing)|congratulat\w+ (?:\w+ )?on|celebrations of"
    r"|on [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,)(?: (?:the|its|their|his))?\s*$"
)
_DONE = re.compile(r"on the occasion|marked|celebrated|celebrations|commemorated|greeted|welcomed|observed")
_BACKGROUND = re.compile(
    r"\b(?:built|erected|set up|established|named|composed|created|produced|constructed|once|then|had"
    r"|in (?:Juche|1\d{3}|20\d\d))\b"
)
_THIS_YEAR = re.compile(r"\b(?:[Tt]his|[Tt]he current|the present) (?:[\w-]+ )?year(?:['’]s)?\b")
_OTHER_YEAR = re.compile(r"\b(?:next|last|previous|coming|that|each|every) year\b|\byears? (?:ago|before|earlier)\b")
_BREAK = Kind.BREAK.value


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day of history, and how a text names its anniversary."""

    id: str
    label: str
    day: date
    pattern: re.Pattern[str]
    """What stands from behind the number on: `founding anniversary of the Party`."""


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An anniversary that a text keeps; where two days have the name, there is one of each with the same span."""

    span: Span
    day: date
    """When it falls."""
    why: str
    """A clause, such as `it keeps the 80th anniversary of the liberation of Korea (1945-08-15)`."""
    this_year: bool
    """The text says that it falls in the year of writing."""
    earliest: date
    """The first day on which the text can have been written."""


def anniversaries(tokens: Tokens) -> list[Anniversary]:
    """The anniversaries that a text keeps, in text order; empty for almost every text, and then cheap."""
    text = tokens.text
    marked = "nniversary" in text or "irthday" in text
    if not marked and "New Year" not in text:
        return []
    kept: list[Anniversary] = []
    for sentence in _sentences(tokens):
        if marked:
            kept += _numbered(text, sentence)
        kept += _new_years(text, sentence)
    return kept


def _sentences(tokens: Tokens) -> Iterator[Span]:
    at = tokens.codes.find(_BREAK)
    while (behind := tokens.codes.find(_BREAK, at + 1)) > 0:
        if behind > at + 1:
            yield Span(tokens.starts[at], tokens.ends[behind - 1])
        at = behind


def _numbered(text: str, sentence: Span) -> Iterator[Anniversary]:
    for match in _NUMBERED.finditer(text, sentence.start, sentence.end):
        this_year = _keeps(text, sentence, Span(match.start(), match.end()))
        if this_year is None:
            continue
        if (number := _number(match["number"])) > MOST:
            continue
        for named in named_days():
            found = named.pattern.match(text, match.start("before"), sentence.end)
            day = day_value(named.day.year + number, named.day.month, named.day.day) if found else None
            if found and day:
                why = f"it keeps the {match['number']} anniversary of {named.label} ({named.day})"
                span, kept = Span(match.start(), found.end()), date.fromisoformat(day)
                yield Anniversary(span, kept, why, this_year, _earliest(text, sentence, span, kept, this_year))


def _new_years(text: str, sentence: Span) -> Iterator[Anniversary]:
    for match in _NEW_YEAR.finditer(text, sentence.start, sentence.end):
        if _KEPT.search(text, max(sentence.start, match.start() - 50), match.start()):
            year = int(match["year"] or 0) or int(match["juche"]) + 1911
            span, day = Span(*match.span()), date(year, 1, 1)
            earliest = _earliest(text, sentence, span, day, this_year=False)
            yield Anniversary(span, day, f"it keeps the {match[0]}", False, earliest)


def _keeps(text: str, sentence: Span, at: Span) -> bool | None:
    """Whether the anniversary is kept `this year` (True) or thereabouts (False); None where it is looked back on."""
    before = text[max(sentence.start, at.start - 90) : at.start]
    around = max(sentence.start, at.start - WINDOW), min(sentence.end, at.end + WINDOW)
    if _OTHER_YEAR.search(text, *around):
        return None
    if _THIS_YEAR.search(text, *around):
        return True
    return None if _BACKGROUND.search(before) or not _KEPT.search(before) else False


def _earliest(text: str, sentence: Span, at: Span, day: date, this_year: bool) -> date:
    if this_year:
        return date(day.year, 1, 1)
    kept = _KEPT.search(text, max(sentence.start, at.start - 90), at.start)
    return day - (AHEAD if kept and _DONE.match(kept[0]) else AWAITED)


def _number(word: str) -> int:
    return int(word[:-2]) if word[0].isdigit() else _WORDS[word.lower()]


@cache
def named_days() -> tuple[NamedDay, ...]:
    """The gazetteer's days."""
    source = read("anniversaries.toml")
    return read_days(source)


def read_days(source: str) -> tuple[NamedDay, ...]:
    """Read a file of named days (TOML; its head says what the keys mean).

    Raises:
        ValueError: if it is no TOML, a key is missing, or a name is no regular expression.
    """
    try:
        return tuple(
            NamedDay(item["id"], item["label"], item["day"], _pattern(item["kind"], item["name"]))
            for item in tomllib.loads(source)["day"]
        )
    except (KeyError, TypeError, re.error, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"anniversaries: {error!r}") from error


_FRAMES = {
    "founding": (
        rf"(?:(?:founding|foundation|formation) )?(?:anniversary|birthday) of {_TITLES}{{}}{_END}"
        r"|anniversary of (?:the |its )?(?:founding|foundation|formation|establishment|creation|birth) of "
        rf"{_TITLES}{{}}{_END}"
        rf"|{_TITLES}{{}}(?:['’]s)? (?:(?:founding|foundation|formation) )?(?:anniversary|birthday)\b"
    ),
    "birth": (
        rf"(?:birthday|birth anniversary|anniversary of (?:the )?birth) of {_TITLES}{{}}{_END}"
        rf"|(?:anniversary of )?{_TITLES}{{}}(?:['’]s)? (?:birthday|birth anniversary|birth)\b"
    ),
    "death": (
        rf"(?:death anniversary|anniversary of (?:the )?(?:death|demise|passing|passing away)) of {_TITLES}{{}}{_END}"
        rf"|(?:anniversary of )?{_TITLES}{{}}(?:['’]s)? (?:death|demise|passing)\b"
    ),
    "event": rf"anniversary of (?:the )?{{}}{_END}|{{}} anniversary\b",
}


def _pattern(kind: str, name: str) -> re.Pattern[str]:
    body = _FRAMES[kind].replace("{}", f"(?:{name})")
    return re.compile(body.replace(" ", r"\s+").replace(r"\s+?", r"\s?"))
