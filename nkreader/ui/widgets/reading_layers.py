"""What stands on the text of the open article, and what of it lies on a given line. No widget here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

from nkreader.model.article import PartKind
from nkreader.model.highlights import COLOURS, Highlight
from nkreader.model.spans import Span

if TYPE_CHECKING:
    from nkreader.model.entities import EntityKind, Mention
    from nkreader.model.piece import Piece
    from nkreader.ui.widgets.reading_layout import Line

T = TypeVar("T")
_DIMMED = (PartKind.BYLINE, PartKind.LEAD_MARK)


class Placed(Generic[T]):
    """Things with a place in the text, in order, found by the stretch they lie on."""

    def __init__(self, items: Sequence[T], place: Callable[[T], Span]) -> None:
        self.items = sorted(items, key=place)
        self.spans = [place(item) for item in self.items]
        self._starts = [span.start for span in self.spans]
        self._reach = list(accumulate((span.end for span in self.spans), max))

    def on(self, span: Span) -> Iterator[T]:
        """Those that share a code point with a span, in order."""
        return (self.items[index] for index in self._indices(span))

    def _indices(self, span: Span) -> Iterator[int]:
        low, high = bisect_right(self._reach, span.start), bisect_left(self._starts, span.end)
        return (index for index in range(low, high) if self.spans[index].overlaps(span))

    def at(self, offset: int) -> T | None:
        """The shortest of those that hold a code point."""
        around = self._indices(Span(offset, offset + 1))
        shortest = min(around, key=lambda index: len(self.spans[index]), default=None)
        return None if shortest is None else self.items[shortest]

    def beyond(self, here: Span, step: int) -> T | None:
        """The neighbour of `here` in order of place, forward or back; spans that begin alike go by length."""
        index = bisect_right(self.spans, here) if step > 0 else bisect_left(self.spans, here) - 1
        return self.items[index] if 0 <= index < len(self.items) else None


def _own(span: Span) -> Span:
    return span


@dataclass
class Layers:
    """Everything painted on one article; the parts that move are set by the reader pane."""

    names: Placed[Mention] = field(default_factory=lambda: Placed((), _place_of_name))
    """Those of the kinds that are shown."""
    dimmed: Placed[Span] = field(default_factory=lambda: Placed((), _own))
    highlights: Placed[Highlight] = field(default_factory=lambda: Placed((), _place))
    expected: Span | None = None
    """A passage that is being highlighted."""
    matches: Placed[Span] = field(default_factory=lambda: Placed((), _own))
    sentence: Span | None = None
    """The sentence at the cursor."""
    name: Mention | None = None
    """The name at the name cursor."""
    match: Span | None = None
    """The match one went to."""
    selection: Span | None = None
    caret: Span | None = None
    """The grapheme that the moving end of the selection stands before; empty at a line's end."""

    @classmethod
    def of(cls, piece: Piece, hidden: Collection[EntityKind] = ()) -> Layers:
        """The layers of an article as it is opened, without the names of some kinds."""
        layers = cls(
            dimmed=Placed([part.span for part in piece.article.parts if part.kind in _DIMMED], _own),
        )
        layers.set_names(piece.analysis.mentions, hidden)
        layers.set_highlights(piece.highlights)
        return layers

    def set_names(self, mentions: Sequence[Mention], hidden: Collection[EntityKind] = ()) -> None:
        """Replace the names; those of hidden kinds are read as plain text."""
        self.names = Placed([mention for mention in mentions if mention.kind not in hidden], _place_of_name)
        if self.name is not None and self.name.kind in hidden:
            self.name = None

    @property
    def name_span(self) -> Span | None:
        """Where the name at the name cursor stands."""
        return self.name.span if self.name else None

    def set_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Replace the highlights; orphans have no place in the text."""
        self.highlights = Placed([one for one in highlights if not one.orphan], _place)
        self.expected = None

    def set_matches(self, spans: Sequence[Span]) -> None:
        """Replace the matches of the search."""
        self.matches = Placed(sorted({span for span in spans if len(span)}), _own)
        self.match = None

    def on(self, line: Line) -> Iterator[tuple[Span, str]]:
        """What stands on a line, each with its layer's name in nkreader.ui.painting."""
        span = line.span
        if line.layer:
            yield span, line.layer
        yield from ((part, "boilerplate") for part in self.dimmed.on(span))
        for mention in self.names.on(span):
            yield mention.span, mention.kind.value
            if mention.candidates:
                yield mention.span, "in doubt"
        yield from ((_place(one), one.colour) for one in self.highlights.on(span))
        yield from ((found, "match") for found in self.matches.on(span))
        moving = (
            (self.expected, COLOURS[0]),
            (self.sentence, "sentence"),
            (self.match, "match here"),
            (self.name_span, "name here"),
            (self.selection, "selection"),
            (self.caret, "caret"),
        )
        yield from ((place, layer) for place, layer in moving if place and place.overlaps(span))


def _place_of_name(mention: Mention) -> Span:
    return mention.span


def _place(highlight: Highlight) -> Span:
    return highlight.anchor.span
