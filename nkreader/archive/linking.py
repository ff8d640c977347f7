"""What a library tells of its same-event groups, and which pieces are related, and why."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from nkreader.analysis.grouping import agreement, shared_terms
from nkreader.analysis.related import Sighting, link
from nkreader.analysis.signature import Signature, signature_from_json
from nkreader.archive.headlines import chronological
from nkreader.archive.serial import analysis_from_json, dumps, unpacked
from nkreader.model.analysis import Analysis
from nkreader.model.dates import PartialDate
from nkreader.model.headline import Headline
from nkreader.model.links import Event, Link, Reason

CANDIDATES = 60
"""Pieces that share the rarest names, looked at more closely for related ones."""


def events(db: sqlite3.Connection, headlines: Iterable[Headline]) -> tuple[Event, ...]:
    """The groups, in order of their first piece; labels come from the first stated title."""
    grouped: dict[str, list[Headline]] = {}
    for headline in sorted(headlines, key=chronological):
        if headline.event:
            grouped.setdefault(headline.event, []).append(headline)
    return tuple(_event(db, ident, members) for ident, members in grouped.items())


def _event(db: sqlite3.Connection, ident: str, members: list[Headline]) -> Event:
    titled = [h for h in members if h.title_basis in ("stated", "first line")] or members
    cited: Counter[str] = Counter()
    for member in members:
        for origin in analysis_of(db, member.id).origins:
            if origin.span is not None:
                cited[origin.name] += 1
    ranked = sorted(cited, key=lambda name: (-cited[name], name))
    return Event(ident, titled[0].title, _happened(members), tuple(h.id for h in members), tuple(ranked))


def _happened(members: list[Headline]) -> PartialDate:
    """The narrowest date that a member states for the event."""
    known = [h.happened for h in members if h.happened.known]
    if not known:
        return PartialDate.unknown("no piece of the group says when it happened")
    return min(known, key=lambda when: (when.interval.days or 10**6, when.sort_key))


def analysis_of(db: sqlite3.Connection, ident: str) -> Analysis:
    """The stored analysis of an article that is there."""
    (data,) = db.execute("SELECT analysis_json FROM analysis WHERE article = ?", (ident,)).fetchone()
    return analysis_from_json(data)


def related(db: sqlite3.Connection, ident: str, limit: int = 30) -> tuple[Link, ...]:
    """Pieces of the same event first, then others by score; each with its reasons."""
    here = analysis_of(db, ident)
    same = _same_event(db, ident, here)
    taken = {ident, *(item.id for item in same)}
    sightings = _sightings(db, here)
    others: list[Link] = []
    for other in _candidates(db, ident, sightings):
        if other in taken:
            continue
        found = link(here, analysis_of(db, other), other, sightings)
        if found:
            others.append(found)
    others.sort(key=lambda item: (-item.score, item.id))
    return (*same, *others[:limit])


def _same_event(db: sqlite3.Connection, ident: str, here: Analysis) -> list[Link]:
    rows = db.execute(
        "SELECT m.article, n.signature FROM membership m JOIN analysis n ON n.article = m.article "
        "WHERE m.event = (SELECT event FROM membership WHERE article = ?) ORDER BY m.article",
        (ident,),
    ).fetchall()
    signatures = {article: signature_from_json(unpacked(data)) for article, data in rows}
    mine = signatures.pop(ident, None)
    if mine is None:
        return []
    found = [_same(db, other, mine, theirs, here) for other, theirs in signatures.items()]
    return sorted(found, key=lambda item: (-item.score, item.id))


def _same(db: sqlite3.Connection, other: str, mine: Signature, theirs: Signature, here: Analysis) -> Link:
    terms = " · ".join(shared_terms(mine, theirs))
    there = analysis_of(db, other)
    first = here.sentences[0] if here.sentences else None
    reason = Reason(f"same event: {terms}", first, there.sentences[0] if there.sentences else None)
    score = min(1.0, agreement(mine, theirs).score)
    tie = link(here, there, other, _sightings(db, here))
    return Link(other, round(score, 4), (reason, *(tie.reasons[:2] if tie else ())), same_event=True)


def _sightings(db: sqlite3.Connection, here: Analysis) -> dict[str, Sighting]:
    (total,) = db.execute("SELECT count(*) FROM article").fetchone()
    found = {}
    for entity in {m.entity for m in here.mentions if m.entity}:
        (count,) = db.execute("SELECT count(*) FROM naming WHERE entity = ?", (entity,)).fetchone()
        found[entity] = Sighting(count, total)
    return found


def _candidates(db: sqlite3.Connection, ident: str, sightings: dict[str, Sighting]) -> list[str]:
    """Articles that share names with this one, those with the rarest names first."""
    worth = {
        entity: int(sighting.rarity * 1000)
        for entity, sighting in sightings.items()
        if sighting.rarity > 0 and sighting.articles > 1
    }
    rows = db.execute(
        "SELECT g.article FROM json_each(?) w CROSS JOIN naming g ON g.entity = w.key WHERE g.article != ? "
        "GROUP BY g.article ORDER BY sum(w.value) DESC, g.article LIMIT ?",
        (dumps(worth), ident, CANDIDATES),
    )
    return [row[0] for row in rows]
