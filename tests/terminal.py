"""A real terminal for tests: the program runs in a pseudo-terminal and its bytes are kept and shown."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

import pyte

PATIENCE = 25.0
"""Seconds to wait for what must appear; machines differ."""
_ENV = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
"""Whoever runs the tests in several processes sets these, and they go before the size of the terminal."""


class Terminal:
    """Runs a command in a pseudo-terminal of a given size.

    `raw` holds every byte the program wrote, `screen` what a terminal makes of it.
    """

    def __init__(self, command: Sequence[str], env: dict[str, str], columns: int = 120, rows: int = 40) -> None:
        self.raw = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        self._gone = False
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, close_fds=True, start_new_session=True,
            env={**_ENV, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env},
            cwd=Path(__file__).parent.parent,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if not self._gone:
            os.close(self._master)

    @property
    def master(self) -> int:
        """The file descriptor of its keyboard and screen."""
        return self._master

    @property
    def text(self) -> str:
        """The screen's lines."""
        return "\n".join(self.screen.display)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def hang_up(self) -> int:
        """Let the terminal go, and wait for the program's end; its exit code.

        It is not the program's controlling terminal: no signal is sent.
        """
        os.close(self._master)
        self._gone = True
        return self.process.wait(PATIENCE)

    def read(self, seconds: float) -> None:
        """Take in what the program writes for a while."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self._master], [], [], left)
            if not ready:
                return
            try:
                data = os.read(self._master, 65536)
            except OSError:  # the program has gone
                return
            if not data:
                return
            self.raw += data
            self._stream.feed(data)

    def read_on(self, quiet: float) -> None:
        """Take in what the program writes until it has written nothing for `quiet` seconds."""
        until = time.monotonic() + PATIENCE
        before = -1
        while len(self.raw) > before and time.monotonic() < until:
            before = len(self.raw)
            self.read(quiet)

    def wait_for(self, text: str) -> None:
        """Read until the screen shows `text`.

        Raises:
            AssertionError: if it does not in time.
        """
        until = time.monotonic() + PATIENCE
        while text not in self.text:
            assert time.monotonic() < until, f"never saw {text!r}:\n{self.text}"
            self.read(0.1)

    def walk(self, steps: Iterable[tuple[str, str]]) -> None:
        """Press each step's keys, and read until the screen shows its text.

        Raises:
            AssertionError: if it does not in time.
        """
        for keys, shown in steps:
            self.press(keys)
            self.read_on(0.12)
            self.wait_for(shown)

    def wait_for_end(self) -> int:
        """Read until the program ends; its exit code."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < until, f"still running:\n{self.text}"
            self.read(0.1)
        self.read(0.2)
        return self.process.returncode
