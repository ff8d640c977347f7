"""The state of a reading: what was asked, what was found, what is open, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """A place one can come back to."""

    query: str = ""
    article: str | None = None
    offset: int = 0
    """Code point of the article's text at the reader's cursor."""
    why: str = ""
    """What led here, in words: `timeline`, `search "tank"`, `same event`."""


@dataclass(frozen=True, slots=True)
class ReadingState:
    """The reading as a value: every step gives a new one.

    `back` and `forward` are the trail; the place one is at is in neither.
    """

    here: Place = Place()
    back: tuple[Place, ...] = ()
    forward: tuple[Place, ...] = ()

    LIMIT = 500

    def moved(self, offset: int) -> ReadingState:
        """The cursor moved inside the open article: no step on the trail."""
        return replace(self, here=replace(self.here, offset=offset))

    def went(self, place: Place) -> ReadingState:
        """A jump: the place left goes on the trail, what lay ahead is forgotten. No step to where one is."""
        if (place.query, place.article) == (self.here.query, self.here.article):
            return replace(self, here=place)
        left = (*self.back, self.here) if self.here != Place() else self.back
        return ReadingState(place, left[-self.LIMIT :], ())

    def returned(self) -> ReadingState:
        """One step back; the same state at the beginning of the trail."""
        if not self.back:
            return self
        return ReadingState(self.back[-1], self.back[:-1], (self.here, *self.forward))

    def advanced(self) -> ReadingState:
        """One step forward again; the same state at the end of the trail."""
        if not self.forward:
            return self
        return ReadingState(self.forward[0], (*self.back, self.here), self.forward[1:])
