"""The passage of a text that shows best why it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkreader.model.folding import fold
from nkreader.model.spans import Span

WIDTH = 160
"""Characters a snippet has at most, but for a single longer match."""
_LEAD = 40
"""How many characters to show before the first match, where there is room."""
_WORD = 20
"""Room for the rest of a word at the cut."""
_SPACE = re.compile(r"\s+")


def snippet(text: str, matches: Sequence[Span], width: int = WIDTH) -> tuple[str, tuple[Span, ...]]:
    """The best passage of at most `width` characters, cut at words, white space folded to single spaces.

    Best is the passage with most different matches, then with most, then the first. Without matches it is the
    beginning of the text. `matches` are disjoint and in order; the spans that come back are offsets into the
    passage.
    """
    if matches:
        first, last = _best(text, matches, width)
        start = max(0, min(matches[first].start - _LEAD, len(text) - width))
        # the last of them counts more than words before the first
        start = max(start, min(matches[first].start, matches[last - 1].end - width + _WORD))
        passage = _cut(text, start, width, matches[first])
    else:
        passage = _cut(text, len(text) - len(text.lstrip()), width, Span(0, 0))
    inside = [match for match in matches if passage.covers(match)]
    return _on_one_line(text, passage, inside)


def _best(text: str, matches: Sequence[Span], width: int) -> tuple[int, int]:
    """The run of matches, as a range of indices, that fits and tells most."""
    kinds = [fold(match.of(text)) for match in matches]
    best, rank = (0, 1), (0, 0)
    end = 0
    for start, match in enumerate(matches):
        end = max(end, start + 1)
        while end < len(matches) and matches[end].end - match.start <= width:
            end += 1
        told = (len(set(kinds[start:end])), end - start)
        if told > rank:
            best, rank = (start, end), told
    return best


def _cut(text: str, start: int, width: int, match: Span) -> Span:
    """About `width` characters from `start`, which is not behind the match; only endless words are cut."""
    while 0 < start < match.start and not text[start - 1].isspace():
        start += 1
    end = min(len(text), max(start + width, match.end))
    shorter = end
    while match.end < shorter < len(text) and not text[shorter].isspace():
        shorter -= 1
    return Span(start, shorter if shorter > match.end else end).trimmed(text)


def _on_one_line(text: str, passage: Span, matches: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The passage with white space folded, and where the matches stand in it."""
    shifts: list[tuple[int, int]] = []
    lost = 0
    for space in _SPACE.finditer(text, passage.start, passage.end):
        lost += space.end() - space.start() - 1
        shifts.append((space.end(), lost))

    def moved(offset: int) -> int:
        before = 0
        for end, gone in shifts:
            if end > offset:
                break
            before = gone
        return offset - passage.start - before

    line = _SPACE.sub(" ", passage.of(text))
    return line, tuple(Span(moved(match.start), moved(match.end)) for match in matches)
