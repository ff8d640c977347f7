"""The words of a text in small letters, to be looked up in lists of words."""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[^\W\d_]+")
_ASCII_LETTERS = re.compile(r"[a-z]+")
_SMALL = {code: chr(code).lower() if chr(code).isalpha() else " " for code in range(128)}
"""Of ASCII text: small letters, and spaces for all that is none. With `split`, a fifth of the time of a pattern."""


def lettered_small(text: str) -> list[str]:
    """The runs of letters, of whatever script, in small letters and text order."""
    return text.translate(_SMALL).split() if text.isascii() else _LETTERS.findall(text.lower())


def spelled_small(text: str) -> list[str]:
    """The runs of ASCII letters in small letters and text order."""
    return text.translate(_SMALL).split() if text.isascii() else _ASCII_LETTERS.findall(text.casefold())
