"""Dated facts from the gazetteer: a text that tells one was written no earlier than the day it became known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from nkreader.gazetteer import read
from nkreader.model.spans import Span

_REQUIRED = frozenset(("id", "label", "cues", "pattern", "source", "as_of", "verified"))
_OPTIONAL = frozenset(("coming", "earliest", "latest", "checked", "tells"))
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORD = re.compile(r"\{([a-z_]+)\}")

_DENIED = re.compile(r"\b(?:not|nor|neither|never|yet to|deny|denies|denied|without)\b|n['’]t\b", re.IGNORECASE)
_DENIAL = 40
"""How many characters before a told fact its denial may stand."""
_DOUBTED = re.compile(
    r"\b(?:[Ii]f|[Uu]nless|[Ww]hether|[Ss]hould|[Ww]ould|[Cc]ould|may|might|will|shall|to be|about to|ready to|set to|"
    r"poised|planned|planning|plans?|prepar\w+|threat\w+|vow\w*|intend\w*|expect\w*|imminent|upcoming|likely|[Pp]ossib\w+|"
    r"[Pp]otential\w*|suspect\w*|[Ss]peculat\w+|[Rr]umou?r\w*|fear\w*|attempt\w*|plot\w*|tried|try|trying|wants?|demand\w*|"
    r"urg\w+|hypothetical\w*|scenario|simulat\w+)\b"
)
_DOUBT = 60
"""How many characters before a told fact a word may stand that makes it a forecast, a threat or a supposition."""
_BARRED = re.compile(
    r"\b(?:[Aa]n?|[Aa]ny|[Aa]nother|[Ff]uture|[Nn]ext|[Ii]ncoming|[Ww]ould-be|[Ll]ikely|[Pp]ossible|[Pp]otential|"
    r"[Pp]rospective|[Pp]resumptive|soon-to-be|[Vv]ice|[Dd]eputy|[Aa]ssistant|[Ss]hadow|[Ff]irst)"
    r"(?:\s+[A-Z][\w.']*){0,3}[\s-]+$|\b(?:nominee|nominat\w+|pick|choice|candidate|designate|tapped)\b"
)
_BEFORE_OFFICE = 40
"""How many characters before an office a word may stand that gives it to another, or to nobody yet."""
_AHEAD = re.compile(
    r"(?:'s)?,?(?:\s+who)?\s+(?:(?:is|was)\s+(?:expected|set|due|scheduled|likely|to|about)|will|would|could|may)\b"
)
"""What follows an office in plans, where its holder may not have taken it yet."""


class Tells(StrEnum):
    """In which way a pattern tells its fact, and so what around it takes that back."""

    EVENT = "event"
    """That something happened: a denial, a forecast or a supposition takes it back."""
    NAME = "name"
    """By a word that nobody used before: nothing takes it back."""
    OFFICE = "office"
    """By giving a person an office: `the next President`, `Vice President` and plans for the holder take it back."""


Cue = tuple[str, ...]
"""Lower-case strings of which one is enough."""
Pattern = re.Pattern[str] | str
"""A regular expression, or its source until a text first needs it: to compile them all takes a quarter of a second."""


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """Something that became known on a day, or that was still to come until one."""

    id: str
    label: str
    cues: tuple[Cue, ...]
    """The text must hold all of them, and one sentence both the last of them and the pattern."""
    told_by: Pattern
    coming_by: Pattern | None
    """What the sentence must also say for `latest` to hold: that the thing is still to come."""
    earliest: date | None
    latest: date | None
    source: str
    verified: bool
    tells: Tells = Tells.EVENT
    as_of: date | None = None
    """The day up to which the statement was checked; None for a fact that is made, not read."""
    checked: str | None = None
    """By what a verified fact was checked."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What a sentence that tells the fact matches, with straight apostrophes only."""
        return _ready(self.told_by)


@dataclass(frozen=True, slots=True)
class FactTable:
    """The facts, and the day up to which they were kept."""

    until: date
    facts: tuple[Fact, ...]


def read_facts(source: str, trusted: bool = False) -> FactTable:
    """Read a facts file (TOML; its head says what the keys mean); of a trusted one the patterns are not tried.

    Raises:
        ValueError: if it is no TOML, or a fact (which the message names) has a key too few or too many, a value of the
            wrong kind, the id of another, a pattern that is no regular expression, both bounds or none.
    """
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"facts: {error}") from error
    until, items, words = table.get("facts_until"), table.get("fact"), table.get("words", {})
    if type(until) is not date or not isinstance(items, list) or not isinstance(words, dict):
        raise ValueError("facts: the file needs facts_until (a day) and at least one [[fact]]")
    facts: dict[str, Fact] = {}
    for number, item in enumerate(items, 1):
        name = f"facts: {item.get('id') or f'fact {number}'}"
        try:
            fact = _fact(item, words, until)
            if not trusted:
                _try(fact)
        except (ValueError, re.error) as error:
            raise ValueError(f"{name}: {error}") from error
        if fact.id in facts:
            raise ValueError(f"{name}: another fact has this id")
        facts[fact.id] = fact
    return FactTable(until, tuple(facts.values()))


