"""What jobs bring back to the main screen. Payloads are frozen; the messages themselves cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from nkreader.ui.carrying import Carrying
from nkreader.ui.jobs import Answer

if TYPE_CHECKING:
    from nkreader.archive.doctor import Finding
    from nkreader.archive.library import Library
    from nkreader.archive.searches import SavedFound
    from nkreader.archive.visits import FirstNamed
    from nkreader.model.axis import Timeline
    from nkreader.model.dossier import Dossier
    from nkreader.model.facets import FacetGroup
    from nkreader.model.headline import Headline
    from nkreader.model.highlights import Highlight
    from nkreader.model.links import Event, Link
    from nkreader.model.piece import Piece
    from nkreader.model.query import Hit, Query, Results
    from nkreader.model.spans import Span
    from nkreader.model.typed import Completion
    from nkreader.ui.widgets.article_rows import Arrangement
    from nkreader.ui.widgets.timeline_rows import Laid


class LibraryOpened(Answer):
    """The library can be used."""

    library: Library
    last_place: str | None
    """What was remembered of the last visit."""
    draft: str
    """What was pasted then and not added."""
    newest: tuple[Headline, ...] = ()
    """What the list begins with, if it takes a while until all of it is there."""


class Listed(Answer):
    """All pieces of the library."""

    headlines: tuple[Headline, ...]
    known: dict[str, Headline]
    """The same by their ids."""
    unread: int
    """How many of them are."""
    fresh: int
    """How many came, or got a new version, since the last visit."""
    arranged: Arrangement
    timeline: Laid
    said: str = ""
    """What to tell the reader with it."""
    problem: bool = False
    then: str = ""
    """The piece to open with it."""


class LaidOut(Answer):
    """A timeline of some of the pieces, or by another date."""

    whole: Timeline
    """Of all pieces, by the same date."""
    laid: Laid
    ids: frozenset[str] | None
    """Of which pieces it is; None for all."""
    said: str


class Told(Carrying):
    """A pane has something to say: mostly why a key did nothing."""

    text: str


class Progressed(Carrying):
    """Long work goes on."""

    text: str

    def can_replace(self, message: Message) -> bool:
        """Of a burst only the last counts."""
        return isinstance(message, Progressed)


class Grown(Carrying):
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
    names: tuple[FirstNamed, ...] = ()
    """Names that no earlier piece has."""
    quiet: bool = False
    """Nobody asked for it."""
    opens: str | None = None
    """The piece that is opened with the list, empty for none; then, as else with None, no report comes by itself."""

    @property
    def came(self) -> bool:
        """Whether the library is another one now."""
        return bool(self.added or self.updated or self.missing)


class Pasted(Carrying):
    """A pasted text was added, or is known."""

    text: str
    article: str | None
    """The piece that has it; None if it could not be added."""
    said: str
    new: bool
    updated: bool = False
    """It is a new version of a piece."""


class Read(Carrying):
    """A piece was marked as read because it was opened."""

    headline: Headline


class Found(Answer):
    """Answer to a search of the library."""

    results: Results
    article: str | None
    """The piece that was open when it was asked."""
    matches: tuple[Span, ...]
    """Where that piece has what was searched for."""
    again: bool = False
    """The same search as before, in a library that has grown: place and words stay."""


class PassagesFound(Answer):
    """The passages of what was found, those that were not in view at once among them."""

    hits: tuple[Hit, ...]


class WaysFound(Answer):
    """How what is typed can go on."""

    line: str
    cursor: int
    ways: tuple[Completion, ...]
    wanted: bool


class SearchesRead(Answer):
    """The last searches, the latest first."""

    searches: tuple[str, ...]


class SavedRead(Answer):
    """The saved searches, each with what it finds now."""

    found: tuple[SavedFound, ...]


class FacetsFound(Answer):
    """What the search in force can be narrowed by."""

    ids: frozenset[str]
    groups: tuple[FacetGroup, ...]


class Matched(Answer):
    """Answer to a search of the open article."""

    query: Query
    matches: tuple[Span, ...]


class PieceRead(Answer):
    """An article can be shown."""

    piece: Piece
    matches: tuple[Span, ...]
    said: str | None = None
    """What to tell the reader instead of why it was opened."""


class LinksFound(Answer):
    """What is related to the open article."""

    article: str
    links: tuple[Link, ...]
    event: Event | None = None
    """The piece's group, where that is told with them."""


class RelatedFound(LinksFound):
    """What is related to a piece that is not open."""


class DossierRead(Answer):
    """Who or what a name is, and where it occurs."""

    dossier: Dossier


class ShownRead(Answer):
    """What was shown on the text when this library was last read in."""

    text: str | None


class Placed(Carrying):
    """From where an article is, asked for to open it outside."""

    headline: Headline


class SentOutside(Carrying):
    """A page or file was handed to another program, or could not be."""

    said: str
    copied: str = ""
    """What is to be put on the clipboard, as the reader chose."""


class Changed(Carrying):
    """Something the reader marked was written."""

    headline: Headline
    highlights: tuple[Highlight, ...]
    """All of that article."""
    said: str


class Retold(Carrying):
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
    named: bool = False
    """Repairs of names came or went: what pieces name is something else now."""


class SoFar(Answer):
    """Something that takes long is so far."""

    job: str
    """The group of jobs that it is."""
    text: str

    def can_replace(self, message: Message) -> bool:
        """Of a burst only the last counts."""
        return isinstance(message, SoFar) and message.job == self.job


class Examined(Answer):
    """What is doubtful in the library."""

    findings: tuple[Finding, ...]


class Exported(Carrying):
    """Highlights were exported."""

    said: str
    problem: bool
