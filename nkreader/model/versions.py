"""How the pieces on one event, and the earlier texts of one piece, differ: values, no rules.

Every offset is a code point of the text of the article that it belongs to. Nothing here claims more than two texts
hold: what stands in one piece only may still be true of the others, and an estimate that changed is no contradiction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from nkreader.model.headline import Headline
from nkreader.model.spans import Span


class Sort(StrEnum):
    """What stands in one piece only."""

    NUMBER = "number"
    NAME = "name"
    QUOTATION = "quotation"
    DATE = "date"


class Outcome(StrEnum):
    """How two sentences on one matter differ; the first weighs most."""

    DIFFERS = "differs"
    """Two figures that cannot both be right, with nothing that explains it."""
    SOURCES = "sources differ"
    """The figures are of two who say it."""
    UPDATED = "changed"
    """A later piece, or a later issue of the same story, has another figure: a newer estimate or a correction."""
    CLAIMANT = "same figure, other source"


class Likeness(StrEnum):
    """How a wording stands to the one nearest to the origin."""

    NEAREST = "nearest to the origin"
    FIRST = "the first here"
    """Where no piece cites another source, so that nobody is known to be nearer: the earliest."""
    SAME = "the same words"
    SHORTENED = "shortened"
    REWORDED = "other words"
    INDIRECT = "not in quotation marks"


@dataclass(frozen=True, slots=True)
class Place:
    """A passage and the sentence that it stands in."""

    article: str
    """Id."""
    span: Span
    """The figure, name, date or quotation."""
    sentence: Span
    text: str
    """The characters of `span`, white space as single spaces."""
    said: str
    """Those of the sentence, likewise."""
    at: int = -1
    """Where `text` stands in `said`; -1 where the sentence has not all of it."""


@dataclass(frozen=True, slots=True)
class Only:
    """Something that no other piece of the event has."""

    sort: Sort
    place: Place
    name: str = ""
    """Of a name, how it is called elsewhere; of a date, the day it stands for."""
    weight: float = 0.0
    """How telling it is beside others of its sort; the most telling has the most."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one piece says of a matter."""

    place: Place
    claimant: str = ""
    """Who says it, as printed; empty where the sentence does not say."""
    as_of: str = ""
    """The day of the sentence, where it states one, as a value of `PartialDate`; else empty: the piece's own day."""
    unit: str = ""
    """Of measure, as printed: `kilometers`, `miles`; empty for what is counted."""
    also: tuple[str, ...] = ()
    """Ids of other pieces with the same figure."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A matter on which pieces differ."""

    outcome: Outcome
    what: str
    """What is measured or counted: `km, altitude`, `missiles`."""
    sides: tuple[Side, ...]
    """Two or more, in the order of the pieces."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One piece's wording of a quotation."""

    place: Place
    likeness: Likeness
    speaker: str = ""
    """As printed; empty where the sentence names none."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """One quotation in several wordings, nearest to the origin first."""

    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A piece on the event."""

    headline: Headline
    edition: str = ""
    """What its own label says: `2nd lead`, `update 2`; empty without one."""
    cites: tuple[str, ...] = ()
    """The sources it names for its main claim, outermost to innermost."""
    read: bool = True
    """Its sentences were compared; those of other languages than English are not."""


class Edit(StrEnum):
    """What became of a sentence."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edited:
    """A sentence of an earlier text and of the one after it."""

    edit: Edit
    before: str
    """Empty for an added one."""
    after: str
    """Empty for a removed one."""
    at: int
    """Code point of the present text where it stands, or stood."""
    gone: tuple[Span, ...] = ()
    """The words of `before` that `after` has not, as offsets in `before`."""
    new: tuple[Span, ...] = ()
    """The words of `after` that `before` has not, as offsets in `after`."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier text of the piece had, seen from the present one."""

    number: int
    """1 is the first."""
    digest: str
    title: str
    edits: tuple[Edited, ...]
    """In the order of the texts."""
    differences: tuple[Difference, ...]
    """Figures that changed; the first side is the earlier text's."""
    quotations: tuple[Reworded, ...] = ()
    """Those that were given other words, the earlier ones first."""
    only: tuple[Only, ...] = ()
    """What only one of the two texts has; the earlier one's article is `ID@NUMBER`."""


@dataclass(frozen=True, slots=True)
class Versions:
    """All of it, seen from one piece, or from an event."""

    article: str
    """Id of the piece asked about; empty for an event."""
    event: str | None
    members: tuple[Member, ...]
    """In order of publication, issues of one story in their own order; the piece alone where it has no event."""
    only: tuple[Only, ...] = ()
    """By piece, in text order."""
    differences: tuple[Difference, ...] = ()
    """What weighs most first."""
    quotations: tuple[Reworded, ...] = ()
    """Those of which another piece has another wording."""
    earlier: tuple[Earlier, ...] = ()
    """The latest of the earlier texts first."""
    left_out: int = 0
    """Pieces of the event that were not compared, because there are too many."""

    def same_as(self, other: Versions) -> bool:
        """Whether the same is told; what was read or starred meanwhile changes nothing."""
        pieces = [[member.headline.id for member in one.members] for one in (self, other)]
        return pieces[0] == pieces[1] and replace(self, members=()) == replace(other, members=())

    def member(self, ident: str) -> Member | None:
        """The piece of an id."""
        return next((member for member in self.members if member.headline.id == ident), None)
