"""The reader's own gazetteer, taken while one reads: its files are watched, and what they change is shown at once."""

from __future__ import annotations

from os import sep
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader import locations
from nkreader.ui.carrying import Carrying
from nkreader.ui.messages import Grown, LibraryOpened
from nkreader.ui.screens.repair_messages import NamesChanged
from nkreader.ui.screens.taking_in import RENAMING
from nkreader.ui.screens.watching_folders import WatchingFolders
from nkreader.ui.watching import Watch

if TYPE_CHECKING:
    from nkreader.archive.added import AddReport
    from nkreader.archive.library import Library

_TOLD = 5
"""Lines that are told at once of what is wrong."""


class NamesWritten(Carrying):
    """A file of the reader's gazetteer has come, gone or been written."""


class Renaming(WatchingFolders):
    """The part of the screen that takes the reader's names as they are now."""

    _watch: Watch | None = None
    _then_names = False
    """The files changed while something else went on."""
    _wrong: tuple[str, ...] = ()
    """What was told of them last."""

    @on(LibraryOpened)
    def _watch_names(self, message: LibraryOpened) -> None:
        if self._watch is None:
            self._wrong = message.library.names_told
            self._watch = Watch(message.library.name_files, self._tell_of_files)
            self._watch.start()

    def _tell_of_files(self) -> None:
        """In the watching thread."""
        self.post_message(NamesWritten())

    def stop_watching_names(self) -> None:
        """Watch no longer."""
        if self._watch is not None:
            self._watch.stop()

    @on(NamesWritten)
    def _names_written(self) -> None:
        if self._growing:
            self._then_names = True
        else:
            self._take_written()

    def _take_written(self) -> None:
        """Analyse again, in a job that tells how far it is; where the files say what they said, nothing happens."""
        self._then_names = False

        def act(library: Library) -> None:
            def told(_: AddReport) -> str:
                return _told(library)

            self._grow(RENAMING, lambda library, report, tell: library.take_names(tell, report=report), told)

        self.with_library(act)

    @on(Grown)
    def _names_taken(self, message: Grown) -> None:
        if self._then_names:
            self.call_later(self._take_written)
        if message.doing != RENAMING:
            return
        self._tell_wrong()
        opened, said, problem = self.open_id, message.said, message.problem

        def act(library: Library) -> None:
            def work() -> Message | None:
                piece = library.piece(opened) if opened else None
                return NamesChanged(piece, said, library.unrepaired(), "", problem) if said else None

            self.jobs.write("read the names", work)

        self.with_library(act)

    def _tell_wrong(self) -> None:
        """What is wrong in the files, each with its line, unless that was told already."""
        wrong = self.library.names_told if self.library else ()
        if wrong and wrong != self._wrong:
            self.app.clear_notifications()
            for line in wrong[:_TOLD]:
                self.notify(_short(line), severity="warning", timeout=20, markup=False)
        self._wrong = wrong


def _short(line: str) -> str:
    """A line without the folder of the settings, for which a terminal has no room."""
    return line.replace(f"{locations.config()}{sep}", "")


def _told(library: Library) -> str:
    """What became of it, in one line; nothing where the files say what they said before."""
    number, wrong = library.names_renewed, library.names_told
    pieces = "1 piece was" if number == 1 else f"{number:,} pieces were"
    done = f"Your gazetteer changed: {pieces} analysed again." if number else ""
    return " ".join(filter(None, [done, _short(wrong[0]) if wrong else ""]))
