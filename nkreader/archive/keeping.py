"""The part of a library that keeps it safe: dump, restore, examination."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.archive import places
from nkreader.archive.finding import Finder
from nkreader.archive.store import Store

if TYPE_CHECKING:
    from nkreader.archive.doctor import Finding, Look
    from nkreader.archive.dumping import DumpReport
    from nkreader.archive.restored import RestoreReport


class Keeping(ABC):
    """Copies of what cannot be recreated, and a look at what is there."""

    folder: Path
    names_told: tuple[str, ...]
    _store: Store
    _finder: Finder

    @abstractmethod
    def folders(self) -> tuple[Path, ...]:
        """The article folders the reader added."""

    @abstractmethod
    def _singles(self) -> list[Path]:
        """The files the reader added by themselves."""

    def dump(self, target: Path, *, force: bool = False) -> DumpReport:
        """Write everything that cannot be recreated into one file: all of it, or nothing.

        Args:
            force: Replace a file that is no dump.

        Raises:
            LibraryError: if it may not or cannot be written there; what stood there is as it was.
        """
        from nkreader.archive import dumping

        places.refuse_replacing(target, self._singles())
        return dumping.write(self._store.path, target, [self.folder, *self.folders()], force)

    def dump_lines(self) -> Iterator[str]:
        """The lines of the dump, as of one moment.

        Raises:
            LibraryError: if the library cannot be read.
        """
        from nkreader.archive import dumping

        with dumping.reading(self._store.path) as db:
            for record in dumping.records(db):
                yield dumping.encoded(record)

    def restore(self, source: Path) -> RestoreReport:
        """Merge a dump into this library; a second time it changes nothing. Broken lines are skipped and told.

        Raises:
            LibraryError: if the file is no dump, comes from a newer nkreader or cannot be read, or if sample and
                own articles would be mixed; nothing was changed.
        """
        from nkreader.archive import deriving, grouping, joining, known, reapplying, restoring

        report = restoring.restore(self._store, source)
        if report.added:
            known.mark_missing(self._store, None, known.Before(self._store.connection, ()))
        deriving.refresh_analyses(self._store)
        reapplying.level(self._store)
        joining.level(self._store)
        grouping.regroup(self._store)
        self._finder.catch_up()
        return report

    def doctor(self, look: Look | None = None) -> tuple[Finding, ...]:
        """Everything doubtful in this library, by kind; nothing is changed. `look` is told how far it is."""
        from nkreader.archive import doctor

        own = tuple(doctor.Finding(doctor.Kind.NAMES, line) for line in self.names_told)
        return (*doctor.examine(self._store.connection, self._finder, look), *own)
