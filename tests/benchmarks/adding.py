"""The first add of some thousand articles as its reader waits for it: by the clock, with the processes that help."""

from __future__ import annotations

import json
import os
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from nkreader.analysis.signature import signature
from nkreader.archive import deriving, growing
from nkreader.archive.crew import processors
from nkreader.archive.deriving import derived
from nkreader.archive.grouping import regroup
from nkreader.archive.library import Library
from nkreader.ingest import Extract, articles
from tests.benchmarks.measuring import Figure, reuters

COUNT = 4000
"""Rows, spread over the whole set."""
SAMPLED = 300
"""Of them are analysed here as well, to tell which part of the analysis the linking needs alone."""
LOOK_SECONDS = 0.5
"""How often memory is looked at."""


@dataclass
class Spent:
    """What a step took."""

    clock: float = 0.0
    processor: float = 0.0
    """Of this process and of those that helped it, in seconds."""


@dataclass
class Memory:
    """The most memory that this process and its helpers took together, in bytes."""

    peak: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look at it as long as something runs."""
        thread = threading.Thread(target=self._watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _watch(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            self.peak = max(self.peak, sum(map(_taken, (os.getpid(), *_children()))))


def run(data: Path | None) -> list[Figure]:
    """Articles a second by the clock and by processor time, by step; memory of all processes."""
    if data is None:
        return [Figure("NKREADER_DATA names no folder", "-")]
    steps = {name: Spent() for name in ("read, analyse, store", "link", "index", "whole")}
    memory = Memory()
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        with rows.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(row)}\n" for row in islice(reuters(data, COUNT, 26), COUNT))
        library = Library.open(Path(folder) / "library")
        add: Any = library.add
        library._walked = _timed(library._walked, steps["read, analyse, store"])  # type: ignore[method-assign]
        library._finder.catch_up = _timed(library._finder.catch_up, steps["index"])  # type: ignore[method-assign]
        setattr(growing, "regroup", _timed(regroup, steps["link"]))  # noqa: B010
        with memory.watched():
            count = len(_timed(add, steps["whole"])([rows]).added)
        setattr(growing, "regroup", regroup)  # noqa: B010
        library.close()
        signed = _signing(rows)
    whole, link = steps["whole"], steps["link"]
    clock, processor = whole.clock - link.clock, whole.processor - link.processor
    at_once = processors()
    return [
        Figure(f"add {count:,} rows, linking apart", f"{count / clock:.0f}/s", f"{clock:.1f} s by the clock"),
        Figure("  without the signatures for it", f"{count / (clock - signed * count / at_once):.0f}/s"),
        Figure("  by processor time", f"{count / processor:.0f}/s", f"{processor / count * 1000:.2f} ms an article"),
        Figure(f"  as {at_once} undisturbed processors would", f"{count / processor * at_once:.0f}/s"),
        Figure("  without the signatures", f"{count / (processor - signed * count) * at_once:.0f}/s"),
        *(
            Figure(
                f"  {name}",
                f"{spent.clock:.1f} s",
                f"{spent.processor:.1f} s of processor time, {spent.processor / spent.clock:.2f} processors at work",
            )
            for name, spent in steps.items()
        ),
        Figure("  signatures, in it", f"{signed * 1000:.2f} ms", "an article"),
        Figure("  memory of all processes", f"{memory.peak / 1e6:.0f} MB"),
    ]


def _timed(work: Callable[..., Any], spent: Spent) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        clock, processor = time.perf_counter(), _processor()
        try:
            return work(*arguments, **named)
        finally:
            spent.clock += time.perf_counter() - clock
            spent.processor += _processor() - processor

    return timed


def _processor() -> float:
    """Seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _signing(rows: Path) -> float:
    """Seconds of processor time that an article's signature takes."""
    spent = Spent()
    found = [item for item in islice(articles([rows]), 0, COUNT, COUNT // SAMPLED) if isinstance(item, Extract)]
    setattr(deriving, "signature", _timed(signature, spent))  # noqa: B010
    for item in found:
        derived(item.article)
    setattr(deriving, "signature", signature)  # noqa: B010
    return spent.processor / len(found)


def _children() -> list[int]:
    """Ids of the processes that this one began, where the system tells."""
    found: list[int] = []
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def _taken(process: int) -> int:
    """Bytes of memory of a process, what it shares counted in part; 0 where the system does not tell."""
    with suppress(OSError), open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:
        for line in file:
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
