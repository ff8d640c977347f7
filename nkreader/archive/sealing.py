"""What the store keeps of the index: its seal, and which articles it holds as they are now.

An article that is not in `indexed` is to be indexed (again). Triggers see to it: whoever changes an analysis or the
paths of an article, now or in a later nkreader, need not know of the index. The seal and the rows of what it covers
are written in one transaction, so that a process that is killed leaves the two agreeing.
"""

from __future__ import annotations

from collections.abc import Sequence

from nkreader.archive.store import Store

Level = tuple[str, str, str, str, str]
"""A row of `indexed`: article, digest of its version, engine of its analysis; and its headline and the digest of what
repairs made of it as they were read, which tell an analysis with the reader's own word from one without."""


class StoredSeal:
    """The seal of a library's index, in its store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._covered: Sequence[Level] = ()
        self._gone: Sequence[str] = ()

    def read(self) -> str | None:
        """The seal as last written; None if there is no index yet."""
        row = self._store.connection.execute("SELECT seal FROM sealed").fetchone()
        return row[0] if row else None

    def write(self, seal: str | None) -> None:
        """Keep a seal, and with it that the index holds what was said to be covered; None forgets both.

        Raises:
            LibraryError: if the store cannot be written; seal and rows are as before.
        """
        with self._store.writing() as db:
            if seal is None:
                db.execute("DELETE FROM sealed")
                db.execute("DELETE FROM indexed")
                return
            db.execute("INSERT OR REPLACE INTO sealed VALUES (1, ?)", (seal,))
            db.executemany("DELETE FROM indexed WHERE article = ?", [(ident,) for ident in self._gone])
            db.executemany(_COVER, self._covered)

    def replace(self, seal: str) -> None:
        """Keep a seal of the same articles, in other files; what the index holds of them stays as it was told.

        Raises:
            LibraryError: as for `write`.
        """
        with self._store.writing() as db:
            db.execute("UPDATE sealed SET seal = ?", (seal,))

    def covering(self, rows: Sequence[Level], gone: Sequence[str]) -> None:
        """Say what the next seal covers (`rows` may grow until then), and what the index will no longer hold."""
        self._covered, self._gone = rows, gone


_COVER = """
INSERT OR REPLACE INTO indexed
SELECT n.article, n.digest, n.engine FROM analysis n
WHERE n.article = ? AND n.digest = ? AND n.engine = ? AND n.headline_json = ?
AND n.repairs = ?
"""
"""What was analysed anew since it was read stays to be indexed."""
