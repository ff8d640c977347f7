"""Listed names in a stretch of text: one pass of an Aho-Corasick automaton, and one for abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from nkreader.analysis.entities.case_rules import bounded, capitalised, is_word
from nkreader.analysis.entities.found import Found, disjoint
from nkreader.analysis.entities.gazetteer import Alias, Gazetteer, gazetteer
from nkreader.analysis.entities.lexicon import lexicon
from nkreader.model.entities import EntityKind
from nkreader.model.folding import Folded, folded
from nkreader.model.spans import Span

_ABBREVIATION = re.compile(
    r"[A-Z](?<![A-Z]\..)(?<![A-Z0-9].)[A-Z0-9]*+(?:\.[A-Z][A-Z0-9]*+)*(?:\.(?=[^A-Za-z]|$)|\.$)?(?![A-Za-z0-9$])"
)
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
_KOREAN = ("Korea", "Pyongyang", "DPRK", "Kim Jong", "Seoul")


@lru_cache(maxsize=2)
def _automaton(listed: Gazetteer) -> tuple[AhoCorasick, int]:
    """What looks for all names at once, and the length of the longest."""
    made = AhoCorasick(listed.patterns, matchkind=MatchKind.LeftmostLongest, store_patterns=False)
    return made, max(map(len, listed.patterns), default=0)


def listed_names(text: str, regions: Iterable[Span]) -> list[Found]:
    """The gazetteer's names inside the regions, disjoint in each and in order, each with every entry it may mean."""
    korean = any(word in text for word in _KOREAN)
    return [item for region in regions for item in _listed(text, region, korean)]


def _listed(text: str, within: Span, korean: bool) -> list[Found]:
    part = within.of(text)
    found = list(_matches(part, within.start))
    found += _abbreviations(part, within.start)
    if korean:
        found += _directions(part, within.start)
    return disjoint(found)


def _matches(part: str, offset: int) -> Iterator[Found]:
    """Listed names, those that begin inside one that is none here included; they may overlap."""
    search = _Search(part)
    for index, start, end in search.found(0, len(search.haystack)):
        fitting = search.fitting(index, start, end)
        for span, alias in [fitting] if fitting else search.inside(start, end):
            yield Found(Span(offset + span.start, offset + span.end), alias.kind, alias.ids, span.of(part))


class _Search:
    """One stretch of text while names are looked for in it."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._fold = _folded(part)
        self.haystack = self._fold.text.replace("-", " ")
        self._listed = gazetteer()
        self._automaton, self._longest = _automaton(self._listed)

    def found(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Pattern, start and end of what stands between two places of the folded text, the longest of each place."""
        if not start and end >= len(self.haystack):
            return self._automaton.find_matches_as_indexes(self.haystack)
        found = self._automaton.find_matches_as_indexes(self.haystack[start:end])
        return [(index, start + one, start + other) for index, one, other in found]

    def fitting(self, index: int, start: int, end: int) -> tuple[Span, Alias] | None:
        """The place in the text and the meaning of a match, if it is a name there."""
        span = self._fold.span(start, end)
        alias = _fitting(self._listed.meaning(index), self._part, span)
        return (span, alias) if alias else None

    def inside(self, start: int, end: int) -> Iterator[tuple[Span, Alias]]:
        """Names that begin where a match stands that is none: shorter ones, and from each of its later words on.

        Where it is none only because a word runs into it (`saidNorth Korea`), the end of it is no other name.
        """
        at = start
        glued = start > 0 and is_word(self.haystack[start - 1])
        while at < end:
            until = end - 1 if at == start else min(len(self.haystack), end + self._longest)
            name = self._at(at, until)
            if name is not None:
                if at == start or name[2] > end or not glued:
                    yield name[0], name[1]
                at = name[2]
                continue
            space = self.haystack.find(" ", at, end)
            at = end if space < 0 else space + 1

    def _at(self, start: int, until: int) -> tuple[Span, Alias, int] | None:
        """The longest name that begins at one place and ends before another, and its end in the folded text."""
        while until - start > 1:
            first = next(iter(self.found(start, until)), None)
            if first is None or first[1] != start:
                return None
            if fitting := self.fitting(*first):
                return (*fitting, first[2])
            until = first[2] - 1
        return None


def _folded(part: str) -> Folded:
    if part.isascii() and not any(irregular in part for irregular in ("  ", "\n", "\t", "`")):
        return Folded(part.lower(), range(len(part)), range(1, len(part) + 1))  # all that folding does to most texts
    return folded(part)


def _fitting(aliases: tuple[Alias, ...], part: str, span: Span) -> Alias | None:
    surface = span.of(part)
    if surface.endswith(" Treasury") and part.startswith(" Secretary", span.end):
        return None  # an office, not the department
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
    table = gazetteer().abbreviations
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
    known = gazetteer().entities
    for pattern in (_DIRECTION, _OF_THE_NORTH):
        for match in pattern.finditer(part):
            ident = "place/north-korea" if match[1] == "North" else "place/south-korea"
            if ident in known:
                yield Found(Span(offset + match.start(1), offset + match.end(1)), EntityKind.PLACE, (ident,), match[1])
