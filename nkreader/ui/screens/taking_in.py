"""Taking articles in: what was named at the start, the known folders looked at again, pasted text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on

from nkreader.model.article import Stated
from nkreader.model.sanitise import safe_line
from nkreader.ui.commands import key
from nkreader.ui.jobs import Failed, GivenUp, in_a_line
from nkreader.ui.messages import Grown, Pasted, Progressed
from nkreader.ui.screens.desk import DRAFT
from nkreader.ui.screens.opening import Opening
from nkreader.ui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from nkreader.archive.added import AddReport, Progress
    from nkreader.archive.library import Library

    Take = Callable[[Library, AddReport, Progress], object]

RENAMING = "taking your gazetteer"
"""What goes on while all articles are analysed again, as the reader's own names changed."""
LIST_SECONDS, LISTED_MEANWHILE = 5.0, 5000
"""How often the list is made anew while articles come in, and from how many on only at the end."""
NO_RATE = 1.0
"""Seconds before which a rate says nothing."""


class TakingIn(Opening):
    """The part of the screen that lets the library grow, while reading goes on."""

    _growing = ""
    """What goes on, in words; empty while nothing does."""
    _then_rescan = False
    _acts_before = 0
    _list_next = 0.0
    """When the list is to be made anew while articles come in, on the clock of `monotonic`."""

    @property
    def _acts(self) -> int:
        return self.app.acts if isinstance(self.app, TypingAhead) else 0

    @property
    def acted(self) -> bool:
        """Whether a key or the mouse was pressed since articles were last begun to be taken in."""
        return self._acts != self._acts_before

    @property
    def unfinished(self) -> str:
        """What is said on the terminal if the program ends now; empty if nothing is under way."""
        if self._growing == "adding":
            return "adding was interrupted; what came in is kept, and the same command goes on with the rest"
        return f"{self._growing} was interrupted; what came in is kept" if self._growing else ""

    def take_in_at_start(self) -> None:
        """Add what was named; look again at the known folders, if that is set and this is not the sample archive."""
        wanted = self.visit.settings.rescan_at_start and not self.visit.sample
        self._then_rescan = wanted and self.library is not None and not self.library.sample
        if self.visit.add:
            named = self.visit.add
            self._grow("adding", lambda library, report, told: library.add(named, told, report=report), _added)
        elif self.library is not None and self.library.names_changed:
            self._grow(RENAMING, lambda library, report, told: library.take_names(told, report=report), _renamed)
        else:
            self._rescan_at_start()

    def _rescan_at_start(self) -> None:
        if self._then_rescan:
            self._then_rescan = False
            self._grow("looking again", _rescan, _rescanned, quiet=True)

    def action_rescan(self) -> None:
        """Look again at the known folders; what is new or changed comes in."""
        if self._growing:
            self.say(f"Already {self._growing}.")
        else:
            self.with_library(lambda library: self._grow("looking again", _rescan, self._rescan_teller(library)))

    def _rescan_teller(self, library: Library) -> Callable[[AddReport], str]:
        """What looking again found; where nothing is known that one could look at, how to change that."""
        add, paste = self.adding_command, key("everywhere.paste")

        def told(report: AddReport) -> str:
            if library.folders() or report.done or report.missing:
                return _rescanned(report)
            return f"No folder was added to this library yet: {add} does, from the shell; {paste} adds a text."

        return told

    def _grow(
        self,
        doing: str,
        take: Take,
        told: Callable[[AddReport], str],
        quiet: bool = False,
        opens: Callable[[AddReport], str | None] = lambda report: None,
    ) -> None:
        """Let `take` work in its own thread. `quiet` says nothing in the end where nothing came of it.

        `opens` is asked in that thread which piece is to be opened with the list: see `Grown`.
        """
        library = self.library
        if library is None:
            return
        self._growing = doing
        self._acts_before = self._acts
        self._list_next = monotonic() + LIST_SECONDS
        self.status.progress = f"{doing}…"

        def work() -> Grown:
            from nkreader.archive.added import AddReport

            report = AddReport()
            trouble = self._troubled(lambda: take(library, report, self._teller(doing, report)))
            came = tuple(report.added), tuple(report.updated), report.missing
            skipped = tuple((safe_line(item.path), safe_line(item.reason)) for item in report.skipped)
            names = library.first_named(report.added) if report.added and not trouble else ()
            if trouble:
                said = f"Stopped {doing} ({told(report)}): {trouble}"
                return Grown(*came, said, True, doing, skipped, trouble)
            silent = quiet and not any(came) and not skipped
            said = "" if silent else told(report)
            return Grown(*came, said, False, doing, skipped, quiet=quiet, names=names, opens=opens(report))

        self.jobs.grow(doing, work)

    def _troubled(self, work: Callable[[], object]) -> str:
        """Why work ended too soon; empty if it did not."""
        try:
            work()
        except GivenUp:
            raise
        except Exception as error:
            return in_a_line(error)
        return ""

    def _teller(self, doing: str, report: AddReport) -> Progress:
        begun = monotonic()

        def progress(done: int, path: str) -> None:
            self.jobs.go_on()
            share = "" if report.share is None else f" · {min(1.0, report.share):.0%}"
            passed = monotonic() - begun
            rate = f" · {done / passed:,.0f}/s" if done and passed >= NO_RATE else ""
            self.post_message(Progressed(f"{doing}: {done:,}{share}{rate} · {Path(path).name}"))

        return progress

    @on(Progressed)
    def _show_what_came(self, _: Progressed) -> None:
        """List what is in already, now and then: nobody looks at an empty list while thousands of articles come."""
        if self._growing == "adding" and len(self.headlines) < LISTED_MEANWHILE and monotonic() >= self._list_next:
            self._list_next = monotonic() + LIST_SECONDS
            self.refresh_list()

    @on(Grown)
    def _grown(self, message: Grown) -> None:
        self._growing = self.status.progress = ""
        if message.came or message.doing == RENAMING:
            then = message.opens if message.opens and not self.acted and self.is_current else ""
            self.refresh_list(self.said_of(message), message.problem, then)
        elif message.said:
            self.say(message.said, message.problem)
        library = self.library
        if message.came and library is not None:
            self.jobs.grow("putting the index in order", lambda: library.settle(self.jobs.go_on))
        self._rescan_at_start()

    @on(Failed)
    def _grew_not(self, message: Failed) -> None:
        if message.what == self._growing:  # what became of it could not even be told
            self._growing = ""

    def said_of(self, message: Grown) -> str:
        """What is said of it: the same by the list and by the reader, whichever is there last."""
        renewed = self.open_id is not None and self.open_id in message.updated
        if not renewed:
            return message.said
        return f"{message.said} · {key('everywhere.last-report')} · the open piece has a new version"

    def action_paste(self) -> None:
        """Add an article that is pasted, or written in the editor."""
        self.with_library(lambda _: self._open_paste(self.draft))

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted where nothing can be written is an article to add, unless it is a word or two."""
        if self.library is not None and len(event.text.splitlines()) > 1:
            event.stop()
            self._open_paste(f"{self.draft}\n\n{event.text}" if self.draft.strip() else event.text)

    def _open_paste(self, text: str) -> None:
        from nkreader.ui.screens.pasting import PasteSheet  # a text area costs start-up time

        def done(text: str | None) -> None:
            if text is not None:
                self._add_text(text)

        self.app.push_screen(PasteSheet(text, self._keep_draft), done)

    def _keep_draft(self, text: str) -> None:
        """Keep what is pasted but not added yet, over the end of the program."""
        library = self.library
        if library is None or text == self.draft:
            return
        self.draft = text
        self.jobs.write("keep the draft", lambda: library.set_setting(DRAFT, text))

    def _add_text(self, text: str) -> None:
        library = self.library
        if library is None:
            return
        if not text.strip():
            self.say("Nothing to add: the text is empty.")
            return
        self.status.progress = "adding the pasted text…"
        self.jobs.grow("add the pasted text", lambda: _take_text(library, text))

    @on(Pasted)
    def _pasted(self, message: Pasted) -> None:
        if not self._growing:
            self.status.progress = ""
        if message.article is None:
            self.say(message.said, problem=True)
            return
        if message.text == self.draft:
            self._keep_draft("")
        if message.new:
            self.refresh_list(message.said, then=message.article)
        else:
            self.open_article(message.article, message.said, focus=self.reader)


def _take_text(library: Library, text: str) -> Pasted:
    """Add a text, or find the piece that has it."""
    report = library.add_text(text.encode(), Stated())
    if report.skipped:
        return Pasted(
            text, None, f"Not added: {report.skipped[0].reason}. {key('everywhere.paste')} has the text still.", False
        )
    if report.added:
        return Pasted(text, report.added[0], "added", True)
    if report.updated:
        return Pasted(text, report.updated[0], "added as a new version of this piece", True, updated=True)
    return Pasted(text, _holder(library, text), "This text is known already: here it is.", False)


def _holder(library: Library, text: str) -> str | None:
    """The piece that has a text as one of its versions."""
    from nkreader.ingest.extract import Extract
    from nkreader.ingest.pasting import pasted

    found = pasted(text.encode(), Stated())
    if not isinstance(found, Extract):
        return None
    idents = sorted((item.id for item in library.headlines()), key=lambda ident: not found.digest.startswith(ident))
    return next((ident for ident in idents if found.digest in library.versions(ident)), None)


def _rescan(library: Library, report: AddReport, progress: Progress) -> None:
    library.rescan(progress, report=report)


def _rescanned(report: AddReport) -> str:
    """What looking again found, in one line."""
    counts = [f"{len(report.added)} new", f"{len(report.updated)} changed", f"{report.missing} missing"]
    return f"Looked again: {', '.join([*counts, skipped(report) or '0 skipped'])}"


def _added(report: AddReport) -> str:
    """What adding did, in one line."""
    parts = [f"{len(report.added)} added"]
    parts += [f"{len(report.updated)} updated"] if report.updated else []
    parts += [f"{report.unchanged} unchanged"] if report.unchanged else []
    parts += [skipped(report)] if report.skipped else []
    return ", ".join(parts)


def skipped(report: AddReport) -> str:
    """How many files gave nothing, and why the first of them; empty where none was skipped."""
    if not report.skipped:
        return ""
    first = report.skipped[0]
    return f"{len(report.skipped)} skipped (first: {Path(first.path).name}: {first.reason})"


def _renamed(report: AddReport) -> str:
    return "Your gazetteer changed, and every piece was analysed again."
