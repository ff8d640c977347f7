"""How many of some articles each of several nodes finds: as many as narrowing by it would leave."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nkreader.model.query import Node
from nkreader.search.corpus import Corpus
from nkreader.search.evaluate import scores


class Source(Protocol):
    """An index that is asked for one number at a time, so that no search waits for all of them."""

    def asked(self, question: Callable[[Corpus], int]) -> int:
        """The answer to a question to the committed state; 0 for an empty index."""


class Tally:
    """Some articles, kept as the running numbers of the state they were last counted in."""

    def __init__(self, source: Source, among: Collection[str]) -> None:
        self._source, self._among = source, among
        self._corpus: Corpus | None = None
        self._held: NDArray[np.bool_] = np.zeros(0, np.bool_)

    def count(self, node: Node) -> int:
        """How many of them a node finds.

        Raises:
            IndexDamaged: if the index cannot be read.
        """

        def question(corpus: Corpus) -> int:
            if corpus is not self._corpus:
                numbers = map(corpus.numbers.get, self._among)
                self._held = np.zeros(corpus.size, np.bool_)
                self._held[[number for number in numbers if number is not None]] = True
                self._corpus = corpus
            return int(np.count_nonzero(self._held[scores(corpus, node).numbers]))

        return self._source.asked(question)
