"""What came in when the library last grew, or since the last visit: a line each for what matters, which opens it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkreader.archive.visits import FirstNamed
    from nkreader.model.headline import Headline


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files and texts that were looked at; its pieces are ids."""

    doing: str
    """`adding`, `looking again`, or both."""
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    missing: int = 0
    """Paths that are gone."""
    skipped: tuple[tuple[str, str], ...] = ()
    """Path and reason of what gave no article."""
    trouble: str = ""
    """Why it ended before its end."""
    names: tuple[FirstNamed, ...] = ()
    """Names that no earlier piece of the library has."""

    @property
    def empty(self) -> bool:
        """Whether nothing is to be told of it."""
        return not (self.added or self.updated or self.missing or self.skipped or self.trouble)

    def then(self, later: Report) -> Report:
        """This one and what followed at once, as one."""
        return Report(
            f"{self.doing}, then {later.doing}",
            tuple(dict.fromkeys((*self.added, *later.added))),
            tuple(dict.fromkeys(ident for ident in (*self.updated, *later.updated) if ident not in self.added)),
            self.missing + later.missing,
            tuple(dict.fromkeys((*self.skipped, *later.skipped))),
            self.trouble or later.trouble,
            tuple({one.entity.id: one for one in (*self.names, *later.names)}.values()),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report and the pieces behind it."""

    name: str
    said: str
    pieces: tuple[Headline, ...] = ()
    why: str = ""
    """Said of a piece that is opened from there."""


def report_lines(report: Report, headlines: Mapping[str, Headline]) -> tuple[Line, ...]:
    """What is told, in this order; of nothing there is no line."""
    new = [headlines[ident] for ident in report.added if ident in headlines]
    updated = tuple(headlines[ident] for ident in report.updated if ident in headlines)
    events = {piece.event for piece in new if piece.event}
    known = {piece.event for piece in headlines.values() if piece.event in events and piece.id not in set(report.added)}
    again = tuple(piece for piece in new if piece.event in known)
    grouped = tuple(piece for piece in headlines.values() if piece.event in events) if events else ()
    came = (*new, *updated)
    undated = tuple(piece for piece in came if not piece.published.known)
    contested = tuple(piece for piece in came if piece.published.contested)
    groups = f"{counted(len(events), 'same-event group')} with what came in ({counted(len(grouped), 'piece')})"
    found = (
        Line("added", f"{counted(len(new), 'piece')} added", tuple(new), "added"),
        Line(
            "known",
            f"{counted(len(again), 'new version')} of events known before",
            again,
            "new version of a known event",
        ),
        Line("events", groups, tuple(sorted(grouped, key=lambda piece: piece.event or "")), "same event"),
        Line("updated", f"{counted(len(updated), 'piece')} with a new version", updated, "new version"),
        Line("undated", f"{len(undated):,} undated", undated, "undated"),
        Line("contested", f"{len(contested):,} with dates in conflict", contested, "dates in conflict"),
    )
    return tuple(line for line in found if line.pieces)


def offered(report: Report, headlines: Mapping[str, Headline]) -> str:
    """What the status line adds to what was said of it: how much of it is undated or in conflict."""
    told = {line.name: line.said for line in report_lines(report, headlines)}
    return ", ".join(told[name] for name in ("undated", "contested") if name in told)


def counted(number: int, what: str) -> str:
    """`1 piece`, `2 pieces`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
