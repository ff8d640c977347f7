"""What the reader says of which pieces report one event: made, listed, taken back; it beats what is inferred.

A piece stands for the group that it is in at that time: what is joined with it is joined with all of it, and what is
split off is apart from all the others. Whatever comes later goes where it agrees more.
"""

from __future__ import annotations

import secrets
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from nkreader.archive import rulings, undoing
from nkreader.archive.errors import LibraryError
from nkreader.archive.store import Store
from nkreader.model.rulings import Ruling, Verdict, ruled
from nkreader.model.sanitise import safe_line
from nkreader.model.steps import Change

_STEPS = {
    Verdict.JOIN: "joined by hand",
    Verdict.SPLIT: "split off by hand",
    Verdict.FOLLOW_UP: "follow-up, not the same",
}
"""What a step is called."""
GONE = "a piece that was removed"
WIDEST = 60
"""Characters of a title in what is told."""


@dataclass(frozen=True, slots=True)
class Said:
    """A ruling, and what has come of it."""

    ruling: Ruling
    holds: bool
    """Whether it says anything now: it was taken back, or later words say otherwise of all its pieces."""
    title: str
    """Of the piece that it is about in the first place."""
    other: str = ""
    """Title of one on the other side."""
    group: int = 1
    """Pieces in the group of the first piece."""
    first: str = ""
    """Id of that piece, where it is there."""

    @property
    def said(self) -> str:
        """What it says, in one line."""
        one, here, there = self.ruling, len(self.ruling.these), len(self.ruling.those)
        if self.first in one.those:
            here, there = there, here
        this, that = _and_others(self.title, here), _and_others(self.other, there)
        if one.verdict is Verdict.JOIN:
            return f"{this} and {that} report one event"
        if one.verdict is Verdict.SPLIT:
            return f"{this} {_verb(here)} another event than {that}"
        return f"{this} {'is a follow-up' if here == 1 else 'are follow-ups'} of {that}, not the same"


class RulingGroups(ABC):
    """The part of a library that keeps what the reader says of groups."""

    _store: Store

    @abstractmethod
    def resolve(self, ident: str) -> str:
        """The full id for the beginning of one."""

    def join(self, idents: Iterable[str]) -> Said:
        """Say that pieces, and the groups they are in, report one event.

        Raises:
            LibraryError: if they are fewer than two, or just that was said; nothing was changed.
        """
        chosen = [*dict.fromkeys(map(self.resolve, idents))]

        def sides(db: sqlite3.Connection) -> tuple[set[str], set[str]]:
            if len(chosen) < 2:
                raise LibraryError("to join takes two articles at least")
            here = set(rulings.group_of(db, chosen[0]))
            there = {one for ident in chosen[1:] for one in rulings.group_of(db, ident)} - here
            return (here, there) if there else ({chosen[0]}, {*chosen[1:]})

        return self._say(Verdict.JOIN, chosen[0] if chosen else "", sides)

    def split(self, ident: str) -> Said:
        """Say that a piece reports another event than the others of its group.

        Raises:
            LibraryError: if it is alone in its event; nothing was changed.
        """
        full = self.resolve(ident)
        return self._say(Verdict.SPLIT, full, lambda db: ({full}, _others(db, full, full)))

    def follow_up(self, ident: str, of: str | None = None) -> Said:
        """Say that a piece reports another event, one that came of that of its group, or of that of another piece.

        Raises:
            LibraryError: if it is alone in its event and `of` is None, or they are one piece; nothing was changed.
        """
        full = self.resolve(ident)
        main = self.resolve(of) if of is not None else full
        return self._say(Verdict.FOLLOW_UP, full, lambda db: ({full}, _others(db, main, full)))

    def _say(
        self, verdict: Verdict, first: str, sides: Callable[[sqlite3.Connection], tuple[set[str], set[str]]]
    ) -> Said:
        with self._store.writing() as db:
            here, there = (tuple(sorted(side)) for side in sides(db))
            one = Ruling(verdict, here, there, f"gr-{secrets.token_hex(4)}", rulings.next_number(db))
            earlier = rulings.listed(db)
            if _stands(one, earlier):
                raise LibraryError("that is what you said of these pieces already, and it holds")
            before = [other for other in earlier if one.covers(other)]
            changed = {*rulings.remove(db, *(other.id for other in before)), *rulings.put(db, one)}
            steps = [_became(other, None) for other in before] + [_became(None, one)]
            undoing.record(db, _STEPS[verdict], steps, _title(db, first))
        self._group_again(changed)
        return self._told(one, first)

    def take_ruling_back(self, ident: str) -> Said:
        """Let something that was said of groups be said no more, whenever it was.

        Raises:
            LibraryError: if there is no such ruling.
        """
        with self._store.writing() as db:
            one = rulings.ruling(db, ident)
            changed = rulings.remove(db, ident)
            said = f"no longer {_STEPS[one.verdict]}"
            undoing.record(db, said, [_became(one, None)], _title(db, *one.articles))
        self._group_again(changed)
        return replace(self._told(one, one.these[0]), holds=False)

    def rulings(self, ident: str | None = None) -> tuple[Said, ...]:
        """What was said of groups, the last first: all of it, or of a piece and those that it shares its event with.

        Raises:
            UnknownArticle: if there is no such piece.
        """
        db = self._store.connection
        wanted = None if ident is None else frozenset(rulings.group_of(db, self.resolve(ident)))
        found = rulings.listed(db)
        said = rulings.ruled(db)
        about = [one for one in reversed(found) if wanted is None or not wanted.isdisjoint(one.articles)]
        return tuple(replace(self._told(one, one.these[0]), holds=said.holds(one)) for one in about)

    def _group_again(self, changed: Iterable[str]) -> None:
        """Bring the groups of these articles level; what cannot be written now is noted, and done later."""
        from nkreader.archive.grouping import regroup_around  # deferred: it needs the analysis

        with suppress(LibraryError):
            regroup_around(self._store, changed)

    def _told(self, one: Ruling, first: str) -> Said:
        db = self._store.connection
        mine, theirs = (one.these, one.those) if first in one.these else (one.those, one.these)
        shown = next((ident for ident in (first, *mine) if _titled(db, ident)), "")
        group = len(rulings.group_of(db, first))
        return Said(one, True, _title(db, first, *mine), _title(db, *theirs), group, shown)


