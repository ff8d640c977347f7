"""The process in which formats are parsed: bounded in memory, in processor time for each file, and in what it may do.

Requests come over the standard input, one line of JSON each; answers go out the same way. A file that takes longer
than it may ends the process (`SIGPROF`), one that takes more memory gives an error: the process that asked starts
another and goes on behind that file. It ends when its input does, also in the middle of a file: with whoever asked.
"""

from __future__ import annotations

import base64
import io
import json
import os
import signal
import sys
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.confined import MEMORY, confine
from nkreader.ingest.formats.given import Blob
from nkreader.ingest.formats.unpacking import Place, Spent, trouble, unpacked
from nkreader.ingest.formats.wire import hints_from, line, to_line

SECONDS = 30.0
"""Of a processor, for one file or one file inside it."""
WHOLE = 7200.0
"""Of a processor, for one file and all inside it."""
IDLE = 60.0
"""Seconds by the clock after which a process that is asked nothing ends, and gives back its memory."""
WORN = MEMORY // 2
"""Bytes of address space, beyond which a process that has read something makes room for a fresh one."""


def serve() -> None:
    """Answer requests until the standard input ends."""
    with suppress(ValueError):  # the keys of the terminal are for the process that asks
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(2, sys.stdout.fileno())  # what a library prints is not an answer
    asked: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(source, asked), daemon=True).start()
    confine()
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    try:
        while True:
            _Answering(json.loads(asked.get(timeout=IDLE)), target).answer()
            target.flush()
    except (BrokenPipeError, Empty):
        os._exit(0)


def _listen(source: BinaryIO, asked: SimpleQueue[bytes]) -> None:
    """Take requests; the end of them is the end of this process, whatever it is at."""
    while request := source.readline():
        asked.put(request)
    os._exit(0)


class _Answering:
    """One request, and the watch over how long each file inside takes."""

    def __init__(self, request: dict[str, Any], target: BinaryIO) -> None:
        self._request, self._target = request, target
        self._seconds = float(request.get("seconds", SECONDS))
        self._spent = float(request.get("spent", 0.0)) - time.process_time()
        self._begun = 0

    def begins(self, place: Place, name: str) -> None:
        """Tell which file inside is being read; see unpacking."""
        spent = self._spent + time.process_time()
        if spent > WHOLE:
            raise Spent("reading it took more than two hours; the rest was left out")
        if self._begun and worn():
            between = (*place[:-1], place[-1] - 0.5)
            self._tell({"is": "worn", "place": between, "spent": round(spent, 2)})
            os._exit(0)
        self._begun += 1
        self._tell({"is": "at", "place": place, "name": name, "spent": round(spent, 2)})

    def ends(self, place: Place) -> None:
        """Tell that it is read."""
        self._tell({"is": "past", "place": place})

    def _tell(self, told: dict[str, Any]) -> None:
        self._target.write(line(told))
        self._target.flush()
        self._wind()

    def _wind(self, seconds: float | None = None) -> None:
        signal.setitimer(signal.ITIMER_PROF, self._seconds if seconds is None else seconds)

    def answer(self) -> None:
        """Read the file, and tell how that ended."""
        try:
            self._target.write(line(self._read()))
        finally:
            self._wind(0)

    def _read(self) -> dict[str, Any]:
        request = self._request
        data = base64.b64decode(request["data"]) if request.get("data") is not None else None
        blob = Blob(request["name"], data, hints_from(request["hints"]), request["limit"])
        self._wind()
        try:
            for answer in unpacked(blob, self, tuple(request.get("behind", ()))):
                self._target.write(to_line(answer))
                self._wind()
        except Refused as refused:
            return {"is": "refused", "reason": refused.reason, "lasting": refused.lasting}
        except BrokenPipeError:
            raise
        except OSError as error:
            if error.errno is not None:
                return {"is": "unreadable", "errno": error.errno, "reason": error.strerror or str(error)}
            return _refused(error)
        except Exception as error:
            return _refused(error)
        return {"is": "end", "worn": worn()}


def _refused(error: Exception) -> dict[str, Any]:
    reason, lasting = trouble(error)
    return {"is": "refused", "reason": reason, "lasting": lasting, "worn": isinstance(error, MemoryError)}


def worn() -> bool:
    """Whether this process holds so much memory that what it reads next may lack it; False where that is not told."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") > WORN
    except (OSError, ValueError, IndexError):
        return False
