"""What a text itself says about when it was published, gathered piece by piece.

Each kind of evidence has its own module: `metadata`, `stamps`, `bounds`, `anniversaries`, `weekdays`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nkreader.analysis.dates.anniversaries import Anniversary, anniversaries
from nkreader.analysis.dates.bounds import Bound, bounds, coming_days, lower_bounds, upper_bounds
from nkreader.analysis.dates.facts import FactTable, told
from nkreader.analysis.dates.forms import MonthDay
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.metadata import NEWEST, OLDEST, Metadata, read_metadata
from nkreader.analysis.dates.resolve import Expression
from nkreader.analysis.dates.stamps import DatedLine, crawl_day, dated_line, dateline_day
from nkreader.analysis.dates.units import nearest_year
from nkreader.analysis.dates.weekdays import filing_weekday, reporting_weekdays, told_weekday
from nkreader.model.article import Article
from nkreader.model.spans import Span

__all__ = [
    "LEAD", "NEWEST", "OLDEST", "ZONE", "Bound", "DatedLine", "Evidence", "Metadata", "crawl_day", "dated_line",
    "dateline_day", "gathered", "lower_bounds", "read_metadata", "reporting_weekdays", "upper_bounds",
]  # fmt: skip
LEAD = 3
"""In how many sentences from the dateline on a weekday may stand for the day of publication."""
ZONE = timedelta(days=1)
"""A day without a time zone may be the next or the last one elsewhere."""
NEAR = timedelta(days=120)
"""How long before a crawl a day lies that the text speaks of as to come, and that does not mean the next year's."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What bounds the day of publication, and what prefers one day to another."""

    lower: list[Bound]
    upper: list[Bound]
    crawled: tuple[date, str] | None
    """The day of a crawl stamp, and which it is."""
    filing: int | None
    """The weekday on which the lead says that somebody said or reported it."""
    weekday: int | None
    """The first weekday of the lead, whatever happened on it."""
    kept: list[Anniversary]
    until: date
    """The day on which the facts end."""

    @property
    def earliest(self) -> Bound | None:
        """The best lower bound."""
        return self.lower[-1] if self.lower else None

    @property
    def latest(self) -> Bound | None:
        """The best upper bound."""
        return self.upper[0] if self.upper else None


def gathered(
    article: Article,
    sentences: Sequence[Span],
    lead: Sequence[Span],
    tokens: Tokens,
    found: Sequence[Expression],
    table: FactTable,
    stamped: tuple[date, str] | None = None,
) -> Evidence:
    """Everything that an article holds beside what is stated with it and its dateline.

    `stamped` is a day that counts as a crawl stamp where there is none.
    """
    facts = told(article.text, sentences, table.facts)
    crawled = crawl_day(article) or stamped
    kept = anniversaries(tokens)
    lower, upper = bounds(tokens, found, facts, kept)
    if crawled:
        upper = sorted([*upper, *_announced(tokens, found, crawled[0])], key=lambda b: b.day)
    return Evidence(
        lower,
        upper,
        crawled,
        filing_weekday(tokens, found, lead),
        told_weekday(tokens, found, lead),
        kept,
        table.until,
    )


def _announced(tokens: Tokens, found: Sequence[Expression], crawled: date) -> list[Bound]:
    """Days without a year that the text speaks of as to come, though they lie before the crawl."""
    announced = []
    for expression in coming_days(tokens, found):
        form = expression.form
        day = nearest_year(form.month, form.day, crawled) if isinstance(form, MonthDay) else None
        if day and ZONE < crawled - day <= NEAR:
            said = expression.span.of(tokens.text)
            announced.append(Bound(day, f"it speaks of {said} as to come", span=expression.span))
    return announced
