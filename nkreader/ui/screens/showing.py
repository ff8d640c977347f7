"""What is shown on the text, kinds of names and resolved dates: of all articles, and remembered with the library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.getters import query_one
from textual.message import Message

from nkreader.model.entities import EntityKind
from nkreader.ui.messages import LibraryOpened, ShownRead
from nkreader.ui.screens.moving import Moving
from nkreader.ui.widgets.legend import Legend
from nkreader.ui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from nkreader.archive.library import Library

SHOWN = "shown"
"""The library's setting that holds it."""


class Shown(NamedTuple):
    """What stands on the text."""

    hidden: frozenset[EntityKind] = frozenset()
    """Kinds whose names are read as plain text."""
    dates: bool = False

    @classmethod
    def read(cls, text: str | None) -> Shown:
        """What was remembered; what cannot be read is as at first."""
        try:
            item = json.loads(text or "")
            hidden, dates = item["hidden"], item["dates"]
            return cls(frozenset(kind for kind in EntityKind if kind.value in hidden), dates is True)
        except (ValueError, TypeError, KeyError):
            return cls()

    def written(self) -> str:
        """As it is remembered."""
        return json.dumps({"hidden": sorted(self.hidden), "dates": self.dates})


class Showing(Moving):
    """The part of the screen that says what is shown on the text."""

    page = query_one("#reading", ReadingPane)

    @on(LibraryOpened)
    def _ask_what_is_shown(self, message: LibraryOpened) -> None:
        library = message.library

        def work(generation: int) -> Message:
            return ShownRead(generation, library.setting(SHOWN))

        self.jobs.read("shown", "read what was shown", work)

    @on(ShownRead)
    def _show_so(self, message: ShownRead) -> None:
        if self.jobs.current("shown", message):
            shown = Shown.read(message.text)
            self.page.hide(shown.hidden)
            self.reader.dates = shown.dates

    def _remember_shown(self) -> None:
        shown = Shown(self.reader.hidden_kinds, self.reader.dates).written()
        self.jobs.renew("shown")

        def act(library: Library) -> None:
            self.jobs.write("remember what is shown", lambda: library.set_setting(SHOWN, shown))

        self.with_library(act)

    def action_legend(self) -> None:
        """What the kinds of names look like, each to be switched on and off; once more puts it away."""
        if self.page.legend_open:
            self.page.close_legend()
        else:
            self.page.open_legend()

    @on(Legend.Switched)
    def _switched(self, message: Legend.Switched) -> None:
        done = "read as plain text" if message.kind in message.hidden else "marked"
        self.say(f"{message.kind.value}: {done} in every article")
        self._remember_shown()

    def action_dates_in_place(self) -> None:
        """Show behind each date in the text the day it stands for, or no longer."""
        self.reader.dates = not self.reader.dates
        if not self.reader.dates:
            self.say("dates as they are printed")
        elif self.reader.piece is not None and not self.reader.piece.analysis.dates:
            self.say("resolved dates in place; this article has none in its text")
        else:
            self.say("resolved dates in place, ⟨so⟩: not part of the text, never copied or exported")
        self._remember_shown()
