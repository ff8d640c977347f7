"""Stops on the timeline: from where one leaves it, and what one comes back to along the trail."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from nkreader.model.axis import Scale, Tick
from nkreader.model.reading import Place, ReadingState
from nkreader.model.timeline import By
from nkreader.ui.screens.in_time import Chosen, InTime, Scope


class Stop(NamedTuple):
    """Where one is on the timeline: what it shows, and the row of its cursor."""

    scope: Chosen
    by: By
    scale: Scale
    at: Tick | str | None
    """A date of the open piece, or the id of a piece."""


class Stops(InTime):
    """The part of the screen that comes back to rows of the timeline."""

    _stops: dict[int, Stop] | None = None
    """By their numbers; as many as the trail has places, at most."""
    _numbered = 0
    _towards: tuple[int, Stop, str] | None = None
    """Where to go once the timeline is laid out, with its number on the trail, and what to say then."""

    def go_on_timeline(self, stop: Stop, said: str) -> None:
        """Go to another row, as a step of the trail that leads back to this one."""
        self.keep_offset()
        here = Stop(self.scope, self.axis_by, self.axis.scale, self.axis.tick or self.axis.piece)
        self.reading = self.reading.stopped(self._number(here))
        place, number = self.reading.here, self._number(stop)
        self.reading = self.reading.went(replace(place, query=self.shown_query, why=f"timeline · {said}", stop=number))
        self._show_stop(number, stop, said)

    def _number(self, stop: Stop) -> int:
        self._numbered += 1
        kept = [*(self._stops or {}).items()][-2 * ReadingState.LIMIT :]
        self._stops = {**dict(kept), self._numbered: stop}
        return self._numbered

    def stop_of(self, place: Place) -> Stop | None:
        """The row of the timeline that belongs to a place of the trail; None if none does."""
        return (self._stops or {}).get(place.stop)

    def come_to_stop(self, place: Place) -> None:
        """The trail has led to a place: bring the timeline to its row, as soon as its piece is open."""
        stop = self.stop_of(place)
        self._towards = None
        if stop is None:
            return
        self._towards = place.stop, stop, place.why
        if place.article == self.open_id:
            self._show_stop(*self._towards)

    def _show_stop(self, number: int, stop: Stop, said: str) -> None:
        self._towards = number, stop, said
        if stop.scope is self.scope and stop.by is self.axis_by and stop.scope.scope is not Scope.DATES:
            self._stand()
            return
        self.scope, self.axis_by = stop.scope, stop.by
        self.lay_out_anew("")

    def piece_shown(self) -> None:
        """Another piece is open, with its dates on the timeline."""
        if self._towards is not None:
            number, *_ = self._towards
            if self.reading.here.stop == number:
                self._show_stop(*self._towards)
            else:  # something else was opened meanwhile
                self._towards = None

    def shown_in_time(self) -> None:
        """The timeline is laid out: put the cursor where it is to be, and the keys with it."""
        super().shown_in_time()
        self._stand()

    def _stand(self) -> None:
        if self._towards is None:
            return
        (_, stop, said), self._towards = self._towards, None
        self.axis.stand(stop.scale, stop.at)
        if self.is_current and not self.search_bar.typing:
            self.go_to_pane(self.axis)
        self.say(said)
