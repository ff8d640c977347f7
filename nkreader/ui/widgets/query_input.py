"""Where a query is typed: its keys, and only printable text."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import Input

from nkreader.model.sanitise import safe_line
from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where, bindings
from nkreader.ui.keyed import Keyed


class QueryInput(Keyed, Input):
    """Where the query is typed. Whatever is typed or pasted, only printable text stands in it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.PROMPT)]

    class Ended(Carrying):
        """The prompt was closed."""

        kept: bool

    class Moved(Carrying):
        """To another result, or to another search of earlier, without leaving the prompt."""

        step: int

    class Completed(Carrying):
        """Tab: to the next way to go on, or the one before."""

        step: int

    def validate_value(self, value: str) -> str:
        """One character for one, so that the cursor stays right."""
        return safe_line(value)

    def action_keep(self) -> None:
        """Keep the results."""
        self.post_message(self.Ended(True))

    def action_clear(self) -> None:
        """Clear the search."""
        self.post_message(self.Ended(False))

    def action_results_down(self) -> None:
        """The next result."""
        self.post_message(self.Moved(1))

    def action_results_up(self) -> None:
        """The result before."""
        self.post_message(self.Moved(-1))

    def action_complete(self) -> None:
        """Complete what is begun."""
        self.post_message(self.Completed(1))

    def action_complete_back(self) -> None:
        """Back to the completion before."""
        self.post_message(self.Completed(-1))

    def on_paste(self, event: events.Paste) -> None:
        """A query is one line: what is pasted becomes one."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(safe_line(event.text).split()))
