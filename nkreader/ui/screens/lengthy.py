"""Reading that takes long, beside what the reader does: one at a time, told how far it is, given up with Esc."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.message import Message

from nkreader.ui.commands import key
from nkreader.ui.jobs import Failed, GivenUp
from nkreader.ui.messages import SoFar
from nkreader.ui.screens.telling import Telling

Look = Callable[[str], None]
"""Tells how far it is, in words; raises `GivenUp` when nobody waits for it any more."""


class Lengthy(Telling):
    """The part of the screen where something long goes on."""

    _job = ""
    """The group of jobs that it is; empty where there is none."""
    _tried = ""
    _given_up = ""

    def begin(self, job: str, tried: str, doing: str, given_up: str, work: Callable[[int, Look], Message]) -> None:
        """Begin one, in the place of another that may go on.

        Args:
            job: Its group; the answer has to be asked of `ended`.
            tried: As `Failed` tells it.
            doing: As the line of progress tells it: `examining`.
            given_up: What is said when the reader gives it up.
            work: Gets the generation of its answer, and tells how far it is.
        """
        if self._job:
            self.jobs.renew(self._job)
        self._job, self._tried, self._given_up = job, tried, given_up
        gives_up = f"{key('everywhere.escape')} gives up"
        self.status.progress = f"{doing}… · {gives_up}"
        self.say("")

        def run(generation: int) -> Message:
            def look(part: str) -> None:
                self.jobs.go_on()
                told = SoFar(generation, job, f"{doing}: {part} · {gives_up}")
                if not self.jobs.current(job, told):
                    raise GivenUp
                self.post_message(told)

            return work(generation, look)

        self.jobs.read(job, tried, run)

    @on(SoFar)
    def _show_progress(self, message: SoFar) -> None:
        if self.jobs.current(message.job, message):
            self.status.progress = message.text

    @on(Failed)
    def _forget_failed(self, message: Failed) -> None:
        if message.what == self._tried:
            self._job = ""

    def ended(self) -> None:
        """It is done, or nobody waits for it."""
        self._job = self.status.progress = ""

    def action_escape(self) -> None:
        """Give it up, if something goes on; else what Esc does elsewhere."""
        if not self._job:
            super().action_escape()
            return
        self.jobs.renew(self._job)
        self.ended()
        self.say(self._given_up)
