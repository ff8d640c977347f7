"""The whole of the largest public set, 105,255 rows, taken in at once: half an hour. Run by its name only."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nkreader.archive import ahead, growing
from nkreader.archive.deriving import derived
from nkreader.archive.grouping import regroup
from nkreader.archive.library import Library
from tests.benchmarks.measuring import Figure

UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes that `ru_maxrss` counts in."""
TENTH = 10_000
"""Rows after which memory is looked at first."""


def run(data: Path | None) -> list[Figure]:
    """Articles a second of processor time, by step; peak memory; room on the disk; a rescan."""
    if data is None:
        return [Figure("NKREADER_DATA names no folder", "-")]
    spent: defaultdict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder) / "library")
        peaks: list[int] = []

        def grouped(*arguments: Any, **named: Any) -> Any:
            peaks.append(_peak())
            return regroup(*arguments, **named)

        def told(done: int, _: str) -> None:
            if not peaks and done >= TENTH:
                peaks.append(_peak())

        for module, name, work, step in (
            (ahead, "derived", derived, "analyse"),
            (growing, "regroup", grouped, "group"),
        ):
            setattr(module, name, _timed(work, spent, step))
        library._finder.catch_up = _timed(library._finder.catch_up, spent, "index")  # type: ignore[method-assign]
        started = time.process_time()
        count = len(library.add([data / "reuters-2006-2013.jsonl.xz"], told).added)
        whole = time.process_time() - started
        peak = _peak()
        library.rescan()  # the first look again reads what was new a moment ago
        started = time.process_time()
        library.rescan()
        again = time.process_time() - started
        library.close()
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    spent["read, split and store"] = whole - sum(spent.values())
    steps = [Figure(f"  {name}", f"{count / seconds:.0f}/s") for name, seconds in sorted(spent.items())]
    return [
        Figure(f"add {count:,} rows, Reuters-105k", f"{count / whole:.0f}/s", f"{whole:.0f} s of processor time"),
        *steps,
        Figure("  without the analysis", f"{count / (whole - spent['analyse']):.0f}/s"),
        Figure("  memory, a tenth read; all read", "; ".join(f"{each / 1e6:.0f} MB" for each in peaks[:2])),
        Figure("  peak memory", f"{peak / 1e6:.0f} MB"),
        Figure("  on the disk", f"{size / 1e9:.1f} GB"),
        Figure("  rescan, nothing new", f"{again:.1f} s"),
    ]


def _peak() -> int:
    """The most memory there was so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def _timed(work: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        started = time.process_time()
        try:
            return work(*arguments, **named)
        finally:
            spent[name] += time.process_time() - started

    return timed
