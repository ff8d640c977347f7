"""Wrong values as they are told."""

from __future__ import annotations

from typing import Any

SHOWN = 40
"""Code points of a wrong value that are told."""


def cut(said: str) -> str:
    """The beginning of a long value."""
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"


def shown(value: Any) -> str:
    """A value as TOML has it, in short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and '"' not in value and value.isprintable():
        return cut(f'"{value}"')
    return cut(repr(value))
