"""What the command line says of what came in: on which known events, with names never seen before, since when new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nkreader.cli.output import counted
from nkreader.model.sanitise import safe_line

if TYPE_CHECKING:
    from nkreader.archive.added import AddReport
    from nkreader.archive.library import Library
    from nkreader.model.headline import Headline

FEW = 200
"""Articles that came, up to which each is asked for its event; of more, the whole list is read."""
NAMES = 12
"""Names that are told."""


def arrivals(archive: Library, report: AddReport) -> Iterator[str]:
    """A line for the new reports of events that were known, and one for the names that no earlier article has."""
    again = _on_known_events(archive, report.added)
    if again:
        yield f"{counted(again, 'new report')} of events known before"
    first = archive.first_named(report.added)
    if first:
        names = [safe_line(one.entity.name) for one in first]
        more = f" and {len(names) - NAMES:,} more" if len(names) > NAMES else ""
        yield f"named for the first time: {', '.join(names[:NAMES])}{more}"


def _on_known_events(archive: Library, added: list[str]) -> int:
    """How many of the articles that came report an event that an earlier one does."""
    came = set(added)
    if len(added) <= FEW:
        events = [archive.event(article) for article in added]
        return sum(event is not None and not came.issuperset(event.members) for event in events)
    listed = archive.headlines()
    known = {item.event for item in listed if item.id not in came and item.event}
    return sum(item.event in known for item in listed if item.id in came)


def news_of(archive: Library, item: Headline) -> str:
    """What an article is since the last visit of the reading room: ` [new text]`, ` [new]`; empty for a known one."""
    if not item.new:
        return " [new text]" if item.renewed else ""
    event = archive.event(item.id) if item.event else None
    known = event is not None and not all(archive.headline(member).new for member in event.members)
    return " [new report of a known event]" if known else " [new]"
