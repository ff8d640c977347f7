"""Runs work in a child process and lets it fail at the n-th system call that changes a folder.

The kernel's own tracing (ptrace) stops the child before each call, SQLite's as well as ours: nothing in the program
knows of it, and a kill comes exactly there, with what was written before in the files. Linux on x86-64 only; elsewhere
work can still be killed at a moment.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TRACE_ME, POKE_USER, SYSCALL, SET_OPTIONS, SYSCALL_INFO = 0, 6, 24, 0x4200, 0x420E
MARK_CALLS, KILL_WITH_TRACER = 0x1, 0x100000
ENTERS, LEAVES = 1, 2
NUMBER, RESULT = 15 * 8, 10 * 8
"""Offsets of the registers orig_rax and rax in `struct user` (sys/user.h)."""
CREATES = os.O_CREAT | os.O_TRUNC

BY_HANDLE = {1: "write", 18: "pwrite64", 20: "writev", 296: "pwritev", 74: "fsync", 75: "fdatasync", 77: "ftruncate",
             91: "fchmod", 285: "fallocate"}  # fmt: skip
BY_NAME = {76: "truncate", 82: "rename", 83: "mkdir", 84: "rmdir", 86: "link", 87: "unlink", 88: "symlink", 90: "chmod"}
BY_FOLDER = {257: "openat", 258: "mkdirat", 263: "unlinkat", 264: "renameat", 268: "fchmodat", 316: "renameat2"}
"""System calls of x86-64 that change a file: named by a handle, by a path, by a path from a folder's handle."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong: at the call of this number, from 1; or after so many seconds."""

    step: int = 0
    error: int = 0
    """The error the call gives; 0 kills the process instead."""
    seconds: float = 0.0

    def __str__(self) -> str:
        what = errno.errorcode[self.error] if self.error else "kill"
        return f"{what} at write {self.step}" if self.step else f"{what} after {self.seconds * 1000:.0f} ms"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the child ended."""

    status: int | None
    """Its exit code; None if it was killed."""
    steps: tuple[str, ...]
    """The calls that changed the folder."""
    output: str
    errors: str
    seconds: float


def can_trace() -> bool:
    """Whether calls can be traced here."""
    if not sys.platform.startswith("linux") or platform.machine() != "x86_64":
        return False
    try:
        return in_child(lambda: 0, Path("/"), Fault(step=10**9)).status == 0
    except OSError:
        return False


def in_child(work: Callable[[], int], folder: Path, fault: Fault | None = None, trace: bool = True) -> Outcome:
    """Run work in a child process; its exit code is what the work gives. Only calls below `folder` count."""
    streams = [os.memfd_create(name) if hasattr(os, "memfd_create") else _unnamed() for name in ("out", "err")]
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_child(work, streams, trace)
    try:
        if trace:
            status, steps = _Watch(child, f"{folder}/", fault or Fault()).run()
        else:
            status, steps = _kill_later(child, fault), []
        seconds = time.monotonic() - started
        output, errors = (os.pread(stream, 1 << 20, 0).decode(errors="replace") for stream in streams)
        return Outcome(status, tuple(steps), output, errors, seconds)
    finally:
        for stream in streams:
            os.close(stream)


def _unnamed() -> int:
    import tempfile

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _be_child(work: Callable[[], int], streams: list[int], trace: bool) -> None:
    status = 99
    try:
        null = os.open(os.devnull, os.O_RDONLY)
        for target, source in enumerate((null, *streams)):
            os.dup2(source, target)
        if trace:
            _ptrace(TRACE_ME, 0)
            os.kill(os.getpid(), signal.SIGSTOP)
        status = work()
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)


def _kill_later(child: int, fault: Fault | None) -> int | None:
    if fault and fault.seconds:
        time.sleep(fault.seconds)
        os.kill(child, signal.SIGKILL)
    return _code(os.waitpid(child, 0)[1])


def _code(status: int) -> int | None:
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else None


class _Watch:
    """Follows one child from call to call."""

    def __init__(self, child: int, folder: str, fault: Fault) -> None:
        self.child = child
        self.folder = folder
        self.fault = fault
        self.steps: list[str] = []
        self.failing = False

    def run(self) -> tuple[int | None, list[str]]:
        """Until it ends."""
        os.waitpid(self.child, 0)
        _ptrace(SET_OPTIONS, self.child, 0, MARK_CALLS | KILL_WITH_TRACER)
        passing = 0
        while True:
            _ptrace(SYSCALL, self.child, 0, passing)
            _, status = os.waitpid(self.child, 0)
            if not os.WIFSTOPPED(status):
                return _code(status), self.steps
            passing = 0
            if os.WSTOPSIG(status) != signal.SIGTRAP | 0x80:
                passing = os.WSTOPSIG(status)
            elif not self._call():
                os.kill(self.child, signal.SIGKILL)
                os.waitpid(self.child, 0)
                return None, self.steps

    def _call(self) -> bool:
        """The child enters or leaves a call; tells whether it goes on."""
        info = ctypes.create_string_buffer(88)
        _ptrace(SYSCALL_INFO, self.child, len(info), ctypes.addressof(info))
        (kind,) = struct.unpack_from("=B", info)
        if kind == LEAVES and self.failing:
            self.failing = False
            _ptrace(POKE_USER, self.child, RESULT, -self.fault.error)
        if kind != ENTERS:
            return True
        number, *arguments = struct.unpack_from("=7Q", info, 24)
        name = self._changes(number, arguments)
        if not name:
            return True
        self.steps.append(name)
        if len(self.steps) != self.fault.step:
            return True
        if not self.fault.error:
            return False
        self.failing = True
        _ptrace(POKE_USER, self.child, NUMBER, -1)  # no such call: it does nothing
        return True

    def _changes(self, number: int, arguments: list[int]) -> str:
        """The name of a call that changes the folder; empty for others."""
        try:
            if number in BY_HANDLE:
                return self._inside(self._handle(arguments[0]), BY_HANDLE[number])
            if number in BY_NAME:
                return self._inside(self._path(arguments[0], "cwd"), BY_NAME[number])
            if number in BY_FOLDER and (number != 257 or arguments[2] & CREATES):
                return self._inside(self._path(arguments[1], f"fd/{arguments[0]}"), BY_FOLDER[number])
        except OSError:
            pass
        return ""

    def _inside(self, path: str, name: str) -> str:
        return f"{name} {path.removeprefix(self.folder)}" if path.startswith(self.folder) else ""

    def _handle(self, handle: int) -> str:
        return os.readlink(f"/proc/{self.child}/fd/{handle}")

    def _path(self, address: int, base: str) -> str:
        with open(f"/proc/{self.child}/mem", "rb", buffering=0) as memory:
            memory.seek(address)
            path = os.fsdecode(memory.read(4096).split(b"\0")[0])
        return path if path.startswith("/") else os.path.join(os.readlink(f"/proc/{self.child}/{base}"), path)


_CALL = ctypes.CDLL(None, use_errno=True)["ptrace"] if sys.platform.startswith("linux") else None
if _CALL:
    _CALL.restype = ctypes.c_long
    _CALL.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


def _ptrace(request: int, child: int, address: int = 0, data: int = 0) -> None:
    if _CALL is None or _CALL(request, child, address, data) == -1:
        raise OSError(ctypes.get_errno(), "cannot trace")
