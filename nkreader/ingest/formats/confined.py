"""What a process that parses may not do: take all memory, write, open the network, start programs.

Limits of the system hold for whatever runs in it. What Python's own functions would do is refused by an audit hook,
which cannot be taken off again: a library that wants to fetch what a file points to gets an error.
"""

from __future__ import annotations

import os
import resource
import sys
from contextlib import suppress
from typing import Any

MEMORY = 2_000_000_000
"""Bytes of address space."""
_REFUSED = frozenset(
    """os.chmod os.chown os.exec os.fork os.forkpty os.link os.mkdir os.posix_spawn os.remove os.rename
    os.rmdir os.setxattr os.removexattr os.spawn os.startfile os.symlink os.system os.truncate os.utime os.kill
    os.killpg pty.spawn shutil.copyfile shutil.move shutil.rmtree subprocess.Popen tempfile.mkdtemp tempfile.mkstemp
    webbrowser.open""".split()
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(PermissionError):
    """A file was to make its reader do something that reading needs not."""


def confine() -> None:
    """Bound this process for good."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # nothing is written, however much a library would like to
    ):
        with suppress(ValueError, OSError):  # a system that does not know one goes without
            hard = resource.getrlimit(what)[1]
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    sys.addaudithook(_watch)


def _watch(event: str, given: tuple[Any, ...]) -> None:
    if event == "open":
        flags = given[2] if len(given) > 2 else 0
        if isinstance(flags, int) and flags & _WRITING:
            raise Forbidden("a parser wanted to write a file")
    elif event in _REFUSED or event.startswith(("socket.", "ftplib.", "smtplib.", "urllib.Request", "http.client.")):
        raise Forbidden(f"a parser wanted more than to read: {event}")
    elif event == "sqlite3.connect" and not _read_only(given[0] if given else ""):
        raise Forbidden("a parser wanted to write a database")


def _read_only(database: Any) -> bool:
    name = os.fsdecode(database) if isinstance(database, str | bytes | os.PathLike) else ""
    return name == ":memory:" or (name.startswith("file:") and ("mode=ro" in name or "immutable=1" in name))
