"""What a text calls the bearer of a name: his walk of life, his side of Korea, his name in Hangul."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from nkreader.analysis.entities.listed_rows import table
from nkreader.analysis.entities.unlisted_people import credited
from nkreader.model.entities import Entity
from nkreader.model.romanising import hangul
from nkreader.model.spans import Span

PRESS = "press"
_STATE, _MILITARY = "state", "military"
_NO_GENERAL = re.compile(
    r"\bgeneral (?:secretary|manager|meeting|election|federation|association)"
    r"|\b(?:rector|director|consul|secretary|attorney)[ -]general\b",
    re.IGNORECASE,
)
_BEFORE, _AFTER, _CREDIT = 60, 80, 200
"""Characters before and after a name that tell who bears it; before it, of a line of credits."""
_CLOSES = re.compile(r".*(?:[;:()\n,”“\"]|(?<=[a-z]{4})[.!?] )", re.DOTALL)
"""Up to the end of what stands before the name and does not speak of it."""
_APPOSED = re.compile(r"\s?[,(] ?([^.;)\n]{1,80})|( (?:and|&) other [a-z ]{1,40})")
_RELATIVE = re.compile(r"\b(?:and|while|said|told|met|with|who|which|as|when|but)\b")
_HANGUL = re.compile(r" ?[(\[（] ?([가-힣]{2,4})(?![가-힣])")
_HANGUL_BEFORE = re.compile(r"(?<![가-힣])([가-힣]{2,4}) ?[(\[（] ?$")
_KIN = re.compile(
    r"(?:[Ww]ife|[Ss]ister|[Ss]on|[Dd]aughter|[Mm]other|[Ff]ather|[Bb]rother|[Uu]ncle) of (?:the )?([A-Z][^.,]*)"
)


class Side(StrEnum):
    """Which Korea somebody belongs to."""

    NORTH = "north"
    SOUTH = "south"


_SOUTHERN = re.compile(
    r"\b[Ss]outh Korea|\bpuppets?\b|\btraitors?\b|\bSouth['’]s\b|\bROK\b|\bSeoul['’]s\b|\bBlue House\b"
    r"|\bCheong Wa Dae\b"
)
_NORTHERN = re.compile(
    r"\bNorth Korea|\bN\. ?Korea|\bDPRK\b|\bNorth['’]s\b|\bPyongyang['’]s\b|\bKPA\b|\bWorkers['’] Party\b|\bNK\b"
)


@dataclass(frozen=True, slots=True)
class Called:
    """What is said of the bearer of a name, in one article or in the gazetteer."""

    walks: frozenset[str]
    """Walks of life (`gazetteer/callings.toml`); none where nothing is said."""
    side: Side | None
    """None where nothing, or both, is said."""
    hangul: frozenset[str]
    """His name in Hangul, levelled (`romanising.hangul`)."""


def called(text: str, spans: Iterable[Span], otherwise: Side | None = None) -> Called:
    """What a text calls the bearer of a name that stands in some places of it.

    `otherwise` is the side of those of whom the text does not say it: that of the outlet.
    """
    walks: set[str] = set()
    sides: set[Side] = set()
    spans = list(spans)
    for span in spans:
        said = _said(text, span)
        walks |= walks_of(said)
        sides |= sides_of(said) or sides_of(_sentence(text, span))
        if credited(text[max(0, span.start - _CREDIT) : span.start], min(span.start, _CREDIT)):
            walks.add(PRESS)
    side = next(iter(sides)) if len(sides) == 1 else None if sides else otherwise
    return Called(frozenset(walks), side, spelled_beside(text, spans))


def spelled_beside(text: str, spans: Iterable[Span]) -> frozenset[str]:
    """The Hangul names printed beside a name in some places: `Ri Yong Ho (리영호)`, `리영호(Ri Yong Ho)`; levelled."""
    found: set[str] = set()
    for span in spans:
        if after := _HANGUL.match(text, span.end):
            found.add(hangul(after[1]))
        if before := _HANGUL_BEFORE.search(text, max(0, span.start - 10), span.start):
            found.add(hangul(before[1]))
    return frozenset(found)


def called_listed(entity: Entity) -> Called:
    """What the gazetteer says of a person."""
    sides = sides_of(entity.line)
    names = frozenset(hangul(name) for name in (entity.name, *entity.aliases) if _is_hangul(name))
    return Called(walks_of(entity.line), next(iter(sides)) if len(sides) == 1 else None, names)


def kin(entity: Entity) -> str:
    """Whose relative a listed person is: `Kim Jong Un`; empty for others."""
    match = _KIN.search(entity.line)
    return match[1] if match else ""


def walks_of(text: str) -> frozenset[str]:
    """The walks of life whose words stand in a text."""
    ranks = _NO_GENERAL.sub(" ", text)
    found = _patterns().items()
    return frozenset(walk for walk, words in found if words.search(ranks if walk == _MILITARY else text))


def apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two people of these walks of life are hardly the same; nobody is apart from whom nothing is said of."""
    if one & {_STATE, _MILITARY} and other & {_STATE, _MILITARY}:  # who rules the North is often both
        return False
    return bool(one and other) and not one & other


def sides_of(text: str) -> frozenset[Side]:
    """The sides that a text speaks of."""
    found = ((Side.SOUTH, _SOUTHERN), (Side.NORTH, _NORTHERN))
    return frozenset(side for side, pattern in found if pattern.search(text))


def _is_hangul(name: str) -> bool:
    return bool(name) and all("가" <= character <= "힣" for character in name)


def _said(text: str, span: Span) -> str:
    """What stands right before a name without a stop between, and in apposition behind it."""
    before = text[max(0, span.start - _BEFORE) : span.start]
    before = before[match.end() :] if (match := _CLOSES.match(before)) else before
    found = _APPOSED.match(text, span.end, span.end + _AFTER)
    if found is None:
        return before
    after = found[1] or found[2]
    if found[1] and (stop := _RELATIVE.search(after)):
        after = after[: stop.start()] if stop.start() else ""
    return f"{before} | {after}"


def _sentence(text: str, span: Span) -> str:
    """What stands in the same sentence, as far as that is told by a full stop."""
    before = text[max(0, span.start - 160) : span.start]
    at = max(before.rfind(". "), before.rfind("\n"))
    after = text[span.end : span.end + 160]
    ends = [end for end in (after.find(". "), after.find("\n")) if end >= 0]
    return before[at + 1 :] + " | " + after[: min(ends, default=len(after))]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        walk: re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _words(joined)))})s?(?![\w-])", re.IGNORECASE)
        for walk, joined in table("callings").items()
    }


def _words(joined: str) -> list[str]:
    return sorted((" ".join(word.split()) for word in joined.split("|")), key=len, reverse=True)
