"""The reading state: a trail that always leads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.reading import REMEMBERED, Place, ReadingState, left_at, places_as_text, places_from_text

places = st.builds(Place, query=st.sampled_from(["", "ferry"]), article=st.sampled_from([None, "a", "b", "c"]),
                   offset=st.integers(0, 1))  # fmt: skip


@given(st.lists(places, max_size=12))
def test_back_to_the_start_and_forward_again_is_where_one_was(jumps: list[Place]) -> None:
    state = ReadingState()
    for place in jumps:
        state = state.went(place)
    end = state
    steps = len(state.back)
    for _ in range(steps):
        state = state.returned()
    assert state.back == ()
    for _ in range(steps):
        state = state.advanced()
    assert state == end


@given(st.lists(places, max_size=12), places)
def test_a_jump_can_be_taken_back(jumps: list[Place], last: Place) -> None:
    state = ReadingState()
    for place in jumps:
        state = state.went(place)
    after = state.went(last)
    assert after.here == last
    if (last.query, last.article, last.offset) == (state.here.query, state.here.article, state.here.offset):
        assert after.back == state.back
    elif state.here != Place():
        assert after.returned().here == state.here
        assert after.forward == ()


def test_the_trail_is_bounded_and_its_ends_are_quiet() -> None:
    state = ReadingState()
    assert state.returned() == state
    assert state.advanced() == state
    for number in range(ReadingState.LIMIT + 50):
        state = state.went(Place(article=f"{number}"))
    assert len(state.back) == ReadingState.LIMIT
    assert state.back[-1].article == f"{ReadingState.LIMIT + 48}"


def test_moving_the_cursor_is_no_step_and_is_kept() -> None:
    state = ReadingState().went(Place(article="a")).moved(120).went(Place(article="b"))
    assert len(state.back) == 1
    assert state.returned().here == Place(article="a", offset=120)


def test_a_jump_within_an_article_leads_back_to_the_passage_left() -> None:
    state = ReadingState().went(Place(article="a")).moved(120).went(Place(article="a", offset=900, why="highlight"))
    assert state.here.offset == 900
    assert state.returned().here.offset == 120
    assert state.went(Place(article="a", offset=900)).back == state.back, "but there is no step to where one is"


def test_only_the_last_articles_are_remembered_and_the_very_last_is_the_last() -> None:
    offsets: dict[str, int] = {}
    for number in range(REMEMBERED + 5):
        offsets = left_at(offsets, f"{number:012x}", number)
    offsets = left_at(offsets, f"{7:012x}", 70)
    assert len(offsets) == REMEMBERED
    assert next(iter(offsets)) == f"{5:012x}"
    assert [*offsets.items()][-1] == (f"{7:012x}", 70)
    last, again = places_from_text(places_as_text(f"{7:012x}", offsets))
    assert (last, again) == (f"{7:012x}", offsets)


@pytest.mark.parametrize(
    "text", [None, "", "[]", '{"article": "a"}', '{"article": "a", "offset": 1, "read": [1]}', "no"]
)
def test_places_that_cannot_be_read_are_none(text: str | None) -> None:
    assert places_from_text(text) == ("", {})


def test_an_older_last_place_is_read() -> None:
    assert places_from_text('{"article": "a", "offset": 12}') == ("a", {"a": 12})
