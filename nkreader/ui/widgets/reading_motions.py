"""Moving through the open article: by line, sentence, paragraph, name, match and highlight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from nkreader.model import motions
from nkreader.model.spans import Span
from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import key
from nkreader.ui.messages import Told
from nkreader.ui.widgets.highlight_words import told
from nkreader.ui.widgets.selecting_motions import SelectingMotions

if TYPE_CHECKING:
    from nkreader.model.entities import Mention
    from nkreader.model.highlights import Highlight

_OVERLAP = 2
"""Lines that a page further on shows again."""


class ReadingMotions(SelectingMotions):
    """The cursor, and the actions of `Where.PANE` and `Where.READER` that move it or the page."""

    class CursorMoved(Carrying, namespace="reader"):
        """The cursor stands in another sentence."""

        offset: int
        """Code point at which the sentence begins."""
        article: str
        """The article's id: the message may arrive when another one is open already."""

        def can_replace(self, message: Message) -> bool:
            """A burst of moves counts once."""
            return isinstance(message, ReadingMotions.CursorMoved)

    class NameMoved(Carrying, namespace="reader"):
        """The name cursor stands on another name."""

        mention: Mention

    _point = 0
    """The code point of the last step; the cursor's sentence holds it."""
    _stepped: Span | None = None
    """The name, match or highlight that the last step went to."""

    @property
    def cursor(self) -> int:
        """The code point at which the sentence at the cursor begins."""
        return self.marks.sentence.start if self.marks.sentence else self._point

    def sentence(self) -> Span | None:
        """The sentence at the cursor."""
        return self.marks.sentence

    def go_to(self, offset: int) -> None:
        """Move the cursor to the sentence that holds a code point and bring it into view."""
        self._move(Span(offset, offset))

    def name_at_cursor(self) -> Mention | None:
        """The name at the name cursor."""
        return self.marks.name

    def highlight_at_cursor(self) -> Highlight | None:
        """The highlight one stepped to, else the shortest at the cursor, else the first in its sentence."""
        around = self.marks.highlights.on(self._stepped) if self._stepped else ()
        stepped = next((one for one in around if one.anchor.span == self._stepped), None)
        here = stepped or self.marks.highlights.at(self._point)
        if here is None and self.marks.sentence is not None:
            here = next(self.marks.highlights.on(self.marks.sentence), None)
        return here

    def _move(self, to: Span, name: Mention | None = None, match: Span | None = None) -> None:
        """Put the cursor at the beginning of `to`, the page only as far as needed."""
        marks, before = self.marks, self.cursor
        old = marks.sentence, marks.name_span, marks.match
        self._point, self._stepped = to.start, to if len(to) else None
        marks.sentence = motions.span_at(self.sentences, to.start)
        marks.name, marks.match = name, match
        self.touch(*old, marks.sentence, to, match)
        at_start = marks.sentence is not None and marks.sentence.start == to.start
        self.reveal(marks.sentence if at_start and marks.sentence else to)
        if self.cursor != before:
            self._tell_cursor()
        if name is not None:
            self.post_message(self.NameMoved(name))

    def _tell_cursor(self) -> None:
        if self._piece is not None:
            self.post_message(self.CursorMoved(self.cursor, self._piece.headline.id))

    def scrolled(self, down: bool) -> None:
        """Take the cursor along: it stays in view."""
        if self.selecting or self._page is None:
            return
        here = self.marks.sentence
        if here is None or self.in_view(here):
            return
        view = self.span_in_view()
        first = motions.after(self.sentences, view.start - 1) if down else None
        if first is None or first.start >= view.end:
            first = motions.before(self.sentences, view.end) or motions.span_at(self.sentences, view.start)
        if first is not None and first != here:
            self.marks.sentence, self._point, self._stepped = first, first.start, None
            old = self.marks.name_span
            self.marks.name = None
            self.touch(here, old, first)
            self._tell_cursor()

    def leave_selecting(self) -> None:
        """Forget the selection; the cursor goes to where it began, or comes back into view."""
        selected = self.selected_span()
        super().leave_selecting()
        if selected is not None and self.in_view(Span(selected.start, selected.start)):
            self._point, self._stepped = selected.start, None
            old, self.marks.sentence = self.marks.sentence, motions.span_at(self.sentences, selected.start)
            self.touch(old, self.marks.sentence)
        self.scrolled(True)

    def action_down(self) -> None:
        """A line down; at the end of the page the cursor goes on."""
        self._scroll_by(1)

    def action_up(self) -> None:
        """A line up; at the beginning of the page the cursor goes on."""
        self._scroll_by(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._scroll_by(max(1, self.page_height // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self._scroll_by(-max(1, self.page_height // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self._scroll_by(max(1, self.page_height - _OVERLAP))

    def action_page_up(self) -> None:
        """A page up."""
        self._scroll_by(-max(1, self.page_height - _OVERLAP))

    def action_first(self) -> None:
        """To the beginning."""
        self.scroll_to(y=0, animate=False)
        if self.sentences:
            self.go_to(self.sentences[0].start)

    def action_last(self) -> None:
        """To the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)
        if self.sentences:
            self.go_to(self.sentences[-1].start)

    def _scroll_by(self, lines: int) -> None:
        top = self.top_row
        self.scroll_to(y=top + lines, animate=False)
        if self.top_row == top:
            self._step(self.sentences, 1 if lines > 0 else -1)

    def action_next_sentence(self) -> None:
        """To the next sentence."""
        self._step(self.sentences, 1)

    def action_previous_sentence(self) -> None:
        """To the sentence before."""
        self._step(self.sentences, -1)

    def action_next_paragraph(self) -> None:
        """To the next paragraph."""
        self._step(self.paragraphs, 1)

    def action_previous_paragraph(self) -> None:
        """To the beginning of the paragraph, then to the one before."""
        self._step(self.paragraphs, -1)

    def _step(self, units: Sequence[Span], step: int) -> None:
        here = self.cursor
        unit = motions.after(units, here) if step > 0 else motions.before(units, here)
        if unit is not None:
            self.go_to(unit.start)

    def _from(self) -> Span:
        """Where a step to the next name, match or highlight begins."""
        return self._stepped or Span(self._point, self._point)

    def action_next_name(self) -> None:
        """To the next name."""
        self._to_name(1)

    def action_previous_name(self) -> None:
        """To the name before."""
        self._to_name(-1)

    def _to_name(self, step: int) -> None:
        mention = self.marks.names.beyond(self._from(), step)
        if mention is not None:
            self._move(mention.span, name=mention)
        else:
            self._tell_end(self.marks.names.items, step, "name", "No names are marked in this article.")

    def action_next_match(self) -> None:
        """To the next match of the search."""
        self._to_match(1)

    def action_previous_match(self) -> None:
        """To the match before."""
        self._to_match(-1)

    def _to_match(self, step: int) -> None:
        match = self.marks.matches.beyond(self._from(), step)
        if match is not None:
            self._move(match, match=match)
        else:
            self._tell_end(
                self.marks.matches.items, step, "match", "No search has matches here: / searches this article."
            )

    def action_next_highlight(self) -> None:
        """To the next marked passage."""
        self._to_highlight(1)

    def action_previous_highlight(self) -> None:
        """To the marked passage before."""
        self._to_highlight(-1)

    def _to_highlight(self, step: int) -> None:
        highlight = self.marks.highlights.beyond(self._from(), step)
        if highlight is not None:
            self._move(highlight.anchor.span)
            self.post_message(Told(told(highlight, self.marks.highlights.items)))
        else:
            nothing = f"Nothing is highlighted in this article: {key('reader.mark-sentence')} marks the sentence."
            self._tell_end(self.marks.highlights.items, step, "highlight", nothing)

    def _tell_end(self, found: Sequence[object], step: int, what: str, nothing: str) -> None:
        """Say why a step led nowhere."""
        end = "last" if step > 0 else "first"
        self.post_message(Told(f"This is the {end} {what} of the article." if found else nothing))

    def action_select(self) -> None:
        """Begin a selection where the cursor is."""
        self.start_selecting(self._point, self._point)
