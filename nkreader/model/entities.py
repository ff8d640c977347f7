"""Names: what the gazetteer holds and where a text mentions it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nkreader.model.spans import Span


class EntityKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    WEAPON = "weapon"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Entity:
    """One nameable thing."""

    id: str
    """Stable: the gazetteer's slug (`person/kim-jong-un`), or `KIND/~slug` for a name found by a rule."""
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    line: str = ""
    """One neutral sentence; empty for a name nobody listed."""
    as_of: str = ""
    """The day up to which `line` held, as an ISO date of any precision."""
    source: str = ""
    """The named data set behind `line`, or `unverified`."""

    @property
    def listed(self) -> bool:
        """Whether it stands in a gazetteer, rather than being found by a rule."""
        return "/~" not in self.id


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names something."""

    span: Span
    kind: EntityKind
    entity: str | None
    """The entity's id; None where several are possible and none is more likely."""
    name: str
    """The entity's name; the surface form where it is ambiguous."""
    candidates: tuple[str, ...] = ()
    """The possible ids of an ambiguous mention."""
