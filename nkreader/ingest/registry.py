"""Which reader reads which file, told by its suffix."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from nkreader.ingest.extract import Found, Source
from nkreader.ingest.formats.table import SEVERAL, SINGLE
from nkreader.ingest.guarded import guarded
from nkreader.ingest.mails import MARK
from nkreader.ingest.plain import plain
from nkreader.ingest.rows import json_lines, json_list

Reader = Callable[[Source], Found]

READERS: dict[str, Reader] = {
    "": plain,
    ".txt": plain,
    ".text": plain,
    ".md": plain,
    ".markdown": plain,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".jsonl.gz": json_lines,
    ".ndjson.gz": json_lines,
    ".jsonl.xz": json_lines,
    ".ndjson.xz": json_lines,
    ".json": json_list,
    **dict.fromkeys((*SINGLE, *SEVERAL), guarded),
}
"""By suffix in lower case; the longest suffix that is listed counts."""

_MAILDIR = re.compile(r"(?:\A|/)(?:cur|new)/\d[^/]*\Z")
"""Mails in a Maildir, whose names end in a machine's name and flags."""
ROWS = tuple(suffix for suffix, reader in READERS.items() if reader is not plain and suffix not in SINGLE)
"""Suffixes of files that hold many articles."""


def file_of(path: str) -> str:
    """The file of an article's path: that before `#KEY` for a row, else the path itself."""
    at = path.find("#")
    while at >= 0:
        if path[:at].casefold().endswith(ROWS) or path.startswith(MARK, at + 1):
            return path[:at]
        at = path.find("#", at + 1)
    return path


def reader_of(path: Path) -> Reader | None:
    """The reader for a file of this name; None if its suffix is unknown."""
    suffixes = [suffix.casefold().partition("?")[0] for suffix in path.suffixes[-2:]]  # `story.html?id=3` of a mirror
    reader = READERS.get("".join(suffixes)) or READERS.get("".join(suffixes[-1:]))
    return plain if reader is None and _MAILDIR.search(path.as_posix()) else reader
