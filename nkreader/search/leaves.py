"""One segment of the index, opened: its columns and the postings of its terms, whichever codec wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from nkreader.search.found import Ints, Reals


class Terms(Protocol):
    """The postings of a segment, by the segment's own numbers of documents."""

    def postings(self, field: str, term: str) -> tuple[Ints, Reals] | None:
        """Documents, rising, and weights; None for a term that is not there."""

    def beginning(self, field: str, prefix: str) -> tuple[Ints, Reals]:
        """Those of all terms that begin so, one behind the other."""

    def places(self, field: str, term: str) -> tuple[Ints, Ints, Ints] | None:
        """Documents, how many places each has, and the places."""

    def expanded(self, field: str, prefix: str) -> Iterator[str]:
        """The terms that begin so, in order."""

    def frequency(self, field: str, term: str) -> int:
        """In how many documents a term is; deleted ones count."""


class Arrays:
    """Postings as `codec.ArrayCodec` writes them."""

    def __init__(self, reader: Any) -> None:
        self._fields = reader._terms.fields

    def postings(self, field: str, term: str) -> tuple[Ints, Reals] | None:
        """See `Terms`."""
        directory = self._fields.get(field)
        number = directory.find(term.encode()) if directory else None
        return None if number is None else (directory.documents(number), directory.weights(number))

    def beginning(self, field: str, prefix: str) -> tuple[Ints, Reals]:
        """See `Terms`."""
        directory = self._fields.get(field)
        if directory is None:
            return np.zeros(0, np.int64), np.zeros(0)
        return directory.range(*directory.prefixed(prefix.encode()))  # type: ignore[no-any-return]

    def places(self, field: str, term: str) -> tuple[Ints, Ints, Ints] | None:
        """See `Terms`."""
        directory = self._fields.get(field)
        number = directory.find(term.encode()) if directory else None
        if number is None:
            return None
        places, counts = directory.places(number)
        return directory.documents(number), counts, places

    def expanded(self, field: str, prefix: str) -> Iterator[str]:
        """See `Terms`."""
        directory = self._fields.get(field)
        if directory is not None:
            first, last = directory.prefixed(prefix.encode())
            yield from (directory.term(number).decode() for number in range(first, last))

    def frequency(self, field: str, term: str) -> int:
        """See `Terms`."""
        directory = self._fields.get(field)
        number = directory.find(term.encode()) if directory else None
        return 0 if number is None else int(directory.sizes[number])


class Stepped:
    """Postings as Whoosh's own codec writes them, read one by one."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def _matcher(self, field: str, term: str) -> Any:
        text = term.encode()
        return self._reader.postings(field, text) if (field, text) in self._reader else None

    def postings(self, field: str, term: str) -> tuple[Ints, Reals] | None:
        """See `Terms`."""
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
        found = [each for term in self.expanded(field, prefix) if (each := self.postings(field, term)) is not None]
        if not found:
            return np.zeros(0, np.int64), np.zeros(0)
        return np.concatenate([each[0] for each in found]), np.concatenate([each[1] for each in found])

    def places(self, field: str, term: str) -> tuple[Ints, Ints, Ints] | None:
        """See `Terms`."""
        from nkreader.search.schema import Places

        matcher = self._matcher(field, term)
        if matcher is None:
            return None
        documents: list[int] = []
        counts: list[int] = []
        places: list[int] = []
        while matcher.is_active():
            found = Places.decode_places(matcher.value())
            documents.append(matcher.id())
            counts.append(len(found))
            places += found
            matcher.next()
        as_array = (np.array(each, dtype=np.int64) for each in (documents, counts, places))
        return tuple(as_array)  # type: ignore[return-value]

    def expanded(self, field: str, prefix: str) -> Iterator[str]:
        """See `Terms`."""
        if field in self._reader.schema:
            yield from (text.decode() for text in self._reader.expand_prefix(field, prefix.encode()))

    def frequency(self, field: str, term: str) -> int:
        """See `Terms`."""
        return int(self._reader.doc_frequency(field, term.encode()))


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
