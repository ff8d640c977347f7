"""What really reaches the terminal, read from a pseudo-terminal, byte by byte."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from tests.terminal import Terminal

HOSTILE = "\x1b]52;c;SEFDS0VE\x07\x9b31m\u202eEVIL\u2066\x1b[2J\x90q\x9c[/][@click=app.quit]x[/]"
# What Textual itself writes: CSI sequences, the mouse pointer's shape, charset selection, keypad modes.
TOOLKIT = re.compile(rb"\x1b(?:\]22;[a-z-]*\x07|\[[0-9;:?<=>]*[ !\"$']*[@-~]|[()][0-9A-B]|[=>78M])|\x1bP=[12]s\x1b\\")

SURFACES = (
    ("\r", "Paragraph 0"), ("]", "▸"), ("\r", "as of"), ("q", ""), ("D", "local day"), ("\x1b", ""), ("L", "Legend"),
    ("L", ""), ("i", ""), ("r", "Related · 1"), ("\x1b", ""), ("H", "Highlights · 1"), ("\x1b", ""), ("?", "Keys"),
    ("/EVIL", "EVIL"), ("\x1b", ""), ("\x1b", ""), (":EVIL", "EVIL"), ("\x1b", ""), ("\x1b", ""),
    ("\\outlet:", "Tab Complete"), ("\t", "EVIL"), ("\x1b", ""), ("\\tag:", "Tab Complete"), ("\t", "EVIL"),
    ("\x1b", ""), ("\\Paragraph", "Tab Complete"), ("\r", "Esc clears"), ("s", "outlets"), ("q", ""), ("S", "Saved"),
    ("\r", ""), ("\\", "Tab Complete"), ("\x15", ""), ("\x1b[A", "EVIL"), ("\x1b", ""), ("3", "Jump"), ("s", ""),
    ("s", ""), ("b", "reported"), ("-", ""), ("\r", ""), (":doctor", "Doctor"), ("\r", "hidden"), ("\x1b", ""),
    ("1", "Next unread"), ("f", ""), ("o", "by "), ("t", "Esc Leave"), ("\x1b", "Next unread"), ("A", "0 unread"),
    ("u", "1 unread"), ("E", "highlight →"),
)  # fmt: skip
"""Keys, and what stands on the screen then: every pane, sheet and line that shows what comes from files."""


def hostile_library(folder: Path, articles: Path) -> str:
    articles.mkdir()
    name = HOSTILE.replace("/", "_").encode()
    body = "\n\n".join(f"Paragraph {n} says {HOSTILE} of Pyongyang and Kim Jong Un." for n in range(5))
    text = f"Title {HOSTILE}\n\nSEOUL, May 4 (Wire {HOSTILE}) -- {body}\n"
    path = os.path.join(os.fsencode(articles), name + b"\xff.txt")
    with open(path, "wb") as file:
        file.write(text.encode())
    library = Library.open(folder)
    library.add([articles])
    library.add_text(text.replace("Title", "Other").encode(), Stated(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    ident = library.headlines()[0].id
    library.add_highlight(ident, Span(0, 12), HOSTILE, [HOSTILE])
    library.tag(ident, [HOSTILE])
    library.save_search(f"saved {HOSTILE}", f"EVIL {HOSTILE}")
    library.remember_search(f"EVIL {HOSTILE}")
    library.close()
    return ident


def test_nothing_but_text_and_the_toolkits_own_sequences_reach_the_terminal(tmp_path: Path) -> None:
    hostile_library(tmp_path / "library", tmp_path / "articles")
    command = [sys.executable, "-m", "nkreader", "--library", str(tmp_path / "library")]
    with Terminal(command, {}) as terminal:
        terminal.wait_for("EVIL")
        terminal.walk(SURFACES)
        assert terminal.process.poll() is None, terminal.text
        terminal.press("q")
        terminal.read(0.3)
        rest = TOOLKIT.sub(b"", terminal.raw).decode("utf-8")
        shown = rest.replace("\r", "").replace("\b", "")
        assert is_safe(shown), sorted({hex(ord(ch)) for ch in shown if not is_safe(ch)})
        assert b"\x1b]52" not in terminal.raw


def test_keys_right_after_esc_are_not_taken_for_alt(tmp_path: Path) -> None:
    hostile_library(tmp_path / "library", tmp_path / "articles")
    command = [sys.executable, "-m", "nkreader", "--library", str(tmp_path / "library")]
    with Terminal(command, {}) as terminal:
        terminal.wait_for("EVIL")
        for then, shown, back in (("3", "Jump", "1"), ("?", "Keys", "q"), (":doctor", "Doctor", "q")):
            terminal.press("\\Paragraph")
            terminal.wait_for("2 pieces")
            terminal.press(f"\x1b{then}")
            terminal.wait_for(shown)
            terminal.press(back)
            terminal.wait_for("Next unread")
            assert "Esc clears" not in terminal.text