def _fact(item: Mapping[str, Any], words: Mapping[str, str], until: date) -> Fact:
    if missing := _REQUIRED - item.keys():
        raise ValueError(f"lacks {', '.join(sorted(missing))}")
    if unknown := item.keys() - _REQUIRED - _OPTIONAL:
        raise ValueError(f"has unknown keys: {', '.join(sorted(unknown))}")
    if not _ID.fullmatch(_line(item, "id")):
        raise ValueError("id must be lower-case words joined by hyphens")
    earliest, latest, as_of = _day(item, "earliest"), _day(item, "latest"), _day(item, "as_of")
    bound = earliest or latest
    if bound is None or (earliest and latest):
        raise ValueError("needs either earliest or latest")
    if as_of is None or not bound <= as_of <= until:
        raise ValueError(f"as_of must lie between its bound ({bound}) and facts_until ({until})")
    if not isinstance(item["verified"], bool):
        raise ValueError("verified must be true or false")
    if item["verified"] is not ("checked" in item):
        raise ValueError("checked must say by what a verified fact was checked, and nothing else may have it")
    if ("coming" in item) is not (latest is not None):
        raise ValueError("coming goes with latest")
    return Fact(
        id=item["id"],
        label=_line(item, "label"),
        cues=_cues(item["cues"]),
        told_by=_expanded(_line(item, "pattern"), words),
        coming_by=_expanded(_line(item, "coming"), words) if latest else None,
        tells=Tells(item.get("tells", Tells.EVENT)),
        earliest=earliest,
        latest=latest,
        source=_line(item, "source"),
        as_of=as_of,
        verified=item["verified"],
        checked=_line(item, "checked") if item["verified"] else None,
    )


def _line(item: Mapping[str, Any], key: str) -> str:
    value = item[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} must be a string that says something")
    return value


def _day(item: Mapping[str, Any], key: str) -> date | None:
    value = item.get(key)
    if key in item and type(value) is not date:  # a time of day is a date to isinstance
        raise ValueError(f"{key} must be a day")
    return value


def _cues(value: object) -> tuple[Cue, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(cue, str) for cue in value):
        raise ValueError("cues must be a list of strings")
    groups = tuple(tuple(cue.split("|")) for cue in value)
    if any(not cue or cue != cue.lower() for group in groups for cue in group):
        raise ValueError("cues must be lower case and not empty")
    return groups


def _expanded(pattern: str, words: Mapping[str, str]) -> str:
    """The source of a pattern with the file's words put in, whose spaces stand for any white space."""

    def put(match: re.Match[str]) -> str:
        if not isinstance(words.get(match[1]), str):
            raise ValueError(f"no word {match[0]} is defined")
        return f"(?:{words[match[1]]})"

    return _WORD.sub(put, pattern).replace(" ", r"\s+")


def _try(fact: Fact) -> None:
    """Refuse a fact whose patterns are no regular expressions, or that any text tells."""
    if fact.pattern.search(""):
        raise ValueError("the pattern matches an empty text")
    if fact.coming_by is not None:
        _ready(fact.coming_by)


@cache
def _ready(pattern: Pattern) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def fact_table() -> FactTable:
    """The gazetteer's facts."""
    return read_facts(read("facts.toml"), trusted=True)


def told(text: str, sentences: Sequence[Span], facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The verified facts that a text tells, undenied, in the order of the table."""
    folded = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    lowered = _lowered(folded)
    held: dict[Cue, bool] = {}
    found = []
    for gate, behind in _gated(facts):
        if not _holds(lowered, gate):
            continue
        for number, fact in behind:
            for cue in fact.cues[1:]:
                there = held.get(cue)
                if there is None:
                    there = held[cue] = _holds(lowered, cue)
                if not there:
                    break
            else:
                if _tells(folded, lowered, sentences, fact):
                    found.append((number, fact))
    return tuple(fact for _, fact in sorted(found, key=lambda item: item[0]))


@lru_cache(maxsize=4)
def _gated(facts: tuple[Fact, ...]) -> tuple[tuple[Cue, tuple[tuple[int, Fact], ...]], ...]:
    """The verified facts with their places in the table, behind their first cue: most texts hold few of these."""
    behind: dict[Cue, list[tuple[int, Fact]]] = {}
    for number, fact in enumerate(facts):
        if fact.verified:
            behind.setdefault(fact.cues[0], []).append((number, fact))
    return tuple((gate, tuple(items)) for gate, items in behind.items())


def _lowered(text: str) -> str:
    """A text in lower case, each line break a space, with every character where it was."""
    lowered = text.lower()
    if len(lowered) != len(text):  # the capital dotted I becomes two characters
        lowered = "".join(one if len(one := character.lower()) == 1 else character for character in text)
    return lowered.replace("\n", " ")


def _holds(lowered: str, cue: Cue) -> bool:
    for one in cue:  # noqa: SIM110 - a generator would take longer than the search
        if one in lowered:
            return True
    return False


def _tells(text: str, lowered: str, sentences: Sequence[Span], fact: Fact) -> bool:
    last = fact.cues[-1]
    for span in sentences:
        start, end = span.start, span.end
        if not any(lowered.find(one, start, end) >= 0 for one in last):
            continue
        if fact.coming_by is not None and not _ready(fact.coming_by).search(text, start, end):
            continue
        for match in fact.pattern.finditer(text, start, end):
            if not _taken_back(text, start, match, fact):
                return True
    return False


def _taken_back(text: str, start: int, match: re.Match[str], fact: Fact) -> bool:
    """Whether words before or in a match say that it tells no fact; `start` is where its sentence begins."""

    def says(words: re.Pattern[str], before: int, end: int) -> bool:
        return words.search(text, max(start, match.start() - before), end) is not None

    if fact.tells is Tells.NAME:
        return False
    if fact.tells is Tells.OFFICE:
        return says(_BARRED, _BEFORE_OFFICE, match.start()) or _AHEAD.match(text, match.end()) is not None
    return says(_DENIED, _DENIAL, match.end()) or (fact.latest is None and says(_DOUBTED, _DOUBT, match.end()))
