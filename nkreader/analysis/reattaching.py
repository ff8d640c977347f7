"""Passages of a text that come nearest to one that it no longer holds. They are offered; none is ever chosen here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nkreader.analysis.rewording import compared
from nkreader.model.folding import fold, folded
from nkreader.model.highlights import Anchor
from nkreader.model.spans import Span
from nkreader.model.versions import Edited

MOST = 5
"""So many passages are offered at the most."""
LEAST = 50.0
"""The likeness from which a passage is worth a look: words that merely share letters have 35 to 45."""
_CONTEXT = 0.2
"""How much of the likeness lies in what stands around the passage."""
_WIDER = 1.25
"""From so many times the length of the quotation on, only a part of a stretch is meant."""
_BETWEEN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage of the present text beside the one that was marked."""

    span: Span
    """Offsets into the present text."""
    likeness: float
    """0 to 100: of the words, and of what stands around them."""
    changes: Edited
    """The old words and the new, on one line each, with those in which they differ."""
    before: str
    """What stands before the passage, as much as the anchor keeps of the old one."""
    after: str


def nearest(anchor: Anchor, text: str, sentences: Sequence[Span], most: int = MOST) -> tuple[Nearest, ...]:
    """The passages of `text` most like the one of `anchor`, the most alike first; no two share a character.

    Args:
        anchor: Of a passage that the text does not hold.
        text: The present text.
        sentences: Its sentences, in order, and whatever else of it may be quoted.
        most: How many.
    """
    quote = fold(anchor.exact).strip()
    scored = {span: _likeness(anchor, quote, text, span) for span in _stretches(quote, text, sentences)}
    found: list[Span] = []
    for span in sorted(scored, key=lambda one: (-scored[one], one)):
        if scored[span] < LEAST or len(found) == most:
            break
        if not any(span.start < other.end and other.start < span.end for other in found):
            found.append(span)
    return tuple(_shown(anchor, text, span, scored[span]) for span in found)


def _shown(anchor: Anchor, text: str, span: Span, likeness: float) -> Nearest:
    before, after = (_line(part) for part in (anchor.exact, span.of(text)))
    around = text[max(0, span.start - len(anchor.prefix)) : span.start], text[span.end : span.end + len(anchor.suffix)]
    return Nearest(span, likeness, compared(before, after, span.start), *around)


def _line(text: str) -> str:
    return " ".join(text.split())


def _stretches(quote: str, text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """Stretches of whole sentences about as long as the quotation, and the parts of longer ones that are like it."""
    spans = sorted(span for span in sentences if span.of(text).strip())
    for first in range(len(spans)):
        last = first
        while last + 1 < len(spans) and spans[last].end - spans[first].start < len(quote) / _WIDER:
            last += 1
        for end in {last, max(first, last - 1)}:
            whole = Span(spans[first].start, spans[end].end).trimmed(text)
            yield whole
            if len(whole) > len(quote) * _WIDER:
                yield from _part(quote, text, whole)


def _part(quote: str, text: str, whole: Span) -> Iterable[Span]:
    """The part of a stretch that is most like the quotation, out to whole words."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    there = folded(whole.of(text))
    found = partial_ratio_alignment(quote, there.text)
    if found is None or found.dest_end <= found.dest_start:
        return
    inner = there.span(found.dest_start, found.dest_end)
    start, end = whole.start + inner.start, whole.start + inner.end
    breaks = [whole.start, *(whole.start + gap.end() for gap in _BETWEEN.finditer(whole.of(text)))]
    ends = [*(whole.start + gap.start() for gap in _BETWEEN.finditer(whole.of(text))), whole.end]
    begin = min(breaks, key=lambda at: abs(at - start))
    stop = min(ends, key=lambda at: abs(at - end))
    if begin < stop:
        yield Span(begin, stop)


def _likeness(anchor: Anchor, quote: str, text: str, span: Span) -> float:
    from rapidfuzz.fuzz import ratio

    words = ratio(quote, fold(span.of(text)).strip())
    before = text[max(0, span.start - len(anchor.prefix)) : span.start]
    after = text[span.end : span.end + len(anchor.suffix)]
    pairs = ((anchor.prefix, before), (anchor.suffix, after))
    around = sum(ratio(fold(old), fold(new)) for old, new in pairs) / len(pairs)
    return float(words * (1 - _CONTEXT) + around * _CONTEXT)
