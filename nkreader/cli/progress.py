"""One line on a terminal that tells how far a long work is, and is gone in the end."""

from __future__ import annotations

import os
import shutil
import sys
import time
import unicodedata
from typing import TextIO

from nkreader.archive.added import AddReport
from nkreader.model.sanitise import safe_line

SOON = 0.02
"""Share of the bytes before which nothing is said of the time that is left."""


class ProgressLine:
    """Count, share, rate, time left, and what is at hand. Does nothing where no terminal reads it."""

    def __init__(self, report: AddReport, stream: TextIO | None = None) -> None:
        """`report` is filled by the work; the line stands on standard error unless `stream` says otherwise."""
        self._report = report
        self._stream = stream or sys.stderr
        self._started = time.monotonic()
        self.shown = self._stream.isatty()
        """Whether there is a terminal."""

    def __call__(self, done: int, what: str) -> None:
        """Show how far it is; `what` is a path or what is being done."""
        if not self.shown:
            return
        passed = time.monotonic() - self._started
        line = described(done, self._report.share, passed, os.path.basename(what) or what)
        width = shutil.get_terminal_size().columns - 1
        print(f"\r\x1b[K{_cut(safe_line(line), width)}", end="", file=self._stream, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            print("\r\x1b[K", end="", file=self._stream, flush=True)


class Passing:
    """One line on a terminal that says what is being done now. Does nothing where no terminal reads it."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty()

    def __enter__(self) -> Passing:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def __call__(self, what: str) -> None:
        """Show it in the place of what stood there."""
        if self._shown:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\x1b[K{_cut(safe_line(what), width)}", end="", file=self._stream, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=self._stream, flush=True)


def described(done: int, share: float | None, passed: float, what: str) -> str:
    """The line: articles done, share of the bytes (0 to 1), seconds passed, what is at hand."""
    parts = [f"{done:,} article{'' if done == 1 else 's'}"]
    if share is not None:
        parts.append(f"{min(share, 1):.0%}")
    if done and passed >= 1:
        parts.append(f"{done / passed:,.0f}/s")
    if share is not None and share >= SOON:
        parts.append(f"{_time(passed * (1 - min(share, 1)) / share)} left")
    return " · ".join([*parts, what])


def _time(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _cut(line: str, width: int) -> str:
    """As much of a line as a terminal has columns for."""
    for at, character in enumerate(line):
        width -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width < 0:
            return line[:at]
    return line
