"""Highlights, stars and read marks: made and changed. The library keeps how to take each step back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from nkreader.model.highlights import COLOURS, Highlight
from nkreader.ui import naming
from nkreader.ui.commands import key
from nkreader.ui.jobs import Failed
from nkreader.ui.messages import Changed
from nkreader.ui.screens.dossiers import Dossiers
from nkreader.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.spans import Span

_HIGHLIGHT = "highlight it"
_MOTIONS = ("word", "word-back", "word-end", "sentence", "paragraph")
_UNITS = {
    "whole-paragraph": "paragraph",
    "inner-sentence": "sentence",
    "inner-quotation": "quotation",
    "swap-ends": "other end",
}


def _selecting() -> str:
    """What can be done with a selection."""
    moves = " ".join(key(f"selecting.extend-{motion}") for motion in _MOTIONS)
    units = (f"{key(f'selecting.{command}')} {said}" for command, said in _UNITS.items())
    return f"Selecting: {' · '.join([f'{moves} move', *units])}"


class StaleText(Exception):
    """A passage of a text that is not the newest any more."""


class Marking(Dossiers):
    """The part of the screen that writes down what the reader marks."""

    def _write(self, article: str, what: str, said: str, do: Callable[[Library], object]) -> None:
        """Let `do` write, then show what the article looks like now; `what` is tried, `said` is told once done."""

        def act(library: Library) -> None:
            def work() -> Changed:
                do(library)
                return Changed(library.headline(article), library.highlights(article), said)

            self.jobs.write(what, work)

        self.with_library(act)

    @on(Changed)
    def _changed(self, message: Changed) -> None:
        self.update_headline(message.headline)
        if message.headline.id == self.open_id:
            self.reader.update_highlights(message.highlights)
        self.tell_library()
        self.say(message.said)

    def _mark_passage(self, span: Span, note: str = "") -> None:
        article, shown = self.open_id, self.reader.piece
        if article is None or shown is None:
            return

        def do(library: Library) -> None:
            if library.piece(article).version != shown.version:  # offsets are those of the text one saw
                raise StaleText("its text has changed meanwhile; look at the new version first")
            # The same passage may have been marked by a key pressed just before.
            there = next((mark for mark in library.highlights(article) if mark.anchor.span == span), None)
            if there is None:
                library.add_highlight(article, span, note)
            elif note:
                library.edit_highlight(there.id, note)

        self.reader.expect_highlight(span)  # at once: to write it for good takes the disk some time
        self._write(article, _HIGHLIGHT, "highlighted, with a note" if note else "highlighted", do)

    @on(Failed)
    def _not_highlighted(self, message: Failed) -> None:
        if message.what == _HIGHLIGHT:
            self.reader.expect_highlight(None)

    def _edit(
        self,
        mark: Highlight,
        said: str,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        colour: str | None = None,
    ) -> None:
        def do(library: Library) -> None:
            library.edit_highlight(mark.id, note, tags, colour)

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
            self.say(_selecting())
        elif self.status.message == _selecting():
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
            self._edit(mark, f"colour {naming.shown(colour)}", colour=colour)

    def action_remove_highlight(self) -> None:
        """Remove the highlight at the cursor."""
        mark = self._mark_here()
        if mark is None:
            return
        kept = mark

        def do(library: Library) -> None:
            library.remove_highlight(kept.id)

        self._write(kept.article, "remove the highlight", f"removed; {key('everywhere.undo')} brings it back", do)

    def _mark_here(self) -> Highlight | None:
        mark = self.reader.highlight_at_cursor()
        if mark is None:
            self.say(
                f"No highlight at the cursor: {key('reader.next-highlight')} goes to the next one, "
                f"{key('reader.mark-sentence')} marks this sentence."
            )
        return mark

    def action_star(self) -> None:
        """Star the article, or take the star away."""
        article = self.current_id
        if article is not None and article in self.headlines:
            starred = not self.headlines[article].starred
            said = "starred" if starred else "star taken away"
            self._write(article, "mark the article", said, lambda library: library.mark(article, starred=starred))

    def action_toggle_read(self) -> None:
        """Mark the article read or unread."""
        article = self.current_id
        if article is not None and article in self.headlines:
            read = not self.headlines[article].read
            said = "marked read" if read else "marked unread"
            self._write(article, "mark the article", said, lambda library: library.mark(article, read=read))
