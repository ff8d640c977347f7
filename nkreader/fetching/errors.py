"""What can go wrong between here and a page."""

from __future__ import annotations


class Unfetched(Exception):
    """It could not be had; the message says why, in a part of one line."""

    def __init__(self, reason: str, *, status: int | None = None, passing: bool = False, wait: float | None = None):
        """`passing` is true of trouble that may be over when one asks again; `wait` is what the server asks for, in
        seconds; `status` is that of HTTP, where there was an answer."""
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.passing = passing
        self.wait = wait


class Stopped(Exception):
    """The reader gave up."""
