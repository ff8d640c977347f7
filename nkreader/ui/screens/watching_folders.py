"""Known folders whose articles come in by themselves while the room is open."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual import on

from nkreader.settings import POLLING
from nkreader.ui.carrying import Carrying
from nkreader.ui.messages import Grown
from nkreader.ui.screens.taking_in import TakingIn, skipped

if TYPE_CHECKING:
    from nkreader.archive.added import AddReport, Progress
    from nkreader.archive.library import Library
    from nkreader.ui.folders import FolderWatch

CAME = "taking in what came"
"""What goes on, as it is told."""
_NO_READER = "no reader for "


class FoldersChanged(Carrying):
    """Something came, went or was written in a known folder, and rests."""


class WatchingFolders(TakingIn):
    """The part of the screen that looks again at the folders by itself, beside what the reader does."""

    folder_watch: FolderWatch | None = None
    """None while nothing is watched."""
    _changed_meanwhile = False
    """Something changed that was not looked at yet."""
    _took = 0.0
    """Seconds that the last look took."""

    def take_in_at_start(self) -> None:
        """Watch from now on: what comes while the folders are gone through would else be missed."""
        self.watch_folders()
        super().take_in_at_start()

    def watch_folders(self) -> None:
        """Begin, or end, as is set; the sample archive has no folders."""
        self.unwatch_folders()
        self.folder_watch = None
        library, wanted = self.library, self.visit.settings.watch
        if library is None or library.sample or self.visit.sample or not wanted:
            return
        from nkreader.ui.folders import FolderWatch

        self.folder_watch = FolderWatch(library.folders, self._tell_changed, wanted == POLLING)
        self.folder_watch.start()

    def _tell_changed(self) -> None:
        """In a watching thread."""
        self.post_message(FoldersChanged())

    def unwatch_folders(self, wait: bool = False) -> None:
        """Watch no longer; `wait` until no thread asks the library any more."""
        if self.folder_watch is not None:
            self.folder_watch.stop()
            if wait:
                self.folder_watch.join()

    @on(FoldersChanged)
    def _folders_changed(self) -> None:
        self._changed_meanwhile = True
        self._take_in_what_came()

    def _take_in_what_came(self) -> None:
        """Look again, unless something is being taken in: then when that is done."""
        if self._changed_meanwhile and not self._growing and self.folder_watch is not None:
            self._changed_meanwhile = False
            self._grow(CAME, self._look_again, came_in, quiet=True)

    def _look_again(self, library: Library, report: AddReport, progress: Progress) -> None:
        """What `R` does; what nobody added on purpose, a picture of a saved page, is not told."""
        from nkreader.archive.errors import LibraryBusy
        from nkreader.ui.folders_seen import is_passing

        begun = monotonic()
        try:
            library.rescan(progress, report=report)
        except LibraryBusy:  # another nkreader has been writing all the while: once more, when it may be through
            self.post_message(FoldersChanged())
        report.skipped[:] = [
            item for item in report.skipped if not (item.reason.startswith(_NO_READER) or is_passing(item.path))
        ]
        self._took = monotonic() - begun

    @on(Grown)
    def _go_on_watching(self, message: Grown) -> None:
        if message.doing == CAME and self.folder_watch is not None:
            self.folder_watch.rest(self._took)
        self.call_later(self._take_in_what_came)  # once nothing is being taken in any more


def came_in(report: AddReport) -> str:
    """What came by itself, in one line."""
    new, other, gone = len(report.added), len(report.updated), report.missing
    parts = [f"{new:,} article{_s(new)} came in"] if new else []
    parts += [f"{other:,} article{_s(other)} ha{'s' if other == 1 else 've'} a new version"] if other else []
    parts += [f"{gone:,} file{_s(gone)} {'is' if gone == 1 else 'are'} gone, the text kept"] if gone else []
    parts += [skipped(report)] if report.skipped else []
    return ", ".join(parts) or "nothing came in"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
