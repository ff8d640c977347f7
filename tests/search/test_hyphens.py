"""Words with a hyphen, apart and in one find each other, and stand marked as the text has them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.query import Or, Phrase, Term
from nkreader.search.document import Document
from nkreader.search.hyphens import widened
from nkreader.search.language import parse
from nkreader.search.matching import match_spans
from tests.search.sealing import index_in

TEXTS = {
    "parted": "The anti-ship missile flew past.",
    "one": "An antiship missile rose.",
    "apart": "One anti ship missile sank it.",
    "other": "The ship had a gun.",
}


@pytest.mark.parametrize(
    ("source", "marked"),
    [
        ("anti-ship", ["anti-ship", "antiship", "anti ship"]),
        ("antiship", ["anti-ship", "antiship", "anti ship"]),
        ("Anti ship", ["anti", "ship", "antiship", "anti", "ship"]),
        ('"anti-ship missile"', ["anti-ship missile", "antiship missile", "anti ship missile"]),
        ("“antiship missile”", ["anti-ship missile", "antiship missile", "anti ship missile"]),
        ('"anti ship missile"', ["anti-ship missile", "antiship missile", "anti ship missile"]),
        ("missile NEAR/3 antiship", ["anti-ship", "missile", "antiship", "missile", "anti ship", "missile"]),
        ("anti-sh*", ["anti-ship", "antiship", "anti ship"]),
        ("(antiship OR zzz) -rose", ["anti-ship", "anti ship"]),
        ("=antiship", ["antiship"]),
        ('="anti ship"', ["anti-ship", "anti ship"]),
    ],
)
def test_each_way_of_writing_finds_the_others(tmp_path: Path, source: str, marked: list[str]) -> None:
    index = index_in(tmp_path)
    index.update([Document(id_, "", text) for id_, text in TEXTS.items()])
    query = widened(parse(source))
    found = index.search(query).ids
    order = [id_ for id_ in TEXTS if id_ in found]
    assert [span.of(TEXTS[id_]) for id_ in order for span in match_spans(TEXTS[id_], query)] == marked
    assert "other" in index.search(widened(parse("-antiship"))).ids


@pytest.mark.parametrize(
    "source",
    ["tank factory", "KN-23", "US", "person:Jong-un", "antics", "=cease-fire", "co-operation", "cease~", "김정은"],
)
def test_what_has_one_way_to_be_written_stays_the_very_same(source: str) -> None:
    query = parse(source)
    assert widened(query) is query


def test_a_word_between_two_others_goes_with_one_of_them_only() -> None:
    node = widened(parse("nuclear anti ship missile")).node
    assert node != parse("nuclear anti ship missile").node
    assert widened(parse("weapon:antiship")).node == Or((Term("antiship", "weapon"), Term("anti-ship", "weapon")))
    assert Phrase(("anti-ship", "missile")) in widened(parse('"antiship missile"')).node.parts  # type: ignore[union-attr]


@given(st.lists(st.sampled_from(["anti", "ship", "anti-ship", "(", ")", '"', "-", "OR", "NEAR", "mid-", "title:"])))
def test_any_query_can_be_widened(words: list[str]) -> None:
    query = widened(parse(" ".join(words)))
    assert query.source == " ".join(words)
    assert len(query.clauses) == len(parse(query.source).clauses)
