"""What one piece of an event has alone: the most telling first, and how much of it is told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from nkreader.model.versions import Only, Sort

AT_ONCE: Mapping[Sort, int] = MappingProxyType({Sort.NUMBER: 5, Sort.DATE: 3, Sort.QUOTATION: 3, Sort.NAME: 0})
"""How many of each sort are told one by one; the sorts in the order of their weight."""


class Alone(NamedTuple):
    """What one piece has alone of one sort."""

    article: str
    sort: Sort
    shown: tuple[Only, ...]
    """Told one by one, the most telling first."""
    folded: tuple[Only, ...]
    """The rest, told in one line until they are asked for."""

    @property
    def all(self) -> tuple[Only, ...]:
        """Of that sort, the most telling first."""
        return (*self.shown, *self.folded)


def alone(only: Sequence[Only], first: str = "", at_once: bool = True) -> tuple[Alone, ...]:
    """By piece, `first` first and otherwise as given; of each the sorts in order; all folded but for `at_once`."""
    pieces = dict.fromkeys(row.place.article for row in only)
    found = []
    for article in sorted(pieces, key=lambda one: one != first):
        for sort, most in AT_ONCE.items():
            rows = [row for row in only if row.place.article == article and row.sort is sort]
            if rows:
                rows.sort(key=lambda row: (-row.weight, row.place.span))
                end = most + 1 if len(rows) == most + 1 else most  # a single one needs no fold
                end = end if at_once else 0
                found.append(Alone(article, sort, tuple(rows[:end]), tuple(rows[end:])))
    return tuple(found)
