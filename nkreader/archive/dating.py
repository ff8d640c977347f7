"""What the reader says about an article's dates, and what speaks for and against them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from nkreader.archive import undoing
from nkreader.archive.errors import LibraryError
from nkreader.archive.store import Store
from nkreader.model.piece import Piece
from nkreader.model.steps import Change
from nkreader.model.timeline import By

if TYPE_CHECKING:
    from nkreader.model.evidence import Evidence

AT_ONCE = 1000
"""Articles that are grouped again at once; where an add is under way more wait, and are its own to group."""


class Dating(ABC):
    """The part of a library that keeps dates set by hand: they beat every inference."""

    _store: Store

    @abstractmethod
    def piece(self, ident: str) -> Piece:
        """Everything about one article."""

    @abstractmethod
    def resolve(self, ident: str) -> str:
        """The full id for the beginning of one."""

    def set_date(self, idents: Iterable[str], by: By, text: str) -> tuple[str, ...]:
        """Set one of the dates of articles by hand, in one step; an empty text takes it away.

        Gives the full ids of those that changed.

        Raises:
            LibraryError: if the text is no date; the message says what one is.
        """
        from nkreader.analysis.dates.by_hand import read_by_hand
        from nkreader.archive.deriving import derive_again, set_dates

        try:
            value = read_by_hand(text)
        except ValueError as error:
            raise LibraryError(str(error)) from error
        chosen = dict.fromkeys(map(self.resolve, idents))
        with self._store.writing() as db:
            before = {ident: set_dates(db, ident).get(by) for ident in chosen}
            changes = [Change(by.value, ident, was, value) for ident, was in before.items() if was != value]
            for change in changes:
                db.execute(f"UPDATE article SET {by.value} = ? WHERE id = ?", (value, change.article))
                derive_again(db, change.article)
            undoing.record(db, f"{by} {value}, by hand" if value else f"{by} by hand, taken away", changes)
        if changes:
            self._regroup()
        return tuple(change.article for change in changes)

    def evidence(self, ident: str) -> tuple[Evidence, ...]:
        """What was found about the dates of an article, and what of it agrees with them."""
        from nkreader.analysis.dates.table import evidence_rows

        piece = self.piece(ident)
        return evidence_rows(piece.article, piece.analysis, piece.headline.published)

    def _regroup(self) -> None:
        """Bring the groups level; what cannot be written now is noted, and done when the library next grows or opens.

        The index follows with the next search.
        """
        from nkreader.archive import joining
        from nkreader.archive.grouping import regroup, ungrouped

        with suppress(LibraryError):
            if ungrouped(self._store) <= AT_ONCE:
                regroup(self._store)
            joining.level(self._store)  # whether two are one may hang on the days on which they are named
