"""Articles that were found, with a number for each: sorted arrays, so that all of them are reckoned with at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]

DENSE = 8
"""From a part in so many of all articles on, sums are made in a table of all articles."""


SPARSE = 64
"""For one in so many of all articles, a table of all is not worth making."""
FEW = 8
"""How many times fewer numbers are looked up one by one among the others."""


@dataclass(frozen=True, slots=True)
class Found:
    """Articles by number, each with a weight or a score."""

    numbers: Ints
    """Rising."""
    values: Reals

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""
        return self.numbers.nbytes + self.values.nbytes

    def at(self, numbers: Ints, size: int) -> Reals:
        """The values of some of them, which rise and are below `size`."""
        if len(numbers) == len(self.numbers):
            return self.values
        if len(numbers) * SPARSE < size:
            return self.values[np.searchsorted(self.numbers, numbers)]
        table = np.empty(size)
        table[self.numbers] = self.values
        return table[numbers]


NOTHING = Found(np.zeros(0, np.int64), np.zeros(0))


def unranked(numbers: Ints) -> Found:
    """Articles that nothing tells apart."""
    return Found(numbers, np.zeros(len(numbers)))


def spread(starts: Ints, sizes: Ints) -> Ints:
    """The positions of runs that begin at `starts`, one run's behind another's."""
    return np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))


def is_in(numbers: Ints, others: Ints) -> NDArray[np.bool_]:
    """Which of the numbers are among the others; both rise, and the numbers may repeat."""
    if not len(others) or not len(numbers):
        return np.zeros(len(numbers), dtype=np.bool_)
    if len(numbers) > FEW * len(others):  # look the few up among the many
        first, last = np.searchsorted(numbers, others), np.searchsorted(numbers, others, side="right")
        kept = np.zeros(len(numbers), dtype=np.bool_)
        kept[spread(first, last - first)] = True
        return kept
    at = np.minimum(np.searchsorted(others, numbers), len(others) - 1)
    return np.asarray(others[at] == numbers)


def is_held(numbers: Ints, others: Ints, size: int) -> NDArray[np.bool_]:
    """`is_in` for numbers below `size`."""
    if min(len(numbers), len(others)) * SPARSE < size:
        return is_in(numbers, others)
    table = np.zeros(size, dtype=np.bool_)
    table[others] = True
    return np.asarray(table[numbers])


def common(one: Ints, other: Ints) -> Ints:
    """What is in both; each rises, and holds nothing twice."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    if len(many) > FEW * len(few):
        return few[is_in(few, many)]
    both = np.concatenate([few, many])
    both.sort()
    found: Ints = both[:-1][both[1:] == both[:-1]]
    return found


def summed(numbers: Ints, values: Reals, size: int) -> Found:
    """The sum of the values of each number; the numbers are below `size` and in any order."""
    if not len(numbers):
        return NOTHING
    if len(numbers) * DENSE > size:
        sums: Reals = np.bincount(numbers, weights=values, minlength=size).astype(np.float64)
        held = np.zeros(size, dtype=np.bool_)
        held[numbers] = True
        there = np.flatnonzero(held)
        return Found(there, sums[there])
    each, where = np.unique(numbers, return_inverse=True)
    return Found(each, np.bincount(where, weights=values, minlength=len(each)).astype(np.float64))


def either(parts: Sequence[Found], size: int) -> Found:
    """What is in any of the parts; values are added up."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    return summed(
        np.concatenate([part.numbers for part in parts]), np.concatenate([part.values for part in parts]), size
    )


def in_all(parts: Sequence[Ints], size: int) -> Ints:
    """What is in all of the parts, of which there is one at least; each rises, and is below `size`."""
    numbers, *others = sorted(parts, key=len)
    for part in others:
        numbers = numbers[is_held(numbers, part, size)]
    return numbers
