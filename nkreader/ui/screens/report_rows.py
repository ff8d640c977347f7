"""The report of what came in, as the rows of a sheet; and the pieces and files behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from textual.content import Content

from nkreader.model.headline import Headline
from nkreader.ui.painting import STYLES, content_line
from nkreader.ui.screens.report import Line, Report, counted, report_lines
from nkreader.ui.screens.sheet import Choice
from nkreader.ui.screens.sheets import headline_choice, lines

MOST = 500
"""Pieces, or skipped files, that a sheet lists; the rest as a number."""
NAMED = 5
"""Names that the report itself names."""
SHOWN = 3
"""Skipped files that the report itself names."""


def report_text(report: Report) -> Content:
    """What stands above the lines: why it ended too soon, and what is gone."""
    stopped = f"Interrupted: {report.trouble}. What is told here is kept." if report.trouble else ""
    gone = f"{counted(report.missing, 'path')} no longer there; the texts are kept." if report.missing else ""
    return lines(content_line(stopped, "$error") if stopped else "", content_line(gone) if gone else "")


def report_choices(report: Report, headlines: Mapping[str, Headline]) -> tuple[Choice, ...]:
    """The lines as rows; the value of each is its name."""
    rows = [Choice(line.name, (content_line(line.said, "bold"),)) for line in report_lines(report, headlines)]
    if report.names:
        first = ", ".join(one.entity.name for one in report.names[:NAMED])
        more = f" and {len(report.names) - NAMED:,} more" if len(report.names) > NAMED else ""
        rows.append(
            Choice("names", (content_line(names_told(report), "bold"), content_line(f"  {first}{more}", "$dim")))
        )
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


def names_told(report: Report) -> str:
    """How many names are new to the library."""
    return f"{counted(len(report.names), 'name')} never seen before in this library"


def name_choices(report: Report) -> tuple[Choice, ...]:
    """The names that are new to the library; the value of each is its id."""
    return tuple(
        Choice(
            one.entity.id,
            (
                content_line(one.entity.name, STYLES[one.entity.kind.value]),
                content_line(f"  {one.entity.kind.value} · in {counted(one.pieces, 'piece')}", "$dim"),
            ),
        )
        for one in report.names
    )


def skipped_choices(skipped: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """What gave no article, each with its reason."""
    rows = [Choice(path, (content_line(reason), content_line(f"  {path}", "$dim"))) for path, reason in skipped[:MOST]]
    return (*rows, _more(len(skipped) - MOST, "nkreader doctor names them")) if len(skipped) > MOST else tuple(rows)


def _more(number: int, where: str) -> Choice:
    return Choice("", (content_line(f"… and {number:,} more; {where}", "$dim"),))
