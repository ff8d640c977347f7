"""Other processes that share the work of a large add: analysing texts takes most of its time, and each stands alone.

A helper is this Python, running `serve`. Work goes to it over its standard input and comes back over its standard
output, in order; it ends when its input does, however this process ends. Nothing depends on helpers but time: what
one did not do (it was killed, or could not be started) is done here.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from nkreader.analysis import own_names

MOST = 4
"""Helpers at the most."""
_SIZE = struct.Struct("<Q")
_BEGIN = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from nkreader.archive.crew import serve; serve()"

Work = Callable[..., Any]
_Handed = tuple["Future[Any]", bytes]


class HelperGone(Exception):
    """The process that had some work ended before it was done."""


class Crew:
    """Helpers, started when there is work for them."""

    def __init__(self, most: int | None = None) -> None:
        """`most` helpers, or as many as this machine has processors for this process."""
        self._most = min(MOST, processors()) if most is None else most
        self._helpers: list[_Helper] | None = None

    def hand_out(self, work: Work, *arguments: Any) -> Callable[[], Any]:
        """Let a function of some module be called with arguments that can be pickled; gives what waits for its result.

        What it raises is raised there.
        """
        helper = min(self._started(), key=lambda one: one.outstanding, default=None)
        if helper is None:
            return lambda: work(*arguments)
        future = helper.take(pickle.dumps((work, arguments)))

        def result() -> Any:
            try:
                return future.result()
            except HelperGone:
                return work(*arguments)

        return result

    def _started(self) -> list[_Helper]:
        if self._helpers is None:
            self._helpers = []
            with suppress(OSError):
                for _ in range(self._most):
                    self._helpers.append(_Helper())
        return [helper for helper in self._helpers if helper.alive]

    def close(self) -> None:
        """Let the helpers end."""
        for helper in self._helpers or ():
            helper.close()
        self._helpers = None


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Helper:
    """One process; a thread hands work to it, another takes what comes back."""

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
        self.alive, self.outstanding = True, 0
        self._queue: SimpleQueue[_Handed | None] = SimpleQueue()
        self._handed: SimpleQueue[Future[Any] | None] = SimpleQueue()
        self._threads = [Thread(target=target, daemon=True) for target in (self._write, self._read)]
        for thread in self._threads:
            thread.start()
        self.take(pickle.dumps((own_names.hold, (own_names.current(),))))

    def take(self, work: bytes) -> Future[Any]:
        """Hand work out."""
        future: Future[Any] = Future()
        self.outstanding += 1
        self._queue.put((future, work))
        return future

    def _write(self) -> None:
        pipe = _open(self._process.stdin)
        while (item := self._queue.get()) is not None:
            future, work = item
            try:
                if not self.alive:
                    raise BrokenPipeError
                _put(pipe, work)
            except OSError:
                self.alive = False
                future.set_exception(HelperGone())
                continue
            self._handed.put(future)
        self._handed.put(None)
        with suppress(OSError):
            pipe.close()

    def _read(self) -> None:
        pipe = _open(self._process.stdout)
        while (future := self._handed.get()) is not None:
            try:
                if not self.alive:
                    raise EOFError
                went_well, value = pickle.loads(_get(pipe))
            except (OSError, EOFError, pickle.UnpicklingError):
                self.alive = False
                future.set_exception(HelperGone())
                continue
            self.outstanding -= 1
            if went_well:
                future.set_result(value)
            else:
                future.set_exception(value)
        pipe.close()

    def close(self) -> None:
        """End it; work that was not done is not waited for."""
        self.alive = False
        self._process.kill()
        self._process.wait()
        self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout=5)


def serve() -> None:
    """Do what comes over the standard input until it ends; in a process of its own."""
    with suppress(ValueError):  # the keys of the terminal are for the process that is asked
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(2, sys.stdout.fileno())  # what anything prints is not an answer
    with suppress(EOFError, BrokenPipeError):
        while True:
            work, arguments = pickle.loads(_get(source))
            try:
                answer = pickle.dumps((True, work(*arguments)))
            except Exception as error:
                answer = pickle.dumps((False, _plain(error)))
            _put(target, answer)


def _plain(error: Exception) -> Exception:
    """An error that can be handed on."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _put(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_SIZE.pack(len(data)) + data)
    pipe.flush()


def _get(pipe: IO[bytes]) -> bytes:
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
