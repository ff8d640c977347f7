"""Highlights: a quotation with enough around it to be found again (W3C Web Annotation selectors)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nkreader.model.article import Article
from nkreader.model.folding import Folded, fold, folded
from nkreader.model.spans import Span

CONTEXT = 32
"""How many characters before and after the quotation an anchor keeps."""
COLOURS = ("yellow", "green", "blue", "pink", "purple")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quotation stands: TextQuoteSelector and TextPositionSelector in one."""

    span: Span
    """Offsets into the text of `version`."""
    exact: str
    prefix: str
    suffix: str
    paragraph: int
    """One-based number of the body block it begins in; 0 for the title."""
    version: str
    """SHA-256 of the text it was made on, 64 hex digits."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage the reader marked."""

    id: str
    """`nk-` and eight hex digits, unique in a library."""
    article: str
    anchor: Anchor
    note: str = ""
    tags: tuple[str, ...] = ()
    colour: str = COLOURS[0]
    orphan: bool = False
    """The present text no longer holds it."""


def anchored(text: str, span: Span, paragraph: int, version: str) -> Anchor:
    """The anchor of a span of `text`.

    Raises:
        ValueError: if the span is empty or reaches beyond the text.
    """
    if not len(span) or span.end > len(text):
        raise ValueError(f"no such passage: {span.start} to {span.end}")
    return Anchor(
        span,
        span.of(text),
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
        paragraph,
        version,
    )


def paragraph_at(article: Article, offset: int) -> int:
    """The one-based number of the body block that begins at or before `offset`; 0 before the first."""
    return sum(part.span.start <= offset for part in article.body)


def in_text_order(highlights: Iterable[Highlight]) -> list[Highlight]:
    """By position in the source, orphans last."""
    return sorted(highlights, key=lambda item: (item.orphan, item.anchor.span, item.id))


def reanchored(anchor: Anchor, text: str, version: str, was: str | None = None) -> Anchor | None:
    """The anchor of the same passage in another version of the text, or None where that is not certain.

    Compared is folded text. A quotation that stands in both texts exactly once needs what stood before it or what
    stood behind it. One that stood or stands there several times needs both, and must be the only one that has both,
    then as now: where the marked one of two like sentences is gone, the other is not taken for it. `paragraph` is
    carried over: whoever knows the parts of the new version sets it with `paragraph_at`.

    Args:
        anchor: Made on an earlier version, or on this one.
        text: The present text.
        version: SHA-256 of the present text, 64 hex digits.
        was: The text that the anchor was made on; None where it is not known: then the passage needs both.
    """
    if version == anchor.version and anchor.span.of(text) == anchor.exact:
        return anchor
    present = folded(text)
    found = _standing(anchor, present, text)
    before = [] if was is None else _standing(anchor, folded(was), was)
    if len(found) != 1 or len(before) != 1:
        if sum(all(sides) for _, sides in before) > 1:
            return None
        found = [(place, sides) for place, sides in found if all(sides)]
    if len(found) != 1 or not any(found[0][1]):
        return None
    place = found[0][0]
    return anchored(text, present.span(place.start, place.end), anchor.paragraph, version)


def _standing(anchor: Anchor, present: Folded, text: str) -> list[tuple[Span, tuple[bool, bool]]]:
    """Where the words of an anchor stand, each place with whether what was before and behind them is."""
    return [(place, _confirmed(anchor, place, present)) for place in _places(fold(anchor.exact), present, text)]


_CUT = 2
"""How many folded characters at the outer edge of a context may belong to a cluster it cut through."""


def places(text: str, quote: str) -> tuple[Span, ...]:
    """Where a quotation stands in `text`; typography, case and line breaks do not matter."""
    present = folded(text)
    return tuple(present.span(at.start, at.end) for at in _places(fold(quote).strip(), present, text))


def _places(quote: str, present: Folded, text: str) -> Iterator[Span]:
    """Where a folded quotation stands, as spans of the folded text."""
    at = present.text.find(quote) if quote.strip() else -1
    while at >= 0:
        place = Span(at, at + len(quote))
        if _whole(place, quote, present, text):
            yield place
        at = present.text.find(quote, at + 1)


def _whole(place: Span, quote: str, present: Folded, text: str) -> bool:
    """Whether the place begins and ends between characters of the original, not inside a folded one."""
    return fold(present.span(place.start, place.end).of(text)) == quote


def _confirmed(anchor: Anchor, place: Span, present: Folded) -> tuple[bool, bool]:
    """Whether what stood before and what stood behind the quotation still does.

    A context shorter than `CONTEXT` reached the end of the text: then this must be the end, too.
    """
    before, prefix = present.text[: place.start].rstrip(), fold(anchor.prefix).strip()
    after, suffix = present.text[place.end :].lstrip(), fold(anchor.suffix).strip()
    if len(anchor.prefix) < CONTEXT:
        precedes = before.strip() == prefix
    else:
        precedes = bool(prefix[_CUT:]) and before.endswith(prefix[_CUT:])
    if len(anchor.suffix) < CONTEXT:
        follows = after.strip() == suffix
    else:
        follows = bool(suffix[:-_CUT]) and after.startswith(suffix[:-_CUT])
    return precedes, follows
