"""What the reader says of groups: the later word wins, and what is joined is so through others."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.rulings import Ruled, Ruling, Verdict, ruled

JOIN, SPLIT, FOLLOW_UP = Verdict
IDS = "abcdefg"


def said(*words: str) -> list[Ruling]:
    """Rulings such as `ab=c`, `a/bc`, `a>b`, in this order of making."""
    signs = {"=": JOIN, "/": SPLIT, ">": FOLLOW_UP}
    found = []
    for number, word in enumerate(words, 1):
        sign = next(sign for sign in signs if sign in word)
        these, those = word.split(sign)
        found.append(Ruling(signs[sign], tuple(these), tuple(those), f"gr-{number:08x}", number))
    return found


def sets(found: Ruled) -> list[str]:
    return sorted("".join(sorted(members)) for members in found.members.values() if len(members) > 1)


def test_what_is_joined_is_so_through_others_also_those_that_are_apart() -> None:
    found = ruled(said("a=b", "b=c", "c/d"))
    assert sets(found) == ["abc"]
    assert found.apart("a", "d")
    assert found.apart("d", "b")
    assert not found.apart("a", "c")
    assert found.by_hand("d")
    assert not found.by_hand("x")
    assert found.joined("x") == {"x"}


def test_the_later_word_wins() -> None:
    assert sets(ruled(said("a=b", "a/b"))) == []
    assert sets(ruled(said("a/b", "a=b"))) == ["ab"]
    assert not ruled(said("a/b", "a=b")).apart("a", "b")
    through = ruled(said("a=b", "b=c", "a/c"))
    assert sets(through) == ["bc"], "b was joined with c after it was with a"
    assert through.apart("a", "b")
    assert sets(ruled(said("a/c", "a=b", "b=c"))) == ["abc"]


def test_a_later_word_takes_no_more_away_than_it_says() -> None:
    assert sets(ruled(said("a=bcd", "b/acd"))) == ["acd"]
    assert sets(ruled(said("ab=cd", "a/bcd"))) == ["bcd"]


def test_a_ruling_that_later_words_take_away_holds_no_more() -> None:
    first, second, third = said("a=bc", "b/ac", "a>c")
    assert ruled([first, second]).holds(first)
    found = ruled([first, second, third])
    assert [found.holds(one) for one in (first, second, third)] == [False, True, True]


def test_one_covers_another_if_it_speaks_of_all_its_pairs() -> None:
    one, other, wide = said("a=b", "b/a", "ac/bd")
    assert one.covers(other)
    assert wide.covers(one)
    assert wide.covers(other)
    assert not one.covers(wide)


def test_ids_that_become_one_are_neither_joined_nor_apart() -> None:
    (one,) = said("ab/cd")
    assert one.moved({"a": "x"}) == Ruling(SPLIT, ("b", "x"), ("c", "d"), one.id, 1)
    assert one.moved({"a": "c"}) == Ruling(SPLIT, ("b",), ("d",), one.id, 1)
    (pair,) = said("a=b")
    assert pair.moved({"a": "b"}) is None


_SIDES = st.lists(st.sampled_from(IDS), min_size=2, max_size=5, unique=True).flatmap(
    lambda found: st.integers(1, len(found) - 1).map(lambda at: (sorted(found[:at]), sorted(found[at:])))
)
RULINGS = st.lists(st.tuples(st.sampled_from(Verdict), _SIDES), max_size=8).map(
    lambda found: [
        Ruling(verdict, tuple(these), tuple(those), f"gr-{number:08x}", number)
        for number, (verdict, (these, those)) in enumerate(found, 1)
    ]
)


@given(RULINGS, st.randoms(use_true_random=False))
def test_the_outcome_is_of_one_piece_and_does_not_depend_on_the_order_of_reading(
    rulings: list[Ruling], chance: object
) -> None:
    found = ruled(rulings)
    for one, other in combinations(IDS, 2):
        assert not (found.together(one, other) and found.apart(one, other))
        assert found.apart(one, other) == found.apart(other, one)
        for third in found.joined(other):
            assert found.apart(one, other) == found.apart(one, third)
    mixed = list(rulings)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert ruled(mixed) == found


@given(RULINGS)
def test_the_last_word_always_holds(rulings: list[Ruling]) -> None:
    found = ruled(rulings)
    for last in rulings[-1:]:
        assert found.holds(last)
        for one in last.these:
            for other in last.those:
                assert found.together(one, other) if last.verdict is JOIN else found.apart(one, other)


@given(RULINGS, RULINGS)
def test_the_pieces_of_which_something_else_holds_are_told(before: list[Ruling], after: list[Ruling]) -> None:
    one, other = ruled(before), ruled(after)
    told = set(other.others(one))
    for ident in IDS:
        joined = one.joined(ident) == other.joined(ident)
        apart = all(one.apart(ident, third) == other.apart(ident, third) for third in IDS)
        if ident not in told:
            assert joined
            assert apart
    assert list(one.others(one)) == []
