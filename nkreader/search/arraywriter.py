"""The writer of a state of the index whose postings are arrays. Imports whoosh: import it inside functions only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np

from nkreader.search.codec import ArrayCodec, ArrayReader
from nkreader.search.gathering import GONE, Gathered, Run, merged
from nkreader.search.generation import Commit, Generation, Writer
from nkreader.search.listfile import Stored
from nkreader.search.lists import Ints, Lists
from nkreader.search.postings import Postings
from nkreader.search.prepared import Prepared, packed

MEMORY = 64 << 20
"""Bytes of postings that are held until they are packed."""


class ArrayPostings(Writer):
    """Hands postings on as whole arrays: those of new documents, and those of segments that are merged."""

    def __init__(self, state: Generation, commit: Commit) -> None:
        super().__init__(state, commit, ArrayCodec())
        self._gathered: defaultdict[str, Gathered] = defaultdict(Gathered)
        self._runs: list[Run] = []
        """What is behind: in the order of the documents' numbers."""

    def add_document(self, **row: Any) -> None:
        """Add a document: the values of its fields and columns by name (`schema.row_of`)."""
        self._check_state()  # type: ignore[no-untyped-call]
        self.perdocwriter.start_doc(self.docnum)
        for name, value in row.items():
            if isinstance(value, Postings):
                self._gathered[name].add(self.docnum, value)
            else:
                self.perdocwriter.add_column_value(name, self.schema[name].column_type, value)
        self.perdocwriter.finish_doc()
        self._added = True
        self.docnum += 1
        if self.docnum % 64 == 0 and sum(each.size for each in self._gathered.values()) > MEMORY:
            self._put_aside()

    def add_prepared(self, prepared: Prepared) -> None:
        """Add documents that were made ready elsewhere."""
        self._check_state()  # type: ignore[no-untyped-call]
        self._put_aside()
        numbers = np.arange(self.docnum, self.docnum + len(prepared.ids))
        for number, columns in zip(numbers.tolist(), prepared.columns, strict=True):
            self.perdocwriter.start_doc(number)
            for name, value in columns.items():
                self.perdocwriter.add_column_value(name, self.schema[name].column_type, value)
            self.perdocwriter.finish_doc()
        self._add_run(prepared.postings, numbers)
        self._added = True
        self.docnum += len(numbers)

    def _put_aside(self) -> None:
        """Pack what was gathered."""
        if self._gathered:
            self._add_run(packed(self._gathered))
            self._gathered.clear()

    def _add_run(self, postings: bytes, numbers: Ints | None = None) -> None:
        self._runs.append(Run(Stored(BytesIO(postings), len(postings)).fields, numbers))

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: dict[int, int] | None) -> None:
        """Merge a segment of which the rest is already taken over, from the number `startdoc` on.

        Raises:
            ValueError: if it was written by another codec.
        """
        terms = reader._terms
        if not isinstance(terms, ArrayReader):
            raise ValueError("a segment of another codec")
        numbers = np.full(reader.doc_count_all(), GONE, dtype=np.int64)
        if docmap is None:
            numbers[:] = np.arange(startdoc, startdoc + len(numbers))
        else:
            numbers[list(docmap)] = list(docmap.values())
        self._put_aside()
        self._runs.append(Run(terms.fields, numbers))

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for name, chunks in self._fields():
            self.fieldwriter.add_lists(name, chunks)
        self.fieldwriter.close()

    def _fields(self) -> Iterator[tuple[str, Iterator[Lists]]]:
        if not self._runs:
            for name in sorted(self._gathered):
                yield name, iter([self._gathered.pop(name).lists()])
            return
        self._put_aside()
        for name in sorted({name for run in self._runs for name in run.fields}):
            chunks = merged([(run.fields[name], run.numbers) for run in self._runs if name in run.fields])
            yield name, self._one_by_one(chunks)

    def _one_by_one(self, chunks: Iterator[Lists]) -> Iterator[Lists]:
        for chunk in chunks:
            self.go_on()
            yield chunk
