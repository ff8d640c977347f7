"""What the keys do while a passage is selected; commands.py names the keys."""

from __future__ import annotations

from collections.abc import Sequence

from nkreader.model import motions
from nkreader.model.spans import Span
from nkreader.ui.widgets.selecting import Selecting


class SelectingMotions(Selecting):
    """The actions of `Where.SELECTING`."""

    def action_extend_left(self) -> None:
        """One character left."""
        self._to(lambda at: motions.previous_grapheme(self.page_text, at))

    def action_extend_right(self) -> None:
        """One character right."""
        self._to(lambda at: motions.next_grapheme(self.page_text, at))

    def action_extend_down(self) -> None:
        """One line down."""
        self._to_line(1)

    def action_extend_up(self) -> None:
        """One line up."""
        self._to_line(-1)

    def action_extend_word(self) -> None:
        """To the beginning of the next word."""
        self._to(lambda at: motions.next_word(self.page_text, at))

    def action_extend_word_back(self) -> None:
        """To the beginning of the word before."""
        self._to(lambda at: motions.previous_word(self.page_text, at))

    def action_extend_word_end(self) -> None:
        """To the end of the word."""
        self._to(lambda at: motions.word_end(self.page_text, at))

    def action_extend_line_start(self) -> None:
        """To the beginning of the line on the screen."""
        self._to(lambda at: self._line_at(at).start)

    def action_extend_line_end(self) -> None:
        """To the end of the line on the screen."""
        self._to(lambda at: self._line_at(at).end)

    def action_extend_sentence(self) -> None:
        """To the beginning of the next sentence; in the last one to its end."""
        self._to(lambda at: self._onward(self.sentences, at))

    def action_extend_sentence_back(self) -> None:
        """To the beginning of the sentence, then of the one before."""
        self._to(lambda at: _back(self.sentences, at))

    def action_extend_paragraph(self) -> None:
        """To the beginning of the next paragraph; in the last one to its end."""
        self._to(lambda at: self._onward(self.paragraphs, at))

    def action_extend_paragraph_back(self) -> None:
        """To the beginning of the paragraph, then of the one before."""
        self._to(lambda at: _back(self.paragraphs, at))

    def action_extend_first(self) -> None:
        """To the beginning of what is shown."""
        self._to(lambda at: self._page.extent.start if self._page else None)

    def action_extend_last(self) -> None:
        """To the end of what is shown."""
        self._to(lambda at: self._page.extent.end if self._page else None)

    def action_swap_ends(self) -> None:
        """Let the keys move the other end."""
        self._fixed, self._moving = self._moving, self._fixed
        self._to(lambda at: at)

    def action_whole_paragraph(self) -> None:
        """Select the whole paragraph; once more, the next one too."""
        self._take_whole(self.paragraphs)

    def action_inner_sentence(self) -> None:
        """Select the sentence; once more, the next one too."""
        self._take_whole(self.sentences)

    def action_inner_quotation(self) -> None:
        """Select the quotation here or further on in the paragraph; once more, the next one."""
        selected = self.selected_span()
        at = self._moving
        paragraph = motions.span_at(self.paragraphs, at)
        found = paragraph and motions.inner_quotation(self.page_text, paragraph, at)
        if paragraph and found and found == selected:
            found = motions.inner_quotation(self.page_text, paragraph, found.end + 1)
        if not found:
            self.notify("No quotation here or further on in this paragraph.", markup=False)
        self._take(found or None)

    def action_highlight_selection(self) -> None:
        """Have the selection highlighted."""
        self._hand_over(annotate=False)

    def action_annotate_selection(self) -> None:
        """Have the selection highlighted with a note."""
        self._hand_over(annotate=True)

    def action_repair_selection(self) -> None:
        """Have the selection taken for a name."""
        if span := self._selected_or_told():
            self.leave_selecting()
            self.post_message(self.NameWanted(span))

    def action_copy_selection(self) -> None:
        """Have the selection copied."""
        if span := self._selected_or_told():
            self.leave_selecting()
            self.post_message(self.CopyRequested(span))

    def action_leave_selection(self) -> None:
        """Forget the selection."""
        self.leave_selecting()

    def _hand_over(self, annotate: bool) -> None:
        if span := self._selected_or_told():
            self.leave_selecting()
            self.post_message(self.SelectionMade(span, annotate))

    def _selected_or_told(self) -> Span | None:
        span = self.selected_span()
        if span is None:
            self.notify("Nothing is selected yet: is takes the sentence, iq the quotation.", markup=False)
        return span

    def _line_at(self, at: int) -> Span:
        page = self._page
        return page.lines[page.row_of(at)].span if page and page.lines else Span(0, 0)

    def _to_line(self, step: int) -> None:
        page = self._page
        if page is None or not page.lines:
            return
        goal = page.cell_of(self._moving)[1] if self._goal is None else self._goal
        self._to(lambda at: page.offset_at(page.text_row(page.row_of(at), step), goal), keep_goal=True)
        self._goal = goal

    def _onward(self, units: Sequence[Span], at: int) -> int | None:
        following = motions.after(units, at)
        return following.start if following else (self._page.extent.end if self._page else None)

    def _take_whole(self, units: Sequence[Span]) -> None:
        """Select every unit the selection touches; if they are selected already, one more."""
        selected = self.selected_span()
        start, end = (selected.start, selected.end - 1) if selected else (self._moving, self._moving)
        first, last = motions.span_at(units, start), motions.span_at(units, end)
        if first is None or last is None:
            return
        if selected == motions.whole(self.page_text, Span(first.start, last.end)):
            last = motions.after(units, last.start) or last
        self._take(Span(first.start, last.end))


def _back(units: Sequence[Span], at: int) -> int | None:
    before = motions.before(units, at)
    return before.start if before else None
