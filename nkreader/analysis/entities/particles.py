"""Small words inside names of people (`de`, `bin`, `van der`, `al-`), and surnames that keep them."""

from __future__ import annotations

PARTICLES = frozenset("van von der den de del della di da dos das du la le los las bin ibn bint al el ter zu".split())
"""Words of their own."""
JOINED = frozenset("al el ul as ash an ar ad ud ur".split())
"""Before a hyphen: `al-Assad`."""


def small(word: str) -> bool:
    """Whether a word of a name is written without any capital, as particles are; `al-Assad` is not."""
    return word.islower()


def written_as(alias: str, surface: str) -> bool:
    """Whether the words of `surface` have capitals, but for the particles that the person's name has."""
    words = surface.split()
    if all(word[0].isupper() for word in words):
        return True
    own = {part for part in alias.replace("-", " ").split() if part in PARTICLES or part in JOINED}
    known = all(word[0].isupper() or word.partition("-")[0] in own for word in words)
    return known and not small(words[-1])


def surnames(name: str) -> tuple[str, ...]:
    """What a text may call the bearer of a full name with particles: `de Mello`, `De Mello`; `al-Assad`, `Assad`."""
    words = name.split()
    found: list[str] = []
    first = next((at for at, word in enumerate(words) if at and word in PARTICLES), None)
    if first is not None:
        found.append(" ".join(words[first:]))
    before, hyphen, rest = words[-1].partition("-")
    if len(words) > 1 and hyphen and before.casefold() in JOINED and rest[:1].isupper():
        found += [words[-1], rest]
    return tuple(dict.fromkeys(form for each in found for form in (each, each[0].upper() + each[1:])))
