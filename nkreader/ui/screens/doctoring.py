"""Examining the library from within the reading room: what is doubtful, each finding opened at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message

from nkreader.ui.commands import key
from nkreader.ui.jobs import Failed, GivenUp
from nkreader.ui.messages import Examined, Examining
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet
from nkreader.ui.screens.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nkreader.archive.doctor import Finding
    from nkreader.archive.library import Library
    from nkreader.model.headline import Headline

MOST = 200
"""Findings of one kind that are listed; the rest as a number."""
ALIKE = 3
"""Findings in a row that say the same, from which it is said once for all of them."""
_WHAT = "examine the library"
_ELSEWHERE = {"undated": "the search is:undated lists them", "missing file": "the search is:missing lists them"}


class SheetAt(Sheet):
    """A sheet with the cursor at row `at`: where one left it."""

    def __init__(self, title: str, text: Content, choices: Sequence[Choice], at: int) -> None:
        super().__init__(title, text, choices)
        self._at = at

    def on_mount(self) -> None:
        """Begin there."""
        for rows in self.query(ChoiceList):
            rows.go_to(self._at)


class Doctoring(Telling):
    """The part of the screen that examines the library."""

    _examining = False
    _findings: tuple[Finding, ...] = ()
    _at_finding = 0
    """The row of the finding that was looked at last."""

    def action_doctor(self) -> None:
        """Examine the library, beside what the reader does; Esc gives it up."""
        self.with_library(self._examine)

    def _examine(self, library: Library) -> None:
        self._examining = True
        self.status.progress = f"examining… · {key('everywhere.escape')} gives up"
        self.say("")

        def work(generation: int) -> Message:
            def look(done: int, total: int, what: str) -> None:
                self.jobs.go_on()
                part = f"{done:,} of {total:,} pieces" if total else f"{done:,} · {what}" if done else what
                told = Examining(generation, f"examining: {part} · {key('everywhere.escape')} gives up")
                if not self.jobs.current("doctor", told):
                    raise GivenUp
                self.post_message(told)

            return Examined(generation, library.doctor(look))

        self.jobs.read("doctor", _WHAT, work)

    @on(Examining)
    def _examined_so_far(self, message: Examining) -> None:
        if self.jobs.current("doctor", message):
            self.status.progress = message.text

    @on(Examined)
    def _examined(self, message: Examined) -> None:
        if not self.jobs.current("doctor", message):
            return
        self._end_examination()
        self._findings, self._at_finding = message.findings, 0
        if not message.findings:
            self.say("The library was examined: nothing is doubtful.")
        elif self.is_current and not self.search_bar.typing:
            self.action_findings()
        else:
            number = f"{len(message.findings):,} finding{'' if len(message.findings) == 1 else 's'}"
            self.say(f"The library was examined: {number} · {key('everywhere.findings')} lists them")

    @on(Failed)
    def _examination_failed(self, message: Failed) -> None:
        if message.what == _WHAT:
            self._examining = False

    def _end_examination(self) -> None:
        self._examining = False
        self.status.progress = ""

    def action_escape(self) -> None:
        """Give the examination up, if there is one; else what Esc does elsewhere."""
        if not self._examining:
            super().action_escape()
            return
        self.jobs.renew("doctor")
        self._end_examination()
        self.say("The examination was given up.")

    def action_findings(self) -> None:
        """What the last examination found, at the finding that was looked at last."""
        if not self._findings:
            self.say("Nothing was examined yet: the command doctor does.")
            return
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


def finding_choices(findings: Sequence[Finding], headlines: Mapping[str, Headline]) -> tuple[Choice, ...]:
    """The findings below the name of their kind; what many of them say in a row stands above these once.

    A row's value is its own number and, behind a colon, the finding's.
    """
    rows: list[Choice] = []
    numbered = enumerate(findings)
    for kind, group in groupby(numbered, key=lambda item: item[1].kind):
        found = [*group]
        rows.append(heading(f"{kind} · {len(found):,}"))
        for text, alike in groupby(found[:MOST], key=lambda item: item[1].text):
            several = [*alike]
            once = len(several) >= ALIKE and all(_where(finding, headlines) for _, finding in several)
            if once:
                rows.append(Choice("", (content_line(text, "italic"),)))
            for number, finding in several:
                lines = tuple(_lines(finding, headlines))
                rows.append(Choice(f"{len(rows)}:{number}", lines[1:] if once else lines))
        if len(found) > MOST:
            more = f"… and {len(found) - MOST:,} more; {_ELSEWHERE.get(kind, 'nkreader doctor tells all')}"
            rows.append(Choice("", (content_line(more, "$dim"),)))
    return tuple(rows)


def heading(text: str) -> Choice:
    """A row that names what stands below it and cannot be chosen."""
    return Choice("", (content_line(text, "bold $accent"),))


def _lines(finding: Finding, headlines: Mapping[str, Headline]) -> Iterator[Content]:
    """What is doubtful, then where."""
    yield content_line(finding.text)
    if where := _where(finding, headlines):
        yield content_line(f"  {where}", "$dim")


def _where(finding: Finding, headlines: Mapping[str, Headline]) -> str:
    """The title of the piece and the place in its file, as far as there are any."""
    headline = headlines.get(finding.article or "")
    title = [headline.title or "(untitled)"] if headline else []
    place = finding.path or ""
    if finding.line is not None:
        place += f":{finding.line}:{finding.column}"
    return " · ".join([*title, *([place] if place else [])])
