"""The line that leads a new reader through five keys. It stands below the panes and covers no text."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from nkreader.ui.painting import content_line


class TourLine(Widget):
    """What to do next, and below it how to skip it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"tour--step", "tour--dim"}  # noqa: RUF012
    DEFAULT_CSS = """
    TourLine {
        display: none;
        height: auto;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        & > .tour--step { color: $accent; text-style: bold; }
        & > .tour--dim { color: $dim; }
        &.-shown { display: block; }
    }
    """

    step: reactive[str] = reactive("", layout=True)
    """Which step it is: `Tour 2/5`."""
    said: reactive[str] = reactive("", layout=True)
    hint: reactive[str] = reactive("", layout=True)

    def show(self, step: str, said: str, hint: str) -> None:
        """Another step."""
        self.step, self.said, self.hint = step, said, hint
        self.add_class("-shown")

    def hide(self) -> None:
        """No step more."""
        self.remove_class("-shown")

    @property
    def shown(self) -> bool:
        """Whether it is there."""
        return self.has_class("-shown")

    def render(self) -> Content:
        """Two lines or more, as the width has room for."""
        step = content_line(self.step, self.get_visual_style("tour--step", partial=True))
        hint = content_line(self.hint, self.get_visual_style("tour--dim", partial=True))
        return Content.assemble(step, "  ", content_line(self.said), "\n", hint)
