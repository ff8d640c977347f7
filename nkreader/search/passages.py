"""The passage that shows why an article was found, without reading more of its text than that takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from nkreader.model.query import Hit, Query
from nkreader.model.spans import Span, merged
from nkreader.search.matching import Sought, rows_in, rows_of
from nkreader.search.named import Called, asked_names, spans_called
from nkreader.search.snippets import snippet

STRETCH, ENOUGH = 400, 3000
"""About how many characters are read at a time, and how many at the most once something was found."""
_END = re.compile(r"[.!?][\"'”’)]*\s+|\n\s*\n")


def passage(text: str, rows: Sequence[Sought]) -> tuple[str, tuple[Span, ...]]:
    """The best passage (`snippet`) of the first stretch that has every row, or else of what was read."""
    return snippet(text, _matches(text, rows)[0])


def with_passages(
    query: Query, hits: Iterable[Hit], text_of: Callable[[str], str], called: Called | None = None
) -> Iterator[Hit]:
    """Hits with their passages, one at a time; `text_of` gives the text of an article by id.

    What was asked for by a name that the text does not have is marked as `called` says that the text calls it.
    """
    rows, names = rows_of(query), asked_names(query)
    for hit in hits:
        text = text_of(hit.id)
        found, missing = _matches(text, rows)
        unseen = names.unseen(missing, bool(found)) if called and missing else ()
        if called and unseen:
            found = tuple(merged([*found, *spans_called(text, called(hit.id, unseen))]))
        words, marks = snippet(text, found)
        yield replace(hit, snippet=words, marks=marks)


def _matches(text: str, rows: Sequence[Sought]) -> tuple[tuple[Span, ...], frozenset[Sought]]:
    """Where the rows stand in the first stretch that has all, or in what was read; and those not found there."""
    found: list[Span] = []
    missing = frozenset(rows)
    for start, end in _stretches(text) if rows else ():
        spans, has = rows_in(text[start:end], rows)
        here = tuple(Span(span.start + start, span.end + start) for span in spans)
        if len(has) == len(rows):
            return here, frozenset()
        found.extend(here)
        missing -= has
        if found and end > ENOUGH:
            return tuple(found), missing
    if any(len(row) > 1 for row in missing):  # a phrase may run over the end of a stretch
        spans, has = rows_in(text, rows)
        return spans, frozenset(rows) - has
    return tuple(found), missing


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where the stretches begin and end: at the ends of sentences or paragraphs."""
    start = 0
    while start < len(text):
        match = _END.search(text, start + STRETCH)
        end = match.end() if match else len(text)
        yield start, end
        start = end
