"""The prompt for a note: what is typed is kept as it is typed, so that no end of the program takes it away."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.widgets import TextArea

from nkreader.ui.widgets.prompt import Prompt


class NotePrompt(Prompt):
    """Asks for a note.

    Args:
        kept: the note as it stands.
        text: what the text begins with: that, or what was begun of another.
        keep: called with the whole text at every change.
        wrong: as for `Prompt`.
    """

    def __init__(
        self,
        title: str,
        kept: str,
        text: str,
        keep: Callable[[str], None],
        wrong: Callable[[str], str] = lambda text: "",
    ) -> None:
        super().__init__(title, text, wrong)
        self._was = kept
        self._keep = keep

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._keep(self._area.text)
