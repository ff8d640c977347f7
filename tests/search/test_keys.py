"""What stands side by side, found in arrays of any width, is what is found by looking at each document."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from nkreader.search.keys import Keys, keys_of, together

Places = dict[int, set[int]]

SIZE = 20_000
LONG = 1 << 16
"""A position that a key of 32 bits has no room for, in a segment of so many documents."""
near = st.integers(0, 6)
far = near.map(LONG.__add__) | near.map(lambda at: LONG // 2 - at)
positions = st.sets(near | far, min_size=1, max_size=5)
documents = st.integers(0, 3) | st.integers(0, 3).map(lambda back: SIZE - 1 - back)
terms = st.dictionaries(documents, positions, max_size=5)


def keys(found: Places, size: int = SIZE) -> Keys:
    """A term as keys."""
    rising = sorted(found)
    every = [place for document in rising for place in sorted(found[document])]
    counts = [len(found[document]) for document in rising]
    return keys_of(np.array(rising, np.int64), np.array(counts, np.int64), np.array(every, np.int64), size)


def read(found: Keys) -> list[tuple[int, int]]:
    """The documents and positions of keys."""
    values = found.values & ((1 << found.bits) - 1)
    return list(zip(found.documents().tolist(), values.tolist(), strict=True))


def pairs(found: Places) -> list[tuple[int, int]]:
    """The same of a term."""
    return sorted((document, place) for document, places in found.items() for place in places)


@given(terms, terms, st.integers(0, 7) | st.just(LONG), st.sampled_from([SIZE, 1 << 31]))
@example({0: {1}}, {0: {2}, 1: {LONG}}, 1, SIZE)
@example({0: {LONG // 2 - 1}}, {1: {0}}, LONG // 2 + 1, SIZE)
def test_side_by_side_is_the_same_in_every_width(one: Places, other: Places, step: int, size: int) -> None:
    expected = [(document, place) for document, place in pairs(one) if place + step in other.get(document, ())]
    assert read(keys(one, size).before(keys(other, size), step)) == expected


@given(st.lists(terms, max_size=3))
def test_together_is_each_once(parts: list[Places]) -> None:
    assert read(together([keys(part) for part in parts])) == sorted({pair for part in parts for pair in pairs(part)})


def test_short_documents_take_half_the_room() -> None:
    assert keys({SIZE - 1: {LONG // 2}}).values.itemsize == 4
    assert keys({SIZE - 1: {LONG}}).values.itemsize == 8
    assert keys({3: {1}}, 1 << 31).values.itemsize == 8
