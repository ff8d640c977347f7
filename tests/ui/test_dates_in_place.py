"""Resolved dates behind the expressions in the text: shown, and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from nkreader.export.citation import citation
from nkreader.model.dates import Basis, Certainty, DateMention, PartialDate, read_value
from nkreader.model.motions import is_boundary
from nkreader.model.piece import Piece
from nkreader.model.spans import Span
from nkreader.ui.widgets.reader import Reader
from nkreader.ui.widgets.reading_breaking import JOINT, cells
from nkreader.ui.widgets.reading_glosses import resolved
from nkreader.ui.widgets.reading_layout import Layout, lay_out
from tests.ui.reading import VARIABLES, Block, Desk, P, T, cell, lines, of, painted, piece

DATED: tuple[Block, ...] = (
    (T, "Ferry returns on Thursday"),
    (P, "Ri Sol came to Nampo on Thursday, a day after the rain. She left in the last week of May."),
    (P, "The quay was built in 2021 and again on 11 October, she said on May 30, 2024. 남포에 배가 왔다."),
    *((P, f"Day {n} began at Nampo. Ri Sol wrote a line on Thursday. The crane stood still.") for n in range(30)),
)
VALUES = {
    "on Thursday": ("2024-05-30", "The Thursday last before publication."),
    "the last week of May": ("2024-05-25/2024-05-31", "The last week of that month."),
    "2021": ("2021", "Stated in full."),
    "11 October": ("XXXX-10-11", "No evidence gives its year."),
    "May 30, 2024": ("2024-05-30", "Stated in full."),
}


def dated(certainty: Certainty = Certainty.LIKELY, blocks: int = len(DATED)) -> Piece:
    """An article with resolved dates."""
    made = piece(*DATED[:blocks])
    text = made.article.text
    found = []
    for quote, (value, reason) in VALUES.items():
        at = text.find(quote)
        while at >= 0:
            found.append(DateMention(Span(at, at + len(quote)), value, *read_value(value), reason))
            at = text.find(quote, at + 1)
    published = PartialDate.of("2024-05-31", Basis.HEADER, certainty, "the header")
    analysis = replace(made.analysis, published=published, dates=tuple(sorted(found, key=lambda m: m.span)))
    return replace(made, analysis=analysis)


@asynccontextmanager
async def glossed() -> AsyncIterator[tuple[Pilot[None], Desk, Piece]]:
    """A reader with that article, its dates shown in place."""
    app, made = Desk(), dated()
    async with app.run_test(size=(80, 30)) as pilot:
        app.reader.show(made)
        app.reader.dates = True
        await pilot.pause()
        yield pilot, app, made


def rows(layout: Layout) -> list[str]:
    """The text lines as they are shown."""
    return [
        "".join(layout.text[s.span.start : s.span.end] if s.shown is None else s.shown for s in layout.stretches(line))
        for line in layout.lines
    ]


def test_each_expression_is_followed_by_what_it_stands_for() -> None:
    shown = " ".join(rows(lay_out(dated(), 100, dates=True)))
    assert "Nampo on Thursday ⟨≈2024-05-30⟩, a day after" in shown
    assert "the last week of May ⟨≈2024-05-25–2024-05-31⟩." in shown
    assert "built in 2021 and again on 11 October ⟨≈10-11, year unknown⟩, she said on" in shown
    assert "May 30, 2024 ⟨2024-05-30⟩." in shown
    sure = " ".join(rows(lay_out(dated(Certainty.STATED), 100, dates=True)))
    assert "on Thursday ⟨2024-05-30⟩" in sure
    assert "≈" not in sure
    assert "⟨" not in " ".join(rows(lay_out(dated(), 100)))


@pytest.mark.parametrize("value", ["2024-W22", "2024-05-29/..", "../2024-05-30", "202X", "2024-SU"])
def test_what_is_no_day_month_or_year_is_told_in_days(value: str) -> None:
    mention = DateMention(Span(0, 4), value, *read_value(value), "Stated.")
    interval = mention.interval
    assert resolved(mention, PartialDate.unknown("nothing")) == f"{interval.earliest or ''}–{interval.latest or ''}"


@given(st.integers(1, 110), st.booleans())
@settings(max_examples=40)
def test_no_width_shifts_an_offset(width: int, dates: bool) -> None:
    made = dated(blocks=4)
    layout = lay_out(made, width, dates=dates)
    assert layout.text == made.article.text
    plain = lay_out(made, width)
    covered = [at for line in layout.lines for at in range(line.span.start, line.span.end)]
    assert covered == sorted(set(covered))
    words = {at for at in range(len(layout.text)) if not layout.text[at].isspace()}
    assert words <= set(covered) | {at for line in plain.lines for at in range(line.span.start, line.span.end)}
    for line in layout.lines:
        need = line.indent + sum(
            cells(JOINT.sub(" ", s.span.of(layout.text))) if s.shown is None else cells(s.shown)
            for s in layout.stretches(line)
        )
        assert need <= max(2, layout.measure) or not line.shows_text
        for at in range(line.span.start, line.span.end):
            if is_boundary(layout.text, at) and cells(layout.text[at]):
                row, column = layout.cell_of(at)
                assert layout.lines[row] is line
                assert layout.holds(row, column)
                assert layout.offset_at(row, column) == at


def test_a_gloss_is_no_text_under_the_mouse() -> None:
    layout = lay_out(dated(), 100, dates=True)
    at = layout.text.index(", a day after")
    row, column = layout.cell_of(at)
    gloss = cells(" ⟨≈2024-05-30⟩")
    for back in range(1, gloss + 1):
        assert not layout.holds(row, column - back)
        assert layout.offset_at(row, column - back) == at
    assert layout.holds(row, column - gloss - 1)
    assert layout.offset_at(row, column - gloss - 1) == at - 1


async def test_selection_highlights_and_copies_hold_the_text_alone() -> None:
    async with glossed() as (pilot, app, made):
        assert any("⟨≈2024-05-30⟩" in line for line in lines(app.reader))
        text = made.article.text
        app.reader.go_to(text.index("Ri Sol"))
        await pilot.press("v", "i", "s")
        sentence = of(text, "Ri Sol came to Nampo on Thursday, a day after the rain.")
        assert app.reader.selected_span() == sentence
        selected = painted(app.reader, VARIABLES["screen-selection-background"])
        assert {at for at in selected if not text[at].isspace()} - {app.reader._moving} == {
            at for at in range(sentence.start, sentence.end) if not text[at].isspace()
        } - {app.reader._moving}
        assert app.screen.get_selected_text() == sentence.of(text)
        await pilot.press("enter")
        made_of = app.seen[-1]
        assert isinstance(made_of, Reader.SelectionMade)
        assert made_of.span == sentence
        mark = piece(*DATED, marked=["Ri Sol came to Nampo on Thursday"]).highlights[0]
        assert "⟨" not in citation(made, mark).as_text()


async def test_a_drag_over_a_gloss_takes_what_is_before_it() -> None:
    async with glossed() as (pilot, app, made):
        text = made.article.text
        x, y = cell(app.reader, text.index(", a day after"))
        start = cell(app.reader, text.index("Nampo on Thursday"))
        await pilot.mouse_down(Reader, offset=start)
        await pilot.hover(Reader, offset=(x - 6, y))
        await pilot.mouse_up(Reader, offset=(x - 6, y))
        await pilot.pause()
        span = app.reader.selected_span()
        assert span is not None
        assert span.of(text).rstrip(",") == "Nampo on Thursday"


async def test_the_top_line_stays_and_the_cursor_in_view() -> None:
    app = Desk()
    async with app.run_test(size=(60, 16)) as pilot:
        made = dated()
        app.reader.show(made, made.article.text.index("Day 20 began"))
        await pilot.press("j", "j", "j")
        for _ in range(4):
            top = next(line.split("⟨")[0] for line in lines(app.reader))
            app.reader.dates = not app.reader.dates
            await pilot.pause()
            assert next(line.split("⟨")[0] for line in lines(app.reader))[3:20] == top[3:20]
            assert app.reader.in_view(app.reader.sentence() or Span(0, 0))
        first = app.reader.top_row
        app.reader.show(piece((T, "Other"), (P, "No date here.")))
        await pilot.pause()
        app.reader.show(made)
        app.reader.dates = True
        await pilot.pause()
        assert any("⟨" in line for line in lines(app.reader))
        assert first > 0
