"""Words as evidence: stems, concepts, and how rare each is in the news.

Rarity comes from a fixed background (`gazetteer/background.txt`), never from the library at hand, so that
what two articles have in common does not depend on what else was added, or in which order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from nkreader.gazetteer import read

WORD = re.compile(
    r"[^\W_](?:(?<=[A-Za-z])[A-Za-z]*+(?![^\x00-\x7f]|'|-\d)"  # most words, and no place without a letter or figure
    r"|(?<!\d)[^\W\d_]*(?:['’][^\W\d_]+)*(?:-\d+)?|(?<=\d)\d*(?:[.,]\d+)*)"
)
RAREST = 8.5
"""ln(N/df) given to a word the background does not hold."""
NUMBER = 6.0
"""Rarity of a number."""
YEAR = 3.0
"""Rarity of a number that looks like a recent year."""
HELD = 100_000
"""Words of which is kept in memory what they stand for."""


@cache
def _rarities() -> dict[str, float]:
    found: dict[str, float] = {}
    for line in _lines("background.txt"):
        level, *stems = line.split()
        found.update(dict.fromkeys(stems, int(level) / 2))
    return found


@cache
def _concepts() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lines("concepts.txt"):
        stems = [_stem(word.casefold()) for word in line.split()]
        for stem in stems:
            found.setdefault(stem, stems[0])
    return found


def _lines(name: str) -> Iterator[str]:
    text = read(name)
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _stemmer() -> Callable[[str], str]:
    from snowballstemmer import stemmer  # deferred: reading a library needs no stems

    found: Callable[[str], str] = stemmer("english").stemWord
    return found


@lru_cache(maxsize=HELD)
def _stem(word: str) -> str:
    return _stemmer()(word)


def term(word: str) -> str:
    """The term a word of running text counts as: `#` and a plain number, or the concept or stem."""
    if word[0].isdigit():
        return "#" + word.replace(",", "")
    stem = _stem(word.replace("’", "'").removesuffix("'s").removesuffix("'").casefold())
    return _concepts().get(stem, stem)


@cache
def concepts() -> frozenset[str]:
    """The terms that stand for a concept, whatever word a text uses for it."""
    return frozenset(_concepts().values())


def rarity(name: str) -> float:
    """ln(N/df) of a term in the news, 0 for the commonest."""
    if name.startswith("#"):
        digits = name[1:]
        if len(digits) < 2:
            return 0.0
        return YEAR if len(digits) == 4 and "1980" <= digits <= "2040" else NUMBER
    return _rarities().get(name, RAREST)


class _Weighed(dict[str, tuple[str, float]]):
    """The term of each word of running text and its rarity, worked out when it is first asked for.

    Texts ask for hundreds of words each: a plain lookup takes a fraction of the time of a call that keeps count of
    what was asked for last. When there is too much, everything is forgotten, and the common words are soon back.
    """

    def __missing__(self, word: str) -> tuple[str, float]:
        if len(self) >= HELD:
            self.clear()
        name = term(word)
        found = self[word] = name, rarity(name)
        return found


WEIGHED = _Weighed()


def weighed(word: str) -> tuple[str, float]:
    """The term of a word of running text and its rarity."""
    return WEIGHED[word]
