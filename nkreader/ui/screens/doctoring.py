"""Examining the library from within the reading room: what is doubtful, each finding opened at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message

from nkreader.ui.commands import key
from nkreader.ui.messages import Examined
from nkreader.ui.screens.lengthy import Lengthy, Look

if TYPE_CHECKING:
    from nkreader.archive.doctor import Finding
    from nkreader.archive.library import Library


class Doctoring(Lengthy):
    """The part of the screen that examines the library."""

    _findings: tuple[Finding, ...] = ()
    _at_finding = 0
    """The row of the finding that was looked at last."""

    def action_doctor(self) -> None:
        """Examine the library, beside what the reader does; Esc gives it up."""
        self.with_library(self._examine)

    def _examine(self, library: Library) -> None:
        def work(generation: int, tell: Look) -> Message:
            def look(done: int, total: int, what: str) -> None:
                tell(f"{done:,} of {total:,} pieces" if total else f"{done:,} · {what}" if done else what)

            return Examined(generation, library.doctor(look))

        self.begin("doctor", "examine the library", "examining", "The examination was given up.", work)

    @on(Examined)
    def _examined(self, message: Examined) -> None:
        if not self.jobs.current("doctor", message):
            return
        self.ended()
        self._findings, self._at_finding = message.findings, 0
        if not message.findings:
            self.say("The library was examined: nothing is doubtful.")
        elif self.is_current and not self.search_bar.typing:
            self.action_findings()
        else:
            number = f"{len(message.findings):,} finding{'' if len(message.findings) == 1 else 's'}"
            self.say(f"The library was examined: {number} · {key('everywhere.findings')} lists them")

    def action_findings(self) -> None:
        """What the last examination found, at the finding that was looked at last."""
        if not self._findings:
            self.say("Nothing was examined yet: the command doctor does.")
            return
        from nkreader.ui.screens.findings import finding_choices
        from nkreader.ui.screens.sheet import SheetAt

        choices = finding_choices(self._findings, self.headlines)
        title = f"Findings · {len(self._findings):,}"
        self.app.push_screen(SheetAt(title, Content(""), choices, self._at_finding), self._go_to_finding)

    def _go_to_finding(self, value: str | None) -> None:
        if value is None:
            return
        row, _, number = value.partition(":")
        self._at_finding = int(row)
        finding = self._findings[int(number)]
        said = f"{finding.kind}: {finding.text}"
        if finding.article is None:
            self.say(f"{finding.path}: {finding.text}" if finding.path else said)
            return
        place = f" · line {finding.line}, column {finding.column}" if finding.line is not None else ""
        self.open_article(finding.article, f"{said}{place}", finding.offset, focus=self.reader)
