from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.model.article import PartKind
from nkreader.model.motions import is_boundary, next_grapheme
from nkreader.model.spans import Span
from nkreader.ui.widgets.reading_layers import Placed
from nkreader.ui.widgets.reading_layout import Layout, cells, lay_out, wrapped
from tests.ui.reading import STORY, B, Block, H, P, T, piece

TEXTS = st.text(st.sampled_from("ab \n\tü한국어조선\u1112\u1161\u11ab\u0301漢字“”—👍🇰🇵\x1b\u202e"), max_size=120)


def shown(layout: Layout) -> list[str]:
    return [" " * line.indent + line.span.of(layout.text) if line.shows_text else line.added for line in layout.lines]


@given(TEXTS, st.integers(2, 30), st.integers(0, 2))
def test_wrapping_loses_nothing_and_fits(text: str, width: int, hang: int) -> None:
    layout = lay_out(piece((P, text)), 40)
    text = layout.text
    broken = [span for span, _ in wrapped(text, Span(0, len(text)), width + hang, 0, hang)]
    covered = {at for span in broken for at in range(span.start, span.end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)
    assert sum(len(span) for span in broken) == len(covered)
    for span, indent in wrapped(text, Span(0, len(text)), width + hang, 0, hang):
        one = next_grapheme(text, span.start) == span.end
        assert one or indent + cells(span.of(text)) <= width + hang
        if not text[span.end : span.end + 1].isspace():
            assert is_boundary(text, span.start)
            assert is_boundary(text, span.end)


@given(TEXTS, st.integers(1, 90))
@settings(max_examples=60)
def test_cells_lead_back_to_offsets(text: str, width: int) -> None:
    layout = lay_out(piece((T, "A title"), (P, text)), width)
    for line in layout.lines:
        for at in range(line.span.start, line.span.end):
            row, cell = layout.cell_of(at)
            assert at in layout.lines[row].span
            if is_boundary(layout.text, at) and cells(layout.text[at : at + 1]):
                assert layout.holds(row, cell)
                assert layout.offset_at(row, cell) == at


def test_head_and_body_of_an_article() -> None:
    layout = lay_out(piece(*STORY, sample=True), 60)
    assert [line.replace("\u00a0", " ") for line in shown(layout)[:7]] == [
        "Nampo harbour reopens",
        "Sample, written for nkreader: do not cite.",
        "Quay Times ← Harbour Radio",
        "published ≈2025-05-04 · happened 2025-05 (derived)",
        "",
        "Ri Sol opened the harbour of Nampo on Monday. “The quay",
        "holds. It will hold,” she said. Boats left.",
    ]
    rows = shown(layout)
    at = rows.index("What was built")
    assert rows[at - 1] == ""
    assert rows[at + 1].startswith("The Harbour Ministry")
    assert layout.measure == 57


def test_what_no_reader_wants_is_hidden_and_a_guessed_title_is_marked() -> None:
    blocks: Sequence[Block] = ((PartKind.HEADER, "date 2024-03-24"), (P, "A ship sailed. It came back."))
    rows = shown(lay_out(piece(*blocks, title="Ship sails", basis="first sentence"), 80))
    assert rows[0] == "≈ Ship sails"
    assert rows[-1] == "A ship sailed. It came back."
    assert not any("2024-03-24" in row for row in rows)


def test_a_title_made_of_the_first_words_is_not_set_above_them() -> None:
    blocks: Sequence[Block] = ((P, "A ship sailed out of the harbour. It came back."),)
    for title in ("A ship sailed out of the harbour.", "A ship sailed out…"):
        rows = shown(lay_out(piece(*blocks, title=title, basis="first sentence"), 80))
        assert rows[0].startswith("untitled")
        assert sum("A ship sailed" in row for row in rows) == 1


def test_bullets_hang() -> None:
    layout = lay_out(piece((H, "Points"), (B, "- one two three four"), (B, "five six seven eight")), 17)
    assert shown(layout)[-4:] == ["- one two", "  three four", "  five six", "  seven eight"]
    assert [line.added for line in layout.lines[-4:]] == ["", "", "• ", ""]


@pytest.mark.parametrize(("width", "margin", "measure"), [(120, 24, 72), (60, 2, 57), (3, 0, 1), (1, 0, 1)])
def test_the_measure_is_comfortable_or_what_is_there(width: int, margin: int, measure: int) -> None:
    layout = lay_out(piece(*STORY), width)
    assert layout.margin >= min(margin, 2)
    assert layout.measure == measure
    assert width < 4 or layout.margin == margin


def test_twenty_thousand_words_are_laid_out_quickly() -> None:
    words = "The “harbour” of Nampo — 남포 — reopened after nine weeks of work on its long quay. " * 1250
    text = [(P, words[start : start + 700]) for start in range(0, len(words), 700)]
    article = piece(*text)
    assert article.article.words > 20_000
    took = []
    for _ in range(3):
        begin = time.perf_counter()
        lay_out(article, 100)
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.25


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=12), st.integers(0, 40))
def test_placed_things_are_found_where_they_lie(places: list[tuple[int, int]], at: int) -> None:
    spans = sorted(Span(start, start + length) for start, length in places)
    placed = Placed(spans[::-1], lambda span: span)
    for size in (1, 6):
        here = Span(at, at + size)
        assert list(placed.on(here)) == [span for span in spans if span.overlaps(here)]
    around = [span for span in spans if at in span]
    assert (placed.at(at) in around) == bool(around)
    here, seen = Span(0, 0), []
    while (following := placed.beyond(here, 1)) is not None:
        seen.append(following)
        here = following
    assert seen == sorted(set(spans))
