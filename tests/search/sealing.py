"""A seal in memory, for indexes without a library."""

from __future__ import annotations

from pathlib import Path

from nkreader.search.index import Index
from nkreader.search.written import PATIENCE


class Memory:
    """Keeps the seal of one index, as a library's store does."""

    def __init__(self) -> None:
        self.seal: str | None = None

    def read(self) -> str | None:
        """The seal as last written."""
        return self.seal

    def write(self, seal: str | None) -> None:
        """Keep it."""
        self.seal = seal

    def replace(self, seal: str) -> None:
        """Keep one of the same articles."""
        self.seal = seal


def index_in(folder: Path, patience: float = PATIENCE) -> Index:
    """An index that nobody else knows of."""
    return Index(folder, Memory(), patience)
