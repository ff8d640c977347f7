"""The reading room in a real terminal: from its start to the first paint, from a key to its paint, memory.

Small: five articles. Large: made ones; with NKREADER_DATA the 105,255 rows of Reuters-105k, which take half an hour to
be taken in, or with NKREADER_BENCH_LIBRARY a library that has them already.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from tests.benchmarks.measuring import Figure, made_text, seconds
from tests.benchmarks.whole import UNIT

MADE = 1000
"""Articles of the large library where there is no data."""
PATIENCE = 20.0
SILENCE = 0.015
"""Seconds without output after which a paint has ended."""
REST = 0.08
"""Seconds between the end of a paint and the next key."""
RUNS = 3
STARTS = 9
LAYOUT, ROW = rb"1 Articles", rb"\d{4}-\d\d-\d\d"
"""What of the screen is there first, and what with the first rows of the list."""
TYPED = [*"person:kim missile test 2011"]
ASKED = "oil price bank market trade talks election minister army attack rates bond court ruling strike union".split()
SEARCHES = 100
"""After so many searches, of two words each, the memory is looked at again."""
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self): yield Static("1 Articles")
Bare().run()
"""
CTRL_D, CTRL_U, ESCAPE, ENTER, QUIT = "\x04", "\x15", "\x1b", "\r", "\x11"
IN_THE_LIST = ["j", "j", "j", "k"] * 10 + [CTRL_D, CTRL_D, CTRL_U] * 4 + ["n", "n", "N"] * 3
IN_THE_READER = ["j", "j", "k"] * 6 + [")", ")", "("] * 5 + ["]", "]", "["] * 4 + [CTRL_D, CTRL_U] * 4
OPENING = ["J", "J", "J", "K"] * 4


def run(data: Path | None) -> list[Figure]:
    """Each figure for the small and for the large library."""
    given = os.environ.get("NKREADER_BENCH_LIBRARY")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "settings.toml").write_text("rescan_at_start = false\n", encoding="utf-8")
        small = _made(folder / "small", 5)
        large = Path(given) if given else _of_data(folder / "large", data) if data else _made(folder / "large", MADE)
        bare = seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 2 * RUNS)
        found = [Figure("this machine: a loop of ten million additions", f"{seconds(_additions):.2f} s")]
        return found + [figure for library in (small, large) for figure in _measured(library, folder, bare)]


def _additions() -> None:
    total = 0
    for number in range(10_000_000):
        total += number


class Paint(NamedTuple):
    """A start up to what was looked for."""

    seconds: float
    """Of the clock, the interpreter's own start taken off."""
    work: float
    """Seconds of a processor, the same."""


def _painted(command: list[str], config: Path, pattern: bytes) -> Paint:
    """A start up to a pattern, with the interpreter's own."""
    with Session(command, config) as session:
        return Paint(session.until(pattern), session.kill())


def _starts(folder: Path, config: Path, bare: float) -> list[Figure]:
    """The first paint and the first rows beside the first paint of the smallest app that the toolkit can run.

    They take turns, as a machine that others use too is now fast, now slow.
    """
    label, room = [sys.executable, "-c", BARE], _room(folder)
    sought = {"bare": (label, LAYOUT), "paint": (room, LAYOUT), "rows": (room, ROW)}
    taken: dict[str, list[Paint]] = {name: [] for name in sought}
    for turn in range(STARTS + 1):
        for name, (command, pattern) in sought.items():
            paint = _painted(command, config, pattern)
            if turn:  # the first reads what is not in memory yet
                taken[name].append(Paint(paint.seconds - bare, paint.work - bare))
    middle = {name: median(paint.seconds for paint in paints) for name, paints in taken.items()}
    least = {name: min(paint.seconds for paint in paints) for name, paints in taken.items()}
    work = {name: min(paint.work for paint in paints) for name, paints in taken.items()}
    names = {"bare": "a bare Textual app with one label", "paint": "start to layout", "rows": "start to the first rows"}
    return [
        Figure(
            f"{said}, beyond the interpreter's",
            f"{middle[name]:.2f} s",
            f"{middle[name] / middle['bare']:.2f} of the bare app; least {least[name]:.2f} s, "
            f"of a processor {work[name]:.2f} s, {work[name] / work['bare']:.2f} of the bare app's",
        )
        for name, said in names.items()
    ]


def _made(folder: Path, count: int) -> Path:
    library = Library.open(folder)
    for number in range(count):
        day = f"{2024 - number // 300}-{1 + number % 12:02}-{1 + number % 28:02}"
        library.add_text(made_text(300, number).encode(), Stated(title=f"Piece {number} of many", published=day))
    library.close()
    return folder


def _of_data(folder: Path, data: Path) -> Path:
    library = Library.open(folder)
    library.add([data / "reuters-2006-2013.jsonl.xz"])
    library.close()
    return folder


