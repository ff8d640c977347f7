"""Which surface forms of a listed name are names: capitals and word boundaries, judged on the original text."""

from __future__ import annotations

import re
from functools import lru_cache

from nkreader.analysis.entities.particles import written_as
from nkreader.model.entities import EntityKind

HELD = 20_000
"""Names and how they are written of which is kept in memory whether they are names so."""
_DESIGNATION = re.compile(r"[A-Z]{1,4}-\d")
_ENGLISH_AFTER = frozenset(["an", "as", "at", "by", "in", "is", "it", "of", "on", "or", "to", "up", "us", "we"])
_COMMON_HEADS = frozenset(
    [
        "party",
        "council",
        "ministry",
        "agency",
        "department",
        "army",
        "court",
        "commission",
        "committee",
        "assembly",
        "news",
    ]
)
"""Heads that newspapers write small after a name (`Workers' party`), unlike `Washington post`."""
_SYLLABLE_END = re.compile(r"(?:[aeiouwy]{1,3})?(?:n|ng|k|l|m|p|t|r)?$")
_INITIAL = re.compile(r"[A-Z]\.")
_GLUED_AFTER = re.compile(r"[a-z]+")
_PARTICLES = re.compile(
    "(?:이|가|은|는|을|를|의|에|에서|에게|에는|에서는|와|과|도|로|으로|만|께서|께서는|께|측|발|산|군|뉴스|시|산하)(?![가-힣])|(?![가-힣])"
)


def hangul(character: str) -> bool:
    """Whether a character is a Hangul syllable."""
    return "\uac00" <= character <= "\ud7a3"


def is_word(character: str) -> bool:
    """Whether a character continues a Latin word or number; Hangul does not, so `KCNA는` ends after `KCNA`."""
    return character.isalnum() and not hangul(character)


@lru_cache(maxsize=HELD)
def capitalised(alias: str, surface: str, kind: EntityKind) -> bool:
    """Whether `surface` is written as the name `alias` may be.

    An alias without capitals (`six-party talks`) needs none. One word needs its first capital. A person needs
    all, particles aside; other names of several words need the first, or the last (KCNA's `south Korea`,
    `northeast Asia`).
    """
    wanted = [word[0].isupper() for word in alias.split()]
    if not any(wanted) or hangul(alias[0]):
        return True
    if kind is EntityKind.PERSON:
        return written_as(alias, surface)
    given = [word[0].isupper() or word[0].isdigit() for word in surface.split()]
    if kind is EntityKind.WEAPON and _DESIGNATION.match(alias) and " " not in alias and " " in surface:
        return False
    if len(given) == 1 or len(wanted) == 1:
        return given[0]
    if kind is EntityKind.ORGANISATION and len(wanted) == 2 and all(wanted) and not given[-1]:
        return given[0] and surface.split()[-1] in _COMMON_HEADS
    return given[0] or not wanted[0] or (kind is EntityKind.PLACE and given[-1])


def bounded(text: str, start: int, end: int, glue: bool) -> bool:
    """Whether the name at `start` to `end` of the (unfolded) text stands alone.

    With `glue`, a full Korean name may be run together with English words, as in copies of KCNA's pages.
    """
    if hangul(text[start]):
        return _hangul_bounded(text, start, end)
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before in "@_" or after == "_":
        return False
    if not is_word(before) and not is_word(after):
        return True
    if before.islower() and not is_word(after) and _INITIAL.match(text, start, end):
        return True  # copies run headlines and names together: `politicsN. Korea`
    return glue and _glued_before(before) and _glued_after(text, end)


def _hangul_bounded(text: str, start: int, end: int) -> bool:
    if start and hangul(text[start - 1]):
        return False
    return end - start >= 3 or _PARTICLES.match(text, end) is not None


def _glued_before(before: str) -> bool:
    return not is_word(before) or before.isalpha()


def _glued_after(text: str, end: int) -> bool:
    """What follows is an English word rather than the rest of another syllable."""
    match = _GLUED_AFTER.match(text, end)
    if match is None:
        return end >= len(text) or not text[end].isdigit()
    rest = match[0]
    return rest in _ENGLISH_AFTER or (len(rest) > 2 and not _SYLLABLE_END.fullmatch(rest))
