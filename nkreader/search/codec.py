"""Whoosh's plug for postings as raw arrays. Imports whoosh: import it inside functions only.

Whoosh packs postings in blocks, pickles their values, and hands them on one by one in Python. Here the postings of a
segment lie in one file of arrays (`listfile`), written and read as a whole. Everything else of a segment is Whoosh's.
A field's format has to be `schema.Places`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.compound import SubFile
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from nkreader.search.gathering import Gathered
from nkreader.search.listfile import Directory, Stored
from nkreader.search.lists import Lists
from nkreader.search.listwriter import Contents
from nkreader.search.schema import Places

EXTENSION = ".lists"


class ArrayCodec(W3Codec):
    """Whoosh's codec, but for the postings."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def field_writer(self, storage: Any, segment: Any) -> ArrayWriter:
        """The writer of a segment's postings."""
        return ArrayWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> ArrayReader:
        """The reader of a segment's terms and postings."""
        return ArrayReader(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        """A segment to be written."""
        return ArraySegment(self, indexname)  # type: ignore[no-untyped-call]


class ArraySegment(W3Segment):
    """A segment; pickled into the table of contents of an index."""


class ArrayWriter:
    """Writes the postings of a segment; Whoosh's field writers take them one by one."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._file = segment.create_file(storage, EXTENSION)
        self._contents = Contents(self._file)
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[tuple[str, bytes, int, float, bytes]]) -> None:
        """Write single postings as Whoosh's own writers hand them on: rising by field, term, document."""
        name, found = None, Gathered()
        for field, term, document, weight, value in items:
            if field != name:
                self._add_gathered(name, found)
                name, found = field, Gathered()
            found.add_one(term, document, weight, Places.decode_places(value))
        self._add_gathered(name, found)

    def _add_gathered(self, name: str | None, found: Gathered) -> None:
        if name is not None:
            self.add_lists(name, [found.lists()])

    def add_lists(self, field: str, chunks: Iterable[Lists]) -> None:
        """Write a field."""
        self._contents.add(field, chunks)

    def close(self) -> None:
        """Finish the file."""
        self._contents.close()
        self._file.close()
        self.is_closed = True


class ArrayReader(base.TermsReader):
    """Reads the terms and postings of a segment; the arrays are in `fields`, the rest is what Whoosh asks for."""

    def __init__(self, storage: Any, segment: Any) -> None:
        name = segment.make_filename(EXTENSION)
        self._file = storage.open_file(name)
        part = self._file.raw_file()
        # Of a segment that is one file, Whoosh reads a part through three layers for each number.
        whole, base = (part._file, part._offset) if isinstance(part, SubFile) else (self._file, 0)
        self._stored = Stored(whole, storage.file_length(name), base)
        self.fields: Mapping[str, Directory] = self._stored.fields

    def _at(self, field: str, term: bytes) -> tuple[Directory, int]:
        directory = self.fields.get(field)
        number = directory.find(term) if directory else None
        if directory is None or number is None:
            raise TermNotFound(f"No term {field}:{term!r}")
        return directory, number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        directory = self.fields.get(term[0])
        return directory is not None and directory.find(term[1]) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """The fields that have postings."""
        return self.fields.keys()

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        """Steps through the terms of a field."""
        return ArrayCursor(self.fields.get(fieldname), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term."""
        return ((name, term) for name in sorted(self.fields) for term in self.fields[name].from_term(b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from one on, those of later fields too."""
        names = sorted(name for name in self.fields if name >= fieldname)
        return (
            (name, term) for name in names for term in self.fields[name].from_term(prefix if name == fieldname else b"")
        )

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term with what is known of it."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The same from one on."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term."""
        return known(*self._at(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The weight of a term in all documents together."""
        directory, number = self._at(fieldname, text)
        return float(directory.weights(number).sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents a term is."""
        directory, number = self._at(fieldname, text)
        return int(directory.sizes[number])

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """The postings of a term, for Whoosh to step through."""
        directory, number = self._at(fieldname, text)
        places, counts = directory.places(number)
        each = np.split(places, np.cumsum(counts)[:-1])
        return ListMatcher(  # type: ignore[no-untyped-call]
            directory.documents(number).tolist(),
            weights=directory.weights(number).tolist(),
            values=[Places.encode(found.tolist()) for found in each],
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=known(directory, number),
        )

    def close(self) -> None:
        """Give the file back."""
        self._stored.close()
        self._file.close()


class ArrayCursor(base.FieldCursor):
    """Steps through the terms of a field, as Whoosh's matching of spellings does."""

    def __init__(self, directory: Directory | None, fieldobj: Any) -> None:
        self._directory, self._field, self._at = directory, fieldobj, 0

    def is_valid(self) -> bool:
        """Whether it stands on a term."""
        return self._directory is not None and self._at < len(self._directory)

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not before this one."""
        text = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._at = self._directory.at(text) if self._directory is not None else 0
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """The term it stands on; None behind the last."""
        if self._directory is None or not self.is_valid():
            return None
        return str(self._field.from_bytes(self._directory.term(self._at)))

    def term(self) -> str | None:
        """The same."""
        return self.text()

    def term_info(self) -> TermInfo:
        """What is known of the term.

        Raises:
            TermNotFound: behind the last.
        """
        if self._directory is None or not self.is_valid():
            raise TermNotFound("behind the last term")
        return known(self._directory, self._at)


def known(directory: Directory, number: int) -> TermInfo:
    """What Whoosh asks to be told of a term."""
    documents, weights = directory.documents(number), directory.weights(number)
    sums = (float(weights.sum()), len(documents), None, 0, float(weights.max()))
    return TermInfo(*sums, int(documents[0]), int(documents[-1]))  # type: ignore[no-untyped-call]
