"""However it ends, the terminal is given back, nothing that was marked is lost, and a fault leaves a report."""

from __future__ import annotations

import signal
import sys
from contextlib import closing
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.model.sanitise import is_safe
from tests.terminal import Terminal

LEAVES = b"\x1b[?1049l"
"""Back from the alternate screen (xterm, private mode 1049)."""
FAULTY = """
import sys
from nkreader.ui.screens.main import MainScreen
def fault(self):
    article = "the text of an article"
    raise ValueError("broken \\x1b[31m\\x9b and \\ud800")
MainScreen.action_help = fault
from nkreader.cli import main
sys.exit(main())
"""


def places(home: Path) -> dict[str, str]:
    """Everything of the user's is in a folder of the test's."""
    return {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "XDG_CONFIG_HOME": str(home / "config")}


def marks(folder: Path) -> int:
    """Passages that are marked in the library."""
    with closing(Library.open(folder)) as library:
        return sum(item.highlights for item in library.headlines())


def opened(terminal: Terminal) -> None:
    """Open the first piece and mark a sentence of it."""
    terminal.wait_for("5 unread")  # the key line has the word before the list is there
    terminal.press("\r")
    terminal.wait_for("Next name")
    terminal.press("m")
    terminal.wait_for("highlighted")


def test_a_fault_is_told_in_a_line_reported_and_told_again(library_folder: Path, tmp_path: Path) -> None:
    arguments = ["--library", str(library_folder)]
    with Terminal([sys.executable, "-c", FAULTY, *arguments], places(tmp_path)) as terminal:
        opened(terminal)
        terminal.press("?")
        assert terminal.wait_for_end() == 1
        after = terminal.raw.split(LEAVES)[-1].decode()
        assert "nkreader: had to stop (ValueError: broken" in after
        assert "Traceback" not in after
        assert "the text of an article" not in after
    (report,) = tmp_path.rglob("crash-*.txt")
    text = report.read_text(encoding="utf-8")
    assert "in fault" in text
    assert is_safe(text.replace("\n", ""))
    assert report.stat().st_mode & 0o077 == 0
    assert marks(library_folder) == 1
    with Terminal([sys.executable, "-m", "nkreader", *arguments], places(tmp_path)) as terminal:
        terminal.wait_for("The last run ended with a fault")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(library_folder: Path, tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "nkreader", "--library", str(library_folder)]
    with Terminal(command, places(tmp_path)) as terminal:
        opened(terminal)
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == 128 + number
        assert LEAVES in terminal.raw
        assert "Traceback" not in terminal.text
    assert marks(library_folder) == 1
    assert list(tmp_path.rglob("crash-*.txt")) == []


def test_it_ends_when_its_terminal_is_gone(library_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nkreader", "--library", str(library_folder)]
    with Terminal(command, places(tmp_path)) as terminal:
        opened(terminal)
        assert terminal.hang_up() == 128 + signal.SIGHUP
    assert marks(library_folder) == 1
    assert list(tmp_path.rglob("crash-*.txt")) == []
