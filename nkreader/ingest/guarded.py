"""Files that other people's code parses, read in a process of their own that may die without harm.

One such process serves this one, started when the first such file comes and again whenever it ended. What it cannot
read in time or in memory is told and left out; the files behind it, also those inside the same archive, are read.
"""

from __future__ import annotations

import atexit
import base64
import json
import os
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from typing import IO, Any

from nkreader.ingest.containing import fault
from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import Extract, Found, Skipped, Source
from nkreader.ingest.formats.given import Hints, Text
from nkreader.ingest.formats.unpacking import Answer, Plain
from nkreader.ingest.formats.wire import from_line, hints_to, line

SILENCE = 300.0
"""Seconds by the clock without an answer, after which the process is taken to hang: it bounds itself in processor
time, which does not run while it waits."""
LOST = 10
"""Files inside one file that may end the process, each; behind them no more is read."""
PATIENCE = 30.0
"""Seconds after which a process that waits is not asked any more; see IDLE in `formats.worker`."""
_BEGIN = """import json, sys; sys.path[:] = json.loads(sys.argv[1])
from nkreader.ingest.formats.worker import serve; serve()"""


class WorkerGone(Exception):
    """The process ended or hung in the middle of a file."""


class _Worker:
    """The process, and what it said so far."""

    def __init__(self) -> None:
        """Raises: OSError, if it cannot be started."""
        if not sys.executable:
            raise OSError("it is not known which Python this is")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _BEGIN, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._out = selectors.DefaultSelector()
        self._out.register(_open(self._process.stdout), selectors.EVENT_READ)
        self._said: deque[bytes] = deque()
        self._begun: list[bytes] = []
        self.waiting_since = 0.0

    def ask(self, request: dict[str, Any]) -> None:
        """Raises: WorkerGone."""
        try:
            with memoryview(line(request)) as rest:
                at = 0
                while at < len(rest):
                    at += _open(self._process.stdin).write(rest[at:])
        except (OSError, ValueError):
            raise WorkerGone from None

    def hear(self) -> dict[str, Any]:
        """Its next line. Raises: WorkerGone."""
        try:
            while not self._said:
                if not self._out.select(SILENCE):
                    raise WorkerGone
                piece = os.read(_open(self._process.stdout).fileno(), 1 << 20)
                if not piece:
                    raise WorkerGone
                first, *lines = piece.split(b"\n")
                self._begun.append(first)
                for begun in lines:
                    self._said.append(b"".join(self._begun))
                    self._begun = [begun]
            found: dict[str, Any] = json.loads(self._said.popleft())
        except (OSError, ValueError):
            raise WorkerGone from None
        return found

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._out.close()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                _open(pipe).close()


_lock = Lock()
_idle: list[_Worker] = []


def _worker() -> _Worker:
    """One that waits, if it has not waited so long that it may be ending itself, else a new one."""
    with _lock:
        while _idle:
            worker = _idle.pop()
            if time.monotonic() - worker.waiting_since < PATIENCE:
                return worker
            worker.end()
    return _Worker()


def close() -> None:
    """End the processes that wait for work."""
    with _lock:
        for worker in _idle:
            worker.end()
        _idle.clear()


atexit.register(close)


def answers(
    name: str,
    limit: int,
    data: bytes | None = None,
    hints: Hints | None = None,
    seconds: float | None = None,
) -> Iterator[Answer | Skipped]:
    """What a file holds, read elsewhere; `data` are its bytes where it is none of this machine.

    What ended the process is given as `Skipped`, with the name inside the file for its path, empty for the file.

    Raises:
        Refused: if the file is nothing that can be read.
        OSError: if it cannot be read, or no process can be started.
    """
    request: dict[str, Any] = {"name": name, "limit": limit, "hints": hints_to(hints or Hints())}
    request["data"] = None if data is None else base64.b64encode(data).decode()
    if seconds is not None:
        request["seconds"] = seconds
    for lost in range(LOST + 1):
        reading: list[dict[str, Any]] = []
        try:
            yield from _answers(request, reading)
            return
        except WorkerGone:
            name = str(reading[-1]["name"]) if reading else ""
            yield Skipped(name, "reading it took too long, or ended the process that read it", lasting=True)
            if not reading:
                return
            request["behind"] = reading[-1]["place"]
            if lost == LOST:
                yield Skipped("", f"more than {LOST} files in it ended their reading; the rest was left out", True)


