"""The evidence for an article's three dates, piece by piece, each against the date that is shown.

It is worked out anew when somebody asks: what the article's analysis keeps is the outcome alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from nkreader.analysis.dates import READ, date_article
from nkreader.analysis.dates import evidence as own
from nkreader.analysis.dates.facts import Fact, fact_table
from nkreader.analysis.dates.forms import Fixed, MonthDay
from nkreader.analysis.dates.lexer import Tokens, lex
from nkreader.analysis.dates.resolve import Expression, expressions
from nkreader.analysis.dates.suggested import suggested_day
from nkreader.analysis.dates.units import nearest_year, yearless_value
from nkreader.analysis.dates.vocabulary import WEEKDAYS
from nkreader.model.analysis import Analysis, Dateline
from nkreader.model.article import Article, PartKind
from nkreader.model.date_words import in_words, value_in_words
from nkreader.model.dates import Basis, DateMention, Interval, PartialDate, Precision, read_value
from nkreader.model.evidence import Evidence, Stance
from nkreader.model.spans import Span
from nkreader.model.timeline import By

OPENING = 5
"""Sentences from the dateline on whose dates are listed: those that may tell of the event and of the report."""
MOST = 6
"""Bounds of a side that are listed, the narrowest; those that conflict are listed whatever their number."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """An article as it is gone through."""

    article: Article
    analysis: Analysis
    published: PartialDate
    """As it is shown: the article's own, set by hand, or borrowed."""
    tokens: Tokens
    found: Sequence[Expression]
    sentences: Sequence[Span]
    lead: Sequence[Span]
    """The first of them from the dateline on, where a weekday may stand for the day of publication."""


def evidence_rows(article: Article, analysis: Analysis, published: PartialDate) -> tuple[Evidence, ...]:
    """Everything that was found about the dates of an article: first of its publication, then of report and event.

    Args:
        analysis: That of the article, with dates set by hand where there are any.
        published: The day of publication as it is shown, which may be borrowed.
    """
    sentences = analysis.sentences if article.lang in READ else ()
    tokens = lex(article.text, sorted(sentences))
    start = analysis.dateline.span.start if analysis.dateline else 0
    lead = [span for span in sentences if span.end > start][: own.LEAD]
    asked = _Asked(article, analysis, published, tokens, expressions(tokens), sentences, lead)
    parts = (_by_hand, _borrowed, _metadata, _line, _dateline, _crawl, _weekdays, _bounds, _mentions)
    return tuple(chain.from_iterable(part(asked) for part in parts))


def stance(evidence: Interval, when: PartialDate, slack: timedelta = timedelta(0)) -> Stance:
    """Whether a date can lie where a piece of evidence has it; `slack` is allowed on each side."""
    if not when.known or when.interval == Interval():
        return Stance.OPEN
    return Stance.AGREES if evidence.widened(slack.days).intersect(when.interval) else Stance.CONFLICTS


def _by_hand(asked: _Asked) -> Iterator[Evidence]:
    """What the reader set, and what nkreader would say without."""
    analysis = asked.analysis
    dates = {By.PUBLISHED: analysis.published, By.REPORTED: analysis.reported, By.HAPPENED: analysis.happened}
    chosen = {by: when for by, when in dates.items() if when.basis is Basis.HAND}
    if not chosen:
        return
    line = analysis.dateline
    published = chosen.get(By.PUBLISHED)
    alone = date_article(asked.article, analysis.sentences, line, None)
    beside = date_article(asked.article, analysis.sentences, line, published)
    without = {By.PUBLISHED: alone.published, By.REPORTED: beside.reported, By.HAPPENED: beside.happened}
    for by, when in chosen.items():
        yield Evidence(by, "by hand", value_in_words(when.value or ""), "You set it.", Stance.AGREES)
        other = without[by]
        if other.known:
            yield Evidence(by, "without it", in_words(other), other.reason, stance(other.interval, when))
        else:
            yield Evidence(by, "without it", "unknown", other.reason)


