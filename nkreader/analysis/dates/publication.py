"""When a text was published, from what it holds itself.

What is stated goes before what is inferred: the caller's word, metadata, the dateline, a crawl stamp, then
bounds from dated facts and mentions. Nothing reads a clock; candidate years end with the gazetteer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from nkreader.analysis.dates.evidence import (
    Bound,
    DatedLine,
    Metadata,
    crawl_day,
    dated_line,
    dateline_day,
    lower_bounds,
    read_metadata,
    reporting_weekdays,
    upper_bounds,
)
from nkreader.analysis.dates.facts import FactTable, told
from nkreader.analysis.dates.forms import Fixed, MonthDay
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.resolve import Expression
from nkreader.analysis.dates.units import day_value, nearest_year, yearless_value
from nkreader.analysis.dates.vocabulary import MONTHS, WEEKDAYS
from nkreader.analysis.sentences import touched
from nkreader.model.analysis import Dateline
from nkreader.model.article import Article, PartKind
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision, read_value
from nkreader.model.spans import Span, merged

LEAD = 3
"""In how many sentences from the dateline on a weekday may stand for the day of publication."""
OLD = timedelta(days=6)
"""How far back a day that a lead names with its weekday may lie."""
ZONE = timedelta(days=1)
"""A day without a time zone may be the next or the last one elsewhere."""
SHOWN = 5500
"""How many days back (15 years) candidates that the best bound rules out are still worth naming."""

USEFUL = 25
"""A bound more years than this before the end of the facts says nothing to a reader."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    lower: list[Bound]
    upper: list[Bound]
    crawled: tuple[date, str] | None
    weekdays: tuple[int, ...]
    until: date

    @property
    def earliest(self) -> Bound | None:
        return self.lower[-1] if self.lower else None

    @property
    def latest(self) -> Bound | None:
        return self.upper[0] if self.upper else None


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
    stated = article.stated.published
    if stated and (metadata := read_metadata(stated)):
        return _from_metadata(metadata, line)
    if line_date := dated_line(article):
        return _from_line(line_date)
    facts = told(article.text, sentences, table.facts)
    evidence = _Evidence(
        lower_bounds(tokens, found, facts),
        upper_bounds(tokens, found, facts),
        crawl_day(article),
        tuple(w.weekday for w in reporting_weekdays(tokens, found, _lead(sentences, dateline))),
        table.until,
    )
    if isinstance(line, Fixed):
        return PartialDate.of(line.value, Basis.DATELINE, Certainty.STATED, "The dateline states it in full.")
    if line is not None:
        day = _named_in_full(line, article.text, _lead(sentences, dateline), found)
        return day or _from_dateline(line, evidence)
    if evidence.crawled:
        return _from_crawl(*evidence.crawled, evidence)
    return _from_lead(article, sentences, found) or _from_bounds(evidence)


def _from_metadata(metadata: Metadata, line: MonthDay | Fixed | None) -> PartialDate:
    """What came with the article; a dateline that differs by more than a zone's day is a conflict."""
    if metadata.other:
        return _ambiguous(metadata, metadata.other, line)
    reason = "The article's metadata states it."
    made = PartialDate.of(metadata.value, Basis.METADATA, Certainty.STATED, reason, time=metadata.time)
    day = made.interval.earliest
    if line is None or day is None or made.precision is not Precision.DAY:
        return made
    near = _near(line, day)
    if near is None or abs(near - day) <= ZONE:
        return made
    reason = f"The article's metadata states it, but the dateline says {near}."
    return replace(made, reason=reason, candidates=(metadata.value, near.isoformat()))


def _ambiguous(metadata: Metadata, other: str, line: MonthDay | Fixed | None) -> PartialDate:
    """Figures that mean one of two days: the month first, as American sites write, unless the dateline tells."""
    days = [date.fromisoformat(value) for value in (metadata.value, other)]
    filed = [day for day in days if line and (near := _near(line, day)) and abs(near - day) <= ZONE]
    chosen = filed[0] if len(filed) == 1 else days[0]
    told = "the dateline decides" if len(filed) == 1 else "nothing says which"
    reason = f"The article's metadata means {days[0]} (month first) or {days[1]} (day first); {told}."
    values = (metadata.value, other)
    return PartialDate.of(chosen.isoformat(), Basis.METADATA, Certainty.LIKELY, reason, values, time=metadata.time)


def _near(line: MonthDay | Fixed, day: date) -> date | None:
    """The day of a dateline, in the year nearest to another day."""
    return date.fromisoformat(line.value) if isinstance(line, Fixed) else nearest_year(line.month, line.day, day)


def _from_line(line: DatedLine) -> PartialDate:
    """A line of its own at the top; a day of update may be a later one than that of publication."""
    label = line.label
    if label in ("published", "posted", "date", "issued", "입력"):
        return PartialDate.of(line.value, Basis.MENTION, Certainty.STATED, f"A line at the top says “{label}”.")
    said = f"says “{label}”" if label else "holds this date and nothing else"
    return PartialDate.of(line.value, Basis.MENTION, Certainty.LIKELY, f"A line at the top {said}.", (line.value,))


def _named_in_full(line: MonthDay, text: str, lead: Sequence[Span], found: Sequence[Expression]) -> PartialDate | None:
    """A day of the news that the lead names with weekday and year gives the dateline its year.

    Without its weekday it may as well be an anniversary.
    """
    days: dict[date, date] = {}
    for named in _full_days(text, lead, found):
        filed = nearest_year(line.month, line.day, named)
        if filed and 0 <= (filed - named).days <= OLD.days:
            days[filed] = named
    if len(days) != 1:
        return None
    ((filed, named),) = days.items()
    name = f"{MONTHS[line.month - 1].title()} {line.day}"
    reason = f"The dateline says {name}, and the lead tells of {WEEKDAYS[named.weekday()].title()}, {named}."
    return _likely(filed, Basis.MENTION, reason, [filed])


