"""One article in, everything inferred from it alone out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nkreader.analysis.dates import date_article
from nkreader.analysis.entities import find_names, gazetteer
from nkreader.analysis.origins import find_origins
from nkreader.analysis.sentences import sentences
from nkreader.model.analysis import Analysis, Dateline
from nkreader.model.article import Article, PartKind
from nkreader.model.dateline import read_dateline
from nkreader.model.dates import PartialDate
from nkreader.model.entities import Entity, EntityKind


def analyse(article: Article, published: date | PartialDate | None = None) -> Analysis:
    """Analyse an article from its own text and what was stated with it.

    `published` is a publication day that the caller knows for certain, or a date as the caller wants it; it goes
    before all evidence.
    """
    spans = sentences(article)
    line = _dateline(article)
    dated = date_article(article, spans, line, published)
    latest = dated.published.interval.latest
    mentions, names = find_names(article, spans, latest.year if latest else None)
    outlet = article.stated.outlet or _full_outlet(line, names)
    found = find_origins(article, spans, mentions, names, outlet)
    return Analysis(
        published=dated.published,
        reported=dated.reported,
        happened=dated.happened,
        outlet=outlet,
        author=_author(article),
        dateline=line,
        origins=found.origins,
        mentions=mentions,
        names=found.names,
        dates=dated.dates,
        sentences=spans,
        sources=found.sources,
    )


def _dateline(article: Article) -> Dateline | None:
    span = article.first(PartKind.DATELINE)
    return read_dateline(article.text, span) if span else None


def _full_outlet(line: Dateline | None, names: Mapping[str, Entity]) -> str | None:
    """The dateline's outlet by its full name where the gazetteer has it."""
    if line is None or line.outlet is None:
        return None
    known = [e for e in gazetteer().lookup(line.outlet) if e.kind is EntityKind.ORGANISATION]
    return known[0].name if len(known) == 1 else line.outlet


def _author(article: Article) -> str | None:
    if article.stated.author and article.stated.author.strip():
        return " ".join(article.stated.author.split())
    span = article.first(PartKind.BYLINE)
    if span is None:
        return None
    words = span.of(article.text).split()
    return " ".join(words[1:] if words and words[0].casefold() == "by" else words) or None
