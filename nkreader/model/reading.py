"""The state of a reading: what was asked, what was found, what is open, and the way back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple


class View(NamedTuple):
    """What of an article was in view, told by code points: they hold at every width."""

    cursor: int
    """Where the sentence at the cursor begins."""
    top: int | None = None
    """Where the first line in view begins; None at the very top, where the article's head stands."""
    below: int = 0
    """Lines from the one that shows `top` down to the first in view."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place one can come back to."""

    query: str = ""
    article: str | None = None
    offset: int = 0
    """Code point of the article's text at the reader's cursor."""
    why: str = ""
    """What led here, in words: `timeline`, `search "tank"`, `same event`."""
    dossier: str = ""
    """Id of the name whose dossier was opened here."""
    stop: int = 0
    """Number of the stop on the timeline from which one left, or that one reached; 0 for none."""
    view: View | None = field(default=None, compare=False)
    """How it was left; None as long as one is there for the first time."""


@dataclass(frozen=True, slots=True)
class ReadingState:
    """The reading as a value: every step gives a new one.

    `back` and `forward` are the trail; the place one is at is in neither.
    """

    here: Place = Place()
    back: tuple[Place, ...] = ()
    forward: tuple[Place, ...] = ()

    LIMIT = 500

    def moved(self, offset: int, view: View | None = None) -> ReadingState:
        """The cursor moved inside the open article: no step on the trail."""
        return replace(self, here=replace(self.here, offset=offset, view=view))

    def stopped(self, stop: int) -> ReadingState:
        """Where one is on the timeline belongs to the place one is at: no step on the trail."""
        return replace(self, here=replace(self.here, stop=stop))

    def went(self, place: Place) -> ReadingState:
        """A jump: the place left goes on the trail, what lay ahead is forgotten. No step to where one is.

        A jump within the open article is one, too.
        """
        if replace(place, why="") == replace(self.here, why=""):
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


REMEMBERED = 200
"""In how many articles one is where one was, also on another day."""


def left_at(offsets: Mapping[str, int], article: str, offset: int) -> dict[str, int]:
    """Where one was in each article, the one read last at the end; only the last `REMEMBERED`."""
    kept = {other: at for other, at in offsets.items() if other != article}
    over = len(kept) + 1 - REMEMBERED
    return dict([*kept.items()][max(0, over) :]) | {article: offset}


def places_as_text(article: str, offsets: Mapping[str, int]) -> str:
    """The last article and where one was in each, to be kept until the next visit."""
    others = [[other, at] for other, at in offsets.items() if at]
    return json.dumps({"article": article, "offset": offsets.get(article, 0), "read": others})


def places_from_text(text: str | None) -> tuple[str, dict[str, int]]:
    """The reverse; nothing where it cannot be read. The last article is among those one was in, or empty."""
    try:
        item = json.loads(text or "")
        article, offset, others = item["article"], item["offset"], item.get("read", [])
        found = {str(other): int(at) for other, at in others} | {str(article): int(offset)}
    except (ValueError, TypeError, KeyError, AttributeError):
        return "", {}
    return str(article), {other: max(0, at) for other, at in found.items()}
