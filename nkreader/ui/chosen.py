"""What the reader has chosen: settings, keys and themes, read at the start and whenever one of their files changes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.filter import LineFilter
from textual.theme import Theme

from nkreader import locations, settings
from nkreader.ui import commands, dating, few_colours, naming, themes
from nkreader.ui.carrying import Carrying
from nkreader.ui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from nkreader.settings import Settings


class Reread(Carrying):
    """The files were read anew."""

    settings: Settings
    keys: Mapping[str, tuple[str, ...]]
    """Of commands that have other keys than their own."""
    themes: Sequence[Theme]
    """The reader's own."""
    told: tuple[str, ...]
    """What is wrong in the files, one line each."""
    broken: bool
    """One of the themes is."""


def read(given: Settings | None = None) -> Reread:
    """Everything chosen; `given` settings go before those in the file."""
    chosen, told = (given, ()) if given else settings.read()
    keys: Mapping[str, tuple[str, ...]] = {}
    more: tuple[str, ...] = ()
    if chosen.keys:
        from nkreader.ui import remapping  # few need it, and it looks at every command

        keys, more = remapping.chosen(chosen)
    own, bad = themes.own(locations.own_themes())
    return Reread(chosen, keys, own, tuple(_short(line) for line in (*told, *more, *bad)), bool(bad))


def _short(line: str) -> str:
    """A line without the folder of the settings file, for which a terminal has no room."""
    return line.replace(str(settings.file()), settings.FILE)


def files() -> Iterator[Path]:
    """The files that what is chosen stands in."""
    yield settings.file()
    try:
        yield from sorted(locations.own_themes().glob("*.toml"))
    except OSError:
        return


class Chosen(TypingAhead):
    """The part of the application that has themes and colours as the reader and the terminal want them.

    Args:
        given: settings that go before those in the file.
    """

    def __init__(self, given: Settings | None = None) -> None:
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]  # set to nothing, it asks for nothing
        self._shipped = themes.shipped(locations.themes())
        self._own: dict[str, Theme] = {}
        super().__init__()
        self.no_color = self.no_color or self.console.color_system is None
        self._chosen = read(given)
        self._take_names(self._chosen)
        self._take_themes(self._chosen)
        self._tell_missing_theme(self._chosen)
        self.theme = self._first_theme()
        self._first: Theme | None = self.current_theme
        self.stylesheet.set_variables(self.get_css_variables())

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew, unless this is the theme that everything was styled with from the start.

        The toolkit would read the style sheets with a theme of its own, and all of them once more with ours.
        """
        if self._first != self.current_theme:
            self._first = None
            super().refresh_css(animate)
        else:
            for screen in self.screen_stack:
                screen._css_update_count = self._css_update_count  # else closing a page would style this one anew

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """nkreader's own variables, for themes that lack them."""
        return themes.defaults(self._shipped)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to every line before it is written; the toolkit would leave greys where no colour is wanted."""
        return [few_colours.Colourless()] if self.no_color else super().get_line_filters()

    @property
    def own_themes(self) -> tuple[Theme, ...]:
        """nkreader's themes and the reader's, by name; those of the toolkit are not among them."""
        known = {theme.name: theme for theme in (*self._shipped, *self._own.values())}
        return tuple(known[name] for name in sorted(known))

    def _take_names(self, chosen: Reread) -> None:
        """Have keys, days and colours called as chosen."""
        commands.use(chosen.keys)
        dating.use(chosen.settings.dates)
        naming.use(chosen.settings.colours)

    def _take_themes(self, chosen: Reread) -> None:
        """Have the reader's themes; while one of their files is broken, those that were there stay as they were."""
        before = {**{theme.name: theme for theme in self._shipped}, **self._own}
        found = {theme.name: theme for theme in chosen.themes}
        self._own = {**self._own, **found} if chosen.broken else found
        now = {**{theme.name: theme for theme in self._shipped}, **self._own}
        for gone in before.keys() - now.keys():
            self.unregister_theme(gone)
        for theme in now.values():
            self.register_theme(few_colours.fitting(theme, self.console.color_system))
        if self.is_running and self.theme not in self.available_themes:
            self.theme = self._first_theme()
        elif self.is_running and before.get(self.theme) != now.get(self.theme):
            self.mutate_reactive(Chosen.theme)

    def _tell_missing_theme(self, chosen: Reread) -> None:
        named = chosen.settings.theme
        if named and named not in self.available_themes:
            place = _short(chosen.settings.place("theme"))
            known = ", ".join(theme.name for theme in self.own_themes)
            chosen.told += (f"{place}: there is no theme {named!r} (there are {known})",)

    def _first_theme(self) -> str:
        """What the settings name, else what was chosen last, else the default."""
        wanted = (self._chosen.settings.theme, remembered())
        return next((name for name in wanted if name in self.available_themes), themes.DEFAULT)


def _note() -> Path:
    return locations.state() / "theme"


def remembered() -> str:
    """The theme that was chosen last; empty if there is none."""
    try:
        return _note().read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def remember(theme: str) -> None:
    """Begin with a theme from now on, unless the settings name one.

    Raises:
        OSError: if it cannot be written down.
    """
    note = _note()
    note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    note.write_text(f"{theme}\n", encoding="utf-8")
