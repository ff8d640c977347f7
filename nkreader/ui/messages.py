"""What jobs bring back to the main screen. Payloads are frozen; the messages themselves cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from nkreader.model.axis import Timeline
from nkreader.model.dossier import Dossier
from nkreader.model.facets import FacetGroup
from nkreader.model.headline import Headline
from nkreader.model.highlights import Highlight
from nkreader.model.links import Link
from nkreader.model.piece import Piece
from nkreader.model.query import Query, Results
from nkreader.model.spans import Span
from nkreader.model.typed import Completion
from nkreader.ui.jobs import Answer
from nkreader.ui.widgets.timeline_rows import Laid

if TYPE_CHECKING:
    from nkreader.archive.doctor import Finding
    from nkreader.archive.library import Library
    from nkreader.archive.searches import SavedFound
    from nkreader.archive.suggesting import NameCount
    from nkreader.ui.widgets.article_rows import Arrangement


@dataclass
class LibraryOpened(Answer):
    """The library can be used."""

    library: Library
    last_place: str | None
    """What was remembered of the last visit."""
    draft: str
    """What was pasted then and not added."""
    newest: tuple[Headline, ...] = ()
    """What the list begins with, if it takes a while until all of it is there."""


@dataclass
class Listed(Answer):
    """All pieces of the library."""

    headlines: tuple[Headline, ...]
    arranged: Arrangement
    timeline: Laid
    said: str = ""
    """What to tell the reader with it."""
    problem: bool = False
    then: str = ""
    """The piece to open with it."""


@dataclass
class LaidOut(Answer):
    """A timeline of some of the pieces, or by another date."""

    whole: Timeline
    """Of all pieces, by the same date."""
    laid: Laid
    ids: frozenset[str] | None
    """Of which pieces it is; None for all."""
    said: str


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
    doing: str = "adding"
    """What it was: `adding` or `looking again`."""
    skipped: tuple[tuple[str, str], ...] = ()
    """Path and reason of what gave no article, printable."""
    trouble: str = ""
    """Why it ended too soon."""
    quiet: bool = False
    """Nobody asked for it."""

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
    updated: bool = False
    """It is a new version of a piece."""


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
class WaysFound(Answer):
    """How what is typed can go on."""

    line: str
    cursor: int
    ways: tuple[Completion, ...]
    wanted: bool


@dataclass
class NamesRead(Answer):
    """The library's names, for the prompt to complete with."""

    names: tuple[NameCount, ...]


@dataclass
class SearchesRead(Answer):
    """The last searches, the latest first."""

    searches: tuple[str, ...]


@dataclass
class SavedRead(Answer):
    """The saved searches, each with what it finds now."""

    found: tuple[SavedFound, ...]


@dataclass
class FacetsFound(Answer):
    """What the search in force can be narrowed by."""

    ids: frozenset[str]
    groups: tuple[FacetGroup, ...]


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
    """Who or what a name is, and where it occurs."""

    dossier: Dossier


@dataclass
class ShownRead(Answer):
    """What was shown on the text when this library was last read in."""

    text: str | None


@dataclass
class SentOutside(Message):
    """A page or file was handed to another program, or could not be."""

    said: str
    copied: str = ""
    """What is to be put on the clipboard instead."""


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


@dataclass
class Retold(Message):
    """Steps of the reader's were taken back or done again, or many articles were marked at once."""

    headlines: tuple[Headline, ...]
    """As they are now; of very many, none: then the list is read anew."""
    many: bool
    article: str | None
    """The piece that was open."""
    highlights: tuple[Highlight, ...]
    """All of that piece."""
    said: str
    problem: bool = False
    dated: bool = False
    """Dates changed: order, groups and what is found may be others now."""


@dataclass
class Examining(Answer):
    """The examination of the library goes on."""

    text: str

    def can_replace(self, message: Message) -> bool:
        """Of a burst only the last counts."""
        return isinstance(message, Examining)


@dataclass
class Examined(Answer):
    """What is doubtful in the library."""

    findings: tuple[Finding, ...]


@dataclass
class Exported(Message):
    """Highlights were exported."""

    said: str
    problem: bool
