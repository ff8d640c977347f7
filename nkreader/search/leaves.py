"""One segment of the index, opened: its columns and the postings of its terms, whichever codec wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nkreader.search.found import Ints, Reals, spread
from nkreader.search.listfile import Directory
from nkreader.search.lists import bounds_of
from nkreader.search.spots import NOWHERE, Spots, spots_of

Column = NDArray[Any]


class Terms(Protocol):
    """The postings of a segment, by the segment's own numbers of documents."""

    def postings(self, field: str, term: str) -> tuple[Column, Column] | None:
        """Documents as the steps between them (`lists.steps_of`), and weights; None for a term that is not there."""

    def beginning(self, field: str, prefix: str) -> tuple[Ints, Reals]:
        """Those of all terms that begin so, one behind the other."""

    def documents(self, field: str, term: str) -> Ints:
        """The documents of a term, rising."""

    def spots(self, field: str, term: str, written: bool = False, among: Ints | None = None) -> Spots:
        """The positions of a term, or those where it is also the form as written (`postings.Postings`).

        Where some documents, which rise, are given, only those in them.
        """

    def expanded(self, field: str, prefix: str) -> Iterator[str]:
        """The terms that begin so, in order."""

    def frequency(self, field: str, term: str) -> int:
        """In how many documents a term is; deleted ones count."""


class Arrays:
    """Postings as `codec.ArrayCodec` writes them."""

    def __init__(self, reader: Any) -> None:
        self._fields: Mapping[str, Directory] = reader._terms.fields

    def _at(self, field: str, term: str) -> tuple[Directory, int] | None:
        directory = self._fields.get(field)
        number = None if directory is None else directory.find(term.encode())
        return None if directory is None or number is None else (directory, number)

    def postings(self, field: str, term: str) -> tuple[Column, Column] | None:
        """See `Terms`."""
        at = self._at(field, term)
        return at[0].packed(at[1]) if at else None

    def documents(self, field: str, term: str) -> Ints:
        """See `Terms`."""
        at = self._at(field, term)
        return at[0].documents(at[1]) if at else np.zeros(0, np.int64)

    def beginning(self, field: str, prefix: str) -> tuple[Ints, Reals]:
        """See `Terms`."""
        directory = self._fields.get(field)
        if directory is None:
            return np.zeros(0, np.int64), np.zeros(0)
        return directory.range(*directory.prefixed(prefix.encode()))

    def spots(self, field: str, term: str, written: bool = False, among: Ints | None = None) -> Spots:
        """See `Terms`."""
        at = self._at(field, term)
        if at is None:
            return NOWHERE
        directory, number = at
        documents, places = directory.documents(number), directory.packed_places(number)
        bounds = bounds_of(places)
        if among is None:
            return _spots(documents, bounds, places >> 1, written)
        found = np.searchsorted(documents, among)
        kept = found[documents[np.minimum(found, len(documents) - 1)] == among]
        counts = bounds[kept + 1] - bounds[kept]
        places = places[spread(bounds[kept], counts)]
        return _spots(documents[kept], np.concatenate(([0], np.cumsum(counts))), places >> 1, written)

    def expanded(self, field: str, prefix: str) -> Iterator[str]:
        """See `Terms`."""
        directory = self._fields.get(field)
        if directory is not None:
            first, last = directory.prefixed(prefix.encode())
            yield from (directory.term(number).decode() for number in range(first, last))

    def frequency(self, field: str, term: str) -> int:
        """See `Terms`."""
        at = self._at(field, term)
        return int(at[0].sizes[at[1]]) if at else 0


class Stepped:
    """Postings as Whoosh's own codec writes them, read one by one."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def _matcher(self, field: str, term: str) -> Any:
        text = term.encode()
        return self._reader.postings(field, text) if (field, text) in self._reader else None

    def postings(self, field: str, term: str) -> tuple[Column, Column] | None:
        """See `Terms`."""
        found = self._read(field, term)
        return (np.diff(found[0], prepend=0), found[1]) if found else None

    def documents(self, field: str, term: str) -> Ints:
        """See `Terms`."""
        found = self._read(field, term)
        return found[0] if found else np.zeros(0, np.int64)

    def _read(self, field: str, term: str) -> tuple[Ints, Reals] | None:
        matcher = self._matcher(field, term)
        if matcher is None:
            return None
        documents, weights = [], []
        while matcher.is_active():
            documents.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        return np.array(documents, dtype=np.int64), np.array(weights, dtype=np.float64)

    def beginning(self, field: str, prefix: str) -> tuple[Ints, Reals]:
        """See `Terms`."""
        found = [each for term in self.expanded(field, prefix) if (each := self._read(field, term)) is not None]
        if not found:
            return np.zeros(0, np.int64), np.zeros(0)
        return np.concatenate([each[0] for each in found]), np.concatenate([each[1] for each in found])

    def spots(self, field: str, term: str, written: bool = False, among: Ints | None = None) -> Spots:
        """See `Terms`."""
        from nkreader.search.schema import Places

        matcher = self._matcher(field, term)
        if matcher is None:
            return NOWHERE
        wanted = None if among is None else frozenset(among.tolist())
        documents: list[int] = []
        counts: list[int] = []
        places: list[int] = []
        while matcher.is_active():
            if wanted is None or matcher.id() in wanted:
                found = Places.decode_places(matcher.value())
                documents.append(matcher.id())
                counts.append(len(found))
                places += found
            matcher.next()
        bounds = np.cumsum([0, *counts])
        return _spots(np.array(documents, dtype=np.int64), bounds, np.array(places, dtype=np.int64), written)

    def expanded(self, field: str, prefix: str) -> Iterator[str]:
        """See `Terms`."""
        if field in self._reader.schema:
            yield from (text.decode() for text in self._reader.expand_prefix(field, prefix.encode()))

    def frequency(self, field: str, term: str) -> int:
        """See `Terms`."""
        return int(self._reader.doc_frequency(field, term.encode()))


def _spots(documents: Ints, bounds: Ints, places: Column, written: bool) -> Spots:
    return spots_of(documents, bounds, places >> 1, (places & 1).astype(np.bool_) if written else None)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One segment."""

    key: str
    size: int
    """Documents, deleted ones too."""
    terms: Terms
    ids: list[str]
    columns: dict[str, Ints]
    headings: Any
    """Titles, encoded, by document."""


def leaf_of(reader: Any, lent: Leaf | None) -> Leaf:
    """Open a segment; `lent` is the same segment as opened before, with its columns."""
    from nkreader.search.codec import ArrayReader
    from nkreader.search.schema import NUMBERS, all_numbers, all_texts

    size = reader.doc_count_all()
    terms: Terms = Arrays(reader) if isinstance(reader._terms, ArrayReader) else Stepped(reader)
    ids = lent.ids if lent else [value.decode() for value in all_texts(_column(reader, "id"))]
    columns = lent.columns if lent else {name: all_numbers(_column(reader, name), size) for name in NUMBERS}
    return Leaf(reader.segment().segment_id(), size, terms, ids, columns, _column(reader, "heading"))


def _column(reader: Any, name: str) -> Any:
    return reader.column_reader(name, translate=False)
