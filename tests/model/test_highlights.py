"""Anchors: found again where it is certain, never moved to a lookalike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.article import Article, Part, PartKind
from nkreader.model.folding import fold
from nkreader.model.highlights import (
    CONTEXT,
    Anchor,
    Highlight,
    anchored,
    in_text_order,
    paragraph_at,
    reanchored,
)
from nkreader.model.spans import Span

words = st.lists(
    st.sampled_from(
        [
            "Kim",
            "tank",
            "the",
            "김정은",
            "각하",
            "“yes,”",
            "U.S.",
            "it’s",
            "—",
            "Straße",
            "e\u0301t\u00e9",
            "x",
        ]
    ),
    min_size=1,
    max_size=40,
).map(" ".join)
texts = st.lists(words, min_size=1, max_size=4).map("\n\n".join)


TEXTS: dict[str, str] = {}
"""Texts by their hashes, as a library keeps those of every version."""


def version(text: str) -> str:
    """The hash of a text, which is kept."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    TEXTS[digest] = text
    return digest


def anchor_of(text: str, quote: str) -> Anchor:
    """The anchor of the first place of `quote`."""
    start = text.index(quote)
    return anchored(text, Span(start, start + len(quote)), 1, version(text))


def again(anchor: Anchor, text: str) -> Anchor | None:
    """The anchor in a new text."""
    return reanchored(anchor, text, version(text), TEXTS[anchor.version])


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, Anchor]:
    """A text and an anchor on some of it that parts no letter from its accent."""
    text = draw(texts)
    whole = [at for at in range(len(text) + 1) if not unicodedata.combining(text[at : at + 1] or " ")]
    start = draw(st.sampled_from(whole[:-1]))
    span = Span(start, draw(st.sampled_from([at for at in whole if at > start]))).trimmed(text)
    if not len(span):
        span = Span(0, whole[1])
    return text, anchored(text, span, 1, version(text))


@given(passage=passages())
def test_unchanged_text_gives_the_same(passage: tuple[str, Anchor]) -> None:
    text, anchor = passage
    assert reanchored(anchor, text, anchor.version) is anchor


@given(passage=passages(), other=texts)
def test_what_is_found_is_the_same_quotation_in_its_context(passage: tuple[str, Anchor], other: str) -> None:
    text, anchor = passage
    middle = len(text) // 2
    for changed in (other, text + other, other + text, text[:middle] + other + text[middle:], text[1:]):
        found = again(anchor, changed)
        if found is None:
            continue
        assert found.version == version(changed)
        assert found.span.of(changed) == found.exact
        assert fold(found.exact) == fold(anchor.exact)
        before, after = changed[: found.span.start], changed[found.span.end :]
        same_before = fold(before).strip().endswith(fold(anchor.prefix).strip()[2:])
        same_after = fold(after).strip().startswith(fold(anchor.suffix).strip()[:-2])
        assert same_before or same_after


@given(passage=passages(), added=words, behind=st.booleans())
def test_a_unique_quotation_survives_changes_elsewhere(passage: tuple[str, Anchor], added: str, behind: bool) -> None:
    text, anchor = passage
    changed = f"{text}\n\n{added}" if behind else f"{added}\n\n{text}"
    if len(re.findall(f"(?={re.escape(fold(anchor.exact))})", fold(changed))) != 1:
        return
    context = anchor.prefix if behind else anchor.suffix
    if not context.strip() and len(context) == CONTEXT:
        return
    found = again(anchor, changed)
    assert found is not None
    assert found.span.start == anchor.span.start + (0 if behind else len(added) + 2)
    assert found.exact == anchor.exact


def test_a_lookalike_is_never_taken() -> None:
    text = "Alpha said at the meeting: we agree. Beta said in the evening news: we agree. The end of it all."
    anchor = anchor_of(text, "we agree")
    gone = "The opening was moved to June. Beta said in the evening news: we agree. The end of it all."
    assert again(anchor, gone) is None