def _answers(request: dict[str, Any], reading: list[dict[str, Any]]) -> Iterator[Answer]:
    """What processes say to a request, the next one where one is worn.

    `reading` has the files that are being read, each inside the one before it; `request` is brought up to date.
    """
    while True:
        for said in _asked(request):
            if said["is"] == "at":
                reading.append(said)
                request["spent"] = said["spent"]
            elif said["is"] == "past":
                reading.pop()
            elif said["is"] == "worn":
                request.update(behind=said["place"], spent=said["spent"])
                reading.clear()
                break
            else:
                yield from_line(said)
        else:
            return


def _asked(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a process says to a request. It is kept for the next one if it said all and is fit for more.

    Raises:
        Refused: if it refused.
        OSError: if it could not read, or cannot be started.
        WorkerGone: if it is no more.
    """
    worker = _worker()
    whole = False
    try:
        worker.ask(request)
        while (said := worker.hear())["is"] not in ("end", "refused", "unreadable"):
            yield said
        whole = not said.get("worn")
    finally:
        if whole:
            with _lock:
                worker.waiting_since = time.monotonic()
                _idle.append(worker)
        else:
            worker.end()
    if said["is"] == "refused":
        raise Refused(said["reason"], said["lasting"])
    if said["is"] == "unreadable":
        raise OSError(said["errno"], said["reason"])


def guarded(source: Source, media_type: str | None = None, mark: str = "") -> Found:
    """The articles of a file that another process parses; of a media type, where its name does not tell.

    The names of what is inside begin with `mark`, where the file's own name does not tell that it holds something.

    Raises:
        OSError: if it cannot be read.
        Refused: if it is nothing that can be read.
    """
    for answer in answers(source.name, source.limit, source.data, Hints(media_type=media_type)):
        if isinstance(answer, Skipped):
            yield _left(source, answer.path, answer.reason, answer.lasting)
        else:
            yield from extracts(source, _marked(answer, mark))


def _marked(answer: Answer, mark: str) -> Answer:
    if isinstance(answer, Plain):
        return replace(answer, name=f"{mark}{answer.name}")
    return replace(answer, key=f"{mark}{answer.key}") if isinstance(answer, Text) and answer.key else answer


def extracts(source: Source, answer: Answer) -> Iterator[Extract | Skipped]:
    """The articles that an answer gives."""
    from nkreader.ingest.plain import plain
    from nkreader.ingest.registry import reader_of
    from nkreader.ingest.texts import extract

    if isinstance(answer, Plain):
        inside = Source(f"{source.name}#{answer.name}", source.status, source.limit, data=answer.data)
        reader = reader_of(inside.path)
        reader = plain if reader in (None, guarded) else reader  # what a server called a text
        try:
            for found in reader(inside):
                yield (
                    replace(found, path=source.shown, reason=f"{answer.name}: {found.reason}")
                    if isinstance(found, Skipped)
                    else found
                )
        except Refused as refused:
            yield _left(source, answer.name, refused.reason, refused.lasting)
        except Exception as error:
            yield _left(source, answer.name, fault(error), lasting=False)
    elif isinstance(answer, Extract):
        yield answer
    else:
        yield extract(source, answer)


def _left(source: Source, where: str, reason: str, lasting: bool) -> Skipped:
    return Skipped(source.shown, f"{where}: {reason}" if where else reason, lasting)


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
