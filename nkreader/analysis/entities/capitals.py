"""A stretch of text and its capitalised words: where names can begin, so that no rule has to look elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from nkreader.model.spans import Span

_WORD = re.compile(r"[A-Z\d](?<![\w-].)[\w-]*+")
BEFORE_HEAD = 16
"""More capitalised words than the rules of `lexicon` allow before the head word of a name."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a text and its words that begin with a capital or a digit; offsets count from its beginning."""

    text: str
    offset: int
    """Where it begins in the whole text."""
    words: tuple[tuple[str, int], ...]
    """Each with its offset; hyphens belong to words, other marks end them."""

    def starts(self, wanted: Collection[str]) -> Iterator[int]:
        """Where the words stand that are among `wanted`."""
        return (start for word, start in self.words if word in wanted)

    def before(self, heads: Collection[str]) -> list[int]:
        """Where a name can begin that has one of `heads` behind other words, in order."""
        found: list[int] = []
        low = 0
        for at, (word, _) in enumerate(self.words):
            if word not in heads:
                continue
            first = at
            while first > max(low, at - BEFORE_HEAD) and self._joined(first):
                first -= 1
            found.extend(start for _, start in self.words[first:at])
            low = at
        return found

    def _joined(self, at: int) -> bool:
        """Whether a word may belong to the one before it: no word in small letters stands between them."""
        word, start = self.words[at - 1]
        end = start + len(word)
        between = self.text[end : self.words[at][1]]
        if between == " and ":
            return word.endswith(("ic", "al"))  # `Hydrographic and Oceanographic Agency`
        return between.count(" ") < 2 or "&" in between or "al-" in between

    def inside(self) -> Iterator[int]:
        """Where a capital follows a hyphen."""
        at = self.text.find("-")
        while at >= 0:
            if "A" <= self.text[at + 1 : at + 2] <= "Z":
                yield at + 1
            at = self.text.find("-", at + 1)


def stretch(text: str, within: Span) -> Stretch:
    """The stretch of `text` that a span covers."""
    part = within.of(text)
    return Stretch(part, within.start, tuple((match[0], match.start()) for match in _WORD.finditer(part)))


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` gives, where matches can begin only at these places (in order)."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()
