"""Which articles report the same event: a scored decision on pairs, then groups that do not chain.

Two articles agree as far as their whole texts, their leads, and the pairs of words in their opening
sentences agree (cosine of rarity-weighted terms; Salton and Buckley, 1988), more if they say to be of the
same day, less for every concept that one is about and the other never uses. Groups grow from the best pair
on, as long as the mean of their members' average and least agreement stays above `SAME` (half average, half
complete linkage: it neither chains nor asks for unanimity) and no two members exclude each other. The
result depends on the set of articles alone.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from nkreader.analysis.signature import Signature, days_apart, excluded

SAME = 0.3
"""Agreement from which two articles count as reports of one event; set on ECB+ and on news of the field."""
SAME_DAY, NEXT_DAY, DAYS_LATER = 0.14, 0.09, -0.08
"""What the days on which they say they were published add: the same, the next, one further off."""
SAME_HAPPENED = 0.14
"""What it adds that both state the same day for the event."""
UNSHARED = 0.08
"""What is taken off for each concept that one is about and the other never uses."""
SAME_HEADLINE, SAME_OPENING = 0.5, 0.3
"""Agreement of headlines, or of opening sentences, from which one outlet may report one event twice."""
OTHERS = 0.2
"""What is taken off where the two are about other people."""
PAIRS_WEIGHT = 4.0
SHOWN = 0.2
"""Shared words that count less than this part of the best are not shown as a reason."""
TELLING = 40
"""Lead terms of an article by which others are looked up."""
COMMON_HOLDERS = 400
"""A lead term that more articles than this share looks nothing up."""
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday januari februari march april may june juli august "
    "septemb octob novemb decemb day week month year morn afternoon even night north south".split()
)
"""Terms that leads share by the calendar, and directions: no reason to show a reader."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two articles report the same."""

    score: float
    excluded: bool
    """Their own dates, or that one is an overview of many events, rule it out."""


def agreement(first: Signature, second: Signature) -> Agreement:
    """Compare two articles."""
    if excluded(first, second) or first.survey or second.survey or separated(first, second):
        return Agreement(0.0, True)
    score = (
        0.5 * _cosine(first.terms, second.terms)
        + 0.5 * _cosine(first.lead, second.lead)
        + PAIRS_WEIGHT * _cosine(first.pairs, second.pairs)
        + _days(first, second)
        - UNSHARED * (_unused(first, second) + _unused(second, first))
        - OTHERS * _others(first, second)
    )
    return Agreement(round(max(0.0, score), 6), False)


def separated(first: Signature, second: Signature) -> bool:
    """Whether one outlet reports two things: it tells them apart in its headlines.

    An outlet writes of an event once, and then again with the same opening or, that day, the same headline. What its
    other items have in common is its style, and a series' items differ in one name (greetings to another head of
    state, houses in another county) or in the day.
    """
    if not first.outlet or first.outlet != second.outlet or not (first.headline and second.headline):
        return False
    missing = _missing(first, second) + _missing(second, first)
    if _cosine(first.pairs, second.pairs) >= SAME_OPENING:
        return missing == 2
    if missing or days_apart(first, second):
        return True
    return _cosine(first.headline, second.headline) < SAME_HEADLINE


def _missing(first: Signature, second: Signature) -> bool:
    """Whether the headline of one tells of something that the other's text never names."""
    return any(name not in second.terms for name in first.headline)


def _days(first: Signature, second: Signature) -> float:
    """What the two articles' own days say; nothing where either has none."""
    apart = days_apart(first, second)
    published = 0.0 if apart is None else (SAME_DAY, NEXT_DAY)[apart] if apart < 2 else DAYS_LATER
    stated = first.happened.days is not None and first.happened == second.happened
    return max(published, SAME_HAPPENED) if stated else published


def _others(first: Signature, second: Signature) -> bool:
    """Whether both say who it is about, and neither names anybody of whom the other speaks first."""
    if not first.leading or not second.leading:
        return False
    return first.leading.isdisjoint(second.people) and second.leading.isdisjoint(first.people)


def _unused(first: Signature, second: Signature) -> int:
    return sum(name not in second.terms for name in first.about)