def _borrowed(asked: _Asked) -> Iterator[Evidence]:
    when, mine = asked.published, asked.analysis.published
    if when.basis is not Basis.SAME_EVENT:
        return
    reason = when.reason.removeprefix(mine.reason).strip()
    yield Evidence(By.PUBLISHED, "same event", value_in_words(when.value or ""), reason, Stance.AGREES)


def _metadata(asked: _Asked) -> Iterator[Evidence]:
    stated = asked.article.stated
    said = stated.published
    if not said:
        yield from _suggested(asked)
        return
    quoted = f"It came with the article{f' ({stated.dated_by})' if stated.dated_by else ''}: “{said}”."
    read = own.read_metadata(said)
    span = asked.article.first(PartKind.METADATA)
    if read is None:
        yield Evidence(By.PUBLISHED, "metadata", "", f"{quoted} That cannot be read as a date.", span=span)
        return
    values = [value for value in (read.value, read.other) if value]
    stances = {stance(read_value(value)[1], asked.published, _slack(value)) for value in values}
    best = Stance.AGREES if Stance.AGREES in stances else stances.pop()
    time = f" at {read.time}" if read.time else ""
    yield Evidence(By.PUBLISHED, "metadata", f"{' or '.join(values)}{time}", quoted, best, span)


def _suggested(asked: _Asked) -> Iterator[Evidence]:
    """A day that is not stated by what came with the article, only suggested."""
    stated = asked.article.stated
    read = suggested_day(stated)
    if read is not None:
        said = f"Nothing states it; {stated.dated_by or 'what came with the article'} suggests it."
        side = stance(read_value(read.value)[1], asked.published, own.ZONE)
        yield Evidence(By.PUBLISHED, "suggested", read.value, said, side)


def _slack(value: str) -> timedelta:
    """A day without a time zone may be the next or the last one elsewhere; a month is a month."""
    return own.ZONE if read_value(value)[0] is Precision.DAY else timedelta(0)


def _line(asked: _Asked) -> Iterator[Evidence]:
    line = own.dated_line(asked.article)
    if line is not None:
        says = f"says “{line.label}”" if line.label else "holds this date and nothing else"
        side = stance(read_value(line.value)[1], asked.published, own.ZONE)
        yield Evidence(By.PUBLISHED, "line at the top", line.value, f"A line at the top {says}.", side)


def _dateline(asked: _Asked) -> Iterator[Evidence]:
    line = asked.analysis.dateline
    day = own.dateline_day(line, asked.found)
    if line is None or day is None:
        return
    at = line.day or line.span
    said = f"The dateline says “{at.of(asked.article.text)}”."
    if isinstance(day, Fixed):
        side = stance(read_value(day.value)[1], asked.published, own.ZONE)
        yield Evidence(By.PUBLISHED, "dateline", day.value, said, side, at)
        return
    value = yearless_value(day.month, day.day)
    if value is not None:
        side = _stance_without_year(day, value, asked.published)
        yield Evidence(By.PUBLISHED, "dateline", value_in_words(value), said, side, at)


def _stance_without_year(day: MonthDay, value: str, when: PartialDate) -> Stance:
    """A day of any year agrees with a date that holds it in one."""
    if when.precision is Precision.YEARLESS:
        return Stance.AGREES if when.value == value else Stance.CONFLICTS
    first, last = when.interval.earliest, when.interval.latest
    if first is None or last is None or (last - first).days > 366:
        return Stance.OPEN
    near = [found for end in (first, last) if (found := nearest_year(day.month, day.day, end))]
    held = any(stance(Interval(found, found), when, own.ZONE) is Stance.AGREES for found in near)
    return Stance.AGREES if held else Stance.CONFLICTS


def _crawl(asked: _Asked) -> Iterator[Evidence]:
    crawled = own.crawl_day(asked.article)
    if crawled is None:
        return
    day, what = crawled
    span = asked.article.first(PartKind.HEADER) if what == "crawl header" else None
    side = stance(Interval(None, day), asked.published, own.ZONE)
    said = f"It was collected on {day}, so published then or before (a day more or less, for its zone)."
    yield Evidence(By.PUBLISHED, what, f"{day} or before", said, side, span)


