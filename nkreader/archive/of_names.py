"""The part of a library that tells of one name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.archive import places
from nkreader.archive.errors import LibraryError
from nkreader.model.dossier import Dossier
from nkreader.model.entities import Entity
from nkreader.model.piece import Piece

if TYPE_CHECKING:
    from nkreader.archive.store import Store
    from nkreader.export.markdown import FileResult
    from nkreader.model.persons import Spelled
    from nkreader.model.standing import Standing


class OfNames(ABC):
    """What a library knows of a name."""

    folder: Path
    _store: Store

    @abstractmethod
    def piece(self, ident: str) -> Piece:
        """Everything about one article."""

    @abstractmethod
    def folders(self) -> tuple[Path, ...]:
        """The folders that were added."""

    @abstractmethod
    def _singles(self) -> list[Path]:
        """The files that were added by themselves."""

    def dossier(self, entity: Entity, alone: bool = False) -> Dossier:
        """What the library holds about a name: bounded, however many pieces have it.

        People whom nobody listed and who are one have one dossier; `alone` leaves the others out.
        """
        from nkreader.archive import dossiers  # deferred, as the first list names nobody

        return dossiers.dossier(self._store.connection, entity, alone=alone)

    def together(self, entity: str) -> tuple[str, ...]:
        """The ids under which one person is known: that by which it is told first; mostly its own alone."""
        from nkreader.archive import joined

        return joined.together(self._store.connection, entity)

    def spelled(self, entity: Entity) -> Spelled:
        """How it prints somebody's name, where that may be meant and is not sure, and whose else it may be."""
        from nkreader.archive import persons

        return persons.spelled(self._store.connection, entity.id)

    def standings(
        self, entity: Entity, go_on: Callable[[], None] = lambda: None, alone: bool = False
    ) -> Iterator[Standing]:
        """What it prints of a name, out of all pieces that have it; told as it grows, in the end all.

        `go_on` is called before each piece is read, and gives the work up by raising. `alone` is as for `dossier`.
        """
        from nkreader.archive import standing

        return standing.standings(self._store.connection, entity, go_on, alone)

    def standing(self, entity: Entity, alone: bool = False) -> Standing:
        """The same, once all pieces are read."""
        *_, last = self.standings(entity, alone=alone)
        return last

    def export_dossier(self, entity: Entity, target: Path, read: Standing | None = None) -> FileResult:
        """Bring the Markdown file of a name's dossier up to date, in the folder of dossiers below `target`.

        `read` saves reading all pieces once more.

        Raises:
            LibraryError: if nothing may or can be written there; nothing was changed.
        """
        from nkreader.export import dossiers as documents
        from nkreader.export.files import ExportRefused

        places.refuse_beside(target / documents.FOLDER, self._singles())
        made = documents.rendered(self.dossier(entity), read or self.standing(entity), self.piece)
        try:
            return documents.export(target, made, entity.name, (*self.folders(), self.folder))
        except ExportRefused as refusal:
            raise LibraryError(str(refusal)) from refusal
