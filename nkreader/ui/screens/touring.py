"""The tour: five things to try at the first start, each done with its real key. Nothing waits for it."""

from __future__ import annotations

from contextlib import suppress

from textual import on
from textual.getters import query_one

from nkreader import locations
from nkreader.ui.commands import key
from nkreader.ui.messages import Changed, DossierRead, PieceRead
from nkreader.ui.screens.comparing import Comparing
from nkreader.ui.widgets.search_bar import SearchBar
from nkreader.ui.widgets.timeline import TimelinePane
from nkreader.ui.widgets.tour import TourLine

STEPS = ("open", "name", "mark", "search", "jump")
_SEEN = "tour-seen"
"""The file in the state folder that tells that the tour is over for good."""


def seen() -> bool:
    """Whether the tour was gone through or left; so it counts where that cannot be told."""
    try:
        return (locations.state() / _SEEN).exists()
    except OSError:
        return True


def remember() -> None:
    """Let no later visit begin with the tour. Where nothing can be written, the next one may."""
    with suppress(OSError):
        locations.state().mkdir(parents=True, exist_ok=True, mode=0o700)
        (locations.state() / _SEEN).touch()


def said(step: str) -> str:
    """What to do, with the keys that do it now."""
    if step == "open":
        return f"{key('list.open')} opens the piece at the cursor; {key('pane.down')} {key('pane.up')} move it."
    if step == "name":
        return f"{key('reader.next-name')} goes to the next name in the text, {key('reader.dossier')} tells who it is."
    if step == "mark":
        pane = key("everywhere.reader-pane")
        return f"{key('reader.mark-sentence')} marks the sentence at the cursor ({pane} leads back to the text)."
    if step == "search":
        library, keep = key("everywhere.search-library"), key("prompt.keep")
        return f"{library} searches all pieces: type a word such as hwasong, {keep} keeps what is found."
    if step == "jump":
        return f"{key('everywhere.timeline-pane')} goes to the timeline, {key('timeline.jump')} opens the piece there."
    return (
        f"That is all. {key('everywhere.help')} has the keys of each pane, {key('everywhere.palette')} every command."
    )


class Touring(Comparing):
    """The part of the screen that shows a new reader round."""

    tour_line = query_one(TourLine)
    _step: int | None = None
    """The step that is to be done; None where there is no tour."""
    _done: set[str]

    def take_in_at_start(self) -> None:
        """At the first start in the sample archive, begin."""
        super().take_in_at_start()
        first = self._last_place is None and not self.visit.article
        if self.visit.sample and first and self.headlines and not seen():
            self.action_tour()

    def action_tour(self) -> None:
        """Begin the tour, or begin it again."""
        self._done = set()
        self._show_step(0)

    def _show_step(self, number: int) -> None:
        self._step = number
        end = key("everywhere.escape")
        if number < len(STEPS):
            hint = f"{key('everywhere.tour-next')} goes on without it · {end} ends the tour"
            self.tour_line.show(f"Tour {number + 1}/{len(STEPS)}", said(STEPS[number]), hint)
        else:
            hint = f"{end} takes this line away · {key('everywhere.tour')} begins again"
            self.tour_line.show("Tour", said(""), hint)
            self.jobs.write("remember the tour", remember)

    def _did(self, step: str) -> None:
        """The reader did something. What is done before the tour comes to it is not asked for any more."""
        if self._step is not None:
            self._done.add(step)
            self._go_on(self._step)

    def _go_on(self, number: int) -> None:
        """To a step, or behind it if it is done already."""
        while number < len(STEPS) and STEPS[number] in self._done:
            number += 1
        if number != self._step:
            self._show_step(number)

    def action_tour_next(self) -> None:
        """Go on with the tour without doing what it asks for."""
        if self._step is None:
            self.say(f"There is no tour now; {key('everywhere.tour')} begins one.")
        elif self._step < len(STEPS):
            self._go_on(self._step + 1)
        else:
            self._end_tour()

    def _end_tour(self) -> None:
        self._step = None
        self.tour_line.hide()
        self.jobs.write("remember the tour", remember)

    def action_escape(self) -> None:
        """End the tour, if there is one; else what Esc does elsewhere."""
        if self._step is None:
            super().action_escape()
            return
        self._end_tour()
        self.say(f"{key('everywhere.tour')} begins the tour again, {key('everywhere.help')} has the keys of each pane.")

    @on(PieceRead)
    def _tour_opened(self) -> None:
        self._did("open")

    @on(DossierRead)
    def _tour_named(self) -> None:
        self._did("name")

    @on(Changed)
    def _tour_marked(self, message: Changed) -> None:
        if message.highlights:
            self._did("mark")

    @on(SearchBar.Kept)
    def _tour_searched(self) -> None:
        self._did("search")

    @on(TimelinePane.Jumped)
    def _tour_jumped(self) -> None:
        self._did("jump")
