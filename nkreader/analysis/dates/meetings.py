"""Party meetings that set the tasks for a year: which one a text tells of follows from the year.

The meetings, their days and who reported them are in the gazetteer (`meetings.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from nkreader.analysis.dates.facts import Fact
from nkreader.gazetteer import read

_MEETING = re.compile(
    r"\b(?:Workers['’] Party|WPK|ruling party|[Pp]arty)(?:['’]s)?(?:\s[\w'’-]+){0,5}?\s"
    r"(?:gathering|meeting|plenum|plenary|congress|Congress)\b|\bplenary (?:meeting|session)\b"
)
_ONGOING = re.compile(r"\b(?:on-?going|under ?way|being held|in progress|(?:second|third|fourth)[- ]day)\b")
AROUND = 60
"""How many characters from the meeting a text may say that it goes on."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that set the tasks for a year."""

    label: str
    first: date
    last: date
    tasks_for: int
    source: str


def meeting_facts(text: str, aims: Collection[int]) -> Iterator[Fact]:
    """What a text bounds that tells of a party meeting and of aims for these years."""
    held = _MEETING.search(text) if aims else None
    if held is None:
        return
    ongoing = _ONGOING.search(text, max(0, held.start() - AROUND), held.end() + AROUND)
    for meeting in meetings():
        if meeting.tasks_for in aims:
            yield _fact(meeting, meeting.first, None)
            if ongoing:
                yield _fact(meeting, None, meeting.last)


def _fact(meeting: Meeting, earliest: date | None, latest: date | None) -> Fact:
    name = f"meeting-{meeting.first}"
    return Fact(name, meeting.label, (), _MEETING, None, earliest, latest, meeting.source, verified=True)


@cache
def meetings() -> tuple[Meeting, ...]:
    """The gazetteer's meetings."""
    source = read("meetings.toml")
    return tuple(Meeting(**item) for item in tomllib.loads(source)["meeting"])
