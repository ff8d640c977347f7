"""What jobs bring back to the main screen. Payloads are frozen; the messages themselves cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from nkreader.model.entities import Entity
from nkreader.model.headline import Headline
from nkreader.model.highlights import Highlight
from nkreader.model.links import Link
from nkreader.model.piece import Piece
from nkreader.model.query import Query, Results
from nkreader.model.spans import Span
from nkreader.model.timeline import Timeline
from nkreader.ui.jobs import Answer

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.ui.screens.changes import Change


@dataclass
class LibraryOpened(Answer):
    """The library can be used."""

    library: Library
    last_place: str | None
    """What was remembered of the last visit."""
    draft: str
    """What was pasted then and not added."""


@dataclass
class Listed(Answer):
    """All pieces of the library."""

    headlines: tuple[Headline, ...]
    timeline: Timeline
    said: str = ""
    """What to tell the reader with it."""
    problem: bool = False
    then: str = ""
    """The piece to open with it."""


@dataclass
class Told(Message):
    """A pane has something to say: mostly why a key did nothing."""

    text: str


@dataclass
class Progressed(Message):
    """Long work goes on."""

    text: str

    def can_replace(self, message: Message) -> bool:
        """Of a burst only the last counts."""
        return isinstance(message, Progressed)


@dataclass
class Grown(Message):
    """Adding or looking again has ended; each id that is new or has a new version."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    missing: int
    """Paths that are gone."""
    said: str
    problem: bool = False

    @property
    def came(self) -> bool:
        """Whether the library is another one now."""
        return bool(self.added or self.updated or self.missing)


@dataclass
class Pasted(Message):
    """A pasted text was added, or is known."""

    text: str
    article: str | None
    """The piece that has it; None if it could not be added."""
    said: str
    new: bool


@dataclass
class Read(Message):
    """A piece was marked as read because it was opened."""

    headline: Headline


@dataclass
class Found(Answer):
    """Answer to a search of the library."""

    results: Results
    article: str | None
    """The piece that was open when it was asked."""
    matches: tuple[Span, ...]
    """Where that piece has what was searched for."""
    again: bool = False
    """The same search as before, in a library that has grown: place and words stay."""


@dataclass
class Matched(Answer):
    """Answer to a search of the open article."""

    query: Query
    matches: tuple[Span, ...]


@dataclass
class PieceRead(Answer):
    """An article can be shown."""

    piece: Piece
    matches: tuple[Span, ...]
    said: str | None = None
    """What to tell the reader instead of why it was opened."""


@dataclass
class LinksFound(Answer):
    """What is related to the open article."""

    article: str
    links: tuple[Link, ...]


@dataclass
class RelatedFound(LinksFound):
    """What is related to a piece that is not open."""


@dataclass
class DossierRead(Answer):
    """Where a name occurs."""

    entity: Entity
    articles: tuple[str, ...]


@dataclass
class HighlightsRead(Answer):
    """Every highlight of the library."""

    highlights: tuple[Highlight, ...]


@dataclass
class Changed(Message):
    """Something the reader marked was written."""

    headline: Headline
    highlights: tuple[Highlight, ...]
    """All of that article."""
    said: str
    change: Change | None = None
    """How to take it back; None for what is itself a step back or forward, or needs none."""


@dataclass
class Exported(Message):
    """Highlights were exported."""

    said: str
    problem: bool
