"""When a text was published, from what it holds itself.

What is stated goes before what is inferred: the caller's word, metadata, the dateline, a crawl stamp, then
bounds from dated facts and mentions. Nothing reads a clock; candidate years end with the gazetteer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from nkreader.analysis.dates.evidence import (
    LEAD,
    ZONE,
    DatedLine,
    Evidence,
    Metadata,
    crawl_day,
    dated_line,
    dateline_day,
    gathered,
    read_metadata,
)
from nkreader.analysis.dates.facts import FactTable
from nkreader.analysis.dates.filed import OLD, USEFUL, filed, full_days
from nkreader.analysis.dates.forms import Fixed, MonthDay
from nkreader.analysis.dates.lexer import Tokens, lex
from nkreader.analysis.dates.resolve import Expression, expressions
from nkreader.analysis.dates.suggested import by_suggestion, near_day
from nkreader.analysis.dates.units import day_value, nearest_year
from nkreader.analysis.dates.vocabulary import WEEKDAYS
from nkreader.analysis.dates.zones import across_zones
from nkreader.analysis.sentences import touched
from nkreader.model.analysis import Dateline
from nkreader.model.article import Article, PartKind
from nkreader.model.dates import Basis, Certainty, PartialDate, Precision
from nkreader.model.spans import Span, merged

__all__ = ["LEAD", "ZONE", "publication"]
PUBLISHED = ("published", "posted", "issued", "입력")
"""Labels of a line at the top that can mean nothing but the day of publication."""


def publication(
    article: Article,
    sentences: Sequence[Span],
    dateline: Dateline | None,
    published: date | None,
    tokens: Tokens,
    found: Sequence[Expression],
    table: FactTable,
) -> PartialDate:
    """The day of publication, or what is known of it, with the reason."""
    if published is not None:
        return PartialDate.of(
            published.isoformat(), Basis.METADATA, Certainty.STATED, "The publication day was given with the article."
        )
    line = dateline_day(dateline, found)
    if line is None and dateline and dateline.day:  # a text whose sentences are not read: `(평양 12월 29일발 …)`
        line = dateline_day(dateline, expressions(lex(article.text, [dateline.day])))
    stated = article.stated.published
    if stated and (metadata := read_metadata(stated)):
        return _from_metadata(metadata, line, article.stated.dated_by)
    stamped = None
    line_date = dated_line(article)
    sure = line_date is not None and line_date.label in (*PUBLISHED, "date")
    if made := by_suggestion(article.stated, line, line_date, sure):
        return made
    if line_date:
        if not (isinstance(line, MonthDay) and _is_later(line_date, line)):
            return _from_line(line_date)
        stamped = date.fromisoformat(line_date.value), "line at the top"
    if isinstance(line, Fixed):
        return across_zones(_filed_in_full(date.fromisoformat(line.value), crawl_day(article)), dateline)
    lead = _lead(sentences, dateline)
    evidence = gathered(article, sentences, lead, tokens, found, table, stamped)
    if line is not None:
        return across_zones(filed(line, lead, tokens, found, evidence), dateline)
    if evidence.crawled:
        return _from_crawl(*evidence.crawled, evidence)
    return _from_lead(article, sentences, tokens, found) or _from_bounds(evidence)


def _filed_in_full(day: date, crawled: tuple[date, str] | None) -> PartialDate:
    """A dateline that states its year; a crawl before it is a conflict."""
    reason = "The dateline states it in full."
    if crawled is None or day <= crawled[0] + ZONE:
        return PartialDate.of(day.isoformat(), Basis.DATELINE, Certainty.STATED, reason)
    reason += f" The {crawled[1]} of {crawled[0]} contradicts it."
    values = (day.isoformat(), crawled[0].isoformat())
    return PartialDate.of(day.isoformat(), Basis.DATELINE, Certainty.LIKELY, reason, values)


def _from_metadata(metadata: Metadata, line: MonthDay | Fixed | None, dated_by: str | None) -> PartialDate:
    """What came with the article; a dateline that differs by more than a zone's day is a conflict.

    `dated_by` is where it stood, as a part of a sentence.
    """
    if metadata.other:
        return _ambiguous(metadata, metadata.other, line)
    whose = f" ({dated_by})" if dated_by else ""
    reason = f"The article's metadata states it{whose}."
    made = PartialDate.of(metadata.value, Basis.METADATA, Certainty.STATED, reason, time=metadata.time)
    day = made.interval.earliest
    if isinstance(line, MonthDay) and made.precision in (Precision.YEAR, Precision.MONTH):
        return _in_stated_year(made, line)
    if line is None or day is None or made.precision is not Precision.DAY:
        return made
    near = near_day(line, day)
    if near is None or abs(near - day) <= ZONE:
        return made
    reason = f"The article's metadata states it{whose}, but the dateline says {near}."
    return replace(made, reason=reason, candidates=(metadata.value, near.isoformat()))


def _in_stated_year(made: PartialDate, line: MonthDay) -> PartialDate:
    """The dateline's day in the year, or month, that the metadata names, where it lies in it."""
    first = made.interval.earliest
    value = day_value(first.year, line.month, line.day) if first else None
    if value is None or date.fromisoformat(value) not in made.interval:
        return made
    reason = f"The article's metadata says {made.value}, and the dateline gives the day."
    return PartialDate.of(value, Basis.METADATA, Certainty.DERIVED, reason)


