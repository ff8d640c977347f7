"""Visits of the reading room: where the last one ended, and what came into the library since.

A moment is told by how many articles and new versions had arrived, not by a clock: the same library then gives the
same answer whenever it is asked. The day and hour are kept only to be told.

What is new stays so while a visit goes on, and until one has ended: one that was cut off has shown nothing for certain.
Of two that go on at once, the one that began last counts. The command line visits nothing.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from nkreader.archive.serial import dumps, entity_from_json
from nkreader.archive.store import Store
from nkreader.model.entities import Entity

MOMENT = 1.0
"""Seconds that noting a visit waits for another nkreader that is writing."""
ON, LAST = "visit.on", "visit.last"
"""Keys of `meta`: which visit began last, if it has not ended; and when the last one ended."""
MOST_NAMES = 500
"""Names never seen before that are told of."""

_NOW = "SELECT coalesce(max(number), 0), coalesce(max(renewed), 0) FROM article"
_NEW = "SELECT id FROM article WHERE number > ? UNION SELECT id FROM article WHERE renewed > ?"
_FIRST_NAMED = """
WITH here(one, pieces) AS (
    SELECT coalesce(j.leader, g.entity), count(*) FROM json_each(?1) n
    CROSS JOIN naming g INDEXED BY naming_article ON g.article = n.value LEFT JOIN joined j ON j.entity = g.entity
    GROUP BY 1
)
SELECT one, pieces, (SELECT name_json FROM naming a WHERE a.entity = one ORDER BY a.article LIMIT 1) FROM here
WHERE pieces = (SELECT count(*) FROM naming a WHERE a.entity = one)
    + (SELECT count(*) FROM joined k JOIN naming a ON a.entity = k.entity WHERE k.leader = one AND k.entity != one)
ORDER BY pieces DESC, one LIMIT ?2
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """How far the library had grown."""

    articles: int
    """Number of the article that had arrived last."""
    versions: int
    """Number of the last new version of an article that was known."""
    at: str = ""
    """When that was, in UTC, as ISO 8601; told, and no evidence for anything."""


@dataclass(frozen=True, slots=True)
class FirstNamed:
    """A name that no earlier article of the library has."""

    entity: Entity
    pieces: int
    """In how many of those that came it is."""


def begin(store: Store) -> str:
    """The reading room opens; gives what `end` is to be told.

    Raises:
        LibraryError: if the library cannot be written, or another nkreader is writing for longer than a moment.
    """
    visit = secrets.token_hex(8)
    with store.writing(MOMENT) as db:
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (ON, visit))
    return visit


def end(store: Store, visit: str) -> None:
    """The reading room closes: what came until now has been there to be seen, unless another visit goes on.

    Raises:
        LibraryError: as `begin`.
    """
    with store.writing(MOMENT) as db:
        if db.execute("DELETE FROM meta WHERE key = ? AND value = ?", (ON, visit)).rowcount:
            articles, versions = db.execute(_NOW).fetchone()
            _keep(db, Moment(articles, versions, datetime.now(UTC).isoformat(timespec="seconds")))


def last(db: sqlite3.Connection) -> Moment | None:
    """When the last visit ended; None before the first has."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (LAST,)).fetchone()
    try:
        item = json.loads(row[0]) if row else None
        return Moment(int(item["articles"]), int(item["versions"]), str(item["at"])) if item else None
    except (ValueError, TypeError, KeyError):
        return None


def _keep(db: sqlite3.Connection, moment: Moment) -> None:
    item = {"articles": moment.articles, "versions": moment.versions, "at": moment.at}
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (LAST, dumps(item)))


def lower(db: sqlite3.Connection) -> None:
    """Articles were removed, and the next may get their numbers: they must count as new."""
    moment = last(db)
    if moment is not None:
        articles, versions = db.execute(_NOW).fetchone()
        _keep(db, Moment(min(moment.articles, articles), min(moment.versions, versions), moment.at))


def renewed(db: sqlite3.Connection, article: str) -> None:
    """Note that a new version came to an article that was known."""
    db.execute("UPDATE article SET renewed = (SELECT max(renewed) + 1 FROM article) WHERE id = ?", (article,))


def new(db: sqlite3.Connection, since: Moment | None) -> frozenset[str]:
    """The articles that came, or got a new version, since then; all where nobody knows."""
    moment = since or Moment(0, 0)
    return frozenset(row[0] for row in db.execute(_NEW, (moment.articles, moment.versions)))


def first_named(db: sqlite3.Connection, came: Iterable[str], most: int = MOST_NAMES) -> tuple[FirstNamed, ...]:
    """The names that only these articles have, those in most of them first.

    None where the library has no others: then every name would be one.
    """
    ids = sorted(set(came))
    (count,) = db.execute("SELECT count(*) FROM article").fetchone()
    if not ids or len(ids) >= count:
        return ()
    rows = db.execute(_FIRST_NAMED, (dumps(ids), most)).fetchall()
    return tuple(FirstNamed(entity_from_json(data), pieces) for _, pieces, data in rows if data)
