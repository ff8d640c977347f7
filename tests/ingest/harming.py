"""Formats that do harm, for the process that reads formats; see `test_safety`."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from nkreader.ingest.formats import table, unpacking
from nkreader.ingest.formats.given import Blob, Given, Inside, Text

BEGIN = """import json, sys; sys.path[:] = json.loads(sys.argv[1])
from tests.ingest.harming import listed; listed()
from nkreader.ingest.formats.worker import serve; serve()"""
"""How the process begins."""
MOST = 5000
"""Texts that one file may hold in such a process."""


def listed() -> None:
    """Have the formats of this module in the table."""
    sys.modules["nkreader.ingest.formats.harming"] = sys.modules[__name__]
    unpacking.MOST = MOST
    table.SEVERAL[".mix"] = "harming:mix"
    table.SINGLE.update({f".{name}": f"harming:{name}" for name in (*_HARMS, "fine", "flood", "vast")})


def hasty() -> None:
    """Have the process wait for a moment only."""
    from nkreader.ingest.formats import worker

    worker.IDLE = 0.2


def fine(blob: Blob) -> Given:
    """A text, whatever the bytes."""
    yield Text(text=f"Fine\n\nA story of {blob.name}.")


def mix(blob: Blob) -> Given:
    """Texts of its own between the files inside it, one of which may do harm."""
    for number, kind in enumerate(blob.read().decode().split()):
        yield Text(text=f"Before {number} of {blob.name}", key=f"before {number}")
        yield Inside(f"{number}.{kind}", b"x")
    yield Text(text=f"After all of {blob.name}", key="after")


def flood(blob: Blob) -> Given:
    """Texts without end."""
    number = 0
    while True:
        number += 1
        yield Text(text=f"Text {number}", key=str(number))


def vast(blob: Blob) -> Given:
    """One text that is larger than any may be."""
    yield Text(text="far too long " * (blob.limit // 10))


def _spin() -> None:
    while True:
        pass


def _sleep() -> None:
    time.sleep(3600)


def _allocate() -> None:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def _recurse() -> None:
    _recurse()


def _crash() -> None:
    ctypes.string_at(0)


def _leave() -> None:
    os._exit(0)


def _connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1).close()


def _resolve() -> None:
    socket.getaddrinfo("localhost", 80)


def _run() -> None:
    subprocess.run(["true"], check=True)


def _system() -> None:
    os.system("true")


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _replace() -> None:
    os.execv("/bin/true", ["true"])


def _write() -> None:
    with open("/tmp/nkreader-harm", "w") as file:
        file.write("x")


def _remove() -> None:
    os.remove("/tmp/nkreader-no-such-file")


def _print() -> None:
    print('{"is": "end"}', flush=True)
    os.write(1, b'{"is": "end"}\n')


_HARMS: dict[str, Callable[[], None]] = {
    "spin": _spin, "sleep": _sleep, "allocate": _allocate, "recurse": _recurse, "crash": _crash, "leave": _leave,
    "connect": _connect, "resolve": _resolve, "run": _run, "system": _system, "fork": _fork, "replace": _replace,
    "write": _write, "remove": _remove, "print": _print,
}  # fmt: skip


def __getattr__(name: str) -> Callable[[Blob], Given]:
    """The format of each harm: it is done, then there is a text."""
    if name not in _HARMS:
        raise AttributeError(name)

    def form(blob: Blob) -> Given:
        _HARMS[name]()
        yield Text(text=f"Unharmed\n\n{name} went well.")

    return form
