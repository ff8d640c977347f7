"""The sheet of themes: the one at the cursor is on the page at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual.content import Content
from textual.theme import Theme

from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet
from nkreader.ui.widgets.virtual_list import VirtualList


class ThemeSheet(Sheet):
    """Gives back the name of a theme; whoever opens it puts the old one back if that is None.

    Args:
        themes: to choose from.
        shipped: names of those that came with nkreader.
        now: the name of the one to begin with.
    """

    DEFAULT_CSS = """
    ThemeSheet {
        align: right bottom;
        background: $background 0%;
        & > Vertical { width: 40; }
    }
    """

    def __init__(self, themes: Sequence[Theme], shipped: Collection[str], now: str) -> None:
        rows = tuple(Choice(theme.name, (_line(theme, theme.name in shipped),)) for theme in themes)
        super().__init__("Theme", Content(""), rows)
        self._names = [theme.name for theme in themes]
        self._now = now

    def on_mount(self) -> None:
        """Begin where one is."""
        if self._now in self._names:
            self.call_after_refresh(self.query_one(ChoiceList).go_to, self._names.index(self._now))

    def on_virtual_list_highlighted(self, message: VirtualList.Highlighted) -> None:
        """Show the theme at the cursor."""
        self.app.theme = self._names[message.index]


def _line(theme: Theme, shipped: bool) -> Content:
    about = f"  {'dark' if theme.dark else 'light'}{'' if shipped else ' · yours'}"
    return Content.assemble(content_line(theme.name, "bold"), content_line(about, "$dim"))
