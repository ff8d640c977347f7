"""Groups that do not chain, out of pairs that agree.

Agglomerative clustering over a sparse set of scores: groups grow from the best pair on, as long as the mean of their
members' average and least agreement stays at `SAME` or above (half average, half complete linkage: it neither chains
nor asks for unanimity) and no two members exclude each other. The result depends on the set alone, and a group never
reaches beyond the pairs that agree by `SAME`: its average is at least its least, so one of its pairs does. What such
pairs connect can therefore be clustered by itself.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

SAME = 0.3
"""Agreement from which two articles count as reports of one event; set on ECB+ and on news of the field."""


@dataclass(frozen=True, slots=True)
class _Tie:
    """Agreement between the members of two clusters; pairs without a score count as 0."""

    total: float
    least: float


_NO_TIE = _Tie(0.0, 0.0)

Excluded = Callable[[str, str], bool]
"""Whether two of the ids can never stand in one group."""


def clusters(
    ids: Iterable[str], scores: Mapping[tuple[str, str], float], excluded: Excluded
) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more ids, each sorted, in order of their smallest id.

    `scores` holds each pair once, the smaller id first, and none that exclude each other; `excluded` is asked only of
    other pairs that would come together.
    """
    merged = _Clusters(sorted(ids), scores, excluded).merged()
    return tuple(sorted(tuple(members) for members in merged if len(members) > 1))


class _Clusters:
    """Ties go to the smaller ids."""

    def __init__(self, ids: Sequence[str], scores: Mapping[tuple[str, str], float], excluded: Excluded) -> None:
        places = {ident: at for at, ident in enumerate(ids)}
        self.members: dict[int, list[str]] = {at: [ident] for at, ident in enumerate(ids)}
        self.scores, self.excluded = scores, excluded
        self.near: defaultdict[int, dict[int, _Tie]] = defaultdict(dict)
        self.queue: list[tuple[float, str, str, int, int]] = []
        for (first, second), score in scores.items():
            one, other = places[first], places[second]
            self.near[one][other] = self.near[other][one] = _Tie(score, score)
            self._offer(one, other)
        self.next = len(ids)

    def _offer(self, one: int, other: int) -> None:
        tie = self.near[one][other]
        score = (tie.total / (len(self.members[one]) * len(self.members[other])) + tie.least) / 2
        if score >= SAME:
            firsts = sorted((self.members[one][0], self.members[other][0]))
            heapq.heappush(self.queue, (-score, firsts[0], firsts[1], one, other))

    def merged(self) -> list[list[str]]:
        """Merge until no two clusters agree enough."""
        while self.queue:
            _, _, _, one, other = heapq.heappop(self.queue)
            if one in self.members and other in self.members and not self._barred(one, other):
                self._merge(one, other)
        return list(self.members.values())

    def _barred(self, one: int, other: int) -> bool:
        pairs = ((a, b) if a < b else (b, a) for a in self.members[one] for b in self.members[other])
        return any(pair not in self.scores and self.excluded(*pair) for pair in pairs)

    def _merge(self, one: int, other: int) -> None:
        into, self.next = self.next, self.next + 1
        near = self.near.pop(one), self.near.pop(other)
        self.members[into] = sorted(self.members.pop(one) + self.members.pop(other))
        for third in sorted(near[0].keys() | near[1].keys()):
            if third not in self.members:
                continue
            first, second = near[0].get(third, _NO_TIE), near[1].get(third, _NO_TIE)
            tie = _Tie(first.total + second.total, min(first.least, second.least))
            self.near[into][third] = self.near[third][into] = tie
            self._offer(into, third)
