"""Which pieces of a library are related, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from nkreader.analysis.grouping import agreement, shared_terms
from nkreader.analysis.related import Paper, Sighting, link, same_event
from nkreader.archive.candidates import candidates
from nkreader.archive.joined import leaders, together
from nkreader.archive.listing import is_listed, item_links, listing_links
from nkreader.archive.papers import paper
from nkreader.archive.serial import analysis_from_json
from nkreader.model.analysis import Analysis
from nkreader.model.links import Link, ReasonKind

_REFERRING = frozenset({ReasonKind.FOLLOW_UP, ReasonKind.REACTION, ReasonKind.MENTIONED})
"""What pieces of one event are not to each other."""


def analysis_of(db: sqlite3.Connection, ident: str) -> Analysis:
    """The stored analysis of an article that is there."""
    (data,) = db.execute("SELECT analysis_json FROM analysis WHERE article = ?", (ident,)).fetchone()
    return analysis_from_json(data)


def related(db: sqlite3.Connection, ident: str, limit: int = 30) -> tuple[Link, ...]:
    """Pieces of the same event first, then those that report a digest's items in their order, or digests that list it,
    then others by score; each with its reasons.
    """
    known = leaders(db)
    here = paper(db, ident, known)
    if here is None:
        return ()
    sightings = _sightings(db, here.analysis)
    same = _same_event(db, here, sightings, known)
    listed = (item_links if is_listed(db, ident) else listing_links)(db, here, known)
    listed = [item for item in listed if item.id not in {other.id for other in same}]
    taken = {ident, *(item.id for item in (*same, *listed))}
    others: list[Link] = []
    for other in candidates(db, here, sightings):
        there = paper(db, other, known) if other not in taken else None
        found = link(here, there, sightings) if there else None
        if found:
            others.append(found)
    others.sort(key=lambda item: (-item.score, item.id))
    return (*same, *listed, *others[:limit])


def _same_event(
    db: sqlite3.Connection, here: Paper, sightings: Mapping[str, Sighting], known: Mapping[str, str]
) -> list[Link]:
    rows = db.execute(
        "SELECT article FROM membership WHERE event = (SELECT event FROM membership WHERE article = ?1) "
        "AND article != ?1 ORDER BY article",
        (here.id,),
    ).fetchall()
    members = [there for (ident,) in rows if (there := paper(db, ident, known)) is not None]
    found = [_same(here, there, sightings) for there in members]
    return sorted(found, key=lambda item: (-item.score, item.id))


def _same(here: Paper, there: Paper, sightings: Mapping[str, Sighting]) -> Link:
    terms = " · ".join(shared_terms(here.signature, there.signature))
    score = min(1.0, agreement(here.signature, there.signature).score)
    tie = link(here, there, sightings)
    named = tuple(reason for reason in tie.reasons if reason.kind not in _REFERRING) if tie else ()
    return Link(there.id, round(score, 4), (same_event(here, there, terms), *named[:2]), same_event=True)


def _sightings(db: sqlite3.Connection, here: Analysis) -> dict[str, Sighting]:
    (total,) = db.execute("SELECT count(*) FROM article").fetchone()
    found = {}
    for entity in {m.entity for m in here.mentions if m.entity}:
        ids = together(db, entity)  # somebody may be named in other letters there
        count = sum(db.execute("SELECT count(*) FROM naming WHERE entity = ?", (one,)).fetchone()[0] for one in ids)
        found.update(dict.fromkeys(ids, Sighting(count, total)))
    return found
