from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nkreader.model import motions
from nkreader.model.spans import Span

TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab Z'’-“”\"‘.,\n\t한국\u1112\u1161\u11ab\u0301\ufe0f\U0001f1f0\U0001f1f5👍\U0001f3fd"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def graphemes(text: str) -> list[str]:
    cuts = [at for at in range(len(text) + 1) if motions.is_boundary(text, at)]
    return [text[start:end] for start, end in pairwise(cuts)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("가나", ["가", "나"]),
        (unicodedata.normalize("NFD", "한국"), [unicodedata.normalize("NFD", c) for c in "한국"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("🇰🇵🇰🇷!", ["🇰🇵", "🇰🇷", "!"]),
        ("👍🏽x", ["👍🏽", "x"]),
        ("ｶﾞﾊﾟｶ", ["ｶﾞ", "ﾊﾟ", "ｶ"]),
        ("\n\u0301", ["\n", "\u0301"]),
        ("각\u11a8", ["각\u11a8"]),
    ],
)
def test_a_grapheme_is_never_split(text: str, parts: list[str]) -> None:
    assert graphemes(text) == parts


@given(TEXTS, st.integers(-3, 70))
@example("ㅎㅏ\u1112\u1161", 3)
def test_steps_are_boundaries_and_make_headway(text: str, at: int) -> None:
    at = motions.snapped(text, at)
    assert motions.is_boundary(text, at)
    for forward in (motions.next_grapheme, motions.next_word, motions.word_end):
        reached = forward(text, at)
        assert motions.is_boundary(text, reached)
        assert at < reached <= len(text) or at == reached == len(text)
    for back in (motions.previous_grapheme, motions.previous_word):
        reached = back(text, at)
        assert motions.is_boundary(text, reached)
        assert 0 <= reached < at or at == reached == 0


@given(TEXTS)
def test_graphemes_go_back_the_way_they_came(text: str) -> None:
    at = 0
    while at < len(text):
        following = motions.next_grapheme(text, at)
        assert motions.previous_grapheme(text, following) == at
        at = following


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_whole_span_is_the_rest_after_trimming(text: str, first: int, second: int) -> None:
    span = Span(min(first, second), max(first, second))
    whole = motions.whole(text, span)
    assert motions.is_boundary(text, whole.start) or not len(whole)
    assert motions.is_boundary(text, whole.end) or not len(whole)
    assert text[span.start : span.end].strip() in whole.of(text)
    assert motions.whole(text, whole) == whole


@given(TEXTS, st.integers(0, 60))
def test_a_word_holds_its_place(text: str, at: int) -> None:
    word = motions.word_at(text, at)
    if word is None:
        assert at >= len(text) or text[motions.snapped(text, at)].isspace()
    else:
        assert motions.snapped(text, at) in word
        assert motions.word_end(text, word.start) == word.end
        assert motions.previous_word(text, word.end) == word.start


def test_words_keep_their_apostrophes_and_hyphens() -> None:
    text = "Kim Jong-un's aide, he said."
    starts = [0]
    while starts[-1] < len(text):
        starts.append(motions.next_word(text, starts[-1]))
    words = [text[a:b].strip() for a, b in pairwise(starts)]
    assert words == ["Kim", "Jong-un's", "aide", ",", "he", "said", "."]


SPANS = [Span(0, 5), Span(6, 9), Span(12, 20)]


def test_the_neighbours_among_spans() -> None:
    assert motions.span_at(SPANS, 10) == Span(6, 9)
    assert motions.span_at(SPANS[1:], 2) == Span(6, 9)
    assert motions.span_at([], 2) is None
    assert motions.after(SPANS, 6) == Span(12, 20)
    assert motions.after(SPANS, 12) is None
    assert motions.before(SPANS, 6) == Span(0, 5)
    assert motions.before(SPANS, 7) == Span(6, 9)
    assert motions.before(SPANS, 0) is None


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He called it “a new line. It holds.” Then he left.", ["a new line. It holds."]),
        ('The spokesman said "no comment" and "no date".', ["no comment", "no date"]),
        ("“It’s the soldiers’ task,” she said.", ["It’s the soldiers’ task,"]),
        ("“He said ‘wait’ twice,” she wrote.", ["He said ‘wait’ twice,", "wait"]),
        ("“The talks go on in the next paragraph.", ["The talks go on in the next paragraph."]),
        ("The North's word is 'never', not '90s talk.", ["never"]),
        ("그는 「조선」이라고 했다.", ["조선"]),
        ("Nothing is said here, it's only told.", []),
        ("An empty “” one.", []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in motions.quotations(text, Span(0, len(text)))] == quoted


def test_the_quotation_around_a_place_or_the_next_one() -> None:
    text = "Before. “One ‘two’ three,” then “four.” After."
    paragraph = Span(0, len(text))

    def at(word: str) -> str | None:
        span = motions.inner_quotation(text, paragraph, text.index(word))
        return span.of(text) if span else None

    assert at("Before") == "One ‘two’ three,"
    assert at("three") == "One ‘two’ three,"
    assert at("two") == "two"
    assert at("then") == "four."
    assert at("After") is None


@given(TEXTS, st.integers(0, 60))
def test_quotations_lie_inside_their_paragraph(text: str, at: int) -> None:
    paragraph = Span(min(at, len(text)), len(text))
    assert all(paragraph.covers(span) and len(span) for span in motions.quotations(text, paragraph))
