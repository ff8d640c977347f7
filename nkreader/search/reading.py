"""What a text adds to the postings of a field: its terms, and the places of each.

This is `analyser.tokens` for the index, which looks at every word of every article but at nothing round about it. Most
words were seen before, and what a word adds does not depend on where it stands; so it is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nkreader.search.analyser import GAP, PARAGRAPH, Token, analysed, plain_words, word_of

FORM = "="
"""Stands before forms as written, among the terms of a field; only where the form is not a term itself."""
SHORT = 100
"""Characters of a text that is kept: a name is read again for each of its fields, and in many articles."""
KEPT = 16_384
"""How many of those are kept."""
WORDS_KEPT = 65_536
"""How many words are kept with what they add."""

Added = tuple[tuple[str, int], ...]
"""Terms, and for each 1 where it is also the form as written, or 0."""


@dataclass(frozen=True, slots=True)
class Read:
    """The terms of a text."""

    places: dict[str, list[int]]
    """Rising: twice the position, and one more where the term is also the form as written. Not to be changed."""
    words: int
    last: int
    """The position of the last word; 0 where there is none."""


def read(text: str) -> Read:
    """The terms of a text."""
    return _kept(text) if len(text) <= SHORT else _read(text)


@lru_cache(maxsize=KEPT)
def _kept(text: str) -> Read:
    return _read(text)


class _Known(dict[str, Added]):
    """What words add, worked out at the first asking; all is forgotten when it is too much."""

    def __missing__(self, word: str) -> Added:
        if len(self) >= WORDS_KEPT:
            self.clear()
        self[word] = added = _added(*word_of(word), paired=False)
        return added


_known = _Known()


def _read(text: str) -> Read:
    words = plain_words(text)
    if words is None:
        return _read_in_full(analysed(text)[1])
    places: dict[str, list[int]] = {}
    at, last, count, known = 0, 0, 0, _known
    for word in words:
        if word == GAP:
            at += 2 * PARAGRAPH
            continue
        for term, written in known[word]:
            if term in places:
                places[term].append(at + written)
            else:
                places[term] = [at + written]
        last = at
        at += 2
        count += 1
    return Read(places, count, last // 2)


def _read_in_full(tokens: list[Token]) -> Read:
    places: dict[str, list[int]] = {}
    for token in tokens:
        for term, written in _added(token.terms, token.forms, token.paired):
            places.setdefault(term, []).append(2 * token.position + written)
    return Read(places, len(tokens), tokens[-1].position if tokens else 0)


def _added(terms: tuple[str, ...], forms: tuple[str, ...], paired: bool) -> Added:
    found = [(term, int(term in forms and not paired)) for term in terms]
    found += [(FORM + form, 0) for form in forms if paired or form not in terms]
    return tuple(found)
