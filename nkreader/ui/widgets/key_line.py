"""The last line: the keys that hold now, those of the pane before those that hold everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from nkreader.ui.commands import COMMANDS, Where

_RANKS = {f"{command.where}.{command.id}": command.footer for command in COMMANDS}
_ALWAYS = f"{Where.EVERYWHERE}."


class KeyLine(Widget, can_focus=False):
    """Shows as many keys as the width has room for; what holds everywhere never has to give way.

    One line that draws itself: other keys hold in every pane, and a widget for each of them would lay out the whole
    screen anew whenever the focus moves.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-line--key", "key-line--what", "key-line--under"}  # noqa: RUF012
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        text-wrap: nowrap;
        color: $footer-foreground;
        background: $footer-background;
        .key-line--key { color: $footer-key-foreground; background: $footer-key-background; text-style: bold; }
        .key-line--what { color: $footer-description-foreground; background: $footer-description-background; }
        .key-line--under { background: $block-hover-background; }
        &:hover { pointer: pointer; }
    }
    """

    under: reactive[Binding | None] = reactive(None)
    """The key that the mouse is on."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Binding] | None = None

    @property
    def shown(self) -> list[Binding]:
        """The keys in the line, from left to right."""
        if self._shown is None:
            first: dict[str | None, Binding] = {}
            for item in self.screen.active_bindings.values():
                if item.enabled and item.binding.show:
                    first.setdefault(item.binding.id, item.binding)  # of several keys the first
            self._shown = self.chosen(first.values())
        return self._shown

    def chosen(self, bindings: Iterable[Binding]) -> list[Binding]:
        """Those that the width has room for, in the order of their ranks, the pane's own first."""
        ranked = sorted(bindings, key=lambda item: _RANKS.get(item.id or "", 0))
        always = [item for item in ranked if (item.id or "").startswith(_ALWAYS)]
        own = [item for item in ranked if item not in always]
        room = self.size.width - 1 - sum(map(self._cells, always))
        fitting = []
        for item in own:
            room -= self._cells(item)
            if room < 0:
                break
            fitting.append(item)
        return [*fitting, *always]

    def _cells(self, binding: Binding) -> int:
        """How wide a key and what it does are, with the space between them and the one after them."""
        return cell_len(self.app.get_key_display(binding)) + cell_len(binding.description) + 2

    def render(self) -> Text:
        """A key, and what it does, one after the other."""
        key, what = self.get_component_rich_style("key-line--key"), self.get_component_rich_style("key-line--what")
        behind = Style(bgcolor=self.get_component_rich_style("key-line--under").bgcolor)
        line = Text(no_wrap=True, end="")
        for binding in self.shown:
            mark = behind if binding == self.under else Style.null()
            line.append(self.app.get_key_display(binding), key + mark)
            line.append(f" {binding.description}", what + mark)
            line.append(" ")
        return line

    def at(self, x: int) -> Binding | None:
        """The key that a cell of the line belongs to, counted from the first cell of the widget."""
        x -= self.gutter.left
        for binding in self.shown:
            if 0 <= x < self._cells(binding) - 1:
                return binding
            x -= self._cells(binding)
        return None

    def begins(self, ident: str) -> int:
        """Where the key of a command stands: a cell of the widget, 0 for the first; KeyError if it is not shown."""
        x = self.gutter.left
        for binding in self.shown:
            if binding.id == ident:
                return x
            x += self._cells(binding)
        raise KeyError(ident)

    def _on_other_keys(self, screen: Screen[object]) -> None:
        if screen.app.app_focus:
            self._shown = None
            self.refresh()

    def on_mount(self) -> None:
        """Follow the keys that hold."""
        self.screen.bindings_updated_signal.subscribe(self, self._on_other_keys)

    def on_unmount(self) -> None:
        """Follow them no more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Another width has room for others."""
        self._shown = None
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click is the key."""
        if binding := self.at(event.x):
            self.app.simulate_key(binding.key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say more of the key that the mouse is on."""
        self.under = self.at(event.x)

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self.under = None

    def watch_under(self, binding: Binding | None) -> None:
        """What hangs at the mouse is the help of that key."""
        self.tooltip = binding.tooltip if binding else None
