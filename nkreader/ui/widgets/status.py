"""The line at the bottom that says where one is, what just happened and why."""

from __future__ import annotations

from time import monotonic

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from nkreader.model.sanitise import safe_line
from nkreader.ui.painting import content_line

LASTS = 4.0
"""Seconds after which a message goes when the cursor moves on."""


class Status(Widget):
    """What happened on the left, where one is on the right; the left wins if room is short."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"status--place", "status--problem", "status--progress"}  # noqa: RUF012
    DEFAULT_CSS = """
    Status {
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        & > .status--place { color: $dim; }
        & > .status--problem { color: $error; text-style: bold; }
        & > .status--progress { color: $accent; }
    }
    """

    message: reactive[str] = reactive("")
    place: reactive[str] = reactive("")
    progress: reactive[str] = reactive("")
    """How far long work is: on the left, or on the right while there is a message."""
    waiting: reactive[str] = reactive("")
    """What is waited for; goes before everything else."""
    problem: reactive[bool] = reactive(False)
    """The message tells of an error; a sign says so where colours do not."""

    _said = 0.0

    def say(self, message: str, problem: bool = False) -> None:
        """Tell one thing, on one line."""
        self.message, self.problem = safe_line(message), problem
        self._said = monotonic()

    def fade(self) -> None:
        """The reader went on: what was said some time ago is news no more."""
        if not self.problem and monotonic() - self._said > LASTS:
            self.message = ""

    def render(self) -> Content:
        """The line, cropped to the width."""
        width = self.content_size.width
        place = content_line(self.place, self.get_visual_style("status--place", partial=True))
        going = self.get_visual_style("status--progress", partial=True)
        if self.waiting or not self.message:
            left = content_line(self.waiting or self.progress, going)
        elif self.problem:
            style = self.get_visual_style("status--problem", partial=True)
            left = content_line(f"! {self.message}", style)
        else:
            left = content_line(self.message)
        if self.message and self.progress:
            place = content_line(self.progress, going)
        left = left.truncate(width, ellipsis=True)
        room = width - left.cell_length - 2
        if room < 4 or not place:
            return left
        place = place.truncate(room, ellipsis=True)
        return Content.assemble(left, " " * (width - left.cell_length - place.cell_length), place)
