"""A sequence with items put between its own is the same as one made of all of them, and copies none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.spliced import Splice, Spliced
from nkreader.ui.widgets.row_lines import RowLines, SplicedLines


@st.composite
def spliced(draw: st.DrawFn) -> tuple[list[int], list[Splice[int]]]:
    """Numbers from 1 to 3, and splices of further ones."""
    figures = st.integers(1, 3)
    beneath = draw(st.lists(figures, max_size=20))
    cuts = sorted(draw(st.lists(st.integers(0, len(beneath)), max_size=8)))
    ends = [*cuts[1:], len(beneath)]
    splices = [
        Splice(at, draw(st.integers(at, end)), draw(st.lists(figures, max_size=3)))
        for at, end in zip(cuts, ends, strict=False)
    ]
    return beneath, splices


def put_in(beneath: list[int], splices: Sequence[Splice[int]]) -> list[int]:
    whole = [*beneath]
    for start, end, items in reversed(splices):
        whole[start:end] = items
    return whole


@given(spliced())
def test_it_is_what_it_would_be_if_all_were_copied(given: tuple[list[int], list[Splice[int]]]) -> None:
    beneath, splices = given
    whole, shown = put_in(beneath, splices), Spliced(beneath, splices)
    assert [*shown] == whole == [shown[at] for at in range(len(shown))]
    assert [*shown[1:-1]] == whole[1:-1]
    assert [shown[-1 - at] for at in range(len(shown))] == whole[::-1]


@given(spliced())
def test_items_are_found_where_they_moved_and_back(given: tuple[list[int], list[Splice[int]]]) -> None:
    beneath, splices = given
    marked = Spliced([*range(len(beneath))], [Splice(one.start, one.end, [-1] * len(one.items)) for one in splices])
    for at, origin in enumerate(marked):
        before = [item for item in [*marked][:at] if item >= 0]
        if origin >= 0:
            assert (marked.place(origin), marked.beneath_at(at)) == (at, origin)
        else:
            assert all(item < marked.beneath_at(at) for item in before)
    assert marked.beneath_at(len(marked)) == len(beneath)


@given(spliced())
def test_lines_of_rows_are_as_if_all_were_counted(given: tuple[list[int], list[Splice[int]]]) -> None:
    beneath, splices = given
    heights = put_in(beneath, splices)
    counted, shown = RowLines(len(heights), heights), SplicedLines(RowLines(len(beneath), beneath), splices)
    assert [*shown] == heights
    assert (len(shown), shown.total) == (len(heights), sum(heights))
    assert [shown.of(row) for row in range(-1, len(heights) + 1)] == [
        counted.of(row) for row in range(-1, len(heights) + 1)
    ]
    lines = range(shown.total + 2)
    assert [shown.row_at(line) for line in lines] == [counted.row_at(line) for line in lines]
    assert [*accumulate(shown, initial=0)][-1] == shown.total


class Counting(Sequence[int]):
    """Numbers that count how often one of them is looked at."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.seen = 0

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: Any) -> Any:
        self.seen += 1
        return range(self.length)[index]

    def __iter__(self) -> Iterator[int]:
        raise AssertionError("all of it was looked at")


def test_nothing_is_looked_at_but_what_is_asked_for() -> None:
    beneath = Counting(1_000_000)
    shown = Spliced(beneath, [Splice(10, 10, [-1]), Splice(500_000, 500_001, [-2, -3])])
    assert (len(shown), shown.place(700_000), shown.beneath_at(700_003)) == (1_000_002, 700_002, 700_001)
    assert beneath.seen == 0
    assert [shown[at] for at in (9, 10, 11, 500_001, 500_002, 500_003)] == [9, -1, 10, -2, -3, 500_001]
    assert beneath.seen == 3
