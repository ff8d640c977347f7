"""Terminals with sixteen colours or none, byte by byte: what is marked is seen without colour, and focus, too."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from nkreader import locations
from nkreader.archive.library import Library
from nkreader.ui.app import NKReader
from nkreader.ui.few_colours import Colourless, fitting, sixteen
from nkreader.ui.themes import read_theme
from tests.terminal import PATIENCE, Terminal
from tests.ui.test_themes import LEAST, _contrast

SGR = re.compile(rb"\x1b\[([0-9;]*)m")
NAMES = ("person", "organisation", "place", "weapon", "event")
COLOURS = ("yellow", "green", "blue", "pink", "purple")
WORDS = "flew 900 kilometers"


def colours(raw: bytes) -> set[str]:
    """The colours that SGR sequences set: `31`, `38;5`, `48;2`; resets to the terminal's own are none."""
    found = set()
    for sequence in SGR.findall(raw):
        codes = sequence.decode().split(";")
        while codes:
            code = codes.pop(0)
            if code in ("38", "48"):
                kind = codes.pop(0)
                found.add(f"{code};{kind}")
                del codes[: 3 if kind == "2" else 1]
            elif code.isdecimal() and (30 <= int(code) <= 37 or 40 <= int(code) <= 47 or 90 <= int(code) <= 107):
                found.add(code)
    return found


def cells(terminal: Terminal, text: str) -> list[tuple[bool, bool, bool, bool, str, str]]:
    """Of a text, where it stands last on the screen, each sign's bold, italics, underscore, reverse and colours."""
    for y, line in reversed(list(enumerate(terminal.screen.display))):
        if (x := line.find(text)) >= 0:
            row = [terminal.screen.buffer[y][column] for column in range(x, x + len(text))]
            return [(one.bold, one.italics, one.underscore, one.reverse, one.fg, one.bg) for one in row]
    raise AssertionError(f"{text!r} is not on the screen:\n{terminal.text}")


def all_of(terminal: Terminal, text: str, attribute: str) -> bool:
    """Whether each character of a text has an attribute."""
    at = ("bold", "italics", "underscore", "reverse").index(attribute)
    return all(cell[at] for cell in cells(terminal, text))


def seen(terminal: Terminal, condition: Callable[[], bool], what: str) -> None:
    """Read until the screen is so."""
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, f"never saw {what}:\n{terminal.text}"
        terminal.read(0.1)


@pytest.fixture
def marked(library_folder: Path) -> Path:
    """A library in which a sentence is highlighted and nothing else open."""
    library = Library.open(library_folder)
    headline = next(item for item in library.headlines() if item.title.startswith("Missile flies"))
    piece = library.piece(headline.id)
    sentence = next(span for span in piece.analysis.sentences if WORDS in span.of(piece.article.text))
    library.add_highlight(headline.id, sentence, colour="pink")
    library.set_setting("last-place", f'{{"article": "{headline.id}", "offset": 0}}')
    library.close()
    return library_folder


def opened(folder: Path, env: dict[str, str]) -> Terminal:
    """The reading room in a terminal, the piece open."""
    command = [sys.executable, "-m", "nkreader", "--library", str(folder)]
    return Terminal(command, env)


@pytest.fixture
def without(marked: Path) -> Iterator[Terminal]:
    """A terminal in which no colour is wanted."""
    with opened(marked, {"NO_COLOR": "1"}) as terminal:
        terminal.wait_for(WORDS)
        terminal.read_on(0.3)
        yield terminal


def test_without_colours_everything_is_still_told_apart(without: Terminal) -> None:
    seen(without, lambda: all_of(without, "2 Missile flies", "bold"), "the title of the pane with the focus")
    assert not all_of(without, "1 Articles", "bold")
    assert all_of(without, WORDS, "reverse"), "a highlight"
    assert not any(cell[3] for cell in cells(without, "The launch was the first"))
    assert all_of(without, "Joint Chiefs of Staff", "bold"), "an organisation"
    assert all_of(without, "Kim Jong Un", "underscore"), "a person"
    without.press("/fired\r")
    without.wait_for("in this article: fired")
    seen(
        without,
        lambda: {cell[:4] for cell in cells(without, "Korea fired")[-5:]} == {(True, False, False, True)},
        "hit",
    )
    without.press("/kilometers\r")
    without.wait_for("in this article: kilometers")
    seen(without, lambda: not any(cell[3] for cell in cells(without, WORDS)[-10:]), "a hit is not as what is around it")
    assert all(cell[3] for cell in cells(without, WORDS)[:8])
    without.press("\x1b")
    seen(without, lambda: "in this article" not in without.text, "the search gone")
    without.press("}vis")
    seen(without, lambda: all_of(without, "The launch was the first since April.", "reverse"), "the selection")
    without.press("\x1b")
    seen(without, lambda: not all_of(without, "The launch was the first since April.", "reverse"), "no selection")
    without.press("1")
    seen(without, lambda: all_of(without, "1 Articles", "bold"), "the list with the focus")
    assert "▌" in without.text, "the row of the cursor"
    without.press("?")
    seen(without, lambda: " Keys " in without.text, "the help")
    without.press("q")
    seen(without, lambda: " Keys " not in without.text, "the page")
    without.press(":theme")
    seen(without, lambda: "🔎" in without.text, "the palette")
    without.read_on(0.3)
    assert colours(without.raw) == set()


