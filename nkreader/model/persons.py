"""How a library prints somebody's name, and who else may bear it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

MOST = 6
"""Forms that are told on one line."""


class Form(NamedTuple):
    """A way in which the library prints a name."""

    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where a name may mean somebody, and nothing decides."""

    pieces: int
    mentions: int
    forms: tuple[Form, ...]
    """The most frequent first."""


class Verdict(StrEnum):
    """Whether two people whose names may be one name are one person, as it is told."""

    SAME = "counted as one with"
    MAYBE = "may be the same"
    OTHER = "somebody else"


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody of the library whose name may be the same in other letters."""

    entity: str
    forms: tuple[Form, ...]
    verdict: Verdict
    why: str
    """What decides, or that nothing does."""

    @property
    def same(self) -> bool:
        """Whether what the articles say of both makes them one person."""
        return self.verdict is Verdict.SAME


@dataclass(frozen=True, slots=True)
class Spelled:
    """What a library prints of somebody's full name; empty for names that are not Korean."""

    written: tuple[Form, ...] = ()
    """In all its pieces, the most frequent form first."""
    doubt: Doubt | None = None
    namesakes: tuple[Namesake, ...] = ()
    several: tuple[str, ...] = ()
    """What is printed of its bearers that cannot be said of one person, a line each."""

    def lines(self) -> Iterator[str]:
        """The same in words, a line each: nothing where there is nothing to tell."""
        if self.written:
            yield f"written here: {_listed(self.written)}"
        yield from self.doubts()

    def doubts(self) -> Iterator[str]:
        """Where somebody may be meant, and who may be the same, in words."""
        if self.doubt is not None:
            pieces = "1 piece" if self.doubt.pieces == 1 else f"{self.doubt.pieces:,} pieces"
            yield f"may be meant: {_listed(self.doubt.forms)} in {pieces}: nothing there decides; not counted here"
        for one in self.namesakes:
            yield f"{one.verdict}{'' if one.same else ':'} {_listed(one.forms)}: {one.why}"
        yield from self.several


def _listed(forms: tuple[Form, ...]) -> str:
    told = [f"{form.name} ×{form.mentions:,}" for form in forms[:MOST]]
    rest = len(forms) - len(told)
    return ", ".join(told) + (f" and {rest} more" if rest else "")
