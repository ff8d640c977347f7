"""Dates set beside a story rather than told by it: a crawl stamp, a line at the top, the dateline's day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nkreader.analysis.dates.forms import Fixed, MonthDay
from nkreader.analysis.dates.furniture import page_dates
from nkreader.analysis.dates.lexer import lex
from nkreader.analysis.dates.metadata import first_day
from nkreader.analysis.dates.resolve import Expression, expressions
from nkreader.model.analysis import Dateline
from nkreader.model.article import Article, PartKind
from nkreader.model.dates import Precision, read_value
from nkreader.model.spans import Span

TOP_LINES = 8
"""Among how many lines a bare date counts as the article's own."""
LINE = 80
"""How long such a line may be, in characters."""
COLLECTED = re.compile(
    r"\W*(?:(?:last|date|page|text)[ _]+)?(?:crawled|retrieved|accessed|archived|fetched|scraped|downloaded"
    r"|(?:crawl|retrieval|access|fetch|scrape|download)[ _-]?(?:date|time|on|at))"
    r"(?:[ _/-](?:date|time|at|on|retrieved))*(?![^\W_])",
    re.IGNORECASE,
)
"""How a line begins by which a collector says when it took the text: `Retrieved 2025-01-03`, `crawl_date: …`."""
_BRACKETED = re.compile(rf"[(\[]{COLLECTED.pattern}[^()\[\]\n]{{0,40}}[)\]]\W*$", re.IGNORECASE)
_HINTS = (
    "rawl", "etriev", "ccess", "rchiv", "etch", "crap", "ownload", "CRAWL", "RETRIEV", "ACCESS", "ARCHIV",
)  # fmt: skip
"""Without one of these nothing is looked for: looking for each takes a small part of the time of a pattern of all."""
_HINT = re.compile(r"[Cc]rawl|[Rr]etriev|[Aa]ccess|[Aa]rchiv|[Ff]etch|[Ss]crap|[Dd]ownload|CRAWL|RETRIEV|ACCESS|ARCHIV")
FOOT = 900
"""How many characters from the end such a line may stand."""
HEAD = 300
"""And how many from the start."""
FEW = 3
"""How many words such a line may hold beside those and its date: the name of a site."""
UPDATED = frozenset({"updated", "last updated", "modified", "last modified", "edited"})
"""Labels of a line at the top whose day may be later than that of publication."""
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LABEL = re.compile(
    r"\W*(?:(published|posted|updated|last updated|last modified|modified|date|issued|입력)\b(?:\s+(?:on|at))?|on\b)?"
    r"\W*",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\W*(?:at\s+)?(?:\d{1,2}[:.] ?\d\d(?:[:.]\d\d)?)?\s*(?:[ap]\.? ?(?:m\.?)?)?\s*[A-Z]{0,4}\W*", re.IGNORECASE
)


def crawl_day(article: Article) -> tuple[date, str] | None:
    """The day of a crawl header or of a collector's line at the foot or the top, and which of them it is."""
    header = article.first(PartKind.HEADER)
    if header and (day := first_day(header.of(article.text))):
        return day, "crawl header"
    text = article.text
    if day := _collected(text, max(0, len(text) - FOOT), len(text)):
        return day, "crawl footer"
    if day := _collected(text, 0, min(len(text), HEAD)):
        return day, "crawl header"
    return None


def _collected(text: str, start: int, end: int) -> date | None:
    """The day in the first line of a stretch by which a collector says when it took the text."""
    part = text[start:end]
    if not any(hint in part for hint in _HINTS) or _HINT.search(part) is None:
        return None
    at = start
    for line in part.split("\n"):
        span, at = Span(at, at + len(line)), at + len(line) + 1
        found = COLLECTED.match(line) or _BRACKETED.search(line)
        if found is None or len(line) > 2 * LINE:
            continue
        if day := _only_day(text, Span(span.start + found.start(), span.end)):
            return day
    return None


def _only_day(text: str, line: Span) -> date | None:
    """The one day that a line names, if it says little else."""
    days = [
        (expression.span, expression.form.value)
        for expression in expressions(lex(text, [line]))
        if isinstance(expression.form, Fixed) and read_value(expression.form.value)[0] is Precision.DAY
    ]
    if len(days) != 1:
        return None
    at, value = days[0]
    beside = text[line.start : at.start] + " " + text[at.end : line.end]
    words = _LONG_WORD.findall(COLLECTED.sub("", _ADDRESS.sub("", beside), count=1))
    return first_day(value) if len(words) <= FEW else None


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line at the top that is nothing but a date, or says `Published` and a date."""

    value: str
    label: str
    """What stands before the date, lower case; empty for a bare date."""


def dated_line(article: Article) -> DatedLine | None:
    """The first of the top lines that dates the article, as pasted pages have it; before a day of update another."""
    bare, page = _bare_line(article), _of_the_page(article.text)
    if bare is None or (page is not None and bare.label in UPDATED and page.label not in UPDATED):
        return page
    return bare


def _bare_line(article: Article) -> DatedLine | None:
    start = 0
    for line in article.text.split("\n", TOP_LINES)[:TOP_LINES]:
        span, start = Span(start, start + len(line)), start + len(line) + 1
        if len(line) > LINE or not _YEAR.search(line):
            continue
        found = expressions(lex(article.text, [span]))
        if len(found) != 1 or not isinstance(found[0].form, Fixed):
            continue
        at, value = found[0].span, found[0].form.value
        label = _LABEL.fullmatch(article.text[span.start : at.start])
        if label and _REST.fullmatch(article.text[at.end : span.end]) and read_value(value)[0] is Precision.DAY:
            return DatedLine(value, (label[1] or "").lower())
    return None


def _of_the_page(text: str) -> DatedLine | None:
    """What the first line around the story that tells of no update says, or else the first that does."""
    told = [DatedLine(found.day.isoformat(), found.label) for found in page_dates(text) if found.day]
    return next((line for line in told if line.label not in UPDATED), told[0] if told else None)


def dateline_day(dateline: Dateline | None, found: Iterable[Expression]) -> MonthDay | Fixed | None:
    """The day that the dateline gives, with or without a year."""
    if dateline is None or dateline.day is None:
        return None
    for expression in found:
        form = expression.form
        if expression.span.overlaps(dateline.day):
            if isinstance(form, MonthDay):
                return form
            if isinstance(form, Fixed) and read_value(form.value)[0] is Precision.DAY:
                return form
    return None
