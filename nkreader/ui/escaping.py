"""Esc and a key right after it, which a terminal sends as it sends Alt and that key.

A terminal without the newer keyboard protocol writes ESC before a key that is pressed with Alt. The toolkit takes a
letter that follows ESC within a tenth of a second for Alt and the letter, which a prompt then puts into its line, and
loses the ESC before anything but a letter or a digit. Whoever leaves a prompt and goes on in one breath, or is at the
far end of a slow line, means Esc and then the key. Only where Alt and the key do something is that meant.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import _character_to_key

_ESC = "\x1b"
_BEGINNERS = "[]OPX^_"
"""What goes on after ESC and one of these may be a sequence (ECMA-48, 5.3: CSI, OSC, SS3, DCS, SOS, PM, APC)."""
_KNOWN = "fb\t\x7f"
"""ESC and one of these mean in every shell, and so in a prompt, what the toolkit makes of them."""
_NAMES = {"\r": "enter", "\n": "ctrl+j"}


class EscapedKey(events.Key):
    """A key that ESC came before: Alt and the key, or Esc and then the key."""

    def __init__(self, character: str) -> None:
        name = _NAMES.get(character) or (character if character.isalnum() else _character_to_key(character))
        super().__init__(f"alt+{name}", character)
        self._name = name

    def meant(self, bound: Container[str]) -> tuple[events.Key, ...]:
        """The key, or the two keys, where Alt does something with the keys that are `bound`."""
        if self.key in bound:
            return (events.Key(self.key, None),)
        return events.Key("escape", _ESC), events.Key(self._name, self.character)


class EscapeParser(XTermParser):
    """The toolkit's parser of what a terminal writes, which keeps the ESC that came before a key."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if alt and len(sequence) == 1:
            yield EscapedKey(sequence)
        elif len(sequence) == 2 and sequence[0] == _ESC and sequence[1] not in _KNOWN + _BEGINNERS + _ESC:
            yield EscapedKey(sequence[1])
        else:
            yield from super()._sequence_to_key_events(sequence, alt)


def install() -> None:
    """Have the toolkit use the parser; its driver has no other door for one."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        linux_driver.XTermParser = EscapeParser  # type: ignore[attr-defined]
