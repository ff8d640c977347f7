"""A file of packed postings: for each field a directory of its terms, and the columns behind it.

Raw arrays, little-endian, and one JSON object at the end that says where they lie: nothing in the file is run when it
is read. Read at once are the directories; of the columns only what is asked for.
"""

from __future__ import annotations

import json
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from nkreader.search.lists import (
    TYPES,
    Ints,
    Lists,
    Reals,
    counts_of,
    from_steps,
    marked,
    pack,
    starts_of,
    steps_of,
)

MAGIC = b"NKPOST1\n"
_TAIL = struct.Struct("<QQ")
"""Where the table of contents begins, and how long it is."""
COLUMNS = ("documents", "weights", "places")
STEP = 32


class Source(Protocol):
    """Anything bytes can be read from at a position."""

    def seek(self, position: int, /) -> Any: ...
    def read(self, size: int, /) -> bytes: ...


class Contents:
    """Writes a file of postings, field by field, each as chunks of rising terms."""

    def __init__(self, file: BinaryIO | Any) -> None:
        self._file = file
        self._at = 0
        self._fields: dict[str, dict[str, list[int]]] = {}
        self._put(MAGIC)

    def add(self, field: str, chunks: Iterable[Lists]) -> None:
        """Write a field; nothing is written of a field without terms."""
        blobs: dict[str, list[list[bytes]]] = {name: [[] for _ in TYPES] for name in COLUMNS}
        kinds: dict[str, list[bytes]] = {name: [] for name in COLUMNS}
        terms: list[bytes] = []
        sizes: list[Ints] = []
        totals: list[Ints] = []
        for chunk in chunks:
            if not len(chunk.terms):
                continue
            total = np.add.reduceat(chunk.counts, starts_of(chunk.sizes))
            packed = (
                pack(steps_of(chunk.documents, chunk.sizes), chunk.sizes),
                pack(chunk.weights, chunk.sizes),
                pack(marked(chunk.places, chunk.counts), total),
            )
            for name, column in zip(COLUMNS, packed, strict=True):
                kinds[name].append(column.kinds.tobytes())
                for parts, blob in zip(blobs[name], column.blobs, strict=True):
                    parts.append(blob)
            terms += chunk.terms
            sizes.append(chunk.sizes)
            totals.append(total)
        if not terms:
            return
        lengths = np.fromiter(map(len, terms), dtype=np.int64, count=len(terms))
        where = {
            "terms": self._put(b"".join(terms)),
            "ends": self._put(np.cumsum(lengths).astype("<u4").tobytes()),
            "sizes": self._put(np.concatenate(sizes).astype("<u4").tobytes()),
            "totals": self._put(np.concatenate(totals).astype("<u4").tobytes()),
        }
        for name in COLUMNS:
            where[f"{name}.kinds"] = self._put(b"".join(kinds[name]))
            for kind, parts in enumerate(blobs[name]):
                where[f"{name}.{kind}"] = self._put(*parts)
        self._fields[field] = where

    def close(self) -> None:
        """Write the table of contents; the file stays open."""
        at = self._at
        table = json.dumps(self._fields).encode()
        self._put(table)
        self._put(_TAIL.pack(at, len(table)))

    def _put(self, *parts: bytes) -> list[int]:
        start = self._at
        for part in parts:
            self._file.write(part)
            self._at += len(part)
        return [start, self._at - start]


class Stored:
    """A file of postings, opened for reading."""

    def __init__(self, file: Source, size: int) -> None:
        """`size` is in bytes.

        Raises:
            ValueError: if it is no such file.
        """
        self._file = file
        file.seek(0)
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError("no file of postings")
        at, length = _TAIL.unpack(self._read(size - _TAIL.size, _TAIL.size))
        table: Mapping[str, Mapping[str, list[int]]] = json.loads(self._read(at, length))
        self.fields = {name: Directory(self, where) for name, where in table.items()}

    def _read(self, at: int, length: int) -> bytes:
        self._file.seek(at)
        found = self._file.read(length)
        if len(found) != length:
            raise ValueError("the file of postings is cut off")
        return found

    def array(self, where: list[int], kind: np.dtype[Any], first: int = 0, count: int | None = None) -> NDArray[Any]:
        """Some numbers of an array, or all of it."""
        at, length = where
        if count is None:
            return np.frombuffer(self._read(at, length), dtype=kind)
        if (first + count) * kind.itemsize > length:
            raise ValueError("the file of postings contradicts itself")
        return np.frombuffer(self._read(at + first * kind.itemsize, count * kind.itemsize), dtype=kind)


@dataclass
class _Column:
    kinds: NDArray[np.uint8]
    starts: Ints
    """Where the run of each term begins among the numbers of its type."""
    blobs: list[list[int]]


