"""What follows from one article alone, worked out and stored."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass

from nkreader.analysis.analyse import analyse
from nkreader.analysis.engine import ENGINE
from nkreader.analysis.signature import signature, signature_to_json
from nkreader.archive.headlines import headline_json
from nkreader.archive.serial import analysis_to_json, article_from_json, entity_to_json, packed
from nkreader.archive.store import Store
from nkreader.model.article import Article

BATCH = 100
"""Articles a transaction."""
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
    origins: tuple[str, ...]
    """Names of the outlet and of the sources it cites."""


def derived(article: Article) -> Derived:
    """Analyse an article."""
    analysis = analyse(article)
    counts = Counter(m.entity for m in analysis.mentions if m.entity)
    return Derived(
        headline_json(article, analysis),
        analysis_to_json(analysis),
        packed(signature_to_json(signature(article, analysis))),
        tuple((entity, counts[entity], entity_to_json(analysis.names[entity])) for entity in sorted(counts)),
        tuple(sorted({origin.name for origin in analysis.origins})),
    )


def day_of(headline: str) -> str:
    """The first possible day of publication of a stored headline, or `UNDATED`."""
    published = json.loads(headline)["published"]
    return published["earliest"] or published["latest"] or UNDATED


def keep_derived(db: sqlite3.Connection, ident: str, digest: str, found: Derived) -> None:
    """Store an article's analysis in place of the one it had."""
    db.execute(
        "INSERT OR REPLACE INTO analysis VALUES (?, ?, ?, ?, ?, ?)",
        (ident, digest, ENGINE, found.headline, found.analysis, found.signature),
    )
    db.execute("DELETE FROM naming WHERE article = ?", (ident,))
    rows = [(entity, ident, count, name) for entity, count, name in found.naming]
    db.executemany("INSERT INTO naming VALUES (?, ?, ?, ?)", rows)
    db.execute("DELETE FROM citing WHERE article = ?", (ident,))
    db.executemany("INSERT INTO citing VALUES (?, ?)", [(name, ident) for name in found.origins])


def refresh_analyses(store: Store) -> None:
    """Analyse again what was analysed by other rules than today's."""
    stale = store.outdated(ENGINE)
    for at in range(0, len(stale), BATCH):
        found = {ident: _present(store.connection, ident) for ident in stale[at : at + BATCH]}
        fresh = [(ident, row[0], derived(article_from_json(row[1]))) for ident, row in found.items() if row]
        with store.writing() as db:
            for ident, digest, analysis in fresh:
                now = _present(db, ident)
                if now and now[0] == digest:
                    keep_derived(db, ident, digest, analysis)


def _present(db: sqlite3.Connection, ident: str) -> tuple[str, str] | None:
    """Digest and article of the version that is shown."""
    row: tuple[str, str] | None = db.execute(
        "SELECT digest, article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (ident,)
    ).fetchone()
    return row