@pytest.mark.parametrize(
    ("env", "colourless", "few"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, True, False),
        ({"NO_COLOR": "", "COLORTERM": "truecolor"}, False, False),
        ({"COLORTERM": "", "TERM": "dumb"}, True, False),
        ({"COLORTERM": "", "TERM": "xterm-256color"}, False, False),
        ({"COLORTERM": "", "TERM": "xterm"}, False, True),
        ({"COLORTERM": "", "TERM": "linux"}, False, True),
    ],
)
def test_what_the_terminal_has_is_asked_of_its_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], colourless: bool, few: bool
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    app = NKReader(tmp_path / "library")
    assert app.no_color is colourless
    assert any(isinstance(item, Colourless) for item in app.get_line_filters()) is colourless
    assert (app.get_css_variables()["background"] == "#000000") is few


def test_sixteen_colours_keep_highlights_and_names_apart(marked: Path) -> None:
    with opened(marked, {"TERM": "linux", "COLORTERM": ""}) as terminal:
        terminal.wait_for(WORDS)
        terminal.read_on(0.3)
        used = colours(terminal.raw)
        assert used
        assert not {code for code in used if ";" in code}
        (ground,) = {cell[5] for cell in cells(terminal, "The launch was the first")}
        (tint,) = {cell[5] for cell in cells(terminal, WORDS)}
        assert tint not in (ground, "default")
        (text,) = {cell[4] for cell in cells(terminal, "The launch was the first")}
        (name,) = {cell[4] for cell in cells(terminal, "Joint Chiefs of Staff")}
        assert name not in (text, ground)
        assert all_of(terminal, "Joint Chiefs of Staff", "bold")


@pytest.mark.parametrize("name", ["harbour", "paper"])
def test_sixteen_colours_are_those_there_are_and_can_be_read(name: str) -> None:
    theme = read_theme(locations.themes() / f"{name}.toml")
    few = sixteen(theme)
    assert (few.name, few.dark) == (name, theme.dark)
    shown = {*_colours(few)}
    for colour in shown:
        known = Color.parse(colour)
        assert known.downgrade(ColorSystem.STANDARD).get_truecolor() is not None
        assert known.downgrade(ColorSystem.STANDARD).number is not None
    assert len({few.variables[f"highlight-{colour}"] for colour in COLOURS}) == len(COLOURS)
    assert len({few.variables[f"entity-{kind}"] for kind in NAMES}) == len(NAMES)
    assert few.background
    text = [
        few.foreground,
        few.variables["dim"],
        few.variables["match"],
        *(few.variables[f"entity-{k}"] for k in NAMES),
    ]
    weak = [
        (one, round(_contrast(one or "", few.background), 1))
        for one in text
        if _contrast(one or "", few.background) < LEAST
    ]
    assert weak == []


@pytest.mark.parametrize("path", sorted(locations.themes().glob("*.toml")), ids=lambda path: path.stem)
def test_highlights_stay_apart_with_256_colours(path: Path) -> None:
    theme = fitting(read_theme(path), "256")
    ground = _brought_down(theme.background or "")
    marks = {_brought_down(theme.variables[f"highlight-{colour}"]) for colour in COLOURS}
    assert len(marks - {ground}) == len(COLOURS)
    assert fitting(read_theme(path), "truecolor") == read_theme(path)


def _brought_down(colour: str) -> str:
    return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


def _colours(theme: Theme) -> Iterator[str]:
    yield from (value for value in (theme.primary, theme.foreground, theme.background, theme.panel) if value)
    yield from (value for value in theme.variables.values() if value.startswith("#"))
