"""Who of a library's people is one with whom: worked out from what is printed, kept, and brought level with it.

Triggers note in `unjoined` by which keys (`romanising.keys`) names of people whom nobody listed came or went. Only who
can be reached from those is looked at again, and always as a whole: so nothing depends on the order of arrival, and an
interrupted run leaves the rest for the next one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import date

from nkreader.analysis.entities.callings import Side
from nkreader.analysis.one_person import Borne, Together, joined
from nkreader.archive.store import Store
from nkreader.model.repairs import Deed
from nkreader.model.romanising import alike, hangul, keys

LOOKED_AT = 400
"""Rows that are read to learn what is said of one name."""
BATCH = 500
"""Keys a transaction."""

_BEGUN = "SELECT key FROM unjoined ORDER BY key LIMIT ?"
_HERE = "SELECT DISTINCT entity, name FROM printed WHERE key = ? AND sure = 1 AND entity GLOB 'person/~*'"
_SAID = """
SELECT p.name, p.said, l.day FROM printed p LEFT JOIN listed l ON l.article = p.article
WHERE p.entity = ? AND p.sure = 1 ORDER BY p.article, p.name, p.key LIMIT ?
"""
_APART = "SELECT json_extract(becomes, '$[0]') FROM repair WHERE deed = ? AND becomes IS NOT NULL"
_CALLED = "SELECT entity FROM repair WHERE deed = ?"


def level(store: Store) -> bool:
    """Bring it level with what is printed; tells whether there was anything to do.

    Raises:
        LibraryError: if the library cannot be written; what is left to do is noted.
    """
    done = False
    while begun := [row[0] for row in store.connection.execute(_BEGUN, (BATCH,))]:
        with store.writing() as db:
            _join(db, begun)
            db.executemany("DELETE FROM unjoined WHERE key = ?", [(key,) for key in begun])
        done = True
    return done


def borne(db: sqlite3.Connection, entities: Collection[str]) -> Borne:
    """What articles say of somebody who is known under these ids; of very many, the first by id of the article."""
    walks: set[str] = set()
    sides: set[Side] = set()
    names: dict[str, None] = {}
    written: set[str] = set()
    days: list[str] = []
    made = {row[0] for row in db.execute(_APART, (Deed.SPLIT,))}
    for entity in sorted(entities):
        for name, said, day in db.execute(_SAID, (entity, LOOKED_AT)):
            item = json.loads(said)
            walks.update(item.get("walks", ()))
            written.update(item.get("hangul", ()))
            sides.update(Side(side) for side in item.get("side", ()))
            names[name] = None
            if "가" <= name[0] <= "힣":
                written.add(hangul(name))
            if day is not None:
                days.append(day)
    named = (date.fromisoformat(min(days)), date.fromisoformat(max(days))) if days else None
    own = not made.isdisjoint(entities)
    return Borne(min(entities), tuple(names), frozenset(walks), frozenset(sides), frozenset(written), named, own)


def _join(db: sqlite3.Connection, begun: Iterable[str]) -> None:
    """Say anew who is one with whom, of all who can be reached from some keys by names that are alike."""
    near = _Near(db)
    left = sorted({entity for key in begun for entity in near.at(key)}, reverse=True)
    done: set[str] = set()
    while left:
        if (first := left.pop()) in done:
            continue
        group, waiting = {first}, [first]
        while waiting:
            new = near.to(waiting.pop()) - group
            group |= new
            waiting += sorted(new)
        done |= group
        for entity in group:
            db.execute("DELETE FROM joined WHERE leader = (SELECT leader FROM joined WHERE entity = ?)", (entity,))
        if len(group) > 1:
            for one in joined(borne(db, [entity]) for entity in sorted(group)):
                _keep(db, one)
    db.execute("DELETE FROM joined WHERE NOT EXISTS (SELECT 1 FROM printed p WHERE p.entity = joined.entity)")


def _keep(db: sqlite3.Connection, group: Together) -> None:
    """Whom the reader named leads, else the one in most articles."""
    given = {row[0] for row in db.execute(_CALLED, (Deed.RENAME,))}
    ranks = []
    for entity in group.entities:
        articles, mentions = db.execute(
            "SELECT count(*), sum(mentions) FROM naming WHERE entity = ?", (entity,)
        ).fetchone()
        ranks.append((entity not in given, -articles, -(mentions or 0), entity))
    leader = min(ranks)[-1]
    rows = [(entity, leader, group.why) for entity in sorted(group.entities)]
    db.executemany("INSERT OR REPLACE INTO joined VALUES (?, ?, ?)", rows)


class _Near:
    """Who has names that are alike; each key is looked up once."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._at: dict[str, dict[str, set[str]]] = {}

    def at(self, key: str) -> dict[str, set[str]]:
        """The unlisted people with a name of this key, and these names."""
        if key not in self._at:
            found = self._at[key] = {}
            for entity, name in self._db.execute(_HERE, (key,)):
                found.setdefault(entity, set()).add(name)
        return self._at[key]

    def to(self, entity: str) -> set[str]:
        """Who may be this one in other letters."""
        rows = self._db.execute("SELECT DISTINCT name FROM printed WHERE entity = ? AND sure = 1", (entity,)).fetchall()
        found: set[str] = set()
        for name in sorted(row[0] for row in rows):
            for key in sorted(keys(name)):
                for other, theirs in self.at(key).items():
                    if other != entity and other not in found and any(alike(name, one) for one in theirs):
                        found.add(other)
        return found
