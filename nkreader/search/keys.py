"""Where a term stands in a segment, as one sorted array: document and position in one number.

So what stands side by side is what two arrays have in common, one of them moved by a step: no document is looked at
alone. In 32 bits there is room for most segments, and such arrays are sorted and compared several times as fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nkreader.search.found import Ints, common

WIDE = 32
"""Bits of a position in a key of 64 bits; one of 32 bits has what the number of the last document leaves."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Rising, none twice."""

    values: NDArray[Any]
    """Document shifted by `bits`, plus position."""
    bits: int

    def __len__(self) -> int:
        return len(self.values)

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""
        return self.values.nbytes

    def documents(self) -> Ints:
        """The document of each, as often as it has one."""
        return (self.values >> self.bits).astype(np.int64)

    def wide(self, bits: int) -> Keys:
        """The same with so many bits for the position."""
        if bits == self.bits:
            return self
        values = self.values.astype(np.int64)
        return Keys((values >> self.bits << bits) | (values & ((1 << self.bits) - 1)), bits)

    def before(self, other: Keys, step: int) -> Keys:
        """Those that have one of the others in the same document that many positions behind."""
        bits = max(self.bits, other.bits)
        if step >> (bits - 1):  # positions take half of the room at the most: with less added they stay in it
            bits = WIDE
        one, two = self.wide(bits), other.wide(bits)
        kind = one.values.dtype.type
        return Keys(common(one.values + kind(step), two.values) - kind(step), bits)


def keys_of(documents: Ints, counts: Ints, positions: NDArray[Any], size: int) -> Keys:
    """Positions in documents, which rise, so many in each, one document's behind another's; `size` is of the segment.

    So all terms of a segment have keys alike, but for those that are in very long documents.
    """
    bits = 32 - size.bit_length()
    most = int(positions.max()) if len(positions) else 0
    kind: Any = np.uint32
    if bits < 1 or most >> (bits - 1):
        kind, bits = np.int64, WIDE
    keys = np.repeat(documents.astype(kind) << kind(bits), counts)
    np.bitwise_or(keys, positions, out=keys, casting="unsafe")
    return Keys(keys, bits)


def together(parts: list[Keys]) -> Keys:
    """What is in any of the parts."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Keys(np.zeros(0, np.uint32), 1)
    bits = max(part.bits for part in parts)
    return Keys(np.unique(np.concatenate([part.wide(bits).values for part in parts])), bits)
