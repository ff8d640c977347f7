"""The two sentences that show best what ties two pieces: those in which most of what they share stands together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from nkreader.analysis.relating.paper import Paper, Sentence
from nkreader.analysis.terms import rarity
from nkreader.model.links import Passage, Reason, ReasonKind
from nkreader.model.spans import merged

OFTEN = 8
"""Sentences in which something is looked for; what stands in more is told well enough by the first."""
NAME = 5.0
"""What a shared name counts as beside a word, whose weight is its rarity (up to 8.5)."""
BROAD = 1.5
"""The same for a state or capital."""
LATER = 0.03
"""By how much a sentence counts less for each sentence before it."""
LEAST_WORD = 2.0
"""A word less rare than this is not marked as shared."""


@dataclass(frozen=True)
class Comparison:
    """Two papers and what their sentences share."""

    here: Paper
    there: Paper
    broad: frozenset[str] = frozenset()
    """Names that pieces on different matters share."""

    def _weight(self, key: str) -> float:
        if "/" in key:
            return BROAD if key in self.broad else NAME
        return rarity(key)

    def pair(self, name: str | None = None) -> tuple[Sentence, Sentence] | None:
        """The sentences that share most, of those that both have a name if it is given; None if there are none."""
        best: tuple[float, int, int, Sentence, Sentence] | None = None
        theirs = _with(self.there.sentences, name)
        for place, mine in enumerate(_with(self.here.sentences, name)):
            for other_place, other in enumerate(theirs):
                worth = self._shared_weight(mine, other) * (1 - LATER) ** (place + other_place)
                found = (-round(worth, 6), place, other_place, mine, other)
                if worth > 0 and (best is None or found[:3] < best[:3]):
                    best = found
        return (best[3], best[4]) if best else None

    def beside(self, sentence: Sentence, others: Iterable[Sentence]) -> Sentence | None:
        """Which of the other text's sentences shares most with one of this text; None if none shares anything."""
        ranked = [(self._shared_weight(sentence, other), -at, other) for at, other in enumerate(others)]
        best = max(ranked, key=lambda item: item[:2], default=None)
        return best[2] if best and best[0] > 0 else None

    def _shared_weight(self, one: Sentence, other: Sentence) -> float:
        names = one.names.keys() & other.names.keys()
        words = one.words.keys() & other.words.keys()
        return sum(map(self._weight, names)) + sum(map(rarity, words))

    def reason(self, kind: ReasonKind, text: str, mine: Sentence, theirs: Sentence, name: str | None = None) -> Reason:
        """A reason that two sentences show: it stands where they have a name, or else what they share."""
        one, other = self.shown(mine, theirs)
        here = mine.names[name] if name else (one.shared or (one.span,))[0]
        there = theirs.names[name] if name else (other.shared or (other.span,))[0]
        return Reason(text, here, there, kind, one, other)

    def shown(self, mine: Sentence, theirs: Sentence) -> tuple[Passage, Passage]:
        """Two sentences with what stands in both marked."""
        names = mine.names.keys() & theirs.names.keys()
        words = {word for word in mine.words.keys() & theirs.words.keys() if rarity(word) >= LEAST_WORD}
        return passage(self.here, mine, names, words), passage(self.there, theirs, names, words)


def passage(paper: Paper, sentence: Sentence, names: Iterable[str] = (), words: Iterable[str] = ()) -> Passage:
    """A sentence with some of its names and words marked."""
    marked = [sentence.names[name] for name in names] + [sentence.words[word] for word in words]
    inside = (span.clip(sentence.span) for span in marked)
    return Passage(sentence.span, sentence.span.of(paper.text), tuple(merged(span for span in inside if span)))


def _with(sentences: Sequence[Sentence], name: str | None) -> list[Sentence]:
    """The first sentences that have a name; the very first where none is given."""
    return [*islice((one for one in sentences if name is None or name in one.names), OFTEN)]
