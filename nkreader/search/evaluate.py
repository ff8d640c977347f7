"""Which articles a query finds, and how well: BM25 over the weighted frequencies of `postings` (so, BM25F).

Robertson, Zaragoza, Taylor: "Simple BM25 extension to multiple weighted fields" (CIKM 2004): the frequencies
of a term in text, title and names are weighted and summed before they saturate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from nkreader.model.query import Among, And, During, Everything, Kept, Near, Node, Not, Or, Phrase, Term
from nkreader.search.corpus import K1, Corpus
from nkreader.search.found import NOTHING, Found, Ints, Reals, either, in_all, is_held, is_in, summed, unranked
from nkreader.search.postings import WORDS
from nkreader.search.rows import ROOM, counted, having, many_have, starts
from nkreader.search.wanted import parts_of, rows_of_side

PLACES = 6
"""Of the decimals of a score, those that count."""
SAME = 10.0**-PLACES


@dataclass(frozen=True, slots=True)
class Weighed:
    """Articles with the weight of a word, a phrase or what stands close in each, before they have a score.

    What all parts of a query have is often much less than what each has; so scores are reckoned last.
    """

    found: Found
    field: str
    rarity: float
    """Inverse document frequency; 0 where nothing tells the articles apart, and their values are 0."""

    @property
    def numbers(self) -> Ints:
        """The articles, rising."""
        return self.found.numbers

    def scores(self, corpus: Corpus, numbers: Ints) -> Reals:
        """BM25 of some of them, which rise; the short fields (all but `WORDS`) are not normalised by length."""
        weight = self.found.at(numbers, corpus.size)
        if not self.rarity:
            return weight
        if self.field != WORDS:
            return self.rarity * (K1 + 1) * weight / (weight + K1)
        every = len(numbers) == corpus.size
        return self.rarity * (K1 + 1) * weight / (weight + (corpus.norms if every else corpus.norms[numbers]))


def scores(corpus: Corpus, node: Node) -> Found:
    """Every article that the node finds with its score; 0 where the node does not rank.

    Raises:
        ValueError: for a `Kept` node: only the archive can answer those.
    """
    match node:
        case Term() | Phrase() | Near():
            weighed = _weighed(corpus, node)
            return Found(weighed.numbers, weighed.scores(corpus, weighed.numbers))
        case During():
            return unranked(_during(corpus, node, corpus.alive))
        case Among():
            numbers = sorted(corpus.numbers[id_] for id_ in node.ids if id_ in corpus.numbers)
            return unranked(np.array(numbers, dtype=np.int64))
        case And():
            return _all(corpus, node.parts)
        case Or():
            return either([scores(corpus, part) for part in node.parts], corpus.size)
        case Not():
            alive = corpus.alive
            return unranked(alive[~is_held(alive, _numbers(corpus, node.part), corpus.size)])
        case Kept():
            raise ValueError(f"{node.field}:{node.value} is a question to the library")
        case Everything():
            pass
    return unranked(corpus.alive)


def _all(corpus: Corpus, parts: Sequence[Node]) -> Found:
    found: list[Weighed | Found] = []
    for wanted in sorted((part for part in parts if not isinstance(part, Not | During)), key=_effort):
        found.append(_weighed(corpus, wanted) if isinstance(wanted, Term | Phrase | Near) else scores(corpus, wanted))
        if not len(found[-1].numbers):
            return NOTHING
    left = in_all([each.numbers for each in found], corpus.size) if found else corpus.alive
    for part in parts:
        if isinstance(part, During) and len(left):
            left = _during(corpus, part, left)
    for part in parts:
        if isinstance(part, Not) and len(left):
            left = left[~is_held(left, _numbers(corpus, part.part), corpus.size)]
    values = np.zeros(len(left))
    for each in found if len(left) else ():
        values += each.scores(corpus, left) if isinstance(each, Weighed) else each.at(left, corpus.size)
    return Found(left, values)


def _numbers(corpus: Corpus, node: Node) -> Ints:
    """Every article that the node finds, rising."""
    found = _weighed(corpus, node) if isinstance(node, Term | Phrase | Near) else scores(corpus, node)
    return found.numbers


def _weighed(corpus: Corpus, node: Term | Phrase | Near) -> Weighed:
    if isinstance(node, Near):
        return _near(corpus, node)
    field, row = node.field or WORDS, parts_of(node)
    if len(row) == 1:
        found = having(corpus, field, row[0])
        return Weighed(found, field, _rarity(corpus, len(found)))
    counts = [many_have(corpus, field, part) for part in row]
    if not row or not all(counts):
        return Weighed(NOTHING, field, 0.0)
    return Weighed(counted(corpus, field, row), field, sum(_rarity(corpus, count) for count in counts))


def _effort(node: Node) -> bool:
    """What may stand for thousands of words is asked last: often nothing is left by then."""
    return isinstance(node, Term) and (node.prefix or node.edits > 0)


def _during(corpus: Corpus, node: During, numbers: Ints) -> Ints:
    """Those of the articles."""
    from nkreader.search.schema import NO_DAYS, OPEN_END, OPEN_START

    first = node.days.earliest.toordinal() if node.days.earliest else OPEN_START
    last = node.days.latest.toordinal() if node.days.latest else OPEN_END
    starts, ends = corpus.days(node.field)
    if len(numbers) < corpus.size:
        starts, ends = starts[numbers], ends[numbers]
    there = (starts <= last) & (ends >= first) & ((starts != NO_DAYS[0]) | (ends != NO_DAYS[1]))
    found: Ints = numbers[there]
    return found


def _near(corpus: Corpus, node: Near) -> Weighed:
    """What stands close counts as a phrase does: by how often it does, and by how rare its words are."""
    field = node.field or WORDS
    lefts, rights = _numbers(corpus, node.left), _numbers(corpus, node.right)
    numbers = lefts[is_in(lefts, rights)]
    left = _stretches(corpus, field, node.left, numbers)
    near = _close(left, _stretches(corpus, field, node.right, numbers), node.within)
    begun = left[0][near]
    weights = summed(begun // ROOM, np.ones(len(begun)), corpus.size)
    return Weighed(weights, field, _rarity(corpus, len(lefts)) + _rarity(corpus, len(rights)))


def _stretches(corpus: Corpus, field: str, side: Node, numbers: Ints) -> tuple[Ints, Ints]:
    """The first and last position of each word or phrase of a side, by article; each stretch once."""
    firsts, lasts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for row in rows_of_side(side):
        found = starts(corpus, field, row, numbers)
        firsts.append(found)
        lasts.append(found + len(row) - 1)
    both = np.stack([np.concatenate(firsts), np.concatenate(lasts)], axis=1)
    each = np.unique(both, axis=0)
    return each[:, 0], each[:, 1]


def _close(left: tuple[Ints, Ints], right: tuple[Ints, Ints], within: int) -> np.ndarray:
    """Which of the left stretches have a right one near (`wanted.are_near`)."""
    starts, ends = right[0], np.sort(right[1])
    near = np.zeros(len(left[0]), dtype=np.bool_)
    if not len(starts):
        return near
    # the first right one that begins behind the end, and the last that ends before the beginning
    after = np.searchsorted(starts, left[1], side="right")
    behind = after < len(starts)
    near[behind] = starts[after[behind]] - left[1][behind] <= within
    before = np.searchsorted(ends, left[0], side="left") - 1
    ahead = before >= 0
    near[ahead] |= left[0][ahead] - ends[before[ahead]] <= within
    return near


def _rarity(corpus: Corpus, count: int) -> float:
    """The inverse document frequency of BM25, in the form that is never negative."""
    return log(1 + (len(corpus.alive) - count + 0.5) / (count + 0.5))


def best(corpus: Corpus, found: Found, limit: int) -> list[tuple[int, float]]:
    """The numbers and scores of so many: best first, of equals the one published last, then by id."""
    from nkreader.search.schema import OPEN_END

    if limit < 1 or not len(found):
        return []
    numbers, values = found.numbers, found.values
    if len(numbers) > limit:
        least = np.partition(values, len(values) - limit)[len(values) - limit]
        kept = np.flatnonzero(values >= least - SAME)
        numbers, values = numbers[kept], values[kept]
    days = corpus.days("published")[0][numbers]
    newest = np.where(days != OPEN_END, days, 0)  # an open start is 0: as if undated
    order = np.lexsort((corpus.id_ranks[numbers], -newest, -np.round(values, PLACES)))[:limit]
    return list(zip(numbers[order].tolist(), values[order].tolist(), strict=True))
