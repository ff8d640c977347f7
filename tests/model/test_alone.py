"""What one piece has alone: all of it is there once, the most telling first."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.alone import AT_ONCE, alone
from nkreader.model.spans import Span
from nkreader.model.version_words import alone_told, folded_told, words_around
from nkreader.model.versions import Only, Place, Sort


def only(article: str, sort: Sort, at: int, weight: float = 0.0) -> Only:
    said = f"They told of thing{at} there."
    word = f"thing{at}"
    return Only(sort, Place(article, Span(at, at + 1), Span(at, at + 9), word, said, said.index(word)), "", weight)


_ROWS = st.lists(
    st.builds(only, st.sampled_from("abc"), st.sampled_from(list(Sort)), st.integers(0, 99), st.sampled_from([0, 1.5])),
    max_size=40,
    unique_by=lambda row: (row.place.article, row.sort, row.place.span.start),
)


@given(_ROWS, st.sampled_from("abc"))
def test_everything_is_told_once_and_the_most_telling_first(rows: list[Only], first: str) -> None:
    found = alone(rows, first)
    assert sorted((row.place.article, row.sort, row.place.span) for some in found for row in some.all) == sorted(
        (row.place.article, row.sort, row.place.span) for row in rows
    )
    assert len({(some.article, some.sort) for some in found}) == len(found)
    if any(row.place.article == first for row in rows):
        assert found[0].article == first
    order = list(AT_ONCE)
    for some in found:
        weights = [row.weight for row in some.all]
        assert weights == sorted(weights, reverse=True)
        assert len(some.shown) <= AT_ONCE[some.sort] + 1
        assert len(some.folded) != 1  # a fold of one row spares nothing
    for one, other in pairwise(found):
        assert one.article != other.article or order.index(one.sort) < order.index(other.sort)


def test_the_rest_is_told_in_one_line() -> None:
    numbers = [only("a", Sort.NUMBER, at, -at) for at in range(8)]
    names = [only("a", Sort.NAME, 20), only("a", Sort.NAME, 21)]
    first, second = alone([*names, *numbers])
    assert folded_told(first) == "3 more numbers: thing5 · thing6 · thing7"
    assert folded_told(second) == "2 names: thing20 · thing21"
    assert len(alone_told(first)) == 6
    assert len(alone_told(first, everything=True)) == 8
    assert alone_told(first)[0] == "number: thing0 · They told of thing0 there."


def test_a_number_has_the_words_around_it() -> None:
    said = f"{'Long before that, ' * 9}they bought 25 tons of rice for {'the people of the province ' * 9}."
    place = Place("a", Span(0, 1), Span(0, 1), "25 tons", said, said.index("25 tons"))
    around = words_around(place)
    assert around.startswith("… ")
    assert around.endswith(" …")
    assert "they bought 25 tons of rice for" in around
    assert around.strip("… ") in said
    assert words_around(Place("a", Span(0, 1), Span(0, 1), "25", "25", 0)) == ""
