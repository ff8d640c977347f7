"""The palette: every command of the registry by name, and the themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from nkreader.ui.commands import COMMANDS, Command, Where
from nkreader.ui.screens.telling import Telling

_ELSEWHERE = (Where.SELECTING, Where.PROMPT, Where.NOTE, Where.PASTE, Where.SHEET)
"""These hold only inside a selection, a prompt or a sheet, where there is no palette."""


def offered() -> Iterator[Command]:
    """The commands that can be called by name, each once."""
    seen = set()
    for command in COMMANDS:
        if command.where not in _ELSEWHERE and command.id not in seen:
            seen.add(command.id)
            yield command


class CommandProvider(Provider):
    """Commands by title and help, with their keys."""

    def _call(self, command: Command) -> Callable[[], Any]:
        screen = self.screen
        assert isinstance(screen, Telling)
        return partial(screen.run_command, command)

    async def discover(self) -> Hits:
        """All of them."""
        for command in offered():
            yield DiscoveryHit(command.title, self._call(command), help=f"{'  '.join(command.labels)}   {command.help}")

    async def search(self, query: str) -> Hits:
        """Those whose name looks like what was typed."""
        matcher = self.matcher(query)
        for command in offered():
            score = max(matcher.match(command.title), matcher.match(command.help) * 0.5)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.title),
                    self._call(command),
                    text=command.title,
                    help=f"{'  '.join(command.labels)}   {command.help}",
                )


class ThemeProvider(Provider):
    """nkreader's themes."""

    async def search(self, query: str) -> Hits:
        """Themes by name."""
        matcher = self.matcher(query)
        for name in sorted(self.app.available_themes):
            title = f"Theme {name}"
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), partial(setattr, self.app, "theme", name))
