"""The process in which formats are parsed: bounded in memory, in processor time for each file, and in what it may do.

Requests come over the standard input, one line of JSON each; answers go out the same way. A file that takes longer
than it may ends the process (`SIGPROF`), one that takes more memory gives an error: the process that asked starts
another and goes on behind that file.
"""

from __future__ import annotations

import base64
import io
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from nkreader.ingest.containing import fault
from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.given import Blob
from nkreader.ingest.formats.unpacking import unpacked
from nkreader.ingest.formats.wire import hints_from, line, to_line

SECONDS = 30.0
"""Of a processor, for one file or one file inside it."""
MEMORY = 2_000_000_000
"""Bytes of address space."""


def serve() -> None:
    """Answer requests until the standard input ends."""
    with suppress(ValueError):  # the keys of the terminal are for the process that asks
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(2, sys.stdout.fileno())  # what a library prints is not an answer
    _bound()
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    with suppress(BrokenPipeError):
        while request := source.readline():
            _answer(json.loads(request), target)
            target.flush()


def _bound() -> None:
    """Limits that hold for all that follows; a system that does not know one goes without."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # nothing is written, however much a library would like to
    ):
        with suppress(ValueError, OSError):
            hard = resource.getrlimit(what)[1]
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _answer(request: dict[str, Any], target: BinaryIO) -> None:
    seconds = float(request.get("seconds", SECONDS))
    passing = int(request.get("passing", 0))
    seen = 0

    def announce(name: str) -> bool:
        nonlocal seen
        seen += 1
        if seen <= passing:
            return False
        target.write(line({"is": "at", "number": seen, "name": name}))
        target.flush()
        signal.setitimer(signal.ITIMER_PROF, seconds)
        return True

    data = base64.b64decode(request["data"]) if request.get("data") is not None else None
    blob = Blob(request["name"], data, hints_from(request["hints"]), request["limit"])
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        for answer in unpacked(blob, announce):
            target.write(to_line(answer))
            signal.setitimer(signal.ITIMER_PROF, seconds)
        target.write(line({"is": "end"}))
    except Refused as refused:
        target.write(line({"is": "refused", "reason": refused.reason, "lasting": refused.lasting}))
    except BrokenPipeError:
        raise
    except OSError as error:
        target.write(line({"is": "unreadable", "errno": error.errno, "reason": error.strerror or str(error)}))
    except MemoryError:
        target.write(line({"is": "refused", "reason": "reading it needs too much memory", "lasting": True}))
    except Exception as error:
        target.write(line({"is": "refused", "reason": fault(error), "lasting": False}))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
