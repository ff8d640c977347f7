"""Which piece reports an item of a digest: the one whose news the item's first sentence tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import islice, takewhile

from nkreader.analysis.relating.evidence import Comparison
from nkreader.analysis.relating.paper import Paper, Sentence
from nkreader.analysis.terms import rarity
from nkreader.model.dates import DateMention
from nkreader.model.links import Reason, ReasonKind
from nkreader.model.spans import Span

HEAD = 320
"""Characters of an item that tell what it is about, at most."""
ENOUGH = 9.0
"""What item and piece must share: a word counts as its rarity (up to 8.5), a name 4, a broad one 1."""
PART, MUCH, MOST = 0.55, 14.0, 0.75
"""The part of the item, so weighed, that the piece's first sentences must hold: where that is much, and where less."""
NAME, BROAD = 4.0, 1.0
_ENDS = re.compile(r"[.!?][\"”’)]*\s")


class Item:
    """An item of a digest, and what its first sentence tells."""

    def __init__(self, digest: Paper, number: int, span: Span) -> None:
        self.digest, self.number, self.span = digest, number, span

    @cached_property
    def sentence(self) -> Sentence:
        """Its beginning."""
        text, span = self.digest.text, self.span
        found = _ENDS.search(text, min(span.start + 25, span.end), span.end)
        head = Span(span.start, min(found.end() - 1 if found else span.end, span.start + HEAD))
        mentions = self.digest.analysis.mentions
        first = bisect_left(mentions, head.start, key=lambda one: one.span.start)
        near = takewhile(lambda one: one.span.start < head.end, islice(mentions, first, None))
        return Sentence(text, head, head.start, tuple(one for one in near if head.covers(one.span)))

    @property
    def dates(self) -> Sequence[DateMention]:
        """The dates it tells of."""
        return [date for date in self.digest.analysis.dates if self.span.covers(date.span)]

    @cached_property
    def weight(self) -> float:
        """What it says, weighed."""
        broad = self.digest.broad
        names = sum(BROAD if name in broad else NAME for name in self.sentence.names)
        return names + sum(map(rarity, self.sentence.words))

    def shared(self, piece: Paper) -> float:
        """What of it a piece's first sentences tell, weighed; 0 if that is too little for it to be the item's piece."""
        found = enough(piece, self.sentence.names.keys(), self.sentence.words)
        least = PART if found >= MUCH else MOST
        return found if found and found >= least * self.weight else 0.0

    def reason(self, piece: Paper, here: bool, title: str = "") -> Reason:
        """Why digest and piece are linked, asked about the digest if it is `here`, or else about the piece."""
        both = Comparison(self.digest, piece, piece.broad)
        told = both.beside(self.sentence, piece.core) or piece.core[0]
        text = f"{ReasonKind.DIGEST}: item {self.number} of this one" if here else f"listed in the digest “{title}”"
        found = both.reason(ReasonKind.DIGEST, text, self.sentence, told)
        if here:
            return found
        return Reason(text, found.there, found.here, found.kind, found.said_there, found.said_here)


def enough(piece: Paper, names: Set[str], words: Iterable[str]) -> float:
    """What a piece's first sentences tell of an item with these names and words, weighed; 0 if that is too little."""
    shared_names, shared = names & piece.core_names, piece.core_words.intersection(words)
    found = sum(BROAD if name in piece.broad else NAME for name in shared_names) + sum(map(rarity, sorted(shared)))
    telling = len(shared) > 1 or (bool(shared) and not shared_names <= piece.broad)
    return found if telling and found >= ENOUGH else 0.0


def items_of(digest: Paper, spans: Sequence[Span]) -> Iterator[Item]:
    """The items of a digest, numbered from 1."""
    for number, span in enumerate(spans, 1):
        yield Item(digest, number, span)
