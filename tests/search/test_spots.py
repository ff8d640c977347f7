"""What stands side by side is what is found by looking at each document, whichever way it is sought."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nkreader.search import spots as spotted
from nkreader.search.spots import Spots, together

Places = dict[int, set[int]]

SIZE = 20_000
LONG = 1 << 16
near = st.integers(0, 6)
far = near.map(LONG.__add__) | near.map(lambda at: LONG // 2 - at)
positions = st.sets(near | far, min_size=1, max_size=5)
documents = st.integers(0, 3) | st.integers(0, 3).map(lambda back: SIZE - 1 - back)
terms = st.dictionaries(documents, positions, max_size=5)
steps = st.integers(0, 7) | st.just(LONG)


def spots(found: Places) -> Spots:
    """A term, its positions in the narrowest type, as they are packed."""
    rising = sorted(found)
    every = [place for document in rising for place in sorted(found[document])]
    bounds = np.cumsum([0, *(len(found[document]) for document in rising)])
    kind = np.min_scalar_type(max(every, default=0))
    return Spots(np.array(rising, np.int64), bounds, np.array(every, kind))


def read(found: Spots) -> list[tuple[int, int]]:
    """Documents and positions."""
    return list(zip(np.repeat(found.documents, found.counts).tolist(), found.positions.tolist(), strict=True))


def pairs(found: Places) -> list[tuple[int, int]]:
    """The same of a term."""
    return sorted((document, place) for document, places in found.items() for place in places)


@pytest.mark.parametrize("line", [1, 100, 1 << 19], ids="line{}".format)
@pytest.mark.parametrize("ticks", [2, 255], ids="ticks{}".format)
@given(terms, terms, steps)
@example({0: {1}}, {0: {2}, 1: {LONG}}, 1)
@example({0: {5}, 3: {1}}, {0: {6}, 1: {2}}, 1)
@example({0: {LONG // 2 - 1}}, {1: {0}}, LONG // 2 + 1)
def test_side_by_side_is_the_same_sorted_and_on_a_line(
    line: int, ticks: int, one: Places, other: Places, step: int
) -> None:
    expected = [(document, place) for document, place in pairs(one) if place + step in other.get(document, ())]
    counts = {document: [each for each, _ in expected].count(document) for document, _ in expected}
    first, second = spots(one), spots(other)
    ways: list[dict[str, int]] = [{}, {"FEW": 0, "THIN": 1 << 40, "LINE": line, "_TICKS": ticks}]
    for way in ways:
        with patch.dict(vars(spotted), way):
            assert read(first.before(second, step)) == expected
            numbers, often = first.counted_before(second, step)
        assert dict(zip(numbers.tolist(), often.tolist(), strict=True)) == counts


@given(terms, terms, steps)
def test_a_high_number_leaves_room_for_positions(one: Places, other: Places, step: int) -> None:
    """What is sorted has a number of 32 bits only where both have room in it."""
    high = (1 << 31) - SIZE
    low = read(spots(one).before(spots(other), step))
    moved = [spots({high + document: places for document, places in term.items()}) for term in (one, other)]
    assert read(moved[0].before(moved[1], step)) == [(high + document, place) for document, place in low]


@given(st.lists(terms, max_size=3))
def test_together_is_each_once(parts: list[Places]) -> None:
    assert read(together([spots(part) for part in parts])) == sorted({pair for part in parts for pair in pairs(part)})


def test_what_is_spread_thin_is_not_laid_out_on_a_line() -> None:
    """A line with room for a long document in which little stands would take longer than to sort that."""
    many = spots({document: {document, 1000 * spotted.THIN} for document in range(20)})
    with patch.dict(vars(spotted), {"FEW": 0, "_ticked": None}):
        assert len(many.before(many, 0)) == len(many)
