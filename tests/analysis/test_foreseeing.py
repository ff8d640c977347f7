"""What is told from sketches is never less than what whole signatures say, and mostly enough to leave a pair out."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader import locations
from nkreader.analysis import foreseeing
from nkreader.analysis.analyse import analyse
from nkreader.analysis.foreseeing import Foresight
from nkreader.analysis.grouping import agreement, apart
from nkreader.analysis.signals import log_odds
from nkreader.analysis.signature import Shares, Signature, signature
from nkreader.analysis.signature_stored import signature_from_bytes, signature_to_bytes
from nkreader.analysis.sketch import days_of, days_only, sketch
from nkreader.ingest import Extract, articles
from nkreader.model.dates import Interval

WORDS = [f"w{at}" for at in range(18)]
NUMBERS = ["#3", "#17", "#240"]


@cache
def sample() -> list[Signature]:
    """The sample archive; every piece once more without days, and once more of another outlet."""
    found = [item.article for item in articles([locations.seeds()]) if isinstance(item, Extract)]
    known = [signature(article, analyse(article)) for article in found]
    open_ = [replace(one, published=Interval(), happened=Interval(), month_day=None) for one in known]
    return [*known, *open_, *(replace(one, outlet="harbour wire", northern=False) for one in known)]


def holds(first: Signature, second: Signature, odds: float) -> bool:
    """Whether the odds foreseen are no less than those of the two, as far as these count."""
    if agreement(first, second).score > 0 and odds < math.log(1 / 19) - 1e-6:
        return False
    return odds == -math.inf or odds >= log_odds(first, second) - 1e-6


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {name: round(weight / length, 4) for name, weight in weights.items()}


@st.composite
def signatures(draw: st.DrawFn) -> Signature:
    """Few words, so that they meet; what a real article has, and what none has."""
    some = random.Random(draw(st.integers(0, 1 << 30)))

    def weighed(of: list[str], most: int) -> dict[str, float]:
        return unit({name: some.uniform(0.2, 3) for name in some.sample(of, some.randint(0, min(most, len(of))))})

    def days() -> Interval:
        first = date(2024, 3, 1) + timedelta(some.randint(0, 9))
        ends = some.choice(((None, None), (None, first), (first, None), (first, first), (first, first + timedelta(3))))
        return Interval(*ends)

    terms = weighed([*WORDS, *NUMBERS], 21)
    names = frozenset(some.sample(WORDS, 7)) & terms.keys()
    squares = [0.0, 0.0, 0.0]
    for name, weight in terms.items():
        squares[0 if name in names else 1 if name[0] == "#" else 2] += weight * weight
    opening = some.sample(WORDS, 6)
    pairs = {f"{one}|{other}": 1.0 for one in opening for other in opening if one < other and some.random() < 0.7}

    def several(of: list[str]) -> frozenset[str]:
        return frozenset(some.sample(of, some.randint(0, 2)))

    return Signature(
        terms=terms,
        lead=weighed([*terms], 8) if some.random() < 0.9 else weighed([*WORDS, *NUMBERS], 8),
        pairs=unit(pairs),
        published=days(),
        happened=days(),
        month_day=some.choice((None, "03-01", "03-02", "03-05")),
        about=several(WORDS),
        survey=some.random() < 0.05,
        retold=some.random() < 0.2,
        outlet=some.choice(("", "harbour wire", "strait courier")),
        headline=weighed(WORDS, 3),
        people=several(["p1", "p2", "p3"]),
        leading=several(["p1", "p2", "p3"]),
        names=names,
        shares=Shares(*(round(math.sqrt(square), 4) for square in squares)),
        weekdays=several(["Mon", "Tue", "Wed"]),
        days=several(["05-04", "05-05", "06-15"]),
        told=several(["05-04", "05-05", "06-15"]),
        years=several(["2009", "2010", "2011"]),
        northern=some.random() < 0.3,
        version=some.random() < 0.1,
    )


@settings(max_examples=300, deadline=None)
@given(here=signatures(), others=st.lists(signatures(), min_size=1, max_size=12))
def test_no_two_articles_agree_further_than_foreseen(here: Signature, others: list[Signature]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(foreseeing, "FEWEST", 0)
        odds = Foresight(here).most([sketch(other) for other in others])
    for other, most in zip(others, odds, strict=True):
        assert holds(here, other, most)


def test_of_real_articles_none_is_left_out_that_agrees_and_most_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseeing, "FEWEST", 0)
    rows = [sketch(one) for one in sample()]
    agreeing = left = 0
    for here in sample():
        one = Foresight(signature_from_bytes(signature_to_bytes(here)))
        for there, most, may in zip(sample(), one.most(rows), one.may_agree(rows), strict=True):
            assert holds(here, there, most)
            agreeing += agreement(here, there).score > 0
            left += may
    assert agreeing <= left < 0.5 * len(rows) ** 2


def test_an_outlets_own_series_is_left_out_unread() -> None:
    def item(place: str) -> Signature:
        words = dict.fromkeys(("port", "ferry", "quay", "coal", "ship", "crane", "tide", place), 1.0)
        return Signature(
            unit(words), unit(words), {f"coal|{place}": 1.0}, Interval(), Interval(),
            outlet="harbour wire", headline={place: 1.0}, names=frozenset({place}), shares=Shares(0.35, 0.0, 0.94),
        )  # fmt: skip

    here, there = item("nampho"), item("wonsan")
    assert apart(here, there)
    rows = [sketch(there)] * (foreseeing.FEWEST + 1)
    assert Foresight(here).most(rows) == [-math.inf] * len(rows)
    elsewhere = sketch(replace(there, outlet="strait courier"))
    assert Foresight(here).most([*rows, elsewhere])[-1] > -math.inf


def test_days_are_kept_as_they_are() -> None:
    for one in sample():
        there = days_only(days_of(one))
        assert (there.published, there.happened, there.month_day) == (one.published, one.happened, one.month_day)


def test_nothing_is_foreseen_of_no_sketches() -> None:
    assert Foresight(sample()[0]).may_agree([]) == []
