"""Letting articles go on the reader's word."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence

from nkreader.archive import fetched_store, visits
from nkreader.archive.errors import LibraryError
from nkreader.archive.store import Store


def remove(store: Store, idents: Sequence[str], with_highlights: bool) -> None:
    """Forget articles with all their versions; a rescan does not bring them back from where they stand.

    Raises:
        LibraryError: if one of them carries highlights, and these are not to go with it; nothing was removed.
    """
    with store.writing() as db:
        for ident in idents:
            (marked,) = db.execute("SELECT count(*) FROM highlight WHERE article = ?", (ident,)).fetchone()
            if marked and not with_highlights:
                what = f"{marked} highlight{'s' if marked > 1 else ''}"
                raise LibraryError(f"{ident} carries {what}: nothing was removed (--with-highlights removes these too)")
        for ident in idents:
            _remove(db, ident)
        if db.execute("SELECT 1 FROM unspelt LIMIT 1").fetchone():
            from nkreader.archive.counting import spell

            spell(db)  # another article says now how some of the names are called
        visits.lower(db)


def _remove(db: sqlite3.Connection, ident: str) -> None:
    from nkreader.ingest import file_of  # deferred: only what adds and removes needs the readers

    for path, digest in db.execute("SELECT path, digest FROM path WHERE article = ?", (ident,)).fetchall():
        db.execute("INSERT OR REPLACE INTO ignored VALUES (?, ?)", (path, digest))
        db.execute("DELETE FROM file WHERE path = ?", (os.fsencode(file_of(os.fsdecode(path))),))
    fetched_store.dismiss(db, ident)
    db.execute("DELETE FROM article WHERE id = ?", (ident,))
