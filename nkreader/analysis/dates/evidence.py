"""What a text itself says about when it was published: each piece of evidence by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from nkreader.analysis.dates.facts import Fact
from nkreader.analysis.dates.forms import Fixed, MonthDay, Weekday
from nkreader.analysis.dates.kinds import Kind
from nkreader.analysis.dates.lexer import Tokens, lex
from nkreader.analysis.dates.resolve import Expression, expressions
from nkreader.analysis.dates.tense import is_told_as_past
from nkreader.analysis.dates.units import day_value
from nkreader.analysis.dates.vocabulary import words
from nkreader.model.analysis import Dateline
from nkreader.model.article import Article, PartKind
from nkreader.model.dates import Precision, read_value
from nkreader.model.spans import Span

if TYPE_CHECKING:
    from dateutil.parser import parserinfo
    from dateutil.tz import tzoffset

_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d\d)(?!\d)", re.ASCII)
_PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_CRAWLED = re.compile(r"\b(?:crawled|retrieved|accessed|archived|fetched)\b[^\n]{0,20}", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LABEL = re.compile(
    r"\W*(?:(published|posted|updated|last updated|last modified|modified|date|issued|입력)\b(?:\s+(?:on|at))?)?\W*",
    re.IGNORECASE,
)
_REST = re.compile(r"\W*(?:at\s+)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4}\W*")
_DEFAULTS = datetime(2001, 1, 1, 1, 1, 1), datetime(2002, 2, 2, 2, 2, 2)
_HOURS = {"UTC": 0, "GMT": 0, "Z": 0, "KST": 9, "JST": 9, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
          "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1, "MSK": 3}  # fmt: skip
"""Hours that the zone names of news metadata lie east of UTC."""
OLDEST = 1800
"""No text here was published in an earlier year: `0001-01-01` is an empty field."""
NEWEST = 2999
"""Nor in a later one: `9999-12-31` is, too."""
TOP_LINES = 8
"""Among how many lines a bare date counts as the article's own."""
LINE = 80
"""How long such a line may be, in characters."""
_AIMS = frozenset(words("goals aspirations targets plans plan budget tasks outlook resolutions agenda aims"))
_AHEAD = frozenset(
    words(
        "will would could may might should shall expected expects expect forecast forecasts outlook sees see plan "
        "plans planned planning target targets goal until through by due scheduled estimate estimates "
        "estimated projected proposed if hopes aims likely set begin beginning start starting to"
    )
)
_BREAK = Kind.BREAK.value
_SAID = re.compile(r"\b(?:said|says|reported|reports|announced|according|told|detailed|stated)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """A publication date that came with the text: a TIMEX3 value, and a time of day where given."""

    value: str
    time: str | None
    other: str | None = None
    """The day that figures such as `03/04/2024` also may mean: `value` puts the month first, this the day."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A day before (or after) which the text cannot have been written, and why."""

    day: date
    why: str
    fact: Fact | None = None


@cache
def _calendar() -> parserinfo:
    """How dateutil reads years; on its own it takes a year of two digits to be near today's.

    Here 69 to 99 are of the last century, as `strptime` has it (IEEE Std 1003.1).
    """
    from dateutil.parser import parserinfo

    class Century(parserinfo):
        def convertyear(self, year: int, century_specified: bool = False) -> int:
            return year if century_specified or year >= 100 else year + (1900 if year >= 69 else 2000)

    return Century()


def read_metadata(stated: str) -> Metadata | None:
    """A metadata string, ISO 8601 or anything dateutil reads; None where it names no year.

    It is read twice, with different defaults, so that only what it really says is kept.
    """
    text = stated.strip()
    if not text:
        return None
    if _PLAIN_DAY.fullmatch(text):
        return Metadata(text, None) if _first_day(text) else None
    from dateutil import parser  # deferred: few texts come with more than a plain day

    try:
        one, two = (parser.parse(text, _calendar(), default=day, tzinfos=_zone) for day in _DEFAULTS)
    except (ValueError, OverflowError, TypeError):
        return None
    if one.year != two.year or not OLDEST <= one.year <= NEWEST:
        return None
    if one.month != two.month:
        return Metadata(f"{one.year:04}", None)
    if one.day != two.day:
        return Metadata(f"{one.year:04}-{one.month:02}", None)
    time = None
    if (one.hour, one.minute) == (two.hour, two.minute):
        time = _time(one if one.second == two.second else one.replace(second=0))
    return Metadata(one.date().isoformat(), time, _day_first(text, one.date()))


def _day_first(text: str, month_first: date) -> str | None:
    """The other day that a date in figures may mean; None where it can mean but one."""
    match = _FIGURES.match(text)
    if match is None or (int(match[1]), int(match[2])) != (month_first.month, month_first.day):
        return None
    other = day_value(month_first.year, month_first.day, month_first.month)
    return other if other != month_first.isoformat() else None


def _time(moment: datetime) -> str | None:
    try:
        return moment.timetz().isoformat()
    except ValueError:  # an offset of a day and more
        return None


def _zone(name: str | None, offset: int | None) -> tzoffset | None:
    """A zone by what the string says alone: the machine's own names for zones must not count."""
    from dateutil.tz import tzoffset

    if offset is not None:
        return tzoffset(name, offset)
    hours = _HOURS.get(name or "")
    return None if hours is None else tzoffset(name, hours * 3600)


def crawl_day(article: Article) -> tuple[date, str] | None:
    """The day of a crawl header or of a crawler's footer, and which of them it is."""
    header = article.first(PartKind.HEADER)
    if header and (day := _first_day(header.of(article.text))):
        return day, "crawl header"
    for span in article.all(PartKind.BOILERPLATE):
        match = _CRAWLED.search(span.of(article.text))
        if match and (day := _first_day(match[0])):
            return day, "crawl footer"
    return None


def _first_day(text: str) -> date | None:
    match = _DAY.search(text)
    if match is None or not OLDEST <= int(match[1]) <= NEWEST:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A line at the top that is nothing but a date, or says `Published` and a date."""

    value: str
    label: str
    """What stands before the date, lower case; empty for a bare date."""


def dated_line(article: Article) -> DatedLine | None:
    """The first of the top lines that dates the article, as pasted pages have it."""
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


def reporting_weekdays(tokens: Tokens, found: Iterable[Expression], sentences: Sequence[Span]) -> tuple[Weekday, ...]:
    """The bare weekdays of these sentences on which somebody said or reported something."""
    return tuple(
        expression.form
        for expression in found
        if isinstance(expression.form, Weekday)
        and expression.form.shift is None
        and any(sentence.covers(expression.span) for sentence in sentences)
        and _SAID.search(_around(tokens, expression))
    )


def _around(tokens: Tokens, expression: Expression) -> str:
    text, span = tokens.text, expression.span
    return text[max(0, span.start - 60) : span.start] + " " + text[span.end : span.end + 25]


def lower_bounds(tokens: Tokens, found: Iterable[Expression], facts: Sequence[Fact]) -> list[Bound]:
    """Days before which the text was not written: facts it tells, and dates it speaks of as past."""
    ahead: dict[int, bool] = {}
    bounds = [Bound(f.earliest, f"it tells of {f.label} ({f.source})", f) for f in facts if f.earliest]
    for expression in found:
        form = expression.form
        if isinstance(form, Fixed) and _is_past(tokens, expression):
            if expression.sentence not in ahead:
                ahead[expression.sentence] = _looks_ahead(tokens, expression.first)
            if ahead[expression.sentence]:
                continue
            day = read_value(form.value)[1].earliest
            if day is not None:
                bounds.append(Bound(day, f"it speaks of {expression.span.of(tokens.text)} as past"))
    return sorted(bounds, key=lambda b: b.day)


def _is_past(tokens: Tokens, expression: Expression) -> bool:
    """Whether a date is past by the words beside it: `in 2019` behind a past verb."""
    if tokens.word(expression.first - 1).lower() not in ("in", "on", "since"):
        return False
    return is_told_as_past(tokens, expression.first, expression.last)


def _looks_ahead(tokens: Tokens, at: int) -> bool:
    """Whether the sentence of a token speaks of what is to come; then no date in it is certainly past."""
    first = tokens.codes.rindex(_BREAK, 0, at)
    last = tokens.codes.index(_BREAK, at)
    return any(tokens.word(number).lower() in _AHEAD for number in range(first, last))


def upper_bounds(tokens: Tokens, found: Iterable[Expression], facts: Sequence[Fact]) -> list[Bound]:
    """Days after which the text was not written: what it announces as to come, and years it sets aims for."""
    bounds = [Bound(f.latest, f"it announces {f.label} ({f.source})", f) for f in facts if f.latest]
    for expression in found:
        if isinstance(expression.form, Fixed) and _is_aim(tokens, expression):
            day = read_value(expression.form.value)[1].latest
            if day is not None:
                bounds.append(Bound(day, f"it sets aims for {expression.span.of(tokens.text)}"))
    return sorted(bounds, key=lambda b: b.day)


def _is_aim(tokens: Tokens, expression: Expression) -> bool:
    """`goals for 2024`."""
    first = expression.first
    return tokens.word(first - 1).lower() == "for" and tokens.word(first - 2).lower() in _AIMS
