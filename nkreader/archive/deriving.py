"""What follows from one article alone, worked out and stored."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from nkreader.analysis.analyse import analyse
from nkreader.analysis.dates.by_hand import by_hand
from nkreader.analysis.digests import is_digest
from nkreader.analysis.engine import engine
from nkreader.analysis.repairing import with_repairs
from nkreader.analysis.signature import signature
from nkreader.analysis.signature_stored import signature_to_bytes
from nkreader.archive import citing, counting, persons, recalled, repairs
from nkreader.archive.headlines import headline_json
from nkreader.archive.persons import Printed
from nkreader.archive.repairs import InForce
from nkreader.archive.serial import analysis_to_json, article_from_json, entity_to_json, packed
from nkreader.archive.store import Store
from nkreader.archive.undoing import DATES
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article
from nkreader.model.entities import Entity
from nkreader.model.spans import Span

BATCH = 100
"""Articles a transaction."""
MOST = 4096
"""Names whose JSON is kept: many come again from article to article."""
UNDATED = "9999"
"""Sorts behind every day."""


@dataclass(frozen=True, slots=True)
class Derived:
    """The analysis of an article, as it is stored."""

    headline: str
    analysis: str
    signature: bytes
    naming: tuple[tuple[str, int, str], ...]
    """Entity, mentions, and the entity as JSON."""
    origins: tuple[citing.Row, ...]
    """The outlet and the sources it cites."""
    found: bytes | None = None
    """What was found before repairs of names changed it; None if they did not."""
    repaired: tuple[str, ...] = ()
    """Ids of the repairs that had a part in it."""
    state: int = 0
    """Of the repairs that hold everywhere, as it was then."""
    engine: str = field(default_factory=engine)
    """What it was made by."""
    printed: tuple[Printed, ...] = ()
    """Full names of Koreans, as they stand there."""
    recalled: tuple[tuple[int, int], ...] = ()
    """The days and months it tells of, as ordinals of the first and the last day."""
    digest: bool = False
    """It is an overview of many events."""

    @property
    def repairs(self) -> str:
        """A digest of what repairs made of it; empty if they had no part."""
        return hashlib.sha256(self.analysis.encode()).hexdigest()[:16] if self.repaired else ""


def derived(article: Article, dates: Mapping[str, str] | None = None, names: InForce = repairs.NONE) -> Derived:
    """Analyse an article.

    What the reader said beats what the text gives: `dates`, by their names, and `names`, repairs of them.
    """
    said = {name: by_hand(value) for name, value in (dates or {}).items()}
    own = analyse(article, said.get("published"))
    analysis = replace(own, reported=said.get("reported", own.reported), happened=said.get("happened", own.happened))
    return after_repairs(article, analysis, names)


def after_repairs(
    article: Article, own: Analysis, names: InForce, before: tuple[Analysis, bytes] | None = None
) -> Derived:
    """What is stored of an analysis as it was found, with repairs of names applied to it.

    `before` is an analysis of the same text and dates, and its signature, which is that of all with the same mentions.
    """
    analysis, used = with_repairs(article, own, names.repairs)
    same = before is not None and _meant(before[0]) == _meant(analysis)
    counts = Counter(m.entity for m in analysis.mentions if m.entity)
    digest = is_digest(article)
    return Derived(
        headline_json(article, analysis),
        analysis_to_json(analysis),
        before[1] if before and same else signature_to_bytes(signature(article, analysis, digest)),
        tuple((entity, counts[entity], _entity_json(analysis.names[entity])) for entity in sorted(counts)),
        citing.rows(article, analysis),
        packed(analysis_to_json(own)) if used else None,
        used,
        names.state,
        printed=persons.printed(article, analysis),
        recalled=recalled.recalled(analysis),
        digest=digest,
    )


@lru_cache(maxsize=MOST)
def _entity_json(entity: Entity) -> str:
    return entity_to_json(entity)


def _meant(analysis: Analysis) -> list[tuple[Span, str | None, tuple[str, ...]]]:
    return [(one.span, one.entity, one.candidates) for one in analysis.mentions]


def day_of(headline: str) -> str:
    """The first possible day of publication of a stored headline, or `UNDATED`."""
    published = json.loads(headline)["published"]
    return published["earliest"] or published["latest"] or UNDATED


def keep_derived(db: sqlite3.Connection, ident: str, digest: str, found: Derived) -> None:
    """Store an article's analysis in place of the one it had."""
    db.execute("INSERT OR REPLACE INTO analysis VALUES (?, ?, ?, ?, ?, ?, ?)", _row(ident, digest, found))
    keep_names(db, ident, found)
    if found.state != repairs.state(db):  # repairs came or went while it was worked out
        repairs.note(db, [ident])


