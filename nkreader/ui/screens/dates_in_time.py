"""The dates of the open piece on the timeline: to their sentences, to the pieces of their days; and its chronology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.model.axis import Entry, Mark, Scale, Tick
from nkreader.model.reading import Place
from nkreader.model.timeline import date_words
from nkreader.ui.messages import Exported
from nkreader.ui.screens.in_time import Chosen, Scope
from nkreader.ui.screens.stops import Stop, Stops
from nkreader.ui.widgets.timeline import TimelinePane

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.piece import Piece


class DatesInTime(Stops):
    """The part of the screen that goes from dates to texts, and from texts to dates."""

    def follow_in_time(self, piece: Piece) -> None:
        """A piece is open: mark it and its dates, and bring it into sight."""
        from nkreader.model.axis_ticks import dates_of, three

        self.dates, self.reports = dates_of(piece), ()
        if self.scope.scope is Scope.DATES:
            self.axis.follow(piece.headline.id)
            self.lay_out_anew("")
        else:
            ticks = three(self.dates, self.reports, self.axis_by)
            self.axis.follow(piece.headline.id, ticks=ticks, dates=self.dates)
        self.piece_shown()

    def mark_dates(self) -> None:
        """The three dates of the open piece and its event stand on the axis; those its text names beside it."""
        from nkreader.model.axis_ticks import three

        self.axis.mark(three(self.dates, self.reports, self.axis_by), self.dates)

    @on(TimelinePane.Pointed)
    def _to_date(self, message: TimelinePane.Pointed) -> None:
        """To the sentence in which a date stands; the place left is on the trail."""
        tick = message.tick
        words = f"“{tick.words}”: " if tick.words else f"{tick.mark} "
        why = f"timeline · {words}{date_words(tick.when)}"
        if tick.article != self.open_id:
            self.open_article(tick.article, why, tick.offset, focus=self.reader)
            return
        self.keep_offset()
        offset = tick.offset or 0
        self.reading = self.reading.went(Place(self.shown_query, tick.article, offset, why))
        self.reader.go_to(offset)
        self.go_to_pane(self.reader)
        unsaid = "" if tick.offset is not None else " · the text does not name it"
        self.say(f"{why}{unsaid}")

    def action_day_pieces(self) -> None:
        """From a date of the open piece to the pieces of that day."""
        from nkreader.model.axis_marks import nearest, of_day

        tick = self.axis.tick
        if tick is None and isinstance(self.axis.row, Entry):
            first = self.axis.row.headlines[0]
            tick = Tick(Mark.NAMED, self.axis_by.of(first), "", first.id)
        if tick is None or tick.days is None:
            self.say("Here stands no day that others could share.")
            return
        found, words = of_day(self.axis_of_all, tick), date_words(tick.when)
        others = [article for article in found if article != self.open_id]
        if found and not others:
            self.say(f"{words}, {self.axis_by} · no other piece than the open one")
            return
        goal = others[0] if others else nearest(self.axis_of_all, tick)
        if goal is None:
            self.say("No piece has a place in time.")
            return
        count = f"{len(found):,} piece{'' if len(found) == 1 else 's'}" if found else "no piece; here is the nearest"
        said = f"{words}, {self.axis_by} · {count}"
        scope = self.scope if self.scope.scope is Scope.ALL else Chosen(Scope.ALL)
        self.go_on_timeline(Stop(scope, self.axis_by, Scale.DAYS, goal), said)

    def action_export_timeline(self) -> None:
        """Write a chronology of the pieces on the timeline to Markdown."""
        scope, by, ids = self.scope, self.axis_by, self.scope_ids
        dates = scope.scope is Scope.DATES
        if dates:
            ids = frozenset({self.open_id or ""})
        here = self.headlines.get(self.open_id or "")
        of = f" · {here.title}" if here is not None and scope.scope in (Scope.EVENT, Scope.DATES) else ""
        words = f"{scope.name or 'all pieces'}{of}"

        def act(library: Library) -> None:
            def work() -> Message:
                from nkreader import locations
                from nkreader.archive.chronology import Wanted

                target = locations.exports() / "sample" if library.sample else locations.exports()
                wanted = Wanted(by, ids, entity=scope.entity, background=dates)
                result, rows = library.export_chronology(wanted, words, target, self.jobs.go_on)
                kept = f" · edited by hand and kept: {result.reason}" if result.status == "conflict" else ""
                count = f"{rows:,} {'row' if rows == 1 else 'rows'}"
                return Exported(f"chronology {result.status} · {count} → {result.path}{kept}", bool(kept))

            self.say(f"writing the chronology of {words} …")
            self.jobs.grow("export the timeline", work)

        self.with_library(act)

    @on(TimelinePane.Titled)
    def _title_clicked(self, message: TimelinePane.Titled) -> None:
        """A click on what the title says chooses the next date, or the next scope; one at the foot goes to the lane."""
        if message.foot:
            self.axis.go_to_lane()
        elif message.words == str(self.axis_by):
            self.action_by_date()
        else:
            self.action_scope()
