"""A file of packed postings (`listwriter` writes it): for each field a directory of terms, and the columns behind it.

Raw arrays, little-endian, and one JSON object at the end that says where they lie: nothing in the file is run when it
is read. Read at once are the directories; of the columns only what is asked for.
"""

from __future__ import annotations

import json
import os
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nkreader.search.lists import (
    TYPES,
    Ints,
    Lists,
    Reals,
    counts_of,
    from_steps,
    starts_of,
)

MAGIC = b"NKPOST1\n"
TAIL = struct.Struct("<QQ")
"""Where the table of contents begins, and how long it is."""
COLUMNS = ("documents", "weights", "places")
"""What is kept of each term."""
STEP = 32


class Source(Protocol):
    """Anything bytes can be read from at a position."""

    def seek(self, position: int, /) -> Any: ...
    def read(self, size: int, /) -> bytes: ...


class Stored:
    """A file of postings, opened for reading."""

    def __init__(self, file: Source, size: int, base: int = 0) -> None:
        """`size` is in bytes, from `base` on.

        Raises:
            ValueError: if it is no such file.
        """
        self._bytes: Callable[[int, int], bytes] | None = _reading(file, base)
        if self._bytes(0, len(MAGIC)) != MAGIC:
            raise ValueError("no file of postings")
        at, length = TAIL.unpack(self._read(size - TAIL.size, TAIL.size))
        table: Mapping[str, Mapping[str, list[int]]] = json.loads(self._read(at, length))
        self.fields = {name: Directory(self, where) for name, where in table.items()}

    def _read(self, at: int, length: int) -> bytes:
        if self._bytes is None:
            raise ValueError("the file of postings is closed")
        found = self._bytes(at, length)
        if len(found) != length:
            raise ValueError("the file of postings is cut off")
        return found

    def close(self) -> None:
        """Read no more; the file is its opener's to close, and its number may soon be another file's."""
        self._bytes = None

    def array(self, where: list[int], kind: np.dtype[Any], first: int = 0, count: int | None = None) -> NDArray[Any]:
        """Some numbers of an array, or all of it."""
        at, length = where
        if count is None:
            return np.frombuffer(self._read(at, length), dtype=kind)
        if (first + count) * kind.itemsize > length:
            raise ValueError("the file of postings contradicts itself")
        return np.frombuffer(self._read(at + first * kind.itemsize, count * kind.itemsize), dtype=kind)


def _reading(file: Any, base: int) -> Callable[[int, int], bytes]:
    """Gives bytes from a position on; of a file on the disk without a buffer between, as many small parts are read."""
    try:
        handle: int = file.fileno()
    except (AttributeError, OSError):
        handle = -1
    if handle >= 0 and hasattr(os, "pread"):
        return lambda at, length: os.pread(handle, length, base + at)

    def read(at: int, length: int) -> bytes:
        file.seek(base + at)
        found: bytes = file.read(length)
        return found

    return read


@dataclass
class _Column:
    kinds: NDArray[np.uint8]
    starts: NDArray[Any]
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
    def _ends(self) -> memoryview:
        """Where each term ends; of a view of memory single numbers are read faster than of an array."""
        return memoryview(self._stored.array(self._where["ends"], np.dtype("<u4")).astype(np.uint32).data)

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
        ends = self._ends
        return self._terms[ends[number - 1] if number else 0 : ends[number]]

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
        block = bisect_left(self._steps, term)
        if block < len(self._steps) and self._steps[block] == term:
            return block * STEP
        if not block:
            return None
        ends, first, last = self._ends, (block - 1) * STEP, min(block * STEP, len(self))
        # Looked for in the text of all terms of the block, where it may also stand inside of another.
        at = self._terms.find(term, ends[first - 1] if first else 0, ends[last - 1])
        while at >= 0:
            number = bisect_left(ends, at + len(term), first, last)
            if ends[number] == at + len(term) and (ends[number - 1] if number else 0) == at:
                return number
            at = self._terms.find(term, at + 1, ends[last - 1])
        return None

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
        starts = np.zeros(len(kinds), dtype=np.uint32 if sizes.sum(dtype=np.int64) < 1 << 32 else np.int64)
        for kind in range(len(TYPES)):
            here = kinds == kind
            starts[here] = starts_of(sizes[here].astype(np.int64))
        return _Column(kinds, starts, [self._where[f"{name}.{kind}"] for kind in range(len(TYPES))])

    def packed(self, number: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """The documents of a term as the steps between them (`lists.steps_of`), and its weights, as they are packed."""
        size = int(self.sizes[number])
        return self._run(self._documents, number, size), self._run(self._weights, number, size)

    def packed_places(self, number: int) -> NDArray[Any]:
        """Its places in all documents, marked (`lists.marked`), as they are packed."""
        return self._run(self._places, number, int(self.totals[number]))

    def documents(self, number: int) -> Ints:
        """The documents of a term, rising."""
        return np.cumsum(self._run(self._documents, number, int(self.sizes[number])), dtype=np.int64)

    def weights(self, number: int) -> Reals:
        """Its weight in each of them."""
        return self._run(self._weights, number, int(self.sizes[number])).astype(np.float64)

    def places(self, number: int) -> tuple[Ints, Ints]:
        """Its places in all of them, one document's behind another's, and how many each has."""
        found = self.packed_places(number).astype(np.int64)
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
