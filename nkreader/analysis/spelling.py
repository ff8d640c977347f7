"""The words of a text in small letters, to be looked up in lists of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_LETTERS = re.compile(r"[^\W\d_]+")
_ASCII_LETTERS = re.compile(r"[a-z]+")
_SMALL = bytes(ord(chr(code).lower()) if chr(code).isalpha() and code < 128 else 32 for code in range(256))
"""Of ASCII text: small letters, and spaces for all that is none. With `split`, a fraction of the time of a pattern."""


_LATELY = 512
"""Sentences of which the words are kept: several rules ask for those of the article that is being read."""


def lettered_small(text: str) -> Sequence[str]:
    """The runs of letters, of whatever script, in small letters and text order."""
    return _ascii(text) if text.isascii() else _LETTERS.findall(text.lower())


def spelled_small(text: str) -> Sequence[str]:
    """The runs of ASCII letters in small letters and text order."""
    return _ascii(text) if text.isascii() else _ASCII_LETTERS.findall(text.casefold())


@lru_cache(maxsize=_LATELY)
def _ascii(text: str) -> tuple[str, ...]:
    return tuple(text.encode().translate(_SMALL).decode().split())
