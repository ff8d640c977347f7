"""Three dates of an article (published, reported, happened) and every date its text names.

A text is lexed once; grammars find expressions (`forms`); what the text itself holds decides its publication
day (`publication`); only then are relative expressions placed on the calendar (`resolve`). No clock, locale or
time zone of the machine takes part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nkreader.analysis.dates.events import told_dates
from nkreader.analysis.dates.facts import fact_table
from nkreader.analysis.dates.furniture import page_dates
from nkreader.analysis.dates.lexer import lex
from nkreader.analysis.dates.publication import publication
from nkreader.analysis.dates.resolve import expressions, mentions
from nkreader.analysis.sentences import touched
from nkreader.model.analysis import Dateline
from nkreader.model.article import Article, PartKind
from nkreader.model.dates import DateMention, PartialDate
from nkreader.model.spans import Span

__all__ = ["Dated", "date_article"]
READ = frozenset({"en", "und"})
"""Languages whose sentences are read: English, and what is too short to tell."""
_FULL_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """What an article says about time."""

    published: PartialDate
    reported: PartialDate
    happened: PartialDate
    dates: tuple[DateMention, ...]
    """Every calendar-anchored expression that could be resolved, in text order."""


def date_article(
    article: Article, sentences: Sequence[Span], dateline: Dateline | None, published: date | PartialDate | None
) -> Dated:
    """Date an article from its own text and what was stated with it.

    `sentences` are those of the title and the body; `published` is a day that the caller knows for certain, or a
    date as the caller wants it, and goes before all evidence. The rules are of English: of a text in another language
    only full numeric dates of header and footers count.
    """
    if article.lang not in READ:
        sentences = ()
    tokens = lex(article.text, sorted([*sentences, *_stamps(article, sentences)]))
    found = expressions(tokens)
    if isinstance(published, PartialDate):
        day = published
    else:
        day = publication(article, sentences, dateline, published, tokens, found, fact_table())
    resolved = list(mentions(tokens, found, day, zoned=dateline is None or dateline.day is None))
    told = told_dates(tokens, _story(article, sentences, dateline), resolved, day)
    return Dated(day, told.reported, told.happened, tuple(mention for _, mention in resolved))


def _story(article: Article, sentences: Sequence[Span], dateline: Dateline | None) -> list[Span]:
    """The sentences of the body, from behind the dateline where there is one; what dates the page is no story."""
    title = article.first(PartKind.TITLE)
    start = dateline.span.end if dateline else title.end if title else 0
    page = [line.span for line in page_dates(article.text)]
    found = []
    for span in sentences:
        behind = max([start, span.start, *(line.end for line in page if line.overlaps(span))])
        if behind < span.end:
            found.append(Span(behind, span.end))
    return found


def _stamps(article: Article, sentences: Sequence[Span]) -> list[Span]:
    """Full dates in the crawl header and in boilerplate, which no sentence holds."""
    blocks = [*article.all(PartKind.HEADER), *article.all(PartKind.BOILERPLATE)]
    found = [
        Span(match.start(), match.end())
        for block in blocks
        for match in _FULL_DAY.finditer(article.text, block.start, block.end)
    ]
    return [span for span in found if not touched(span, sentences)]
