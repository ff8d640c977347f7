"""Holding quotations against the library from within the reading room: a draft's, or those of exported files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message

from nkreader.ui.commands import key
from nkreader.ui.jobs import Answer
from nkreader.ui.screens.doctoring import Doctoring
from nkreader.ui.screens.lengthy import Look

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.verified import Unread, Verified

_LAST = "verified-path"
"""The setting that keeps what was verified last."""


class VerifyAsked(Answer):
    """What may be verified is known."""

    path: str


class CheckedAll(Answer):
    """Every quotation is checked."""

    path: str
    rows: tuple[Verified | Unread, ...]


class Checking(Doctoring):
    """The part of the screen that verifies quotations."""

    _checked: tuple[Verified | Unread, ...] = ()
    _checked_path = ""
    _at_checked = 0
    """The row that was looked at last."""

    def action_verify(self) -> None:
        """Ask for a file or folder; what was verified last, or else where exports go, stands there already."""

        def ask(library: Library) -> None:
            from nkreader import locations

            def find(generation: int) -> Message:
                exports = locations.exports() / "sample" if library.sample else locations.exports()
                return VerifyAsked(generation, library.setting(_LAST) or str(exports))

            self.jobs.read("verify", "find what may be verified", find)

        self.with_library(ask)

    @on(VerifyAsked)
    def _ask_path(self, message: VerifyAsked) -> None:
        if not self.jobs.current("verify", message) or not self.is_current:
            return
        from nkreader.ui.widgets.prompt import Prompt

        def done(typed: str | None) -> None:
            if typed and typed.strip():
                path = typed.strip()
                self.with_library(lambda library: self._check(library, path))

        self.app.push_screen(Prompt("Verify the quotations of a file or folder", message.path, _wrong, True), done)

    def _check(self, library: Library, path: str) -> None:
        def work(generation: int, tell: Look) -> Message:
            rows: list[Verified | Unread] = []
            for row in library.verify([Path(path).expanduser()]):
                rows.append(row)
                tell(f"{len(rows):,} quotation{'' if len(rows) == 1 else 's'}")
            return CheckedAll(generation, path, tuple(rows))

        self.jobs.write("keep what is verified", lambda: library.set_setting(_LAST, path))
        self.begin("verify", "verify the quotations", "verifying", "Verifying was given up.", work)

    @on(CheckedAll)
    def _all_checked(self, message: CheckedAll) -> None:
        if not self.jobs.current("verify", message):
            return
        self.ended()
        self._checked, self._checked_path, self._at_checked = message.rows, message.path, 0
        if not message.rows:
            self.say(f"No quotation of five words or more in {message.path}.")
        elif self.is_current and not self.search_bar.typing:
            self.action_verified()
        else:
            self.say(f"Verified: {len(message.rows):,} · {key('everywhere.verified')} lists them")

    def action_verified(self) -> None:
        """What became of the quotations, at the one that was looked at last."""
        if not self._checked:
            self.say("Nothing was verified yet: the command verify does.")
            return
        from nkreader.ui.screens.checked_rows import checked_choices, summary
        from nkreader.ui.screens.sheet import SheetAt

        choices = checked_choices(self._checked)
        about = Content(f"{self._checked_path}\n{summary(self._checked)}")
        self.app.push_screen(SheetAt("Quotations", about, choices, self._at_checked), self._go_to_checked)

    def _go_to_checked(self, value: str | None) -> None:
        if value is None:
            return
        from nkreader.model.verified import Unread

        row, _, number = value.partition(":")
        self._at_checked = int(row)
        found = self._checked[int(number)]
        if isinstance(found, Unread) or found.stand is None:
            self.say(f"{found.file}: there is no passage to open")
            return
        stand = found.stand
        self.open_article(stand.headline.id, str(found.outcome), stand.span.start, focus=self.reader)


def _wrong(typed: str) -> str:
    """Why a path cannot be verified; empty where it can."""
    if not typed.strip():
        return ""
    try:
        return "" if Path(typed.strip()).expanduser().exists() else "there is no such file or folder"
    except (OSError, ValueError, RuntimeError) as problem:
        return str(problem)
