"""What the reader says of groups among the links of a piece: joined by hand, and follow-ups by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nkreader.analysis.clustering import SAME
from nkreader.archive import rulings
from nkreader.archive.linking import analysis_of
from nkreader.model.links import Link, Reason, ReasonKind
from nkreader.model.rulings import Ruled

JOINED = "same event, joined by hand"
THROUGH = "same event, by way of pieces joined by hand"
FOLLOWS, FOLLOWED = "follow-up, set by hand", "the open piece follows it up, set by hand"
_INFERRED = "same event"
"""How the reason begins that is found without the reader."""


def as_ruled(db: sqlite3.Connection, ident: str, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of a piece with what is said by hand: same event first, then follow-ups, then the rest."""
    said = rulings.ruled(db)
    if not said:
        return tuple(links)
    group = rulings.group_of(db, ident)
    joined = rulings.joined_with(db, ident)
    same = [_joined(said, joined, link, group) for link in links if link.same_event]
    others = {link.id: link for link in links if not link.same_event}
    linked = [*_followed(db, ident, group, others)]
    taken = {link.id for link in linked}
    return (*same, *linked, *(link for link in others.values() if link.id not in taken))


def _joined(said: Ruled, joined: frozenset[str], link: Link, group: Sequence[str]) -> Link:
    """A piece of the same event, with the reader's part in that; what they share is told where it says the same."""
    if link.id in joined:
        told = JOINED
    elif link.score or not any(len(said.joined(one)) > 1 for one in group):
        return link
    else:
        told = THROUGH
    first, *rest = link.reasons
    if not first.text.startswith(_INFERRED):
        return replace(link, reasons=(Reason(told, kind=ReasonKind.SAME_EVENT), first, *rest))
    text = f"{told}{first.text.removeprefix(_INFERRED)}" if link.score >= SAME else told
    return replace(link, reasons=(replace(first, text=text), *rest))


def _followed(db: sqlite3.Connection, ident: str, group: Sequence[str], others: dict[str, Link]) -> Iterator[Link]:
    for other, follows in sorted(rulings.follow_ups(db, group).items()):
        if db.execute("SELECT 1 FROM analysis WHERE article = ?", (other,)).fetchone() is None:
            continue
        spans = [analysis_of(db, one).sentences[:1] for one in (ident, other)]
        here, there = (found[0] if found else None for found in spans)
        reason = Reason(FOLLOWS if follows else FOLLOWED, here, there, kind=ReasonKind.FOLLOW_UP)
        known = others.get(other)
        yield Link(other, 1.0, (reason, *(known.reasons if known else ())))
