"""The part of a library that takes articles in and lets them go."""

from __future__ import annotations

import os
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.analysis import own_names
from nkreader.analysis.engine import ENGINE, engine
from nkreader.archive import forgetting, places
from nkreader.archive.added import AddReport, Progress
from nkreader.archive.errors import LibraryError
from nkreader.archive.finding import Finder
from nkreader.archive.grouping import regroup, ungrouped
from nkreader.archive.locking import Waiting
from nkreader.archive.store import Store
from nkreader.model.article import Stated

if TYPE_CHECKING:
    from nkreader.archive.known import Before

TELL_SECONDS = 2.0
"""How often it is told how far analysing again is."""
AT_ONCE = 1000
"""Articles that are grouped when a library is opened whose last add was interrupted; more wait for the next add."""

_UNINDEXED = "SELECT 1 FROM article WHERE id NOT IN (SELECT article FROM indexed) LIMIT 1"
_COUNTED = "SELECT 1 FROM sqlite_master WHERE name = 'faceted'"
_OTHER_RULES = """
SELECT 1 FROM article a LEFT JOIN analysis n ON n.article = a.id
WHERE n.engine IS NULL OR NOT (n.engine = ? OR n.engine LIKE ?) LIMIT 1
"""


class Growing(ABC):
    """Adding, looking again, removing, and what follows from it: groups and index."""

    folder: Path
    _store: Store
    _finder: Finder

    @abstractmethod
    def resolve(self, ident: str) -> str:
        """The full id for the beginning of one."""

    def add(
        self,
        paths: Iterable[Path],
        progress: Progress | None = None,
        *,
        limit: int | None = None,
        report: AddReport | None = None,
    ) -> AddReport:
        """Add files and folders; what cannot be read is skipped with a reason, the rest goes on.

        A file inside a folder whose size and time are those of the last look is not read again; one that is named
        itself always is. `limit` is the size in bytes beyond which a file, or a row of one, is skipped; without it that
        of the reader's settings holds. A `report` that
        is given is filled as the work goes on, so that it tells what is committed whenever the work ends.

        Raises:
            LibraryError: if the library cannot be written; what was committed stays. Before anything is done: if
                articles lie in the library, or it in a folder of articles.
        """
        from nkreader.archive.known import mark_missing

        named = [Path(os.path.abspath(path)) for path in paths]
        places.refuse_mixed(self.folder, [*named, *self.folders()])
        folders = [(os.fsencode(path),) for path in named if os.path.isdir(path) and path not in self.folders()]
        if folders:
            with self._store.writing() as db:
                db.executemany("INSERT OR IGNORE INTO folder VALUES (?)", folders)
        report = AddReport() if report is None else report
        if self.names_changed:
            self._read_names(progress)
        before = self._walked(named, report, progress, limit, rescanning=False)
        report.missing += mark_missing(self._store, named, before)
        return self._settled(report, progress)

    def rescan(
        self, progress: Progress | None = None, *, limit: int | None = None, report: AddReport | None = None
    ) -> AddReport:
        """Look again at the known folders and the files that were added by themselves.

        Only files that changed are read; where the reader's own gazetteer did, all articles are analysed again. What
        is gone is marked as missing and nothing else; what the reader removed does not come back. Of what is skipped
        only what is new is told. `limit` is as for `add`.

        Raises:
            LibraryError: as for `add`.
        """
        from nkreader.archive.known import forget_refusals, mark_missing

        places.refuse_mixed(self.folder, self.folders())
        self._read_names(progress)
        folders, singles = _outermost(self.folders()), self._singles()
        report = AddReport() if report is None else report
        before = self._walked([*folders, *singles], report, progress, limit, rescanning=True)
        report.missing += mark_missing(self._store, None, before)
        forget_refusals(self._store)
        return self._settled(report, progress)

    def add_text(
        self, data: bytes, stated: Stated, *, limit: int | None = None, report: AddReport | None = None
    ) -> AddReport:
        """Add one article that has no file: pasted or piped. `limit` and `report` are as for `add`."""
        from nkreader.archive.adding import Intake
        from nkreader.ingest.pasting import pasted

        report = AddReport() if report is None else report
        Intake(self._store, report).take([pasted(data, stated, _limit(limit))])
        return self._settled(report)

    def remove(self, idents: Iterable[str], with_highlights: bool = False) -> tuple[str, ...]:
        """Forget articles, all or none; gives their full ids. Their files stay; only adding these brings them back.

        Raises:
            UnknownArticle: if one of them is none.
            LibraryError: if one carries highlights and these are not to go with it.
        """
        chosen = tuple(dict.fromkeys(map(self.resolve, idents)))
        forgetting.remove(self._store, chosen, with_highlights)
        self._settled(AddReport())
        return chosen

    def folders(self) -> tuple[Path, ...]:
        """The article folders the reader added: read again on request, never written to."""
        db = self._store.connection
        known = {Path(os.fsdecode(row[0])) for row in db.execute("SELECT path FROM folder")}
        return tuple(sorted(known))

    def _singles(self) -> list[Path]:
        """The files the reader added by themselves."""
        from nkreader.archive.known import single_files

        return single_files(self._store.connection, _outermost(self.folders()))

    def _walked(
        self, paths: list[Path], report: AddReport, progress: Progress | None, limit: int | None, rescanning: bool
    ) -> Before:
        from nkreader.archive.adding import Intake

        intake = Intake(self._store, report, progress, rescanning)
        try:
            with self._store.at_large():
                intake.walk(paths, _limit(limit))
        finally:
            intake.close()
        return intake.before

    def _settled(self, report: AddReport, progress: Progress | None = None) -> AddReport:
        """Bring groups and index level with the articles, also with those of an add that was interrupted."""
        self._level_new()
        self._join_people()
        if ungrouped(self._store):
            report.share = None  # the bytes are gone through; what follows has a count of its own

            def told(done: int, total: int) -> None:
                if progress:
                    progress(report.done, f"finding reports of the same events, {done} of {total}")

            regroup(self._store, told)
            if progress:
                progress(report.done, "writing the index")
            self._finder.catch_up()
        elif self._store.connection.execute(_UNINDEXED).fetchone():  # paths changed, and nothing else
            self._finder.catch_up()
        return report

    def _level_new(self, most: int = -1) -> None:
        """What repairs of names that came or went while articles were taken in leave to do."""
        if self._store.connection.execute("SELECT 1 FROM unrepaired LIMIT 1").fetchone():
            from nkreader.archive.reapplying import level

            level(self._store, most=most)

    def _join_people(self) -> None:
        """Say who is one with whom of the people whose names came or went."""
        if self._store.connection.execute("SELECT 1 FROM unjoined LIMIT 1").fetchone():
            from nkreader.archive.joining import level

            level(self._store)

    names_told: tuple[str, ...] = ()
    """What is wrong with the reader's own gazetteer files, one line each."""
    names_changed = False
    """The reader's own gazetteer changed, and nothing was analysed again yet: `take_names` does."""
    names_renewed = 0
    """How many articles were analysed again when the files were last taken."""

    def name_files(self) -> tuple[Path, ...]:
        """The files of the reader's own gazetteer that are there now, for all libraries and for this one."""
        return own_names.present(self.folder)

    def _read_names(self, progress: Progress | None) -> None:
        """Take the reader's own gazetteer files as they are now; groups and index are for `_settled`."""
        self._note_names()
        stale = self._store.outdated(engine())
        if stale:
            from nkreader.archive.deriving import refresh_analyses

            refresh_analyses(self._store, lambda done, of: progress(done, renamed(of)) if progress else None)
        self.names_changed, self.names_renewed = False, len(stale)

    def take_names(self, progress: Progress | None = None, *, report: AddReport | None = None) -> AddReport:
        """Analyse again what was analysed with other gazetteer files of the reader's; groups and index follow.

        Raises:
            LibraryError: as for `add`; what was committed stays, and the rest waits for the next time.
        """
        self._read_names(progress)
        return self._settled(AddReport() if report is None else report, progress)

    def _other_rules(self) -> bool:
        """Whether anything is stored that other rules made, or nothing: then it cannot be shown as it is."""
        found = self._store.connection.execute(_OTHER_RULES, (ENGINE, f"{ENGINE}+%")).fetchone()
        return found is not None

    def _note_names(self) -> None:
        own = own_names.use(self.folder)
        self.names_told = own.told
        if own.files:
            from nkreader.analysis.entities import gazetteer

            self.names_told = gazetteer().told

    def _mend(self, waiting: Waiting | None = None, later: bool = False) -> None:
        """What an opened library needs first: analyses by today's rules, groups if an add was interrupted.

        `waiting` is told now and then how far the analyses are. `later` leaves them as they are where only the reader's
        own gazetteer changed.

        What cannot be written now (another nkreader writes and will see to it, the disk is full) waits for the next
        time: it keeps nobody from reading.
        """
        self._note_names()
        with suppress(LibraryError):
            if not self._store.connection.execute(_COUNTED).fetchone():
                from nkreader.archive.counting import mend

                mend(self._store)
            self._level_new(AT_ONCE)
            stale = self._store.outdated(engine())
            self.names_changed = later and bool(stale) and not self._other_rules()
            if stale and not self.names_changed:
                from nkreader.archive.deriving import refresh_analyses

                refresh_analyses(self._store, _now_and_then(waiting))
                regroup(self._store)
            elif ungrouped(self._store) <= AT_ONCE:
                regroup(self._store, patience=0.0)
            self._join_people()


def _limit(given: int | None) -> int:
    """Bytes beyond which nothing is taken in: as given, else as set."""
    from nkreader import settings

    return settings.read()[0].limit if given is None else given


def again(done: int, of: int) -> str:
    """What is said of articles that are analysed again."""
    return f"analysing again, as the rules or your gazetteer changed: {done:,} of {of:,}"


def renamed(of: int) -> str:
    """The same, behind how many are done."""
    return f"of {of:,} articles analysed again"


def _now_and_then(waiting: Waiting | None) -> Callable[[int, int], None] | None:
    """Tells how far the analyses are: at once, and then every few seconds."""
    if waiting is None:
        return None
    last = -TELL_SECONDS

    def told(done: int, of: int) -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= TELL_SECONDS:
            last = now
            waiting(again(done, of))

    return told


def _outermost(folders: Iterable[Path]) -> list[Path]:
    """Those that do not lie in another."""
    found: list[Path] = []
    for folder in sorted(folders):
        if not any(folder.is_relative_to(other) for other in found):
            found.append(folder)
    return found