def _others(db: sqlite3.Connection, of: str, without: str) -> set[str]:
    """The pieces of a group but one.

    Raises:
        LibraryError: if there are none.
    """
    found = set(rulings.group_of(db, of)) - {without}
    if not found:
        raise LibraryError(f"no other article reports the event of {of}: there is nothing to split it off from")
    return found


def _stands(one: Ruling, earlier: Sequence[Ruling]) -> bool:
    """Whether just that was said, and no later word has taken any of it away."""
    alike = [other for other in earlier if other.verdict is one.verdict and other.covers(one)]
    if one.verdict is Verdict.FOLLOW_UP:  # which of the two came first is a part of what is said
        alike = [other for other in alike if set(one.these) <= set(other.these)]
    said = ruled(earlier)
    holds = said.together if one.verdict is Verdict.JOIN else said.apart
    return bool(alike) and all(holds(here, there) for here in one.these for there in one.those)


def _title(db: sqlite3.Connection, *idents: str) -> str:
    """The title of the first of some pieces that is there."""
    return next((title for title in (_titled(db, ident) for ident in idents) if title), GONE)


def _titled(db: sqlite3.Connection, ident: str) -> str:
    row = db.execute("SELECT title FROM listed WHERE article = ?", (ident,)).fetchone()
    return (safe_line(row[0]) or "(untitled)") if row else ""


def _and_others(title: str, pieces: int) -> str:
    name = title if title == GONE else f"“{title if len(title) <= WIDEST else f'{title[: WIDEST - 1]}…'}”"
    return name if pieces == 1 else f"{name} and {pieces - 1:,} other{'s' if pieces > 2 else ''}"


def _verb(pieces: int) -> str:
    return "reports" if pieces == 1 else "report"


def _became(before: Ruling | None, after: Ruling | None) -> Change:
    one = before or after
    if one is None:
        raise ValueError("no ruling became no ruling")
    was, now = (other and rulings.as_json(other) for other in (before, after))
    return Change(undoing.RULING, "", was, now, one.id)
