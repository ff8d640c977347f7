"""The passage that shows why an article was found, without reading more of its text than that takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from nkreader.model.query import Hit, Query
from nkreader.model.spans import Span
from nkreader.search.matching import Sought, rows_in, rows_of, spans_of
from nkreader.search.snippets import snippet

STRETCH, ENOUGH = 400, 3000
"""About how many characters are read at a time, and how many at the most once something was found."""
_END = re.compile(r"[.!?][\"'”’)]*\s+|\n\s*\n")


def passage(text: str, rows: Sequence[Sought]) -> tuple[str, tuple[Span, ...]]:
    """The best passage (`snippet`) of the first stretch that has every row, or else of what was read."""
    return snippet(text, _matches(text, rows))


def with_passages(query: Query, hits: Iterable[Hit], text_of: Callable[[str], str]) -> Iterator[Hit]:
    """Hits with their passages, one at a time; `text_of` gives the text of an article by id."""
    rows = rows_of(query)
    for hit in hits:
        words, marks = passage(text_of(hit.id), rows)
        yield replace(hit, snippet=words, marks=marks)


def _matches(text: str, rows: Sequence[Sought]) -> tuple[Span, ...]:
    found: list[Span] = []
    missing = set(rows)
    for start, end in _stretches(text) if rows else ():
        spans, has = rows_in(text[start:end], rows)
        here = tuple(Span(span.start + start, span.end + start) for span in spans)
        if len(has) == len(rows):
            return here
        found.extend(here)
        missing -= has
        if found and end > ENOUGH:
            return tuple(found)
    across = any(len(row) > 1 for row in missing)  # a phrase may run over the end of a stretch
    return spans_of(text, rows) if across else tuple(found)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where the stretches begin and end: at the ends of sentences or paragraphs."""
    start = 0
    while start < len(text):
        match = _END.search(text, start + STRETCH)
        end = match.end() if match else len(text)
        yield start, end
        start = end
