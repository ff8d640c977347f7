"""How the reading room ends when it is not the reader who ends it: by a signal, or by a fault of its own.

A report of a fault holds the traceback without the values of variables: these would be the reader's texts.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from nkreader import __version__, locations
from nkreader.model.sanitise import safe, safe_line

KEPT = 10
"""Reports that are kept."""
_UNTOLD = "untold-crash"
"""The file that names the report which the next start is to tell of."""


def reported(error: BaseException) -> Path | None:
    """Write the report of a fault; None if it cannot be written."""
    folder = locations.state()
    path = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.getpid()}.txt"
    lines = [
        f"nkreader {__version__}, Python {platform.python_version()}, {platform.platform()}\n",
        *traceback.format_exception(error),
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(safe("".join(lines)))
        (folder / _UNTOLD).write_text(path.name, encoding="utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def farewell(error: BaseException, report: Path | None) -> str:
    """What is said on the terminal that is given back; one line, without the name of the program."""
    what = safe_line(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)[:200]
    where = f"the report is {safe_line(str(report))}" if report else "no report could be written"
    return f"had to stop ({what}); what you marked is kept; {where}"


def untold() -> str:
    """A line on the fault that ended the last run, once; empty if it ended well."""
    note = locations.state() / _UNTOLD
    try:
        name = note.read_text(encoding="utf-8")
        note.unlink()
    except (OSError, ValueError):
        return ""
    return f"The last run ended with a fault; the report is {safe_line(str(note.with_name(name)))}"


def on_signals(end: Callable[[int], None], on_page: bool = False) -> None:
    """End in order when the terminal is closed or the system asks for it; `end` is given the exit code.

    A room that is `on_page` of a browser has pipes for its terminal, and ends with what serves it.
    """
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, end, 128 + number)
    if sys.__stdin__ is not None and (on_page or sys.__stdin__.isatty()):
        streams = [stream for stream in (sys.__stdout__, sys.__stderr__) if stream and (on_page or stream.isatty())]
        written = [stream.fileno() for stream in streams]
        watch = threading.Thread(target=_hung_up, args=(sys.__stdin__.fileno(), written, loop, end), daemon=True)
        watch.start()


def _hung_up(
    terminal: int, written: Sequence[int], loop: asyncio.AbstractEventLoop, end: Callable[[int], None]
) -> None:
    """Wait until a terminal is gone, then end; what is `written` to it goes nowhere from then on.

    The system tells so by a signal only where the terminal is the controlling one; without it the program would go on
    for ever, reading nothing as fast as it can.
    """
    poll = select.poll()
    poll.register(terminal, 0)  # nothing but what is always told: that it hung up, or is no longer open
    poll.poll()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in written:
        os.dup2(nowhere, number)
    with contextlib.suppress(RuntimeError):  # the loop may have ended meanwhile
        loop.call_soon_threadsafe(end, 128 + signal.SIGHUP)
