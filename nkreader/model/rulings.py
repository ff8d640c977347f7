"""What the reader says of which pieces report one event, and what all of that together comes to.

A ruling is about pairs: each of `these` with each of `those`. What is joined is so through others too: where A is one
event with B and B with C, so is A with C; and what is apart from A is apart from all that is joined with A. Where
rulings contradict each other the later word wins: they are taken from the last to the first, and each pair holds unless
the later ones, taken together, say otherwise. So the outcome depends on the rulings alone, not on which pieces are
there or in what order they came; a piece that is not there still joins those that were joined with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType


class Verdict(StrEnum):
    """What a ruling says."""

    JOIN = "join"
    """They report one event."""
    SPLIT = "split"
    """They report two events."""
    FOLLOW_UP = "follow-up"
    """They report two events, and `these` tell what came of that of `those`."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One ruling. Neither side is empty, and no piece stands on both."""

    verdict: Verdict
    these: tuple[str, ...]
    """Ids of articles, sorted."""
    those: tuple[str, ...]
    id: str = ""
    """`gr-` and eight hex digits, unique in a library; empty before it is kept."""
    number: int = 0
    """In the order of making: the higher wins."""

    @property
    def articles(self) -> tuple[str, ...]:
        """All that it is about."""
        return (*self.these, *self.those)

    def covers(self, other: Ruling) -> bool:
        """Whether it says something of every pair that the other speaks of, so that it can take its place."""
        one, two = frozenset(self.these), frozenset(self.those)
        straight = one.issuperset(other.these) and two.issuperset(other.those)
        return straight or (one.issuperset(other.those) and two.issuperset(other.these))

    def moved(self, meant: Mapping[str, str]) -> Ruling | None:
        """The same of pieces that have other ids; None if nothing is left, as two that it is about are one now."""
        here, there = ({meant.get(article, article) for article in side} for side in (self.these, self.those))
        these, those = tuple(sorted(here - there)), tuple(sorted(there - here))
        return replace(self, these=these, those=those) if these and those else None

    def says_as(self, other: Ruling) -> bool:
        """Whether both say the same, whenever they were made."""
        return (self.verdict, self.these, self.those) == (other.verdict, other.these, other.those)


@dataclass(frozen=True, slots=True)
class Ruled:
    """What rulings come to: sets of pieces that are joined, and which of these sets are apart."""

    first: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """For each piece that was spoken of the smallest id of those joined with it."""
    members: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """By that id, all that are joined."""
    kept_apart: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """By that id, those of the sets that this one is apart from; each pair from both sides."""

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.first)

    def one(self, article: str) -> str:
        """The smallest id of those joined with a piece; its own, if it is joined with none."""
        return self.first.get(article, article)

    def joined(self, article: str) -> frozenset[str]:
        """All that are joined with a piece, itself among them."""
        return self.members.get(self.one(article), frozenset((article,)))

    def together(self, one: str, other: str) -> bool:
        """Whether two pieces report one event on the reader's word."""
        return self.one(one) == self.one(other)

    def apart(self, one: str, other: str) -> bool:
        """Whether two pieces report two events on the reader's word."""
        here = self.first.get(one)
        return here is not None and self.first.get(other) in self.kept_apart.get(here, ())

    def by_hand(self, article: str) -> bool:
        """Whether something that is said of a piece holds."""
        here = self.first.get(article)
        return here is not None and (len(self.members[here]) > 1 or here in self.kept_apart)

    def holds(self, ruling: Ruling) -> bool:
        """Whether a ruling, one of these, holds of any pair; else later words have taken all of it away."""
        here, there = ({self.one(article) for article in side} for side in (ruling.these, ruling.those))
        if ruling.verdict is Verdict.JOIN:
            return not here.isdisjoint(there)
        return any(not there.isdisjoint(self.kept_apart.get(one, ())) for one in here)

    def others(self, before: Ruled) -> Iterator[str]:
        """The pieces of which something else holds than before."""
        now, then = self._states(), before._states()
        nothing: _State = (frozenset(), frozenset())
        for article in sorted({*self.first, *before.first}):
            here = now.get(self.first.get(article, ""), nothing)
            there = then.get(before.first.get(article, ""), nothing)
            if here != there:
                yield article

    def _states(self) -> dict[str, _State]:
        return {
            ident: (found, frozenset(self.members[other] for other in self.kept_apart.get(ident, ())))
            for ident, found in self.members.items()
        }


_State = tuple[frozenset[str], frozenset[frozenset[str]]]
NOTHING = Ruled()


def ruled(rulings: Iterable[Ruling]) -> Ruled:
    """What rulings come to."""
    taking = _Taking()
    for one in sorted(rulings, key=lambda one: (one.number, one.id), reverse=True):
        taking.note(one.articles)
        if one.verdict is Verdict.JOIN:
            taking.join(one.these, one.those)
        else:
            taking.part(one.these, one.those)
    return taking.ruled()


class _Taking:
    """Takes in rulings, the last one first."""

    def __init__(self) -> None:
        self.home: dict[str, str] = {}
        """The set that a piece is in, by the name of one of its members."""
        self.members: dict[str, set[str]] = {}
        self.parted: dict[str, set[str]] = {}

    def note(self, articles: Iterable[str]) -> None:
        """Let pieces that were not spoken of yet be sets of their own."""
        for article in articles:
            if article not in self.home:
                self.home[article], self.members[article] = article, {article}

    def join(self, these: Iterable[str], those: Iterable[str]) -> None:
        """Unite the sets of each pair that is not apart by now."""
        sides = sorted(these), sorted(those)
        if not any(self.home[article] in self.parted for side in sides for article in side):
            sides = sides[0][:1], [*sides[0][1:], *sides[1]]  # nothing is in the way of any: fewer pairs do
        for one in sides[0]:
            for other in sides[1]:
                here, there = self.home[one], self.home[other]
                if here != there and there not in self.parted.get(here, ()):
                    self._unite(here, there)

    def _unite(self, here: str, there: str) -> None:
        if len(self.members[here]) < len(self.members[there]):
            here, there = there, here
        for article in self.members[there]:
            self.home[article] = here
        self.members[here] |= self.members.pop(there)
        for other in self.parted.pop(there, set()):
            self.parted[other].discard(there)
            self._part(here, other)

    def part(self, these: Iterable[str], those: Iterable[str]) -> None:
        """Keep the sets of each pair apart that is not united by now."""
        here, there = ({self.home[article] for article in side} for side in (these, those))
        for one in here:
            for other in there:
                if one != other:
                    self._part(one, other)

    def _part(self, one: str, other: str) -> None:
        self.parted.setdefault(one, set()).add(other)
        self.parted.setdefault(other, set()).add(one)

    def ruled(self) -> Ruled:
        """What it has come to."""
        first = {home: min(members) for home, members in self.members.items()}
        return Ruled(
            {article: first[home] for article, home in self.home.items()},
            {first[home]: frozenset(members) for home, members in self.members.items()},
            {first[home]: frozenset(first[other] for other in others) for home, others in self.parted.items()},
        )
