"""How long a key takes in the reader: from the byte that goes in to the last byte of the frame that is painted."""

from __future__ import annotations

import os
import select
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measuring import Figure, made_text, reuters
from tests.terminal import Terminal

QUIET = 0.015
"""Seconds without a byte after which a frame is complete; what a job brings later is another one."""
REST = 0.08
"""Seconds without a byte after which nothing more is under way."""
WARM = 3
"""Presses that are not counted: what is loaded at the first one."""

RUNS: Sequence[tuple[str, str, str, str, int]] = (
    ("j", "gg", "j", "", 60),
    ("Ctrl+d", "gg", "\x04", "", 60),
    ("Ctrl+u", "G", "\x15", "", 60),
    (") sentence", "gg", ")", "", 60),
    ("} paragraph", "gg", "}", "", 60),
    ("] name", "gg", "]", "", 60),
    ("G and gg", "gg", "G", "gg", 15),
    ("v w", "ggv", "w", "", 60),
    ("v }", "ggv", "}", "", 60),
    ("v G", "ggv", "G", "gg", 15),
    ("v j, all selected above", "ggvG", "k", "", 40),
    ("m", "gg", "m", ")", 20),
    ("i", "gg\x04\x04", "i", "", 10),
)
"""What is measured: its name, keys before, the key, keys after each press, presses."""


def long_text(data: Path | None, words: int) -> str:
    """A text of so many words: of real articles where there are some, else of our own making."""
    if data is None:
        return made_text(words)
    found, count = ["A long reading of many pieces"], 0
    for row in reuters(data, 10_000):
        text = str(row.get("text") or row.get("body") or "")
        found.append("\n\n".join(part for part in text.split("\n\n") if part.strip()))
        count += len(text.split())
        if count >= words:
            break
    return "\n\n".join(found) + "\n"


def figures(library: Path, article: str) -> list[Figure]:
    """Median and 95th percentile of each key on an open article, at 120 columns and 40 rows."""
    found = []
    command = [sys.executable, "-m", "nkreader", "--library", str(library)]
    for name, before, key, after, presses in RUNS:
        with Terminal([*command, "open", article], {}) as terminal:
            terminal.wait_for("Dossier")
            terminal.read_on(1.0)
            terminal.press(before)
            terminal.read_on(0.4)
            took = []
            for _ in range(presses + WARM):
                took.append(_pressed(terminal, key))
                if after:
                    terminal.press(after)
                    terminal.read_on(0.2)
            found.append(_figure(name, took[WARM:]))
    return found


def _pressed(terminal: Terminal, key: str) -> float:
    """Seconds from a key to the last byte of the first frame it brings."""
    began = last = time.perf_counter()
    os.write(terminal.master, key.encode())
    while select.select([terminal.master], [], [], QUIET if last > began else 1.0)[0]:
        os.read(terminal.master, 1 << 20)
        last = time.perf_counter()
    while select.select([terminal.master], [], [], REST)[0]:
        os.read(terminal.master, 1 << 20)
    return last - began


def _figure(name: str, took: list[float]) -> Figure:
    ordered = sorted(took)
    median, high = statistics.median(ordered), ordered[int(len(ordered) * 0.95) - (len(ordered) * 95 % 100 == 0)]
    return Figure(f"20,000 words: {name}", f"{median * 1000:.0f} ms", f"95th percentile {high * 1000:.0f} ms")
