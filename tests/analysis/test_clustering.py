"""Groups out of pairs that agree: whatever the ids' order, without what excludes each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.clustering import SAME, clusters
from nkreader.analysis.contrast import told_apart
from nkreader.analysis.signature import Signature
from nkreader.model.dates import Interval
from nkreader.model.rulings import NOTHING, Ruled, Ruling, Verdict, ruled

Scores = dict[tuple[str, str], float]
_IDS = [f"{number:02}" for number in range(9)]
_PAIRS = list(combinations(_IDS, 2))
_SCORES: st.SearchStrategy[Scores] = st.dictionaries(st.sampled_from(_PAIRS), st.integers(1, 20).map(lambda n: n / 20))
_FORBIDDEN = st.sets(st.sampled_from(_PAIRS), max_size=6)
_SIDES = st.lists(st.sampled_from([*_IDS, "gone"]), min_size=2, max_size=4, unique=True).flatmap(
    lambda found: st.integers(1, len(found) - 1).map(lambda at: (tuple(sorted(found[:at])), tuple(sorted(found[at:]))))
)
_SAID = st.lists(st.tuples(st.sampled_from(Verdict), _SIDES), max_size=5).map(
    lambda found: ruled(Ruling(verdict, *sides, str(at), at) for at, (verdict, sides) in enumerate(found))
)
"""What the reader says, also of a piece that is not there."""


def never(one: Sequence[str], other: Sequence[str]) -> bool:
    return False


def grouped(
    scores: Scores, forbidden: set[tuple[str, str]], ids: Sequence[str] = _IDS, said: Ruled = NOTHING
) -> tuple[tuple[str, ...], ...]:
    open_pairs = {pair: score for pair, score in scores.items() if pair not in forbidden}
    return clusters(ids, open_pairs, lambda one, other: (one, other) in forbidden, never, said)


@given(_SCORES, _FORBIDDEN, _SAID, st.randoms(use_true_random=False))
def test_the_order_of_ids_and_pairs_does_not_matter(
    scores: Scores, forbidden: set[tuple[str, str]], said: Ruled, chance: object
) -> None:
    ids, pairs = list(_IDS), list(scores.items())
    chance.shuffle(ids)  # type: ignore[attr-defined]
    chance.shuffle(pairs)  # type: ignore[attr-defined]
    assert grouped(dict(pairs), forbidden, ids, said) == grouped(scores, forbidden, said=said)


@given(_SCORES, _FORBIDDEN, _SAID)
def test_the_readers_word_beats_what_agrees_and_what_excludes(
    scores: Scores, forbidden: set[tuple[str, str]], said: Ruled
) -> None:
    found = grouped(scores, forbidden, said=said)
    home = {ident: group for group in found for ident in group}
    for one, other in _PAIRS:
        same = home.get(one) is not None and home.get(one) == home.get(other)
        assert same or not said.together(one, other)
        assert not (same and said.apart(one, other))
    assert len(home) == sum(map(len, found))


@given(_SCORES, _FORBIDDEN)
def test_to_join_two_pieces_moves_no_third_one(scores: Scores, forbidden: set[tuple[str, str]]) -> None:
    before = {ident: set(group) for group in grouped(scores, forbidden) for ident in group}
    for one, other in _PAIRS:
        here, there = before.get(one, {one}), before.get(other, {other})
        said = ruled([Ruling(Verdict.JOIN, (one,), (other,))])
        after = {ident: set(group) for group in grouped(scores, forbidden, said=said) for ident in group}
        assert after[one] == here | there
        assert {i: group for i, group in after.items() if i not in here | there} == {
            i: group for i, group in before.items() if i not in here | there
        }


@given(_SCORES, _FORBIDDEN)
def test_what_excludes_each_other_never_stands_in_one_group(scores: Scores, forbidden: set[tuple[str, str]]) -> None:
    found = grouped(scores, forbidden)
    assert not forbidden & {pair for group in found for pair in combinations(group, 2)}
    assert len({ident for group in found for ident in group}) == sum(map(len, found))


@given(_SCORES, _FORBIDDEN, _SAID)
def test_what_agreeing_pairs_and_the_reader_connect_is_grouped_by_itself(
    scores: Scores, forbidden: set[tuple[str, str]], said: Ruled
) -> None:
    whole = grouped(scores, forbidden, said=said)
    left = set(_IDS)
    apart: list[tuple[str, ...]] = []
    while left:
        part: set[str] = set()
        waiting = [min(left)]
        while waiting:
            ident = waiting.pop()
            part.add(ident)
            near = (pair for pair in scores if pair not in forbidden and scores[pair] >= SAME and ident in pair)
            waiting += [other for pair in near for other in pair if other not in part]
            waiting += said.joined(ident) & left - part
        left -= part
        inside = {pair: score for pair, score in scores.items() if part.issuperset(pair)}
        apart += grouped(inside, forbidden, sorted(part), said)
    assert tuple(sorted(apart)) == whole


def test_an_article_goes_over_to_the_many_that_it_agrees_with_in_all() -> None:
    """`a` and `x` come together first; but `x` excludes the others, with all of which `a` agrees."""
    many = ["b", "c", "d", "e"]
    scores = {("a", "x"): 0.95} | {("a", one): 0.6 for one in many} | dict.fromkeys(combinations(many, 2), 0.9)
    found = clusters(["a", *many, "x"], scores, lambda one, other: "x" in (one, other), never)
    assert found == (("a", "b", "c", "d", "e"),)


def test_a_piece_that_agrees_with_both_sides_of_a_split_goes_where_it_agrees_more() -> None:
    said = ruled([Ruling(Verdict.SPLIT, ("p",), ("a", "b"))])
    scores = {("a", "b"): 0.9, ("a", "p"): 0.9, ("b", "p"): 0.9}
    assert grouped(scores, set(), "abp", said) == (("a", "b"),)
    assert grouped(scores | {("a", "x"): 0.6, ("b", "x"): 0.6, ("p", "x"): 0.9}, set(), "abpx", said) == (
        ("a", "b"),
        ("p", "x"),
    )
    assert grouped(scores | {("a", "x"): 0.9, ("b", "x"): 0.9, ("p", "x"): 0.6}, set(), "abpx", said) == (
        ("a", "b", "x"),
    )


def test_what_comes_together_by_a_join_but_is_apart_by_hand_goes_where_it_agrees_more() -> None:
    """`x` is with `a`, `y` with `b`, and `a` and `b` are one event; but `x` and `y` are two."""
    scores = {("a", "x"): 0.8, ("b", "y"): 0.6}
    said = ruled([Ruling(Verdict.SPLIT, ("x",), ("y",)), Ruling(Verdict.JOIN, ("a",), ("b",))])
    assert grouped(scores, set(), "abxy", said) == (("a", "b", "x"),)


@pytest.mark.parametrize("word", [Verdict.SPLIT, Verdict.FOLLOW_UP])
def test_what_is_apart_from_one_is_apart_from_all_joined_with_it(word: Verdict) -> None:
    scores = {("a", "c"): 0.9, ("b", "c"): 0.9}
    said = ruled([Ruling(word, ("b",), ("c",), "", 1), Ruling(Verdict.JOIN, ("a",), ("b",), "", 2)])
    assert grouped(scores, set(), "abc", said) == (("a", "b"),)


def test_groups_do_not_chain() -> None:
    scores = {("a", "b"): 0.9, ("b", "c"): SAME + 0.1}
    assert clusters(["a", "b", "c"], scores, lambda *_: False, never) == (("a", "b"),)


def naming(*names: str) -> Signature:
    weights = dict.fromkeys(names, 0.5)
    return Signature(weights, weights, {}, Interval(), Interval(), names=frozenset(names))


def test_groups_that_each_have_a_name_of_their_own_are_told_apart() -> None:
    first = [naming("champion", "rahman") for _ in range(6)]
    second = [naming("champion", "thompson") for _ in range(6)]
    assert told_apart(first, second)
    assert told_apart(second, first)
    assert not told_apart(first, first)


def test_few_articles_are_not_told_apart_by_chance() -> None:
    assert not told_apart([naming("rahman")] * 2, [naming("thompson")] * 6)
    assert not told_apart([naming("rahman")] * 3, [naming("thompson")] * 3)


def test_a_name_of_one_side_alone_tells_nothing_apart() -> None:
    assert not told_apart([naming("champion")] * 8, [naming("champion", "thompson")] * 8)


def test_told_apart_groups_do_not_merge() -> None:
    ids = list("abcdef")
    scores = {pair: 0.9 if (pair[0] < "d") == (pair[1] < "d") else 0.6 for pair in combinations(ids, 2)}
    assert clusters(ids, scores, lambda *_: False, never) == (tuple(ids),)
    assert clusters(ids, scores, lambda *_: False, lambda a, b: min(len(a), len(b)) >= 3) == (
        ("a", "b", "c"),
        ("d", "e", "f"),
    )
