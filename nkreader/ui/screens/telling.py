"""Related pieces and help on sheets; copies and exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widget import Widget

from nkreader.model.article import PartKind
from nkreader.model.highlights import Highlight, anchored
from nkreader.model.sanitise import safe
from nkreader.ui.commands import Command, Where
from nkreader.ui.copying import refused
from nkreader.ui.messages import Exported, RelatedFound
from nkreader.ui.painting import content_line
from nkreader.ui.screens.highlighting import Highlighting
from nkreader.ui.widgets import article_rows
from nkreader.ui.widgets.dossier import DossierPane
from nkreader.ui.widgets.facets import FacetPane
from nkreader.ui.widgets.legend import Legend
from nkreader.ui.widgets.reader import Reader
from nkreader.ui.widgets.related import Relation, relations
from nkreader.ui.widgets.timeline import TimelinePane

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.export.markdown import ExportReport
    from nkreader.model.piece import Piece
    from nkreader.model.spans import Span


class Telling(Highlighting):
    """The part of the screen that tells more, and gives away."""

    _asked_from: Widget | None = None
    """The pane that the palette was opened from."""

    @on(RelatedFound)
    def _show_related(self, message: RelatedFound) -> None:
        if not self.jobs.current("related", message):
            return
        from nkreader.ui.screens import sheets
        from nkreader.ui.screens.sheet import Sheet

        found = relations(message.links, self.headlines)
        if not found:
            self.say("Nothing in this archive is related to this piece.")
            return
        headline = self.headlines.get(message.article)
        title = content_line(headline.title if headline else message.article, "bold")
        event = message.event
        told = (event.summary, event.first.text) if event else ()
        text = sheets.lines(title, *(content_line(line, "$dim") for line in told))
        by_id = {row.headline.id: row for row in found}
        sheet = Sheet(f"Related · {len(found)}", text, sheets.related_choices(found))
        self.app.push_screen(sheet, lambda article: self._open_related(by_id.get(article or "")))

    def _open_related(self, chosen: Relation | None) -> None:
        """Open a related piece where it says why it is one."""
        if chosen is not None:
            self.open_article(chosen.headline.id, chosen.why, chosen.place, focus=self.reader)

    def action_help(self) -> None:
        """The keys of this pane."""
        from nkreader.ui.screens.helping import HelpSheet

        self.app.push_screen(HelpSheet(*self._places()))

    @property
    def places(self) -> Sequence[Where]:
        """The places whose keys hold now."""
        return self._places()[0]

    def _places(self) -> tuple[Sequence[Where], str]:
        if self.focused is self.reader and self.reader.selecting:
            return (Where.SELECTING,), ""
        if self.focused is self.reader:
            return (Where.READER, Where.PANE, Where.EVERYWHERE), Reader.HELP
        if self.focused is self.page.legend:
            return (Where.LEGEND, Where.EVERYWHERE), Legend.HELP
        if self.focused is self.dossier:
            return (Where.DOSSIER, Where.SHEET, Where.PANE, Where.EVERYWHERE), DossierPane.HELP
        if self.focused is self.facets:
            return (Where.FACETS, Where.PANE, Where.EVERYWHERE), FacetPane.HELP
        if self.focused is self.articles:
            return (Where.LIST, Where.PANE, Where.EVERYWHERE), article_rows.HELP
        return (Where.TIMELINE, Where.PANE, Where.EVERYWHERE), TimelinePane.HELP

    def action_palette(self) -> None:
        """Every command by name."""
        from textual.command import CommandPalette

        from nkreader.ui.screens.palette import CommandProvider, ThemeProvider

        self._asked_from = self.focused
        self.app.push_screen(CommandPalette(providers=[CommandProvider, ThemeProvider]))

    async def run_command(self, command: Command) -> None:
        """Do what a key of the command would do: in the pane that has the focus, else in one where it holds."""
        if self._asked_from is not None and self._asked_from.is_attached:
            self.set_focus(self._asked_from)
        panes = {Where.LIST: self.articles, Where.READER: self.reader, Where.TIMELINE: self.axis}
        pane = None if command.where in self.places else panes.get(command.where)
        if pane is not None:
            self.go_to_pane(pane)
        await self.app.run_action(command.action, pane or self.focused or self)

    def action_copy(self) -> None:
        """Copy the highlight or sentence at the cursor, with its citation."""
        mark, sentence = self.reader.highlight_at_cursor(), self.reader.sentence()
        span = mark.anchor.span if mark else sentence
        if span is not None:
            self._copy(span)

    @on(Reader.CopyRequested)
    def _copy_selection(self, message: Reader.CopyRequested) -> None:
        self.reader.leave_selecting()
        self._copy(message.span)

    def _copy(self, span: Span) -> None:
        if self.reader.piece is not None:
            text = safe(quotation(self.reader.piece, span))
            if why := refused(text):
                self.say(why, problem=True)
            else:
                self.app.copy_to_clipboard(text)
                self.say("copied with its citation")

    def action_export(self) -> None:
        """Export the highlights of this article to Markdown."""
        if self.open_id is not None:
            self._export((self.open_id,))

    def action_export_view(self) -> None:
        """Export the highlights of all articles in view to Markdown."""
        self._export(self.articles.articles)

    def _export(self, ids: tuple[str, ...]) -> None:
        def act(library: Library) -> None:
            def work() -> Message:
                from nkreader import locations, settings

                target = locations.exports() / "sample" if library.sample else locations.exports()
                report = library.export(target, ids, flavour=settings.read()[0].flavour)
                return Exported(_told(report, target), bool(_failed(report)))

            self.jobs.write("export", work)

        self.with_library(act)

    @on(Exported)
    def _exported(self, message: Exported) -> None:
        self.say(message.said, message.problem)


def quotation(piece: Piece, span: Span) -> str:
    """A passage between quotation marks and, below it, where it comes from."""
    from nkreader.export.citation import citation

    text = piece.article.text
    paragraph = next((n for n, part in enumerate(piece.article.body, 1) if span.start in part.span), 0)
    if not paragraph and not any(span.start in title for title in piece.article.all(PartKind.TITLE)):
        paragraph = 1
    same = next((mark for mark in piece.highlights if mark.anchor.span == span and not mark.orphan), None)
    mark = same or Highlight("", piece.headline.id, anchored(text, span, paragraph, piece.version))
    cited = citation(piece, mark)
    if same is None:
        cited = replace(cited, command=cited.command.replace(f" --at {mark.id}", ""))  # there is no such mark yet
    return f"“{span.of(text)}”\n{cited.as_text()}\n"


def _failed(report: ExportReport) -> list[str]:
    return [f"{Path(file.path).name}: {file.reason}" for file in report.files if file.status == "conflict"]


def _told(report: ExportReport, target: Path) -> str:
    """Where it went and what was written, in one line."""
    if not report.files:
        return "Nothing to export: no passage is highlighted here."
    counts = {
        status: sum(file.status == status for file in report.files)
        for status in ("written", "unchanged", "conflict", "skipped")
    }
    parts = _failed(report)[:1]
    parts += [f"{number} file{'' if number == 1 else 's'} {status}" for status, number in counts.items() if number]
    parts += [f"{report.orphans} no longer in the text"] if report.orphans else []
    marks = "1 highlight" if report.highlights == 1 else f"{report.highlights} highlights"
    return f"{', '.join(parts)} · {marks} → {target}"
