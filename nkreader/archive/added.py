"""What adding tells: while it goes on, and in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkreader.ingest import Skipped

Progress = Callable[[int, str], None]
"""Called now and then, never inside a transaction, with the number of articles done and the path at hand (or what is
being done). What it raises ends the work; what was committed stays."""


@dataclass(slots=True)
class AddReport:
    """What became of what was added; true at any time of what is committed."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    missing: int = 0
    """Paths that are gone since they were last looked at."""
    done: int = 0
    """Articles looked at, those of a batch that is not yet committed included."""
    share: float | None = None
    """How much of the bytes has been gone through, 0 to 1; None as long as nobody counted them."""

    def take(self, other: AddReport) -> None:
        """Count in what a batch did, once it is committed."""
        self.added += other.added
        known = set(self.updated) if other.updated else set()
        self.updated += [ident for ident in dict.fromkeys(other.updated) if ident not in known]
        self.unchanged += other.unchanged
        self.skipped += other.skipped
        self.missing += other.missing

    def renamed(self, old: str, new: str) -> None:
        """An article of this add got another id, because an earlier version of it came in."""
        self.added[:] = [new if ident == old else ident for ident in self.added]
