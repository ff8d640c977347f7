from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.model.analysis import Origin
from nkreader.model.article import Part, PartKind
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.motions import is_boundary, next_grapheme
from nkreader.model.spans import Span
from nkreader.ui.widgets.reading_blocks import close_together, insets, shape
from nkreader.ui.widgets.reading_breaking import JOINT
from nkreader.ui.widgets.reading_layers import Placed
from nkreader.ui.widgets.reading_layout import Layout, cells, lay_out, wrapped
from tests.ui.reading import STORY, B, Block, H, P, T, of, piece

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
        assert one or indent + cells(JOINT.sub(" ", span.of(text))) <= width + hang
        if not text[span.end : span.end + 1].isspace():
            assert is_boundary(text, span.start)
            assert is_boundary(text, span.end)


@given(TEXTS, st.integers(1, 90))
@settings(max_examples=60)
def test_cells_lead_back_to_offsets(text: str, width: int) -> None:
    layout = lay_out(piece((T, "A title"), (P, text)), width)
    for line in layout.lines:
        joints = [Span(*joint.span()) for joint in JOINT.finditer(layout.text, line.span.start, line.span.end)]
        for at in range(line.span.start, line.span.end):
            row, cell = layout.cell_of(at)
            assert at in layout.lines[row].span
            if is_boundary(layout.text, at) and cells(layout.text[at : at + 1]):
                assert layout.holds(row, cell)
                shown = next((joint.start for joint in joints if at in joint), at)  # all of it is one space
                assert layout.offset_at(row, cell) == shown


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


def set_on(width: int, *blocks: Block) -> list[str]:
    """The body's lines as they are painted, on lines of so many cells."""
    layout = lay_out(piece((T, "Title"), *blocks), width + 3)
    after = next(at for at, line in enumerate(layout.lines) if line.span.start > 5 and line.shows_text)
    rows = []
    for line in layout.lines[after:]:
        said = "".join(s.span.of(layout.text) if s.shown is None else s.shown for s in layout.stretches(line))
        rows.append(line.added.rjust(line.indent) + said if line.shows_text else line.added)
    return rows


def test_wrapped_copy_is_set_as_prose() -> None:
    assert set_on(40, (P, "offered \nto pay a fine\n   and to leave \n\tsome fields")) == [
        "offered to pay a fine and to leave some",
        "fields",
    ]


def test_items_inside_items_are_set_further_in() -> None:
    text = "List\n\n- one\n  - two of several words\n    - three\n- four\n"
    spans = [of(text, item) for item in ("- one", "- two of several words", "- three", "- four")]
    parts = tuple(Part(B, span) for span in spans)
    assert insets(text, parts) == {spans[1].start: 2, spans[2].start: 4}
    item = shape(text, parts[1], 40, 2)
    assert (item.first, item.hang) == (2, 4)
    assert set_on(30, (B, "(12) twelve and many more words"), (B, "•no space"), (B, "-- a dash")) == [
        "(12) twelve and many more",
        "     words",
        "•no space",
        "-- a dash",
    ]


def test_a_block_quotation_is_set_in_and_a_first_line_is_not() -> None:
    text = "One runs\nover lines.\n\n    Two is quoted\n    over lines.\n\nThree.\n\n    Four.\n"
    quoted = of(text, "Two is quoted\n    over lines.")
    blocks = [Part(P, of(text, "One runs\nover lines.")), Part(P, quoted), Part(P, of(text, "Three.")),
              Part(P, of(text, "Four."))]  # fmt: skip
    assert insets(text, blocks) == {quoted.start: 4, text.index("Four."): 4}
    text = "    One begins\nfurther in.\n\n    Two too.\n\n    So does three.\n"
    blocks = [Part(P, of(text, "One begins\nfurther in.")), Part(P, of(text, "Two too.")),
              Part(P, of(text, "So does three."))]  # fmt: skip
    assert insets(text, blocks) == {}
    assert set_on(30, (P, "> He said that all was well\n> and went home on the day after it")) == [
        "> He said that all was well",
        "> and went home on the day",
        "  after it",
    ]


def test_columns_of_figures_stay_columns() -> None:
    table = "Year   Launches  Range\n2022   69        1,000\n2023   37          900"
    assert set_on(40, (P, table)) == table.split("\n")
    assert set_on(40, (P, "He left.  She stayed.\nThey met.  It rained.")) == [
        "He left.  She stayed. They met.  It",
        "rained.",
    ]
    text = "Head\n\n2022   69   1,000\n2023   37   900\n\nEnd of it.\n"
    first, second, last = (Part(P, of(text, row)) for row in ("2022   69   1,000", "2023   37   900", "End of it."))
    assert close_together(text, first, second)
    assert not close_together(text, second, last)


@pytest.mark.parametrize("width", [21, 30, 47])
def test_an_address_is_broken_at_its_seams(width: int) -> None:
    url = "https://www.example.org/archive/2024/05/30/north-korea-missile-launch?id=44219&lang=en"
    rows = set_on(width, (P, f"See {url} for more."))
    assert "".join(rows).replace(" ", "") == f"See{url}formore."
    assert all(cells(row) <= width for row in rows)
    ends = [row.split()[-1] for row in rows]
    inside = [end for end in ends if end in url and not url.endswith(end)]
    assert inside
    assert all(end[-1] in "/-?&=." for end in inside)


@given(TEXTS, st.integers(4, 61))
@settings(max_examples=40)
def test_no_line_is_wider_than_the_pane_so_that_no_wide_sign_is_cut(text: str, width: int) -> None:
    layout = lay_out(piece((T, "제목 A"), (B, text), (P, text)), width)
    for line in layout.lines:
        painted = sum(cells(s.span.of(layout.text) if s.shown is None else s.shown) for s in layout.stretches(line))
        assert layout.margin + line.indent + painted <= width or is_one_sign(line.span.of(layout.text))


def is_one_sign(text: str) -> bool:
    """Whether nothing of a text can be broken off: several wide letters may make one sign (two leading jamo)."""
    return next_grapheme(text, 0) == len(text)


def test_sources_are_named_in_short_and_once() -> None:
    story = piece((T, "Pier opens"), (P, "A pier opened, Harbour Radio (HR) said. HR is state-run."))
    text = story.article.text
    radio = Entity("organisation/radio", "Harbour Radio", EntityKind.ORGANISATION, ("HR", "Harbour Radio"))
    quay = Entity("organisation/quay", "Quay Times", EntityKind.ORGANISATION, ("Quay Times", "QT"))
    mentions = tuple(
        Mention(of(text, name), EntityKind.ORGANISATION, radio.id, radio.name) for name in ("Harbour Radio", "HR")
    )
    origins = (Origin("Quay Times", quay.id, None), Origin("Harbour Radio", radio.id, of(text, "Harbour Radio")))
    analysis = replace(
        story.analysis, outlet="QT", origins=origins, mentions=mentions, names={radio.id: radio, quay.id: quay}
    )
    assert shown(lay_out(replace(story, analysis=analysis), 60))[1] == "Quay Times ← HR"
    foreign = replace(analysis, outlet="Wire")
    assert shown(lay_out(replace(story, analysis=foreign), 60))[1] == "Wire ← Quay Times ← HR"
