"""The timeline at work: nearer and wider, of some pieces or all, by one of three dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.message import Message

from nkreader.model.axis import Tick
from nkreader.model.timeline import By
from nkreader.ui.messages import LaidOut
from nkreader.ui.painting import content_line
from nkreader.ui.screens.panes import Panes
from nkreader.ui.widgets.timeline_rows import Laid, laid

if TYPE_CHECKING:
    from nkreader.model.entities import Entity
    from nkreader.model.headline import Headline
    from nkreader.model.links import Link
    from nkreader.model.query import Results


class Scope(StrEnum):
    """Which pieces the timeline shows, in the order of the key."""

    ALL = "all pieces"
    SEARCH = "search"
    EVENT = "event and related"
    NAME = "name"
    DATES = "dates of this piece"


class Chosen(NamedTuple):
    """A scope, and what it was made of."""

    scope: Scope
    name: str = ""
    """As the border says it."""
    found: Callable[[], frozenset[str]] | None = None
    """Gives the ids of its pieces; called in a job."""
    entity: Entity | None = None
    """The name that they have."""


class InTime(Panes):
    """The part of the screen that lays pieces out in time."""

    scope = Chosen(Scope.ALL)
    scope_ids: frozenset[str] | None = None
    """The pieces of the scope, as soon as they are known; None for all."""
    _scope_of: Results | None = None
    """The search that the scope is of."""
    dates: tuple[Tick, ...] = ()
    """Every date of the open piece."""
    reports: tuple[Headline, ...] = ()
    """The other pieces of its event."""

    def action_zoom_in(self) -> None:
        """From years to months to days."""
        self.axis.zoom(1)

    def action_zoom_out(self) -> None:
        """From days to months to years."""
        self.axis.zoom(-1)

    def action_by_date(self) -> None:
        """By when it was published, reported or happened."""
        dates = tuple(By)
        self.axis_by = dates[(dates.index(self.axis_by) + 1) % len(dates)]
        self.lay_out_anew(f"The timeline by the day {_DAYS[self.axis_by]}")

    def action_scope(self) -> None:
        """All pieces, those found, those of the event, those of a name; or the dates that the open piece names."""
        scopes = tuple(Scope)
        at = scopes.index(self.scope.scope)
        following = (self._scope_at(scopes[(at + step) % len(scopes)]) for step in range(1, len(scopes)))
        chosen = next((item for item in following if item is not None), None)
        if chosen is None:
            self.say("The timeline shows all pieces: nothing is searched, no piece open, no name at the cursor.")
            return
        self.scope = chosen
        self.lay_out_anew(f"The timeline of {chosen.name}" if chosen.name else "The timeline of all pieces")

    def _scope_at(self, scope: Scope) -> Chosen | None:
        """A scope as things stand; None if there is nothing to make it of."""
        library = self.library
        if scope is Scope.ALL or library is None:
            return Chosen(Scope.ALL)
        if scope is Scope.SEARCH:
            results = self._scope_of = self.results
            return None if results is None else Chosen(scope, f"“{results.query.source}”", lambda: results.ids)
        if scope is Scope.EVENT:
            here = self.headlines.get(self.open_id or "")
            related = frozenset(row.headline.id for row in self.related.rows)
            found = cache(partial(_of_event, self.headlines, here, related)) if here else None
            return Chosen(scope, "event + related", found) if found else None
        if scope is Scope.DATES:
            return Chosen(scope, "dates named here", frozenset) if self.dates else None
        mention = self.reader.name_at_cursor()
        entity = mention.entity if mention else None
        if mention is None or entity is None:
            return None
        named = self.reader.piece.analysis.names.get(entity) if self.reader.piece else None
        name = named.name if named else mention.name
        return Chosen(scope, name, lambda: frozenset(library.entity_articles(entity)), named)

    def mark_dates(self) -> None:
        """The dates of the open piece stand on the axis."""

    def links_known(self, links: Sequence[Link] = ()) -> None:
        """What is related to the open piece is known: a timeline of it follows, unless the piece is on it."""
        same = (self.headlines.get(link.id) for link in links if link.same_event)
        self.reports = tuple(headline for headline in same if headline is not None)
        self.mark_dates()
        if self.scope.scope is Scope.EVENT and self.open_id not in (self.scope_ids or ()):
            self.scope = self._scope_at(Scope.EVENT) or Chosen(Scope.ALL)
            self.lay_out_anew("")

    def tell_library(self) -> None:
        """A timeline of what was found is one of what is found now."""
        super().tell_library()
        if self.scope.scope is Scope.SEARCH and self.results is not self._scope_of:
            self.scope = self._scope_at(Scope.SEARCH) or Chosen(Scope.ALL)
            self.lay_out_anew("")

    def lay_out(self, laid: Laid) -> None:
        """All pieces are listed anew."""
        self.jobs.renew("axis")
        self.axis_of_all = laid.timeline
        if self.scope.scope is Scope.ALL and laid.timeline.by is self.axis_by:
            self.scope_ids = None
            super().lay_out(laid)
            self._title_axis()
        else:
            self.lay_out_anew("")

    def lay_out_anew(self, said: str) -> None:
        """Lay out what is to be shown, in a job; `said` is told then, with how many pieces that are."""
        headlines, found = self.headlines, self.scope.found
        by, width, known = self.axis_by, self.axis.row_width, self.axis_of_all
        dates = self.dates if self.scope.scope is Scope.DATES else ()

        def work(generation: int) -> Message:
            level = known.by is by and len(known.places) == len(headlines)
            from nkreader.model.axis_layout import timeline
            from nkreader.model.axis_marks import skeleton

            whole = known if level else timeline(tuple(headlines.values()), by)
            ids = None if found is None else found()
            if dates:
                shown, count, what = skeleton(whole, dates), len(dates), "date"
            else:
                shown = whole if ids is None else timeline([headlines[one] for one in ids if one in headlines], by)
                count, what = len(shown.places), "piece"
            told = f"{said} · {count:,} {what}{'' if count == 1 else 's'}" if said else ""
            return LaidOut(generation, whole, laid(shown, width), ids, told)

        self.jobs.read("axis", "lay out the timeline", work)

    @on(LaidOut)
    def _laid_out(self, message: LaidOut) -> None:
        if not self.jobs.current("axis", message):
            return
        self.scope_ids, self.axis_of_all = message.ids, message.whole
        self.axis.show(message.laid.timeline, message.laid, own=self.scope.scope is Scope.DATES)
        self.mark_dates()
        self._title_axis()
        if message.said:
            self.say(message.said)
        self.shown_in_time()

    def shown_in_time(self) -> None:
        """Called when the timeline shows what it was laid out for."""

    def _title_axis(self) -> None:
        """Which date, which pieces; and at the foot how many have no such date."""
        by, name, without = self.axis_by, self.scope.name, self.axis.shown.without
        self.axis.border_title = content_line(f" 3 {by} · {name} " if name else f" 3 Timeline · {by} ")
        self.axis.border_subtitle = content_line(f" {without:,} without ") if without else ""
        self.axis.set_class(bool(without), "-foot")


def _of_event(headlines: Mapping[str, Headline], here: Headline, related: frozenset[str]) -> frozenset[str]:
    """A piece, those of its event and those related to it; of a whole library that is for a job."""
    every = tuple(headlines.values()) if here.event else ()
    return related | {here.id} | {item.id for item in every if item.event == here.event}


_DAYS = {
    By.PUBLISHED: "they were published",
    By.REPORTED: "their sources reported it",
    By.HAPPENED: "it happened",
}