def shared_terms(first: Signature, second: Signature, limit: int = 5) -> tuple[str, ...]:
    """What counts most in both leads, most telling first, in the first article's words."""
    weights = {
        name: first.lead[name] * second.lead[name]
        for name in first.lead.keys() & second.lead.keys()
        if name not in _CALENDAR
    }
    least = SHOWN * max(weights.values(), default=0.0)
    telling = (name for name, weight in weights.items() if weight >= least)
    best = sorted(telling, key=lambda name: (-weights[name], name))[:limit]
    return tuple(first.shown.get(name, name.removeprefix("#")) for name in best)


def groups(signatures: Mapping[str, Signature]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more ids, each sorted, in order of their smallest id."""
    ids = sorted(signatures)
    scores: dict[tuple[int, int], float] = {}
    barred: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in _candidates([signatures[ident] for ident in ids]):
        found = agreement(signatures[ids[one]], signatures[ids[other]])
        if found.excluded:
            barred[one].add(other)
            barred[other].add(one)
        elif found.score > 0:
            scores[one, other] = found.score
    clusters = _Clusters(ids, scores, barred).merged()
    named = (tuple(sorted(ids[at] for at in members)) for members in clusters if len(members) > 1)
    return tuple(sorted(named))


def _candidates(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Pairs of positions that share two telling lead terms, without looking at all pairs."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(signatures):
        for name in sorted(item.lead, key=lambda n: (-item.lead[n], n))[:TELLING]:
            holders[name].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for found in holders.values():
        if 1 < len(found) <= COMMON_HOLDERS:
            shared.update(combinations(found, 2))
    return sorted(pair for pair, count in shared.items() if count > 1)


def _cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    if len(first) > len(second):
        first, second = second, first
    return sum(weight * second[name] for name, weight in first.items() if name in second)


@dataclass(frozen=True, slots=True)
class _Tie:
    """Agreement between the members of two clusters; pairs that are no candidates count as 0."""

    total: float
    least: float


_NO_TIE = _Tie(0.0, 0.0)


class _Clusters:
    """Agglomerative clustering over a sparse set of scores; ties go to the smaller ids."""

    def __init__(
        self, ids: Sequence[str], scores: Mapping[tuple[int, int], float], barred: Mapping[int, set[int]]
    ) -> None:
        self.members: dict[int, list[int]] = {at: [at] for at in range(len(ids))}
        self.near: defaultdict[int, dict[int, _Tie]] = defaultdict(dict)
        self.barred = {at: set(others) for at, others in barred.items()}
        self.queue: list[tuple[float, int, int, int, int]] = []
        for (one, other), score in scores.items():
            self.near[one][other] = self.near[other][one] = _Tie(score, score)
            self._offer(one, other)
        self.next = len(ids)

    def _offer(self, one: int, other: int) -> None:
        tie = self.near[one][other]
        score = (tie.total / (len(self.members[one]) * len(self.members[other])) + tie.least) / 2
        if score >= SAME and other not in self.barred.get(one, ()):
            firsts = sorted((self.members[one][0], self.members[other][0]))
            heapq.heappush(self.queue, (-score, firsts[0], firsts[1], one, other))

    def merged(self) -> list[list[int]]:
        """Merge until no two clusters agree enough."""
        while self.queue:
            _, _, _, one, other = heapq.heappop(self.queue)
            if one in self.members and other in self.members:
                self._merge(one, other)
        return list(self.members.values())

    def _merge(self, one: int, other: int) -> None:
        into, self.next = self.next, self.next + 1
        near = self.near.pop(one), self.near.pop(other)
        barred = self.barred.pop(one, set()) | self.barred.pop(other, set())
        self.members[into] = sorted(self.members.pop(one) + self.members.pop(other))
        self.barred[into] = barred
        for third in barred:
            self.barred.setdefault(third, set()).add(into)
        for third in sorted(near[0].keys() | near[1].keys()):
            if third not in self.members:
                continue
            first, second = near[0].get(third, _NO_TIE), near[1].get(third, _NO_TIE)
            tie = _Tie(first.total + second.total, min(first.least, second.least))
            self.near[into][third] = self.near[third][into] = tie
            self._offer(into, third)
