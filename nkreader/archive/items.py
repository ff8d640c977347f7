"""What items of digests begin with, kept so that most digests need not be read to know that a piece is not in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from nkreader.analysis.digests import items
from nkreader.analysis.relating.listing import Item, enough, items_of
from nkreader.analysis.relating.paper import Paper
from nkreader.archive.papers import article, paper
from nkreader.archive.serial import dumps
from nkreader.model.spans import Span

MOST = 60
"""Items of a digest that are followed."""


def spans(db: sqlite3.Connection, digest: str) -> Sequence[Span]:
    """Where the items stand that are followed."""
    return items(article(db, digest))[:MOST]


def keep(db: sqlite3.Connection, ident: str) -> None:
    """Store what the items of an article begin with, if it is a digest."""
    db.execute("DELETE FROM item WHERE article = ?", (ident,))
    if db.execute("SELECT 1 FROM digest WHERE article = ?", (ident,)).fetchone():
        here = paper(db, ident, {})
        if here is not None:
            said = [_said(one) for one in items_of(here, spans(db, ident))]
            db.execute("INSERT INTO item VALUES (?, ?)", (ident, dumps(said)))


def _said(item: Item) -> tuple[list[str], list[str]]:
    return sorted(item.sentence.names), sorted(item.sentence.words)


def shared_with(db: sqlite3.Connection, digest: str, piece: Paper, people: Mapping[str, str]) -> list[int] | None:
    """Numbers, from 1, of the items whose beginning tells enough of what a piece does; None if that is not known yet.

    `people` says who is one person (`joined.leaders`).
    """
    row = db.execute("SELECT said_json FROM item WHERE article = ?", (digest,)).fetchone()
    if row is None:
        return None
    found = []
    for number, (names, words) in enumerate(json.loads(row[0]), 1):
        if enough(piece, {people.get(name, name) for name in names}, words) > 0:
            found.append(number)
    return found