def _measured(folder: Path, config: Path, bare: float) -> list[Figure]:
    library = Library.open(folder)
    started = time.perf_counter()
    count = len(library.headlines())
    listing = time.perf_counter() - started
    library.close()
    starts = _starts(folder, config, bare)
    with Session(_room(folder), config) as session:
        session.until(rb"\d unread")
        session.settle()
        begun = session.held()
        moving = session.timed(IN_THE_LIST)
        session.press(ENTER)
        session.settle()
        reading = session.timed(IN_THE_READER)
        opening = session.timed(OPENING, 2.0)
        session.press("1")
        session.settle()
        session.press("\\")
        session.settle()
        typing = session.timed(TYPED, 2.0)
        session.press(ESCAPE)
        session.settle()
        search = [_searched(session) for _ in range(2)]
        session.settle()
        folding = session.timed(["f", "f"], 2.0)
        sorting = session.timed(["o", "o", "o"], 2.0)
        asking = [took for number in range(SEARCHES) for took in _asked(session, number)]
        session.settle()
        held = session.held()
        peak = session.leave()
    pieces = f"{count:,} pieces: "
    return [
        *(Figure(f"{pieces}{figure.what}", figure.value, figure.beside) for figure in starts),
        Figure(f"{pieces}all headlines", f"{listing:.2f} s"),
        Figure(f"{pieces}key to paint, moving in the list", *_times(moving)),
        Figure(f"{pieces}key to paint, moving in the reader", *_times(reading)),
        Figure(f"{pieces}key to paint, next article", *_times(opening)),
        Figure(f"{pieces}key to paint, typing a search", *_times(typing)),
        Figure(f"{pieces}key to paint, typing {SEARCHES} searches of two words", *_times(asking)),
        Figure(f"{pieces}key to paint, leaving a search", *_times(search)),
        Figure(f"{pieces}key to paint, folding", *_times(folding)),
        Figure(f"{pieces}key to paint, sorting", *_times(sorting)),
        Figure(f"{pieces}memory with the library open", f"{begun / 1e6:.0f} MB"),
        Figure(f"{pieces}memory after {SEARCHES} searches", f"{held / 1e6:.0f} MB"),
        Figure(f"{pieces}peak memory", f"{peak / 1e6:.0f} MB"),
    ]


def _room(folder: Path) -> list[str]:
    return [sys.executable, "-m", "nkreader", "--library", str(folder)]


def _searched(session: Session) -> float:
    """Seconds from leaving a search to the whole list."""
    for key in ("\\", "p", "i", ENTER):
        session.press(key)
        session.settle()
    return session.timed([ESCAPE], 5.0)[0]


def _asked(session: Session, number: int) -> list[float]:
    """Seconds from each key of a search to its paint; each pair of words is another one."""
    first = number % len(ASKED)
    second = (first + 1 + number // len(ASKED)) % len(ASKED)
    session.press("\\")
    session.settle()
    taken = session.timed([*f"{ASKED[first]} {ASKED[second]}"], 2.0)
    session.press(ESCAPE)
    session.settle()
    return taken


def _times(taken: Sequence[float]) -> tuple[str, str]:
    """The 95th percentile, and beside it the median and the worst, in milliseconds."""
    p95 = quantiles(taken, n=20, method="inclusive")[-1] if len(taken) > 1 else taken[0]
    return f"{p95 * 1000:.0f} ms", f"median {median(taken) * 1000:.0f}, worst {max(taken) * 1000:.0f}"


class Session:
    """A program in a pseudo-terminal of 120 by 40 cells."""

    def __init__(self, command: list[str], config: Path) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._written = b""
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave, stdout=slave, stderr=slave, close_fds=True, start_new_session=True,
            env={**os.environ, "NKREADER_CONFIG": str(config), "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.returncode is None:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    def _read(self, patience: float) -> bool:
        """Take in what is written next; False if that is nothing for so many seconds."""
        if not select.select([self._master], [], [], patience)[0]:
            return False
        self._written += os.read(self._master, 1 << 16)
        return True

    def until(self, pattern: bytes) -> float:
        """Seconds from the start until something was written.

        Raises:
            TimeoutError: if it never was.
        """
        while re.search(pattern, self._written) is None:
            if not self._read(PATIENCE):
                raise TimeoutError(f"{pattern!r} was never written")
        return time.perf_counter() - self._begun

    def settle(self) -> None:
        """Wait until nothing has been written for a while."""
        while self._read(0.5):
            pass
        self._written = b""

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def timed(self, keys: Sequence[str], patience: float = 0.25) -> list[float]:
        """Seconds from each key to the end of its first paint; keys that paint nothing in `patience` have none."""
        found = []
        for key in keys:
            started = time.perf_counter()
            self.press(key)
            painted = None
            while self._read(patience if painted is None else SILENCE):
                painted = time.perf_counter()
            if painted is not None:
                found.append(painted - started)
            while self._read(REST):
                pass
        return found

    def kill(self) -> float:
        """End it where it is, and tell the seconds of a processor that it took."""
        self._process.kill()
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_utime + usage.ru_stime

    def held(self) -> int:
        """The memory it has now, in bytes; 0 where the system does not tell."""
        return self._told("VmRSS")

    def _told(self, what: str) -> int:
        told = Path(f"/proc/{self._process.pid}/status")
        found = re.search(rf"{what}:\s+(\d+) kB", told.read_text()) if told.exists() else None
        return int(found[1]) * 1024 if found else 0

    def leave(self) -> int:
        """Quit, and tell the most memory it had, in bytes."""
        peak = self._told("VmHWM")
        self.press(QUIT)
        _end(self._read, self._process)
        most = peak_of(self._process)
        return peak or most


def _end(read: Callable[[float], bool], process: subprocess.Popen[bytes]) -> None:
    """Take in the last of what is written: a terminal that nobody reads would hold the process up."""
    try:
        while read(PATIENCE):
            pass
    except OSError:  # the other side is closed
        return
    process.kill()


def peak_of(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process; the most memory it ever had, in bytes, or its parent if that had more when it began it."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * UNIT
