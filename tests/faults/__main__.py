"""`python -m tests.faults [--count N]`: more than a thousand faults; exit code 1 if any did harm."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.faults.campaign import Tally, run


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--count", type=int, default=1200, metavar="N", help="how many faults (1200)")
    parser.add_argument("--seed", type=int, default=1, help="which of them (1)")
    parser.add_argument("--every", default="", metavar="SCENE", help="every error at every write of these, as `add`")
    parser.add_argument("--json", action="store_true", help="one JSON object in the end")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for done, tally in enumerate(run(Path(folder).resolve(), options.count, options.seed, options.every), 1):
            if sys.stderr.isatty() or done % 100 == 0:
                print(f"\r{done} faults, {len(tally.losses)} losses ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    if options.json:
        print(json.dumps(tally.as_json()))
    else:
        for name, steps in tally.steps.items():
            print(f"{name}: {steps} writes, {tally.scenes[name]} faults")
        kinds = ", ".join(f"{count} × {kind}" for kind, count in sorted(tally.faults.items()))
        print(f"{tally.faults.total()} faults ({kinds}); losses: {len(tally.losses)}")
        for loss in tally.losses:
            print(loss)
    return 1 if tally.losses else 0


if __name__ == "__main__":
    sys.exit(main())
