"""Which articles may hold a quotation: by its words in a row, or by the rarest of them, never by reading texts.

Pure over a state of the index; whether an article really has the words, its text must say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from nkreader.model.query import Phrase
from nkreader.search.analyser import analysed
from nkreader.search.corpus import Corpus
from nkreader.search.found import Ints, in_all, is_in, summed
from nkreader.search.postings import WORDS
from nkreader.search.rows import counted
from nkreader.search.wanted import parts_of

RAREST = 12
"""Words, the rarest ones, by which is looked up."""
MOST = 40
"""Articles at most that may hold all of a quotation; of more, those that have its words in a row come first."""
NEAR = 6
"""Articles at most that may hold it in other words."""
ENTRIES = 400_000
"""Entries of the index that are added up for a quotation; beyond that, its commoner words do not count."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Articles whose texts are worth a look, by id."""

    holding: tuple[str, ...] = ()
    """Those that have all the words looked up."""
    near: tuple[str, ...] = ()
    """Those that have most of the rarest ones, the best first."""


def candidates(corpus: Corpus | None, texts: Sequence[str]) -> Candidates:
    """Where the parts of a quotation may stand, all in one article; None is an empty index."""
    if corpus is None:
        return Candidates()
    words = {token.terms[-1] for text in texts for token in analysed(text)[1]}
    counts = {word: corpus.documents(WORDS, word) for word in words}
    rarest = sorted((word for word in words if counts[word]), key=lambda word: (counts[word], word))[:RAREST]
    if not rarest:
        return Candidates()
    numbers = [corpus.postings(WORDS, word).numbers for word in rarest]
    every = in_all(numbers, corpus.size) if all(counts.values()) else np.zeros(0, np.int64)
    if len(every) > MOST:
        every = _in_a_row(corpus, texts, every)
    holding = tuple(corpus.ids[number] for number in every[:MOST].tolist())
    return Candidates(holding, _near(corpus, numbers, set(holding)))


def _in_a_row(corpus: Corpus, texts: Sequence[str], every: Ints) -> Ints:
    """Of too many articles those with the words in a row; all where none has, as a text may be parted elsewhere."""
    rows = [row for text in texts if len(row := parts_of(Phrase((text,)))) > 1]
    found = every
    for row in sorted(rows, key=len, reverse=True):
        found = found[is_in(found, counted(corpus, WORDS, row).numbers)]
    return found if len(found) else every


def _near(corpus: Corpus, numbers: Sequence[Ints], but: set[str]) -> tuple[str, ...]:
    kept: list[Ints] = []
    entries = 0
    for each in numbers:
        entries += len(each)
        if kept and entries > ENTRIES:
            break
        kept.append(each)
    worth = [np.full(len(each), log(1 + len(corpus.alive) / len(each))) for each in kept]
    sums = summed(np.concatenate(kept), np.concatenate(worth), corpus.size)
    best = np.lexsort((corpus.id_ranks[sums.numbers], -np.round(sums.values, 6)))[: NEAR + len(but)]
    found = (corpus.ids[number] for number in sums.numbers[best].tolist())
    return tuple(ident for ident in found if ident not in but)[:NEAR]
