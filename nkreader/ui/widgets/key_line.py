"""The last line: the keys that hold now, those of the pane before those that hold everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from nkreader.ui.commands import COMMANDS, Where

_RANKS = {f"{command.where}.{command.id}": command.footer for command in COMMANDS}
_ALWAYS = f"{Where.EVERYWHERE}."


class KeyLine(Footer):
    """Shows as many keys as the width has room for; what holds everywhere never has to give way."""

    def compose(self) -> ComposeResult:
        """A key, and what it does, one after the other."""
        if not self._bindings_ready:
            return
        active = self.screen.active_bindings.values()
        shown: dict[str | None, Binding] = {}
        for item in active:
            if item.enabled and item.binding.show:
                shown.setdefault(item.binding.id, item.binding)  # of several keys the first
        for binding in self.chosen(shown.values()):
            display = self.app.get_key_display(binding)
            yield FooterKey(
                binding.key, display, binding.description, binding.action, tooltip=binding.tooltip
            ).data_bind(compact=Footer.compact)

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
        return len(self.app.get_key_display(binding)) + len(binding.description) + 2

    def on_resize(self) -> None:
        """Another width has room for others."""
        self.call_after_refresh(self.recompose)
