"""A selection keeps its passage over sizes and themes, and never holds half a sign, whatever selects it."""

from __future__ import annotations

import random
from pathlib import Path

from textual.pilot import Pilot

from nkreader.model.highlights import Highlight
from nkreader.model.spans import Span
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.widgets.reader import Reader
from tests.ui.conftest import settled, until
from tests.ui.reading import Desk, P, cell, piece
from tests.ui.test_reading_room import SMALL, open_piece, room

SIGNS = (
    "a", "Z", "7", " ", " ", ".", "한", "\u1112\u1161\u11ab", "\u1100\u116e", "e\u0301", "o\u0323\u0302", "中", "ｗ",
    "ｶﾞ", "👍🏽", "🇰🇵", "❤\ufe0f", "🛳", "1\ufe0f\u20e3", "ก็", "ï", "🏴",
)  # fmt: skip
"""Each is one sign on the screen, of up to three code points and one or two cells."""
KEYS = (
    "h", "j", "k", "l", "w", "b", "e", "0", "dollar_sign", "right_parenthesis", "left_parenthesis", "o", "V", "i,s",
    "right_curly_bracket", "left_curly_bracket", "g,g", "G", "3,l", "2,w", "2,j",
)  # fmt: skip


def composed(chance: random.Random) -> tuple[str, frozenset[int]]:
    """A paragraph of signs, and where they meet."""
    parts, edges = ["A "], {0, 1, 2}
    for _ in range(chance.randrange(30, 160)):
        sign = chance.choice(SIGNS)
        if sign == "🇰🇵" and parts[-1] == sign:
            sign = "a"
        parts.append(sign)
        edges.add(sum(map(len, parts)))
    return "".join(parts).rstrip(), frozenset(edges)


def whole(span: Span | None, edges: frozenset[int]) -> bool:
    return span is None or {span.start, span.end} <= edges


async def test_keys_and_mouse_select_whole_signs() -> None:
    chance = random.Random(20240501)
    app = Desk()
    async with app.run_test(size=(33, 26)) as pilot:
        for _ in range(12):
            one, edges = composed(chance)
            two, others = composed(chance)
            article = piece((P, one), (P, two))
            start = article.article.text.index(two, len(one))
            edges |= {start + at for at in others} | {len(one)}
            app.reader.show(article)
            await pilot.pause()
            await pilot.press("v")
            for _ in range(14):
                await pilot.press(*chance.choice(KEYS).split(","))
                span = app.reader.selected_span()
                assert whole(span, edges), (span, span and article.article.text[span.start : span.end])
                assert app.reader._moving in edges | {start - 1}
            await pilot.press("escape")
            for _ in range(3):
                await dragged(pilot, app.reader, chance, edges)


async def dragged(pilot: Pilot[None], reader: Reader, chance: random.Random, edges: frozenset[int]) -> None:
    """Drag from any cell of the pane to any other."""
    cells = [(chance.randrange(1, reader.size.width), chance.randrange(1, reader.size.height)) for _ in range(2)]
    await pilot.mouse_down(Reader, offset=cells[0])
    await pilot.hover(Reader, offset=cells[1])
    await pilot.mouse_up(Reader, offset=cells[1])
    await pilot.pause()
    assert whole(reader.selected_span(), edges), cells
    reader.leave_selecting()


async def across(pilot: Pilot[None], main: MainScreen, passage: Span) -> None:
    """Other sizes and themes: the selection stays what it is."""
    for width, height in (SMALL, (61, 20), (160, 50), (120, 40)):
        await pilot.resize_terminal(width, height)
        await pilot.pause()
        assert main.reader.selected_span() == passage
    before = pilot.app.theme
    await pilot.app.run_action("next_theme")
    await settled(pilot)
    assert pilot.app.theme != before
    assert main.reader.selected_span() == passage


def inside(reader: Reader, offset: int) -> tuple[int, int]:
    """Where a code point is painted, in the cells of the pane as it stands in the room."""
    x, y = cell(reader, offset)
    return x - 1 + reader.gutter.left, y - 1 + reader.gutter.top


def marks(main: MainScreen) -> tuple[Highlight, ...]:
    assert main.reader.piece is not None
    return main.reader.piece.highlights


async def test_what_the_mouse_selected_over_paragraphs_stays_over_sizes_and_themes(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        assert main.reader.piece is not None
        text = main.reader.piece.article.text
        passage = Span(text.index("It flew"), text.index("since April") + 5)
        assert "\n" in passage.of(text)
        begin, end = (inside(main.reader, at) for at in (passage.start, passage.end - 1))
        await pilot.mouse_down(Reader, offset=begin)
        await pilot.hover(Reader, offset=end)
        await pilot.mouse_up(Reader, offset=end)
        await pilot.pause()
        assert main.reader.selected_span() == passage
        await across(pilot, main, passage)
        await pilot.press("enter")
        await until(pilot, lambda: marks(main), "the highlight")
        assert marks(main)[0].anchor.exact == passage.of(text)


async def test_what_the_keys_selected_over_paragraphs_stays_over_sizes_and_themes(library_folder: Path) -> None:
    async with room(library_folder, SMALL) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        assert main.reader.piece is not None
        text = main.reader.piece.article.text
        await pilot.press("g", "g", "v", "V", "V", "V", "o", "w", "w", "o")
        passage = main.reader.selected_span()
        assert passage is not None
        assert "\n" in passage.of(text)
        await across(pilot, main, passage)
        await pilot.press("enter")
        await until(pilot, lambda: marks(main), "the highlight")
        assert marks(main)[0].anchor.exact == passage.of(text)
