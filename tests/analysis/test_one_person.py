"""Who of the unlisted is one: what joins, what keeps apart, and that no order of asking changes it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.entities.callings import Side
from nkreader.analysis.one_person import Borne, joined, judged, near_family
from nkreader.model.persons import Verdict

NORTH, SOUTH = frozenset([Side.NORTH]), frozenset([Side.SOUTH])
STATE, ARMY, SPORT = frozenset(["state"]), frozenset(["military"]), frozenset(["sport"])
SAME, MAYBE, OTHER = Verdict.SAME, Verdict.MAYBE, Verdict.OTHER
ONE, TWO, THREE = "Choe Son Gwon", "Choi Son-gwon", "Ch'oe So'n-kwo'n"
HERE, LATER = (date(2010, 1, 1), date(2012, 1, 1)), (date(2030, 1, 1), date(2031, 1, 1))


def borne(name: str, **said: object) -> Borne:
    return Borne(f"person/~{name.lower().replace(' ', '-')}", (name,), **said)  # type: ignore[arg-type]


def hangul(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.mark.parametrize(
    ("one", "other", "verdict", "why"),
    [
        (borne(ONE, sides=NORTH, walks=STATE), borne(TWO, sides=NORTH, walks=STATE), SAME,
         "both of the north and called by state"),
        (borne(ONE, sides=NORTH, walks=STATE), borne(TWO, sides=NORTH, walks=STATE | ARMY), SAME,
         "both of the north and called by state"),
        (borne(ONE, sides=NORTH, walks=STATE, days=HERE), borne(TWO, sides=NORTH, walks=STATE, days=LATER), MAYBE,
         "both of the north and called by state, but long apart in time"),
        (borne(ONE, hangul=hangul("최선권")), borne(TWO, hangul=hangul("최선권")), SAME,
         "the same name in Hangul, 최선권"),
        (borne(ONE, hangul=hangul("최선권"), sides=NORTH, walks=STATE),
         borne(TWO, hangul=hangul("최손권"), sides=NORTH, walks=STATE), OTHER,
         "another name in Hangul: 최손권, not 최선권"),
        (borne(ONE, sides=NORTH, hangul=hangul("최선권")), borne(TWO, sides=SOUTH, hangul=hangul("최선권")), OTHER,
         "of the south, not of the north"),
        (borne(ONE, walks=STATE, days=HERE), borne(TWO, walks=SPORT, days=HERE), OTHER,
         "called by sport, not by state, at the same time"),
        (borne(ONE, walks=STATE, days=HERE), borne(TWO, walks=SPORT, days=LATER), MAYBE,
         "called by sport, not by state"),
        (borne(ONE, walks=STATE), borne(TWO, walks=SPORT), MAYBE, "called by sport, not by state"),
        (borne(ONE, walks=STATE), borne(TWO, walks=STATE), MAYBE, "neither Hangul nor office decides"),
        (borne(ONE, sides=NORTH), borne(TWO, sides=NORTH), MAYBE, "neither Hangul nor office decides"),
        (borne(ONE, hangul=hangul("최선권", "최손권")), borne(TWO, hangul=hangul("최선권")), MAYBE,
         "in Hangul 최선권 and 최손권"),
        (borne(ONE, sides=NORTH, walks=STATE, told_apart=True), borne(TWO, sides=NORTH, walks=STATE), OTHER,
         "you told them apart"),
    ],
)  # fmt: skip
def test_what_decides(one: Borne, other: Borne, verdict: Verdict, why: str) -> None:
    assert judged(one, other) == (verdict, why)
    assert judged(other, one)[0] is verdict
    together = joined([one, other])
    assert bool(together) is (verdict is SAME)
    assert [group.why for group in together] == [why] * bool(together)


def test_where_not_all_can_be_one_only_hangul_joins() -> None:
    both = {"sides": NORTH, "walks": STATE}
    first = borne(ONE, hangul=hangul("최선권"), **both)
    second = borne(TWO, hangul=hangul("최손권"), **both)
    between = borne(THREE, **both)
    assert joined([first, second, between]) == ()
    named = borne(THREE, hangul=hangul("최선권"), **both)
    (group,) = joined([second, named, first])
    assert group.entities == {first.entity, named.entity}


def test_names_that_cannot_be_one_in_hangul_keep_others_apart() -> None:
    both = {"sides": NORTH, "walks": STATE}
    first, between, last = (borne(f"Pak {name} Chol", **both) for name in ("Jeong", "Jung", "Joong"))
    assert joined([first, last]) == ()
    assert len(joined([first, between])) == len(joined([between, last])) == 1
    assert joined([first, between, last]) == ()


@pytest.mark.parametrize("name", ["Kim Jong-eun", "Kim Jeong Il", "Kim Yong Ju", "Kim Young-joo", "김정은"])
def test_who_may_be_read_as_one_of_the_family_is_joined_with_nobody(name: str) -> None:
    one = borne(name, hangul=hangul("김정은"))
    assert near_family(one)
    assert joined([one, borne("Kim Jong-un", hangul=hangul("김정은"))]) == ()


def test_others_are_not_near_the_family() -> None:
    assert not near_family(borne(ONE))


BEARERS = st.builds(
    lambda name, sides, walks, written, days, apart: borne(
        name, sides=sides, walks=walks, hangul=written, days=days, told_apart=apart
    ),
    st.sampled_from([ONE, TWO, THREE, "Choe Seon-gwon", "Choe Son-kwon"]),
    st.sampled_from([frozenset(), NORTH, SOUTH, NORTH | SOUTH]),
    st.sampled_from([frozenset(), STATE, ARMY, SPORT, STATE | ARMY]),
    st.sampled_from([frozenset(), hangul("최선권"), hangul("최손권"), hangul("최선권", "최손권")]),
    st.sampled_from([None, HERE, LATER]),
    st.just(False) | st.booleans(),
)


@given(st.lists(BEARERS, max_size=5, unique_by=lambda one: one.entity), st.randoms())
def test_no_order_changes_it_and_nobody_is_joined_with_whom_he_cannot_be(people: list[Borne], chance: object) -> None:
    found = joined(people)
    shuffled = people.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert joined(shuffled) == found
    by_id = {one.entity: one for one in people}
    taken = [ident for group in found for ident in group.entities]
    assert len(taken) == len(set(taken))
    for group in found:
        assert len(group.entities) > 1
        assert group.why
        for one in group.entities:
            assert not by_id[one].told_apart
            assert all(judged(by_id[one], by_id[other])[0] is not OTHER for other in group.entities - {one})
