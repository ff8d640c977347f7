"""Choosing while the reading room is open: the settings in the reader's editor, themes by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on

from nkreader import settings
from nkreader.model.sanitise import safe_line
from nkreader.ui import chosen
from nkreader.ui.chosen import Chosen, Reread
from nkreader.ui.commands import COMMANDS
from nkreader.ui.keyed import Keyed
from nkreader.ui.keys import label
from nkreader.ui.watching import Watch

if TYPE_CHECKING:
    from nkreader.settings import Settings
    from nkreader.ui.screens.main import MainScreen

_MOST = 5
"""Lines that are told at once."""
_LASTS = 20
"""Seconds they stay."""


class Choosing(Chosen):
    """The part of the application that takes what is chosen while it runs."""

    def __init__(self, given: Settings | None = None) -> None:
        super().__init__(given)
        self._watch = Watch(chosen.files, self._changed)

    @property
    def main(self) -> MainScreen:
        """The main screen, whatever lies over it."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Watch the files from now on, and tell what is wrong with them; in the status line other news soon follow."""
        self._watch.start()
        self._tell_all(self._chosen.told)

    async def on_unmount(self) -> None:
        """Watch no longer."""
        self._watch.stop()

    def _changed(self) -> None:
        """In the watching thread."""
        self.post_message(chosen.read())

    @on(Reread)
    def _reread(self, message: Reread) -> None:
        """Take what can be taken at once: keys, dates, colours, measure, themes."""
        before, self._chosen = self._chosen, message
        self._take_names(message)
        self._take_themes(message)
        self._tell_missing_theme(message)
        named = message.settings.theme
        if named != before.settings.theme:
            self.theme = self._first_theme()
        if message.keys != before.keys:
            self._take_keys()
        self.main.take(message.settings)
        told = message.told
        if before.told and told != before.told:
            self.clear_notifications()
        if told and told != before.told:
            self.main.say(summary(told), problem=True)
            self._tell_all(told)
        elif message.settings != before.settings or (before.told and not told):
            self.main.say(f"{settings.FILE} holds from now on.")

    def _take_keys(self) -> None:
        for screen in self.screen_stack:
            for node in screen.walk_children(with_self=True):
                if isinstance(node, Keyed):
                    node.take_keys()
            screen.refresh_bindings()

    def _tell_all(self, lines: Sequence[str]) -> None:
        for line in lines[:_MOST]:
            self.notify(safe_line(line), severity="warning", timeout=_LASTS, markup=False)

    def action_settings(self) -> None:
        """Open the settings file in the reader's editor; write it first where there is none."""
        from nkreader.settings import template  # deferred, as few starts need it
        from nkreader.ui import editing

        path = settings.file()
        rows = (
            template.Line(command.name, [label(key) for key in command.keys], command.title) for command in COMMANDS
        )
        try:
            template.begin(path, rows)
        except OSError as error:
            self.main.say(f"{path}: cannot be written ({error.strerror or error})", problem=True)
            return
        trouble = editing.outside(self, lambda command: editing.edit(command, path))
        if trouble:
            self.main.say(f"{trouble} The settings stand in {path}", problem=True)
        else:
            self.main.say(f"Settings: {path}")

    def choose_theme(self, name: str) -> None:
        """Have a theme now and the next time."""
        self.theme = name
        self.main.jobs.write("remember the theme", lambda: chosen.remember(name))
        named = self._chosen.settings.theme
        if named and named != name:
            self.main.say(f"theme {name}; the next time {named} again, as {settings.FILE} says so")
        else:
            self.main.say(f"theme {name}")

    def action_next_theme(self) -> None:
        """The next theme by name."""
        names = [theme.name for theme in self.own_themes]
        after = names.index(self.theme) + 1 if self.theme in names else 0
        self.choose_theme(names[after % len(names)])

    def action_theme(self) -> None:
        """Choose a theme from a list that shows each at once."""
        from nkreader.ui.screens.theming import ThemeSheet

        before = self.theme

        def done(name: str | None) -> None:
            if name is None:
                self.theme = before
            else:
                self.choose_theme(name)

        shipped = {theme.name for theme in self._shipped} - self._own.keys()
        self.push_screen(ThemeSheet(self.own_themes, shipped, before), done)


def summary(told: Sequence[str]) -> str:
    """The first of several lines, and how many there are."""
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    return f"{told[0]}{more}" if told else ""
