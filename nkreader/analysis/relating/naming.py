"""What two pieces both name, and what that is worth.

Each shared name is worth the product of: a weight by kind, its rarity in the archive, how much each piece is about it,
what is left of it at the distance in time, and how far the words of the two are about one matter. What nearly every
piece names, who brings the news (outlets, authors, credits), and a state or capital named in passing are no reasons.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nkreader.analysis.relating.paper import Paper, is_broad
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.links import ReasonKind

NEAR_DAYS = 21
"""Days within which naming the same people makes two pieces belong together."""
TOO_COMMON = 0.3
"""A name less rare than this ties nothing together."""
LEAST = 0.13
"""What a shared name must be worth to be given as a reason."""
BROAD = 0.15
"""What a state, a capital or a continent counts, which pieces on different matters name."""
OFFICE = 0.35
"""What a leading body counts, which pieces name beside whoever sits in it."""
OTHER_MATTER, ONE_MATTER = 0.3, 0.15
"""What is left of a name's worth where the words of the two have nothing in common, and the agreement of the words
(cosine, names aside) from which on they are taken to be about one matter."""
RARE, RARE_LEFT = 0.7, 0.6
"""Rarity from which on a person, a weapon or a named event is seldom shared by chance, and what is left of its worth
then, where the words have nothing in common (they may be of two languages)."""
FAR_DAYS = 60
"""Days from which on a rare name says no more of two matters than another: its bearer has turned to something else."""
COMPANY = 0.5
"""What a person counts whom both pieces name only in a list of those who were there."""
MOST_COMPANY, NAMED = 1.2, 3
"""What all of these together count at most, and how many are named."""
_TELLING = (EntityKind.PERSON, EntityKind.WEAPON, EntityKind.EVENT)
_OFFICE_NAME = re.compile(
    r"\b(?:Central (?:Military )?Commi(?:ttee|ssion)|Political Bureau|Politburo|National Defen[cs]e Commission"
    r"|State Affairs Commission|Presidium|Supreme People's Assembly|Cabinet|Workers' Party|Communist Party|Army|Navy"
    r"|Air Force|Government|Parliament|Congress|Senate|Ministry|Department|White House|Pentagon|Blue House"
    r"|United Nations|European Union)\b"
)
_WEIGHT = {
    EntityKind.WEAPON: 1.2,
    EntityKind.EVENT: 1.1,
    EntityKind.PERSON: 1.0,
    EntityKind.ORGANISATION: 0.8,
    EntityKind.PLACE: 0.6,
}
_LASTING = {
    EntityKind.WEAPON: 0.5,
    EntityKind.EVENT: 0.4,
    EntityKind.PERSON: 0.4,
    EntityKind.ORGANISATION: 0.3,
    EntityKind.PLACE: 0.3,
}
"""The part of its weight that a shared name keeps however far apart the pieces are."""
_KINDS = {
    EntityKind.WEAPON: ReasonKind.WEAPON,
    EntityKind.EVENT: ReasonKind.EVENT,
    EntityKind.PERSON: ReasonKind.PERSON,
    EntityKind.ORGANISATION: ReasonKind.ORGANISATION,
    EntityKind.PLACE: ReasonKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """How telling a name is in the archive at hand."""

    articles: int
    """How many articles name it."""
    of: int
    """How many articles there are."""

    @property
    def rarity(self) -> float:
        """1 for a name that two of many articles share, 0 for one that most of them do."""
        if self.of < 2 or self.articles < 2:
            return 1.0
        return max(0.0, math.log(self.of / self.articles) / math.log(self.of / 2 if self.of > 2 else 2))


def weight(entity: Entity) -> float:
    """What a name counts by its kind."""
    if is_broad(entity):
        return BROAD
    if entity.kind is EntityKind.ORGANISATION and _OFFICE_NAME.search(entity.name):
        return OFFICE
    return _WEIGHT[entity.kind]


def one_matter(here: Paper, there: Paper) -> float:
    """How far the words of two pieces, names aside, are about one matter: from 0 to 1."""
    mine, theirs = here.signature, there.signature
    words = sum(
        worth * theirs.terms[term]
        for term, worth in mine.terms.items()
        if term in theirs.terms and term not in mine.names and not term.startswith("#")
    )
    lengths = mine.shares.words * theirs.shares.words
    return min(1.0, words / max(lengths, 0.2) / ONE_MATTER)


class Shared(NamedTuple):
    """A name that both have and that ties them."""

    worth: float
    ident: str
    kind: ReasonKind
    text: str


class Both(NamedTuple):
    """A name that both have, before it is looked how far their words are about one matter."""

    worth: float
    """If they are about one matter wholly: what it is worth at most."""
    left: float
    """The part that is left of it where the words have nothing in common."""
    ident: str


def names_of_both(here: Paper, there: Paper, sightings: Mapping[str, Sighting], days: int | None) -> list[Both]:
    """What both name that may tie them."""
    closeness = 0.5 if days is None else math.exp(-days / NEAR_DAYS)
    found: list[Both] = []
    for ident in sorted(here.about.keys() & there.about.keys()):
        rarity = sightings[ident].rarity if ident in sightings else 1.0
        if rarity < TOO_COMMON:
            continue
        entity = here.analysis.names[ident]
        lasting = _LASTING[entity.kind]
        worth = weight(entity) * rarity * here.about[ident] * there.about[ident]
        worth *= lasting + (1 - lasting) * closeness
        if worth < LEAST:
            continue
        rare = rarity >= RARE and entity.kind in _TELLING and (days or 0) < FAR_DAYS
        found.append(Both(worth, RARE_LEFT if rare else OTHER_MATTER, ident))
    return found


def shared_names(here: Paper, there: Paper, both: Sequence[Both], apart: str) -> Iterator[Shared]:
    """What both name that ties them, each with what it is worth; those who were only there with others, as one.

    `apart` says in words how far apart they are.
    """
    matter = one_matter(here, there) if both else 0.0
    company: list[Shared] = []
    for most, left, ident in both:
        worth = most * (left + (1 - left) * matter)
        entity = here.analysis.names[ident]
        kind = _KINDS[entity.kind]
        if ident in here.company and ident in there.company:
            company.append(Shared(worth * COMPANY, ident, kind, entity.name))
        elif worth >= LEAST:
            yield Shared(worth, ident, kind, f"{kind}: {entity.name}{apart}")
    together = _together(company, apart)
    if together and together.worth >= LEAST:
        yield together


def _together(company: Sequence[Shared], apart: str) -> Shared | None:
    """Those who were there in both, as one; it stands where the most telling of them is named."""
    ranked = sorted(company, key=lambda one: (-one.worth, one.text))
    if not ranked:
        return None
    worth = min(MOST_COMPANY, sum(one.worth for one in ranked))
    first, *others = (one.text for one in ranked)
    kind = f"{ReasonKind.PERSON}:" if not others else f"{len(ranked)} people are listed in both:"
    names = ", ".join([first, *others[: NAMED - 1]])
    left = " and others" if len(ranked) > NAMED else ""
    return Shared(worth, ranked[0].ident, ReasonKind.PERSON, f"{kind} {names}{left}{apart}")
