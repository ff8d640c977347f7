"""Listed names in a stretch of text: one pass of an Aho-Corasick automaton, and one for abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from nkreader.analysis.entities.case_rules import bounded, capitalised
from nkreader.analysis.entities.found import Found, disjoint
from nkreader.analysis.entities.gazetteer import Alias, Gazetteer, gazetteer
from nkreader.analysis.entities.lexicon import lexicon
from nkreader.model.entities import EntityKind
from nkreader.model.folding import Folded, folded
from nkreader.model.spans import Span

_ABBREVIATION = re.compile(
    r"[A-Z](?<![A-Z]\..)(?<![A-Z0-9].)[A-Z0-9]*+(?:\.[A-Z][A-Z0-9]*+)*(?:\.(?=[^A-Za-z]|$)|\.$)?(?![A-Za-z0-9$])"
)
_ALL_CAPITALS = re.compile(r"[A-Z]+[.]?(?:[A-Z0-9]\.?)*")
_ORDINARY = frozenset({"US", "WHO"})
"""Abbreviations that in a headline all in capitals are ordinary words."""
_CAPITALS_BESIDE = re.compile(r"[^\w.]*[A-Z]{2,}\b")
_CAPITALS_BEFORE = re.compile(r"\b[A-Z]{2,}[^\w.]*$")
_COMPOUND = re.compile(r"\b(?:Sino|Russo|Anglo|Franco|Indo|Soviet)-$")
_FIRST_HALF = re.compile(r"\b([A-Z][a-z]+)-$")
_DIRECTION = re.compile(
    r"(North|South)\b"
    r"(?:(?<=\b[Tt]he .{5})|(?<=\bTHE .{5})|(?<=\b[Ww]ith .{5})|(?<=\b[Bb]y .{5})|(?<=\b[Bb]etween .{5}))"
    r"(?![-–]\w| (?:[A-Z]|and [a-z]*west|side|coast|pole|wing))"
)
_OF_THE_NORTH = re.compile(r"(North|South)(?<=\b.{5})(?=['’]s\b)")
_KOREAN = re.compile(r"Korea|Pyongyang|DPRK|Kim Jong|Seoul")


@dataclass(frozen=True, slots=True)
class _Patterns:
    automaton: AhoCorasick
    aliases: tuple[tuple[Alias, ...], ...]
    """What each pattern of the automaton stands for."""
    abbreviations: dict[str, tuple[Alias, ...]]


@cache
def _patterns() -> _Patterns:
    listed: Gazetteer = gazetteer()
    patterns: list[str] = []
    aliases: list[tuple[Alias, ...]] = []
    short: dict[str, tuple[Alias, ...]] = {}
    for name, known in listed.names.items():
        if _ALL_CAPITALS.fullmatch(known[0].text):
            short[known[0].text] = known
        else:
            patterns.append(name)
            aliases.append(known)
    for name, item in listed.ambiguous.items():
        ids = tuple(c.id for c in item.candidates)
        alias = (Alias(item.text, listed.entities[ids[0]].kind, ids),)
        if _ALL_CAPITALS.fullmatch(item.text):
            short[item.text] = alias
        elif name in listed.names:
            aliases[patterns.index(name)] = alias
        else:
            patterns.append(name)
            aliases.append(alias)
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest, store_patterns=False)
    return _Patterns(automaton, tuple(aliases), short)


def listed_names(text: str, regions: Iterable[Span]) -> list[Found]:
    """The gazetteer's names inside the regions, disjoint in each and in order, each with every entry it may mean."""
    korean = _KOREAN.search(text) is not None
    return [item for region in regions for item in _listed(text, region, korean)]


def _listed(text: str, within: Span, korean: bool) -> list[Found]:
    part = within.of(text)
    found = list(_matches(part, within.start))
    found += _abbreviations(part, within.start)
    if korean:
        found += _directions(part, within.start)
    return disjoint(found)


def _matches(part: str, offset: int) -> Iterator[Found]:
    fold = _folded(part)
    haystack = fold.text.replace("-", " ")
    patterns = _patterns()
    pending = [(0, haystack)]
    while pending:
        base, stretch = pending.pop()
        for index, start, end in patterns.automaton.find_matches_as_indexes(stretch):
            span = fold.span(base + start, base + end)
            alias = _fitting(patterns.aliases[index], part, span)
            if alias is None:
                if end - start > 4:  # a shorter name may begin at the same place
                    pending.append((base + start, stretch[start : end - 1]))
            else:
                surface = span.of(part)
                yield Found(Span(offset + span.start, offset + span.end), alias.kind, alias.ids, surface)


def _folded(part: str) -> Folded:
    if part.isascii() and not any(irregular in part for irregular in ("  ", "\n", "\t", "`")):
        return Folded(part.lower(), range(len(part)), range(1, len(part) + 1))  # all that folding does to most texts
    return folded(part)


def _fitting(aliases: tuple[Alias, ...], part: str, span: Span) -> Alias | None:
    surface = span.of(part)
    for alias in aliases:
        glue = alias.kind is EntityKind.PERSON and alias.text.replace("-", " ").count(" ") >= 2
        if capitalised(alias.text, surface, alias.kind) and bounded(part, span.start, span.end, glue):
            return None if _compounded(part, span.start) else alias
    return None


def _compounded(part: str, start: int) -> bool:
    """Whether the name is the second half of a word: `Sino-Russia`, or of a given name: `Marie-France`."""
    if part[start - 1 : start] != "-":
        return False
    if _COMPOUND.search(part, max(0, start - 8), start):
        return True
    first = _FIRST_HALF.search(part, max(0, start - 20), start)
    return first is not None and first[1] in lexicon().given


def _abbreviations(part: str, offset: int) -> Iterator[Found]:
    table = _patterns().abbreviations
    for match in _ABBREVIATION.finditer(part):
        surface = match[0]
        aliases = table.get(surface)
        if aliases is None:
            surface = surface.removesuffix(".")
            aliases = table.get(surface)
        if aliases is None or not _free_standing(part, match.start(), surface):
            continue
        end = match.start() + len(surface)
        yield Found(Span(offset + match.start(), offset + end), aliases[0].kind, aliases[0].ids, surface)


def _free_standing(part: str, start: int, surface: str) -> bool:
    before = part[start - 1] if start else " "
    if before.isalnum() or before in "@_":
        # Copies run headlines and names together (`missilesU.S.`); short capitals inside a word mean nothing.
        return before.islower() and ("." in surface or len(surface) >= 4)
    if surface in _ORDINARY and (
        _CAPITALS_BESIDE.match(part, start + len(surface)) or _CAPITALS_BEFORE.search(part[max(0, start - 20) : start])
    ):
        return False
    return _COMPOUND.search(part[max(0, start - 8) : start]) is None


def _directions(part: str, offset: int) -> Iterator[Found]:
    """`the North` as a name of North Korea, in a text that speaks of Korea."""
    for pattern in (_DIRECTION, _OF_THE_NORTH):
        for match in pattern.finditer(part):
            ident = "place/north-korea" if match[1] == "North" else "place/south-korea"
            yield Found(Span(offset + match.start(1), offset + match.end(1)), EntityKind.PLACE, (ident,), match[1])
