"""How a grammar rule is written: a pattern over kinds of tokens, and what it means.

Patterns are regular expressions whose words are the names of `Kind` (or of a group of kinds below), so
`MONTH DAY COMMA? YEAR` reads as it is meant. Rules are tried in the order in which they are declared, at the
leftmost token first, so a longer expression has to be declared before the shorter one that begins it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nkreader.analysis.dates.forms import Form
from nkreader.analysis.dates.kinds import TELLING, Kind
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.vocabulary import Value

GROUPS = {
    "NAMED": "[MONTH MAYBE]",
    "NUMBER": "[DAY CARD NUM]",
    "COUNT": "[DAY CARD NUM A]",
    "NTH": "(DAY|ORD)",
    "DASH": "(HYPHEN|TO|UNTIL)",
    "PREP": "[IN BY SINCE UNTIL FROM OF FOR AFTER BEFORE BETWEEN TO]",
}
_CORE = f"[{' '.join(sorted(kind.name for kind in TELLING))}]|CARD HYPHEN? CARD|ON THE ORD"
"""What at least one token of every expression is; a run of tokens without one is not searched."""
_NAME = re.compile(r"[A-Z]+")


def compiled(pattern: str) -> str:
    """The regular expression over codes that a pattern stands for.

    Raises:
        KeyError: if the pattern names no kind.
    """
    spread = _NAME.sub(lambda m: GROUPS.get(m[0], m[0]), pattern)
    codes = _NAME.sub(lambda m: Kind[m[0]].value, spread)
    return re.sub(r"\((?!\?)", "(?:", codes.replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens that a rule matched."""

    tokens: Tokens
    first: int
    last: int
    """Behind the last token."""

    def all(self, *kinds: Kind) -> list[Value]:
        """The values of the tokens of these kinds, in order."""
        codes = {kind.value for kind in kinds}
        at = range(self.first, self.last)
        return [self.tokens.values[i] for i in at if self.tokens.codes[i] in codes]

    def number(self, *kinds: Kind, at: int = 0) -> int:
        """The value of the `at`th token of these kinds, which holds a number."""
        return int(self.all(*kinds)[at])

    def has(self, kind: Kind) -> bool:
        """Whether a token of this kind was matched."""
        return kind.value in self.tokens.codes[self.first : self.last]

    def word(self, offset: int) -> str:
        """The word `offset` tokens behind the match (0 the next one) or, negative, before it; lower case."""
        return self.tokens.word(self.last + offset if offset >= 0 else self.first + offset).lower()

    def raw(self, offset: int) -> str:
        """As `word`, as written."""
        return self.tokens.word(self.last + offset if offset >= 0 else self.first + offset)

    def kind(self, offset: int) -> str:
        """The code of that token; empty outside the text."""
        at = self.last + offset if offset >= 0 else self.first + offset
        return self.tokens.codes[at] if 0 <= at < len(self.tokens.codes) else ""

    @property
    def text(self) -> str:
        """What was matched, as written."""
        return self.tokens.text[self.tokens.starts[self.first] : self.tokens.ends[self.last - 1]]


_SHIFTS = ((Kind.LAST, -1), (Kind.PREVIOUS, -1), (Kind.NEXT, 1), (Kind.FOLLOWING, 1), (Kind.THIS, 0))


def shift_of(found: Found) -> int | None:
    """-1, 0 or 1 for `last`, `this`, `next`; None where no such word was matched."""
    return next((amount for kind, amount in _SHIFTS if found.has(kind)), None)


def unit_of(found: Found) -> str:
    """The first unit that was matched, as `day`."""
    return str(found.all(Kind.UNIT, Kind.UNITS)[0])


Build = Callable[[Found], Form | None]


class Grammar:
    """Rules in the order of their declaration."""

    def __init__(self) -> None:
        self.rules: list[tuple[str, Build]] = []

    def rule(self, *patterns: str) -> Callable[[Build], Build]:
        """Declare what the patterns mean; a builder that returns None leaves its tokens to later rules."""

        def declare(build: Build) -> Build:
            self.rules += [(compiled(pattern), build) for pattern in patterns]
            return build

        return declare


class Matcher:
    """Finds the leftmost, first declared expressions of grammars, put one after the other."""

    def __init__(self, *grammars: Grammar) -> None:
        rules = [rule for grammar in grammars for rule in grammar.rules]
        self._builds = [build for _, build in rules]
        self._each = [re.compile(pattern) for pattern, _ in rules]
        self._run = re.compile(compiled("[^WORD PUNCT OTHER BREAK]+"))
        self._core = re.compile(compiled(_CORE))
        self._any = re.compile("|".join(f"(?P<r{at}>{pattern})" for at, (pattern, _) in enumerate(rules)))
        # Without groups the alternatives are told apart by their first token, at a fifth of the time of `_any`.
        self._place = re.compile("|".join(pattern for pattern, _ in rules))

    def find(self, tokens: Tokens) -> Iterator[tuple[Found, Form]]:
        """The expressions in order; they do not overlap."""
        codes = tokens.codes
        cores = [core.start() for core in self._core.finditer(codes)]
        known = 0
        for run in self._run.finditer(codes) if cores else ():
            at, end = run.span()
            while known < len(cores) and cores[known] < at:
                known += 1
            if known == len(cores):
                return
            if cores[known] >= end:
                continue
            while place := self._place.search(codes, at, end):
                start, at = place.start(), place.start() + 1
                for build, last in self._readings(codes, start, end):
                    found = Found(tokens, start, last)
                    if (form := build(found)) is not None:
                        yield found, form
                        at = last
                        break

    def _readings(self, codes: str, start: int, end: int) -> Iterator[tuple[Build, int]]:
        """What the rules make of the tokens from one place on, in the order of the rules."""
        match = self._any.match(codes, start, end)
        if match is None:
            return
        first = int((match.lastgroup or "r0")[1:])
        yield self._builds[first], match.end()
        for number in range(first + 1, len(self._each)):
            if (other := self._each[number].match(codes, start, end)) is not None:
                yield self._builds[number], other.end()
