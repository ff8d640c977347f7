"""Groups that do not chain, out of pairs that agree.

First groups grow from the best pair on, as long as their members agree by `SAME` on the average (average linkage).
Then every article may move to a group with which it agrees more in all, or leave one with which it does not: an undated
piece that met a follow-up first goes over to the many reports of the event itself (local search for the partition of
correlation clustering; Bansal, Blum and Chawla, 2004). Neither brings together what excludes each other or is told
apart. The result depends on the set alone, and a group never reaches beyond the pairs that agree by `SAME`: where an
average or a sum is as high as that, so is one of its pairs. What such pairs connect can therefore be clustered by
itself.

The reader's word comes before all that. What is apart by it is never in one group; and in the end groups are united
that hold pieces joined by it, whatever excludes them or tells them apart. So a word about two pieces moves no third
one, and what agrees with either of them is with both. Where uniting brings pieces together that are apart by the
reader's word, the pieces of that group are grouped anew, those that are joined as one that agrees with another as far
as any of them does: each of the others goes where it agrees more.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from nkreader.model.rulings import NOTHING, Ruled

SAME = 0.3
"""Agreement from which two articles count as reports of one event."""
ROUNDS = 10
"""How often every article is asked at most whether it moves."""
LITTLE = 1e-9
"""A gain below this is none: sums of fractions are not exact."""
FEW, SLACK = 1000, 1.25
"""How many pairs of groups wait at least, and in relation to how many there can be, until the past ones are dropped."""

Excluded = Callable[[str, str], bool]
"""Whether two of the ids can never stand in one group."""
ToldApart = Callable[[Sequence[str], Sequence[str]], bool]
"""Whether two groups are of different events by what their members have in common; each is sorted."""


def clusters(
    ids: Iterable[str],
    scores: Mapping[tuple[str, str], float],
    excluded: Excluded,
    told_apart: ToldApart,
    said: Ruled = NOTHING,
) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more ids, each sorted, in order of their smallest id.

    `scores` holds each pair once, the smaller id first, and none that exclude each other; `excluded` is asked only of
    other pairs that would come together. `said` is the reader's word, also of ids that are not there.
    """
    if not said:
        settled = _settled(sorted(ids), scores, excluded, told_apart, said)
    else:
        settled = _as_said(sorted(ids), scores, excluded, told_apart, said)
    return tuple(sorted(tuple(members) for members in settled if len(members) > 1))


def _settled(
    ids: Sequence[str],
    scores: Mapping[tuple[str, str], float],
    excluded: Excluded,
    told_apart: ToldApart,
    said: Ruled,
) -> list[list[str]]:
    grown = _Growing(ids, scores, excluded, told_apart).grown()
    return _Settling(grown, scores, excluded, told_apart, said).settled()


def _as_said(
    ids: Sequence[str],
    scores: Mapping[tuple[str, str], float],
    excluded: Excluded,
    told_apart: ToldApart,
    said: Ruled,
) -> list[list[str]]:
    """Groups that keep to the reader's word."""
    scores = {pair: score for pair, score in scores.items() if not said.apart(*pair)}

    def barred(one: str, other: str) -> bool:
        return said.apart(one, other) or excluded(one, other)

    found: list[list[str]] = []
    for members in _united(_settled(ids, scores, barred, told_apart, said), said):
        sets = {said.one(ident) for ident in members}
        if any(not sets.isdisjoint(said.kept_apart.get(one, ())) for one in sets):
            found.extend(_as_one(members, scores, barred, told_apart, said))
        else:
            found.append(members)
    return found


def _united(groups: Sequence[list[str]], said: Ruled) -> Iterator[list[str]]:
    """Groups that hold pieces which are joined, as one."""
    holding: dict[str, list[int]] = {}
    for at, members in enumerate(groups):
        for one in {said.one(ident) for ident in members}:
            holding.setdefault(one, []).append(at)
    near: defaultdict[int, set[int]] = defaultdict(set)
    for first, *others in holding.values():
        for other in others:
            near[first].add(other)
            near[other].add(first)
    done: set[int] = set()
    for at in range(len(groups)):
        waiting, reached = [at], set[int]()
        while waiting:
            here = waiting.pop()
            if here not in done:
                done.add(here)
                reached.add(here)
                waiting += near[here]
        if reached:
            yield sorted(ident for here in reached for ident in groups[here])


