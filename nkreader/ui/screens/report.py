"""What came in when the library last grew: a line each for what matters, which opens the pieces it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.content import Content

from nkreader.model.headline import Headline
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice
from nkreader.ui.screens.sheets import headline_choice, lines

MOST = 500
"""Pieces, or skipped files, that a sheet lists; the rest as a number."""
SHOWN = 3
"""Skipped files that the report itself names."""


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
    grouped = tuple(piece for piece in headlines.values() if piece.event in events) if events else ()
    came = (*new, *updated)
    undated = tuple(piece for piece in came if not piece.published.known)
    contested = tuple(piece for piece in came if piece.published.contested)
    groups = f"{counted(len(events), 'same-event group')} with what came in ({counted(len(grouped), 'piece')})"
    found = (
        Line("added", f"{counted(len(new), 'piece')} added", tuple(new), "added"),
        Line("events", groups, tuple(sorted(grouped, key=lambda piece: piece.event or "")), "same event"),
        Line("updated", f"{counted(len(updated), 'piece')} with a new version", updated, "new version"),
        Line("undated", f"{len(undated):,} undated", undated, "undated"),
        Line("contested", f"{len(contested):,} with dates in conflict", contested, "dates in conflict"),
    )
    return tuple(line for line in found if line.pieces)


def report_text(report: Report) -> Content:
    """What stands above the lines: why it ended too soon, and what is gone."""
    stopped = f"Interrupted: {report.trouble}. What is told here is kept." if report.trouble else ""
    gone = f"{counted(report.missing, 'path')} no longer there; the texts are kept." if report.missing else ""
    return lines(content_line(stopped, "$error") if stopped else "", content_line(gone) if gone else "")


def report_choices(report: Report, headlines: Mapping[str, Headline]) -> tuple[Choice, ...]:
    """The lines as rows; the value of each is its name."""
    rows = [Choice(line.name, (content_line(line.said, "bold"),)) for line in report_lines(report, headlines)]
    if report.skipped:
        named = [f"  {Path(path).name}: {reason}" for path, reason in report.skipped[:SHOWN]]
        below = tuple(content_line(text, "$dim") for text in named)
        rows.append(Choice("skipped", (content_line(f"{len(report.skipped):,} skipped", "bold"), *below)))
    return tuple(rows)


def piece_choices(line: Line) -> tuple[Choice, ...]:
    """The pieces behind a line; those of one event below what they report."""
    rows: list[Choice] = []
    event = None
    for piece in line.pieces[:MOST]:
        if line.name == "events" and piece.event != event:
            event = piece.event
            members = sum(other.event == event for other in line.pieces)
            rows.append(Choice("", (content_line(f"{counted(members, 'piece')} on one event", "bold $accent"),)))
        rows.append(headline_choice(piece))
    if len(line.pieces) > MOST:
        rows.append(_more(len(line.pieces) - MOST, "sorted by arrival, the list has them all"))
    return tuple(rows)


def skipped_choices(skipped: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """What gave no article, each with its reason."""
    rows = [Choice(path, (content_line(reason), content_line(f"  {path}", "$dim"))) for path, reason in skipped[:MOST]]
    return (*rows, _more(len(skipped) - MOST, "nkreader doctor names them")) if len(skipped) > MOST else tuple(rows)


def offered(report: Report, headlines: Mapping[str, Headline]) -> str:
    """What the status line adds to what was said of it: how much of it is undated or in conflict."""
    told = {line.name: line.said for line in report_lines(report, headlines)}
    return ", ".join(told[name] for name in ("undated", "contested") if name in told)


def _more(number: int, where: str) -> Choice:
    return Choice("", (content_line(f"… and {number:,} more; {where}", "$dim"),))


def counted(number: int, what: str) -> str:
    """`1 piece`, `2 pieces`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
