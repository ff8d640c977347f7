"""Highlights, stars and read marks: made, changed, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from nkreader.model.highlights import COLOURS, Highlight
from nkreader.model.spans import Span
from nkreader.ui.messages import Changed
from nkreader.ui.screens.changes import Change
from nkreader.ui.screens.moving import Moving
from nkreader.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from nkreader.archive.library import Library

_SELECTING = "Selecting: w b e ) } move · V paragraph · is sentence · iq quotation · o other end"
Step = Callable[["Library"], object]


class StaleText(Exception):
    """A passage of a text that is not the newest any more."""


class Marking(Moving):
    """The part of the screen that writes down what the reader marks."""

    def _write(self, article: str, what: str, said: str, do: Callable[[Library], Change | None]) -> None:
        """Let `do` write, then show what the article looks like now; `what` is tried, `said` is told once done."""

        def act(library: Library) -> None:
            def work() -> Changed:
                change = do(library)
                return Changed(library.headline(article), library.highlights(article), said, change)

            self.jobs.write(what, work)

        self.with_library(act)

    @on(Changed)
    def _changed(self, message: Changed) -> None:
        if message.change is not None:
            self.changes.add(message.change)
        self.update_headline(message.headline)
        if message.headline.id == self.open_id:
            self.reader.update_highlights(message.highlights)
        self.tell_library()
        self.say(message.said)

    def _mark_passage(self, span: Span, note: str = "") -> None:
        article, shown = self.open_id, self.reader.piece
        if article is None or shown is None:
            return

        def do(library: Library) -> Change | None:
            if library.piece(article).version != shown.version:  # offsets are those of the text one saw
                raise StaleText("its text has changed meanwhile; look at the new version first")
            # The same passage may have been marked by a key pressed just before.
            there = next((mark for mark in library.highlights(article) if mark.anchor.span == span), None)
            if there is None:
                mark = library.add_highlight(article, span, note)
                return Change("highlight", article, _removing(mark), _restoring(mark))
            if not note:
                return None
            changed = library.edit_highlight(there.id, note)
            return Change("note", article, _restoring(there), _restoring(changed))

        self._write(article, "highlight it", "highlighted, with a note" if note else "highlighted", do)

    def _edit(
        self,
        mark: Highlight,
        said: str,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        colour: str | None = None,
    ) -> None:
        def do(library: Library) -> Change:
            changed = library.edit_highlight(mark.id, note, tags, colour)
            return Change(said, mark.article, _restoring(mark), _restoring(changed))

        self._write(mark.article, "change the highlight", said, do)

    def action_mark_sentence(self) -> None:
        """Highlight the sentence at the cursor."""
        sentence = self.reader.sentence()
        if self.reader.piece is None or sentence is None:
            self.say("There is no sentence here.")
        elif any(mark.anchor.span == sentence for mark in self.reader.piece.highlights):
            self.say("This sentence is highlighted already.")
        else:
            self._mark_passage(sentence)

    @on(Reader.SelectingChanged)
    def _tell_selecting(self, message: Reader.SelectingChanged) -> None:
        if message.selecting:
            self.say(_SELECTING)
        elif self.status.message == _SELECTING:
            self.say("")

    @on(Reader.SelectionMade)
    def _selected(self, message: Reader.SelectionMade) -> None:
        self.reader.leave_selecting()
        if message.annotate:
            self._ask("note", "", lambda note: self._mark_passage(message.span, note))
        else:
            self._mark_passage(message.span)

    def action_note(self) -> None:
        """Write a note on the highlight at the cursor; marks the sentence first."""
        mark, sentence = self.reader.highlight_at_cursor(), self.reader.sentence()
        if mark is not None:
            kept = mark
            self._ask("note", mark.note, lambda note: self._edit(kept, "note kept", note=note))
        elif sentence is not None:
            span = sentence
            self._ask("note on this sentence", "", lambda note: self._mark_passage(span, note))

    def action_tag(self) -> None:
        """Tag the highlight at the cursor."""
        mark = self._mark_here()
        if mark is not None:
            self._ask(
                "tags, with spaces or commas between them",
                " ".join(mark.tags),
                lambda text: self._edit(mark, "tagged", tags=re.findall(r"[^\s,;#]+", text)),
            )

    def _ask(self, title: str, text: str, use: Callable[[str], None]) -> None:
        from nkreader.ui.widgets.prompt import Prompt  # a text area costs start-up time

        def done(answer: str | None) -> None:
            if answer is not None:
                use(answer)

        self.app.push_screen(Prompt(title, text), done)

    def action_colour(self) -> None:
        """The next colour for the highlight at the cursor."""
        mark = self._mark_here()
        if mark is not None:
            colour = COLOURS[(COLOURS.index(mark.colour) + 1) % len(COLOURS)]
            self._edit(mark, f"colour {colour}", colour=colour)

    def action_remove_highlight(self) -> None:
        """Remove the highlight at the cursor."""
        mark = self._mark_here()
        if mark is None:
            return
        kept = mark

        def do(library: Library) -> Change:
            removed = library.remove_highlight(kept.id)
            return Change("removal", kept.article, _restoring(removed), _removing(removed))

        self._write(kept.article, "remove the highlight", "removed; u brings it back", do)

    def _mark_here(self) -> Highlight | None:
        mark = self.reader.highlight_at_cursor()
        if mark is None:
            self.say("No highlight at the cursor: > goes to the next one, m marks this sentence.")
        return mark

    def action_star(self) -> None:
        """Star the article, or take the star away."""
        article = self.current_id
        if article is not None and article in self.headlines:
            starred = not self.headlines[article].starred
            said = "starred" if starred else "star taken away"
            self._set(article, said, _starring(article, starred), _starring(article, not starred))

    def action_toggle_read(self) -> None:
        """Mark the article read or unread."""
        article = self.current_id
        if article is not None and article in self.headlines:
            read = not self.headlines[article].read
            said = "marked read" if read else "marked unread"
            self._set(article, said, _reading(article, read), _reading(article, not read))

    def _set(self, article: str, said: str, step: Step, reverse: Step) -> None:
        def do(library: Library) -> Change:
            step(library)
            return Change(said, article, reverse, step)

        self._write(article, "mark the article", said, do)

    def action_undo(self) -> None:
        """Take the last change of a highlight, star or read mark back."""
        change = self.changes.back()
        if change is None:
            self.say("Nothing to take back.")
        else:
            self._retrace(change, change.undo, f"taken back: {change.said}")

    def action_redo(self) -> None:
        """Do it again."""
        change = self.changes.again()
        if change is None:
            self.say("Nothing to do again.")
        else:
            self._retrace(change, change.redo, f"done again: {change.said}")

    def _retrace(self, change: Change, step: Step, said: str) -> None:
        def do(library: Library) -> None:
            step(library)

        self._write(change.article, "do that", said, do)


def _restoring(mark: Highlight) -> Step:
    return lambda library: library.restore_highlight(mark)


def _removing(mark: Highlight) -> Step:
    return lambda library: library.remove_highlight(mark.id)


def _starring(article: str, starred: bool) -> Step:
    return lambda library: library.mark(article, starred=starred)


def _reading(article: str, read: bool) -> Step:
    return lambda library: library.mark(article, read=read)
