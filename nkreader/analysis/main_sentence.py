"""Which sentence of a piece tells its event, and where that says it was."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from nkreader.model.analysis import Analysis
from nkreader.model.article import Article, PartKind
from nkreader.model.dates import Certainty, PartialDate
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.spans import Span

LEAD = 5
"""Sentences of the body among which the event is told."""
SHORT = 30
"""Characters that such a sentence has at least."""
_STATES, _GUESSED, _NAMES, _PLACED, _LATER = 3.0, 1.5, 1.0, 0.5, 0.8
"""What speaks for a sentence: the event's date, that as a guess, each of two names of the title, a place; and against a
later one."""
_MOST_NAMES = 2
_WHERE = re.compile(r"\b(?:in|at|near|off|over|around|outside|aboard|visited|inspected|toured) (?:the (?:\w+ ){0,2})?$")
_SIGNED = re.compile(
    r"\s\((?:(?:Additional |Editing |Extra )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|[Tt]ranslated) by\b"
    r"|(?:US)?[$€]\s?1? ?= ?[\d.,]+)"
)
_SPEAKERS = re.compile(
    r"\b(?:officials?|sources?|analysts?|experts?|diplomats?|reporters?|observers?|embass(?:y|ies)|government|ministry"
    r"|media|minister|people|talks?|born|based|interests?|confidence|belie[fv]\w*) (?:\w+ )?"
    r"(?:in|at|near|around) (?:the )?$",
    re.IGNORECASE,
)


def sentences(article: Article, analysis: Analysis, bullets: bool = True) -> Iterator[Span]:
    """The sentences of the body, without headings and without the dateline before the first; `bullets` aside or not."""
    starts = [part.span.start for part in article.body]
    line = analysis.dateline
    for span in analysis.sentences:
        at = bisect_left(starts, span.start + 1) - 1
        part = article.body[at] if at >= 0 else None
        if part is None or part.kind is PartKind.HEADING or span.start >= part.span.end:
            continue
        if part.kind is PartKind.BULLET and not bullets:
            continue
        if line is not None and span.covers(line.span) and line.span.end < span.end:
            span = Span(line.span.end, span.end)
        span = _signed(article.text, span.trimmed(article.text))
        if len(span):
            yield span


def _signed(text: str, span: Span) -> Span:
    """A sentence without what agencies glue to the last one: who wrote it, and what a currency was worth."""
    signed = _SIGNED.search(text, span.start, span.end)
    return Span(span.start, signed.start()).trimmed(text) if signed and signed.start() > span.start else span


def main_sentence(article: Article, analysis: Analysis, happened: PartialDate) -> Span | None:
    """The sentence that tells the event, with its date and those it is about where one does; None in an empty text."""
    titles = article.first(PartKind.TITLE)
    about = {_name(one) for one in analysis.mentions if titles is not None and titles.covers(one.span)}
    best: tuple[float, Span] | None = None
    told = [*sentences(article, analysis, bullets=False)] or [*sentences(article, analysis)]
    for at, span in enumerate(told[:LEAD]):
        if len(span) < SHORT and best is not None:
            continue
        inside = within(analysis.mentions, span)
        names = {_name(one) for one in inside}
        score = _NAMES * min(_MOST_NAMES, len(names & about if about else names)) - _LATER * at
        dated = _GUESSED if happened.certainty is Certainty.LIKELY else _STATES
        score += dated * any(span.covers(one.span) and one.value == happened.value for one in analysis.dates)
        score += _PLACED * any(one.kind is EntityKind.PLACE for one in inside)
        if best is None or score > best[0]:
            best = score, span
    return best[1] if best else titles


def _name(mention: Mention) -> str:
    return mention.entity or mention.name


def within(mentions: Sequence[Mention], span: Span) -> Sequence[Mention]:
    """The names in a stretch of text; `mentions` are in text order."""
    starts = [mention.span.start for mention in mentions]
    return mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def place_in(text: str, span: Span, mentions: Sequence[Mention]) -> Span | None:
    """Where a sentence says that it was; None where it names no place, or only says whence somebody speaks."""
    for mention in within(mentions, span):
        before = text[max(span.start, mention.span.start - 40) : mention.span.start]
        if mention.kind is EntityKind.PLACE and _WHERE.search(before) and not _SPEAKERS.search(before):
            return mention.span
    return None
