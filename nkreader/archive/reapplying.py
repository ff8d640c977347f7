"""Repairs of names applied to what is stored, article by article: nothing is analysed anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from nkreader.archive import repairs
from nkreader.archive.deriving import after_repairs, keep_names
from nkreader.archive.serial import analysis_from_json, article_from_json, unpacked
from nkreader.archive.store import Store

BATCH = 50
"""Articles a transaction: others who write wait no longer than these take."""
Tell = Callable[[int, int], None]
"""Is told how many articles are done, and of how many; what it raises ends the work, which is taken up later."""

_STATE = """
SELECT v.article_json, n.analysis_json, n.signature, f.analysis FROM analysis n
JOIN version v ON v.article = n.article AND v.digest = n.digest LEFT JOIN found f ON f.article = n.article
WHERE n.article = ? ORDER BY v.number DESC LIMIT 1
"""
_PENDING = "SELECT article FROM unrepaired ORDER BY article != ?, article LIMIT ?"


def level(store: Store, tell: Tell | None = None, first: str | None = None, most: int = -1) -> int:
    """Bring what articles name level with the repairs; gives how many have changed by it.

    Every batch is committed with the note of what is left to do, so that an interrupted run is taken up where it ended.

    Args:
        first: The article that comes before all others.
        most: How many are brought level at most, the rest at another time; -1 for all.

    Raises:
        LibraryError: if the library cannot be written.
    """
    pending = [row[0] for row in store.connection.execute(_PENDING, (first or "", most))]
    changed = 0
    for at in range(0, len(pending), BATCH):
        if tell:
            tell(at, len(pending))
        with store.writing() as db:
            changed += sum(reapply(db, ident) for ident in pending[at : at + BATCH])
    return changed


def reapply(db: sqlite3.Connection, ident: str) -> bool:
    """Work out anew what one article names, from what was found there; tells whether that is different now."""
    row = db.execute(_STATE, (ident,)).fetchone()
    if row is None:  # removed meanwhile, or not analysed yet: then it will be, with the repairs
        db.execute("DELETE FROM unrepaired WHERE article = ?", (ident,))
        return False
    content, shown, signature, found = row
    before = analysis_from_json(shown)
    own = analysis_from_json(unpacked(found)) if found is not None else before
    after = after_repairs(article_from_json(content), own, repairs.in_force(db, ident), (before, signature))
    keep_names(db, ident, after)
    if after.analysis == shown:
        return False
    db.execute(
        "UPDATE analysis SET analysis_json = ?, repairs = ? WHERE article = ?", (after.analysis, after.repairs, ident)
    )
    if after.signature != signature:
        db.execute("UPDATE analysis SET signature = ? WHERE article = ?", (after.signature, ident))
    return True
