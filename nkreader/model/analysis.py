"""What an article says, as far as nkreader can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
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


class SourceKind(StrEnum):
    """What sort of source a piece cites."""

    MEDIUM = "medium"
    """A news agency, a newspaper, a broadcaster: it passes on what others say, or says it first."""
    PRESS = "unnamed medium"
    """`state media`, `a Swedish newspaper`."""
    AUTHORITY = "authority"
    """A ministry, a general staff, a court, a party, a body of states."""
    ORGANISATION = "organisation"
    """A think tank, a company, a group."""
    PERSON = "person"
    UNNAMED = "unnamed"
    """`a source in Beijing`, `South Korean officials`: called by what they are, not by a name."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that the piece cites; or its outlet."""

    name: str
    """The entity's name, or what the text calls it where it is unnamed (`North Korean state media`)."""
    entity: str | None
    span: Span | None
    """Where the text first cites it; None for the outlet itself."""
    kind: SourceKind = SourceKind.MEDIUM
    main: bool = True
    """Cited in the opening, for what the piece reports; not only further down."""
    via: str | None = None
    """Name of the source that passes it on: of `Yonhap, citing KCNA`, KCNA comes via Yonhap."""

    @property
    def key(self) -> str:
        """The same for the same source in whatever piece."""
        return self.entity or self.name.casefold()


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
    """The outlet first, then each medium it cites in its opening, outermost to innermost."""
    mentions: tuple[Mention, ...] = ()
    """Disjoint, in text order."""
    names: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))
    """Every entity that `mentions` name, also as candidates, by id."""
    dates: tuple[DateMention, ...] = ()
    """In text order."""
    sentences: tuple[Span, ...] = ()
    """Of the title and body, in text order."""
    sources: tuple[Origin, ...] = ()
    """Everything the text cites, of any kind and wherever, each once; those passed on behind those that do so."""

    @property
    def chain(self) -> tuple[Origin, ...]:
        """From the outlet to the innermost source: `origins`, and who speaks where the last of them is quoted."""
        if not self.origins or self.origins[-1].span is None:
            return self.origins
        last = self.origins[-1]
        told = [one for one in self.sources if one.via == last.name and one.main and one.kind in _SPEAKS]
        return (*self.origins, *told[:1])


_SPEAKS = (SourceKind.AUTHORITY, SourceKind.ORGANISATION, SourceKind.PERSON)
