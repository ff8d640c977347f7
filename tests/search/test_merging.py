"""Few parts, however things are added, and little that is written twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nkreader.search.merging import LARGE, LITTLE, MANY, Part, to_merge


def grown(batches: list[int]) -> tuple[list[Part], int, int]:
    """The parts after these adds, how many articles were written in all, and at most in one add beside the new.

    Behind each add the parts are put in order.
    """
    parts: list[Part] = []
    written = most = 0

    def write(count: int, bound: int | None) -> int:
        chosen = to_merge(parts, bound)
        merged = sum(parts[at].alive for at in chosen)
        parts[:] = [part for at, part in enumerate(parts) if at not in chosen]
        parts.append(Part(count + merged, count + merged))
        return merged

    for count in batches:
        merged = write(count, LITTLE)
        written += count + merged
        most = max(most, merged)
        while to_merge(parts):
            written += write(0, None)
    return parts, written, most


@given(st.lists(st.integers(1, 6000), max_size=200))
def test_parts_stay_few_and_no_add_waits_for_much(batches: list[int]) -> None:
    parts, _, most = grown(batches)
    assert sum(part.articles for part in parts) == sum(batches)
    assert len([part for part in parts if part.articles < LARGE]) <= 4 * (2 * MANY)
    assert most <= LITTLE


def test_articles_that_come_one_by_one_are_written_a_few_times() -> None:
    parts, written, _ = grown([1] * 5000)
    assert len(parts) < 40
    assert written < 5000 * 6


def test_large_parts_are_left_alone() -> None:
    assert to_merge([Part(LARGE, LARGE)] * 30) == []
    assert to_merge([Part(4000, 3900)] * 26 + [Part(1, 1)] * 7) == []


def test_what_is_mostly_dead_is_written_anew() -> None:
    assert to_merge([Part(4000, 100), Part(4000, 3900), Part(5, 0)]) == [0, 2]


def test_what_is_dead_altogether_goes_with_any_add() -> None:
    assert to_merge([Part(4000, 0), Part(4000, 1000)], LITTLE) == [0]
    assert to_merge([Part(40, 20), *[Part(1, 1)] * MANY], LITTLE) == [*range(MANY + 1)]
