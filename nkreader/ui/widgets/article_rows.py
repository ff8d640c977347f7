"""Which rows the article list has, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from nkreader.model.folding import fold
from nkreader.model.headline import Headline
from nkreader.model.timeline import has_place, shown_days

HELP = (
    "The articles. `•` is not read yet, `›` is open. `≈` marks a date that is likely, `05-04?` a day whose year "
    "is not known, `2024-10-31–` the first day it can be. `×3` are three pieces on one event, `✎2` two "
    "highlights, `★` a star; `gone` says that the file is no longer there, the text still is."
)
"""What the signs in the list mean."""


class Order(StrEnum):
    """How the list is sorted."""

    DATE = "newest first"
    RELEVANCE = "best first"
    TITLE = "by title"
    ARRIVAL = "last added first"


class Listed(NamedTuple):
    """A row for one article."""

    headline: Headline
    members: int = 0
    """How many more pieces of its event are listed; 0 unless it stands for the group."""
    inside: bool = False
    """One of an unfolded group, below its first."""


class Lane(NamedTuple):
    """Heading of the undated pieces."""

    pieces: int


Row = Listed | Lane


def ordered(headlines: Iterable[Headline], order: Order, ranks: Mapping[str, int]) -> list[Headline]:
    """Sort; `ranks` is the place of each id among the hits. By date, undated pieces come last."""
    if order is Order.TITLE:
        return sorted(headlines, key=lambda item: (fold(item.title), item.id))
    if order is Order.ARRIVAL:
        return sorted(headlines, key=lambda item: -item.added)
    if order is Order.RELEVANCE:
        return sorted(headlines, key=lambda item: (ranks.get(item.id, len(ranks)), item.id))
    return sorted(headlines, key=_newest_first)


def _newest_first(item: Headline) -> tuple[bool, int, int]:
    days = shown_days(item.published)
    first = days and (days.earliest or days.latest)
    return first is None, -first.toordinal() if first else 0, -item.added


def arranged(sorted_: Sequence[Headline], unfolded: frozenset[str], lane: bool) -> list[Row]:
    """Rows for sorted pieces: each event once, at its first piece; `lane` sets undated ones apart."""
    events: dict[str, list[Headline]] = {}
    for item in sorted_:
        if item.event:
            events.setdefault(item.event, []).append(item)
    rows: list[Row] = []
    lane_at: int | None = None
    seen: set[str] = set()
    for item in sorted_:
        if item.event in seen:
            continue
        if lane and lane_at is None and not has_place(item.published):
            lane_at = len(rows)
        members = events.get(item.event, []) if item.event else []
        rows.append(Listed(item, len(members) - 1 if members else 0))
        if item.event:
            seen.add(item.event)
            if item.event in unfolded:
                rows.extend(Listed(member, inside=True) for member in members if member is not item)
    if lane_at is not None:
        pieces = sum(1 + row.members for row in rows[lane_at:] if isinstance(row, Listed) and not row.inside)
        rows.insert(lane_at, Lane(pieces))
    return rows


def placed(rows: Sequence[Row], headlines: Iterable[Headline]) -> dict[str, int]:
    """Index of the row of each piece; a folded one is found in its group."""
    places = {row.headline.id: at for at, row in enumerate(rows) if isinstance(row, Listed)}
    groups = {
        row.headline.event: at
        for at, row in enumerate(rows)
        if isinstance(row, Listed) and row.members and row.headline.event
    }
    folded = {item.id: groups[item.event] for item in headlines if item.event in groups}
    return folded | places


def short_outlet(name: str, room: int) -> str:
    """An outlet in `room` characters: a long name of four words or more as its initials, `KCNA`."""
    words = name.split()
    return "".join(word[0] for word in words if word[0].isupper()) if len(name) > room and len(words) > 3 else name
