"""Run-together paragraphs are shown in parts, and nothing but the lines on the screen knows of it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.model.article import Part
from nkreader.model.motions import is_boundary
from nkreader.model.spans import Span
from nkreader.ui.widgets.languages import not_analysed
from nkreader.ui.widgets.reading_layout import cells, lay_out
from nkreader.ui.widgets.ungluing import FEW, LONG, NOTICE, glued, parts
from tests.ui.reading import B, P, T, piece

ONE = "The harbour of Nampo was opened on Monday by nine men who had come from Pyongyang by rail. "
SENTENCES = st.lists(
    st.sampled_from(
        [
            ONE,
            "Boats left. ",
            "“The quay holds. It will hold,” she said. ",
            "남포 항구가 다시 열렸다. ",
            "Is it so? ",
            "한" * 90 + ". ",
        ]
    ),
    min_size=1,
    max_size=60,
)


def test_a_long_paragraph_is_shown_in_parts_of_a_few_sentences() -> None:
    long = piece((T, "A title"), (P, ONE * 16), (P, ONE * 3))
    lines = [line for line in lay_out(long, 80).lines if not line.added]
    blocks = "".join("x" if line.shows_text else " " for line in lines).split()
    assert len(blocks) == 1 + 16 // FEW + 1
    assert glued(long)
    assert NOTICE in [line.added for line in lay_out(long, 80).lines]


def test_short_paragraphs_titles_and_bullets_stay_whole() -> None:
    for block in ((P, ONE * 9), (B, ONE * 20), (T, ONE * 20)):
        assert not glued(piece((T, "A title"), block))
    assert not glued(piece((T, "A title"), (P, "x" * 5000)))


def test_a_quotation_is_not_torn_apart() -> None:
    text = ONE * 3 + "“" + ONE * 4 + "It ends,” she said. " + ONE * 6
    article = piece((T, "A title"), (P, text))
    (block,) = article.article.body
    shown = parts(article.article.text, block, article.analysis.sentences)
    assert len(shown) > 1
    for part in shown:
        said = part.of(article.article.text)
        assert said.count("“") == said.count("”")


@given(SENTENCES, st.integers(20, 90))
@settings(max_examples=60, deadline=None)
def test_every_offset_has_its_cell_and_leads_back(sentences: list[str], width: int) -> None:
    article = piece((T, "A title"), (P, "".join(sentences)))
    text = article.article.text
    (block,) = article.article.body
    shown = parts(text, block, article.analysis.sentences)
    assert shown[0].start == block.span.start
    assert shown[-1].end == block.span.end
    assert all(left.end == right.start for left, right in pairwise(shown))
    layout = lay_out(article, width)
    assert layout.text == text
    seen = [at for line in layout.lines for at in range(line.span.start, line.span.end)]
    assert seen == sorted(set(seen))
    assert all(text[at].isspace() for at in range(len(text)) if at not in set(seen))
    for at in seen:
        row, cell = layout.cell_of(at)
        assert at in layout.lines[row].span
        if is_boundary(text, at) and cells(text[at]):
            assert layout.offset_at(row, cell) == at


@given(SENTENCES)
@settings(max_examples=60, deadline=None)
def test_parts_begin_where_sentences_do(sentences: list[str]) -> None:
    article = piece((P, "".join(sentences)))
    (block,) = article.article.body
    found = parts(article.article.text, block, article.analysis.sentences)
    starts = {span.start for span in article.analysis.sentences}
    assert all(part.start in starts for part in found[1:])
    assert len(block.span) > LONG or len(found) == 1


def test_sentences_of_other_paragraphs_part_nothing() -> None:
    block = Part(P, Span(100, 100 + LONG + 1))
    others = [Span(at, at + 10) for at in (*range(0, 100, 10), *range(2000, 2100, 10))]
    assert parts("x" * 3000, block, others) == [block.span]


def test_the_reader_is_told_when_the_language_is_not_english() -> None:
    assert not_analysed("ko").startswith("Korean text: ")
    assert "“xx”" in not_analysed("xx")
    assert not_analysed("en") == not_analysed("und") == ""
