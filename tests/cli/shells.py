"""Real shells on a terminal of their own: lines that are begun, the Tab key, and what the shell then reads."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 60.0
"""Seconds that a shell has for a line; one that takes longer hangs."""
_START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "PS1='> '; . {script}; echo rea''dy\n"),
    "zsh": (["zsh", "-f", "-i"], "PS1='> '; autoload -U compinit; compinit -u -D; . {script}; echo rea''dy\n"),
    "fish": (["fish", "--no-config", "-i"], "source {script}; echo rea''dy\n"),
}


class Shell:
    """A shell that has read a script; `folder` is its working directory and its home."""

    def __init__(self, name: str, script: Path, folder: Path, path: str) -> None:
        command, begin = _START[name]
        self._seen = b""
        given = os.environ | {"HOME": str(folder), "PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8", "HISTFILE": ""}
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            try:
                os.chdir(folder)
                os.execvpe(command[0], command, given)
            finally:
                os._exit(127)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        os.write(self._terminal, begin.format(script=script).encode())
        self._until(rb"ready\r?\n")

    def tab(self, line: str) -> list[str]:
        """The words that the shell reads when Tab was pressed behind a line."""
        words = self._until(rb"(?:<[^<>]*>)+done\r?\n", f"{line}\t\x01printf '<%s>' \x05; echo do''ne\n")
        return re.findall("<([^<>]*)>", words[words.rindex(b"<nkreader>") :].decode())

    def end(self) -> None:
        """Close its terminal."""
        os.close(self._terminal)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)

    def _until(self, mark: bytes, keys: str = "") -> bytes:
        if keys:
            time.sleep(0.1)  # the prompt is being drawn; some shells drop what is typed meanwhile
            os.write(self._terminal, keys.encode())
        end, seen = time.monotonic() + PATIENCE, b""
        while not (found := re.search(mark, seen)):
            assert time.monotonic() < end, f"the shell did not answer to {keys!r}: {seen[-2000:]!r}"
            if select.select([self._terminal], [], [], 0.5)[0]:
                seen += os.read(self._terminal, 65536)
        return found[0]


def installed(path: Sequence[str], name: str) -> bool:
    """Whether there is a shell of that name."""
    return any(os.access(Path(folder, name), os.X_OK) for folder in path)
