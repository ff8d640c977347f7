"""What the reader calls the colours of highlights. Stored and exported are the colours' own names."""

from __future__ import annotations

from collections.abc import Mapping

from nkreader.model.sanitise import safe_line

_names: dict[str, str] = {}


def use(names: Mapping[str, str]) -> None:
    """Call colours so from now on."""
    _names.clear()
    _names.update((colour, safe_line(name)) for colour, name in names.items())


def named(colour: str) -> str:
    """Only the reader's name of a colour; empty without one."""
    return _names.get(colour, "")


def shown(colour: str) -> str:
    """A colour as it is told: `yellow`, or `claim (yellow)`."""
    return f"{_names[colour]} ({colour})" if colour in _names else colour
