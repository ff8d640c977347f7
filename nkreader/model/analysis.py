"""What an article says, as far as nkreader can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nkreader.model.dates import DateMention, PartialDate
from nkreader.model.entities import Entity, Mention
from nkreader.model.spans import Span


@dataclass(frozen=True, slots=True)
class Dateline:
    """`Seoul, May 4 (NationPress)`: where, when and by whom a piece was filed."""

    span: Span
    place: str | None
    """As printed."""
    day: Span | None
    """Where the day stands, `May 4`."""
    outlet: str | None
    """As printed between brackets."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that the piece cites for its main claim."""

    name: str
    """The entity's name, or what the text calls it where it is unnamed (`North Korean state media`)."""
    entity: str | None
    span: Span | None
    """Where the text says so; None for the outlet itself."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything inferred from one article alone, each with its reason or place."""

    published: PartialDate
    reported: PartialDate
    happened: PartialDate
    outlet: str | None = None
    author: str | None = None
    dateline: Dateline | None = None
    origins: tuple[Origin, ...] = ()
    """The outlet first, then each source it cites, outermost to innermost."""
    mentions: tuple[Mention, ...] = ()
    """Disjoint, in text order."""
    names: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))
    """Every entity that `mentions` name, also as candidates, by id."""
    dates: tuple[DateMention, ...] = ()
    """In text order."""
    sentences: tuple[Span, ...] = ()
    """Of the title and body, in text order."""
