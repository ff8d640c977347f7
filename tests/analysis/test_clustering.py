"""Groups out of pairs that agree: whatever the ids' order, without what excludes each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.clustering import SAME, clusters
from nkreader.analysis.contrast import told_apart
from nkreader.analysis.signature import Signature
from nkreader.model.dates import Interval

Scores = dict[tuple[str, str], float]
_IDS = [f"{number:02}" for number in range(9)]
_PAIRS = list(combinations(_IDS, 2))
_SCORES: st.SearchStrategy[Scores] = st.dictionaries(st.sampled_from(_PAIRS), st.integers(1, 20).map(lambda n: n / 20))
_FORBIDDEN = st.sets(st.sampled_from(_PAIRS), max_size=6)


def never(one: Sequence[str], other: Sequence[str]) -> bool:
    return False


def grouped(scores: Scores, forbidden: set[tuple[str, str]], ids: Sequence[str] = _IDS) -> tuple[tuple[str, ...], ...]:
    open_pairs = {pair: score for pair, score in scores.items() if pair not in forbidden}
    return clusters(ids, open_pairs, lambda one, other: (one, other) in forbidden, never)


@given(_SCORES, _FORBIDDEN, st.randoms(use_true_random=False))
def test_the_order_of_ids_and_pairs_does_not_matter(
    scores: Scores, forbidden: set[tuple[str, str]], chance: object
) -> None:
    ids, pairs = list(_IDS), list(scores.items())
    chance.shuffle(ids)  # type: ignore[attr-defined]
    chance.shuffle(pairs)  # type: ignore[attr-defined]
    assert grouped(dict(pairs), forbidden, ids) == grouped(scores, forbidden)


@given(_SCORES, _FORBIDDEN)
def test_what_excludes_each_other_never_stands_in_one_group(scores: Scores, forbidden: set[tuple[str, str]]) -> None:
    found = grouped(scores, forbidden)
    assert not forbidden & {pair for group in found for pair in combinations(group, 2)}
    assert len({ident for group in found for ident in group}) == sum(map(len, found))


@given(_SCORES, _FORBIDDEN)
def test_what_agreeing_pairs_connect_is_grouped_by_itself(scores: Scores, forbidden: set[tuple[str, str]]) -> None:
    whole = grouped(scores, forbidden)
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
        left -= part
        inside = {pair: score for pair, score in scores.items() if part.issuperset(pair)}
        apart += grouped(inside, forbidden, sorted(part))
    assert tuple(sorted(apart)) == whole


def test_an_article_goes_over_to_the_many_that_it_agrees_with_in_all() -> None:
    """`a` and `x` come together first; but `x` excludes the others, with all of which `a` agrees."""
    many = ["b", "c", "d", "e"]
    scores = {("a", "x"): 0.95} | {("a", one): 0.6 for one in many} | dict.fromkeys(combinations(many, 2), 0.9)
    found = clusters(["a", *many, "x"], scores, lambda one, other: "x" in (one, other), never)
    assert found == (("a", "b", "c", "d", "e"),)


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
