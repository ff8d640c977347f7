"""Showing what came in: once at the end of the taking-in, or when the reader asks for it."""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.message import Message

from nkreader.ui.commands import key
from nkreader.ui.dating import date_label
from nkreader.ui.jobs import Answer
from nkreader.ui.messages import Grown, Listed, Pasted
from nkreader.ui.screens.checking import Checking
from nkreader.ui.screens.report import Line, Report, counted, offered, report_lines


class SinceRead(Answer):
    """What came in since the last visit."""

    report: Report


class Reporting(Checking):
    """The part of the screen that reports. It never takes the keys from somebody who reads already."""

    _report: Report | None = None
    """The last one that had something to tell."""
    _at_line = 0
    """The row of it that was opened last."""
    _due: tuple[Report, str, bool] | None = None
    """A report that waits for the list it speaks of, what was said, and whether it may come by itself."""

    @on(Grown)
    def _keep_report(self, message: Grown) -> None:
        report = Report(
            message.doing,
            message.added,
            message.updated,
            message.missing,
            message.skipped,
            message.trouble,
            message.names,
        )
        if report.empty:
            return
        shows = message.came and not message.quiet and message.opens is None and not self.busy_reading
        if self._due is not None:  # the list was read only once for both
            before, _, showed = self._due
            report, shows = before.then(report), shows or showed
        self._report, self._due, self._at_line = report, (report, self.said_of(message), shows), 0
        if not message.came:
            self.call_later(self._tell_report)  # no list will come

    @on(Listed)
    def _report_list(self, message: Listed) -> None:
        if self._due is not None and self.jobs.current("list", message):
            self.call_later(self._tell_report)  # when the list is shown

    def _tell_report(self) -> None:
        if self._due is None:
            return
        (report, said, shows), self._due = self._due, None
        if shows and not self.busy_reading:
            self.action_last_report()
            return
        if self.open_id in report.updated:
            return  # the reader is told of the new version
        more = offered(report, self.headlines)
        hint = f"{said}, {more}" if more else said
        self.say(f"{hint} · {key('everywhere.last-report')}", problem=bool(report.trouble))

    @property
    def busy_reading(self) -> bool:
        """Whether the reader has begun to do something since the taking-in began."""
        at_list = self.focused is None or self.focused is self.articles
        return self.acted or not at_list or not self.is_current or self.search_bar.typing

    @on(Pasted)
    def _report_paste(self, message: Pasted) -> None:
        if message.new and message.article is not None:
            came, self._at_line = (message.article,), 0
            self._report = Report("adding", updated=came) if message.updated else Report("adding", came)

    def said_of_new(self, article: str, said: str) -> str:
        """What is said of a pasted piece: what nkreader made of it."""
        headline = self.headlines.get(article)
        if headline is None:
            return said
        dated = f"dated {date_label(headline.published)}" if headline.published.known else "undated"
        contested = ["dates in conflict"] if headline.published.contested else []
        others = sum(other.event == headline.event for other in self.headlines.values()) - 1 if headline.event else 0
        same = [f"same event as {counted(others, 'other piece')}"] if others else []
        return " · ".join([said, dated, *contested, *same, key("everywhere.last-report")])

    def action_last_report(self) -> None:
        """What came in when the library last grew."""
        report = self._report
        if report is None:
            self._report_since()
            return
        from nkreader.ui.screens.report_rows import report_choices, report_text
        from nkreader.ui.screens.sheet import SheetAt

        choices = report_choices(report, self.headlines)
        title = f"Interrupted {report.doing}" if report.trouble else report.doing.capitalize()
        sheet = SheetAt(title, report_text(report), choices, self._at_line)
        self.app.push_screen(sheet, lambda name: self._open_line(report, name))

    def _report_since(self) -> None:
        """What came in since the last visit, where nothing has since nkreader was opened."""
        added = tuple(one.id for one in self.headlines.values() if one.new)
        updated = tuple(one.id for one in self.headlines.values() if one.renewed and not one.new)
        library = self.library
        if library is None or not (added or updated):
            self.say("Nothing has come in since nkreader was opened, nor since your last visit.")
            return

        def work(generation: int) -> Message:
            visit = library.last_visit()
            since = f"since your last visit, {visit.at[:10]}" if visit else "since your last visit"
            return SinceRead(generation, Report(since, added, updated, names=library.first_named(added)))

        self.jobs.read("since", "look what is new", work)

    @on(SinceRead)
    def _tell_since(self, message: SinceRead) -> None:
        if self.jobs.current("since", message) and self._report is None:
            self._report, self._at_line = message.report, 0
            self.action_last_report()

    def _open_line(self, report: Report, name: str | None) -> None:
        from nkreader.ui.screens.report_rows import (
            name_choices,
            names_told,
            piece_choices,
            report_choices,
            skipped_choices,
        )
        from nkreader.ui.screens.sheet import Sheet

        names = [choice.value for choice in report_choices(report, self.headlines)]
        self._at_line = names.index(name) if name in names else 0
        if name == "names":
            sheet = Sheet(names_told(report), Content(""), name_choices(report))
            self.app.push_screen(sheet, lambda ident: self._open_name(report, ident))
            return
        if name == "skipped":
            title = f"{len(report.skipped):,} skipped"
            sheet = Sheet(title, Content(""), skipped_choices(report.skipped))
            self.app.push_screen(sheet, lambda _: self.action_last_report())
            return
        line = next((line for line in report_lines(report, self.headlines) if line.name == name), None)
        if line is not None:
            sheet = Sheet(line.said, Content(""), piece_choices(line))
            self.app.push_screen(sheet, lambda article: self._open_from(line, article))

    def _open_name(self, report: Report, ident: str | None) -> None:
        known = {one.entity.id: one.entity for one in report.names}
        if ident is None:
            self.action_last_report()
        else:
            self._read_dossier(known[ident])

    def _open_from(self, line: Line, article: str | None) -> None:
        if article is None:
            self.action_last_report()
        else:
            self.open_article(article, line.why, focus=self.reader)
