"""The same-event groups of a library, kept level with its articles at the cost of what changed.

Two articles are compared once and their agreement is kept. When one comes, changes or goes, it is compared again with
those that share its telling terms, and only what agreeing pairs connect with it is clustered again. The result is that
of grouping all articles at once. Every step is committed with the note of what is left to do, so that an interrupted
run is taken up where it ended. What the reader says of groups (nkreader.model.rulings) is heard each time something
is clustered; what is joined by it is clustered together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from nkreader.analysis.borrowing import borrowed
from nkreader.analysis.clustering import SAME, clusters
from nkreader.analysis.contrast import LEAST, told_apart
from nkreader.analysis.grouping import agreement, apart, day_of, telling
from nkreader.analysis.signature import Signature
from nkreader.analysis.signature_stored import signature_from_bytes
from nkreader.archive import crowds, items, rulings
from nkreader.archive.connection import Connection
from nkreader.archive.partners import UNDATED, keep_sketch, partners
from nkreader.archive.serial import dumps
from nkreader.archive.store import Store
from nkreader.model.dates import PartialDate, Precision
from nkreader.model.rulings import Ruled

PLACED, COMPARED, CLUSTERED = 1000, 100, 500
"""Articles a transaction that are put into crowds, compared, and clustered: others who write wait no longer than these
take."""
HELD, SCORES = 1000, 100_000
"""Signatures held in memory, and how far pairs of them agree."""
Tell = Callable[[int, int], None]
"""Is told how many articles are compared, and of how many."""

_PENDING = """
SELECT u.article FROM ungrouped u LEFT JOIN analysis n ON n.article = u.article WHERE u.compared = 0
ORDER BY json_extract(n.headline_json, '$.published.earliest'), u.article
"""
"""By day: those that are compared with each other come together."""


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
    for at in range(0, len(pending), PLACED):
        with store.writing(patience) as db:
            pending += _place(db, pending[at : at + PLACED])
    pending = [*dict.fromkeys(pending)]
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


def regroup_around(store: Store, idents: Iterable[str]) -> None:
    """Group again at once what is connected with some articles, as they are compared by now, and nothing else.

    Raises:
        LibraryError: if another nkreader writes for too long; it is noted as before.
    """
    signatures = _Signatures()
    with store.writing() as db:
        said = rulings.ruled(db)
        done: set[str] = set()
        for ident in sorted(idents):
            if ident not in done:
                done |= _regroup_around(db, ident, signatures, said)
        _forget(db, done)


def _forget(db: Connection, done: Iterable[str]) -> None:
    """These are grouped as they are compared."""
    db.executemany("DELETE FROM ungrouped WHERE article = ? AND compared = 1", [(ident,) for ident in sorted(done)])


class _Signatures:
    """Signatures out of the store, those lately used in memory; and how far they agree, where several are alike.

    Rows of a table may be the same but for words that count for nothing: what has one signature is one object here, and
    compared with another only once.
    """

    def __init__(self) -> None:
        self._held: dict[str, Signature] = {}
        self._alike: dict[bytes, Signature] = {}
        """By what is stored: those lately read."""
        self._several: dict[int, Signature] = {}
        """Those that more than one article has, by `id`."""
        self._scores: dict[tuple[int, int], float] = {}

    def __contains__(self, ident: object) -> bool:
        """Whether it is in memory."""
        return ident in self._held

    def of(self, db: Connection, ident: str) -> Signature | None:
        """None if the article is not there, or not analysed."""
        found = self._held.pop(ident, None)
        if found is None:
            row = db.execute("SELECT signature FROM analysis WHERE article = ?", (ident,)).fetchone()
            if row is None:
                return None
            found = self._read(row[0])
            if len(self._held) >= HELD:
                del self._held[next(iter(self._held))]
        self._held[ident] = found
        return found

    def _read(self, data: bytes) -> Signature:
        known = self._alike.get(data)
        if known is not None:
            if len(self._several) < HELD:
                self._several[id(known)] = known
            return known
        if len(self._alike) >= HELD:
            del self._alike[next(iter(self._alike))]
        known = self._alike[data] = signature_from_bytes(data)
        return known

    def agreement(self, first: Signature, second: Signature) -> float:
        """How far two of them agree."""
        if id(first) not in self._several or id(second) not in self._several:
            return agreement(first, second).score
        pair = id(first), id(second)
        score = self._scores.get(pair)
        if score is None:
            if len(self._scores) >= SCORES:
                self._scores.clear()
            score = self._scores[pair] = agreement(first, second).score
        return score

    def forget(self, ident: str) -> None:
        """It may be another now."""
        self._held.pop(ident, None)


def _place(db: Connection, idents: Iterable[str]) -> list[str]:
    """Put articles into their crowds; gives the others that are to be compared anew for that, and notes them."""
    changed = [other for ident in idents for other in crowds.place(db, ident)]
    db.executemany("INSERT OR REPLACE INTO ungrouped VALUES (?, 0)", [(other,) for other in changed])
    return changed


def _compare(db: Connection, ident: str, signatures: _Signatures) -> None:
    """Work out anew with which others an article agrees, and note for whom that may change something."""
    row = db.execute("SELECT 1 FROM ungrouped WHERE article = ? AND compared = 0", (ident,)).fetchone()
    if row is None:  # another nkreader did it meanwhile
        return
    _forget_ties(db, ident)
    signatures.forget(ident)
    here = signatures.of(db, ident)
    if here is not None:
        items.keep(db, ident)
        rows = [(ident, other, score) for other, score in _agreeing(db, ident, here, signatures)]
        db.executemany("INSERT OR REPLACE INTO agreement VALUES (?, ?, ?)", rows)
        db.executemany("INSERT OR REPLACE INTO agreement VALUES (?2, ?1, ?3)", rows)
        if crowds.stood_for(db, ident) is None:
            day = day_of(here) or UNDATED
            db.executemany("INSERT INTO telling VALUES (?, ?, ?)", [(term, day, ident) for term in telling(here)])
            keep_sketch(db, ident, here)
    db.execute("UPDATE ungrouped SET compared = 1 WHERE article = ?", (ident,))


def _forget_ties(db: Connection, ident: str) -> None:
    """Forget with which others an article agrees, and note them: their groups may be others without it."""
    former = [(other, ident) for (other,) in db.execute("SELECT other FROM agreement WHERE article = ?", (ident,))]
    db.executemany("INSERT OR IGNORE INTO ungrouped VALUES (?1, 1)", [(other,) for other, _ in former])
    db.executemany("DELETE FROM agreement WHERE article = ? AND other = ?", former)
    db.execute("DELETE FROM agreement WHERE article = ?", (ident,))
    for table in ("telling", "sketch"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (ident,))


def _agreeing(db: Connection, ident: str, here: Signature, signatures: _Signatures) -> Iterator[tuple[str, float]]:
    for other in partners(db, ident, here, signatures):
        there = signatures.of(db, other)
        if there is not None:
            first, second = (here, there) if ident < other else (there, here)
            score = signatures.agreement(first, second)
            if score > 0:
                yield other, score


def _cluster(db: Connection, signatures: _Signatures) -> None:
    """Group again what is connected with some of the compared articles."""
    waiting = db.execute("SELECT article FROM ungrouped WHERE compared = 1 ORDER BY article")
    said = rulings.ruled(db)
    done: set[str] = set()
    for (ident,) in waiting.fetchmany(CLUSTERED):
        if ident not in done and len(done) < CLUSTERED:
            done |= _regroup_around(db, ident, signatures, said)
    _forget(db, done)


def _regroup_around(db: Connection, ident: str, signatures: _Signatures, said: Ruled) -> set[str]:
    """Group the articles that an article is connected with by pairs that agree, or that are joined by hand; gives them.

    One that is not there connects, too, if others are joined with it.
    """
    ties: dict[str, dict[str, float]] = {}
    waiting = [ident]
    while waiting:
        here = waiting.pop()
        if here not in ties:
            ties[here] = dict(db.execute("SELECT other, score FROM agreement WHERE article = ?", (here,)).fetchall())
            waiting += [other for other, score in ties[here].items() if score >= SAME]
            waiting += sorted(said.joined(here)) if here in said.first else ()
    led = crowds.followers(db, ties) - said.first.keys()
    there = [one for one in ties if one not in led and (one not in said.first or _is_there(db, one))]
    scores = {
        (one, other): score
        for one in ties.keys() - led
        for other, score in ties[one].items()
        if one < other and other in ties and other not in led
    }

    def excluded(one: str, other: str) -> bool:
        first, second = signatures.of(db, one), signatures.of(db, other)
        return first is None or second is None or apart(first, second)

    def told(one: Sequence[str], other: Sequence[str]) -> bool:
        if len(one) < LEAST or len(other) < LEAST:
            return False
        first, second = ([signatures.of(db, ident) for ident in group] for group in (one, other))
        return told_apart([item for item in first if item], [item for item in second if item])

    groups = _with_followers(clusters(there, scores, excluded, told, said), {one: ties[one] for one in sorted(led)})
    _keep(db, ties, groups, said)
    return set(ties)


def _with_followers(
    groups: Iterable[tuple[str, ...]], led: Mapping[str, Mapping[str, float]]
) -> Iterator[tuple[str, ...]]:
    """Groups with those for whom others stand: each is where the one is that it agrees with most."""
    members = {ident: [*group] for group in groups for ident in group[:1]}
    home = {ident: group for group in members.values() for ident in group}
    for ident, ties in led.items():
        best = min(((-score, other) for other, score in ties.items() if score >= SAME), default=None)
        if best is None:
            continue
        if best[1] not in home:
            home[best[1]] = members[best[1]] = [best[1]]
        home[best[1]].append(ident)
    for group in members.values():
        yield tuple(sorted(group))


def _is_there(db: Connection, ident: str) -> bool:
    return db.execute("SELECT 1 FROM analysis WHERE article = ?", (ident,)).fetchone() is not None


def _keep(db: Connection, idents: Iterable[str], groups: Iterable[tuple[str, ...]], said: Ruled) -> None:
    """Write the groups of articles, where they are others than before."""
    rows = {row[0]: row for group in groups for row in _members(db, group, any(map(said.by_hand, group)))}
    columns = "article, event, published_json, by_hand"
    for ident in sorted(idents):
        before = db.execute(f"SELECT {columns} FROM membership WHERE article = ?", (ident,))
        if before.fetchone() == rows.get(ident):
            continue
        db.execute("DELETE FROM membership WHERE article = ?", (ident,))
        if ident in rows:
            db.execute(f"INSERT INTO membership ({columns}) VALUES (?, ?, ?, ?)", rows[ident])


def _members(db: Connection, group: tuple[str, ...], by_hand: bool) -> Iterator[tuple[str, str, str | None, int]]:
    """Rows of a group, with the days that undated members borrow from dated ones."""
    own: dict[str, tuple[str, PartialDate]] = {}
    for ident in group:
        (data,) = db.execute("SELECT headline_json FROM analysis WHERE article = ?", (ident,)).fetchone()
        item = json.loads(data)
        own[ident] = item["title"], PartialDate.from_json(item["published"])
    dated = [partner for partner in own.values() if partner[1].precision is Precision.DAY]  # none that borrows a day
    for ident, (_, when) in own.items():
        day = borrowed(when, dated)
        yield ident, f"e-{group[0]}", dumps(day.as_json()) if day else None, int(by_hand)
