"""One article that cannot be read costs no other: the fault is told where it happened, and the rest goes on."""

from __future__ import annotations

import traceback
from pathlib import Path

LONGEST = 160
"""Code points of an error's own words that are told."""


def fault(error: Exception) -> str:
    """Why something was skipped that nkreader should have been able to read.

    The kind of error and the place in the program stand in it, so that a fault of nkreader is neither hidden
    nor taken for one of the file's.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "nkreader" in Path(frame.filename).parts] or frames
    place = f" in {Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else ""
    said = " ".join(str(error).split())[:LONGEST]
    return f"a fault of nkreader, please report it: {type(error).__name__}{place}{f' ({said})' if said else ''}"
