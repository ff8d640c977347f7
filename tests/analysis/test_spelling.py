"""What is looked for in small letters is found where it was in letters of any size."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis import attribution_unnamed, attribution_words
from nkreader.analysis.dates.grammar_days import days
from nkreader.analysis.dates.grammar_relative import relative
from nkreader.analysis.dates.grammar_years import years
from nkreader.analysis.dates.lexer import lex
from nkreader.analysis.dates.rules import Found, Matcher
from nkreader.analysis.spelling import lettered_small, spelled_small
from nkreader.model.spans import Span

MARKS = "".join(chr(at) for at in range(0xE010, 0xE016))
WORDS = st.sampled_from(
    """
    According to Citing Told Carried by The State-run Tv TV Said Say in On Monday MAY Report Statement From Analysts
    Official Officials Sources People Familiar Finance Ministry Newspapers ſaid K İn Korea Of Japan (News) , . “ ” who
    late May 3, who's Kın
    """.split()
)
SENTENCES = st.lists(st.one_of(WORDS, WORDS.map(str.upper), st.sampled_from(MARKS), st.text(max_size=4)), max_size=14)
PATTERNS = {
    "leads": attribution_words.LEADS,
    "made by": attribution_words.MADE_BY,
    "says": attribution_words.SAYS,
    "head": attribution_unnamed.HEAD,
    "press": attribution_unnamed.PRESS,
    "body": attribution_unnamed.BODY_HEAD,
}


@pytest.mark.parametrize("name", PATTERNS)
@given(words=SENTENCES)
def test_a_pattern_finds_in_small_letters_what_it_found_in_any(name: str, words: list[str]) -> None:
    text = " ".join(words)
    pattern = PATTERNS[name]
    any_size = re.compile(pattern.pattern, re.IGNORECASE)
    small = attribution_words.small(text)
    assert len(small) == len(text)
    assert [m.regs for m in pattern.finditer(small)] == [m.regs for m in any_size.finditer(text)]


@given(st.text())
def test_words_in_small_letters_are_those_of_the_text(text: str) -> None:
    assert [*lettered_small(text)] == re.findall(r"[^\W\d_]+", text.lower())
    assert [*spelled_small(text)] == re.findall(r"[a-z]+", text.casefold())


@given(st.text(st.characters(max_codepoint=127)))
def test_words_of_plain_text_are_the_same_either_way(text: str) -> None:
    assert [*lettered_small(text)] == re.findall(r"[^\W\d_]+", text.lower()) == [*spelled_small(text)]


DATED = st.sampled_from("May 3 2021 , on last Monday to 1990s the two weeks ago . and from in next year".split())


@given(st.lists(DATED, max_size=20))
def test_dates_are_found_where_the_rules_by_themselves_find_them(words: list[str]) -> None:
    grammars = (days, years, relative)
    rules = [rule for grammar in grammars for rule in grammar.rules]
    text = " ".join(words)
    tokens = lex(text, [Span(0, len(text))])
    found = [(one.first, one.last) for one, _ in Matcher(*grammars).find(tokens)]
    codes = tokens.codes
    expected: list[tuple[int, int]] = []
    matcher = Matcher(*grammars)
    for run in matcher._run.finditer(codes):
        start, end = run.span()
        at = start
        while at < end and matcher._core.search(codes, start, end):
            read = (
                (m.end(), build(one))
                for pattern, build in rules
                if (m := re.compile(pattern).match(codes, at, end))
                for one in [Found(tokens, at, m.end())]
            )
            last = next((last for last, form in read if form is not None), None)
            if last is not None:
                expected.append((at, last))
            at = last or at + 1
    assert found == expected
