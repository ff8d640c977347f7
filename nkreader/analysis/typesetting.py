"""In what two settings of the same words differ: marks, dashes, spaces, capitals, or characters."""

from __future__ import annotations

import re
from collections.abc import Callable

from nkreader.analysis.verbatim import bare, squeezed

_QUOTES = re.compile(r"[\"'“”„‟‘’‚‛«»‹›「」『』《》〈〉`´′″]")
_DASHES = re.compile(r"[‐‑‒–—―−﹘﹣-]+")
_POINTS = re.compile(r"…|\.(?:\s?\.){2,}")
_SPECIAL = re.compile(r"[^\S \t\n]")
_BESIDE = re.compile(r"(\s?)[‐‑‒–—―−-]+(\s?)")


def typography(quote: str, printed: str) -> tuple[str, ...]:
    """What is set otherwise in a quotation than in the article; empty where nothing is but line breaks.

    Both have the same words. `characters` stands for what is folded besides: ligatures, composed letters, what is
    invisible.
    """
    one, other = squeezed(bare(quote)), squeezed(bare(printed))
    if one == other:
        return ()
    found = [name for name, seen in _LOOKS if seen(one) != seen(other)]
    letters = _letters(one), _letters(other)
    if letters[0] != letters[1]:
        found.append(_letters_differ(*letters))
    return tuple(found) or ("spaces",)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _letters_differ(one: str, other: str) -> str:
    if one.casefold() != other.casefold() or len(one) != len(other):
        return "characters"
    return "case of the first letter" if one[1:] == other[1:] else "case"


def _spaces(text: str) -> object:
    return _SPECIAL.findall(text), [match.groups() for match in _BESIDE.finditer(text)]


_LOOKS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("quotation marks", _QUOTES.findall),
    ("dashes", _DASHES.findall),
    ("omission points", _POINTS.findall),
    ("spaces", _spaces),
)
