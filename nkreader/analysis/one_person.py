"""Which of the people whom nobody listed are one, though their name is printed in several romanisations.

Romanisation only proposes: names that may be one full name in Hangul. What the articles of a library say of the bearers
decides, in this order:

1. their names in Hangul, where both are printed: another name is another person;
2. the Korea they are of: nobody is of both;
3. their walks of life: who is called otherwise at the same time is somebody else;
4. the same name in Hangul, or the same Korea and walk of life at about the same time, makes them one.

Nothing else does: then they may be the same, and that is told. Where three or more cannot all be one, only Hangul
joins, and where that contradicts itself nothing does. Nobody whose name may be read as one of the Kim family is joined
with anybody, and nobody whom the reader has told apart.

All of it is a function of what is said of the bearers, whatever the order in which it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from nkreader.analysis.entities.callings import Side, apart
from nkreader.analysis.entities.gazetteer import Gazetteer, gazetteer
from nkreader.analysis.entities.identity import FAMILY
from nkreader.model.persons import Verdict
from nkreader.model.romanising import alike, keys, readings

NEAR = 3_653
"""Days: who is called the same at times further apart than ten years may be somebody of the next generation."""
_STATE, _MILITARY = "state", "military"


@dataclass(frozen=True, slots=True)
class Borne:
    """What the articles of a library say of somebody whom nobody listed."""

    entity: str
    names: tuple[str, ...]
    """Full names as printed."""
    walks: frozenset[str] = frozenset()
    """Walks of life by which he is called."""
    sides: frozenset[Side] = frozenset()
    hangul: frozenset[str] = frozenset()
    """Names in Hangul, levelled (`romanising.hangul`)."""
    days: tuple[date, date] | None = None
    """The first and the last on which he is named; None where no article is dated."""
    told_apart: bool = False
    """The reader made a name of its own of it."""

    @property
    def side(self) -> Side | None:
        """None where nothing, or both, is said."""
        return next(iter(self.sides)) if len(self.sides) == 1 else None

    def several(self) -> tuple[str, ...]:
        """What cannot be said of one person, a line each; mostly nothing."""
        if len(self.hangul) < 2:
            return ()
        return (f"may be several people: in Hangul {_listing(self.hangul)}",)


@dataclass(frozen=True, slots=True)
class Together:
    """People who are one."""

    entities: frozenset[str]
    why: str
    """On which ground."""


def judged(one: Borne, other: Borne) -> tuple[Verdict, str]:
    """Whether two people with names that are alike are one, and why."""
    if one.told_apart or other.told_apart:
        return Verdict.OTHER, "you told them apart"
    if one.hangul and other.hangul and not one.hangul & other.hangul:
        return Verdict.OTHER, f"another name in Hangul: {_listing(other.hangul)}, not {_listing(one.hangul)}"
    if one.side and other.side and one.side is not other.side:
        return Verdict.OTHER, f"of the {other.side.value}, not of the {one.side.value}"
    near = _near(one.days, other.days)
    if apart(one.walks, other.walks):
        told = f"called by {_listing(other.walks)}, not by {_listing(one.walks)}"
        return (Verdict.OTHER, f"{told}, at the same time") if near else (Verdict.MAYBE, told)
    if one.hangul and other.hangul:
        if len(one.hangul | other.hangul) > 1:
            return Verdict.MAYBE, f"in Hangul {_listing(one.hangul | other.hangul)}"
        return Verdict.SAME, f"the same name in Hangul, {_listing(one.hangul)}"
    mine, theirs = _level(one.walks), _level(other.walks)
    if one.side and one.side is other.side and mine & theirs and (mine <= theirs or theirs <= mine):
        both = f"both of the {one.side.value} and called by {_listing(one.walks & other.walks or mine & theirs)}"
        return (Verdict.MAYBE, f"{both}, but long apart in time") if near is False else (Verdict.SAME, both)
    return Verdict.MAYBE, "neither Hangul nor office decides"


def joined(people: Iterable[Borne]) -> tuple[Together, ...]:
    """Who of these are one, each group once, by its ids; those who are alone are in none."""
    chosen = [one for one in sorted(people, key=lambda one: one.entity) if not one.told_apart and not near_family(one)]
    by_id = {one.entity: one for one in chosen}
    pairs = {(one.entity, other.entity): _pair(one, other) for one, other in combinations(chosen, 2)}
    same = [pair for pair, (verdict, _) in pairs.items() if verdict is Verdict.SAME]
    sure = [pair for pair in same if by_id[pair[0]].hangul & by_id[pair[1]].hangul]
    left, found = frozenset(by_id), []
    for edges in (same, sure):
        for group in _components(edges, left):
            within = [pair for pair in pairs if group.issuperset(pair)]
            if not any(pairs[pair][0] is Verdict.OTHER for pair in within):
                grounds = dict.fromkeys(pairs[pair][1] for pair in within if pairs[pair][0] is Verdict.SAME)
                found.append(Together(group, "; ".join(sorted(grounds))))
                left -= group
    return tuple(sorted(found, key=lambda one: sorted(one.entities)))


def _pair(one: Borne, other: Borne) -> tuple[Verdict, str]:
    """As `judged`; names that cannot be one name in Hangul are those of two people."""
    if any(alike(mine, theirs) for mine in one.names for theirs in other.names):
        return judged(one, other)
    return Verdict.OTHER, "no one name in Hangul is written in both ways"


def _components(pairs: Sequence[tuple[str, str]], among: frozenset[str]) -> list[frozenset[str]]:
    """Those who hang together by pairs, in no order."""
    groups: dict[str, frozenset[str]] = {}
    for one, other in pairs:
        if one in among and other in among:
            both = groups.get(one, frozenset([one])) | groups.get(other, frozenset([other]))
            groups.update(dict.fromkeys(both, both))
    return list(dict.fromkeys(groups.values()))


def near_family(one: Borne) -> bool:
    """Whether a name may be read as one of the Kim family."""
    return any(_near_family(gazetteer(), name) for name in one.names)


@lru_cache(maxsize=20_000)
def _near_family(listed: Gazetteer, name: str) -> bool:
    here = keys(name)
    return any(here & place and alike(name, other) for other, place in _family(listed).items())


@lru_cache(maxsize=4)
def _family(listed: Gazetteer) -> Mapping[str, frozenset[str]]:
    """The names of the family, each with its keys."""
    known = (listed.entities[ident] for ident in sorted(FAMILY) if ident in listed.entities)
    names = (name for entity in known for name in (entity.name, *entity.aliases) if readings(name))
    return {name: keys(name) for name in names}


def _near(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool | None:
    """Whether two spans of days lie close to each other; None where one is not known."""
    if one is None or other is None:
        return None
    return max(one[0], other[0]).toordinal() - min(one[1], other[1]).toordinal() <= NEAR


def _level(walks: frozenset[str]) -> frozenset[str]:
    """Offices of state and of the army go together in the North."""
    return frozenset(_STATE if walk == _MILITARY else walk for walk in walks)


def _listing(words: Iterable[str]) -> str:
    return " and ".join(sorted(words))
