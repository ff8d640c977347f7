"""Where a term stands in a segment: its documents, and its positions in each.

What stands side by side is found without a look at any document alone: the positions of many documents are laid out in
one line, one document's room behind another's; one term ticks its places on that line, and the other looks which of
its own have a tick. So the work is one step for each position, where to merge or to sort them takes many.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nkreader.search.found import Ints, common

WIDE = 32
"""Bits of a position where document and position are one number."""
LINE = 1 << 19
"""Places of the line that is ticked at a time: about what a processor holds near."""
FEW = 400_000
"""Fewer positions than this are sorted as numbers: laying out a line takes longer."""
THIN = 100
"""How many places of the line there may be to a position, before these are too thinly spread to lay it out."""
_TICKS = 255
"""Ticks that can be told apart: only when all are used up, the line is wiped."""


@dataclass(frozen=True, slots=True)
class Spots:
    """The positions of a term."""

    documents: Ints
    """Rising, none twice."""
    bounds: Ints
    """Where the positions of each document begin, of which there is one at least, and where the last one's end."""
    positions: NDArray[Any]
    """Of one document behind another's; rising within each, none twice."""

    def __len__(self) -> int:
        return len(self.positions)

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""
        return self.documents.nbytes + self.bounds.nbytes + self.positions.nbytes

    @property
    def counts(self) -> Ints:
        """How many positions each document has."""
        return self.bounds[1:] - self.bounds[:-1]

    @property
    def most(self) -> int:
        """The highest position; -1 of none."""
        return int(self.positions.max()) if len(self) else -1

    def flat(self, bits: int = WIDE, kind: type[np.integer[Any]] = np.int64) -> NDArray[Any]:
        """Document and position as one number, for each position; so many bits are the position's."""
        both = np.repeat(self.documents.astype(kind) << kind(bits), self.counts)
        np.bitwise_or(both, self.positions, out=both, casting="unsafe")
        return both

    def before(self, other: Spots, step: int) -> Spots:
        """Those that have one of the others in the same document that many positions behind."""
        line = _worth_a_line(self, other, step)
        if line is None:
            return self._sorted(other, step)
        return spots_of(self.documents, self.bounds, self.positions, _ticked(self, other, step, line))

    def counted_before(self, other: Spots, step: int) -> tuple[Ints, Ints]:
        """The documents of `before`, and how many it has in each."""
        line = _worth_a_line(self, other, step)
        if line is None:
            found = self._sorted(other, step)
            return found.documents, found.counts
        counts = _counted(_ticked(self, other, step, line), self.bounds)
        there = counts > 0
        return self.documents[there], counts[there]

    def _sorted(self, other: Spots, step: int) -> Spots:
        """`before`, by numbers of 32 bits where they have room: these are sorted in half the time."""
        if not len(self) or not len(other):
            return NOWHERE
        bits = WIDE
        kind: type[np.integer[Any]] = np.int64
        most = max(self.most + step, other.most).bit_length()
        last = max(int(self.documents[-1]), int(other.documents[-1]))
        if most < 32 and not last >> (32 - most):
            bits, kind = most, np.uint32
        return _unflat(common(self.flat(bits, kind) + kind(step), other.flat(bits, kind)) - kind(step), bits)


NOWHERE = Spots(np.zeros(0, np.int64), np.zeros(1, np.int64), np.zeros(0, np.int64))


def spots_of(documents: Ints, bounds: Ints, positions: NDArray[Any], kept: NDArray[np.bool_] | None = None) -> Spots:
    """The spots of a term (`Spots`), or those of its positions that are kept."""
    if kept is None:
        return Spots(documents, bounds, positions)
    counts = _counted(kept, bounds)
    there = counts > 0
    return Spots(documents[there], _bounds(counts[there]), positions[kept])


def together(parts: list[Spots]) -> Spots:
    """What is in any of the parts."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else NOWHERE
    return _unflat(np.unique(np.concatenate([part.flat() for part in parts])))


def _unflat(every: NDArray[Any], bits: int = WIDE) -> Spots:
    """The reverse of `Spots.flat`."""
    kind = every.dtype.type
    documents = every >> kind(bits)
    firsts = np.ones(len(every) + 1, dtype=np.bool_)
    np.not_equal(documents[1:], documents[:-1], out=firsts[1:-1])
    bounds = np.flatnonzero(firsts)
    return Spots(documents[bounds[:-1]].astype(np.int64), bounds, every & kind((1 << bits) - 1))


def _counted(found: NDArray[np.bool_], bounds: Ints) -> Ints:
    """How many hold in each of the runs between the bounds, which are not empty."""
    counts: Ints = np.add.reduceat(found, bounds[:-1], dtype=np.int64)
    return counts


def _bounds(counts: Ints) -> Ints:
    bounds = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=bounds[1:])
    return bounds


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with room for each document of one term, on which another looks."""

    room: Ints
    """Of each document: so much that nothing of one reaches into the next."""
    at: Ints
    """For each document of the one that looks, which of these it is; -1 for none."""


def _worth_a_line(one: Spots, other: Spots, step: int) -> _Line | None:
    """The line of the other; None where both are sooner compared as numbers."""
    every = len(one) + len(other)
    if every < FEW or not len(one) or not len(other):
        return None
    numbers = np.full(max(int(one.documents[-1]), int(other.documents[-1])) + 1, -1, dtype=np.int64)
    numbers[other.documents] = np.arange(len(other.documents))
    at = numbers[one.documents]
    room = other.positions[other.bounds[1:] - 1].astype(np.int64)
    lasts = one.positions[one.bounds[1:] - 1].astype(np.int64) + step
    shared = at >= 0
    room[at[shared]] = np.maximum(room[at[shared]], lasts[shared])
    room += 1
    return _Line(room, at) if int(room.sum()) <= THIN * every else None


def _ticked(one: Spots, other: Spots, step: int, line: _Line) -> NDArray[np.bool_]:
    """Which of the positions `before` gives."""
    ends = np.cumsum(line.room)
    # The line is laid out in stretches of whole documents. What has no place on it looks behind the end of every
    # stretch, where nothing is ticked.
    cuts = np.unique([0, *np.searchsorted(ends, np.arange(LINE, ends[-1], LINE)).tolist(), len(ends)])
    begins = ends - line.room
    firsts = begins[cuts[:-1]]
    begins -= np.repeat(firsts, np.diff(cuts))
    longest = int(np.max(ends[cuts[1:] - 1] - firsts))
    looks = begins[line.at]
    looks[line.at < 0] = longest
    looks += step
    turns = np.searchsorted(one.documents, other.documents[cuts[:-1]])
    turns = np.concatenate(([0], turns[1:], [len(one.documents)]))
    ticks = np.zeros(longest + one.most + step + 1, dtype=np.uint8)
    found = np.empty(len(one), dtype=np.bool_)
    starts = turns.tolist(), cuts.tolist(), one.bounds[turns].tolist(), other.bounds[cuts].tolist()
    counts, others = one.counts, other.counts
    for number, (mine, yours, ours, theirs) in enumerate(zip(*map(pairwise, starts), strict=True)):
        tick = number % _TICKS + 1
        if tick == 1 and number:
            ticks[:] = 0
        places = np.repeat(begins[slice(*yours)], others[slice(*yours)])
        places += other.positions[slice(*theirs)]
        ticks[places] = tick
        places = np.repeat(looks[slice(*mine)], counts[slice(*mine)])
        places += one.positions[slice(*ours)]
        np.equal(ticks[places], tick, out=found[slice(*ours)])
    return found
