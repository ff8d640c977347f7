"""What starting costs: `python -m tests.coldstart` prints modules and milliseconds of each way in.

Every way in is run in fresh interpreters; the figure is the fastest of the runs, less that of an
interpreter that imports nothing.
"""

from __future__ import annotations

import subprocess
import sys
import time

RUNS = 5
WAYS = {
    "interpreter": "pass",
    "nkreader --version": "import nkreader.cli.run, nkreader.cli.parsing",
    "list, show": "import nkreader.cli.listing, nkreader.cli.showing",
    "inspect": "import nkreader.cli.inspecting",
    "add": "import nkreader.cli.changing, nkreader.archive.adding, nkreader.ingest",
    "search": "import nkreader.archive.library, nkreader.search.index",
    "first paint": "import nkreader.ui.app",
}
HEAVY = ("textual", "rich", "whoosh", "sqlite3", "ahocorasick_rs", "snowballstemmer", "platformdirs", "numpy")


def measured(code: str) -> tuple[float, list[str]]:
    """Seconds of the fastest run, and the modules it loaded."""
    best, loaded = float("inf"), []
    for _ in range(RUNS):
        started = time.perf_counter()
        run = subprocess.run(
            [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        best = min(best, time.perf_counter() - started)
        loaded = run.stdout.split()
    return best, loaded


def main() -> None:
    """Print one line for each way in."""
    bare, _ = measured("pass")
    print(f"{'way in':<20} {'ms':>5} {'modules':>8}  of the heavy ones")
    for way, code in WAYS.items():
        seconds, loaded = measured(code)
        heavy = [name for name in HEAVY if name in loaded]
        print(f"{way:<20} {(seconds - bare) * 1000:>5.0f} {len(loaded):>8}  {' '.join(heavy) or '-'}")


if __name__ == "__main__":
    main()
