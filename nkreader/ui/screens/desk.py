"""The desk: what lies open on the main screen, and the few steps that every part of the screen takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.getters import query_one
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from nkreader.model.axis import Timeline
from nkreader.model.reading import Place, ReadingState, left_at, places_as_text
from nkreader.model.timeline import By
from nkreader.settings import Settings
from nkreader.ui.jobs import Jobs, Waits
from nkreader.ui.messages import PieceRead, Told
from nkreader.ui.widgets.article_list import ArticleList
from nkreader.ui.widgets.reader import Reader
from nkreader.ui.widgets.related import RelatedPane
from nkreader.ui.widgets.search_bar import SearchBar
from nkreader.ui.widgets.status import Status
from nkreader.ui.widgets.timeline import TimelinePane

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.analysis import Analysis
    from nkreader.model.headline import Headline
    from nkreader.model.query import Query, Results
    from nkreader.model.spans import Span

SAMPLE = "sample, written for nkreader: do not cite"
LAST_PLACE = "last-place"
"""The library's setting that holds where the reader left off, in the last article and in those before."""
DRAFT = "pasted-draft"
"""The one that holds what was pasted and not added yet."""


if TYPE_CHECKING:
    Part = Screen[None]
else:

    class Part(metaclass=type(Screen)):
        """What a part of the main screen is made of: its handlers are found, and nothing else is made ready.

        The toolkit looks through every name of a screen's class and of all its bases. For one screen, once is enough.
        """


@dataclass(frozen=True)
class Visit:
    """What the reading room was opened for."""

    folder: Path
    """The library."""
    add: tuple[Path, ...] = ()
    """Files and folders to add first."""
    sample: bool = False
    """The library is the sample archive, filled from what comes with nkreader."""
    article: str = ""
    """Id of the article to open, instead of the last one read."""
    offset: int = 0
    """Where in its text."""
    settings: Settings = field(default_factory=Settings)
    told: str = ""
    """What is wrong with the settings, in one line."""


class Desk(Part):
    """State of the main screen. Its other parts add what can be done with it."""

    articles = query_one("#articles", ArticleList)
    reader = query_one("#reader", Reader)
    axis = query_one("#axis", TimelinePane)
    related = query_one("#related", RelatedPane)
    search_bar = query_one(SearchBar)
    status = query_one(Status)

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit
        self.library: Library | None = None
        self.jobs = Jobs(self)
        self.headlines: dict[str, Headline] = {}
        self.unread = 0
        """How many of them are."""
        self.axis_by = By.PUBLISHED
        """The date that places pieces in time."""
        self.axis_of_all = Timeline()
        """All pieces by that date; the pane may show some of them."""
        self.reading = ReadingState()
        self.open_id: str | None = None
        """The piece in the reader."""
        self.offsets: dict[str, int] = {}
        """Where the reader was in the last pieces, the very last at the end."""
        self.results: Results | None = None
        """Answer to the search of the library that is in force."""
        self.article_query: Query | None = None
        """The search of the open piece that is in force; it hides the library's matches."""
        self.article_matches = 0
        self.draft = ""
        """What was pasted and not added yet."""
        self.focus_on_arrival: tuple[Widget | None, Widget] | None = None
        """The pane that gets the focus once the piece on its way is shown, unless the reader left the first."""

    def say(self, text: str, problem: bool = False) -> None:
        """Tell the reader something in the status line."""
        self.status.say(text, problem)

    @on(Told)
    def _told(self, message: Told) -> None:
        self.say(message.text)

    @on(Waits)
    def _waits(self, message: Waits) -> None:
        self.status.waiting = message.text

    @property
    def current_id(self) -> str | None:
        """The piece a command is about: at the list's cursor while that has the focus, else the open one."""
        if self.focused is self.articles or self.open_id is None:
            return self.articles.article
        return self.open_id

    @property
    def shown_query(self) -> str:
        """The search of the library that is in force."""
        return self.results.query.source if self.results else ""

    def open_article(
        self,
        article: str,
        why: str,
        offset: int | None = None,
        focus: Widget | None = None,
        step: bool = True,
        said: str | None = None,
    ) -> None:
        """Open a piece where the reader left it, or at `offset`; `step` puts the place left on the trail.

        `said` is told in the place of `why` it was opened, which stays with the place.
        """
        library = self.library
        if library is None:
            return
        self.keep_offset()
        at = self.offsets.get(article, 0) if offset is None else offset
        if step:
            self.reading = self.reading.went(Place(self.shown_query, article, at, why))
        self.article_query = None
        self.focus_on_arrival = (self.focused, focus) if focus else None
        query = self.results.query if self.results else None

        def read(generation: int) -> Message:
            piece = library.piece(article)
            return PieceRead(generation, piece, matches_in(piece.article.text, query, piece.analysis), said)

        self.jobs.read("piece", "open the article", read)

    def keep_offset(self) -> None:
        """Remember where the reader is in the open piece, here and on the trail."""
        if self.open_id is not None:
            self.offsets = left_at(self.offsets, self.open_id, self.offset_now)
            here, view = self.reading.here, self.reader.view
            if here.article == self.open_id:
                if here.stop and here.view != view and self.focused is self.reader:
                    self.reading = self.reading.stopped(0)  # one has gone on in the text since
                self.reading = self.reading.moved(self.offset_now, view)

    @property
    def offset_now(self) -> int:
        """Where the reader is in the open piece; 0 at its top, so that its head comes into view again."""
        return self.reader.cursor if self.reader.scroll_offset.y else 0

    def remember_place(self) -> None:
        """Let the next visit begin where this one is. Asks no widget: at the end there are none any more."""
        library = self.library
        if library is None or self.open_id is None:
            return
        place = places_as_text(self.open_id, self.offsets)

        def write() -> None:
            library.set_setting(LAST_PLACE, place)

        self.jobs.write("remember the place", write)

    def update_headline(self, headline: Headline) -> None:
        """A piece's marks changed."""
        before = self.headlines.get(headline.id)
        if headline == before:  # what was shown before it was written is what was written
            return
        self.unread += (not headline.read) - (before is not None and not before.read)
        self.headlines[headline.id] = headline
        self.articles.update(headline)
        self.axis.update(headline)
        if self.reader.piece is not None and self.reader.piece.headline.id == headline.id:
            self.tell_place()

    def tell_place(self) -> None:
        """What stands in the reader, at the right of the status line."""
        piece = self.reader.piece
        label = [SAMPLE] if self.library is not None and self.library.sample else []
        if piece is None:
            self.status.place = "".join(label)
            return
        headline = self.headlines.get(piece.headline.id, piece.headline)
        marks = [f"✎{headline.highlights}"] if headline.highlights else []
        marks += ["★"] if headline.starred else []
        marks += [" ".join(f"#{tag}" for tag in headline.own_tags)] if headline.own_tags else []
        known = [headline.outlet or "outlet unknown", f"{headline.words} words", *marks]
        self.status.place = " · ".join([*label, *known])

    def with_library(self, act: Callable[[Library], None]) -> None:
        """Do something that needs the library, or say that it is not there yet."""
        if self.library is None:
            self.say("The library is still being opened.")
        else:
            act(self.library)


def matches_in(text: str, query: Query | None, analysis: Analysis | None = None) -> tuple[Span, ...]:
    """Where a text has what a query asks for, by other names too as far as `analysis` tells them.

    It imports the search, so it is for jobs.
    """
    if query is None:
        return ()
    from nkreader.search.hyphens import widened
    from nkreader.search.named import marks_in

    return marks_in(text, widened(query), analysis)
