"""Passages that are highlighted more than once: seen as such, and told."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.design import ColorSystem as Design
from textual.markup import parse_style
from textual.style import Style

from nkreader import locations
from nkreader.archive.library import Library
from nkreader.model.entities import EntityKind
from nkreader.model.highlights import COLOURS
from nkreader.model.spans import Span
from nkreader.ui.few_colours import FEW, WITHOUT, fitting, instead
from nkreader.ui.painting import Palette
from nkreader.ui.themes import read_theme
from tests.ui.conftest import until
from tests.ui.reading import STORY, VARIABLES, Desk, highlights, lines, of, painted, piece
from tests.ui.test_reading_room import open_piece, room
from tests.ui.test_themes import LEAST, _contrast

THEMES = sorted(locations.themes().glob("*.toml"))
PAIRS = [*combinations_with_replacement(COLOURS, 2)]
KINDS = [kind.value for kind in EntityKind]


def palette(path: Path, system: str = "truecolor", colourless: bool = False) -> Palette:
    """The colours of a theme in a terminal with so many."""
    theme = fitting(read_theme(path), system)
    variables = Design(primary=theme.primary).generate() | theme.variables
    base = Style(background=Color.parse(theme.background or ""), foreground=Color.parse(theme.foreground or ""))
    return Palette(lambda text: parse_style(text, variables), base, instead(system, colourless))


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.stem)
def test_an_overlap_has_a_colour_of_its_own_that_text_can_be_read_on(path: Path) -> None:
    colours = palette(path)
    alone = {colours.style(colour).background for colour in COLOURS} | {colours.base.background}
    for pair in PAIRS:
        mixed = colours.style(*pair)
        assert mixed.background not in alone
        assert colours.style(*reversed(pair)).background == mixed.background
        assert mixed.background
        assert mixed.foreground
        for kind in (None, *KINDS):
            style = colours.style(*pair, kind) if kind else mixed
            assert style.foreground
            assert style.background == mixed.background
            assert _contrast(style.foreground.hex, mixed.background.hex) >= 3
        assert _contrast(mixed.foreground.hex, mixed.background.hex) >= LEAST


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.stem)
def test_an_overlap_is_neither_of_both_with_256_colours(path: Path) -> None:
    colours = palette(path, "256")
    for pair in PAIRS:
        seen = {_brought_down(colours.style(colour).background) for colour in pair}
        assert _brought_down(colours.style(*pair).background) not in seen


def _brought_down(colour: Color | None) -> str:
    assert colour is not None
    return colour.rich_color.downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


@pytest.mark.parametrize(("system", "colourless"), [("standard", False), ("truecolor", True)])
def test_with_few_colours_or_none_an_overlap_is_underlined_twice(system: str, colourless: bool) -> None:
    colours = palette(THEMES[0], system, colourless)
    assert instead(system, colourless) == (WITHOUT if colourless else FEW)
    assert colours.style("yellow", "green").underline2
    assert not colours.style("yellow").underline2


async def test_where_highlights_meet_the_text_looks_otherwise_and_a_note_is_seen_in_the_margin() -> None:
    app = Desk()
    async with app.run_test(size=(60, 30)) as pilot:
        story = piece(*STORY)
        text = story.article.text
        first, second = highlights(text, ["counted nine cranes", "nine cranes. One of them"])
        app.reader.show(replace(story, highlights=(first, second)))
        await pilot.pause()
        both = app.reader.palette.style("yellow", "blue").background
        assert both is not None
        meeting = of(text, "nine cranes")
        assert painted(app.reader, both.hex.lower()) == set(range(meeting.start, meeting.end))
        yellow = painted(app.reader, VARIABLES["highlight-yellow"])
        assert yellow == set(range(first.anchor.span.start, meeting.start))
        row = next(line for line in lines(app.reader) if "counted" in line)
        assert "▌" in row


async def test_a_highlight_tells_its_colour_by_name_and_what_overlaps_it(library_folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "settings.toml"
    settings.write_text('rescan_at_start = false\n[colours]\ngreen = "to check"\n')
    library = Library.open(library_folder)
    ident = next(item.id for item in library.headlines() if item.title.startswith("Missile flies"))
    text = library.piece(ident).article.text
    start = text.index("North Korea fired")
    library.add_highlight(ident, Span(start, start + 30), "look\nagain", ["launch"], "green")
    library.add_highlight(ident, Span(start + 12, start + 50))
    library.close()
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await pilot.press("greater_than_sign")
        assert main.status.message == "highlight 1 of 2 · to check (green) · overlaps yellow · #launch · look again"
        await pilot.press("greater_than_sign")
        assert main.status.message == "highlight 2 of 2 · yellow · overlaps to check (green)"
        await pilot.press("c")
        await until(pilot, lambda: main.status.message == "colour to check (green)", "the colour's name")
