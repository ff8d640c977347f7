"""The language of a text: by script and common words where they tell, else by py3langid's model.

The model takes a second to load and most archives never need it.
"""

from __future__ import annotations

import re

SAMPLE = 2000
"""So many code points are looked at."""
ENOUGH = 20
"""Words from which a text is long enough to be told by the model."""
LATIN = "\u024f"
"""The last letter of the Latin blocks: a text of later ones is told by its script, however short."""

_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_WORD = re.compile(r"[^\W\d_]+")
_SPACED = {code: " " for code in range(128) if not chr(code).isalpha()}
_COMMON = {
    "en": "the of and to in a that for is on with as was said by at has it from his its be an are have not",
    "es": "el la de que y en los las del por con una un se su para al es como más lo fue ha este sobre pero",
}
_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_SHARE = 0.12


def language(text: str) -> str:
    """ISO 639-1 code of the language of `text`, or `und`."""
    small = text[:SAMPLE].casefold()
    words = words_of(small)
    if not words:
        return "und"
    if not small.isascii() and _HANGUL.search(text, 0, SAMPLE):
        letters = "".join(words)
        if len(_HANGUL.findall(letters)) * 2 > len(letters):
            return "ko"
    counts = {code: sum(map(common.__contains__, words)) for code, common in _WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] >= _SHARE * len(words):
        return best
    letters = "".join(words)
    foreign = sum(letter > LATIN for letter in letters) * 2 > len(letters)
    return _by_model(text[:SAMPLE]) if len(words) >= ENOUGH or foreign else "und"


def words_of(text: str) -> list[str]:
    """The runs of letters of a text."""
    return text.translate(_SPACED).split() if text.isascii() else _WORD.findall(text)


def _by_model(text: str) -> str:
    import py3langid  # deferred: a second, and only for what common words do not tell

    code: str = py3langid.classify(text)[0]
    return code
