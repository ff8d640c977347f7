"""Span algebra."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.spans import Span, at_or_before, merged, segments

numbers = st.integers(0, 40)
spans = st.tuples(numbers, numbers).map(lambda pair: Span(min(pair), max(pair)))


def offsets(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@given(spans, spans)
def test_relations_agree_with_the_sets_of_offsets(one: Span, other: Span) -> None:
    shared = offsets(one) & offsets(other)
    clipped = one.clip(other)
    assert (offsets(clipped) if clipped else set()) == shared
    if len(one) and len(other):
        assert one.overlaps(other) == bool(shared)
        assert one.covers(other) == (offsets(other) <= offsets(one))
    assert all((offset in one) == (offset in offsets(one)) for offset in range(42))


@given(st.lists(spans))
def test_merged_holds_the_same_offsets_apart_and_in_order(many: list[Span]) -> None:
    result = merged(many)
    assert set().union(*map(offsets, result)) == set().union(*map(offsets, many))
    assert all(before.end < after.start for before, after in pairwise(result))


@given(spans, st.lists(st.tuples(spans, st.integers())))
def test_segments_cover_exactly_and_carry_their_layers(within: Span, layers: list[tuple[Span, int]]) -> None:
    pieces = list(segments(within, layers))
    assert "".join("x" * len(piece) for piece, _ in pieces) == "x" * len(within)
    if pieces:
        assert pieces[0][0].start == within.start
        assert pieces[-1][0].end == within.end
    assert all(before.end == after.start for (before, _), (after, _) in pairwise(pieces))
    for piece, values in pieces:
        for offset in offsets(piece):
            assert list(values) == [value for span, value in layers if offset in span]


@given(st.text(" \n\tab", max_size=20), numbers, numbers)
def test_trimmed_covers_the_stripped_text(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    span = Span(start, end)
    assert span.trimmed(text).of(text) == text[start:end].strip()
    assert span.covers(span.trimmed(text))


@given(st.lists(numbers), numbers)
def test_at_or_before_is_the_last_start_not_behind(starts: list[int], offset: int) -> None:
    starts.sort()
    found = at_or_before(starts, offset)
    assert found == sum(start <= offset for start in starts) - 1


@pytest.mark.parametrize("pair", [(-1, 2), (3, 2)])
def test_no_span_runs_backwards_or_below_zero(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(*pair)
