"""Postings on their way into a file: gathered document by document, or merged out of other files."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from nkreader.search.found import spread
from nkreader.search.listfile import Directory
from nkreader.search.lists import Ints, Lists, starts_of
from nkreader.search.postings import Postings

CHUNK = 1_000_000
"""About how many places of terms are merged at a time."""
GONE = -1
"""The new number of a document that is left out."""


@dataclass(frozen=True, slots=True)
class Run:
    """Postings that are packed, and the numbers their documents are to have; None for the numbers they have."""

    fields: Mapping[str, Directory]
    numbers: Ints | None = None


class Gathered:
    """The postings of one field of documents that come in rising order."""

    def __init__(self) -> None:
        self._numbers: dict[str | bytes, int] = {}
        """Terms by the order in which they came."""
        self._terms, self._documents, self._counts, self._places = (array("I") for _ in range(4))
        self._weights = array("d")

    def add(self, document: int, postings: Postings) -> None:
        """Add a document's terms."""
        places, numbers = postings.places, self._numbers
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in places])
        self._documents.extend([document] * len(places))
        self._weights.extend(map(postings.weights.__getitem__, places))
        self._counts.extend(map(len, places.values()))
        self._places.extend(chain.from_iterable(places.values()))

    def add_one(self, term: bytes, document: int, weight: float, places: Sequence[int]) -> None:
        """Add a single posting."""
        self._terms.append(self._numbers.setdefault(term, len(self._numbers)))
        self._documents.append(document)
        self._weights.append(weight)
        self._counts.append(len(places))
        self._places.extend(places)

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return 20 * len(self._terms) + 4 * len(self._places) + 150 * len(self._numbers)

    def lists(self) -> Lists:
        """All of it by term."""
        encoded = [term if isinstance(term, bytes) else term.encode() for term in self._numbers]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order))
        ranked = ranks[np.frombuffer(self._terms, dtype=np.uint32)]
        taken = np.argsort(ranked, kind="stable")
        counts = np.frombuffer(self._counts, dtype=np.uint32).astype(np.int64)
        return Lists(
            [encoded[number] for number in order],
            np.bincount(ranked, minlength=len(order)),
            np.frombuffer(self._documents, dtype=np.uint32)[taken].astype(np.int64),
            np.frombuffer(self._weights, dtype=np.float64)[taken],
            counts[taken],
            np.frombuffer(self._places, dtype=np.uint32)[spread(starts_of(counts)[taken], counts[taken])].astype(
                np.int64
            ),
        )


def renumbered(lists: Lists, numbers: Ints) -> Lists:
    """The same with other numbers for the documents, in the same order; those that are `GONE` are left out."""
    documents = numbers[lists.documents]
    kept = documents != GONE
    if kept.all():
        return Lists(lists.terms, lists.sizes, documents, lists.weights, lists.counts, lists.places)
    owner = np.repeat(np.arange(len(lists.terms)), lists.sizes)
    sizes = np.bincount(owner[kept], minlength=len(lists.terms))
    return Lists(
        [term for term, size in zip(lists.terms, sizes.tolist(), strict=True) if size],
        sizes[sizes > 0],
        documents[kept],
        lists.weights[kept],
        lists.counts[kept],
        lists.places[np.repeat(kept, lists.counts)],
    )


def joined(parts: Sequence[Lists]) -> Lists:
    """Postings of several groups of documents, each group's numbers above those of the group before, as one."""
    parts = [part for part in parts if len(part.terms)]
    if len(parts) == 1:
        return parts[0]
    terms = sorted(set(chain.from_iterable(part.terms for part in parts)))
    ranks = {term: rank for rank, term in enumerate(terms)}
    owners = [np.fromiter(map(ranks.__getitem__, part.terms), np.int64, len(part.terms)) for part in parts]
    ranked = np.concatenate(
        [np.repeat(owner, part.sizes) for owner, part in zip(owners, parts, strict=True)] or [np.zeros(0, np.int64)]
    )
    taken = np.argsort(ranked, kind="stable")
    counts = _together(part.counts for part in parts)
    return Lists(
        terms,
        np.bincount(ranked, minlength=len(terms)),
        _together(part.documents for part in parts)[taken],
        _together(part.weights for part in parts)[taken],
        counts[taken],
        _together(part.places for part in parts)[spread(starts_of(counts)[taken], counts[taken])],
    )


def _together(arrays: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.zeros(0, np.int64), *arrays])


def merged(sources: Sequence[tuple[Directory, Ints | None]]) -> Iterator[Lists]:
    """The postings of several directories, each with new numbers for its documents, in chunks of rising terms.

    The numbers of a directory are above those of the one before.
    """
    at = [0] * len(sources)
    for bound in _bounds([directory for directory, _ in sources]):
        parts = []
        for which, (directory, numbers) in enumerate(sources):
            last = len(directory) if bound is None else directory.at(bound)
            if last > at[which]:
                lists = directory.lists(at[which], last)
                parts.append(lists if numbers is None else renumbered(lists, numbers))
            at[which] = last
        yield joined(parts)


def _bounds(directories: Sequence[Directory]) -> Iterator[bytes | None]:
    """Terms before which a chunk ends, rising; None after the last: each chunk has about `CHUNK` places."""
    cuts = set()
    for directory in directories:
        sums = np.cumsum(directory.totals, dtype=np.int64)
        total = int(sums[-1]) if len(sums) else 0
        for goal in range(CHUNK, total, CHUNK):
            cuts.add(directory[int(np.searchsorted(sums, goal))])
    # Each directory's own cuts bound what it adds to a chunk; thinned, so that many directories do not make tiny ones.
    yield from sorted(cuts)[:: max(1, len(directories))]
    yield None
