"""The same-event groups of a library, kept level with its articles at the cost of what changed.

Two articles are compared once and their agreement is kept. When one comes, changes or goes, it is compared again with
those that share its telling terms, and only what agreeing pairs connect with it is clustered again. The result is that
of grouping all articles at once. Every step is committed with the note of what is left to do, so that an interrupted
run is taken up where it ended.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from nkreader.analysis.borrowing import borrowed
from nkreader.analysis.clustering import SAME, clusters
from nkreader.analysis.contrast import LEAST, told_apart
from nkreader.analysis.grouping import SHARED, agreement, apart, day_of, days_around, telling
from nkreader.analysis.signature import Signature, signature_from_json
from nkreader.archive.connection import Connection
from nkreader.archive.serial import dumps, unpacked
from nkreader.archive.store import Store
from nkreader.model.dates import PartialDate

COMPARED, CLUSTERED = 100, 500
"""Articles a transaction that are compared, and clustered: others who write wait no longer than these take."""
HELD = 1000
"""Signatures held in memory."""
Tell = Callable[[int, int], None]
"""Is told how many articles are compared, and of how many."""

_UNDATED = 0
_PENDING = """
SELECT u.article FROM ungrouped u LEFT JOIN analysis n ON n.article = u.article WHERE u.compared = 0
ORDER BY json_extract(n.headline_json, '$.published.earliest'), u.article
"""
"""By day: those that are compared with each other come together."""
_PARTNERS = """
WITH wanted(term) AS (SELECT value FROM json_each(?1))
SELECT article FROM (
    SELECT t.article FROM wanted w CROSS JOIN telling t ON t.term = w.term WHERE t.day BETWEEN ?2 AND ?3
    UNION ALL
    SELECT t.article FROM wanted w CROSS JOIN telling t ON t.term = w.term WHERE t.day = ?4
) WHERE article != ?5 GROUP BY article HAVING count(*) >= ?6
"""
_LAST_DAY = 4_000_000
"""Behind every ordinal."""


def ungrouped(store: Store) -> int:
    """For how many articles the groups are not worked out as the analyses stand."""
    (count,) = store.connection.execute("SELECT count(*) FROM ungrouped").fetchone()
    return int(count)


def regroup(store: Store, tell: Tell | None = None, patience: float | None = None) -> bool:
    """Bring the same-event groups level with the analyses; tells whether anything was to do.

    What comes while it works is left to the next call. `patience`, in seconds, is how long another nkreader that
    writes is waited for, where it is not the store's own.

    Raises:
        LibraryBusy: if that took longer; what is left to do is noted.
    """
    pending = [row[0] for row in store.connection.execute(_PENDING)]
    signatures = _Signatures()
    for at in range(0, len(pending), COMPARED):
        if tell:
            tell(at, len(pending))
        with store.writing(patience) as db:
            for ident in pending[at : at + COMPARED]:
                _compare(db, ident, signatures)
    found = bool(pending)
    while store.connection.execute("SELECT 1 FROM ungrouped WHERE compared = 1 LIMIT 1").fetchone():
        with store.writing(patience) as db:
            _cluster(db, signatures)
        found = True
    return found


class _Signatures:
    """Signatures out of the store, those lately used in memory."""

    def __init__(self) -> None:
        self._held: dict[str, Signature] = {}

    def of(self, db: Connection, ident: str) -> Signature | None:
        """None if the article is not there, or not analysed."""
        found = self._held.pop(ident, None)
        if found is None:
            row = db.execute("SELECT signature FROM analysis WHERE article = ?", (ident,)).fetchone()
            if row is None:
                return None
            found = signature_from_json(unpacked(row[0]))
            if len(self._held) >= HELD:
                del self._held[next(iter(self._held))]
        self._held[ident] = found
        return found

    def forget(self, ident: str) -> None:
        """It may be another now."""
        self._held.pop(ident, None)


def _compare(db: Connection, ident: str, signatures: _Signatures) -> None:
    """Work out anew with which others an article agrees, and note for whom that may change something."""
    row = db.execute("SELECT 1 FROM ungrouped WHERE article = ? AND compared = 0", (ident,)).fetchone()
    if row is None:  # another nkreader did it meanwhile
        return
    former = [(other, ident) for (other,) in db.execute("SELECT other FROM agreement WHERE article = ?", (ident,))]
    db.executemany("INSERT OR IGNORE INTO ungrouped VALUES (?1, 1)", [(other,) for other, _ in former])
    db.executemany("DELETE FROM agreement WHERE article = ? AND other = ?", former)
    db.execute("DELETE FROM agreement WHERE article = ?", (ident,))
    db.execute("DELETE FROM telling WHERE article = ?", (ident,))
    signatures.forget(ident)
    here = signatures.of(db, ident)
    if here is not None:
        rows = [(ident, other, score) for other, score in _agreeing(db, ident, here, signatures)]
        db.executemany("INSERT INTO agreement VALUES (?, ?, ?)", rows)
        db.executemany("INSERT INTO agreement VALUES (?2, ?1, ?3)", rows)
        day = day_of(here) or _UNDATED
        db.executemany("INSERT INTO telling VALUES (?, ?, ?)", [(term, day, ident) for term in telling(here)])
    db.execute("UPDATE ungrouped SET compared = 1 WHERE article = ?", (ident,))


def _agreeing(db: Connection, ident: str, here: Signature, signatures: _Signatures) -> Iterator[tuple[str, float]]:
    day = day_of(here)
    days = (0, _LAST_DAY, -1) if day is None else (*days_around(day), _UNDATED)
    found = db.execute(_PARTNERS, (json.dumps(telling(here)), *days, ident, SHARED)).fetchall()
    for (other,) in found:
        there = signatures.of(db, other)
        if there is not None:
            first, second = (here, there) if ident < other else (there, here)
            score = agreement(first, second).score
            if score > 0:
                yield other, score


def _cluster(db: Connection, signatures: _Signatures) -> None:
    """Group again what is connected with some of the compared articles."""
    waiting = db.execute("SELECT article FROM ungrouped WHERE compared = 1 ORDER BY article")
    done: set[str] = set()
    for (ident,) in waiting.fetchmany(CLUSTERED):
        if ident not in done and len(done) < CLUSTERED:
            done |= _regroup_around(db, ident, signatures)
    db.executemany("DELETE FROM ungrouped WHERE article = ? AND compared = 1", [(ident,) for ident in sorted(done)])


def _regroup_around(db: Connection, ident: str, signatures: _Signatures) -> set[str]:
    """Group the articles that an article is connected with by pairs that agree; gives them."""
    ties: dict[str, dict[str, float]] = {}
    waiting = [ident]
    while waiting:
        here = waiting.pop()
        if here not in ties:
            ties[here] = dict(db.execute("SELECT other, score FROM agreement WHERE article = ?", (here,)).fetchall())
            waiting += [other for other, score in ties[here].items() if score >= SAME]
    scores = {(one, other): score for one in ties for other, score in ties[one].items() if one < other in ties}

    def excluded(one: str, other: str) -> bool:
        first, second = signatures.of(db, one), signatures.of(db, other)
        return first is None or second is None or apart(first, second)

    def told(one: Sequence[str], other: Sequence[str]) -> bool:
        if len(one) < LEAST or len(other) < LEAST:
            return False
        first, second = ([signatures.of(db, ident) for ident in group] for group in (one, other))
        return told_apart([item for item in first if item], [item for item in second if item])

    _keep(db, ties, clusters(ties, scores, excluded, told))
    return set(ties)


def _keep(db: Connection, idents: Iterable[str], groups: Iterable[tuple[str, ...]]) -> None:
    """Write the groups of articles, where they are others than before."""
    rows = {row[0]: row for group in groups for row in _members(db, group)}
    for ident in sorted(idents):
        before = db.execute("SELECT article, event, published_json FROM membership WHERE article = ?", (ident,))
        if before.fetchone() == rows.get(ident):
            continue
        db.execute("DELETE FROM membership WHERE article = ?", (ident,))
        if ident in rows:
            db.execute("INSERT INTO membership VALUES (?, ?, ?)", rows[ident])


def _members(db: Connection, group: tuple[str, ...]) -> Iterator[tuple[str, str, str | None]]:
    """Rows of a group, with the days that undated members borrow from dated ones."""
    own: dict[str, tuple[str, PartialDate]] = {}
    for ident in group:
        (data,) = db.execute("SELECT headline_json FROM analysis WHERE article = ?", (ident,)).fetchone()
        item = json.loads(data)
        own[ident] = item["title"], PartialDate.from_json(item["published"])
    for ident, (_, when) in own.items():
        day = borrowed(when, [partner for other, partner in own.items() if other != ident])
        yield ident, f"e-{group[0]}", dumps(day.as_json()) if day else None
