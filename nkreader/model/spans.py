"""Half-open ranges of code points and their algebra."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points `start` to `end` (not included) of a text.

    Raises:
        ValueError: if `start` is negative or lies behind `end`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def clip(self, other: Span) -> Span | None:
        """The part inside `other`, or None where they share nothing."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def trimmed(self, text: str) -> Span:
        """The span without white space at its ends; empty at its start if there is nothing else."""
        covered = self.of(text)
        start = self.start + len(covered) - len(covered.lstrip())
        return Span(start, max(start, self.start + len(covered.rstrip())))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same code points as disjoint spans in order; touching spans become one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def segments(within: Span, layers: Iterable[tuple[Span, T]]) -> Iterator[tuple[Span, tuple[T, ...]]]:
    """Cut `within` wherever a layer begins or ends; yield each piece with the layers on it, in their order.

    The pieces are disjoint, in order, and cover `within` exactly.
    """
    clipped = [(part, value) for span, value in layers if (part := span.clip(within)) is not None]
    cuts = sorted({within.start, within.end, *(p.start for p, _ in clipped), *(p.end for p, _ in clipped)})
    for start, end in pairwise(cuts):
        piece = Span(start, end)
        yield piece, tuple(value for part, value in clipped if part.covers(piece))


def at_or_before(starts: Sequence[int], offset: int) -> int:
    """Index of the last of the sorted `starts` that is not behind `offset`; -1 if all are."""
    return bisect_right(starts, offset) - 1
