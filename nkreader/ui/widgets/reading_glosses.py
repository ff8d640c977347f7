"""What the reader is shown in place, and is not in the text: the day behind each dated expression. No widget here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from nkreader.model.dates import Certainty, DateMention, PartialDate, Precision
from nkreader.ui.dating import written
from nkreader.ui.widgets.reading_breaking import cells

if TYPE_CHECKING:
    from nkreader.model.piece import Piece

_STATED = "Stated"
"""How the reason of a date begins that hangs on nothing but its own words."""
_WHOLE = (Precision.DAY, Precision.MONTH, Precision.YEAR)
"""Precisions whose value is read at a glance; of the others the days are shown."""


class Gloss(NamedTuple):
    """Something shown behind a code point."""

    at: int
    """The code point it is shown before; the one before it is what it explains."""
    text: str


class Glosses:
    """The glosses of an article in text order, each in a place of its own."""

    def __init__(self, items: Sequence[Gloss] = ()) -> None:
        self._items = tuple(items)
        self._places = [gloss.at for gloss in self._items]
        self._cells = list(accumulate((cells(gloss.text) for gloss in self._items), initial=0))

    def between(self, start: int, end: int) -> tuple[Gloss, ...]:
        """Those behind one of the code points from `start` to `end` (not included)."""
        return self._items[bisect_right(self._places, start) : bisect_right(self._places, end)]

    def extra(self, start: int, end: int) -> int:
        """The cells that these need."""
        return self._cells[bisect_right(self._places, end)] - self._cells[bisect_right(self._places, start)]


def dates(piece: Piece, most: int) -> Glosses:
    """The resolved dates of an article, where they say more than the text does, none wider than `most` cells."""
    text, published = piece.article.text, piece.analysis.published
    found: dict[int, Gloss] = {}
    for mention in piece.analysis.dates:
        said = resolved(mention, published)
        if said.strip("≈") not in mention.span.of(text):
            gloss = Gloss(mention.span.end, f" ⟨{said}⟩")
            if cells(gloss.text) <= most:
                found[gloss.at] = gloss
    return Glosses([found[at] for at in sorted(found)])


def resolved(mention: DateMention, published: PartialDate) -> str:
    """The value of a date in the text, `≈` before it where it hangs on a day of publication that is only likely."""
    likely = published.certainty is Certainty.LIKELY and not mention.reason.startswith(_STATED)
    return f"{'≈' if likely else ''}{_value(mention)}"


def _value(mention: DateMention) -> str:
    if mention.precision is Precision.YEARLESS:
        return f"{written(mention.value).removeprefix('XXXX-')}, year unknown"
    first, last = mention.interval.earliest, mention.interval.latest
    if mention.precision in _WHOLE or not (first or last):
        return written(mention.value)
    return f"{written(str(first)) if first else ''}–{written(str(last)) if last else ''}"