def keep_new(db: sqlite3.Connection, found: Sequence[tuple[str, str, Derived]]) -> None:
    """Store the analyses of articles that have none: ids, digests and what was found, several in one statement."""
    db.executemany("INSERT INTO analysis VALUES (?, ?, ?, ?, ?, ?, ?)", [_row(*one) for one in found])
    _put_names(db, [(ident, one) for ident, _, one in found])
    state = repairs.state(db) if found else 0
    repairs.note(db, [ident for ident, _, one in found if one.state != state])


def _row(ident: str, digest: str, found: Derived) -> tuple[str, str, str, str, str, bytes, str]:
    return ident, digest, found.engine, found.headline, found.analysis, found.signature, found.repairs


def keep_names(db: sqlite3.Connection, ident: str, found: Derived) -> None:
    """Store what an article names and cites, and what repairs had a part in that."""
    for table in ("naming", "printed", "recalled", "digest", "citing", "found", "repaired", "unrepaired"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (ident,))
    _put_names(db, [(ident, found)])


def _put_names(db: sqlite3.Connection, some: Sequence[tuple[str, Derived]]) -> None:
    """Store the same of articles that have none of it; rows that lie together come together."""
    names = [(entity, ident, count, name) for ident, one in some for entity, count, name in one.naming]
    db.executemany("INSERT INTO naming VALUES (?, ?, ?, ?)", sorted(names))
    persons.put(db, [(ident, one.printed) for ident, one in some])
    recalled.put(db, [(ident, one.recalled, one.digest) for ident, one in some])
    citing.put(db, [(ident, one.origins) for ident, one in some])
    for ident, _ in some:
        counting.keep(db, ident)
    db.executemany("INSERT INTO found VALUES (?, ?)", [(ident, one.found) for ident, one in some if one.found])
    repaired = [(repair, ident) for ident, one in some for repair in one.repaired]
    db.executemany("INSERT INTO repaired VALUES (?, ?)", repaired)


def refresh_analyses(store: Store, told: Callable[[int, int], None] | None = None) -> None:
    """Analyse again what was analysed by other rules, or with other names, than today's.

    `told` is called with how many are done, and of how many, before each batch. What is committed stays: an
    interruption leaves the rest for the next time.
    """
    stale = store.outdated(engine())
    for at in range(0, len(stale), BATCH):
        if told:
            told(at, len(stale))
        found = {ident: _present(store.connection, ident) for ident in stale[at : at + BATCH]}
        fresh = [(ident, row, derived(article_from_json(row[1]), *row[2:])) for ident, row in found.items() if row]
        with store.writing() as db:
            for ident, before, analysis in fresh:
                now = _present(db, ident)
                if now and (now[0], *now[2:]) == (before[0], *before[2:]):
                    keep_derived(db, ident, before[0], analysis)


def derive_again(db: sqlite3.Connection, ident: str) -> None:
    """Analyse an article whose dates the reader has set or taken away, in the transaction of that."""
    row = _present(db, ident)
    if row:
        keep_derived(db, ident, row[0], derived(article_from_json(row[1]), *row[2:]))


def set_dates(db: sqlite3.Connection, ident: str) -> dict[str, str]:
    """The dates of an article that the reader set, by their names."""
    values = db.execute(f"SELECT {', '.join(DATES)} FROM article WHERE id = ?", (ident,)).fetchone()
    return {name: value for name, value in zip(DATES, values, strict=True) if value is not None}


def _present(db: sqlite3.Connection, ident: str) -> tuple[str, str, dict[str, str], InForce] | None:
    """Digest and article of the version that is shown, and what the reader set: dates, repairs of names."""
    row: tuple[str, str] | None = db.execute(
        "SELECT digest, article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (ident,)
    ).fetchone()
    return (*row, set_dates(db, ident), repairs.in_force(db, ident)) if row else None
