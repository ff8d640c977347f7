"""What a search asks for, as a small tree, and what was ignored on the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as field_

from nkreader.model.dates import Interval
from nkreader.model.roles import Role as Role
from nkreader.model.spans import Span


@dataclass(frozen=True, slots=True)
class Everything:
    """`*`: every article."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, in any of its indexed forms. `field` None searches text, title and names."""

    text: str
    field: str | None = None
    prefix: bool = False
    """`word*`."""
    exact: bool = False
    """`=word`: this very form."""
    edits: int = 0
    """`word~`: also words that so many edits make of it, each a letter left out, added, replaced or swapped with the
    next."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """`"several words"` in this order."""

    words: tuple[str, ...]
    field: str | None = None
    exact: bool = False
    """`="several words"`: these very forms; of people, a name spelled so."""


@dataclass(frozen=True, slots=True)
class Near:
    """`a NEAR/5 b`: one side behind the other, whichever comes first, within so many words and without sharing any.

    The sides are words, phrases, or an `Or` of those, all of `field`.
    """

    left: Node
    right: Node
    within: int
    """1 for side by side."""
    field: str | None = None


@dataclass(frozen=True, slots=True)
class During:
    """A date field whose interval overlaps `days`."""

    field: str
    """`published`, `reported` or `happened`."""
    days: Interval


NOTHING = "nothing"
"""Stands in the place of a question of which nothing is left; a notice has told why."""


@dataclass(frozen=True, slots=True)
class Among:
    """Articles that the store names (`is:`, `has:`, `tag:`, `note:`, `same:`); `asked` shows the words."""

    asked: str
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A question only the store can answer; the archive puts what answers it in its place before the search."""

    field: str
    value: str
    span: Span | None = field_(default=None, compare=False)
    """Where in the query."""


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    parts: tuple[Node, ...]
    typed: str = field_(default="", compare=False)
    """What was typed, where they are ways of writing one word or phrase."""


@dataclass(frozen=True, slots=True)
class Not:
    """Every article that the part does not find."""

    part: Node


Node = Everything | Term | Phrase | Near | During | Among | Kept | And | Or | Not


@dataclass(frozen=True, slots=True)
class Notice:
    """What the search bar tells: what was ignored or widened, and why."""

    text: str
    span: Span | None = None
    """Where in the query."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One of the parts of a query that all have to hold."""

    span: Span
    """Where in the query, without the AND beside it."""
    node: Node


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    source: str
    node: Node
    notices: tuple[Notice, ...] = ()
    clauses: tuple[Clause, ...] = field_(default=(), compare=False)
    """The parts that all have to hold, in order; none where the query is an either-or."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found."""

    id: str
    score: float
    snippet: str
    """The best passage, as it stands in the text but on one line."""
    marks: tuple[Span, ...] = ()
    """Where the hits stand in `snippet` (offsets into it)."""


@dataclass(frozen=True, slots=True)
class Results:
    """Answer to a query."""

    query: Query
    hits: tuple[Hit, ...]
    """Best first, at most as many as asked for."""
    total: int
    """How many articles match."""
    ids: frozenset[str] = frozenset()
    """All articles that match, beyond the limit too; a search with the limit 0 gives them and no hits."""
    notices: tuple[Notice, ...] = ()
    """Those of the query and those of the search."""
    culprit: Span | None = None
    """Where nothing is found, the part of the query to leave out first; None if it has only one."""
