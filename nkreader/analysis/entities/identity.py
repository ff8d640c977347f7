"""Whom a full name means that more than one person may bear, as far as one article tells.

A name that nobody listed may be a listed person's in other letters (`Choi Ryong-hae`), and a listed name may be that of
several (`Ri Yong Ho`: 리영호, a general, and 리용호, a diplomat). Romanisation proposes candidates, never decides:
what the text calls the bearer does, in this order:

1. his name in Hangul, printed beside it;
2. which Korea he is of, and since when the candidates are in public life: who does not fit is none;
3. his walk of life, and whose relative he is, if the text names that person: one candidate whom it speaks for is meant,
   and one whom it speaks against is not.

Where nobody is left, the bearer is somebody whom no one listed. Where several are, or one for whom nothing speaks, the
name stays ambiguous and carries them all, with the unlisted bearer among them: it counts for none of them. Of the Kim
family only one member can be a candidate at a time, and what may be two of them is neither.

All of it follows from the article and the gazetteer alone, whatever else a library holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from nkreader.analysis.entities.callings import PRESS, Called, Side, apart, called, called_listed, kin, spelled_beside
from nkreader.analysis.entities.found import Found, unlisted_id
from nkreader.analysis.entities.gazetteer import Gazetteer, gazetteer
from nkreader.model.article import Article, PartKind
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.folding import fold
from nkreader.model.romanising import alike, keys, readings

FAMILY = frozenset(
    f"person/{slug}"
    for slug in """
    kim-jong-un kim-jong-il kim-il-sung kim-yo-jong kim-ju-ae ri-sol-ju kim-jong-nam kim-jong-chol kim-jong-suk
    kim-hyong-jik kim-hyong-gwon kang-pan-sok kim-kyong-hui kim-pyong-il kim-yong-ju kim-han-sol ko-yong-hui
    """.split()
)
"""Whom a slip would confuse with whom it matters most."""
_OFFICIAL = ("KCNA", "Korean Central News Agency", "Rodong Sinmun")
"""Outlets whose people are of the North where they do not say otherwise."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A listed person who may be meant."""

    entity: Entity
    known: Called
    """What the gazetteer says."""
    since: int | None
    """The first year of a public life."""


def identified(article: Article, full: Sequence[Found], northern: bool, latest: int | None = None) -> list[Found]:
    """Full names with those whom they may mean, as far as the article tells.

    Args:
        full: Names in full of any kind, disjoint, in text order.
        northern: Whether the text speaks of the North: in others no Northerner is a candidate.
        latest: The last year in which the article can have been published; None if nobody knows.
    """
    forms: dict[str, list[Found]] = {}
    for item in full:
        if item.kind is EntityKind.PERSON and item.full:
            forms.setdefault(fold(item.name), []).append(item)
    present: set[str] | None = None
    meant: dict[str, tuple[str, ...]] = {}
    for form, items in forms.items():
        spans = [item.span for item in items]
        bearers = _bearers(items[0], northern)
        if bearers:
            spoken = called(article.text, spans, outlets_side(article))
            present = _present(full) if present is None else present
            left = decided(bearers, spoken, present, latest)
            meant[form] = _ids(items[0], left)
        elif items[0].ids and (printed := spelled_beside(article.text, spans)):
            entity = gazetteer().entities[items[0].ids[0]]
            known = called_listed(entity).hangul
            if known and not known & printed and readings(items[0].name):
                meant[form] = ()
    if not meant:
        return list(full)
    return [_as(item, meant) for item in full]


def decided(
    bearers: Sequence[Bearer], spoken: Called, present: Collection[str] = (), latest: int | None = None
) -> tuple[tuple[Bearer, ...], bool]:
    """Who is left of those who may bear a name, and whether the text speaks for them: then it is one."""
    if spoken.hangul:
        left = tuple(one for one in bearers if _spelled_so(one, spoken.hangul))
        return left, len(left) == 1
    left = tuple(one for one in bearers if _fits(one, spoken, latest))
    supported = tuple(one for one in left if kin(one.entity) in present or _speaks_for(one, spoken))
    return (supported, True) if len(supported) == 1 else (left, False)


@lru_cache(maxsize=4)
def _index(listed: Gazetteer) -> Mapping[str, tuple[str, ...]]:
    """Whom to look at for each key of a name (`romanising.keys`)."""
    found: dict[str, dict[str, None]] = {}
    for ident in listed.entities:
        if ident.startswith("person/"):
            for name in _spellings(listed.entities[ident]):
                for one in keys(name):
                    found.setdefault(one, {})[ident] = None
    return MappingProxyType({one: tuple(idents) for one, idents in found.items()})


def namesakes(name: str) -> tuple[str, ...]:
    """Ids of the listed people whose name may be this one in other letters, in the order of the gazetteer.

    None for a bare family name, and none where it may be that of two of the Kim family.
    """
    listed = gazetteer()
    index = _index(listed)
    near = dict.fromkeys(ident for one in sorted(keys(name)) for ident in index.get(one, ()))
    found = tuple(ident for ident in near if _may_be(name, listed.entities[ident]))
    return tuple(ident for ident in found if ident not in FAMILY) if len(FAMILY & {*found}) > 1 else found


