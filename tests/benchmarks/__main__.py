"""Run every benchmark but the longest, or those whose names are given."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.benchmarks import (
    adding,
    analysis,
    archive,
    bulk,
    coverage,
    dossiers,
    events,
    linking,
    names_by_kind,
    pages,
    quality,
    reading,
    room,
    searching,
    whole,
)
from tests.benchmarks.measuring import Figure

BENCHMARKS = {
    "adding": adding.run,
    "analysis": analysis.run,
    "archive": archive.run,
    "bulk": bulk.run,
    "dossiers": dossiers.run,
    "reading": reading.run,
    "room": room.run,
    "pages": pages.run,
    "quality": quality.run,
    "coverage": coverage.run,
    "events": events.run,
    "linking": linking.run,
    "names": names_by_kind.run,
}
BY_NAME = {**BENCHMARKS, "searching": searching.run, "whole": whole.run}


def main(names: list[str]) -> int:
    """Print one line a figure."""
    folder = os.environ.get("NKREADER_DATA")
    unknown = set(names) - BY_NAME.keys()
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BY_NAME)}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        print(name)
        figures: list[Figure] = BY_NAME[name](Path(folder) if folder else None)
        for figure in figures:
            print(f"  {figure.what:<58} {figure.value:>10} {figure.beside}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
