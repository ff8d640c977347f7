"""Waiting until nothing more comes: what is typed is searched, and a place kept, once the keys rest."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer


class Pause:
    """Does something once it has not been begun again for a while.

    A timer of the toolkit that has run out does its work only when the message being handled then is through. Whoever
    stops it in that message stops it too late: so what it would do is done only if it has not been stopped since.
    """

    def __init__(self, pump: MessagePump, seconds: float, then: Callable[[], None]) -> None:
        self._pump = pump
        self._seconds = seconds
        self._then = then
        self._timer: Timer | None = None
        self._begun = 0

    @property
    def running(self) -> bool:
        """Whether something is still to be done."""
        return self._timer is not None

    def begin(self) -> None:
        """Wait from now on."""
        self.stop()
        begun = self._begun
        self._timer = self._pump.set_timer(self._seconds, lambda: self._over(begun))

    def stop(self) -> None:
        """Wait no longer, and do nothing."""
        self._begun += 1
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _over(self, begun: int) -> None:
        if begun == self._begun:
            self._timer = None
            self._then()
