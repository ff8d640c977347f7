"""The same-event groups of a library: what they are called, whom their pieces cite, and who said it first."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from nkreader.archive import citing
from nkreader.archive.citing import Cites
from nkreader.archive.headlines import chronological, headlines
from nkreader.model.analysis import SourceKind
from nkreader.model.dates import PartialDate
from nkreader.model.headline import Headline
from nkreader.model.links import Event
from nkreader.model.provenance import Cite, Told, summary
from nkreader.model.said_first import first


def events(db: sqlite3.Connection, some: Iterable[Headline]) -> tuple[Event, ...]:
    """The groups, in order of their first piece; labels come from the first stated title."""
    grouped: dict[str, list[Headline]] = {}
    for headline in sorted(some, key=chronological):
        if headline.event:
            grouped.setdefault(headline.event, []).append(headline)
    cites = citing.read(db, [headline.id for members in grouped.values() for headline in members])
    keys = {cite.key for one in cites.values() for cite in one.cites}
    here = citing.publishers(db, keys)
    return tuple(_event(ident, members, cites, here) for ident, members in grouped.items())


def event_of(db: sqlite3.Connection, article: str) -> Event | None:
    """The group of an article; None for one alone in its event."""
    rows = db.execute(
        "SELECT article FROM membership WHERE event = (SELECT event FROM membership WHERE article = ?)", (article,)
    ).fetchall()
    found = events(db, headlines(db, [row[0] for row in rows])) if rows else ()
    return found[0] if found else None


def _event(ident: str, members: Sequence[Headline], cites: Mapping[str, Cites], here: frozenset[str]) -> Event:
    titled = [h for h in members if h.title_basis in ("stated", "first line")] or members
    cited = Counter(name for h in members for name in _media(cites[h.id].cites))
    ranked = sorted(cited, key=lambda name: (-cited[name], name))
    told = [
        Told(h.id, h.title, one.outlet or h.outlet, one.publisher, h.published, h.reported, one.cites)
        for h in members
        for one in (cites[h.id],)
    ]
    return Event(
        ident,
        titled[0].title,
        _happened(members),
        tuple(h.id for h in members),
        tuple(ranked),
        summary(told),
        first(told, here),
    )


def _media(cites: Sequence[Cite]) -> Sequence[str]:
    """The media that a piece cites for what it reports; one without a name only where none has one."""
    named = [cite.name for cite in cites if cite.main and cite.kind is SourceKind.MEDIUM]
    return named or [cite.name for cite in cites if cite.kind is SourceKind.PRESS][:1]


def _happened(members: Sequence[Headline]) -> PartialDate:
    """The narrowest date that a member states for the event."""
    known = [h.happened for h in members if h.happened.known]
    if not known:
        return PartialDate.unknown("no piece of the group says when it happened")
    return min(known, key=lambda when: (when.interval.days or 10**6, when.sort_key))
