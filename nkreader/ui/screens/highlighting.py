"""Every marked passage of the library on a sheet, what is done with them from there, and orphans put in place again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.ui.commands import key
from nkreader.ui.jobs import Answer, Failed
from nkreader.ui.messages import Changed, Retold
from nkreader.ui.screens.grouping import Grouping
from nkreader.ui.screens.retracing import Rewritten

if TYPE_CHECKING:
    from nkreader.analysis.reattaching import Nearest
    from nkreader.archive.library import Library
    from nkreader.archive.sifting import Marked
    from nkreader.model.highlights import Highlight
    from nkreader.ui.screens.highlights_sheet import HighlightsSheet, View


class MarksRead(Answer):
    """Every highlight of the library."""

    found: tuple[Marked, ...]


class PlacesFound(Answer):
    """Where a highlight may stand in the present text."""

    mark: Highlight
    version: str
    """Of that text."""
    places: tuple[Nearest, ...]


class Highlighting(Grouping):
    """The part of the screen that lists what is marked."""

    _marks_view: View | None = None
    """How the sheet was left."""

    @property
    def _marks_sheet(self) -> HighlightsSheet | None:
        """The sheet, if it lies open, be it below another."""
        from nkreader.ui.screens.highlights_sheet import HighlightsSheet

        return next((screen for screen in self.app.screen_stack if isinstance(screen, HighlightsSheet)), None)

    def action_highlights(self) -> None:
        """Every marked passage of the library."""

        def act(library: Library) -> None:
            self.jobs.read("highlights", "list the highlights", lambda number: MarksRead(number, library.marked()))

        self.with_library(act)

    @on(MarksRead)
    def _show_marks(self, message: MarksRead) -> None:
        if not self.jobs.current("highlights", message):
            return
        from nkreader.ui.screens.highlights_sheet import HighlightsSheet, View

        if (there := self._marks_sheet) is not None:
            there.renew(message.found)
            return
        if not message.found:
            self.say(
                f"Nothing is highlighted yet: {key('reader.mark-sentence')} marks a sentence, "
                f"{key('reader.select')} selects a passage."
            )
            return
        marks = {one.mark.id: one.mark for one in message.found}
        sheet = HighlightsSheet(message.found, self, self._marks_view or View())

        def chosen(ident: str | None) -> None:
            self._marks_view = sheet.left
            if ident is not None:
                mark = sheet.mark(ident) or marks[ident]
                self.open_article(mark.article, "highlight", mark.anchor.span.start, focus=self.reader)

        self.app.push_screen(sheet, chosen)

    @on(Changed)
    @on(Retold)
    def _renew_marks(self, message: Changed | Retold) -> None:
        """Something was written while the sheet is open."""
        if (sheet := self._marks_sheet) is not None:
            sheet.tell(message.said)
            self.action_highlights()

    @on(Failed)
    def _tell_marks(self, message: Failed) -> None:
        if (sheet := self._marks_sheet) is not None:
            sheet.tell(f"Could not {message.what}: {message.why}")

    def edit_marks(
        self,
        idents: Sequence[str],
        said: str,
        *,
        tags: Sequence[str] | None = None,
        colour: str | None = None,
        tag: Sequence[str] = (),
        untag: Sequence[str] = (),
    ) -> None:
        """Change what is given of highlights, in one step."""

        def do(library: Library) -> Rewritten:
            made = library.edit_highlights(idents, None, tags, colour, tag=tag, untag=untag)
            return Rewritten(_articles(made), said)

        self._rewrite("change the highlights", do)

    def remove_marks(self, idents: Sequence[str]) -> None:
        """Remove highlights, in one step."""

        def do(library: Library) -> Rewritten:
            gone = library.remove_highlights(idents)
            count = "" if len(gone) == 1 else f"{len(gone):,} "
            back = "it" if len(gone) == 1 else "them"
            return Rewritten(_articles(gone), f"{count}removed; {key('everywhere.undo')} brings {back} back")

        self._rewrite("remove the highlights", do)

    def annotate(self, mark: Highlight) -> None:
        """Ask for the note of a highlight, and keep it."""
        self.ask_note(self.note_of(mark))

    def offer_places(self, ident: str) -> None:
        """Show where an orphan may stand now."""

        def act(library: Library) -> None:
            def work(generation: int) -> Message:
                return PlacesFound(generation, *library.nearest_to(ident))

            self.jobs.read("places", "look for the passage", work)

        self.with_library(act)

    @on(PlacesFound)
    def _show_places(self, message: PlacesFound) -> None:
        if not self.jobs.current("places", message):
            return
        from nkreader.ui.screens.reattaching_sheet import OPEN, ReattachingSheet

        mark, places = message.mark, message.places
        headline = self.headlines.get(mark.article)

        def chosen(answer: str | None) -> None:
            if answer == OPEN:
                if (sheet := self._marks_sheet) is not None:
                    sheet.dismiss(None)
                near = places[0].span.start if places else None
                self.open_article(mark.article, "lost highlight", near, focus=self.reader)
            elif answer is not None:
                self._reattach(mark, places[int(answer)], message.version)

        title = headline.title if headline else mark.article
        self.app.push_screen(ReattachingSheet(mark, title, places), chosen)

    def _reattach(self, mark: Highlight, place: Nearest, version: str) -> None:
        def do(library: Library) -> Rewritten:
            library.reattach_highlight(mark.id, place.span, version)
            return Rewritten([mark.article], f"marked there instead; {key('everywhere.undo')} takes it back")

        self._rewrite("mark that place", do)


def _articles(marks: Sequence[Highlight]) -> list[str]:
    return list(dict.fromkeys(mark.article for mark in marks))
