"""What reaches the clipboard, read from the bytes that the program sends to its terminal."""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.sanitise import is_safe
from nkreader.ui.copying import MOST, refused
from nkreader.ui.screens.main import MainScreen
from tests.terminal import Terminal
from tests.ui.conftest import until
from tests.ui.test_reading_room import room
from tests.ui.test_terminal import hostile_library

COPIED = re.compile(rb"\x1b\]52;([^;]*);([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")
NO_COPY = (
    ("\r", "Paragraph 0"), ("m", "highlighted"), ("a", "In $EDITOR"), ("cut this\x18", "In $EDITOR"),
    ("\x16", "cut this"), ("\x1b", "not kept yet"),
    ("t", "tags"), ("cut\x18", "tags"), ("\x1b", ""), ("vis", "Selecting"), ("\x1b", ""),
    ("c", "green"), ("\\EVIL\x18", ""), ("\x1b", ""), ("\x1b", ""), (":doctor\x18", ""), ("\x1b", ""), ("\x1b", ""),
    ("2", ""), ("\x03", ""),
)  # fmt: skip
"""Keys that must copy nothing, cutting and `Ctrl+c` without a selection among them, and what stands there then."""


def copies(terminal: Terminal) -> list[str]:
    """What was put on the clipboard; every sequence that could do so is of the one kind that is known."""
    found = COPIED.findall(terminal.raw)
    assert len(found) == terminal.raw.count(b"\x1b]52") + terminal.raw.count("\x9d".encode())
    assert all(where == b"c" for where, _ in found)
    return [base64.b64decode(text).decode() for _, text in found]


def test_only_the_keys_that_copy_reach_the_clipboard(tmp_path: Path) -> None:
    hostile_library(tmp_path / "library", tmp_path / "articles")
    command = [sys.executable, "-m", "nkreader", "--library", str(tmp_path / "library")]
    with Terminal(command, {}) as terminal:
        terminal.wait_for("EVIL")
        terminal.walk(NO_COPY)
        assert copies(terminal) == []
        terminal.press("}y")
        terminal.wait_for("copied with its citation")
        (quoted,) = copies(terminal)
        terminal.press("vis")
        terminal.wait_for("Selecting")
        terminal.press("\x03")
        terminal.wait_for("copied, without a citation")
        terminal.press("y")
        terminal.wait_for("copied with its citation")
        terminal.read_on(0.2)
        first, bare, again = copies(terminal)
        assert first == quoted
        assert bare in again
        for text in (first, bare, again):
            assert is_safe(text)
            assert "\x1b" not in text
        assert "nkreader open" in first
        assert "nkreader open" not in bare
        assert terminal.process.poll() is None, terminal.text


def test_what_is_too_long_is_not_copied_in_part() -> None:
    assert not refused("x" * MOST)
    assert refused("x" * (MOST + 1)).startswith("not copied: 74,995 bytes")
    assert refused("한" * (MOST // 3 + 1))


@pytest.mark.parametrize(("key", "told"), [("y", "not copied"), ("ctrl+c", "not copied")])
async def test_a_selection_that_is_too_long_is_told(library_folder: Path, key: str, told: str) -> None:
    library = Library.open(library_folder)
    sentence = "A tug left Wonsan for the outer pier and came back before noon. "
    library.add_text(f"Very long log\n\n{sentence * 1500}\n".encode(), Stated("Very long log"))
    library.close()
    async with room(library_folder) as (pilot, main):
        await opened(pilot, main)
        main.app._clipboard = "before"
        await pilot.press("g", "g", "v", "G", key)
        await until(pilot, lambda: main.status.message.startswith(told), "the reason")
        assert main.app.clipboard == "before"


async def opened(pilot: Pilot[None], main: MainScreen) -> None:
    """The long piece in the reader."""
    ident = next(item.id for item in main.headlines.values() if item.title == "Very long log")
    main.open_article(ident, "", focus=main.reader)
    await until(pilot, lambda: main.open_id == ident and main.reader.has_focus, "the long piece")
