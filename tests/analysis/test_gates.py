"""What is asked first because it is cheap never says no where the dear question would have found something."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nkreader.analysis import attribution_words as words
from nkreader.analysis.dates import lexer
from nkreader.analysis.dates.may_date import may_date
from nkreader.analysis.dates.resolve import expressions
from nkreader.analysis.signature_stored import _weights
from nkreader.model.spans import Span

_DATES = (
    "May", "may", "MAY", "March", "Sept.", "12", "3rd", "the third", "on the", "2011", "'98", "1990s", "nineties",
    "two", "thousand", "ninety-six", "3/24/98", "2024-03-24", "3월", "24일", "Juche 100", "New Year's Day", "Party",
    "Monday", "sat", "Sat.", "week", "last", "next", "said", "of", "Q3 2010", "FY2009", "5", "percent", "İ", "é",
)  # fmt: skip
_BEFORE = (
    "according to", "(via", "citing", "quoted by", "told", "a report in", "the", "its", "state", "official",
    "korea's", "north", "u.s.", "seoul-based", "news agency", "said", "strange", ",", "“", "carried by",
    f"{words.PLACE}'s", words.THING, "attributed to", "a statement by", "in an interview with",
)  # fmt: skip
_BEHIND = (
    " said", ", citing", " news agency", " (kcna)", "'s report", " of korea", " chief", " spokesman", ", who said",
    " — the paper — says", " on monday", " quickly", " reported", ", the agency of the north, said", " may 5",
    " the cat", " 12 may", "\t", ".", "", " sad", "-", "\u2003said",
)  # fmt: skip


@given(some.lists(some.sampled_from(_DATES), min_size=1, max_size=12))
def test_no_date_is_overlooked(parts: list[str]) -> None:
    sentence = " ".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexer, "may_date", lambda part: True)
        found = expressions(lexer.lex(sentence, [Span(0, len(sentence))]))
    assert may_date(sentence) or not found


@given(some.lists(some.sampled_from(_BEFORE), max_size=12), some.sampled_from(["", " "]))
def test_nothing_that_leads_to_a_source_is_overlooked(parts: list[str], space: str) -> None:
    text = " ".join(parts) + space
    found = words.LEADS.search(text, 0, len(text)) or words.MADE_BY.search(text, 0, len(text))
    assert words.may_be_led(text, 0, len(text)) or not found


@given(some.lists(some.sampled_from(_BEHIND), max_size=6).map("".join))
def test_nothing_that_says_so_is_overlooked(text: str) -> None:
    assert words.may_say(text, 0) or not words.SAYS.match(text, 0)


@given(some.dictionaries(some.text(), some.floats(0, 1)))
def test_weights_are_told_as_json_tells_them(weights: dict[str, float]) -> None:
    assert _weights(weights) == json.dumps(weights, separators=(",", ":"), ensure_ascii=False)
