"""The reading state: a trail that always leads back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.reading import Place, ReadingState

places = st.builds(Place, query=st.sampled_from(["", "ferry"]), article=st.sampled_from([None, "a", "b", "c"]))


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
    if (last.query, last.article) == (state.here.query, state.here.article):
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
