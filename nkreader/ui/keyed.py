"""Widgets and screens with the keys that the registry's commands have now."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingsMap
from textual.widget import Widget

from nkreader.ui.commands import COMMANDS, Command, Where, bindings, of, sequences
from nkreader.ui.widgets.reading_keys import Keys

_PLACES = {command.name: command.where for command in COMMANDS}


class Keyed:
    """To be the first base of a widget or screen whose `BINDINGS` come from the registry.

    The toolkit's own keymap does not do: it knows neither sequences nor commands without a key, and of two commands
    that share a key, as reading and selecting do, it loses one when the other gets another key.
    """

    _bindings: BindingsMap
    _merged_bindings: ClassVar[BindingsMap | None]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.take_keys()

    @classmethod
    def key_places(cls) -> tuple[Where, ...]:
        """The places of its commands, in the order of their bindings."""
        bound = cls._merged_bindings.key_to_bindings.values() if cls._merged_bindings else ()
        return tuple(dict.fromkeys(_PLACES[item.id] for items in bound for item in items if item.id in _PLACES))

    def take_keys(self) -> None:
        """Have the keys that hold now; the toolkit's own remain where they do not get in the way."""
        merged = type(self)._merged_bindings
        own = BindingsMap(bindings(*self.key_places())).key_to_bindings
        for where in self.key_places():
            for command in of(where):
                if command.held and all("," in key for key in command.held):
                    own[command.held[0]] = [_shown(command)]
        kept = {
            key: [item for item in items if item.id not in _PLACES]
            for key, items in (merged.key_to_bindings.items() if merged else ())
            if key not in own
        }
        self._bindings = BindingsMap.from_keys(own | {key: items for key, items in kept.items() if items})

    def sequences(self) -> dict[tuple[str, ...], Command]:
        """The sequences of keys that hold here and on the screen around."""
        screen = getattr(self, "screen", None)
        beside = screen.key_places() if isinstance(screen, Keyed) and screen is not self else ()
        return sequences(*self.key_places(), *beside)


class Sequenced(Keyed):
    """The same for a widget that collects the keys of a sequence such as `gg`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = Keys()

    def on_key(self, event: events.Key) -> None:
        """Do what a sequence is for once it is complete; its keys go no further."""
        if command := self._keys.press(event.key, self.sequences()):
            widget = cast(Widget, self)
            widget.call_later(widget.run_action, command.action)
        if command or self._keys.waiting:
            event.stop()


def _shown(command: Command) -> Binding:
    """A binding for the footer alone: no single key has the name of a sequence."""
    return Binding(
        command.held[0],
        command.action,
        command.title,
        show=bool(command.footer),
        tooltip=command.help,
        id=command.name,
    )
