"""A big pile: rows taken in step by step, the memory that takes, and a look at many files of which none has changed."""

from __future__ import annotations

import hashlib
import itertools
import json
import lzma
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from nkreader.archive.added import AddReport
from nkreader.archive.adding import Intake
from nkreader.archive.deriving import derived
from nkreader.archive.library import Library
from nkreader.archive.store import Store
from nkreader.ingest import LIMIT, Skipped, articles
from tests.benchmarks.measuring import Figure, made_text, seconds

ROWS = 5000
FILES = 100_000
UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes that `ru_maxrss` counts in."""


def run(data: Path | None) -> list[Figure]:
    """Articles a second of every step, peak memory, and seconds of a rescan."""
    source = "Reuters-105k" if data else "made texts"
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        with rows.open("wb") as file:
            file.writelines(itertools.islice(rows_of(data), ROWS))
        few = Path(folder) / "few.jsonl"
        with few.open("wb") as file:
            file.writelines(itertools.islice(rows_of(data), 50))
        base = _alone(_add, few)[1]
        speed, peak = _alone(_add, rows)
        return [
            Figure(f"read and split {ROWS} rows, {source}", f"{_read(rows):.0f}/s"),
            Figure("  analyse them, with signatures", f"{_analyse(rows):.0f}/s"),
            Figure("  add them, without groups and index", f"{speed:.0f}/s"),
            Figure("  peak memory of that", f"{peak / 1e6:.0f} MB", f"of 50 rows {base / 1e6:.0f} MB"),
            Figure(f"rescan of {FILES:,} files, nothing new", f"{_rescan(Path(folder)):.2f} s"),
        ]


def rows_of(data: Path | None) -> Iterator[bytes]:
    """Lines of JSON: the public Reuters-105k rows, then made ones without end."""
    if data:
        with lzma.open(data / "reuters-2006-2013.jsonl.xz", "rb") as lines:
            yield from lines
    for seed in itertools.count():
        text = made_text(400, seed)
        row = {"title": text[:60].strip(), "url": f"https://rows.example/{seed}", "date": "2024-03-03", "text": text}
        yield json.dumps(row).encode() + b"\n"


def _alone(work: Callable[[Path], float], path: Path) -> tuple[float, int]:
    """What a work measures in a process of its own, and the bytes of memory it needed at most."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (work, path))


def _measured(work: Callable[[Path], float], path: Path) -> tuple[float, int]:
    return work(path), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def _read(rows: Path) -> float:
    return ROWS / seconds(lambda: sum(1 for _ in articles([rows])), 1)


def _analyse(rows: Path) -> float:
    found = [item for item in itertools.islice(articles([rows]), 300) if not isinstance(item, Skipped)]
    derived(found[0].article)
    return len(found) / seconds(lambda: [derived(item.article) for item in found], 1)


def _add(rows: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "library.db")
        report = AddReport()
        started = time.perf_counter()
        Intake(store, report).walk([rows], LIMIT)
        passed = time.perf_counter() - started
        store.close()
    return len(report.added) / passed


def _rescan(folder: Path) -> float:
    """The library is filled with what an add leaves of such files: the analysis of so many would take an hour."""
    files = _many(folder / "many")
    library = Library.open(folder / "library")
    with library._store.writing() as db:
        db.execute("INSERT INTO folder VALUES (?)", (os.fsencode(folder / "many"),))
        for number, path in enumerate(files):
            digest, status, name = hashlib.sha256(os.fsencode(path)).hexdigest(), path.stat(), os.fsencode(path)
            row: tuple[Any, ...] = (name, digest[:12], digest, status.st_size, status.st_mtime_ns)
            db.execute("INSERT INTO article (id, number, added) VALUES (?, ?, '')", (digest[:12], number))
            db.execute("INSERT INTO path VALUES (?, ?, ?, ?, ?, 0)", row)
            db.execute("INSERT INTO file VALUES (?, ?, ?, 1)", (name, status.st_size, status.st_mtime_ns))
    assert library.rescan().unchanged == FILES
    taken = seconds(library.rescan, 3)
    library.close()
    return taken


def _many(folder: Path) -> list[Path]:
    found = []
    for number in range(FILES):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        if number % 1000 == 0:
            path.parent.mkdir(parents=True)
        path.write_text(f"Notice {number}\n\nHarbour notice {number} names the pier and the tug.\n")
        os.utime(path, (1_700_000_000, 1_700_000_000 + number))
        found.append(path)
    return found
