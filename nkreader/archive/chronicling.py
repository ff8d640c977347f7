"""The part of a library that tells its events in order of time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.archive import places
from nkreader.archive.errors import LibraryError

if TYPE_CHECKING:
    from nkreader.archive.chronology import Wanted
    from nkreader.archive.store import Store
    from nkreader.export.markdown import FileResult
    from nkreader.model.chronicle import Episode


class Chronicling(ABC):
    """What a library holds, event by event."""

    folder: Path
    _store: Store

    @property
    @abstractmethod
    def sample(self) -> bool:
        """Whether this is the sample archive, which must not be cited."""

    @abstractmethod
    def folders(self) -> tuple[Path, ...]:
        """The folders that were added."""

    @abstractmethod
    def _singles(self) -> list[Path]:
        """The files that were added by themselves."""

    def chronology(self, wanted: Wanted, go_on: Callable[[], None] = lambda: None) -> Iterator[Episode]:
        """Its events in order of time, each with the sentence that reports it; read one after the other.

        `go_on` is called before each, and gives the work up by raising.
        """
        from nkreader.archive.chronology import chronology  # deferred, as the first list tells no event

        return chronology(self._store.connection, wanted, go_on)

    def export_chronology(
        self, wanted: Wanted, scope: str, target: Path, go_on: Callable[[], None] = lambda: None
    ) -> tuple[FileResult, int]:
        """Bring the Markdown file of a chronology up to date, in the folder of chronologies below `target`.

        `scope` says in words of which pieces it is; it also tells one file from another. Gives how many rows it has.

        Raises:
            LibraryError: if nothing may or can be written there; nothing was changed.
        """
        from nkreader.export import chronology as documents
        from nkreader.export.files import ExportRefused

        places.refuse_beside(target / documents.FOLDER, self._singles())
        rows = tuple(self.chronology(wanted, go_on))
        try:
            made = documents.rendered(rows, wanted.by, scope, self.sample)
            return documents.export(target, made, scope, (*self.folders(), self.folder)), len(rows)
        except ExportRefused as refusal:
            raise LibraryError(str(refusal)) from refusal
