"""Names of an article: the listed, the unlisted and the short forms, put together and resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from nkreader.analysis.entities.agreeing import agreed, confirmed, person_or_place
from nkreader.analysis.entities.canonical import canonical
from nkreader.analysis.entities.embassies import embassies
from nkreader.analysis.entities.found import Found, disjoint, free
from nkreader.analysis.entities.gazetteer import Ambiguous, gazetteer, key
from nkreader.analysis.entities.matcher import listed_names
from nkreader.analysis.entities.short_forms import short_forms
from nkreader.analysis.entities.unlisted_others import abbreviations, unlisted_others
from nkreader.analysis.entities.unlisted_people import unlisted_people
from nkreader.model.article import Article, PartKind
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.spans import Span, merged

_SLUG = re.compile(r"[^\w]+")
_BEFORE_CAPITAL = re.compile(r"[A-Z][\w'’-]* $")
_CAPITAL_AFTER = re.compile(r" [A-Z]")
_ABOUT_THE_NORTH = re.compile(
    r"North Korea|N\. ?Korea|\bthe North\b|DPRK|Pyongyang|PYONGYANG|KCNA|Kim Jong|Workers['’] Party"
)
_HYPHENED = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")
_OF_THE_NORTH = re.compile(r"\bNorth Korean?\b")


def find_names(article: Article, sentences: Sequence[Span]) -> tuple[tuple[Mention, ...], Mapping[str, Entity]]:
    """Who, where and what an article names: disjoint mentions in text order, and their entities by id.

    Title, headings, bullets, paragraphs, bylines and datelines are read. In a Korean text only the
    gazetteer's Hangul names are found; in other languages than English and Korean, only listed names.
    """
    del sentences  # agreed interface; names never need them, blocks bound every search
    text = article.text
    regions = _regions(article)
    listed = _resolved(text, [item for region in regions for item in listed_names(text, region)])
    if article.lang == "ko":
        listed = [item for item in listed if not item.span.of(text).isascii()]
    if article.lang not in ("en", "und"):
        return _mentions(text, listed)
    title = article.first(PartKind.TITLE)
    people = confirmed(text, title, [item for region in regions for item in unlisted_people(text, region)])
    others = [item for region in regions for item in unlisted_others(text, region)]
    others = confirmed(text, title, person_or_place(others, people))
    others = [*embassies(text, regions, article.first(PartKind.DATELINE)), *others]
    single = [item for item in people if not item.full]
    full = [canonical(item) for item in agreed(text, listed, others, [item for item in people if item.full])]
    full += _abbreviated(text, regions, full)
    full = sorted(full, key=lambda item: item.span.start)
    named = [(item, _ident(item)) for item in full if item.kind is EntityKind.PERSON and len(item.ids) < 2]
    return _mentions(text, [*full, *short_forms(text, regions, full, named, single)])


def _regions(article: Article) -> list[Span]:
    kinds = (PartKind.TITLE, PartKind.BYLINE, PartKind.DATELINE)
    spans = [span for kind in kinds for span in article.all(kind)]
    blocks = [part.span for part in article.body]
    return sorted([*blocks, *(span for span in merged(spans) if not any(b.covers(span) for b in blocks))])


def _resolved(text: str, found: Iterable[Found]) -> list[Found]:
    ambiguous = gazetteer().ambiguous
    northern = _ABOUT_THE_NORTH.search(text) is not None
    result: list[Found] = []
    for item in found:
        rule = ambiguous.get(key(item.name))
        if rule is None:
            result.append(item if northern else _southern(item))
        elif (ids := _meant(text, item, rule)) is not None:
            result.append(Found(item.span, item.kind, ids, item.name))
    return result


def _southern(item: Found) -> Found:
    """A hyphened name in a text that never speaks of the North is not that of a Northerner of the same name."""
    if item.kind is not EntityKind.PERSON or not _HYPHENED.fullmatch(item.name):
        return item
    known = gazetteer().entities
    ids = tuple(ident for ident in item.ids if not _OF_THE_NORTH.search(known[ident].line))
    return Found(item.span, item.kind, ids, item.name)


def _meant(text: str, item: Found, rule: Ambiguous) -> tuple[str, ...] | None:
    """What an ambiguous name means in this article; None where it is no name."""
    if rule.alone and (
        _BEFORE_CAPITAL.search(text[max(0, item.span.start - 24) : item.span.start])
        or _CAPITAL_AFTER.match(text, item.span.end)
    ):
        return None
    scores = {candidate.id: sum(text.count(cue) for cue in candidate.cues) for candidate in rule.candidates}
    best = max(scores.values())
    ids = tuple(ident for ident, score in scores.items() if score == best)
    if rule.cued and not best:
        return None
    return ids


def _abbreviated(text: str, regions: Sequence[Span], full: Sequence[Found]) -> list[Found]:
    """Abbreviations that the article itself explains."""
    result: list[Found] = []
    for item in full:
        if item.kind not in (EntityKind.ORGANISATION, EntityKind.EVENT, EntityKind.WEAPON):
            continue
        place = abbreviations(text, item)
        if place is None or not free(place, full):
            continue
        pattern = re.compile(rf"(?<![\w-]){re.escape(place.of(text))}(?![\w-])")
        for region in regions:
            for match in pattern.finditer(text, region.start, region.end):
                span = Span(match.start(), match.end())
                if free(span, full) and free(span, result):
                    result.append(Found(span, item.kind, (_ident(item),), item.name))
    return result


def _ident(item: Found) -> str:
    if item.ids:
        return item.ids[0]
    return f"{item.kind}/~{_SLUG.sub('-', key(item.name)).strip('-')}"


def _mentions(text: str, found: Iterable[Found]) -> tuple[tuple[Mention, ...], Mapping[str, Entity]]:
    listed = gazetteer().entities
    names: dict[str, Entity] = {}
    mentions: list[Mention] = []
    kept = disjoint(found)
    called = {_ident(item): item.name for item in kept if not item.ids}
    for item in kept:
        if len(item.ids) > 1:
            names.update((ident, listed[ident]) for ident in item.ids)
            mentions.append(Mention(item.span, item.kind, None, item.span.of(text), item.ids))
            continue
        ident = _ident(item)
        if ident not in names:
            names[ident] = listed.get(ident) or Entity(ident, called.get(ident, item.name), item.kind)
        mentions.append(Mention(item.span, item.kind, ident, names[ident].name))
    return tuple(mentions), MappingProxyType(names)
