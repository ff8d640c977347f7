"""What is skipped to save time: the shortcuts find what the plain way finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.dates.lexer import lex
from nkreader.analysis.dates.resolve import expressions
from nkreader.analysis.entities.capitals import Stretch, matches, stretch
from nkreader.analysis.entities.found import Found, Taken, disjoint
from nkreader.analysis.entities.lexicon import lexicon
from nkreader.analysis.sentences import touched, within
from nkreader.analysis.terms import WORD
from nkreader.analysis.wording import LONGEST, pairs
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span, merged

_PIECES = (
    "Hanul People's Committee of the and & Party Ministry for Co. Ltd U.S. February 8 101 3rd Center on Trade "
    "al-Musical Pyongyang Mt. Lake Chon Great-Lake mid-River Punggye-ri Foo-Bar-ri Games Conference Festival Kim Ri "
    "Gil-dong Song Chol O'Brien said a was , . - ( ) ' _ @ 2019 Factory University Bridge , 47 , Pak"
).split()
_SENTENCES = st.lists(st.sampled_from(_PIECES), max_size=25).flatmap(
    lambda words: st.lists(
        st.sampled_from([" ", " ", " ", "", "-", "  "]), min_size=len(words), max_size=len(words)
    ).map(lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True)))
)
_SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda pair: Span(pair[0], sum(pair))))


@given(_SENTENCES)
def test_names_begin_only_where_they_are_looked_for(text: str) -> None:
    words, part = lexicon(), stretch(text, Span(0, len(text)))
    villages = [start for word, start in part.words if word.endswith(("-ri", "-dong"))]
    places = sorted({*part.before(words.places), *part.starts(words.features), *part.inside(), *villages})
    for pattern, starts in (
        (words.organisation, part.before(words.heads)),
        (words.named_after, list(part.starts(words.openings))),
        (words.place, places),
        (words.event, part.before(words.events)),
        (words.southern, list(part.starts(words.korean))),
        (words.northern, list(part.starts(words.korean))),
        (words.aged, list(part.starts(words.korean))),
    ):
        assert _spans(matches(pattern, text, starts)) == _spans(pattern.finditer(text))


def _spans(found: object) -> list[tuple[int, int]]:
    assert hasattr(found, "__iter__")
    return [match.span() for match in found]


def test_a_stretch_counts_from_its_beginning() -> None:
    assert stretch("so. Hanul Peace", Span(4, 15)) == Stretch("Hanul Peace", 4, (("Hanul", 0), ("Peace", 6)))


@given(_SPANS)
def test_disjoint_keeps_the_longest_and_of_equals_the_first(spans: list[Span]) -> None:
    found = [Found(span, EntityKind.PLACE, (), str(number)) for number, span in enumerate(spans)]
    kept: list[Found] = []
    for item in sorted(found, key=lambda item: -len(item.span)):
        if not any(item.span.overlaps(other.span) for other in kept):
            kept.append(item)
    assert disjoint(found) == sorted(kept, key=lambda item: item.span.start)


@given(_SPANS, _SPANS)
def test_taken_and_touched_tell_overlaps(spans: list[Span], asked: list[Span]) -> None:
    taken, known = Taken(spans), merged(spans)
    for span in asked:
        overlaps = any(span.overlaps(other) for other in spans)
        assert taken.free(span) is not overlaps
        assert touched(span, known) is overlaps
        taken.add(span)
        assert not taken.free(span)
        taken = Taken(spans)


@given(_SPANS, _SPANS)
def test_within_gives_the_sentences_inside_a_block(sentences: list[Span], blocks: list[Span]) -> None:
    apart = merged(blocks)
    told = sorted(sentences)
    assert list(within(told, apart)) == [s for s in told if any(block.covers(s) for block in apart)]


@given(st.text(alphabet="aZé’'-0123²_ .,년\n"))
def test_words_are_letters_or_figures(text: str) -> None:
    plain = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*(?:-\d+)?")
    assert WORD.findall(text) == plain.findall(text)


def test_only_sentences_that_may_hold_a_date_are_lexed() -> None:
    text = "The ship sailed from port. It came back on yesterDAY. Nineteen ninety-six was told."
    spans = [Span(0, 26), Span(27, 53), Span(54, 83)]
    tokens = lex(text, spans)
    assert tokens.sentences.count(0) == 1  # its BREAK
    assert tokens.sentences.count(1) > 1
    assert [found.span.of(text) for found in expressions(tokens)] == ["yesterDAY", "Nineteen ninety-six"]


def test_a_decade_is_not_told_by_an_article_of_the_sentence_before() -> None:
    text = "Who wrote the\n\nNineties were hard"
    assert expressions(lex(text, [Span(0, 13), Span(15, 33)])) == ()
    assert len(expressions(lex("Then the nineties began", [Span(0, 23)]))) == 1


def test_a_list_without_end_is_not_paired_word_by_word() -> None:
    words = {f"w{number:04}": 8.5 for number in range(3 * LONGEST)}
    found = pairs([words])
    assert len(found) == LONGEST * (LONGEST - 1) // 2
    assert "w0000|w0001" in found
    assert f"w0000|w{LONGEST:04}" not in found
