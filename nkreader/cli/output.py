"""What the command line prints: sanitised text, or JSON whose dangerous characters are escaped."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from nkreader.model.dates import Certainty, PartialDate, Precision
from nkreader.model.sanitise import is_safe, safe, safe_line


def use_utf8() -> None:
    """Print UTF-8 whatever the locale says, so that the same input gives the same output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"nkreader: {safe_line(message)}", file=sys.stderr)


def say(line: str) -> None:
    """One line on standard output."""
    print(safe_line(line))


def say_text(text: str) -> None:
    """Text of several lines on standard output."""
    print(safe(text))


def say_json(item: Any) -> None:
    """One JSON object on one line; what a terminal might obey stands as an escape."""
    line = json.dumps(item, ensure_ascii=False)
    if not is_safe(line) or "\t" in line:
        line = "".join(ch if is_safe(ch) and ch != "\t" else json.dumps(ch)[1:-1] for ch in line)
    print(line)


def counted(number: int, what: str, several: str = "") -> str:
    """`1 article`, `2 articles`; `several` is the plural where it is another."""
    return f"{number:,} {what if number == 1 else several or f'{what}s'}"


def day(when: PartialDate) -> str:
    """A date as lists show it: `≈` before what is likely, `?` for what is unknown."""
    if not when.known or when.value is None:
        return "?"
    value = f"{when.value[5:]}, year?" if when.precision is Precision.YEARLESS else when.value
    return f"≈{value}" if when.certainty is Certainty.LIKELY else value
