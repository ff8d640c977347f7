"""Highlights, stars and read marks: made and changed. The library keeps how to take each step back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from nkreader.model.highlights import COLOURS, Highlight, anchored
from nkreader.ui import naming
from nkreader.ui.commands import key
from nkreader.ui.copying import refused
from nkreader.ui.jobs import Failed
from nkreader.ui.messages import Changed
from nkreader.ui.screens.noting import KEEP_NOTE, Noting
from nkreader.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.drafts import NoteDraft
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


class Marking(Noting):
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

    def _mark_passage(self, span: Span) -> None:
        article, shown = self.open_id, self.reader.piece
        if article is None or shown is None:
            return

        def do(library: Library) -> None:
            _mark(library, article, span, shown.version)

        self.reader.expect_highlight(span)  # at once: to write it for good takes the disk some time
        self._write(article, _HIGHLIGHT, "highlighted", do)
        self.passage_marked(article, span)

    def passage_marked(self, article: str, span: Span) -> None:
        """Called when a passage is on its way to become a highlight."""

    def write_note(self, target: NoteDraft, note: str) -> None:
        """Keep a note; a passage that is no highlight yet becomes one."""
        article, span = target.article, target.anchor.span

        def do(library: Library) -> None:
            if target.highlight:
                library.edit_highlight(target.highlight, note)
            elif note or not target.lost:
                _mark(library, article, span, target.anchor.version, note)
            library.forget_note_draft(target.key)

        if target.highlight:
            said = "note kept" if note else "note removed" if target.kept else "no note"
        else:
            said = "highlighted, with a note" if note else "highlighted"
            if article == self.open_id:
                self.reader.expect_highlight(span)
        self._write(article, KEEP_NOTE, said, do)
        if not target.highlight:
            self.passage_marked(article, span)

    @on(Failed)
    def _not_highlighted(self, message: Failed) -> None:
        if message.what in (_HIGHLIGHT, KEEP_NOTE):
            self.reader.expect_highlight(None)

    def _edit(
        self,
        mark: Highlight,
        said: str,
        tags: Sequence[str] | None = None,
        colour: str | None = None,
    ) -> None:
        def do(library: Library) -> None:
            library.edit_highlight(mark.id, None, tags, colour)

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
            self._ask_on(message.span, exactly=True)
        else:
            self._mark_passage(message.span)

    def action_note(self) -> None:
        """Write a note on the highlight at the cursor, or on the sentence, which is then highlighted with it."""
        mark, sentence = self.reader.highlight_at_cursor(), self.reader.sentence()
        if mark is not None:
            self.ask_note(self.note_of(mark))
        elif sentence is not None:
            self._ask_on(sentence, exactly=False)

    def _ask_on(self, span: Span, *, exactly: bool) -> None:
        """Ask for a note on a passage of the open piece."""
        shown = self.reader.piece
        if shown is not None:
            anchor = anchored(shown.article.text, span, 0, shown.version)
            self.ask_note(self.note_at(shown.headline.id, anchor, exactly=exactly))

    def action_tag(self) -> None:
        """Tag the highlight at the cursor."""
        mark = self._mark_here()
        if mark is not None:
            self.ask_tags("tags", mark.tags, lambda tags: self._edit(mark, _tagged(mark.tags, tags), tags=tags))

    def ask_tags(self, title: str, tags: Sequence[str], use: Callable[[list[str]], None]) -> None:
        """Ask for tags, of which those are known that any piece or highlight has; `use` is given all of them."""
        from nkreader.ui.widgets.tag_prompt import TagPrompt, tags_in  # a text area costs start-up time

        def done(answer: str | None) -> None:
            if answer is not None:
                use(tags_in(answer))

        counts = Counter(tag for headline in self.headlines.values() for tag in headline.tags)
        known = sorted(counts, key=lambda tag: (-counts[tag], tag))
        self.app.push_screen(TagPrompt(f"{title}, with spaces or commas between them", tags, known), done)

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

    def action_copy_text(self) -> None:
        """Copy what is selected, on the toolkit's own key, without a citation; and say so."""
        super().action_copy_text()  # goes on to other keys where nothing is selected
        text = self.get_selected_text() or ""
        self.say(refused(text) or f"copied, without a citation; {key('selecting.copy-selection')} copies with it")

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


def _mark(library: Library, article: str, span: Span, version: str, note: str = "") -> None:
    """Highlight a passage of a text as it was shown; one that is marked exactly so gets the note.

    Raises:
        StaleText: if that is not the newest text any more.
    """
    if library.piece(article).version != version:  # offsets are those of the text one saw
        raise StaleText("its text has changed meanwhile; look at the new version first")
    # The same passage may have been marked by a key pressed just before.
    there = next((mark for mark in library.highlights(article) if mark.anchor.span == span), None)
    if there is None:
        library.add_highlight(article, span, note)
    elif note:
        library.edit_highlight(there.id, note)


def _tagged(before: Sequence[str], after: Sequence[str]) -> str:
    """What became of tags, in words."""
    came = [f"#{tag}" for tag in after if tag not in before]
    gone = [f"#{tag}" for tag in before if tag not in after]
    parts = [f"tagged {' '.join(came)}"] if came else []
    parts += [f"without {' '.join(gone)}"] if gone else []
    return " · ".join(parts) or "the same tags"
