"""Which words a slip of the pen may have been meant for, where no single letter mends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

FARTHEST = 3
"""Edits between a slip and the word that was meant, at the most."""
_ALIKE = str.maketrans("cqzv", "kksf")


def about(word: str, others: Iterable[str], frequency: Callable[[str], int]) -> list[str]:
    """Of words with the same first letter those two edits away, and three edits where the consonants sound the same.

    Those that sound the same come first (nuclear for `nukular`), then the nearer, then the more frequent.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    sound = _sound(word)
    there = (other for other in others if other.isalpha() and abs(len(other) - len(word)) <= FARTHEST)
    found = [
        (_sound(other) != sound, distance, -frequency(other), other)
        for other, distance, _ in extract_iter(word, there, scorer=OSA.distance, processor=None, score_cutoff=FARTHEST)
    ]
    return [other for unlike, distance, _, other in sorted(found) if distance < FARTHEST or not unlike]


def _sound(word: str) -> str:
    """The consonants of a word, those that sound alike as one and doubled ones once."""
    letters = word.replace("ph", "f").replace("ck", "k").translate(_ALIKE)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhw]", "", letters))
