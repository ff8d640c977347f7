"""Where sentences end, and that they cover their blocks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.sentences import sentences
from nkreader.ingest import read_text
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.spans import Span


def _cut(text: str) -> list[str]:
    article = Article(text, (Part(PartKind.PARAGRAPH, Span(0, len(text))),), "", "none")
    return [span.of(text) for span in sentences(article)]


def test_plain_sentences() -> None:
    assert _cut("The ship sailed. Was it seen?  Yes! It was…  Nobody spoke.") == [
        "The ship sailed.",
        "Was it seen?",
        "Yes!",
        "It was…",
        "Nobody spoke.",
    ]


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    for text in (
        "Gen. Hong met Mr. Pak on Dec. 29 near Mt. Chilbo.",
        "The U.S. Navy and the U.N. Command sent No. 7 to port.",
        "A report by J. R. Smith said so.",
        "The rate rose to 3.5 percent at 9 a.m. Tuesday.",
        "SEOUL, Dec. 29 (Hanul) -- The ministry spoke.",
    ):
        assert _cut(text) == [text]


def test_an_abbreviation_may_end_a_sentence_before_an_opening_word() -> None:
    assert _cut("They flew to the U.S. The visit was short.") == ["They flew to the U.S.", "The visit was short."]
    assert _cut("It met Hanbit Corp. However, nothing came of it.") == [
        "It met Hanbit Corp.",
        "However, nothing came of it.",
    ]


def test_quotation_marks_stay_with_their_sentence() -> None:
    assert _cut("“We are ready.” The envoy left. He said: “Never again!” “Why?” she asked.") == [
        "“We are ready.”",
        "The envoy left.",
        "He said: “Never again!”",
        "“Why?” she asked.",
    ]


def test_glued_sentences_are_parted_and_addresses_are_not() -> None:
    assert _cut("They left the company.The chief stayed.") == ["They left the company.", "The chief stayed."]
    assert _cut("Write to desk@hanul.example.Com or see www.hanul.example today.") == [
        "Write to desk@hanul.example.Com or see www.hanul.example today."
    ]


def test_korean_sentences() -> None:
    assert _cut("회담이 열렸다. 대표단은 돌아갔다.") == ["회담이 열렸다.", "대표단은 돌아갔다."]


def test_blocks_bound_sentences_and_metadata_has_none() -> None:
    text = "---\nfrom: x. Y\n---\nA title without a stop\n\nThe body speaks. It ends."
    parts = (
        Part(PartKind.METADATA, Span(0, 18)),
        Part(PartKind.TITLE, Span(19, 41)),
        Part(PartKind.PARAGRAPH, Span(43, len(text))),
    )
    article = Article(text, parts, "A title without a stop", "first line")
    assert [span.of(text) for span in sentences(article)] == [
        "A title without a stop",
        "The body speaks.",
        "It ends.",
    ]


_TEXT = st.lists(
    st.sampled_from(
        [
            "Kim",
            "U.S.",
            "said",
            "Dec. 4",
            "“No.”",
            "end.",
            "The",
            "next!",
            "\n",
            "\n\n",
            " ",
            "…",
            "J. R.",
            "평양에서.",
            "İ",
            "(a)",
            '"',
            "3.5",
            "x.Y",
            "-",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(_TEXT | st.text(max_size=120))
def test_sentences_are_disjoint_trimmed_and_leave_only_white_space(text: str) -> None:
    article = read_text(text)
    found = sentences(article)
    last = 0
    for span in found:
        assert span.start >= last
        assert len(span) > 0
        assert span == span.trimmed(article.text)
        assert any(part.span.covers(span) for part in article.blocks)
        last = span.end
    covered = {at for span in found for at in range(span.start, span.end)}
    for part in article.blocks:
        if part.kind in (PartKind.TITLE, PartKind.HEADING, PartKind.BULLET, PartKind.PARAGRAPH):
            assert all(at in covered or article.text[at].isspace() for at in range(part.span.start, part.span.end))
