"""What a query finds, before any text is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from nkreader.model.query import And, Kept, Node, Not, Notice, Or
from nkreader.model.spans import Span


@dataclass
class Ranking:
    """What a query finds."""

    best: tuple[tuple[str, float], ...] = ()
    """Id and score of as many as were asked for."""
    total: int = 0
    _every: Callable[[], Iterable[str]] = tuple
    hints: tuple[Notice, ...] = ()
    """Where nothing is found, why."""
    culprit: Span | None = None
    """Where nothing is found, the part of the query to leave out first; None if it has only one."""

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every article that was found."""
        return frozenset(self._every())


def refuse_kept(node: Node) -> None:
    """Raise a ValueError for a node that only the archive can answer."""
    if isinstance(node, Kept):
        raise ValueError(f"{node.field}:{node.value} is a question to the library, not to the index")
    for part in node.parts if isinstance(node, And | Or) else (node.part,) if isinstance(node, Not) else ():
        refuse_kept(part)
