"""Keeps the tables of `schema_counts` level: how names are spelt, and what each article counts under.

The triggers see to the counts. What they cannot do is done here, in the transaction that stores what an article names.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator

from nkreader.archive.schema_counts import COUNTS
from nkreader.archive.serial import entity_from_json
from nkreader.archive.store import Store
from nkreader.model.entities import Entity
from nkreader.model.folding import fold
from nkreader.model.provenance import NAMED
from nkreader.model.sanitise import safe_line
from nkreader.search.spelling import unaccented

BATCH = 5000
"""Names that are there at once while all are spelt."""
_NAMES = """
SELECT n.number, g.entity >= 'place/' FROM naming g CROSS JOIN named n ON n.entity = g.entity
WHERE g.article = ? AND (g.entity >= 'person/' AND g.entity < 'person0' OR g.entity >= 'place/' AND g.entity < 'place0')
"""
_SOURCES = f"""
SELECT d.number FROM citing c CROSS JOIN cited d ON d.name = c.name AND d.said = c.said AND d.kind = c.kind
WHERE c.article = ? AND c.kind IN ({", ".join(f"'{kind}'" for kind in NAMED)})
"""
_UNSPELT = "SELECT n.number, n.name_json FROM unspelt u CROSS JOIN named n ON n.number = u.number LIMIT ?"


def levelled(text: str) -> str:
    """A name as it is compared with what is typed."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.casefold().strip()  # what the rest comes to, several times faster for all names of a library
    return unaccented(fold(safe_line(text))).strip()


def written(entity: Entity) -> tuple[str, ...]:
    """A name and its aliases, each once, the name first."""
    return tuple(dict.fromkeys([entity.name, *entity.aliases]))


def keep(db: sqlite3.Connection, ident: str) -> None:
    """Note what an article counts under, once what it names and cites is stored; in the transaction of that."""
    spell(db)
    people: list[int] = []
    places: list[int] = []
    for number, is_place in db.execute(_NAMES, (ident,)):
        (places if is_place else people).append(number)
    origins = [number for (number,) in db.execute(_SOURCES, (ident,))]
    values = (ident, *map(_packed, (people, places, origins)))
    db.execute("INSERT OR REPLACE INTO faceted VALUES (?, ?, ?, ?)", values)


def spell(db: sqlite3.Connection) -> None:
    """Note how the names are spelt that came, or are called otherwise now."""
    while rows := db.execute(_UNSPELT, (BATCH,)).fetchall():
        forms = (row for number, data in rows for row in _forms(number, entity_from_json(data)))
        db.executemany("INSERT INTO spelt VALUES (?, ?, ?, ?)", forms)
        db.executemany("DELETE FROM unspelt WHERE number = ?", [(number,) for number, _ in rows])


def _forms(number: int, entity: Entity) -> Iterator[tuple[str, int, int, int]]:
    """Rows of `spelt`."""
    found = set()
    for place, name in enumerate(written(entity)):
        form = levelled(name)
        found.add((form, number, 0, place))
        found.update((form[at + 1 :], number, 1, place) for at, sign in enumerate(form) if sign == " ")
    yield from sorted(found)


def _packed(numbers: Iterable[int]) -> bytes:
    each = sorted(numbers)
    return struct.pack(f"<{len(each)}I", *each)


def mend(store: Store) -> None:
    """Make the tables in a library that was begun without them, and count everything.

    Raises:
        LibraryError: if the library cannot be written.
    """
    from nkreader.archive.migrations import statements

    with store.writing() as db:
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'faceted'").fetchone():  # another's work meanwhile
            return
        for statement in statements(COUNTS):
            db.execute(statement)
        db.execute(
            "INSERT INTO named (entity, articles, article, name, name_json) SELECT entity, count(*), min(article), "
            "json_extract(name_json, '$[1]'), name_json FROM naming GROUP BY entity"
        )
        db.execute(
            "INSERT INTO cited (name, said, kind, articles) SELECT name, said, kind, count(*) FROM citing "
            "WHERE kind != 'unnamed' GROUP BY name, said, kind"
        )
        for (ident,) in db.execute("SELECT article FROM analysis").fetchall():
            keep(db, ident)