def _full_days(text: str, lead: Sequence[Span], found: Sequence[Expression]) -> Iterator[date]:
    """Days that the lead names with weekday, month and year."""
    for expression in found:
        value = expression.form.value if isinstance(expression.form, Fixed) else ""
        if not value or read_value(value)[0] is not Precision.DAY:
            continue
        day = date.fromisoformat(value)
        named = WEEKDAYS[day.weekday()] in expression.span.of(text).casefold()
        if named and any(span.covers(expression.span) for span in lead):
            yield day


def _from_lead(article: Article, sentences: Sequence[Span], found: Sequence[Expression]) -> PartialDate | None:
    """Without a dateline, the last day of the news that the lead names in full is at most some days old."""
    above = merged(part.span for part in article.parts if part.kind in (PartKind.TITLE, PartKind.BYLINE))
    lead = list(islice((span for span in sentences if not touched(span, above)), LEAD))
    days = list(_full_days(article.text, lead, found))
    if not days:
        return None
    last = max(days)
    value = f"{last}/{last + OLD}"
    reason = f"The lead tells of {WEEKDAYS[last.weekday()].title()}, {last}, and news is at most {OLD.days} days old."
    return PartialDate.of(value, Basis.MENTION, Certainty.LIKELY, reason, (value,))


def _from_dateline(line: MonthDay, evidence: _Evidence) -> PartialDate:
    """A dateline without a year, which something else may decide."""
    name = f"{MONTHS[line.month - 1].title()} {line.day}"
    if evidence.crawled:
        return _before_crawl(line, name, *evidence.crawled)
    floor, ceiling = evidence.earliest, evidence.latest
    last = min(evidence.until, ceiling.day) if ceiling else evidence.until
    if floor is None:
        return _yearless(line, f"The dateline says {name}, and nothing in the text bounds its year.", [])
    shown = next(b for b in evidence.lower if (floor.day - b.day).days <= SHOWN)
    weak = _days(line, shown.day, last)
    possible = [day for day in weak if day >= floor.day - ZONE]
    until = f"the facts known here end on {evidence.until}"
    same = [day for day in weak if day.weekday() in evidence.weekdays]
    left = [day for day in same if day in possible]
    if len(left) == 1:
        day = left[0]
        weekday = WEEKDAYS[day.weekday()].title()
        years = ", ".join(str(d.year) for d in same)
        reason = (
            f"The dateline says {name} and the lead {weekday}, which fall together in {years} (from {shown.day} on); "
            f"{floor.why}, so not before {floor.day}; {until}."
        )
        return _likely(day, _basis(floor) if len(same) > 1 else Basis.WEEKDAY, reason, same)
    if len(possible) == 1:
        reason = f"The dateline says {name}; {floor.why}, so not before {floor.day}; {until}."
        return _likely(possible[0], _basis(floor), reason, possible)
    reason = f"The dateline says {name}; {floor.why}, so not before {floor.day}; {until}."
    return _yearless(line, reason, left or possible, floor.day)


def _lead(sentences: Sequence[Span], dateline: Dateline | None) -> Sequence[Span]:
    start = dateline.span.start if dateline else 0
    return [span for span in sentences if span.end > start][:LEAD]


def _basis(bound: Bound) -> Basis:
    """What a bound rests on."""
    return Basis.FACT if bound.fact else Basis.MENTION


def _days(line: MonthDay, first: date, last: date) -> list[date]:
    values = (day_value(year, line.month, line.day) for year in range(first.year, last.year + 1))
    days = [date.fromisoformat(value) for value in values if value]
    return [day for day in days if first - ZONE <= day <= last]


def _before_crawl(line: MonthDay, name: str, crawled: date, what: str) -> PartialDate:
    days = _days(line, date(max(1, crawled.year - 8), 1, 1), crawled + ZONE)
    if not days:
        return _yearless(line, f"The dateline says {name}; no such day lies before the {what} of {crawled}.", [])
    reason = f"The dateline says {name}; the last one not after the {what} of {crawled} (a zone's day allowed)."
    return PartialDate.of(days[-1].isoformat(), Basis.DATELINE, Certainty.LIKELY, reason, (days[-1].isoformat(),))


def _likely(day: date, basis: Basis, reason: str, candidates: Sequence[date]) -> PartialDate:
    values = tuple(d.isoformat() for d in candidates)
    return PartialDate.of(day.isoformat(), basis, Certainty.LIKELY, reason, values)


def _yearless(line: MonthDay, reason: str, candidates: Sequence[date], floor: date | None = None) -> PartialDate:
    value = yearless_value(line.month, line.day)
    if value is None:
        return PartialDate.unknown("The dateline names a day that no year has.")
    days = tuple(day.isoformat() for day in candidates)
    made = PartialDate.of(value, Basis.DATELINE, Certainty.STATED, reason, days)
    return made.with_interval(Interval(candidates[0] if floor and candidates else floor, None))


def _from_crawl(day: date, what: str, evidence: _Evidence) -> PartialDate:
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


def _from_bounds(evidence: _Evidence) -> PartialDate:
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
    basis = _basis(floor or ceiling or evidence.lower[0])
    return PartialDate.of(f"{start}/{end}", basis, Certainty.DERIVED, reason)
