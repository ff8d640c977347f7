"""Where the parts of a row stand side by side, segment by segment.

Only documents that have all parts are asked for places, where they are much fewer than those of a part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from nkreader.search.analyser import is_paired
from nkreader.search.corpus import Corpus
from nkreader.search.found import Found, Ints, either, in_all, is_in
from nkreader.search.leaves import Leaf
from nkreader.search.reading import FORM
from nkreader.search.spots import Spots, together
from nkreader.search.wanted import Part, Way

ROOM = 1 << 32
"""More than any text has words: an article and a position in it make one number."""
FEWER = 4
"""How many times fewer documents are worth reading the places of those alone."""


def counted(corpus: Corpus, field: str, row: Sequence[Part]) -> Found:
    """The articles that have a row, and how often."""

    def found() -> Found:
        numbers, counts = [np.zeros(0, np.int64)], [np.zeros(0)]
        for offset, parts in _each(corpus, field, row, None):
            documents, each = _how_often(parts)
            numbers.append(documents + offset)
            counts.append(each.astype(np.float64))
        every = Found(np.concatenate(numbers), np.concatenate(counts))
        living = corpus.living(every.numbers)
        return every if len(living) == len(every) else Found(living, every.values[is_in(every.numbers, living)])

    return corpus.row(field, (f"{part.way} {part.edits} {part.text}" for part in row), found)


def starts(corpus: Corpus, field: str, row: Sequence[Part], numbers: Ints) -> Ints:
    """Where a row begins in some articles, which rise: article times `ROOM` plus position, rising."""
    found = [np.zeros(0, np.int64)]
    for offset, parts in _each(corpus, field, row, numbers):
        spots = _in_a_row(parts)
        documents = np.repeat(spots.documents + offset, spots.counts)
        found.append((documents * ROOM + spots.positions)[is_in(documents, numbers)])
    return np.concatenate(found)


def _each(
    corpus: Corpus, field: str, row: Sequence[Part], numbers: Ints | None
) -> Iterator[tuple[int, Sequence[Callable[[], Spots]]]]:
    """The offset of each segment that may have the row, and what gives the positions of each part in it.

    Where articles are given, only segments with some of them, and their positions are among what is given.
    """
    terms = [_terms(corpus, field, part) for part in row]
    for leaf, offset in corpus.leaves:
        documents = [_documents(corpus, leaf, offset, field, *each) for each in zip(row, terms, strict=True)]
        every = documents if numbers is None else [*documents, _within(numbers, leaf, offset)]
        shared = in_all(every, leaf.size)
        if len(shared):
            few = [shared if len(shared) * FEWER < len(one) else None for one in documents]
            yield offset, [partial(_spots, corpus, leaf, field, *each) for each in zip(row, terms, few, strict=True)]


def _in_a_row(parts: Sequence[Callable[[], Spots]]) -> Spots:
    """Where the first part stands with the others behind it."""
    spots = parts[0]()
    for step, part in enumerate(parts[1:], start=1):
        if len(spots):
            spots = spots.before(part(), step)
    return spots


def _how_often(parts: Sequence[Callable[[], Spots]]) -> tuple[Ints, Ints]:
    """The documents in which the parts stand in a row, and how often they do; where does not matter."""
    *first, last = parts
    spots = _in_a_row(first or parts)
    if not first:
        return spots.documents, spots.counts
    return spots.counted_before(last(), len(first)) if len(spots) else (spots.documents, spots.counts)


def _within(numbers: Ints, leaf: Leaf, offset: int) -> Ints:
    """Those of the articles that are in a segment, by its own numbers."""
    first, last = np.searchsorted(numbers, (offset, offset + leaf.size))
    return numbers[first:last] - offset


def _documents(corpus: Corpus, leaf: Leaf, offset: int, field: str, part: Part, terms: Sequence[str]) -> Ints:
    """The documents of a segment that have a part; of one word those that are deleted, too."""
    if len(terms) == 1:
        return leaf.terms.documents(field, terms[0])
    return _within(having(corpus, field, part).numbers, leaf, offset)


def _spots(corpus: Corpus, leaf: Leaf, field: str, part: Part, terms: Sequence[str], among: Ints | None) -> Spots:
    """The positions of a part in a segment."""
    written = part.way is Way.WRITTEN
    if among is None:
        return together([corpus.spots(leaf, field, term, written) for term in terms])
    return together([leaf.terms.spots(field, term, written, among) for term in terms])


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


def having(corpus: Corpus, field: str, part: Part) -> Found:
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
            return counted(corpus, field, (part,))
    return corpus.postings(field, part.text)


def many_have(corpus: Corpus, field: str, part: Part) -> int:
    """How many articles have a part."""
    if part.way in (Way.FORM, Way.TERM):
        return corpus.documents(field, FORM + part.text if part.way is Way.FORM else part.text)
    return len(having(corpus, field, part))
