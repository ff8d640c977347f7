"""The reader pane: an article with its names, highlights and matches, and a cursor that goes by sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding
from textual.geometry import Offset

from nkreader.model import motions
from nkreader.model.reading import View
from nkreader.model.spans import Span
from nkreader.ui import commands
from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where
from nkreader.ui.keyed import Keyed
from nkreader.ui.widgets.reading_keys import Keys
from nkreader.ui.widgets.reading_motions import ReadingMotions
from nkreader.ui.widgets.selecting_motions import SelectingMotions

if TYPE_CHECKING:
    from nkreader.model.analysis import Analysis
    from nkreader.model.entities import Mention
    from nkreader.model.highlights import Highlight
    from nkreader.model.piece import Piece

_SELECTING = frozenset(command.action for command in commands.of(Where.SELECTING))
_READING = frozenset(
    command.action for where in (Where.READER, Where.PANE) for command in commands.of(where) if not command.target
)

_STILL_HOLD = frozenset({"screen.help", "screen.copy_text", "app.suspend", "quit", "app.quit", "help_quit"})
"""Actions of screen and app that do a selection no harm."""


class Reader(Keyed, ReadingMotions, can_focus=True, inherit_bindings=False):
    """Shows one article. What its reader wants done goes up as messages; nothing is stored here.

    The cursor is a sentence, always in view. Keys that scroll take it along; keys that move it scroll only
    as far as needed.
    """

    BINDINGS: ClassVar[list[Binding]] = commands.bindings(Where.SELECTING, Where.READER, Where.PANE)  # type: ignore[assignment]

    HELP = (
        "The article. `▸` in the margin marks the sentence at the cursor, `▎` a highlight, `▌` a highlight "
        "with a note. Names are set apart by kind: people underlined, organisations bold, places italic, "
        "weapons bold and underlined, events bold and italic. In dates, `≈` means likely, `?` unknown, "
        "*derived* that the day follows by the calendar. `NationPress ← Yonhap ← KCNA` says that NationPress "
        "cites Yonhap, which cites KCNA. `⟨2024-05-30⟩` is the day that the words before it stand for: "
        "shown on request, and no part of the text."
    )

    class NameChosen(Carrying, namespace="reader"):
        """The reader wants to know more about a name."""

        mention: Mention

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 Textual's
        super().__init__(id=id, classes=classes)
        self._keys = Keys()
        self._pressed: Offset | None = None

    def take_keys(self) -> None:
        """Note those of the selection: most keys are, and to ask the screen for all that hold takes its time."""
        super().take_keys()
        self._selecting_keys = {key for command in commands.of(Where.SELECTING) for key in command.held}

    def show(self, piece: Piece, offset: int = 0, view: View | None = None) -> None:
        """Open an article at a code point of its text, or as it was left. A selection in the former is forgotten."""
        self._leave_article()
        at = view.cursor if view else offset
        self._point, self._stepped = at, None
        self.open_page(piece, Span(at, at), view)
        self.marks.sentence = motions.span_at(self.sentences, at)

    @property
    def view(self) -> View:
        """What is in view, to come back to."""
        return View(self.cursor, *self.top_of_view)

    def return_to(self, view: View) -> None:
        """Have the cursor and the page of the open article again as they were."""
        self.go_to(view.cursor)
        self.scroll_to_view(view)

    def clear(self) -> None:
        """Show nothing."""
        self._leave_article()
        self._point, self._stepped = 0, None
        self.open_page(None, Span(0, 0))

    def _leave_article(self) -> None:
        self._keys.clear()
        SelectingMotions.leave_selecting(self)  # without a word about where the cursor was

    def set_matches(self, spans: Sequence[Span]) -> None:
        """Mark what a search found; the page stays where it is."""
        self.marks.set_matches(spans)
        self.touch_all()

    def update_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Show other highlights; place and selection stay."""
        if self._piece is not None:
            self._piece = replace(self._piece, highlights=tuple(highlights))
            self.marks.set_highlights(highlights)
            self.touch_all()

    def show_names(self, analysis: Analysis) -> None:
        """Show other names on the same text; place and selection stay."""
        if self._piece is not None:
            here = self.marks.name_span
            self._piece = replace(self._piece, analysis=analysis)
            self.marks.name = next((one for one in analysis.mentions if one.span == here), None)
            self.marks.set_names(analysis.mentions, self.hidden_kinds)
            self.lay_out_anew()
            self.post_message(self.Shown(self._piece))

    def expect_highlight(self, span: Span | None) -> None:
        """Paint a passage as highlighted while that is being written; None if it could not be."""
        old, self.marks.expected = self.marks.expected, span
        self.touch(old, span)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reading and selecting share keys: only one of the two sets holds."""
        if action in _SELECTING:
            return self.selecting
        if action in _READING:
            return not self.selecting
        return super().check_action(action, parameters)

    async def on_key(self, event: events.Key) -> None:
        """Sequences of keys; while selecting, counts, and no key that would do something else."""
        where = (Where.SELECTING,) if self.selecting else (Where.READER, Where.PANE, Where.EVERYWHERE)
        command = self._keys.press(event.key, commands.sequences(*where))
        taken = command is not None or self._keys.waiting
        if taken or (self.selecting and not self._passes(event.key)):
            event.stop()
            event.prevent_default()
        if command is not None:
            await self.run_action(command.action)

    def _passes(self, key: str) -> bool:
        """Whether a key does what it is bound to while a passage is selected."""
        if len(key) == 1 and key.isdecimal() and key.isascii() and self.add_digit(int(key)):
            return False
        if key in self._selecting_keys:
            return True
        bound = self.screen.active_bindings.get(key)
        if bound is None:
            return False
        return bound.binding.action in _STILL_HOLD

    def action_dossier(self) -> None:
        """Ask for the name's dossier; without a name at the cursor, go to the next one first."""
        if self.marks.name is None:
            self.action_next_name()
        else:
            self.post_message(self.NameChosen(self.marks.name))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a click or a drag begins."""
        self._pressed = event.screen_offset

    def on_click(self, event: events.Click) -> None:
        """A name is chosen, elsewhere the cursor is moved; two clicks take a word, three the sentence."""
        event.prevent_default()
        content = event.get_content_offset(self)
        if event.screen_offset != self._pressed or content is None:
            return
        if self.selecting:
            self.leave_selecting()
        at = self.offset_under(*content)
        if at is None:
            return
        if event.chain == 1:
            self._point_at(at)
        else:
            word = motions.word_at(self.page_text, at)
            self._take(word if event.chain == 2 else motions.span_at(self.sentences, at))
            self._by_mouse = True

    def _point_at(self, at: int) -> None:
        mention = self.marks.names.at(at)
        if mention is None:
            self.go_to(at)
        else:
            self._move(mention.span, name=mention)
            self.post_message(self.NameChosen(mention))

    def on_blur(self) -> None:
        """A click elsewhere ends the selection; another window or a dialogue in front does not."""
        if self.selecting and self.app.app_focus and self.screen.is_current and self._by_mouse:
            self.leave_selecting()
