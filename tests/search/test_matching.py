from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.model.query import Query, Term
from nkreader.search.language import parse
from nkreader.search.matching import match_spans
from nkreader.search.snippets import WIDTH, snippet


def marked(text: str, query: str) -> list[str]:
    return [span.of(text) for span in match_spans(text, parse(query))]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Tanks and a tank's crew", "tank", ["Tanks", "tank's"]),
        ("Tanks and a tank's crew", "=tanks", ["Tanks"]),
        ("Tanks and a tank's crew", "=tank", ["tank"]),
        ("Tanks and a tank's crew", "=tank's", ["tank's"]),
        ("Tank guns and tanks' gun, tank guns", '="tank guns"', ["Tank guns", "tank guns"]),
        ("Choi Ryong-hae and Choe Ryong Hae", '="choi ryong hae"', ["Choi Ryong-hae"]),
        ("armoured, Armored", "armor", []),
        ("armoured, Armored", "armored", ["armoured", "Armored"]),
        ("Kim Jong\nUn met Kim Jong-un", '"kim jong un"', ["Kim Jong\nUn", "Kim Jong-un"]),
        ("Kim Jong Un", "Jong-un", ["Jong Un"]),
        ("Kim Jong.\n\nUn", "Jong-un", []),
        ("the “Red Army” choir", "“red army”", ["Red Army"]),
        ("the U.S., the US and us", "US", ["U.S.", "US"]),
        ("the U.S., the US and us", "us", ["U.S.", "US", "us"]),
        ("the U.S., the US and us", "=us", ["us"]),
        ("Kim Jong Un at the UN", "UN", ["UN"]),
        ("May may", "May", ["May", "may"]),
        ("denuclearisation, de-nuclearise", "denuclear*", ["denuclearisation", "de-nuclearise"]),
        ("US USA usage", "us*", ["US", "USA", "usage"]),
        ("김정은이 말했다, 김정은은", "김정은", ["김정은", "김정은"]),
        ("김정은 위원장이", '"김정은 위원장"', ["김정은 위원장"]),
        ("아김 김정 김", "김", ["김", "김", "김"]),
        ("아김정 김정은이", "김*", ["김정은이"]),
        ("김정은이 김정은", "=김정은", ["김정은"]),
        ("a tank here", "tank -here", ["tank"]),
        ("a tank here", "-(tank here)", []),
        ("a tank here", "gun OR here", ["here"]),
        ("Yonhap in English", "outlet:yonhap lang:en", []),
        ("Kim said", "person:kim", ["Kim"]),
        ("KN-23 and KN23", "kn23", ["KN-23", "KN23"]),
        ("1,300 men, 1300 tanks", "1300", ["1,300", "1300"]),
        ("anything", "*", []),
        ("", "a", []),
    ],
)
def test_matches_stand_where_the_text_says_so(text: str, query: str, found: list[str]) -> None:
    assert marked(text, query) == found


def test_offsets_hold_behind_characters_that_grow_or_shrink_when_folded() -> None:
    assert marked("İİ ﬁx ẞ Kim Jong-un", "jong-un") == ["Jong-un"]
    nfd = unicodedata.normalize("NFD", "P’yŏngyang 김정은이 café Kim")
    assert marked(nfd, "kim") == ["Kim"]
    assert marked(nfd, "cafe") == [unicodedata.normalize("NFD", "café")]
    assert marked(nfd, "pyongyang") == [unicodedata.normalize("NFD", "P’yŏngyang")]
    assert marked(nfd, "김정은") == [unicodedata.normalize("NFD", "김정은")]
    assert marked("so\ufffdft K\ufffdim", "kim") == ["K\ufffdim"]


TEXTS = st.text(alphabet=st.sampled_from("ab 'İß가나다\u0301\n-.US"), max_size=50)


@settings(max_examples=300, deadline=None)
@given(
    TEXTS,
    st.sampled_from(
        ["a", "a b", '"a b"', "a*", "=a", "가", "가나", "us", "US", '="a b"', '="가 a"', "b's", "-a", "a OR 나"]
    ),
)
def test_matches_are_disjoint_in_order_and_inside(text: str, query: str) -> None:
    spans = match_spans(text, parse(query))
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_word_of_a_text_finds_itself(text: str) -> None:
    for word in text.split():
        for node in (Term(word), Term(word, exact=True), Term(word, prefix=True)):
            whole = match_spans(word, Query(word, node))
            assert bool(whole) == any(letter.isalnum() for letter in word if letter.isprintable())


def test_the_snippet_shows_the_passage_with_most_different_matches() -> None:
    text = (
        "Tank tank tank. " + "Nothing to see here. " * 20 + "A tank left\n  the   factory at noon. " + "So it is. " * 30
    )
    line, marks = snippet(text, match_spans(text, parse("tank factory")))
    assert [mark.of(line) for mark in marks] == ["tank", "factory"]
    assert "tank left the factory" in line
    assert len(line) <= WIDTH


def test_the_snippet_of_no_match_is_the_beginning() -> None:
    text = "\n\n  One two\nthree " + "word " * 100
    line, marks = snippet(text, ())
    assert line.startswith("One two three word")
    assert marks == ()
    assert 100 < len(line) <= WIDTH
    assert snippet("", ()) == ("", ())


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab \n\tc"), max_size=400), st.sampled_from(["a", "a b", '"a b"', "ab*"]))
def test_snippets_are_cut_at_words_and_their_marks_are_right(text: str, query: str) -> None:
    spans = match_spans(text, parse(query))
    line, marks = snippet(text, spans, 40)
    assert line in " ".join(text.split())
    assert line == line.strip()
    assert bool(marks) == bool(spans)
    said = {" ".join(span.of(text).split()) for span in spans}
    assert all(mark.of(line) in said for mark in marks)
    longest = max((len(span) for span in spans), default=0)
    assert len(line) <= max(40, longest)
