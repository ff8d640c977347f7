"""Names of an article: the listed, the unlisted and the short forms, put together and resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from nkreader.analysis.entities.agreeing import agreed, confirmed, person_or_place
from nkreader.analysis.entities.canonical import canonical
from nkreader.analysis.entities.capitals import stretch
from nkreader.analysis.entities.coordinated import coordinated
from nkreader.analysis.entities.embassies import embassies
from nkreader.analysis.entities.found import Found, Taken, disjoint, unlisted_id
from nkreader.analysis.entities.gazetteer import Ambiguous, gazetteer, key
from nkreader.analysis.entities.identity import as_printed, identified, whose
from nkreader.analysis.entities.matcher import listed_names
from nkreader.analysis.entities.short_forms import short_forms
from nkreader.analysis.entities.short_organisations import short_organisations, whole
from nkreader.analysis.entities.surname_first import named_in_full
from nkreader.analysis.entities.unlisted_others import abbreviations, unlisted_others
from nkreader.analysis.entities.unlisted_people import unlisted_people
from nkreader.analysis.sentences import within
from nkreader.model.article import Article, PartKind
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.spans import Span, merged

_BEFORE_CAPITAL = re.compile(r"[A-Z][\w'’-]* $")
_CAPITAL_AFTER = re.compile(r" [A-Z]")
_ABOUT_THE_NORTH = (
    "North Korea", "N. Korea", "N.Korea", "DPRK", "Pyongyang", "PYONGYANG", "KCNA", "Kim Jong", "Workers' Party",
    "Workers’ Party",
)  # fmt: skip
_THE_NORTH = re.compile(r"\bthe North\b")
_CAPITALS = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
_HYPHENED = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+")
_OF_THE_NORTH = re.compile(r"\bNorth Korean?\b")


def find_names(
    article: Article, sentences: Sequence[Span], latest: int | None = None
) -> tuple[tuple[Mention, ...], Mapping[str, Entity]]:
    """Who, where and what an article names: disjoint mentions in text order, and their entities by id.

    Title, headings, bullets, paragraphs, bylines and datelines are read. In a Korean text only the
    gazetteer's Hangul names are found; in other languages than English and Korean, only listed names. `latest` is the
    last year in which it can have been published.
    """
    del sentences  # agreed interface; names never need them, blocks bound every search
    text = article.text
    regions = _regions(article)
    northern = _is_about_the_north(text)
    listed = _resolved(text, listed_names(text, regions), northern)
    if article.lang == "ko":
        listed = [item for item in listed if not item.span.of(text).isascii()]
    if article.lang not in ("en", "und"):
        return _mentions(text, listed)
    title = article.first(PartKind.TITLE)
    parts = [stretch(text, region) for region in regions]
    people = confirmed(text, title, [item for part in parts for item in unlisted_people(part)])
    others = [item for part in parts for item in unlisted_others(part)]
    others = confirmed(text, title, person_or_place(others, people))
    dateline = article.first(PartKind.DATELINE)
    others = [*embassies(text, regions, dateline), *(item for part in parts for item in coordinated(part)), *others]
    single = [item for item in people if not item.full]
    people = [*people, *named_in_full(parts, single, people)]
    full = [canonical(item) for item in agreed(text, listed, others, [item for item in people if item.full])]
    full += _abbreviated(text, regions, full)
    full = whole(text, title, full)
    full = sorted([*full, *short_organisations(text, regions, full, dateline)], key=lambda item: item.span.start)
    full = identified(article, full, northern, latest)
    return _mentions(text, [*full, *short_forms(text, regions, full, whose(full), single)])


def _regions(article: Article) -> list[Span]:
    kinds = (PartKind.TITLE, PartKind.BYLINE, PartKind.DATELINE)
    spans = merged(span for kind in kinds for span in article.all(kind))
    blocks = [part.span for part in article.body]
    covered = set(within(spans, blocks))
    return sorted([*blocks, *(span for span in spans if span not in covered)])


def _is_about_the_north(text: str) -> bool:
    """Whether a text speaks of the North; words looked for one by one take a hundredth of the time of a pattern."""
    return any(word in text for word in _ABOUT_THE_NORTH) or (
        "the North" in text and _THE_NORTH.search(text) is not None
    )


def _resolved(text: str, found: Iterable[Found], northern: bool) -> list[Found]:
    """What the listed names mean here; `northern`: the text speaks of the North."""
    ambiguous = gazetteer().ambiguous
    result: list[Found] = []
    meanings: dict[str, tuple[str, ...] | None] = {}
    for item in found:
        name = key(item.name)
        rule = ambiguous.get(name)
        if rule is None:
            result.append(item if northern else _southern(item))
            continue
        if name not in meanings:
            meanings[name] = _meant(text, rule)
        ids = meanings[name]
        if ids is not None and not (rule.alone and _part_of_a_name(text, item.span)):
            result.append(Found(item.span, item.kind, ids, item.name))
    return result


def _southern(item: Found) -> Found:
    """A hyphened name in a text that never speaks of the North is not that of a Northerner of the same name."""
    if item.kind is not EntityKind.PERSON or not _HYPHENED.fullmatch(item.name):
        return item
    known = gazetteer().entities
    ids = tuple(ident for ident in item.ids if not _OF_THE_NORTH.search(known[ident].line))
    return Found(item.span, item.kind, ids, item.name)


def _part_of_a_name(text: str, span: Span) -> bool:
    before = _BEFORE_CAPITAL.search(text[max(0, span.start - 24) : span.start])
    return before is not None or _CAPITAL_AFTER.match(text, span.end) is not None


def _meant(text: str, rule: Ambiguous) -> tuple[str, ...] | None:
    """What an ambiguous name means in this article; None where it is no name."""
    scores = {candidate.id: sum(text.count(cue) for cue in candidate.cues) for candidate in rule.candidates}
    best = max(scores.values())
    if rule.cued and not best:
        return None
    return tuple(ident for ident, score in scores.items() if score == best)


def _abbreviated(text: str, regions: Sequence[Span], full: Sequence[Found]) -> list[Found]:
    """Abbreviations that the article itself explains."""
    named = Taken(item.span for item in full)
    result: list[Found] = []
    places: dict[str, list[Span]] | None = None
    for item in full:
        if item.kind not in (EntityKind.ORGANISATION, EntityKind.EVENT, EntityKind.WEAPON):
            continue
        place = abbreviations(text, item)
        if place is None or not named.free(place):
            continue
        if places is None:
            places = _capitals(text, regions)
        free = [span for span in places.pop(place.of(text), ()) if named.free(span)]
        result += [Found(span, item.kind, (_ident(item),), item.name) for span in free]
    return result


def _capitals(text: str, regions: Sequence[Span]) -> dict[str, list[Span]]:
    """Where each word that could be an abbreviation stands."""
    places: dict[str, list[Span]] = {}
    for region in regions:
        for match in _CAPITALS.finditer(text, region.start, region.end):
            places.setdefault(match[0], []).append(Span(*match.span()))
    return places


def _ident(item: Found) -> str:
    return item.ids[0] if item.ids else unlisted_id(item.kind, item.name)


def _mentions(text: str, found: Iterable[Found]) -> tuple[tuple[Mention, ...], Mapping[str, Entity]]:
    listed = gazetteer().entities
    names: dict[str, Entity] = {}
    mentions: list[Mention] = []
    kept = disjoint(found)
    called = {ident: item.name for item in kept if item.full for ident in item.ids or [_ident(item)]}
    for item in kept:
        if len(item.ids) > 1:
            for ident in item.ids:
                names.setdefault(ident, listed.get(ident) or Entity(ident, called.get(ident, item.name), item.kind))
            mentions.append(Mention(item.span, item.kind, None, item.span.of(text), item.ids))
            continue
        ident = _ident(item)
        if ident not in names:
            names[ident] = listed.get(ident) or Entity(ident, called.get(ident, item.name), item.kind)
        mentions.append(Mention(item.span, item.kind, ident, names[ident].name))
    return tuple(mentions), MappingProxyType(as_printed(names, kept))