def test_of_two_equal_sentences_the_one_that_stays_is_not_taken_for_the_one_that_goes() -> None:
    behind = "Nobody in the harbour had expected that to happen on a Sunday."
    text = f"The tug came first and moored. It sank. {behind}\n\nThe ferry came after it from Nampo. It sank. {behind}"
    first = anchor_of(text, "It sank.")
    gone = text.replace("It sank. ", "", 1)
    assert again(first, gone) is None, "what stands behind both is the same"
    assert again(first, text.replace(f"It sank. {behind}\n\n", "", 1)) is None
    found = again(first, f"{text} And more was said later.")
    assert found is not None
    assert found.span == first.span


def test_without_the_earlier_text_a_passage_needs_both_sides() -> None:
    text = "On Monday Kim Jong Un visited the 105th tank division near the capital, state media said."
    anchor = anchor_of(text, "visited the 105th tank division")
    changed = text.replace("On Monday", "On Sunday")
    assert again(anchor, changed) is not None
    assert reanchored(anchor, changed, version(changed)) is None
    longer = f"On that very same day it was told that {text}"
    later = anchor_of(longer, "visited the 105th tank division")
    assert reanchored(later, f"First. {longer}", version(f"First. {longer}")) is not None


SENTENCES = (
    "The tug struck the pier.",
    "It sank within the hour, as port officials in Wonsan told the paper.",
    "Nobody was hurt.",
    "남포 항구가 다시 열렸다.",
    "A ferry came back to Nampo at noon with ninety people and their bicycles.",
)
told = st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=9)
EDITS = st.lists(
    st.tuples(st.sampled_from(["delete", "insert", "reword", "swap"]), st.integers(0, 8), st.sampled_from(SENTENCES)),
    min_size=1,
    max_size=6,
)


def edited(sentences: list[str], changes: list[tuple[str, int, str]]) -> list[str]:
    """The sentences after some changes."""
    now = list(sentences)
    for what, at, sentence in changes:
        if what == "insert" or not now:
            now.insert(min(at, len(now)), sentence)
            continue
        here = at % len(now)
        if what == "delete":
            del now[here]
        elif what == "reword":
            now[here] = now[here].replace("a", "e", 1)
        else:
            now[here], now[-1] = now[-1], now[here]
    return now


def around(text: str, span: Span) -> tuple[str, str]:
    """What stands on both sides of a passage as far as an anchor knows it, folded."""
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return fold(before).strip(), fold(after).strip()


@given(sentences=told, number=st.integers(0, 8), changes=EDITS)
def test_after_any_change_it_is_the_same_words_in_their_context_or_an_orphan(
    sentences: list[str], number: int, changes: list[tuple[str, int, str]]
) -> None:
    text = " ".join(sentences)
    chosen = number % len(sentences)
    start = len(" ".join([*sentences[:chosen], ""]))
    span = Span(start, start + len(sentences[chosen]))
    anchor = anchored(text, span, 1, version(text))
    now = " ".join(edited(sentences, changes))
    found = again(anchor, now)
    if found is None:
        return
    assert found.exact == found.span.of(now) == anchor.exact
    sides = [one == other for one, other in zip(around(text, span), around(now, found.span), strict=True)]
    assert any(sides)
    if text.count(anchor.exact) > 1 or now.count(anchor.exact) > 1:
        assert all(sides), "of several like it, only the one with both neighbours"


@given(sentences=told, number=st.integers(0, 8))
def test_where_the_marked_one_of_equal_sentences_goes_no_other_is_taken(sentences: list[str], number: int) -> None:
    chosen = number % len(sentences)
    text = "\n\n".join(f"Report {at} of the day from the harbour office. {one}" for at, one in enumerate(sentences))
    start = len("\n\n".join(f"Report {at} of the day from the harbour office. {one}"
                            for at, one in enumerate(sentences[: chosen + 1]))) - len(sentences[chosen])  # fmt: skip
    anchor = anchored(text, Span(start, start + len(sentences[chosen])), 1, version(text))
    gone = text[: start - 1] + text[start + len(sentences[chosen]) :]
    assert again(anchor, gone) is None