def may_be(name: str, ident: str) -> bool:
    """Whether a full name may be that of somebody listed; of whom nobody listed, nothing contradicts it."""
    entity = gazetteer().entities.get(ident)
    return entity is None or _may_be(name, entity)


def _may_be(name: str, entity: Entity) -> bool:
    """By the Hangul name, where that is known; else by each of the others."""
    spelled = _spellings(entity)
    return bool(spelled) and all(alike(name, other) for other in spelled)


@lru_cache(maxsize=5_000)
def _spellings(entity: Entity) -> tuple[str, ...]:
    """The names of a person by which others are compared: in Hangul where that is known."""
    names = [name for name in (entity.name, *entity.aliases) if readings(name)]
    korean = [name for name in names if "가" <= name[0] <= "힣"]
    return tuple(dict.fromkeys(korean[:1] or names))


def _bearers(item: Found, northern: bool) -> list[Bearer]:
    """Whom a name may mean: those who share it, or those to whom romanisation leads."""
    listed = gazetteer()
    if len(item.ids) == 1 and len(_sharing(item)) < 2:
        return []
    idents = namesakes(item.name) if not item.ids else _sharing(item)
    found = []
    for ident in idents:
        entity = listed.entities[ident]
        known = called_listed(entity)
        if item.ids or northern or known.side is not Side.NORTH:
            life = listed.lives.get(ident)
            found.append(Bearer(entity, known, life.since if life else None))
    return found


def _sharing(item: Found) -> tuple[str, ...]:
    """Who is listed under a name."""
    return _listed_as(gazetteer(), item.name)


@lru_cache(maxsize=20_000)
def _listed_as(listed: Gazetteer, name: str) -> tuple[str, ...]:
    return tuple(entity.id for entity in listed.lookup(name) if entity.kind is EntityKind.PERSON)


def _present(full: Iterable[Found]) -> set[str]:
    """Names of what a text names in full and is listed."""
    entities = gazetteer().entities
    return {entities[item.ids[0]].name for item in full if item.ids and "/~" not in item.ids[0]}


def _spelled_so(one: Bearer, names: frozenset[str]) -> bool:
    if one.known.hangul:
        return bool(one.known.hangul & names)
    return any(_may_be(name, one.entity) for name in names)


def _fits(one: Bearer, spoken: Called, latest: int | None) -> bool:
    """Whether nothing speaks against a bearer."""
    if one.known.side and spoken.side and one.known.side is not spoken.side:
        return False
    if one.since and latest and one.since > latest:
        return False
    return not apart(one.known.walks, spoken.walks)


def _speaks_for(one: Bearer, spoken: Called) -> bool:
    """A walk of life in common, on the same side; journalists are known by that alone."""
    both = one.known.walks & spoken.walks
    return PRESS in both or (bool(both) and (one.known.side is None or one.known.side is spoken.side))


def outlets_side(article: Article) -> Side | None:
    """The side on which an outlet's people are where it does not say."""
    outlet = article.stated.outlet or ""
    line = article.first(PartKind.DATELINE)
    printed = line.of(article.text) if line else ""
    return Side.NORTH if any(name in outlet or name in printed for name in _OFFICIAL) else None


def _ids(item: Found, left: tuple[tuple[Bearer, ...], bool]) -> tuple[str, ...]:
    """The ids that a name gets: none where nobody listed is left, one where that is decided, several where not."""
    bearers, sure = left
    idents = tuple(one.entity.id for one in bearers)
    if item.ids:  # a listed name, so one of those: who is left alone is meant, and what the whole article told holds
        return item.ids if not sure and set(item.ids) <= {*idents} else idents
    return idents if sure or not idents else (*idents, unlisted_id(item.kind, item.name))


def _as(item: Found, meant: Mapping[str, tuple[str, ...]]) -> Found:
    if item.kind is not EntityKind.PERSON or not item.full:
        return item
    ids = meant.get(fold(item.name))
    return item if ids is None or ids == item.ids else replace(item, ids=ids)


def as_printed(names: Mapping[str, Entity], items: Iterable[Found]) -> dict[str, Entity]:
    """The entities of an article; listed people with the names in other letters by which it calls them."""
    result = dict(names)
    for item in items:
        if item.kind is EntityKind.PERSON and item.full and len(item.ids) == 1 and not _sharing(item):
            entity = result[item.ids[0]]
            if entity.listed and item.name not in entity.aliases:
                result[entity.id] = replace(entity, aliases=(*entity.aliases, item.name))
    return result


def whose(items: Iterable[Found]) -> list[tuple[Found, str]]:
    """Full names of people, each with the id of its bearer; of several, with all ids, a space between."""
    named = (item for item in items if item.kind is EntityKind.PERSON)
    return [(item, " ".join(item.ids) or unlisted_id(item.kind, item.name)) for item in named]
