"""The command line: every verb imports only what it needs."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code of the contract (0, 1, 2, 3 or 130)."""
    from nkreader.cli.run import run

    return run(argv)
