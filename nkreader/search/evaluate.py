"""Which articles a query finds, and how well: BM25 over the weighted frequencies of `postings` (so, BM25F).

Robertson, Zaragoza, Taylor: "Simple BM25 extension to multiple weighted fields" (CIKM 2004): the frequencies
of a term in text, title and names are weighted and summed before they saturate.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from math import log

import numpy as np

from nkreader.model.query import Among, And, During, Everything, Kept, Near, Node, Not, Or, Phrase, Term
from nkreader.search.analyser import is_paired
from nkreader.search.corpus import Corpus
from nkreader.search.found import NOTHING, Found, Ints, common, either, every, is_held, is_in, summed, unranked
from nkreader.search.postings import FORM, WORDS
from nkreader.search.wanted import Part, Way, parts_of, rows_of_side

K1, B = 1.2, 0.75
"""The usual constants of BM25: how fast frequency saturates, how much length counts."""
ROOM = 1 << 32
"""More than any text has words: an article and a position in it make one number."""


def scores(corpus: Corpus, node: Node) -> Found:
    """Every article that the node finds with its score; 0 where the node does not rank.

    Raises:
        ValueError: for a `Kept` node: only the archive can answer those.
    """
    match node:
        case Term() | Phrase():
            return _row(corpus, node.field or WORDS, parts_of(node))
        case Near():
            return _near(corpus, node)
        case During():
            return unranked(_during(corpus, node))
        case Among():
            numbers = sorted(corpus.numbers[id_] for id_ in node.ids if id_ in corpus.numbers)
            return unranked(np.array(numbers, dtype=np.int64))
        case And():
            return _all(corpus, node.parts)
        case Or():
            return either([scores(corpus, part) for part in node.parts], corpus.size)
        case Not():
            return unranked(corpus.alive).without(scores(corpus, node.part).numbers)
        case Kept():
            raise ValueError(f"{node.field}:{node.value} is a question to the library")
        case Everything():
            pass
    return unranked(corpus.alive)


def _all(corpus: Corpus, parts: Sequence[Node]) -> Found:
    found: list[Found] = []
    for wanted in sorted((part for part in parts if not isinstance(part, Not)), key=_effort):
        found.append(scores(corpus, wanted))
        if not len(found[-1]):
            return NOTHING
    left = every(found) if found else unranked(corpus.alive)
    for part in parts:
        if isinstance(part, Not) and len(left):
            left = left.without(scores(corpus, part.part).numbers)
    return left


def _effort(node: Node) -> bool:
    """What may stand for thousands of words is asked last: often nothing is left by then."""
    return isinstance(node, Term) and (node.prefix or node.edits > 0)


def _during(corpus: Corpus, node: During) -> Ints:
    from nkreader.search.schema import NO_DAYS, OPEN_END, OPEN_START

    first = node.days.earliest.toordinal() if node.days.earliest else OPEN_START
    last = node.days.latest.toordinal() if node.days.latest else OPEN_END
    starts, ends = corpus.days(node.field)
    there = (starts <= last) & (ends >= first) & ((starts != NO_DAYS[0]) | (ends != NO_DAYS[1]))
    found: Ints = corpus.alive[there[corpus.alive]]
    return found


def _row(corpus: Corpus, field: str, row: Sequence[Part]) -> Found:
    if not row:
        return NOTHING
    found = [_part(corpus, field, part) for part in row]
    if len(found) == 1:
        return _ranked(corpus, field, found[0], _rarity(corpus, len(found[0])))
    numbers = reduce(lambda left, right: left[is_in(left, right.numbers)], found[1:], found[0].numbers)
    starts = _starts(corpus, field, row, numbers)
    weights = summed(starts // ROOM, np.ones(len(starts)), corpus.size)
    return _ranked(corpus, field, weights, sum(_rarity(corpus, len(each)) for each in found))


def _starts(corpus: Corpus, field: str, row: Sequence[Part], numbers: Ints) -> Ints:
    """Where the row begins in those of the articles, which rise: article times `ROOM` plus position, rising."""
    starts = _positions(corpus, field, row[0], numbers)
    for step, part in enumerate(row[1:], start=1):
        if not len(starts):
            break
        starts = common(starts, _positions(corpus, field, part, numbers) - step)
    return starts


def _near(corpus: Corpus, node: Near) -> Found:
    """What stands close counts as a phrase does: by how often it does, and by how rare its words are."""
    field = node.field or WORDS
    lefts, rights = scores(corpus, node.left), scores(corpus, node.right)
    numbers = lefts.numbers[is_in(lefts.numbers, rights.numbers)]
    left = _stretches(corpus, field, node.left, numbers)
    near = _close(left, _stretches(corpus, field, node.right, numbers), node.within)
    starts = left[0][near]
    weights = summed(starts // ROOM, np.ones(len(starts)), corpus.size)
    return _ranked(corpus, field, weights, _rarity(corpus, len(lefts)) + _rarity(corpus, len(rights)))


def _stretches(corpus: Corpus, field: str, side: Node, numbers: Ints) -> tuple[Ints, Ints]:
    """The first and last position of each word or phrase of a side, by article; each stretch once."""
    starts, ends = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for row in rows_of_side(side):
        found = _starts(corpus, field, row, numbers)
        starts.append(found)
        ends.append(found + len(row) - 1)
    both = np.stack([np.concatenate(starts), np.concatenate(ends)], axis=1)
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


def _terms(corpus: Corpus, field: str, part: Part) -> list[str]:
    if part.way is Way.FORM:
        return [FORM + part.text]
    if part.way in (Way.CHARACTER, Way.BEGINNING):
        return [term for text in _beginnings(part) for term in corpus.terms_beginning(field, text)]
    if part.way is Way.SIMILAR:
        return corpus.similar(field, part.text, part.edits)
    return [part.text]


def _beginnings(part: Part) -> list[str]:
    """With what a term begins that the part stands for."""
    if part.way is Way.CHARACTER:
        return [part.text]
    texts = [FORM + part.text]
    if not is_paired(part.text):
        # terms and forms of abbreviations are in capitals
        texts += [part.text, part.text.upper(), FORM + part.text.upper()]
    return list(dict.fromkeys(texts))


def _part(corpus: Corpus, field: str, part: Part) -> Found:
    """The articles that have a part, and its weight in them."""
    match part.way:
        case Way.CHARACTER | Way.BEGINNING:
            return corpus.beginning(field, _beginnings(part))
        case Way.SIMILAR:
            terms = corpus.similar(field, part.text, part.edits)
            text = f"{part.text}~{part.edits}"
            parts = [corpus.postings(field, term) for term in terms]
            return corpus.several(field, text, part.way, lambda: either(parts, corpus.size))
        case Way.FORM:
            return corpus.postings(field, FORM + part.text)
        case Way.WRITTEN:
            numbers, places = corpus.places(field, part.text)
            written = corpus.living(numbers[(places & 1) == 1])
            return summed(written, np.ones(len(written)), corpus.size)
    return corpus.postings(field, part.text)


def _positions(corpus: Corpus, field: str, part: Part, numbers: Ints) -> Ints:
    """Where a part stands in those of the articles, which rise: article times `ROOM` plus position, rising."""
    terms = _terms(corpus, field, part)
    found = []
    for term in terms:
        articles, places = corpus.places(field, term)
        kept = is_held(articles, numbers, corpus.size)
        if part.way is Way.WRITTEN:
            kept &= (places & 1) == 1
        found.append(articles[kept] * ROOM + (places[kept] >> 1))
    if len(found) == 1:
        return found[0]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))


def _rarity(corpus: Corpus, count: int) -> float:
    """The inverse document frequency of BM25, in the form that is never negative."""
    return log(1 + (len(corpus.alive) - count + 0.5) / (count + 0.5))


def _ranked(corpus: Corpus, field: str, weights: Found, rarity: float) -> Found:
    """BM25; the short fields (all but `WORDS`) are not normalised by length."""
    gain, weight = rarity * (K1 + 1), weights.values
    if field != WORDS:
        return Found(weights.numbers, gain * weight / (weight + K1))
    lengths, base, per_word = corpus.columns["length"], K1 * (1 - B), K1 * B / corpus.mean_length
    return Found(weights.numbers, gain * weight / (weight + (base + per_word * lengths[weights.numbers])))


def best(corpus: Corpus, found: Found, limit: int) -> list[tuple[int, float]]:
    """The numbers and scores of so many: best first, of equals the one published last, then by id."""
    from nkreader.search.schema import OPEN_END

    if limit < 1 or not len(found):
        return []
    rounded = np.round(found.values, 6)
    numbers = found.numbers
    if len(numbers) > limit:
        least = np.partition(rounded, len(rounded) - limit)[len(rounded) - limit]
        kept = rounded >= least
        numbers, rounded = numbers[kept], rounded[kept]
    starts = corpus.days("published")[0][numbers]
    newest = np.where(starts != OPEN_END, starts, 0)  # an open start is 0: as if undated
    order = np.lexsort((corpus.id_ranks[numbers], -newest, -rounded))[:limit]
    at = np.searchsorted(found.numbers, numbers[order])
    return list(zip(numbers[order].tolist(), found.values[at].tolist(), strict=True))
