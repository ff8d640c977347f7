"""Bare family names: whom they mean follows from the full names in the same article.

A bare name means the person of that family name named in full before it. Of several, the one just named where
it says something (`Kim said`), else the one the article names most: agencies call only the main bearer of a
frequent name by it alone. Where no full name precedes (headlines), the first that follows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from nkreader.analysis.entities.found import Found
from nkreader.analysis.entities.gazetteer import gazetteer
from nkreader.analysis.entities.lexicon import SYLLABLE, lexicon
from nkreader.analysis.entities.unlisted_people import family_name
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

LEADERS = ("person/kim-jong-un", "person/kim-jong-il", "person/kim-il-sung")
_WORD_BEFORE = re.compile(r"([A-Z][\w.'’-]*) $")
_NAME_AFTER = re.compile(rf" {SYLLABLE}(?![\w])|-[a-z]")
_LEADER = re.compile(
    r"(?:\bN\. ?|\bNorth |N\.K\. |\bNK |North Korea['’]s |N\. Korea['’]s |DPRK |N\.K\.['’]s )(?:Korean )?"
    r"(?:top |supreme |late )?(?:leader |dictator )?$|North['’]s (?:leader )?$"
)
_OFFICE = re.compile(r"([\w.-]+) $")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

People = Sequence[tuple[Found, str]]
"""Full names in text order, each with the id of its bearer."""


def short_forms(
    text: str, regions: Sequence[Span], taken: Sequence[Found], people: People, titled: Sequence[Found] = ()
) -> Iterator[Found]:
    """Bare family names in the regions that `taken` leaves free, resolved as far as the text goes.

    `titled` are single names right after a title: names even where nobody is so called in full.
    """
    bearers: dict[str, list[tuple[int, str]]] = {}
    for found, ident in people:
        for short in {_short(found, ident), family_name(found.name)}:  # `Hyon` of a text that writes Hyon for Hyun
            bearers.setdefault(short, []).append((found.span.start, ident))
    words = lexicon()
    certain: dict[str, set[str]] = {}
    for found in titled:
        office = _OFFICE.search(text, max(0, found.span.start - 24), found.span.start)
        certain.setdefault(found.name, set()).update([office[1].casefold()] if office else [])
    names = {*bearers, *words.famous, *certain, "Kim"}
    pattern = re.compile(rf"(?<![\w@-])(?:{'|'.join(sorted(map(re.escape, names)))})(?![\w-])")
    occupied = {at for found in taken for at in range(found.span.start, found.span.end)}
    counts = Counter(ident for _, ident in people)
    for region in regions:
        for match in pattern.finditer(text, region.start, region.end):
            if match.start() in occupied or not _stands_alone(text, match, region):
                continue
            span = Span(match.start(), match.end())
            resolved = _resolve(text, span, bearers.get(match[0], []), counts, taken)
            if resolved is None and match[0] in certain:
                resolved = _titled(span, match[0], certain[match[0]])
            if resolved is not None:
                yield resolved


def _titled(span: Span, name: str, offices: Collection[str]) -> Found:
    """`President Hong`: whoever is listed under this family name with such an office, if anybody is."""
    listed = gazetteer()
    bearers = [listed.entities[ident] for ident, short in listed.short.items() if short == name]
    ids = tuple(e.id for e in bearers if any(office in e.line.casefold() for office in offices))
    return Found(span, EntityKind.PERSON, ids, name, full=False)


def _short(found: Found, ident: str) -> str:
    return gazetteer().short.get(ident) or family_name(found.name)


def _stands_alone(text: str, match: re.Match[str], region: Span) -> bool:
    """Not part of a longer name that no rule knew."""
    if _NAME_AFTER.match(text, match.end()):
        return False
    before = _WORD_BEFORE.search(text, max(region.start, match.start() - 24), match.start())
    if before is None:
        return True
    word = before[1]
    words = lexicon()
    at = before.start(1)
    opening = at == region.start or text[max(region.start, at - 2) : at].strip(" \"'“‘(") in {"", ".", "!", "?"}
    known = word in words.never or word in words.titles or word.endswith(("'s", "’s", "."))
    return known or word.isupper() or (opening and word in words.never)


def _resolve(
    text: str, span: Span, bearers: Sequence[tuple[int, str]], counts: Mapping[str, int], taken: Sequence[Found]
) -> Found | None:
    surface = span.of(text)
    before = [ident for start, ident in bearers if start < span.start]
    if before:
        ident = _most_likely(text, span, before, counts)
    elif bearers:
        ident = bearers[0][1]
    else:
        ids = _unnamed(text, span, surface, taken)
        return Found(span, EntityKind.PERSON, ids, surface, full=False) if ids else None
    return Found(span, EntityKind.PERSON, (ident,), surface, full=False)


def _most_likely(text: str, span: Span, before: Sequence[str], counts: Mapping[str, int]) -> str:
    last = before[-1]
    if len(set(before)) == 1:
        return last
    following = re.match(r" (\w+)", text[span.end : span.end + 16])
    if following and following[1] in lexicon().verbs and last not in LEADERS:
        return last
    return max(reversed(list(dict.fromkeys(before))), key=lambda ident: counts[ident])


def _unnamed(text: str, span: Span, surface: str, taken: Sequence[Found]) -> tuple[str, ...]:
    """Whom a family name means where the article names nobody of that name in full."""
    listed = gazetteer()
    if surface in lexicon().famous:
        ids = tuple(i for i, short in listed.short.items() if short == surface)
        return ids or tuple(e.id for e in listed.lookup(surface))
    if surface != "Kim" or not _LEADER.search(text[max(0, span.start - 40) : span.start]):
        return ()
    return leaders_at(text, taken)


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
    fitting = [ident for ident in LEADERS if latest <= (listed.lives[ident].until or 9999)]
    return tuple(fitting) if latest else LEADERS
