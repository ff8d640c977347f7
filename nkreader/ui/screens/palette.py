"""The palette: every command of the registry by name, and the themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape

from nkreader.ui.choosing import Choosing
from nkreader.ui.commands import COMMANDS, Command, Where
from nkreader.ui.screens.telling import Telling

_ANYWHERE = (Where.EVERYWHERE, Where.PANE, Where.LIST, Where.READER, Where.TIMELINE)
"""The other places hold only inside a selection, a prompt, a sheet or a pane that is not always there."""


def offered(here: Sequence[Where] = ()) -> Iterator[Command]:
    """The commands that can be called by name, each once: as they are in the places that hold now, `here`, if there."""
    seen = set()
    for where in dict.fromkeys((*here, *_ANYWHERE)):
        for command in COMMANDS:
            if command.where is where and command.id not in seen:
                seen.add(command.id)
                yield command


def rank(query: str, command: Command) -> float:
    """How well a command fits what was typed, 0 to 1; 0 if one of the words is neither its key nor in what it says.

    The order of the words does not matter; the title counts before the explanation, the beginning of a word before
    its middle.
    """
    if query.strip() in command.labels:
        return 1.0
    return said(query, command.title, f"{command.help} {command.where}")


def said(query: str, title: str, more: str = "") -> float:
    """The same for anything that has a title, and more that is said of it."""
    words, title, more = query.casefold().split(), title.casefold(), more.casefold()
    if words == title.split():
        return 1.0
    ranks = [_rank(word, title, more) for word in words]
    return sum(ranks) / len(ranks) if ranks and all(ranks) else 0.0


def _rank(word: str, title: str, more: str) -> float:
    if title.startswith(word):
        return 0.9 + 0.05 * len(word) / len(title)
    for text, begins, holds in ((title, 0.9, 0.6), (more, 0.5, 0.2)):
        if any(part.startswith(word) for part in text.replace("/", " ").split()):
            return begins
        if word in text:
            return holds
    return 0.0


class CommandProvider(Provider):
    """Commands by title, explanation and key; in the pane that the palette was opened from, if they hold there."""

    @property
    def _telling(self) -> Telling:
        screen = self.screen
        assert isinstance(screen, Telling)
        return screen

    def _call(self, command: Command) -> Callable[[], Any]:
        return partial(self._telling.run_command, command)

    async def discover(self) -> Hits:
        """All of them."""
        for command in offered(self._telling.places):
            yield DiscoveryHit(command.title, self._call(command), help=_help(command))

    async def search(self, query: str) -> Hits:
        """Those that have every word of what was typed."""
        for command in offered(self._telling.places):
            if fits := rank(query, command):
                shown = _marked(command.title, query, self.matcher(query).match_style)
                yield Hit(fits, shown, self._call(command), text=command.title, help=_help(command))


def _help(command: Command) -> str:
    """Its keys and what it does, as the toolkit's markup."""
    return escape(f"{'  '.join(command.labels)}   {command.help}")


def _marked(title: str, query: str, style: Any) -> Content:
    """A title with the words in it that were typed."""
    shown, folded = Content(title), title.casefold()
    for word in query.casefold().split():
        if (at := folded.find(word)) >= 0:
            shown = shown.stylize(style, at, at + len(word))
    return shown


class ThemeProvider(Provider):
    """nkreader's themes."""

    def _choose(self, name: str) -> None:
        app = self.app
        assert isinstance(app, Choosing)
        app.choose_theme(name)

    async def search(self, query: str) -> Hits:
        """Themes by name."""
        style = self.matcher(query).match_style
        for name in sorted(self.app.available_themes):
            title = f"Theme {name}"
            if fits := said(query, title):
                yield Hit(fits, _marked(title, query, style), partial(self._choose, name), text=title)
