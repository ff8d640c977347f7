"""Words spelled about like another: how many edits apart they are, and how many make sense.

An edit is a letter left out, added, replaced or swapped with the next (Damerau, "A technique for computer detection and
correction of spelling errors", CACM 1964), no stretch edited twice.
"""

from __future__ import annotations

SHORT, LONG = 4, 6
"""Letters from which a word may be spelled otherwise by one edit, and by two: shorter ones are other words then."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HANGUL = "\u1100"
"""From here on scripts have no letters that are mistaken one by one."""


def edits_of(text: str) -> int:
    """How many edits a word bears at the most; 0 for what is no single word of letters in an alphabet."""
    if not text.isalpha() or any(letter >= _HANGUL for letter in text):
        return 0
    return (len(text) >= SHORT) + (len(text) >= LONG)


def within(one: str, other: str, edits: int) -> bool:
    """Whether at most so many edits make one text of the other; where it takes two, the first letter is the same."""
    from rapidfuzz.distance import OSA

    distance = OSA.distance(one, other, score_cutoff=edits)
    return distance <= edits and (distance < 2 or one[:1] == other[:1])


def one_edit(word: str) -> set[str]:
    """Every word that one edit makes of it, with the letters from a to z."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    edits = {left + right[1:] for left, right in splits if right}
    edits |= {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    edits |= {left + letter + right[1:] for left, right in splits if right for letter in _LETTERS}
    edits |= {left + letter + right for left, right in splits for letter in _LETTERS}
    return edits - {word}
