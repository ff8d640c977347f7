"""Runs of nkreader: in this process, where a start costs nothing, or in one of its own, as its users have it."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from nkreader.cli.run import run as command_line

ROOT = Path(__file__).parent.parent.parent


def started(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """In a process of its own."""
    command = [sys.executable, "-m", "nkreader", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, cwd=ROOT)


def called(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """In this process, with streams and a working directory as those of `started`."""
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, chdir(ROOT):
        for name, stream in (("stdin", given), ("stdout", out), ("stderr", err)):
            patch.setattr(sys, name, stream)
        code = command_line(arguments)
    return subprocess.CompletedProcess(arguments, code, written(out), written(err))


def written(stream: io.TextIOWrapper) -> str:
    """What was printed."""
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8").replace("\r\n", "\n")
