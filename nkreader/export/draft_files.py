"""Drafts in a folder, and the text of one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from nkreader.export.files import reason
from nkreader.model.sanitise import sanitise

MARKDOWN = (".md", ".markdown")
ENDINGS = (*MARKDOWN, ".txt")
LARGEST = 64 << 20
"""Bytes of a file that is still read."""
_PROBED = 1 << 16


class NoText(ValueError):
    """A file that cannot be checked; the message says why in one line."""


def drafts_in(path: Path) -> Iterator[Path]:
    """The file itself, or what drafts a folder holds at any depth, in order; hidden ones and links are passed over."""
    if not path.is_dir():
        yield path
        return
    for parent, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            found = Path(parent, name)
            if name.lower().endswith(ENDINGS) and not name.startswith(".") and not found.is_symlink():
                yield found


def text_of(path: Path) -> str:
    """The sanitised text of a draft.

    Raises:
        NoText: if it is not there, no file, too large, binary, or not UTF-8 (UTF-16 with a byte-order mark is read).
    """
    try:
        with open(path, "rb", opener=_opener) as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise NoText("is not a regular file")
            if state.st_size > LARGEST:
                raise NoText(f"is larger than {LARGEST >> 20} MB")
            data = file.read(LARGEST)
    except OSError as error:
        raise NoText(reason(error)) from error
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return sanitise(data.decode("utf-16"))[0]
        if b"\0" in data[:_PROBED]:
            raise NoText("is binary, no text")
        return sanitise(data.decode("utf-8"))[0]
    except UnicodeDecodeError as error:
        raise NoText("is not UTF-8") from error


def is_markdown(path: Path) -> bool:
    """Whether a file has markup, by its name."""
    return path.name.lower().endswith(MARKDOWN)


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)  # a pipe must not hold us up
