"""Folding: equal under canonical equivalence, and every folded character finds its way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nkreader.model.folding import fold, folded
from nkreader.model.spans import Span

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
awkward = st.text(
    st.sampled_from("aéE\u0301\u0327ßİıΐΣς \t\n\u00a0\u3000“”’‘–—\ufe0f\ufffd\u1100\u1161\u11a8각가ﬁǰÅ\u212b"),
    max_size=30,
)


@given(texts | awkward)
@example("İstanbul")
@example("Straße\u0301 \n\n x")
def test_the_map_back_covers_the_text_in_order(text: str) -> None:
    result = folded(text)
    assert len(result.text) == len(result.starts) == len(result.ends)
    assert all(start < end for start, end in zip(result.starts, result.ends, strict=True))
    assert list(result.starts) == sorted(result.starts)
    assert list(result.ends) == sorted(result.ends)
    assert all(start >= 0 and end <= len(text) for start, end in zip(result.starts, result.ends, strict=True))


@given(texts | awkward)
@example("C\N{REPLACEMENT CHARACTER}\N{COMBINING CEDILLA}가")
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(decomposed)


@given(texts | awkward)
@example("a\n \nb\tc")
@example("e\N{REPLACEMENT CHARACTER}\u0301 \u3000x")
def test_without_the_way_back_the_folded_text_is_the_same(text: str) -> None:
    assert fold(text) == folded(text).text


@given(awkward, awkward)
def test_what_a_match_covers_folds_to_the_match(before: str, after: str) -> None:
    text = f"{before}. Harbour Gazette .{after}"
    result = folded(text)
    at = result.text.index("harbour gazette")
    span = result.span(at, at + len("harbour gazette"))
    assert span.of(text) == "Harbour Gazette"


def test_quotes_dashes_case_and_white_space_fold() -> None:
    assert fold("“It’s” — SO\u00a0far") == fold('"it\'s" - so far')
    assert fold("one\n  two") == "one two"
    assert fold("one\n\ntwo") == "one\ntwo"
    assert fold("wo\ufe0frd") == "word"


def test_a_name_broken_over_a_line_keeps_its_offsets() -> None:
    text = "said Min\n Ho-jun today"
    at = fold(text).index("min ho-jun")
    assert folded(text).span(at, at + len("min ho-jun")) == Span(5, 16)


def test_nothing_has_no_span() -> None:
    with pytest.raises(ValueError, match="nothing between"):
        folded("abc").span(1, 1)
