"""Consideration for servers: each is asked one thing at a time, with pauses, and left alone when it says so."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from nkreader.fetching.errors import Stopped

GAP = 1.0
"""Seconds between two requests to one host."""
LONGEST_GAP = 30.0
"""Seconds between two of them that a robots.txt may ask for."""
LONGEST_WAIT = 60.0
"""Seconds for which a host that asks for it is waited for; one that asks for more is left for another time."""
TELL = 3.0
"""Seconds of waiting that are told of."""


class Manners:
    """Whose turn it is at which host. Threads share it."""

    def __init__(self, gap: float = GAP) -> None:
        self._gap = gap
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._next: dict[str, float] = {}
        self._gaps: dict[str, float] = {}
        self._stop = threading.Event()
        self._mine = threading.Lock()

    def stop(self) -> None:
        """Whoever waits, waits no more; whoever asks for a turn gets none."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether the reader gave up."""
        return self._stop.is_set()

    @contextmanager
    def turn(self, host: str, told: Callable[[str], None]) -> Iterator[None]:
        """The right to ask a host for one thing, once it is its time.

        Raises:
            Stopped: if the reader gave up meanwhile.
        """
        with self._mine:
            turn = self._turns[host]
        while not turn.acquire(timeout=0.2):
            self.pause(0)
        try:
            wait = self._next.get(host, 0.0) - time.monotonic()
            if wait > TELL:
                told(f"waiting {wait:.0f} s for {host}")
            self.pause(wait)
            try:
                yield
            finally:
                after = time.monotonic() + self._gaps.get(host, self._gap)
                self._next[host] = max(after, self._next.get(host, 0.0))
        finally:
            turn.release()

    def slow_down(self, host: str, seconds: float | None) -> None:
        """A host asks for longer pauses between requests."""
        if seconds is not None:
            self._gaps[host] = max(self._gap, min(seconds, LONGEST_GAP))

    def leave_alone(self, host: str, seconds: float) -> None:
        """A host is not to be asked for so long."""
        self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + min(seconds, LONGEST_WAIT))

    def pause(self, seconds: float) -> None:
        """Wait.

        Raises:
            Stopped: if the reader gave up meanwhile.
        """
        if self._stop.wait(max(seconds, 0.0)) if seconds > 0 else self._stop.is_set():
            raise Stopped


def asked_to_wait(header: str | None) -> float | None:
    """Seconds that a `Retry-After` asks for: it is a number of them, or a moment."""
    if not header:
        return None
    given = header.strip()
    if given.isascii() and given.isdecimal():
        return float(given[:9])
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
