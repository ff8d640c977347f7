"""Bare family names: whom they mean follows from the full names in the same article.

A bare name means the person of that family name named in full before it. Of several, the one just named where
it says something (`Kim said`), else the one the article names most: agencies call only the main bearer of a
frequent name by it alone. Where no full name precedes (headlines), the first that follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nkreader.analysis.entities.found import Found, Taken
from nkreader.analysis.entities.gazetteer import Life, gazetteer
from nkreader.analysis.entities.lexicon import SYLLABLE, lexicon
from nkreader.analysis.entities.particles import surnames
from nkreader.analysis.entities.unlisted_people import family_name
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

_ALWAYS = Life(None, None)
LEADERS = ("person/kim-jong-un", "person/kim-jong-il", "person/kim-il-sung")
_WORD_BEFORE = re.compile(r"([A-Z][\w.'’-]*) $")
_NAME_AFTER = re.compile(rf" {SYLLABLE}(?![\w])|-[a-z]")
_LEADER = re.compile(
    r"(?:\bN\. ?|\bNorth |N\.K\. |\bNK |North Korea['’]s |N\. Korea['’]s |DPRK |N\.K\.['’]s )(?:Korean )?"
    r"(?:top |supreme |late )?(?:leader |dictator )?$|North['’]s (?:leader )?$"
)
_OFFICE = re.compile(r"([\w.-]+) $")
_FOLLOWING = re.compile(r" (\w+)")
_HEAD = re.compile(r"[\w-]+")
_CAPITALISED = re.compile(r"[A-Z](?<![\w@-].)[\w-]*+")
_ANY = re.compile(r"(?<![\w@-])[\w-]++")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

People = Sequence[tuple[Found, str]]
"""Full names in text order, each with the id of its bearer; of several, with all their ids, a space between."""


@dataclass(frozen=True, slots=True)
class _Bearers:
    """Who bears one family name, in the order in which a text names them in full."""

    starts: list[int]
    """Where each full name begins."""
    idents: list[str]
    several: list[bool]
    """Whether more than one of them is named up to and with each full name."""
    likeliest: list[str]
    """Whom of those the text names most in all, of equals the last to be introduced."""


def short_forms(
    text: str, regions: Sequence[Span], taken: Sequence[Found], people: People, titled: Sequence[Found] = ()
) -> Iterator[Found]:
    """Bare family names in the regions that `taken` leaves free, resolved as far as the text goes.

    `titled` are single names right after a title: names even where nobody is so called in full.
    """
    bearers = _bearers(people)
    certain: dict[str, set[str]] = {}
    for found in titled:
        office = _OFFICE.search(text, max(0, found.span.start - 24), found.span.start)
        certain.setdefault(found.name, set()).update([office[1].casefold()] if office else [])
    occupied = Taken(found.span for found in taken)
    leaders = cache(lambda: leaders_at(text, taken))
    names = {*bearers, *lexicon().famous, *certain, "Kim"}
    for region, span in _standing(text, regions, names):
        name = span.of(text)
        if not occupied.free(Span(span.start, span.start + 1)) or not _stands_alone(text, span, region):
            continue
        ids = _resolved(text, span, bearers[name]) if name in bearers else _unnamed(text, span, name, leaders)
        if not ids and name in certain:
            yield Found(span, EntityKind.PERSON, _titled(name, certain[name]), name, full=False)
        elif ids:
            whom = tuple(ident for several in ids for ident in several.split(" "))
            yield Found(span, EntityKind.PERSON, whom, name, full=False)


def _bearers(people: People) -> dict[str, _Bearers]:
    counts = Counter(ident for _, ident in people)
    named: dict[str, list[tuple[int, str]]] = {}
    for found, ident in people:
        for short in {
            _short(found, ident),
            family_name(found.name),
            *surnames(found.name),
        }:  # `Hyon` of a text that writes Hyon for Hyun
            named.setdefault(short, []).append((found.span.start, ident))
    return {short: _counted(bearers, counts) for short, bearers in named.items()}


def _counted(named: Sequence[tuple[int, str]], counts: Mapping[str, int]) -> _Bearers:
    several: list[bool] = []
    likeliest: list[str] = []
    seen: set[str] = set()
    best = named[0][1]
    for _, ident in named:
        if ident not in seen and counts[ident] >= counts[best]:
            best = ident
        seen.add(ident)
        several.append(len(seen) > 1)
        likeliest.append(best)
    return _Bearers([start for start, _ in named], [ident for _, ident in named], several, likeliest)


def _standing(text: str, regions: Iterable[Span], names: Iterable[str]) -> Iterator[tuple[Span, Span]]:
    """Where one of the names stands as a word or words of its own, each with its region."""
    longer: dict[str, list[str]] = {}
    for name in sorted(names):
        if head := _HEAD.match(name):
            longer.setdefault(head[0], []).append(name)
    pattern = _CAPITALISED if all("A" <= head[0] <= "Z" for head in longer) else _ANY
    for region in regions:
        end = region.start
        for match in pattern.finditer(text, region.start, region.end):
            start = match.start()
            for name in longer.get(match[0], ()) if start >= end else ():
                if text.startswith(name, start, region.end) and not _HEAD.match(text, start + len(name), region.end):
                    end = start + len(name)
                    yield region, Span(start, end)
                    break


def _titled(name: str, offices: Collection[str]) -> tuple[str, ...]:
    """`President Hong`: whoever is listed under this family name with such an office, if anybody is."""
    listed = gazetteer().entities
    bearers = [listed[ident] for ident in gazetteer().called(name)]
    return tuple(e.id for e in bearers if any(office in e.line.casefold() for office in offices))


def _short(found: Found, ident: str) -> str:
    return gazetteer().short.get(ident) or family_name(found.name)


def _stands_alone(text: str, span: Span, region: Span) -> bool:
    """Not part of a longer name that no rule knew."""
    if _NAME_AFTER.match(text, span.end):
        return False
    before = _WORD_BEFORE.search(text, max(region.start, span.start - 24), span.start)
    if before is None:
        return True
    word = before[1]
    words = lexicon()
    at = before.start(1)
    opening = at == region.start or text[max(region.start, at - 2) : at].strip(" \"'“‘(") in {"", ".", "!", "?"}
    known = word in words.never or word in words.titles or word.endswith(("'s", "’s", "."))
    return known or word.isupper() or (opening and word in words.never)


def _resolved(text: str, span: Span, bearers: _Bearers) -> tuple[str, ...]:
    at = bisect_left(bearers.starts, span.start) - 1
    if at < 0:
        return (bearers.idents[0],)
    last = bearers.idents[at]
    if not bearers.several[at]:
        return (last,)
    following = _FOLLOWING.match(text, span.end, span.end + 16)
    if following and following[1] in lexicon().verbs and last not in LEADERS:
        return (last,)
    return (bearers.likeliest[at],)


def _unnamed(text: str, span: Span, surface: str, leaders: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """Whom a family name means where the article names nobody of that name in full."""
    if surface in lexicon().famous:
        return gazetteer().called(surface) or tuple(e.id for e in gazetteer().lookup(surface))
    if surface != "Kim" or not _LEADER.search(text[max(0, span.start - 40) : span.start]):
        return ()
    return leaders()


def leaders_at(text: str, taken: Sequence[Found]) -> tuple[str, ...]:
    """Which North Korean leaders the years and things that a text speaks of allow."""
    listed = gazetteer()
    since = [
        life.since
        for found in taken
        for ident in found.ids
        if (life := listed.lives.get(ident)) and life.since and ident not in LEADERS
    ]
    years = [int(year) for year in _YEAR.findall(text)]
    latest = max([*since, *years], default=0)
    leaders = tuple(ident for ident in LEADERS if ident in listed.entities)  # the reader may have switched one off
    return tuple(ident for ident in leaders if latest <= (listed.lives.get(ident, _ALWAYS).until or 9999))
