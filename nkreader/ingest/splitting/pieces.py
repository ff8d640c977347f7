"""Paragraphs whose one line holds several blocks: a title printed again, prose, an end mark."""

from __future__ import annotations

from collections.abc import Iterable

from nkreader.ingest.splitting.boilerplate import tail_of
from nkreader.ingest.splitting.credits import byline_before
from nkreader.model.analysis import Dateline
from nkreader.model.article import Part, PartKind
from nkreader.model.folding import fold
from nkreader.model.spans import Span

SHORTEST_TITLE = 12
"""A title shorter than this is not looked for before a dateline."""


def pieces(text: str, blocks: Iterable[Part], dateline: Dateline | None) -> list[Part]:
    """The same blocks, with paragraphs cut where they hold a repeated title or end in an end mark."""
    found: list[Part] = []
    title = ""
    for block in blocks:
        if block.kind is PartKind.TITLE:
            title = fold(block.span.of(text))
        if block.kind not in (PartKind.PARAGRAPH, PartKind.BULLET):
            found.append(block)
            continue
        span = block.span
        if dateline and span.covers(dateline.span) and (cut := _opening(text, span, dateline, title)):
            found.append(Part(PartKind.HEADING, Span(span.start, cut).trimmed(text)))
            span = Span(cut, span.end).trimmed(text)
        tail = tail_of(text, span.start, span.end)
        if tail is None:
            found.append(Part(block.kind, span))
        else:
            found.append(Part(block.kind, Span(span.start, tail).trimmed(text)))
            found.append(Part(PartKind.BOILERPLATE, Span(tail, span.end)))
    return found


def _opening(text: str, span: Span, dateline: Dateline, title: str) -> int | None:
    """Where a repeated title before the byline or dateline ends; None if there is none."""
    byline = byline_before(text, span.start, dateline.span.start)
    end = byline.start if byline else dateline.span.start
    before = fold(text[span.start : end]).strip()
    if len(title) >= SHORTEST_TITLE and title in before:
        return end
    return None
