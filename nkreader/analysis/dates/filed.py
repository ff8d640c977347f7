"""The year of a dateline that gives month and day only.

What decides it, in this order: a day of the news that the lead names with its year, an anniversary that the text
keeps, a crawl stamp, the weekday of the report, what the text speaks of as past or to come. A weekday stands for
the dateline's day or for one up to six days before it, so it prefers a year and proves none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from nkreader.analysis.dates.anniversaries import AROUND
from nkreader.analysis.dates.bounds import Bound
from nkreader.analysis.dates.evidence import ZONE, Evidence
from nkreader.analysis.dates.forms import Fixed, MonthDay
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.resolve import Expression
from nkreader.analysis.dates.telling import Telling, telling
from nkreader.analysis.dates.units import day_value, nearest_year, yearless_value
from nkreader.analysis.dates.vocabulary import MONTHS, WEEKDAYS
from nkreader.analysis.dates.weekdays import days_before
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision, read_value
from nkreader.model.spans import Span

OLD = timedelta(days=6)
"""How far back a day that a lead names may lie."""
SHOWN = 5500
"""How many days back (15 years) candidates that the best bound rules out are still worth naming."""
USEFUL = 25
"""A bound more years than this before the end of the facts says nothing to a reader."""
CRAWLED = 8
"""How many years before its crawl a text is looked for."""
RIVAL = 2
"""How many years before its crawl a text may lie that a weekday prefers to the last one before it."""
MANY = 6
"""Among more years than this a weekday decides nothing: it comes round again in five, six or eleven."""
_LOOKS_BACK = re.compile(
    r"\b(?:anniversar\w+|birthday|memor\w+|commemorat\w+|mark(?:s|ed|ing)|remember\w*|since|when|who|whose|which|had"
    r"|born|years? (?:ago|earlier|before|later|after)|history|historic|first time|dated|founded|established)\b"
)


def filed(
    line: MonthDay, lead: Sequence[Span], tokens: Tokens, found: Sequence[Expression], evidence: Evidence
) -> PartialDate:
    """The day of a dateline without a year, or that day of no certain year, with the reason."""
    name = f"{MONTHS[line.month - 1].title()} {line.day}"
    return (
        _named_in_full(line, name, lead, tokens, found, evidence)
        or _anniversary(line, name, lead, evidence)
        or _before_crawl(line, name, evidence)
        or _bounded(line, name, evidence)
    )


def full_days(tokens: Tokens, lead: Sequence[Span], found: Sequence[Expression]) -> Iterator[tuple[date, Expression]]:
    """Days that the lead names with weekday, month and year."""
    for day, expression in _stated_days(lead, found):
        if WEEKDAYS[day.weekday()] in expression.span.of(tokens.text).casefold():
            yield day, expression


def _stated_days(lead: Sequence[Span], found: Sequence[Expression]) -> Iterator[tuple[date, Expression]]:
    for expression in found:
        value = expression.form.value if isinstance(expression.form, Fixed) else ""
        if not value or read_value(value)[0] is not Precision.DAY:
            continue
        if any(span.covers(expression.span) for span in lead):
            yield date.fromisoformat(value), expression


def _named_in_full(
    line: MonthDay,
    name: str,
    lead: Sequence[Span],
    tokens: Tokens,
    found: Sequence[Expression],
    evidence: Evidence,
) -> PartialDate | None:
    """A day of the news that the lead names with its year gives the dateline its own.

    Without its weekday the day may as well be one that is remembered: then it has to be told as past, in a sentence
    that looks back on nothing, and to be the last day that the text speaks of.
    """
    named = {filed: day for day, _ in full_days(tokens, lead, found) if (filed := _filed_after(line, day))}
    if len(named) == 1:
        day, news = named.popitem()
        reason = f"The dateline says {name}, and the lead tells of {WEEKDAYS[news.weekday()].title()}, {news}."
        return _likely(day, Basis.MENTION, reason, [day])
    floor = evidence.earliest
    for news, expression in _stated_days(lead[:1], found):
        if (after := _filed_after(line, news)) is None:
            continue
        if news.year < evidence.until.year - USEFUL or (floor and floor.day > after + ZONE):
            continue
        if telling(tokens, expression) is Telling.PAST and not _LOOKS_BACK.search(lead[0].of(tokens.text)):
            possible = _days(line, news, _last(evidence)) or [after]
            reason = f"The dateline says {name}, and the lead tells of {news}, the last day it speaks of as past."
            return _likely(after, Basis.MENTION, reason, possible)
    return None


def _filed_after(line: MonthDay, news: date) -> date | None:
    """The dateline's day, if it lies at most some days behind a day of the news."""
    day = nearest_year(line.month, line.day, news)
    return day if day and timedelta(0) <= day - news <= OLD else None


def _anniversary(line: MonthDay, name: str, lead: Sequence[Span], evidence: Evidence) -> PartialDate | None:
    """An anniversary that title or lead tell as kept lies near the dateline's day, in its year; the last counts."""
    floor, best = evidence.earliest, None
    for kept in evidence.kept:
        if not kept.this_year and (not lead or kept.span.start >= lead[-1].end):
            continue
        if kept.day.year < evidence.until.year - USEFUL:
            continue
        day = nearest_year(line.month, line.day, kept.day)
        if day and abs(day - kept.day) <= AROUND and (not kept.this_year or day.year == kept.day.year):
            best = max(best or (day, kept), (day, kept), key=lambda known: known[0])
    if best is None or (floor and floor.day > best[0] + ZONE) or best[0] > _last(evidence) + ZONE:
        return None
    day, kept = best
    if kept.this_year:
        reason = f"The dateline says {name}; {kept.why}, which falls this year, so in {day.year}."
        return PartialDate.of(day.isoformat(), Basis.MENTION, Certainty.DERIVED, reason, (day.isoformat(),))
    return _likely(day, Basis.MENTION, f"The dateline says {name}; {kept.why}, which falls on {kept.day}.", [day])


