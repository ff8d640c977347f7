"""Lines of print joined into running text; a hyphen at a line's end goes or stays as the rest of the text has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

HYPHENS = "-\N{HYPHEN}\N{SOFT HYPHEN}"
_WORD = re.compile(r"[^\W_]+(?:['’\-\N{HYPHEN}][^\W_]+)*")
_BEFORE = re.compile(r"[^\W_]+(?:['’\-\N{HYPHEN}][^\W_]+)*(?=[-\N{HYPHEN}\N{SOFT HYPHEN}]$)")
_AFTER = re.compile(r"[^\W_]+(?:['’\-\N{HYPHEN}][^\W_]+)*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff、。「」『』（），：；！？]")
"""Han and kana, and their marks, between which a line's end is no space."""


class Words:
    """How often each word stands in a text, not counting the halves that a line's end parts."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._count: Counter[str] = Counter()
        for line in lines:
            self.add(line)

    def add(self, line: str) -> None:
        """Count the words of a line, all but the one that it ends in the middle of."""
        whole = line[: found.start()] if (found := _BEFORE.search(line)) else line
        self._count.update(word.casefold().replace("\N{HYPHEN}", "-") for word in _WORD.findall(whole))

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether two parts of a word at a line's end are a compound rather than a word that was divided."""
        if not (before[-1:].islower() and after[:1].islower()):
            return True  # `North-South`, `COVID-19`
        first, second = before.casefold().replace("\N{HYPHEN}", "-"), after.casefold().replace("\N{HYPHEN}", "-")
        hyphenated, joined = self._count[f"{first}-{second}"], self._count[first + second]
        if hyphenated or joined:
            return hyphenated > joined
        if "-" in first:
            return True  # `state-of-the-art`
        return bool(self._count[first] and self._count[second])


def joined(lines: Sequence[str], words: Words) -> str:
    """The lines as one. Every character but white space stays, except hyphens that only divided a word."""
    text = ""
    for line in lines:
        text = pair(text, " ".join(line.split()), words)
    return " ".join(text.replace("\N{SOFT HYPHEN}", "").split())


def pair(text: str, line: str, words: Words) -> str:
    """A text and the line behind it as one."""
    if not text or not line:
        return text or line
    before, after = _BEFORE.search(text), _AFTER.match(line)
    if before and after:
        if text[-1] == "\N{SOFT HYPHEN}":
            return text[:-1] + line
        return (text if words.keeps_hyphen(before[0], after[0]) else text[:-1]) + line
    if _UNSPACED.match(text[-1]) and _UNSPACED.match(line[0]):
        return text + line
    return f"{text} {line}"
