"""The words of an article counted and weighed: its terms, its lead, its pairs, and how it writes them.

A text is split into words once; what a word stands for is looked up once for each different word.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, islice

from nkreader.analysis.terms import WEIGHED, WORD
from nkreader.model.article import Article, PartKind
from nkreader.model.spans import Span

LEAD = 40
"""Telling words from the beginning of title and body that say what the news is."""
COMMON = 1.0
"""Terms less rare than this say nothing."""
PAIRED = 1.5
"""Terms less rare than this are not paired."""
LONGEST = 200
"""Terms of a sentence that are paired; what goes on longer is no sentence but a list or a table."""
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday januari februari march april may june juli august "
    "septemb octob novemb decemb day week month year morn afternoon even night north south".split()
)
"""Terms that texts share by the calendar, and directions: no names, and no reason to show a reader."""
COUNTED = frozenset({PartKind.TITLE, PartKind.HEADING, PartKind.BULLET, PartKind.PARAGRAPH})
"""What an article says."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each telling term occurs, in the order in which a text first uses them."""

    whole: dict[str, float]
    lead: dict[str, float]
    rarities: dict[str, float]
    """Of the terms of the whole."""
    names: frozenset[str]
    """The terms that the text writes with a capital letter throughout."""


def counted(article: Article, skipped: Span, title: Span | None = None) -> Counts:
    """The terms of title and body, but for the words inside `skipped` (a dateline is no news).

    `title` is the title without its labels, where it has any.
    """
    said: list[str] = []
    for part in article.blocks:
        if part.kind in COUNTED:
            span = title if title and part.kind is PartKind.TITLE and part.span.covers(title) else part.span
            said += _words(article.text, span, skipped)
    known = {word: WEIGHED[word] for word in set(said)}
    lead: dict[str, float] = {}
    rarities: dict[str, float] = {}
    at = room = 0
    while at < len(said) and room < LEAD:
        name, rare = known[said[at]]
        at += 1
        if rare >= COMMON:
            room += 1
            lead[name] = lead.get(name, 0.0) + 1
            rarities[name] = rare
    whole = dict(lead)
    for word, count in Counter(said[at:]).items():
        name, rare = known[word]
        if rare >= COMMON:
            whole[name] = whole.get(name, 0.0) + count
            rarities[name] = rare
    return Counts(whole, lead, rarities, _names(known))


def _names(known: Mapping[str, tuple[str, float]]) -> frozenset[str]:
    """What a text never writes in small letters, out of its words with their terms; a number is no name."""
    large = {
        name for word, (name, rare) in known.items() if not word[0].islower() and rare >= COMMON and name[0] != "#"
    }
    return frozenset(large.difference([name for word, (name, _) in known.items() if word[0].islower()], CALENDAR))


def _words(text: str, within: Span, skipped: Span) -> list[str]:
    if not within.overlaps(skipped):
        return WORD.findall(text, within.start, within.end)
    before: list[str] = []
    for match in WORD.finditer(text, within.start, within.end):
        if match.start() >= skipped.end:
            return [*before, *WORD.findall(text, match.start(), within.end)]
        if not skipped.covers(Span(*match.span())):
            before.append(match[0])
    return before


def named(text: str, within: Span) -> dict[str, float]:
    """The terms of a stretch of text in order, each with its rarity."""
    return dict(map(WEIGHED.__getitem__, WORD.findall(text, within.start, within.end)))


def surfaces(article: Article, terms: Mapping[str, float]) -> dict[str, str]:
    """The first word of the text behind each of the terms."""
    found: dict[str, str] = {}
    for part in article.blocks:
        for match in WORD.finditer(article.text, part.span.start, part.span.end):
            if len(found) == len(terms):
                return found
            name = WEIGHED[match[0]][0]
            if name in terms:
                found.setdefault(name, match[0])
    return found


class _Roots(dict[tuple[float, float], float]):
    """The geometric mean of two rarities, of which there are few."""

    def __missing__(self, both: tuple[float, float]) -> float:
        found = self[both] = math.sqrt(both[0] * both[1])
        return found


_ROOTS = _Roots()


def pairs(sentences: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Weights of `one|other` for terms that share a sentence, Euclidean length 1.

    Each sentence is its terms with their rarity.
    """
    raw: dict[str, float] = {}
    for sentence in sentences:
        telling = islice((name for name, rarity in sentence.items() if rarity >= PAIRED), LONGEST)
        names = sorted(telling)
        rarities = [sentence[name] for name in names]
        weighing = map(_ROOTS.__getitem__, combinations(rarities, 2))
        raw.update(zip(map("|".join, combinations(names, 2)), weighing, strict=True))
    return _unit(raw)


def weights(counts: Mapping[str, float], rarities: Mapping[str, float]) -> dict[str, float]:
    """Weights of counted terms, Euclidean length 1."""
    often = {count: 1 + math.log(max(count, 1.0)) for count in set(counts.values())}
    return _unit({name: often[count] * rarities[name] for name, count in counts.items()})


def _unit(raw: Mapping[str, float]) -> dict[str, float]:
    """By name; few terms differ in weight, so each different weight is divided once."""
    length = math.sqrt(sum([weight * weight for weight in raw.values()])) or 1.0
    rounded = {weight: round(weight / length, 4) for weight in set(raw.values())}
    names = sorted(raw)
    return dict(zip(names, map(rounded.__getitem__, map(raw.__getitem__, names)), strict=True))
