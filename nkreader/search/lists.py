"""Postings of many terms as flat arrays, and how such arrays are packed: whole columns at once, never a posting alone.

The postings of a term are the numbers of its documents in rising order, a weight in each, and its places in each. Of
many terms they lie one after another. Packed, each of the three columns takes for each term the narrowest of a few
types of number: documents as the steps between them, weights as whole numbers where they are, places with a mark on
the first of a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]
Column = NDArray[np.generic]

TYPES = tuple(np.dtype(name) for name in ("<u1", "<u2", "<u4", "<f8"))
"""What numbers are packed as, narrowest first. Only weights that are no whole numbers take the last."""
_LIMITS = np.array([1 << 8, 1 << 16, 1 << 32], dtype=np.float64)
REAL = 3


@dataclass(frozen=True, slots=True)
class Lists:
    """The postings of terms in order, one term's behind another's."""

    terms: Sequence[bytes]
    """Rising, none twice."""
    sizes: Ints
    """Documents of each term; at least one."""
    documents: Ints
    """Of each posting; rising within a term."""
    weights: Reals
    """Of each posting."""
    counts: Ints
    """Places of each posting; at least one."""
    places: Ints
    """Of all postings, one's behind another's; rising within a posting."""


def starts_of(sizes: Ints) -> Ints:
    """Where each of the runs of these sizes begins."""
    return np.cumsum(sizes) - sizes


@dataclass(frozen=True, slots=True)
class Packed:
    """One column: the type of each term's numbers, and the numbers by type."""

    kinds: NDArray[np.uint8]
    blobs: tuple[bytes, ...]


def pack(values: NDArray[np.float64] | Ints, sizes: Ints) -> Packed:
    """Pack the runs of a column; each run takes one type."""
    if not len(sizes):
        return Packed(np.zeros(0, np.uint8), (b"",) * len(TYPES))
    most = np.maximum.reduceat(values, starts_of(sizes))
    kinds = np.searchsorted(_LIMITS, most, side="right").astype(np.uint8)
    if values.dtype.kind == "f":
        uneven = np.add.reduceat(values != np.floor(values), starts_of(sizes)) > 0
        kinds[uneven] = REAL
    each = np.repeat(kinds, sizes)
    return Packed(kinds, tuple(values[each == kind].astype(TYPES[kind]).tobytes() for kind in range(len(TYPES))))


def steps_of(documents: Ints, sizes: Ints) -> Ints:
    """Numbers of documents as the steps between those of a run; the first as it is."""
    steps = np.diff(documents, prepend=0)
    firsts = starts_of(sizes)
    steps[firsts] = documents[firsts]
    return steps


def from_steps(steps: Ints, sizes: Ints) -> Ints:
    """The reverse of `steps_of`."""
    sums = np.cumsum(steps)
    firsts = starts_of(sizes)
    return sums - np.repeat(sums[firsts] - steps[firsts], sizes)


def marked(places: Ints, counts: Ints) -> Ints:
    """Places doubled, and one more where a posting begins."""
    found = places << 1
    found[starts_of(counts)] |= 1
    return found


def bounds_of(found: NDArray[Any]) -> Ints:
    """Where each posting begins, of places that are marked, and where the last one ends."""
    firsts = np.flatnonzero((found & 1).astype(np.bool_))  # of truth values, those that hold are found much faster
    return np.concatenate((firsts, np.array([len(found)])))


def counts_of(found: NDArray[Any]) -> Ints:
    """How many places each posting has, of places that are marked."""
    return np.diff(bounds_of(found))