def _ambiguous(metadata: Metadata, other: str, line: MonthDay | Fixed | None) -> PartialDate:
    """Figures that mean one of two days: the month first, as American sites write, unless the dateline tells."""
    days = [date.fromisoformat(value) for value in (metadata.value, other)]
    filed = [day for day in days if line and (near := near_day(line, day)) and abs(near - day) <= ZONE]
    chosen = filed[0] if len(filed) == 1 else days[0]
    told = "the dateline decides" if len(filed) == 1 else "nothing says which"
    reason = f"The article's metadata means {days[0]} (month first) or {days[1]} (day first); {told}."
    values = (metadata.value, other)
    return PartialDate.of(chosen.isoformat(), Basis.METADATA, Certainty.LIKELY, reason, values, time=metadata.time)


def _is_later(stamp: DatedLine, line: MonthDay) -> bool:
    """Whether a line at the top that does not say `Published` tells of some day after that of the dateline."""
    day = date.fromisoformat(stamp.value)
    near = nearest_year(line.month, line.day, day)
    return stamp.label not in PUBLISHED and near is not None and day - near > ZONE


def _from_line(line: DatedLine) -> PartialDate:
    """A line of its own at the top; a day of update may be a later one than that of publication."""
    label = line.label
    if label in (*PUBLISHED, "date"):
        return PartialDate.of(line.value, Basis.MENTION, Certainty.STATED, f"A line at the top says “{label}”.")
    said = f"says “{label}”" if label else "holds this date and nothing else"
    return PartialDate.of(line.value, Basis.MENTION, Certainty.LIKELY, f"A line at the top {said}.", (line.value,))


def _from_lead(
    article: Article, sentences: Sequence[Span], tokens: Tokens, found: Sequence[Expression]
) -> PartialDate | None:
    """Without a dateline, the last day of the news that the lead names in full is at most some days old."""
    above = merged(part.span for part in article.parts if part.kind in (PartKind.TITLE, PartKind.BYLINE))
    lead = list(islice((span for span in sentences if not touched(span, above)), LEAD))
    last = max((day for day, _ in full_days(tokens, lead, found)), default=None)
    if last is None:
        return None
    value = f"{last}/{last + OLD}"
    reason = f"The lead tells of {WEEKDAYS[last.weekday()].title()}, {last}, and news is at most {OLD.days} days old."
    return PartialDate.of(value, Basis.MENTION, Certainty.LIKELY, reason, (value,))


def _lead(sentences: Sequence[Span], dateline: Dateline | None) -> Sequence[Span]:
    start = dateline.span.start if dateline else 0
    return [span for span in sentences if span.end > start][:LEAD]


def _from_crawl(day: date, what: str, evidence: Evidence) -> PartialDate:
    """A crawl stamp says *not after*; alone it gives its day, unless the text speaks against it."""
    floor, ceiling = evidence.earliest, evidence.latest
    said = f"The {what} says {day}: published then (a day more or less, for its zone) or before."
    value = day.isoformat()
    if ceiling and ceiling.day < day - ZONE:
        start = floor.day.isoformat() if floor and floor.day <= ceiling.day else ".."
        reason = f"{said} The text contradicts it: {ceiling.why}, so it was written by {ceiling.day}."
        return _stamped(value, reason, (value, f"{start}/{ceiling.day}"))
    if floor and floor.day > day + ZONE:
        reason = f"{said} The text contradicts it: {floor.why}, so it was written on {floor.day} or later."
        return _stamped(value, reason, (value, f"{floor.day}/.."))
    return _stamped(value, f"{said} Nothing in the text speaks against it.", (value,))


def _stamped(value: str, reason: str, candidates: tuple[str, ...]) -> PartialDate:
    made = PartialDate.of(value, Basis.HEADER, Certainty.LIKELY, reason, candidates)
    return made.with_interval(made.interval.widened(ZONE.days))


def _from_bounds(evidence: Evidence) -> PartialDate:
    """Only what the text tells of bounds it: a wide interval, or nothing."""
    floor, ceiling = evidence.earliest, evidence.latest
    if floor is None and ceiling is None:
        return PartialDate.unknown("No metadata, header or dateline, and nothing in the text that bounds its date.")
    if floor and ceiling is None and floor.day.year < evidence.until.year - USEFUL:
        return PartialDate.unknown(f"No date is given; {floor.why}, which is too far back to date it.")
    if floor and ceiling and ceiling.day < floor.day:
        return PartialDate.unknown(
            f"The text contradicts itself: {floor.why}, so not before {floor.day}, and {ceiling.why}, "
            f"so not after {ceiling.day}."
        )
    clauses = [f"{floor.why}, so not before {floor.day}"] if floor else []
    clauses += [f"{ceiling.why}, so not after {ceiling.day}"] if ceiling else []
    zone = " (a day allowed for the time zone)" if (floor and floor.fact) or (ceiling and ceiling.fact) else ""
    start = floor.day - ZONE * bool(floor.fact) if floor else ".."
    end = ceiling.day + ZONE * bool(ceiling.fact) if ceiling else ".."
    reason = f"No date is given; {'; '.join(clauses)}{zone}."
    best = floor or ceiling
    basis = Basis.FACT if best and best.fact else Basis.MENTION
    return PartialDate.of(f"{start}/{end}", basis, Certainty.DERIVED, reason)
