"""What digests tell of in a library: the piece that reports each of their items, and the digests that list a piece."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from nkreader.analysis.related import score_of
from nkreader.analysis.relating.listing import Item, items_of
from nkreader.analysis.relating.paper import Paper
from nkreader.archive import items
from nkreader.archive.candidates import LATE, beginning_with, said_words
from nkreader.archive.papers import article, paper
from nkreader.archive.recalled import PRECISIONS
from nkreader.model.links import Link

BEFORE, AFTER = 4, 1
"""Days before and after a digest from which its undated items may be."""
EACH = 4
"""Pieces that are looked at for an item."""
DIGESTS = 8
"""Digests that are looked at for a piece, of each kind: those of the days around it, and those that tell of its day."""

_AROUND = """
SELECT d.article FROM digest d JOIN listed l ON l.article = d.article
WHERE l.day BETWEEN ?1 AND ?2 AND d.article != ?3 ORDER BY l.day, d.article LIMIT ?4
"""
_TELLING_OF = """
SELECT DISTINCT d.article FROM recalled r JOIN digest d ON d.article = r.article
WHERE r.first BETWEEN ?1 AND ?2 AND r.last = r.first AND d.article != ?3 ORDER BY d.article LIMIT ?4
"""


def is_listed(db: sqlite3.Connection, ident: str) -> bool:
    """Whether an article is a digest."""
    return db.execute("SELECT 1 FROM digest WHERE article = ?", (ident,)).fetchone() is not None


def item_links(db: sqlite3.Connection, here: Paper, people: Mapping[str, str]) -> list[Link]:
    """The pieces that report the items of a digest, in the order of the items; each piece once.

    `people` says who is one person (`joined.leaders`).
    """
    found: dict[str, Link] = {}
    known: dict[str, Paper | None] = {}
    for item in items_of(here, items.spans(db, here.id)):
        best = _best(db, item, known, people)
        if best and best[1].id not in found:
            shared, there = best
            found[there.id] = Link(there.id, score_of(min(1.6, shared / 12)), (item.reason(there, here=True),))
    return [*found.values()]


def _best(
    db: sqlite3.Connection, item: Item, known: dict[str, Paper | None], people: Mapping[str, str]
) -> tuple[float, Paper] | None:
    """The piece that reports an item, with what they share, weighed; no digest. `known` are papers read before."""
    best: tuple[float, Paper] | None = None
    for ident in _candidates(db, item.digest, item):
        if ident not in known:
            known[ident] = _reporting(db, ident, people)
        there = known[ident]
        shared = item.shared(there) if there else 0.0
        if there and shared and (best is None or (shared, best[1].id) > (best[0], there.id)):
            best = shared, there
    return best


def _reporting(db: sqlite3.Connection, ident: str, people: Mapping[str, str]) -> Paper | None:
    """A piece that may report an item: none that is an overview itself."""
    there = paper(db, ident, people)
    return there if there and not there.signature.survey else None


def _candidates(db: sqlite3.Connection, here: Paper, item: Item) -> Iterator[str]:
    words = said_words(here, item.sentence)
    dated = [date.interval for date in item.dates if date.precision in PRECISIONS]
    for days in dated[:2]:
        if days.earliest and days.latest:
            yield from beginning_with(db, here.id, words, days.earliest, days.latest + timedelta(days=LATE), EACH)
    published = here.analysis.published.interval
    if not dated and published.earliest and published.latest:
        first, last = published.earliest - timedelta(days=BEFORE), published.latest + timedelta(days=AFTER)
        yield from beginning_with(db, here.id, words, first, last, EACH)


def listing_links(db: sqlite3.Connection, here: Paper, people: Mapping[str, str]) -> list[Link]:
    """The digests that list a piece, those of its days first."""
    published = here.analysis.published.interval
    if published.earliest is None or published.latest is None:
        return []
    first, last = published.earliest - timedelta(days=AFTER), published.latest + timedelta(days=BEFORE)
    around = db.execute(_AROUND, (first.isoformat(), last.isoformat(), here.id, DIGESTS)).fetchall()
    day = published.earliest.toordinal()
    telling = db.execute(_TELLING_OF, (day - LATE, day, here.id, DIGESTS)).fetchall()
    found = []
    for ident in dict.fromkeys(row[0] for row in (*around, *telling)):
        shared = items.shared_with(db, ident, here, people)
        digest = paper(db, ident, people) if shared is None or shared else None  # most digests tell nothing of it
        link = _listed_in(db, digest, here, people, shared) if digest else None
        if link:
            found.append(link)
    return found


def _listed_in(
    db: sqlite3.Connection, digest: Paper, here: Paper, people: Mapping[str, str], numbers: Sequence[int] | None
) -> Link | None:
    """The link from a piece to a digest one of whose items it reports better than any other piece.

    `numbers` are those of the items that it may report, None if any may be.
    """
    known: dict[str, Paper | None] = {here.id: here}
    for item in items_of(digest, items.spans(db, digest.id)):
        shared = item.shared(here) if numbers is None or item.number in numbers else 0.0
        best = _best(db, item, known, people) if shared else None
        if best and best[1].id == here.id:
            reason = item.reason(here, here=False, title=article(db, digest.id).title)
            return Link(digest.id, score_of(min(1.6, shared / 12)), (reason,))
    return None
