"""Groups that do not chain, out of pairs that agree.

First groups grow from the best pair on, as long as their members agree by `SAME` on the average (average linkage).
Then every article may move to a group with which it agrees more in all, or leave one with which it does not: an undated
piece that met a follow-up first goes over to the many reports of the event itself (local search for the partition of
correlation clustering; Bansal, Blum and Chawla, 2004). Neither brings together what excludes each other or is told
apart. The result depends on the set alone, and a group never reaches beyond the pairs that agree by `SAME`: where an
average or a sum is as high as that, so is one of its pairs. What such pairs connect can therefore be clustered by
itself.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

SAME = 0.3
"""Agreement from which two articles count as reports of one event."""
ROUNDS = 10
"""How often every article is asked at most whether it moves."""
LITTLE = 1e-9
"""A gain below this is none: sums of fractions are not exact."""

Excluded = Callable[[str, str], bool]
"""Whether two of the ids can never stand in one group."""
ToldApart = Callable[[Sequence[str], Sequence[str]], bool]
"""Whether two groups are of different events by what their members have in common; each is sorted."""


def clusters(
    ids: Iterable[str], scores: Mapping[tuple[str, str], float], excluded: Excluded, told_apart: ToldApart
) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more ids, each sorted, in order of their smallest id.

    `scores` holds each pair once, the smaller id first, and none that exclude each other; `excluded` is asked only of
    other pairs that would come together.
    """
    grown = _Growing(sorted(ids), scores, excluded, told_apart).grown()
    settled = _Settling(grown, scores, excluded, told_apart).settled()
    return tuple(sorted(tuple(members) for members in settled if len(members) > 1))


def _barred(
    one: Iterable[str], other: Sequence[str], scores: Mapping[tuple[str, str], float], excluded: Excluded
) -> bool:
    pairs = ((a, b) if a < b else (b, a) for a in one for b in other)
    return any(pair not in scores and excluded(*pair) for pair in pairs)


class _Growing:
    """Groups merge, the two that agree most first. Ties go to the smaller ids."""

    def __init__(
        self,
        ids: Sequence[str],
        scores: Mapping[tuple[str, str], float],
        excluded: Excluded,
        told_apart: ToldApart,
    ) -> None:
        places = {ident: at for at, ident in enumerate(ids)}
        self.members: dict[int, list[str]] = {at: [ident] for at, ident in enumerate(ids)}
        self.scores, self.excluded, self.told_apart = scores, excluded, told_apart
        self.near: defaultdict[int, dict[int, float]] = defaultdict(dict)
        """Sums of the agreements of two groups' members; a pair without a score counts as 0."""
        self.queue: list[tuple[float, str, str, int, int]] = []
        for (first, second), score in sorted(scores.items()):
            one, other = places[first], places[second]
            self.near[one][other] = self.near[other][one] = score
            self._offer(one, other)
        self.next = len(ids)

    def _offer(self, one: int, other: int) -> None:
        score = self.near[one][other] / (len(self.members[one]) * len(self.members[other]))
        if score >= SAME:
            firsts = sorted((self.members[one][0], self.members[other][0]))
            heapq.heappush(self.queue, (-round(score, 9), firsts[0], firsts[1], one, other))

    def grown(self) -> list[list[str]]:
        """Merge until no two groups agree enough."""
        while self.queue:
            _, _, _, one, other = heapq.heappop(self.queue)
            if one in self.members and other in self.members and not self._apart(one, other):
                self._merge(one, other)
        return sorted(self.members.values())

    def _apart(self, one: int, other: int) -> bool:
        first, second = self.members[one], self.members[other]
        return _barred(first, second, self.scores, self.excluded) or self.told_apart(first, second)

    def _merge(self, one: int, other: int) -> None:
        into, self.next = self.next, self.next + 1
        near = self.near.pop(one), self.near.pop(other)
        self.members[into] = sorted(self.members.pop(one) + self.members.pop(other))
        for third in sorted(near[0].keys() | near[1].keys()):
            if third in self.members:
                total = near[0].get(third, 0.0) + near[1].get(third, 0.0)
                self.near[into][third] = self.near[third][into] = total
                self._offer(into, third)


class _Settling:
    """Articles move to where they agree most in all, each agreement counted from `SAME` on. Ties go to the first."""

    def __init__(
        self,
        groups: Sequence[list[str]],
        scores: Mapping[tuple[str, str], float],
        excluded: Excluded,
        told_apart: ToldApart,
    ) -> None:
        self.members = {at: list(group) for at, group in enumerate(groups)}
        self.home = {ident: at for at, group in self.members.items() for ident in group}
        self.scores, self.excluded, self.told_apart = scores, excluded, told_apart
        self.near: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for (first, second), score in sorted(scores.items()):
            self.near[first][second] = self.near[second][first] = score
        self.next = len(groups)

    def settled(self) -> list[list[str]]:
        """Ask each article in turn, until none moves."""
        for _ in range(ROUNDS):
            moved = [self._moved(ident) for ident in sorted(self.near)]
            if not any(moved):
                break
        return list(self.members.values())

    def _moved(self, ident: str) -> bool:
        home = self.home[ident]
        gains: dict[int, float] = {home: SAME}  # it is none of its own group's others
        for other, score in self.near[ident].items():
            gains[self.home[other]] = gains.get(self.home[other], 0.0) + score
        gains = {group: total - SAME * len(self.members[group]) for group, total in gains.items()}
        kept = gains.pop(home)
        better = [(-gain, group) for group, gain in gains.items() if gain > max(kept, 0.0) + LITTLE]
        for _, group in sorted(better, key=lambda pair: (round(pair[0], 9), self.members[pair[1]][0])):
            if not self._apart(ident, home, group):
                self._move(ident, home, group)
                return True
        if kept < -LITTLE:
            self.members[self.next] = []
            self._move(ident, home, self.next)
            self.next += 1
            return True
        return False

    def _apart(self, ident: str, home: int, group: int) -> bool:
        there = self.members[group]
        return _barred([ident], there, self.scores, self.excluded) or self.told_apart(self.members[home], there)

    def _move(self, ident: str, home: int, group: int) -> None:
        self.members[home].remove(ident)
        if not self.members[home]:
            del self.members[home]
        self.members[group] = sorted([*self.members[group], ident])
        self.home[ident] = group
