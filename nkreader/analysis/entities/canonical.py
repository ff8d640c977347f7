"""One entity for the ways to write one name: what a rule found is taken for the listed name it is a form of.

Company suffixes, spelling, sessions' ordinals, whose organisation it is (`of the DPRK`), `City` after a city, and the
plural of a weapon's designation do not make another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nkreader.analysis.entities.found import Found
from nkreader.analysis.entities.gazetteer import Gazetteer, gazetteer
from nkreader.analysis.entities.lexicon import lexicon
from nkreader.model.entities import EntityKind

_SUFFIX = re.compile(r"(?:,? (?:Inc|Corp|Co|Ltd|Plc|PLC|LLC|LP|AG|NV|GmbH|Corporation|Company|Limited)\.?)+$")
_FORM = re.compile(r"(?<!&)(?:,? (?:Inc|Corp|Co|Ltd|Plc|PLC|LLC|LP|AG|NV|GmbH|Limited)\.?)+$")
"""A company's legal form: no part of what it is called."""
_ORDINAL = re.compile(
    r"^(?:\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth"
    r"|Thirteenth|Fourteenth|Fifteenth) "
)
_NORTHERN = (
    r"(?:DPRK|Democratic People['’]s Republic of Korea|Korean People['’]s Army|KPA|Workers['’] Party of Korea|WPK)"
)
_OF_THE_NORTH = re.compile(rf" of (?:the )?{_NORTHERN}$|^(?:{_NORTHERN}|North Korean|North Korea['’]s) ")
_NORTH = re.compile(r"\bNorth(?:ern)? Korean?\b|\bparty\b")
_CITY = re.compile(r" (?:City|Municipality|Metropolis)$")
HELD = 10_000
"""Names of which is kept in memory what they mean: many come again from article to article."""
_SPELLINGS = (("Organization", "Organisation"), ("Defense", "Defence"), ("Center", "Centre"), ("Labor", "Labour"))


def canonical(item: Found) -> Found:
    """The same find with the listed entry it means; unchanged where it has one, or none is sure."""
    if item.ids:
        return item
    name, ids = _meant(gazetteer(), item.kind, item.name)
    if name == item.name and not ids:
        return item
    return Found(item.span, item.kind, ids, name, item.full)


@lru_cache(maxsize=HELD)
def _meant(listed: Gazetteer, kind: EntityKind, name: str) -> tuple[str, tuple[str, ...]]:
    """What a name is called, and the listed entry that it means, if one is sure."""
    if kind is EntityKind.WEAPON:
        name = name.removesuffix("s")
        return name, tuple(e.id for e in listed.lookup(name) if e.kind is kind)[:1]
    for form in _forms(listed, kind, name):
        ids = tuple(e.id for e in listed.lookup(form) if e.kind is kind)
        if len(ids) == 1:
            return name, ids
    if kind is EntityKind.ORGANISATION and " " in (called := _FORM.sub("", name)):
        return called, ()
    return name, ()


def _forms(listed: Gazetteer, kind: EntityKind, name: str) -> Iterator[str]:
    """Shorter and other spellings of the name, the closest first."""
    if kind is EntityKind.PLACE:
        yield _CITY.sub("", name)
        return
    if kind is EntityKind.PERSON and lexicon().northern.fullmatch(name):
        yield name  # a rule read on, and found no more than the listed name
    if kind is not EntityKind.ORGANISATION:
        return
    for one, other in _SPELLINGS:
        yield name.replace(one, other)
        yield name.replace(other, one)
    yield _SUFFIX.sub("", name)
    stripped = _ORDINAL.sub("", name)
    yield stripped
    own = _OF_THE_NORTH.sub("", stripped)
    if own != stripped and all(_NORTH.search(e.line) for e in listed.lookup(own)):
        yield own
