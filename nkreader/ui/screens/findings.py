"""What an examination of the library found, as the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content

from nkreader.model.headline import Headline
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice

if TYPE_CHECKING:
    from nkreader.archive.doctor import Finding

MOST = 200
"""Findings of one kind that are listed; the rest as a number."""
ALIKE = 3
"""Findings in a row that say the same, from which it is said once for all of them."""
_ELSEWHERE = {"undated": "the search is:undated lists them", "missing file": "the search is:missing lists them"}


def finding_choices(findings: Sequence[Finding], headlines: Mapping[str, Headline]) -> tuple[Choice, ...]:
    """The findings below the name of their kind; what many of them say in a row stands above these once.

    A row's value is its own number and, behind a colon, the finding's.
    """
    rows: list[Choice] = []
    numbered = enumerate(findings)
    for kind, group in groupby(numbered, key=lambda item: item[1].kind):
        found = [*group]
        rows.append(heading(f"{kind} · {len(found):,}"))
        for text, alike in groupby(found[:MOST], key=lambda item: item[1].text):
            several = [*alike]
            once = len(several) >= ALIKE and all(_where(finding, headlines) for _, finding in several)
            if once:
                rows.append(Choice("", (content_line(text, "italic"),)))
            for number, finding in several:
                lines = tuple(_lines(finding, headlines))
                rows.append(Choice(f"{len(rows)}:{number}", lines[1:] if once else lines))
        if len(found) > MOST:
            more = f"… and {len(found) - MOST:,} more; {_ELSEWHERE.get(kind, 'nkreader doctor tells all')}"
            rows.append(Choice("", (content_line(more, "$dim"),)))
    return tuple(rows)


def heading(text: str) -> Choice:
    """A row that names what stands below it and cannot be chosen."""
    return Choice("", (content_line(text, "bold $accent"),))


def _lines(finding: Finding, headlines: Mapping[str, Headline]) -> Iterator[Content]:
    """What is doubtful, then where."""
    yield content_line(finding.text)
    if where := _where(finding, headlines):
        yield content_line(f"  {where}", "$dim")


def _where(finding: Finding, headlines: Mapping[str, Headline]) -> str:
    """The title of the piece and the place in its file, as far as there are any."""
    headline = headlines.get(finding.article or "")
    title = [headline.title or "(untitled)"] if headline else []
    place = finding.path or ""
    if finding.line is not None:
        place += f":{finding.line}:{finding.column}"
    return " · ".join([*title, *([place] if place else [])])