def test_a_lookalike_beside_the_true_place_does_no_harm() -> None:
    body = "The first paragraph speaks of tanks and of the army. “Yes,” he said. Then the train left for Rason."
    anchor = anchor_of(body, "“Yes,” he said")
    added = body + "\n\nMuch later somebody asked about it all again. “Yes,” he said. And nothing else happened."
    assert again(anchor, added) == Anchor(anchor.span, anchor.exact, anchor.prefix, anchor.suffix, 1, version(added))
    corrected = added.replace("train left", "train went away")
    assert again(anchor, corrected) is None


def test_two_equal_places_with_equal_surroundings_are_not_chosen_from() -> None:
    passage = "word " * 20 + "here it is " + "word " * 20
    anchor = anchor_of(passage, "here it is")
    assert again(anchor, passage + passage) is None


def test_a_changed_quotation_is_an_orphan() -> None:
    text = "Kim inspected 7,000 containers at the port on Monday morning."
    assert again(anchor_of(text, "7,000 containers"), text.replace("7,000", "6,000")) is None


def test_typography_and_line_breaks_are_no_change() -> None:
    text = "He said: “It’s done – really” and left the room with the others in silence."
    anchor = anchor_of(text, "“It’s done – really”")
    changed = 'He said: "It\'s done -\nreally" and left the room with the others in silence.'
    found = again(anchor, changed)
    assert found is not None
    assert found.exact == '"It\'s done -\nreally"'


def test_a_corrected_neighbour_on_one_side_is_borne() -> None:
    text = "On Monday Kim Jong Un visited the 105th tank division near the capital, state media said."
    anchor = anchor_of(text, "visited the 105th tank division")
    assert again(anchor, text.replace("On Monday", "On Sunday")) is not None
    assert again(anchor, text.replace("near the", "in the")) is not None
    both = text.replace("On Monday", "On Sunday").replace("near the", "in the")
    assert again(anchor, both) is None


@pytest.mark.parametrize(("before", "after"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_korean_is_found_in_either_normal_form(before: Literal["NFC", "NFD"], after: Literal["NFC", "NFD"]) -> None:
    around = "새로 건설된 공장은 올해 계획을 앞당겨 끝낼 것이라고 신문은 자세히 보도하였다. "
    text = f"{around}김정은 총비서가 공장을 현지지도하였다고 한다. {around}"
    old = unicodedata.normalize(before, text)
    new = unicodedata.normalize(after, f"속보 {text}끝")
    found = again(anchor_of(old, unicodedata.normalize(before, "공장을 현지지도하였다고")), new)
    assert found is not None
    assert found.exact == unicodedata.normalize(after, "공장을 현지지도하였다고")


def test_half_a_folded_character_is_no_place() -> None:
    text = "a s. " + "plain words stand here and there, " * 2
    anchor = anchored(text, Span(2, 3), 1, version(text))
    assert again(anchor, text.replace("a s.", "a ß.")) is None


@pytest.mark.parametrize("exact", ["\ufffd", " ", "\n\n"])
def test_nothing_to_compare_is_an_orphan(exact: str) -> None:
    text = f"before{exact}after"
    assert again(anchor_of(text, exact), text + " more") is None


def test_paragraphs_are_counted_in_the_body() -> None:
    text = "A title\n\nFirst.\n\nHeading\n\nSecond."
    kinds = (PartKind.TITLE, PartKind.PARAGRAPH, PartKind.HEADING, PartKind.PARAGRAPH)
    spans = (Span(0, 7), Span(9, 15), Span(17, 24), Span(26, 33))
    article = Article(text, tuple(map(Part, kinds, spans)), "A title", "first line")
    assert [paragraph_at(article, offset) for offset in (0, 8, 9, 16, 17, 26, 32)] == [0, 0, 1, 1, 2, 3, 3]


def test_text_order_puts_orphans_last() -> None:
    text = "one two three"
    marks = [Highlight(f"nk-{n}", "a", anchor_of(text, word)) for n, word in enumerate(["three", "one", "two"])]
    marks.append(Highlight("nk-9", "a", anchor_of(text, "one"), orphan=True))
    assert [item.id for item in in_text_order(reversed(marks))] == ["nk-1", "nk-2", "nk-0", "nk-9"]
