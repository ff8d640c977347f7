"""Files that other people's code parses, read in a process of their own that may die without harm.

One such process serves this one, started when the first such file comes and again whenever it ended. What it cannot
read in time or in memory is told and left out; the files behind it, also those inside the same archive, are read.
"""

from __future__ import annotations

import atexit
import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO, Any

from nkreader.ingest.containing import fault
from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import Extract, Found, Skipped, Source
from nkreader.ingest.formats.given import Hints
from nkreader.ingest.formats.unpacking import Answer, Plain
from nkreader.ingest.formats.wire import from_line, hints_to, line

SILENCE = 300.0
"""Seconds by the clock without an answer, after which the process is taken to hang: it bounds itself in processor
time, which does not run while it waits."""
_BEGIN = """import json, sys; sys.path[:] = json.loads(sys.argv[1])
from nkreader.ingest.formats.worker import serve; serve()"""


class WorkerGone(Exception):
    """The process ended or hung in the middle of a file."""


class _Worker:
    """The process, and the thread that takes what it says."""

    def __init__(self) -> None:
        """Raises: OSError, if it cannot be started."""
        if not sys.executable:
            raise OSError("it is not known which Python this is")
        flags = ["-I", *(["-B"] if sys.dont_write_bytecode else [])]
        self._process = subprocess.Popen(
            [sys.executable, *flags, "-c", _BEGIN, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._said: SimpleQueue[bytes] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        out = _open(self._process.stdout)
        with suppress(OSError, ValueError):
            while answer := out.readline():
                self._said.put(answer)
        self._said.put(b"")

    def ask(self, request: dict[str, Any]) -> None:
        try:
            pipe = _open(self._process.stdin)
            pipe.write(line(request))
            pipe.flush()
        except (OSError, ValueError):
            raise WorkerGone from None

    def hear(self) -> dict[str, Any]:
        try:
            said = self._said.get(timeout=SILENCE)
            found: dict[str, Any] = json.loads(said)
        except (Empty, ValueError):
            raise WorkerGone from None
        return found

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                _open(pipe).close()


_lock = Lock()
_idle: list[_Worker] = []


def _worker() -> _Worker:
    with _lock:
        return _idle.pop() if _idle else _Worker()


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
    passed = 0
    while True:
        at, inside = passed, ""
        try:
            for said in _asked({**request, "passing": passed}):
                if said["is"] == "at":
                    at, inside = said["number"], said["name"]
                else:
                    yield from_line(said)
            return
        except WorkerGone:
            yield Skipped(inside, "reading it took too long, or ended the process that read it", lasting=True)
            if at == passed:
                return
            passed = at


def _asked(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a process says to a request. It is kept for the next one if it said all.

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
        whole = True
    finally:
        if whole:
            with _lock:
                _idle.append(worker)
        else:
            worker.end()
    if said["is"] == "refused":
        raise Refused(said["reason"], said["lasting"])
    if said["is"] == "unreadable":
        raise OSError(said["errno"], said["reason"])


def guarded(source: Source) -> Found:
    """The articles of a file that another process parses.

    Raises:
        OSError: if it cannot be read.
        Refused: if it is nothing that can be read.
    """
    for answer in answers(source.name, source.limit):
        if isinstance(answer, Skipped):
            yield _left(source, answer.path, answer.reason, answer.lasting)
        else:
            yield from extracts(source, answer)


def extracts(source: Source, answer: Answer) -> Iterator[Extract | Skipped]:
    """The articles that an answer gives."""
    from nkreader.ingest.registry import reader_of
    from nkreader.ingest.texts import extract

    if isinstance(answer, Plain):
        inside = Source(f"{source.name}#{answer.name}", source.status, source.limit, data=answer.data)
        reader = reader_of(inside.path)
        try:
            assert reader is not None
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