def _as_one(
    members: Sequence[str],
    scores: Mapping[tuple[str, str], float],
    barred: Excluded,
    told_apart: ToldApart,
    said: Ruled,
) -> Iterator[list[str]]:
    """Group pieces anew, those that are joined as one, by its first; that one is kept from what all of them are."""
    sets: defaultdict[str, list[str]] = defaultdict(list)
    for ident in members:
        sets[said.one(ident)].append(ident)
    first = {one: found[0] for one, found in sets.items()}
    inside = {found[0]: found for found in sets.values()}
    best: dict[tuple[str, str], float] = {}
    for (one, other), score in scores.items():
        if said.one(one) in first and said.one(other) in first and not said.together(one, other):
            here, there = sorted((first[said.one(one)], first[said.one(other)]))
            best[here, there] = max(score, best.get((here, there), 0.0))

    def kept_from(one: str, other: str) -> bool:
        return all(barred(here, there) for here in inside[one] for there in inside[other])

    def told(one: Sequence[str], other: Sequence[str]) -> bool:
        here, there = (sorted(ident for item in group for ident in inside[item]) for group in (one, other))
        return told_apart(here, there)

    for group in _settled(sorted(inside), best, kept_from, told, said):
        yield sorted(ident for item in group for ident in inside[item])


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
        self.first = list(range(len(ids)))
        """Place of each group's smallest id: numbers are compared faster than ids, and stand in the same order."""
        self.members: dict[int, list[str]] = {at: [ident] for at, ident in enumerate(ids)}
        self.scores, self.excluded, self.told_apart = scores, excluded, told_apart
        self.near: defaultdict[int, dict[int, float]] = defaultdict(dict)
        """Sums of the agreements of two groups' members; a pair without a score counts as 0."""
        self.queue: list[tuple[float, int, int, int, int]] = []
        for (first, second), score in scores.items():
            one, other = places[first], places[second]
            self.near[one][other] = self.near[other][one] = score
            if score >= SAME:
                self.queue.append((-round(score, 9), one, other, one, other))
        heapq.heapify(self.queue)
        self.next = len(ids)

    def grown(self) -> list[list[str]]:
        """Merge until no two groups agree enough."""
        while self.queue:
            _, _, _, one, other = heapq.heappop(self.queue)
            if one in self.members and other in self.members and not self._apart(one, other):
                self._merge(one, other)
                self._sift()
        return sorted(self.members.values())

    def _sift(self) -> None:
        """Drop pairs of groups that are merged by now as soon as they are many: to take each from the queue is dear."""
        live = len(self.members)
        if len(self.queue) > max(FEW, SLACK * live * (live - 1) / 2):
            members = self.members
            self.queue = [pair for pair in self.queue if pair[3] in members and pair[4] in members]
            heapq.heapify(self.queue)

    def _apart(self, one: int, other: int) -> bool:
        first, second = self.members[one], self.members[other]
        return _barred(first, second, self.scores, self.excluded) or self.told_apart(first, second)

    def _merge(self, one: int, other: int) -> None:
        into, self.next = self.next, self.next + 1
        near = self.near.pop(one), self.near.pop(other)
        self.members[into] = members = sorted(self.members.pop(one) + self.members.pop(other))
        first = min(self.first[one], self.first[other])
        self.first.append(first)
        here, size = self.near[into], len(members)
        for third in near[0].keys() | near[1].keys():
            if third in (one, other):
                continue
            total = near[0].get(third, 0.0) + near[1].get(third, 0.0)
            there = self.near[third]
            there.pop(one, None)
            there.pop(other, None)
            here[third] = there[into] = total
            score = total / (size * len(self.members[third]))
            if score >= SAME:
                other_first = self.first[third]
                firsts = (first, other_first) if first < other_first else (other_first, first)
                heapq.heappush(self.queue, (-round(score, 9), *firsts, into, third))


class _Settling:
    """Articles move to where they agree most in all, each agreement counted from `SAME` on. Ties go to the first.

    Between two groups that the reader told apart it is the average that counts: pieces of both are alike, and the
    larger one would draw in all that comes.
    """

    def __init__(
        self,
        groups: Sequence[list[str]],
        scores: Mapping[tuple[str, str], float],
        excluded: Excluded,
        told_apart: ToldApart,
        said: Ruled = NOTHING,
    ) -> None:
        self.said = said
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
        if self.said and len(self.members[home]) > 1:
            rivals = {group: gains.pop(group) for group in [*gains] if self._rivals(ident, home, group)}
            average = kept / (len(self.members[home]) - 1)
            gains |= {
                group: gain for group, gain in rivals.items() if gain / len(self.members[group]) > average + LITTLE
            }
            kept = kept if gains.keys().isdisjoint(rivals) else 0.0
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

    def _rivals(self, ident: str, home: int, group: int) -> bool:
        """Whether the reader told two groups apart, the article that may move left out."""
        sets = {self.said.one(other) for other in self.members[home] if other != ident}
        apart = (self.said.kept_apart.get(self.said.one(other), ()) for other in self.members[group])
        return any(not sets.isdisjoint(found) for found in apart if found)

    def _apart(self, ident: str, home: int, group: int) -> bool:
        there = self.members[group]
        return _barred([ident], there, self.scores, self.excluded) or self.told_apart(self.members[home], there)

    def _move(self, ident: str, home: int, group: int) -> None:
        self.members[home].remove(ident)
        if not self.members[home]:
            del self.members[home]
        self.members[group] = sorted([*self.members[group], ident])
        self.home[ident] = group
