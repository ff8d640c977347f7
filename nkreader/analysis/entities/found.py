"""What the steps of name finding hand to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text that names something, before the article as a whole has been heard."""

    span: Span
    kind: EntityKind
    ids: tuple[str, ...]
    """Possible entries; empty for a name that nobody listed."""
    name: str
    """Canonical for an unlisted name; the surface form otherwise."""
    full: bool = True
    """Names in full; False for a bare family name."""


def disjoint(found: Iterable[Found]) -> list[Found]:
    """No overlaps, in text order: the longer wins, of equals the one that came first."""
    ranked = sorted(enumerate(found), key=lambda item: (-len(item[1].span), item[0]))
    taken: list[Found] = []
    covered: set[int] = set()
    for _, item in ranked:
        letters = range(item.span.start, item.span.end)
        if covered.isdisjoint((item.span.start, item.span.end - 1)) and covered.isdisjoint(letters):
            covered.update(letters)
            taken.append(item)
    return sorted(taken, key=lambda item: item.span.start)


def free(span: Span, taken: Sequence[Found]) -> bool:
    """Whether nothing in `taken` overlaps the span."""
    return not any(span.overlaps(item.span) for item in taken)