def _weekdays(asked: _Asked) -> Iterator[Evidence]:
    """The weekday of a report is mostly, not always, that of publication: it never conflicts."""
    when = asked.published
    only = when.interval.earliest if when.interval.days == 1 else None
    for form in dict.fromkeys(own.reporting_weekdays(asked.tokens, asked.found, asked.lead)):
        name = WEEKDAYS[form.weekday].title()
        span = next((item.span for item in asked.found if item.form == form and _inside(item.span, asked.lead)), None)
        same = only is not None and only.weekday() == form.weekday
        last = only - timedelta(days=(only.weekday() - form.weekday) % 7) if only else None
        before = "" if same or last is None else f" The last {name} before publication is {last}."
        said = f"The lead says that somebody reported or spoke on {name}.{before}"
        yield Evidence(By.PUBLISHED, "weekday", f"a {name}", said, Stance.AGREES if same else Stance.OPEN, span)


def _bounds(asked: _Asked) -> Iterator[Evidence]:
    found = own.gathered(asked.article, asked.sentences, asked.lead, asked.tokens, asked.found, fact_table())
    yield from _narrowest([_bound(asked, bound, below=True) for bound in reversed(found.lower)])
    yield from _narrowest([_bound(asked, bound, below=False) for bound in found.upper])


def _narrowest(rows: Iterable[Evidence]) -> Iterator[Evidence]:
    for number, row in enumerate(dict.fromkeys(rows)):
        if number < MOST or row.stance is Stance.CONFLICTS:
            yield row


def _bound(asked: _Asked, bound: own.Bound, below: bool) -> Evidence:
    interval = Interval(bound.day, None) if below else Interval(None, bound.day)
    why = bound.why[:1].upper() + bound.why[1:]
    span = _told_at(asked, bound.fact) if bound.fact else bound.span
    gives = f"{bound.day} or {'after' if below else 'before'}"
    side = stance(interval, asked.published, own.ZONE)
    return Evidence(By.PUBLISHED, "fact" if bound.fact else "mention", gives, f"{why}.", side, span)


def _told_at(asked: _Asked, fact: Fact) -> Span | None:
    """Where the text tells a fact; its pattern knows straight apostrophes only."""
    text = asked.article.text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    found = (fact.pattern.search(text, span.start, span.end) for span in asked.sentences)
    return next((Span(match.start(), match.end()) for match in found if match and match.end() > match.start()), None)


def _mentions(asked: _Asked) -> Iterator[Evidence]:
    """The dates that the opening names, each with what it gives, if anything."""
    analysis = asked.analysis
    start = analysis.dateline.span.end if analysis.dateline else 0
    opening = [span for span in asked.sentences if span.end > start][:OPENING]
    for mention in analysis.dates:
        if mention.span.start >= start and _inside(mention.span, opening) and not _is_filed(mention, analysis.dateline):
            yield _mention(asked, mention)


def _mention(asked: _Asked, mention: DateMention) -> Evidence:
    analysis = asked.analysis
    quoted = " ".join(mention.span.of(asked.article.text).split())
    said = f"“{quoted}”: {mention.reason[:1].lower()}{mention.reason[1:]}"
    gives = value_in_words(mention.value)
    for by, when in ((By.HAPPENED, analysis.happened), (By.REPORTED, analysis.reported)):
        if when.known and when.value == mention.value:
            return Evidence(by, "mention", gives, said, Stance.AGREES, mention.span)
    return Evidence(By.HAPPENED, "mention", gives, said, Stance.OPEN, mention.span)


def _is_filed(mention: DateMention, line: Dateline | None) -> bool:
    return line is not None and mention.span.overlaps(line.span)


def _inside(span: Span, sentences: Iterable[Span]) -> bool:
    return any(sentence.covers(span) for sentence in sentences)
