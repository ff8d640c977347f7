"""Which articles a query finds, and how well: BM25 over the weighted frequencies of `postings` (so, BM25F).

Robertson, Zaragoza, Taylor: "Simple BM25 extension to multiple weighted fields" (CIKM 2004): the frequencies
of a term in text, title and names are weighted and summed before they saturate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from math import log

from nkreader.model.query import Among, And, During, Everything, Kept, Near, Node, Not, Or, Phrase, Term
from nkreader.search.analyser import is_paired
from nkreader.search.corpus import Corpus
from nkreader.search.postings import FORM, WORDS
from nkreader.search.wanted import Part, Way, are_near, parts_of, rows_of_side

K1, B = 1.2, 0.75
"""The usual constants of BM25: how fast frequency saturates, how much length counts."""

Scores = dict[int, float]


def scores(corpus: Corpus, node: Node) -> Scores:
    """Every article that the node finds, by its number, with its score; 0 where the node does not rank.

    Raises:
        ValueError: for a `Kept` node: only the archive can answer those.
    """
    match node:
        case Term() | Phrase():
            return _row(corpus, node.field or WORDS, parts_of(node))
        case Near():
            return _near(corpus, node)
        case During():
            return _during(corpus, node)
        case Among():
            return {corpus.numbers[id_]: 0.0 for id_ in node.ids if id_ in corpus.numbers}
        case And():
            return _all(corpus, node.parts)
        case Or():
            return _either(scores(corpus, part) for part in node.parts)
        case Not():
            return dict.fromkeys(corpus.alive - scores(corpus, node.part).keys(), 0.0)
        case Kept():
            raise ValueError(f"{node.field}:{node.value} is a question to the library")
        case Everything():
            pass
    return dict.fromkeys(corpus.alive, 0.0)


def _all(corpus: Corpus, parts: Sequence[Node]) -> Scores:
    found: list[Scores] = []
    numbers: Iterable[int] = corpus.alive
    for wanted in sorted((part for part in parts if not isinstance(part, Not)), key=_effort):
        found.append(scores(corpus, wanted))
        numbers = found[-1].keys() & numbers
        if not numbers:
            return {}
    for part in parts:
        if isinstance(part, Not):
            numbers = set(numbers) - scores(corpus, part.part).keys()
    return {number: sum(each[number] for each in found) for number in numbers}


def _effort(node: Node) -> bool:
    """What may stand for thousands of words is asked last: often nothing is left by then."""
    return isinstance(node, Term) and (node.prefix or node.edits > 0)


def _either(found: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for each in found:
        for number, score in each.items():
            total[number] = total.get(number, 0.0) + score
    return total


def _during(corpus: Corpus, node: During) -> Scores:
    from nkreader.search.schema import NO_DAYS, OPEN_END, OPEN_START

    first = node.days.earliest.toordinal() if node.days.earliest else OPEN_START
    last = node.days.latest.toordinal() if node.days.latest else OPEN_END
    starts, ends = corpus.days(node.field)
    return {
        number: 0.0
        for number in corpus.alive
        if starts[number] <= last and ends[number] >= first and (starts[number], ends[number]) != NO_DAYS
    }


def _row(corpus: Corpus, field: str, row: Sequence[Part]) -> Scores:
    if not row:
        return {}
    found = [_part(corpus, field, part) for part in row]
    if len(found) == 1:
        return _ranked(corpus, field, found[0], _rarity(corpus, len(found[0])))
    numbers = sorted(reduce(lambda left, right: left & right.keys(), found[1:], set(found[0])))
    starts = _starts(corpus, field, row, numbers)
    weights = {number: float(len(each)) for number, each in starts.items()}
    return _ranked(corpus, field, weights, sum(_rarity(corpus, len(each)) for each in found))


def _starts(corpus: Corpus, field: str, row: Sequence[Part], numbers: Sequence[int]) -> dict[int, set[int]]:
    """Where the row begins in those of the articles, given in order, that have it: positions of words."""
    starts = {number: {place >> 1 for place in places} for number, places in _places(corpus, field, row[0], numbers)}
    for step, part in enumerate(row[1:], start=1):
        follows: dict[int, set[int]] = {}
        for number, places in _places(corpus, field, part, sorted(starts)):
            if both := starts[number] & {(place >> 1) - step for place in places}:
                follows[number] = both
        starts = follows
    return starts


def _near(corpus: Corpus, node: Near) -> Scores:
    """What stands close counts as a phrase does: by how often it does, and by how rare its words are."""
    field = node.field or WORDS
    lefts, rights = scores(corpus, node.left), scores(corpus, node.right)
    numbers = sorted(lefts.keys() & rights.keys())
    left, right = (_stretches(corpus, field, side, numbers) for side in (node.left, node.right))
    counts = {number: _close(left[number], right[number], node.within) for number in numbers}
    weights = {number: float(count) for number, count in counts.items() if count}
    return _ranked(corpus, field, weights, _rarity(corpus, len(lefts)) + _rarity(corpus, len(rights)))


def _stretches(corpus: Corpus, field: str, side: Node, numbers: Sequence[int]) -> dict[int, set[tuple[int, int]]]:
    """The first and last position of each word or phrase of a side, by article."""
    found: dict[int, set[tuple[int, int]]] = {number: set() for number in numbers}
    for row in rows_of_side(side):
        for number, starts in _starts(corpus, field, row, numbers).items():
            found[number] |= {(start, start + len(row) - 1) for start in starts}
    return found


def _close(left: Iterable[tuple[int, int]], right: Iterable[tuple[int, int]], within: int) -> int:
    """How many of the left stretches have a right one near."""
    others = sorted(right)
    return sum(any(are_near(one, other, within) for other in others) for one in left)


def _terms(corpus: Corpus, field: str, part: Part) -> list[str]:
    if part.way is Way.FORM:
        return [FORM + part.text]
    if part.way is Way.CHARACTER:
        return corpus.beginning(field, part.text)
    if part.way is Way.SIMILAR:
        return corpus.similar(field, part.text, part.edits)
    if part.way is Way.BEGINNING:
        texts = [FORM + part.text]
        if not is_paired(part.text):
            # terms and forms of abbreviations are in capitals
            texts += [part.text, part.text.upper(), FORM + part.text.upper()]
        texts = list(dict.fromkeys(texts))
        return [term for text in texts for term in corpus.beginning(field, text)]
    return [part.text]


def _part(corpus: Corpus, field: str, part: Part) -> Scores:
    """The articles that have a part, and its weight in them."""
    terms = _terms(corpus, field, part)
    if len(terms) != 1:
        text = f"{part.text}~{part.edits}" if part.edits else part.text
        return corpus.several(field, text, part.way, lambda: _either(corpus.postings(field, t) for t in terms))
    found = corpus.postings(field, terms[0])
    if part.way is not Way.WRITTEN:
        return found
    return {
        number: float(count)
        for number, places in corpus.places(field, part.text, sorted(found))
        if (count := sum(place & 1 for place in places))
    }


def _places(corpus: Corpus, field: str, part: Part, numbers: Sequence[int]) -> Iterable[tuple[int, Sequence[int]]]:
    """The places of a part in those of the articles, given in order, that have it; each article once."""
    terms = _terms(corpus, field, part)
    if len(terms) == 1 and part.way is not Way.WRITTEN:
        return corpus.places(field, terms[0], numbers)
    found: dict[int, list[int]] = {}
    for term in terms:
        for number, places in corpus.places(field, term, numbers):
            wanted = [place for place in places if part.way is not Way.WRITTEN or place & 1]
            found.setdefault(number, []).extend(wanted)
    return found.items()


def _rarity(corpus: Corpus, count: int) -> float:
    """The inverse document frequency of BM25, in the form that is never negative."""
    return log(1 + (len(corpus.alive) - count + 0.5) / (count + 0.5))


def _ranked(corpus: Corpus, field: str, weights: Scores, rarity: float) -> Scores:
    """BM25; the short fields (all but `WORDS`) are not normalised by length."""
    gain = rarity * (K1 + 1)
    if field != WORDS:
        return {number: gain * weight / (weight + K1) for number, weight in weights.items()}
    lengths, base, per_word = corpus.columns["length"], K1 * (1 - B), K1 * B / corpus.mean_length
    return {number: gain * weight / (weight + base + per_word * lengths[number]) for number, weight in weights.items()}


def order(corpus: Corpus, found: dict[int, float]) -> Callable[[int], tuple[float, int, str]]:
    """The key by which hits are sorted: best first, of equals the one published last, then by id."""
    from nkreader.search.schema import OPEN_END

    starts, _ = corpus.days("published")

    def key(number: int) -> tuple[float, int, str]:
        newest = -starts[number] if starts[number] != OPEN_END else 0  # an open start is 0: as if undated
        return -round(found[number], 6), newest, corpus.ids[number]

    return key


def refuse_kept(node: Node) -> None:
    """Raise a ValueError for a node that only the archive can answer."""
    if isinstance(node, Kept):
        raise ValueError(f"{node.field}:{node.value} is a question to the library, not to the index")
    for part in node.parts if isinstance(node, And | Or) else (node.part,) if isinstance(node, Not) else ():
        refuse_kept(part)
