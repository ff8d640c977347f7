"""What follows from one article alone, worked out and stored."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from nkreader.analysis.analyse import analyse
from nkreader.analysis.dates.by_hand import by_hand
from nkreader.analysis.engine import ENGINE
from nkreader.analysis.signature import signature, signature_to_json
from nkreader.archive.headlines import headline_json
from nkreader.archive.serial import analysis_to_json, article_from_json, entity_to_json, packed
from nkreader.archive.store import Store
from nkreader.archive.undoing import DATES
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


def derived(article: Article, dates: Mapping[str, str] | None = None) -> Derived:
    """Analyse an article. `dates` are those that the reader set, by their names: they beat what the text gives."""
    said = {name: by_hand(value) for name, value in (dates or {}).items()}
    own = analyse(article, said.get("published"))
    analysis = replace(own, reported=said.get("reported", own.reported), happened=said.get("happened", own.happened))
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
        fresh = [(ident, row, derived(article_from_json(row[1]), row[2])) for ident, row in found.items() if row]
        with store.writing() as db:
            for ident, before, analysis in fresh:
                now = _present(db, ident)
                if now and (now[0], now[2]) == (before[0], before[2]):
                    keep_derived(db, ident, before[0], analysis)


def derive_again(db: sqlite3.Connection, ident: str) -> None:
    """Analyse an article whose dates the reader has set or taken away, in the transaction of that."""
    row = _present(db, ident)
    if row:
        keep_derived(db, ident, row[0], derived(article_from_json(row[1]), row[2]))


def set_dates(db: sqlite3.Connection, ident: str) -> dict[str, str]:
    """The dates of an article that the reader set, by their names."""
    values = db.execute(f"SELECT {', '.join(DATES)} FROM article WHERE id = ?", (ident,)).fetchone()
    return {name: value for name, value in zip(DATES, values, strict=True) if value is not None}


def _present(db: sqlite3.Connection, ident: str) -> tuple[str, str, dict[str, str]] | None:
    """Digest and article of the version that is shown, and the dates that the reader set."""
    row: tuple[str, str] | None = db.execute(
        "SELECT digest, article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (ident,)
    ).fetchone()
    return (*row, set_dates(db, ident)) if row else None
