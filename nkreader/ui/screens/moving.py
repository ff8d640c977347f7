"""Going from piece to piece: list, timeline, related pieces, trail."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.model.timeline import between, date_words, shown_days
from nkreader.ui.messages import Grown, LinksFound, PieceRead, Read, RelatedFound
from nkreader.ui.painting import content_line
from nkreader.ui.pausing import Pause
from nkreader.ui.screens.dates_in_time import DatesInTime
from nkreader.ui.widgets.article_list import ArticleList
from nkreader.ui.widgets.reader import Reader
from nkreader.ui.widgets.related import RelatedPane, Relation, relations
from nkreader.ui.widgets.timeline import TimelinePane
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.reading import Place
    from nkreader.ui.screens.desk import Visit

RESTING = 1.0
"""Seconds after which a place is worth remembering."""
MANY = 5000
"""Pieces from which looking for related ones takes long enough to be felt by whoever goes from piece to piece."""
PASSING = 0.15
"""Seconds that a piece is read before its related ones are looked for, then."""


class Moving(DatesInTime):
    """The part of the screen that moves about."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._resting = Pause(self, RESTING, self.remember_place)

    @on(PieceRead)
    def _show_piece(self, message: PieceRead) -> None:
        if not self.jobs.current("piece", message):
            return
        place, piece = self.reading.here, message.piece
        offset, view = (place.offset, place.view) if place.article == piece.headline.id else (0, None)
        self.open_id = piece.headline.id
        self.reader.show(piece, offset, view)
        guessed = "≈ " if piece.headline.title_basis == "first sentence" else ""
        self.reader.border_title = content_line(f" 2 {guessed}{piece.headline.title or 'Reader'} ")
        self.reader.set_matches(message.matches)
        if message.matches and not offset and view is None:
            self.reader.go_to(message.matches[0].start)
        self.articles.mark_open(piece.headline.id)
        self.follow_in_time(piece)
        self.related.show(())
        self._title_related(None)
        self.say(place.why if message.said is None else message.said)
        self.tell_place()
        self.tell_library()
        if self.focus_on_arrival is not None:
            left, reached = self.focus_on_arrival
            if self.focused is left:
                self.set_focus(reached)
            self.focus_on_arrival = None
        self._mark_read(piece.headline.id)
        self.remember_place()
        self._find_links(piece.headline.id)

    @on(Reader.CursorMoved)
    def _cursor_moved(self) -> None:
        """Keep the place, and write it down as soon as the cursor rests."""
        self.status.fade()
        self.keep_offset()
        self._resting.begin()

    def _mark_read(self, article: str) -> None:
        library, headline = self.library, self.headlines.get(article)
        if library is None or headline is None or headline.read:
            return
        self.update_headline(replace(headline, read=True))
        self.tell_library()

        def write() -> Read:
            library.mark(article, read=True, step=False)
            return Read(library.headline(article))

        self.jobs.write("mark the article read", write)

    @on(Read)
    def _was_read(self, message: Read) -> None:
        self.update_headline(message.headline)
        self.tell_library()

    @on(Grown)
    def _follow_growth(self, message: Grown) -> None:
        """A new version of the open piece is shown at once, since what is marked is marked in the newest."""
        article = self.open_id
        if article is None or not message.came:
            return
        if article in message.updated:
            self.open_article(article, "", self.offset_now, step=False, said=self.said_of(message))
        elif self.focused is not self.related:
            self._find_links(article)

    def _find_links(self, article: str) -> None:
        library = self.library
        if library is None:
            return

        def work(generation: int) -> Message:
            if len(self.headlines) > MANY:
                self.jobs.linger("links", generation, PASSING)
            return LinksFound(generation, article, library.related(article))

        self.jobs.read("links", "find related pieces", work)

    @on(LinksFound)
    def _links_found(self, message: LinksFound) -> None:
        if not self.jobs.current("links", message) or message.article != self.open_id:
            return
        self.related.show(relations(message.links, self.headlines))
        self.axis.link(message.links)
        self.links_known(message.links)
        self._title_related(len(message.links))

    def _title_related(self, count: int | None) -> None:
        known = "" if count is None else f" · {count}" if count else " · none"
        self.related.border_title = f" Related{known} "

    @on(ArticleList.Opened)
    def _open_listed(self, message: ArticleList.Opened) -> None:
        why = f"found by “{self.shown_query}”" if self.results else ""
        self.open_article(message.article, why, focus=self.reader)

    @on(TimelinePane.Jumped)
    def _jump(self, message: TimelinePane.Jumped) -> None:
        self.open_article(message.article, self._why_in_time(message.article), focus=self.reader)

    @on(RelatedPane.Followed)
    def _follow(self, message: RelatedPane.Followed) -> None:
        relation = message.relation
        self.open_article(relation.headline.id, relation.why, relation.place, focus=self.reader)

    def _why_in_time(self, article: str) -> str:
        """Why a jump along the timeline leads there: a link if there is one, else how far it lies in time."""
        linked = next((row for row in self.related.rows if row.headline.id == article), None)
        here = self.headlines.get(self.open_id or "")
        there = self.headlines.get(article)
        gap = between(shown_days(self.axis_by.of(here)), shown_days(self.axis_by.of(there))) if here and there else ""
        reasons = [linked.why] if isinstance(linked, Relation) else []
        return " · ".join(["timeline", *([gap] if gap else []), *reasons])

    @on(VirtualList.Highlighted)
    def _told_where(self, message: VirtualList.Highlighted) -> None:
        """At a related piece, say in full why it is one."""
        if message.list is self.related and self.focused is self.related and self.related.row is not None:
            self.say(self.related.row.why)
        else:
            self.status.fade()

    def _step_in_time(self, step: int) -> None:
        here = self.headlines.get(self.current_id or "")
        if here is None:
            self.say("No piece is listed.")
            return
        axis = self.axis.shown if here.id in self.axis.shown.places else self.axis_of_all
        there = self.headlines.get(axis.neighbour(here.id, step) or "")
        lane = axis.lane(here.id)
        if there is not None and lane is None:
            self.open_article(there.id, self._why_in_time(there.id), focus=self.focused)
        elif there is not None:
            said = f"{date_words(self.axis_by.of(there))} · next in the lane “{lane}”"
            self.open_article(there.id, said, focus=self.focused)
        elif lane is not None:
            end = "last" if step > 0 else "first"
            self.say(f"{date_words(self.axis_by.of(here))}: the {end} in the lane “{lane}”.")
        else:
            self.say("No later piece." if step > 0 else "No earlier piece.")

    def action_earlier(self) -> None:
        """The previous piece in time."""
        self._step_in_time(-1)

    def action_later(self) -> None:
        """The next piece in time."""
        self._step_in_time(1)

    def _step_in_list(self, step: int) -> None:
        there = self.articles.neighbour(self.open_id, step)
        if there is None:
            self.say("This is the last of the list." if step > 0 else "This is the first of the list.")
        else:
            self.open_article(there, "", focus=self.reader)

    def action_next_article(self) -> None:
        """Open the next article of the list."""
        self._step_in_list(1)

    def action_previous_article(self) -> None:
        """Open the one before."""
        self._step_in_list(-1)

    def action_trail_back(self) -> None:
        """Back along searches, articles and jumps."""
        self._walk(back=True)

    def action_trail_forward(self) -> None:
        """Forward again along the trail."""
        self._walk(back=False)

    def _walk(self, back: bool) -> None:
        self.keep_offset()
        left, reached = self.reading.here, self.reading
        while True:
            before, reached = reached, reached.returned() if back else reached.advanced()
            if reached is before:
                self.say("The trail begins here." if back else "The trail ends here.")
                return
            place = reached.here
            if place.article is None or place.article in self.headlines:  # else it was removed meanwhile
                break
        self.reading = reached
        if place.query != self.shown_query:
            self.search_for(place.query)
        if place.article is not None and place.article != self.open_id:
            focus = None if self.stop_of(place) else self.reader
            self.open_article(place.article, place.why, place.offset, focus=focus, step=False)
        elif place.article is not None and place.view is not None:
            self.reader.return_to(place.view)
        elif place.article is not None:
            self.reader.go_to(place.offset)
        self.say(place.why)
        self.reached(place, left if back else None)
        self.come_to_stop(place)

    def reached(self, place: Place, undone: Place | None) -> None:
        """On the trail a place was reached again; by a step back, that to `undone` is taken back."""

    def action_related(self) -> None:
        """Related pieces, each with its reason: of the open one below the timeline, of another on a sheet."""
        article = self.focused.article if isinstance(self.focused, ArticleList | TimelinePane) else None
        if article is not None and article != self.open_id:
            self.with_library(lambda library: self._read_related(library, article))
            return
        if not self.related.rows:
            self.say("Nothing in this archive is related to this piece.")
            return
        self.open_side()
        if self.hide_facets():  # in their place until now, it cannot take the keys yet
            self.call_after_refresh(self.set_focus, self.related)
        self.set_focus(self.related)
        if self.related.row is not None:
            self.say(self.related.row.why)

    def _read_related(self, library: Library, article: str) -> None:
        def work(generation: int) -> Message:
            return RelatedFound(generation, article, library.related(article), library.event(article))

        self.jobs.read("related", "find related pieces", work)
