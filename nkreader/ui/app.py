"""The application: the first screen, and an orderly end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from nkreader.ui import ending, escaping
from nkreader.ui.choosing import Choosing, summary
from nkreader.ui.copying import Copying
from nkreader.ui.keys import label
from nkreader.ui.screens.desk import Visit
from nkreader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from nkreader.settings import Settings


class NKReader(Copying, Choosing):
    """The reading room over one library.

    Args:
        library_folder: where the library is, or is to be made.
        add: files and folders to add first.
        sample: it is the sample archive, to be filled from what comes with nkreader.
        at: the article to open first, `ID` or `ID@OFFSET` (code points of its text).
        settings: what the reader has set; without it, what stands in the settings file.
    """

    TITLE = "nkreader"
    CSS_PATH = "screens/main.tcss"
    ENABLE_COMMAND_PALETTE = False  # the main screen has its own, with the registry's commands
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(
        self,
        library_folder: Path,
        add: Sequence[Path] = (),
        *,
        sample: bool = False,
        at: str = "",
        settings: Settings | None = None,
    ) -> None:
        super().__init__(settings)
        escaping.install()
        article, _, offset = at.partition("@")
        at_offset = int(offset) if offset.isdecimal() else 0
        told = summary(self._chosen.told)
        visit = Visit(library_folder, tuple(add), sample, article, at_offset, self._chosen.settings, told)
        self._main = MainScreen(visit)

    farewell = ""
    """What is to be said once the terminal is given back."""

    def get_default_screen(self) -> MainScreen:
        """The only screen that is always there."""
        return self._main

    @property
    def main(self) -> MainScreen:
        """The main screen, whatever lies over it."""
        return self._main

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are printed on a keyboard."""
        return label(binding.key)

    def action_suspend(self) -> None:
        """Back to the shell; fg returns."""
        self.action_suspend_process()

    def on_mount(self) -> None:
        """Be ready for the end, and tell of the last one if it was a fault; keys wait for the first list."""
        self.hold_keys()
        ending.on_signals(lambda code: self.exit(return_code=code), on_page=self.is_web)
        if line := ending.untold():
            self.notify(line, severity="warning", timeout=20, markup=False)

    def watch_app_focus(self, focus: bool) -> None:
        """A screen that opened while nobody looked has nothing that takes keys: it gets that when somebody does."""
        if focus and self.screen_stack and self.screen.focused is None:
            self.screen._update_auto_focus()

    def _handle_exception(self, error: Exception) -> None:
        """A fault of the program: the toolkit would print every variable, and these hold the reader's texts."""
        if self.is_headless:  # a test wants the error itself
            super()._handle_exception(error)
            return
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.farewell = ending.farewell(error, ending.reported(error))
        self._return_code = 1
        self._close_messages_no_wait()

    async def on_unmount(self) -> None:
        """Nothing the reader did may be lost."""
        unfinished = self._main.unfinished
        self._main.leave()
        self.farewell = self.farewell or unfinished
