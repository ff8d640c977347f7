"""What a document is indexed under: per field the terms, their weights and their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nkreader.search.document import Document
from nkreader.search.reading import Read, read

WORDS = "words"
"""The field that bare words search: text, title and names in one, so that one word weighs once (BM25F)."""
TITLE_WEIGHT = 4.0
"""How much a word of the title counts, against one of the text."""
NAME_WEIGHT = 2.0
"""How much a word of the names counts, once however many aliases hold it."""
APART = 64
"""Positions between two values of a field: no phrase spans them."""


@dataclass
class Postings:
    """The terms of one field of one document, each with its weight and its places in order.

    A place is twice the position, and one more where the term is also the form as written.
    """

    places: dict[str, list[int]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    length: int = 0
    """Words."""
    _next: int = 0

    def add(self, text: str, weight: float) -> None:
        """Index a text behind those already there."""
        found, weights = self._place(text), self.weights
        self.length += found.words
        for term, places in found.places.items():
            weights[term] = weights.get(term, 0.0) + weight * len(places)

    def add_once(self, texts: Iterable[str], weight: float) -> None:
        """Index texts so that each of their terms gains `weight` once; they add nothing to the length."""
        for term in {term for text in texts for term in self._place(text).places}:
            self.weights[term] = self.weights.get(term, 0.0) + weight

    def _place(self, text: str) -> Read:
        """Lay down the places of a text behind those already there."""
        found, places, first = read(text), self.places, self._next * 2
        for term, each in found.places.items():
            here = [each[0] + first] if len(each) == 1 else [place + first for place in each]
            if term in places:
                places[term] += here
            else:
                places[term] = here
        if found.words:
            self._next += found.last + APART
        return found


def postings_of(document: Document) -> dict[str, Postings]:
    """The fields of a document by name; empty ones are left out."""
    names = {
        "person": document.persons,
        "org": document.orgs,
        "place": document.places,
        "weapon": document.weapons,
        "event": document.events,
    }
    every = tuple(name for values in names.values() for name in values)
    plain = {
        "title": (document.title,),
        "outlet": (document.outlet or "",),
        "author": (document.author or "",),
        "lang": (document.lang,),
        "origin": document.origins,
        "file": document.files,
        "name": every,
        **names,
    }
    fields = {name: _field(values) for name, values in plain.items()}
    words = Postings()
    words.add(document.text, 1.0)
    words.add(document.title, TITLE_WEIGHT)
    words.add_once(dict.fromkeys(every), NAME_WEIGHT)
    fields[WORDS] = words
    return {name: postings for name, postings in fields.items() if postings.places}


def _field(values: Iterable[str]) -> Postings:
    postings = Postings()
    for value in dict.fromkeys(values):
        postings.add(value, 1.0)
    return postings