class Directory:
    """The terms of one field. Terms are told by their number in order."""

    def __init__(self, stored: Stored, where: Mapping[str, list[int]]) -> None:
        self._stored, self._where = stored, where

    @cached_property
    def _terms(self) -> bytes:
        return bytes(self._stored.array(self._where["terms"], np.dtype("u1")).tobytes())

    @cached_property
    def _ends(self) -> NDArray[np.uint32]:
        return self._stored.array(self._where["ends"], np.dtype("<u4"))

    @cached_property
    def sizes(self) -> NDArray[np.uint32]:
        """In how many documents each term is."""
        return self._stored.array(self._where["sizes"], np.dtype("<u4"))

    @cached_property
    def totals(self) -> NDArray[np.uint32]:
        """How often each term is there."""
        return self._stored.array(self._where["totals"], np.dtype("<u4"))

    def __len__(self) -> int:
        return len(self._ends)

    def term(self, number: int) -> bytes:
        """The term of a number."""
        start = int(self._ends[number - 1]) if number else 0
        return self._terms[start : int(self._ends[number])]

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self._ends):
            raise IndexError(number)
        return self.term(number)

    @cached_property
    def _steps(self) -> list[bytes]:
        """Every so many terms one, so that most of a search for a term is over a short list."""
        return [self.term(number) for number in range(0, len(self), STEP)]

    def at(self, term: bytes) -> int:
        """The number of the first term that is not before this one."""
        last = bisect_left(self._steps, term) * STEP
        return bisect_left(self, term, max(0, last - STEP), min(last, len(self)))

    def find(self, term: bytes) -> int | None:
        """The number of a term; None if it is not there."""
        number = self.at(term)
        return number if number < len(self) and self.term(number) == term else None

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """The numbers of the first term that begins so, and of the first behind those."""
        first = self.at(prefix)
        after = _following(prefix)
        return first, len(self) if after is None else self.at(after)

    def from_term(self, term: bytes) -> Iterator[bytes]:
        """The terms from this one on, in order."""
        return (self.term(number) for number in range(self.at(term), len(self)))

    @cached_property
    def _documents(self) -> _Column:
        return self._column("documents", self.sizes)

    @cached_property
    def _weights(self) -> _Column:
        return self._column("weights", self.sizes)

    @cached_property
    def _places(self) -> _Column:
        return self._column("places", self.totals)

    def _column(self, name: str, sizes: NDArray[np.uint32]) -> _Column:
        kinds = self._stored.array(self._where[f"{name}.kinds"], np.dtype("u1"))
        starts = np.zeros(len(kinds), dtype=np.int64)
        for kind in range(len(TYPES)):
            here = kinds == kind
            starts[here] = starts_of(sizes[here].astype(np.int64))
        return _Column(kinds, starts, [self._where[f"{name}.{kind}"] for kind in range(len(TYPES))])

    def documents(self, number: int) -> Ints:
        """The documents of a term, rising."""
        return np.cumsum(self._run(self._documents, number, int(self.sizes[number])), dtype=np.int64)

    def weights(self, number: int) -> Reals:
        """Its weight in each of them."""
        return self._run(self._weights, number, int(self.sizes[number])).astype(np.float64)

    def places(self, number: int) -> tuple[Ints, Ints]:
        """Its places in all of them, one document's behind another's, and how many each has."""
        found = self._run(self._places, number, int(self.totals[number])).astype(np.int64)
        return found >> 1, counts_of(found)

    def _run(self, column: _Column, number: int, size: int) -> NDArray[Any]:
        kind = int(column.kinds[number])
        return self._stored.array(column.blobs[kind], TYPES[kind], int(column.starts[number]), size)

    def range(self, first: int, last: int) -> tuple[Ints, Reals]:
        """Documents and weights of the terms from one number to before another, one term's behind the other's."""
        if first >= last:
            return np.zeros(0, np.int64), np.zeros(0)
        sizes = self.sizes[first:last].astype(np.int64)
        steps = self._runs(self._documents, first, last, sizes).astype(np.int64)
        return from_steps(steps, sizes), self._runs(self._weights, first, last, sizes)

    def lists(self, first: int, last: int) -> Lists:
        """The postings of the terms from one number to before another."""
        sizes, totals = (each[first:last].astype(np.int64) for each in (self.sizes, self.totals))
        places = self._runs(self._places, first, last, totals).astype(np.int64)
        return Lists(
            [self.term(number) for number in range(first, last)],
            sizes,
            from_steps(self._runs(self._documents, first, last, sizes).astype(np.int64), sizes),
            self._runs(self._weights, first, last, sizes),
            counts_of(places),
            places >> 1,
        )

    def _runs(self, column: _Column, first: int, last: int, sizes: Ints) -> Reals:
        kinds = column.kinds[first:last]
        each = np.repeat(kinds, sizes)
        found = np.empty(len(each), dtype=np.float64)
        for kind in np.unique(kinds):
            here = np.flatnonzero(kinds == kind)
            start, size = int(column.starts[first + here[0]]), int(sizes[here].sum())
            found[each == kind] = self._stored.array(column.blobs[kind], TYPES[kind], start, size)
        return found


def _following(prefix: bytes) -> bytes | None:
    """The first text behind all that begin so; None if there is none."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else None