def _before_crawl(line: MonthDay, name: str, evidence: Evidence) -> PartialDate | None:
    """The last such day not after a crawl, unless the weekday of the report speaks for one before."""
    if evidence.crawled is None:
        return None
    crawled, what = evidence.crawled
    days = _days(line, date(max(1, crawled.year - CRAWLED), 1, 1), crawled)
    floor, ceiling = evidence.earliest, evidence.latest
    left = [d for d in days if (not floor or floor.day - ZONE <= d) and (not ceiling or d <= ceiling.day + ZONE)]
    if not days:
        return _yearless(line, f"The dateline says {name}; no such day lies before the {what} of {crawled}.", [])
    if not left:
        told = [f"{b.why}, so not {side} {b.day}" for b, side in ((floor, "before"), (ceiling, "after")) if b]
        reason = f"The dateline says {name}; the {what} of {crawled} contradicts the text: {'; '.join(told)}."
        return _yearless(line, reason, [days[-1]])
    said = f"The dateline says {name}; the last one not after the {what} of {crawled} (a zone's day allowed)"
    weekday = evidence.weekday if evidence.filing is None else evidence.filing
    rivals = [d for d in left[:-1] if d.year >= crawled.year - RIVAL] if weekday is not None else []
    if weekday is not None and days_before(left[-1], weekday):
        same = [d for d in rivals if not days_before(d, weekday)]
        if same:
            day = WEEKDAYS[weekday].title()
            reason = f"{said} is {left[-1]}, but the lead says {day}, which {same[-1]} was: either may be meant."
            return _yearless(line, reason, [*same[-1:], left[-1]])
    return _likely(left[-1], Basis.DATELINE, f"{said}.", [left[-1]])


def _bounded(line: MonthDay, name: str, evidence: Evidence) -> PartialDate:
    """What the text speaks of as past or to come bounds the year; the weekday of the report prefers one."""
    floor, ceiling = evidence.earliest, evidence.latest
    if floor is None:
        return _yearless(line, f"The dateline says {name}, and nothing in the text bounds its year.", [])
    last = _last(evidence)
    shown = next(b for b in evidence.lower if (floor.day - b.day).days <= SHOWN)
    weak = _days(line, shown.day, last)
    possible = [day for day in weak if day >= floor.day - ZONE]
    bounds = f"{floor.why}, so not before {floor.day}"
    if ceiling and ceiling.day <= evidence.until:
        bounds += f"; {ceiling.why}, so not after {ceiling.day}"
    else:
        bounds += f"; the facts known here end on {evidence.until}"
    if len(possible) == 1:
        reason = f"The dateline says {name}; {bounds}."
        if floor.running and ceiling and ceiling.running:
            value = possible[0].isoformat()
            return PartialDate.of(value, _basis(floor), Certainty.DERIVED, reason, (value,))
        return _likely(possible[0], _basis(floor), reason, possible)
    if evidence.filing is not None:
        same = [day for day in weak if not days_before(day, evidence.filing)]
        left = [day for day in same if day in possible]
        if len(left) == 1 and len(possible) <= MANY:
            return _preferred(left[0], name, bounds, shown, sorted({*same, *possible}), same, evidence)
        if left:
            bounds += f"; {WEEKDAYS[evidence.filing].title()} speaks for {' or '.join(str(d.year) for d in left)}"
    return _yearless(line, f"The dateline says {name}; {bounds}.", possible, floor.day)


def _preferred(
    day: date,
    name: str,
    bounds: str,
    shown: Bound,
    candidates: Sequence[date],
    same: Sequence[date],
    evidence: Evidence,
) -> PartialDate:
    """The one possible year in which the dateline's day is the weekday of the report."""
    weekday = WEEKDAYS[day.weekday()].title()
    years = ", ".join(str(d.year) for d in same)
    others = [d for d in candidates if d not in same]
    together = f"which fall together in {years} (from {shown.day} on)"
    reason = f"The dateline says {name} and the lead {weekday}, {together}; {bounds}."
    if others:
        named = ", ".join(f"{d.year} ({days_before(d, day.weekday())})" for d in others)
        reason += f" {weekday} may also lie some days before the dateline: in {named}."
    floor = evidence.earliest
    basis = _basis(floor) if floor and len(same) > 1 else Basis.WEEKDAY
    return _likely(day, basis, reason, candidates)


def _last(evidence: Evidence) -> date:
    """The last day that may be meant."""
    ends = [evidence.until]
    if evidence.latest:
        ends.append(evidence.latest.day)
    if evidence.crawled:
        ends.append(evidence.crawled[0])
    return min(ends)


def _days(line: MonthDay, first: date, last: date) -> list[date]:
    """The line's days from `first` to `last`, a zone's day allowed on both sides."""
    values = (day_value(year, line.month, line.day) for year in range((first - ZONE).year, (last + ZONE).year + 1))
    days = [date.fromisoformat(value) for value in values if value]
    return [day for day in days if first - ZONE <= day <= last + ZONE]


def _basis(bound: Bound) -> Basis:
    """What a bound rests on."""
    return Basis.FACT if bound.fact else Basis.MENTION


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
