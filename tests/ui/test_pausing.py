"""A pause does its work once, and never after it was stopped."""

from __future__ import annotations

import time

from textual.app import App
from textual.message import Message

from nkreader.ui.pausing import Pause
from tests.ui.conftest import until


class Busy(App[None]):
    """Handles a message while a pause runs out, and stops it then."""

    class Begin(Message):
        """Begin, be busy until it has run out, and go on so."""

        def __init__(self, then: str) -> None:
            super().__init__()
            self.then = then

    def __init__(self) -> None:
        super().__init__()
        self.done = 0
        self.pause = Pause(self, 0.01, self._count)

    def _count(self) -> None:
        self.done += 1

    async def on_busy_begin(self, message: Begin) -> None:
        self.pause.begin()
        for timer in list(self._timers):
            time.sleep(0.02)
            await timer._tick(next_timer=0.0, count=1)  # it ran out while this message is handled
        getattr(self.pause, message.then)()


async def test_what_was_stopped_is_not_done_although_its_time_was_over() -> None:
    app = Busy()
    async with app.run_test() as pilot:
        app.post_message(Busy.Begin("stop"))
        await pilot.pause(0.2)
        assert app.done == 0
        assert not app.pause.running


async def test_what_was_begun_again_is_done_once() -> None:
    app = Busy()
    async with app.run_test() as pilot:
        app.post_message(Busy.Begin("begin"))
        await until(pilot, lambda: app.done, "its end")
        await pilot.pause(0.2)
        assert app.done == 1
        assert not app.pause.running
