"""What the reader says of names: made, listed, taken back; applied to every article that has them."""

from __future__ import annotations

import secrets
import sqlite3
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nkreader.archive import repairs, undoing
from nkreader.archive.errors import LibraryError
from nkreader.archive.finding import Finder
from nkreader.archive.serial import entity_from_json
from nkreader.archive.store import Store
from nkreader.model.entities import Entity
from nkreader.model.repairs import Deed, Repair, apart, wrong_name
from nkreader.model.sanitise import safe_line
from nkreader.model.steps import Change

if TYPE_CHECKING:
    from nkreader.archive.knowing import KnownName
    from nkreader.archive.reapplying import Tell

AT_ONCE = 200
"""Articles that are brought level while somebody waits; of more, the rest is work for a job."""
EVERYWHERE = "everywhere"
"""What a step is about that is about no article alone."""


@dataclass(frozen=True, slots=True)
class Made:
    """A repair that was made, or taken back."""

    repair: Repair
    changed: int
    """Articles that name something else by it so far."""
    waiting: int
    """Articles that are still to be looked at: `Repairing.level_names` does so."""
    kept: bool = True
    """Whether it holds now."""


class Repairing(ABC):
    """The part of a library that keeps repairs of names: they beat whatever is found."""

    _store: Store
    _finder: Finder

    @abstractmethod
    def resolve(self, ident: str) -> str:
        """The full id for the beginning of one."""

    @abstractmethod
    def _regroup(self) -> None:
        """Bring the same-event groups level with people that are others now."""

    @abstractmethod
    def _join_people(self) -> None:
        """Say who is one with whom of the people whose names came or went."""

    def repair(self, wanted: Repair, first: str | None = None) -> Made:
        """Make a repair, in the place of one that says another thing of the same; `first` is looked at at once.

        Raises:
            LibraryError: if its article is none, the name is none, or nothing would change there; nothing was changed.
        """
        from nkreader.archive.reapplying import reapply

        article = self.resolve(wanted.article) if wanted.article is not None else None
        with self._store.writing() as db:
            one = _new(db, replace(wanted, article=article))
            earlier = [other for other, _ in repairs.listed(db) if other.about(one)]
            for other in earlier:
                repairs.remove(db, other.id)
            repairs.put(db, one)
            shown = article or first
            changed = int(shown is not None and reapply(db, shown))
            if article is not None and (not changed or not _has_a_part(db, one)):
                raise LibraryError(_nothing(one))
            steps = [_became(other, None) for other in earlier] + [_became(None, one)]
            undoing.record(db, one.said, steps, "" if article else EVERYWHERE)
        return self._made(one, changed, first, kept=True)

    def take_repair_back(self, ident: str, first: str | None = None) -> Made:
        """Let a repair be undone, whenever it was made; `first` is looked at at once.

        Raises:
            LibraryError: if there is no such repair.
        """
        from nkreader.archive.reapplying import reapply

        with self._store.writing() as db:
            one = repairs.repair(db, ident)
            repairs.remove(db, ident)
            shown = one.article or first
            changed = int(shown is not None and reapply(db, shown))
            said = f"repair taken back: {one.said}"
            undoing.record(db, said, [_became(one, None)], "" if one.article else EVERYWHERE)
        return self._made(one, changed, first, kept=False)

    def _made(self, one: Repair, changed: int, first: str | None, kept: bool) -> Made:
        waiting = self.unrepaired()
        if waiting <= AT_ONCE:
            changed += self.level_names(first=first)
            waiting = 0
        return Made(one, changed, waiting, kept)

    def level_names(self, tell: Tell | None = None, first: str | None = None, most: int = -1) -> int:
        """Bring what is stored level with the repairs; gives how many articles have changed by it.

        Args:
            tell: told how many articles are done, and of how many; what it raises puts the rest off.
            first: the article that comes before all others.
            most: how many articles, at most; -1 for all.

        Raises:
            LibraryError: if the library cannot be written; what is left to do is noted.
        """
        from nkreader.archive.reapplying import level

        changed = level(self._store, tell, first, most)
        self._join_people()
        self._regroup()
        if changed > AT_ONCE:  # fewer are indexed with the next search
            self._finder.catch_up()
        return changed

    def unrepaired(self) -> int:
        """How many articles still wait for repairs."""
        return repairs.waiting(self._store.connection)

    def _follow_names(self, first: str | None = None) -> None:
        """What a step of the reader's has changed of names: the most urgent of it now."""
        with suppress(LibraryError):
            self.level_names(first=first, most=AT_ONCE)

    def repairs(self) -> tuple[tuple[Repair, int], ...]:
        """Every repair of names, the last one first, and in how many articles it has a part."""
        return repairs.listed(self._store.connection)

    def name_of(self, entity: str) -> Entity | None:
        """The name that an id is shown by in the library; None if no article has it."""
        row = self._store.connection.execute(
            "SELECT name_json FROM naming WHERE entity = ? ORDER BY article LIMIT 1", (entity,)
        ).fetchone()
        return entity_from_json(row[0]) if row else None

    def known_names(self) -> tuple[KnownName, ...]:
        """Every name of the library, those in most articles first, then the others of the gazetteer."""
        from nkreader.archive import knowing

        return knowing.known_names(self._store.connection)


def _new(db: sqlite3.Connection, wanted: Repair) -> Repair:
    """A repair as it is kept.

    Raises:
        LibraryError: if a name is none.
    """
    to = wanted.to
    if to is not None:
        name = " ".join(safe_line(to.name).split())
        if wrong := wrong_name(name):
            raise LibraryError(wrong)
        to = replace(to, name=name)
        if wanted.deed is Deed.SPLIT:
            rows = db.execute("SELECT DISTINCT entity FROM naming WHERE entity = ?1 OR entity GLOB ?2",
                              (to.id, f"{to.id}-[0-9]*"))  # fmt: skip
            to = apart(to, frozenset({row[0] for row in rows} | {wanted.entity}))
    form = " ".join(safe_line(wanted.form).split())
    if wanted.deed is Deed.ADD and (wrong := wrong_name(form)):
        raise LibraryError(wrong)
    ident = f"nr-{secrets.token_hex(4)}"
    was = safe_line(wanted.was)
    return replace(wanted, to=to, form=form, was=was, id=ident, number=repairs.next_number(db))


def _has_a_part(db: sqlite3.Connection, one: Repair) -> bool:
    row = db.execute("SELECT 1 FROM repaired WHERE repair = ? AND article = ?", (one.id, one.article)).fetchone()
    return row is not None


def _nothing(one: Repair) -> str:
    """Why a repair of one article changes nothing there."""
    if one.deed is Deed.ADD:
        return (f"“{one.form}” stands nowhere in this article as words of their own, is marked so already, or lies "
                "inside a longer name: reject that first")  # fmt: skip
    return f"nothing in this article changes by it: {one.said}"


def _became(before: Repair | None, after: Repair | None) -> Change:
    one = before or after
    if one is None:
        raise ValueError("no repair became no repair")
    was, now = (other and repairs.as_json(other) for other in (before, after))
    return Change(undoing.REPAIR, one.article or "", was, now, one.id)
