"""Which sentence tells an event, where it was, and what is only recalled."""

from __future__ import annotations

import pytest

from nkreader.analysis.analyse import analyse
from nkreader.analysis.main_sentence import main_sentence, place_in, sentences
from nkreader.analysis.recalling import recalled
from nkreader.ingest.pasting import pasted
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article, Stated


def read(text: str) -> tuple[Article, Analysis]:
    found = pasted(text.encode(), Stated())
    article = found.article  # type: ignore[union-attr]
    return article, analyse(article)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Tug sinks\n\nSEOUL, May 4, 2025 (Harbour Wire) -- A tug sank off Haeju on Saturday. Nobody was hurt.\n",
            "A tug sank off Haeju on Saturday.",
        ),
        (
            "Kim Jong Un inspects a pier at Nampo\n\nPYONGYANG, May 4, 2025 (KCNA) -- It was a day for boats.\n\n"
            "Kim Jong Un inspected a new pier at Nampo on Saturday, May 3. He said that it holds.\n",
            "Kim Jong Un inspected a new pier at Nampo on Saturday, May 3.",
        ),
        (
            "Did boats return?\n\nKey points\n\n- Boats were seen by many people at Nampo.\n\nSEOUL, May 4, 2025 "
            "(Harbour Wire) -- Boats returned to the harbour of Nampo this week.\n",
            "Boats returned to the harbour of Nampo this week.",
        ),
        ("A heron\n", "A heron"),
    ],
)
def test_the_sentence_that_tells_the_event_is_chosen(text: str, sentence: str) -> None:
    article, analysis = read(text)
    span = main_sentence(article, analysis, analysis.happened)
    assert span is not None
    assert span.of(article.text) == sentence


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("A tug sank near Nampo on Saturday.", "Nampo"),
        ("Officials in Seoul said that a tug sank on Saturday.", None),
        ("State media in Pyongyang said that a tug had sunk in Nampo.", "Nampo"),
        ("The tug was built for North Korea by a yard.", None),
    ],
)
def test_a_place_is_where_it_was_and_not_whence_somebody_speaks(sentence: str, place: str | None) -> None:
    article, analysis = read(f"Tug sinks\n\n{sentence} It was old.\n")
    (first, *_) = sentences(article, analysis)
    found = place_in(article.text, first, analysis.mentions)
    assert (found.of(article.text) if found else None) == place


def test_what_is_long_past_is_recalled_and_the_news_is_not() -> None:
    article, analysis = read(
        "Tug sinks\n\nSEOUL, May 4, 2025 (Harbour Wire) -- A tug sank off Haeju on Saturday, after one in April and "
        "one in 2013.\n\nThe first was lost in 1998 and the last on June 2, 2024. Boats came back in the 1990s. More "
        "come next year.\n"
    )
    own = (analysis.happened, analysis.reported, analysis.published)
    found = [(one.mention.value, one.span.of(article.text)[:9]) for one in recalled(article, analysis, own)]
    assert found == [("2013", "A tug san"), ("1998", "The first"), ("2024-06-02", "The first")]


def test_of_a_piece_without_any_date_nothing_is_recalled() -> None:
    article, analysis = read("A heron\n\nThe heron came in 1998 and stayed.\n")
    unknown = tuple(when for when in (analysis.reported,) if not when.known)
    assert [*recalled(article, analysis, unknown)] == []
