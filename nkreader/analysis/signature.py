"""What an article says happened, small enough to compare with many: its event signature."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from nkreader.analysis.dates.anniversaries import named_days
from nkreader.analysis.digests import is_digest
from nkreader.analysis.sentences import within
from nkreader.analysis.terms import concepts
from nkreader.analysis.voices import is_foreign, is_northern
from nkreader.analysis.wording import COMMON, COUNTED, counted, named, pairs, surfaces, weights
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article, PartKind
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision
from nkreader.model.edition import Edition, LabelKind, edition_of
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.folding import fold
from nkreader.model.spans import Span

LEAD_WEIGHT = 2.0
OPENING = 4
"""Sentences whose words are also taken in pairs: who with what, what with where."""
ZONE = 1
"""Days by which a header's or metadata's day may differ from the day somewhere else."""
LATE = 4
"""Days after an event within which first reports of it still appear."""
SALIENT = 3
"""How often a text uses a concept of its opening for the concept to be what it is about."""
SURVEY_DAYS = 6
"""Distinct days, over a longer time than `SURVEY_SPAN` days, that make a text an overview."""
SURVEY_SPAN = 60


_OVERVIEWS = frozenset({LabelKind.FACTBOX, LabelKind.TIMELINE, LabelKind.EXPLAINER, LabelKind.REACTION})
"""What a label says to be no report of an event."""
_WEEKDAY = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs|ur)?day\b")
_YEAR = re.compile(r"(?:19|20)(?<!\w..)\d\d\b")  # looks for a figure first: one in a hundred places has one
_MONTHS = {month: at for at, month in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_LONGEST = {month: monthrange(2024, at)[1] for month, at in _MONTHS.items()}
_MONTH_DAY = re.compile(
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:[a-z]{1,6}\b)?\.?"
    r"(?: ?(\d{1,2})(?:st|nd|rd|th)?\b(?: ?(?:to|and|-|\u2013) ?(\d{1,2})\b)?)?"
)
"""A month by its name with the day behind it, and the last of a range of them."""
_DAY_BEFORE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? (?:of )?$")
_BEFORE = 8
"""How many characters the day before a month takes at most."""
_DIGEST = re.compile(
    r"\b(?:key developments|news (?:summary|digest|in brief)|press review|round-?up|wrap-?up|explainer"
    r"|factbox|chronology|timeline|q&a|what we know|week(?:ly)? in review|backgrounder|highlights of|news calendar"
    r"|weather (?:forecast|outlook))\b",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\b[Ff]ollowing (?:are|is|were) (?:the |a )?(?:\w+ )?(?:major|main|key|top|leading|summary|highlights)\b"
)
"""How a digest opens: `Following are major news items`."""


class Shares(NamedTuple):
    """How long the parts of `terms` are, as vectors; their squares sum up to 1."""

    names: float = 0.0
    numbers: float = 0.0
    words: float = 0.0


NO_SHARES = Shares()


@dataclass(frozen=True, slots=True)
class Signature:
    """An article's own evidence of what it reports."""

    terms: Mapping[str, float]
    """Weights of the whole text, Euclidean length 1."""
    lead: Mapping[str, float]
    """Weights of the beginning alone, Euclidean length 1."""
    pairs: Mapping[str, float]
    """Weights of `one|other` for terms that share an opening sentence, Euclidean length 1."""
    published: Interval
    """Days on which it may have been published, tolerance included."""
    happened: Interval
    """The day or days that the text states for its event."""
    month_day: str | None = None
    """`05-04`: the publication day as its own text states it, with or without a year."""
    about: frozenset[str] = frozenset()
    """The concepts of the title, and those of the opening that the whole text keeps using."""
    survey: bool = False
    """An overview of many events: a digest, a chronology."""
    retold: bool = False
    """It speaks of many days over a long time: an overview, or a report with much of what came before."""
    outlet: str = ""
    """Folded; empty where it is not known."""
    headline: Mapping[str, float] = field(default_factory=dict)
    """Weights of the title, Euclidean length 1; empty where the text has none."""
    people: frozenset[str] = frozenset()
    """Whom the text names, as ids."""
    leading: frozenset[str] = frozenset()
    """Whom the opening names."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """The first word of the text behind each term of the lead, to be shown to readers."""
    names: frozenset[str] = frozenset()
    """The terms that it writes with a capital letter throughout: who, where, and what bears a name."""
    shares: Shares = NO_SHARES
    weekdays: frozenset[str] = frozenset()
    """The days of the week in its opening: `Mon`."""
    days: frozenset[str] = frozenset()
    """The days of the year that it names by month and number: `05-04`; not those that are remembered every year."""
    told: frozenset[str] = frozenset()
    """Those of them that its opening names."""
    years: frozenset[str] = frozenset()
    """The years that it names."""
    northern: bool = False
    """Written as the North's own media write: theirs is one voice, which tells of an event once."""
    neutral: bool = False
    """Nothing tells whose voice it is: beside a piece of the North's media it may be theirs, too."""
    version: bool = False
    """Its label says that it is one issue of a story among others: a new lead, an update, a correction."""


def signature(article: Article, analysis: Analysis, digest: bool | None = None) -> Signature:
    """Compute a signature from one article alone; `digest`: whether it is one, where that is known."""
    text, edition = article.text, edition_of(article)
    northern = is_northern(text)
    title = edition.rest if edition.rest.start < edition.rest.end else None
    counts = counted(article, analysis.dateline.span if analysis.dateline else Span(0, 0), title)
    whole = {name: count + counts.lead.get(name, 0.0) * (LEAD_WEIGHT - 1) for name, count in counts.whole.items()}
    opening = _opening(article, analysis, title)
    said = [named(text, span) for span in opening]
    headline = said[0] if title else {}
    terms = weights(whole, counts.rarities)
    month_day = _month_day(analysis.published)
    parts = [part.span for part in article.blocks if part.kind in COUNTED]
    return Signature(
        terms=terms,
        lead=weights(counts.lead, counts.rarities),
        pairs=pairs(said),
        published=_published(analysis.published),
        happened=_happened(analysis.happened),
        month_day=month_day,
        about=_about(headline, said, counts.whole),
        survey=_is_survey(article, edition, opening, title, is_digest(article) if digest is None else digest),
        retold=_is_retold(analysis),
        outlet=fold(analysis.outlet or ""),
        headline=weights({name: 1.0 for name, rare in headline.items() if rare >= COMMON}, headline),
        people=_people(analysis.mentions),
        leading=_people(m for m in analysis.mentions if any(span.covers(m.span) for span in opening)),
        shown=surfaces(article, counts.lead),
        names=counts.names,
        shares=_shares(terms, counts.names),
        weekdays=frozenset(day for span in opening for day in _WEEKDAY.findall(text, span.start, span.end)),
        days=_days(text, parts) - {month_day or ""} - _remembered(text),
        told=_days(text, opening) - {month_day or ""},
        years=frozenset(year for span in parts for year in _years(text, span)),
        northern=northern,
        neutral=not (northern or analysis.outlet or is_foreign(text)),
        version=edition.is_version,
    )


def _days(text: str, parts: Iterable[Span]) -> frozenset[str]:
    """The days of the year that parts of a text name by month and number, whatever their year."""
    found = set()
    for span in parts:
        for match in _MONTH_DAY.finditer(text, span.start, span.end):
            month, first, last = match.groups()
            if first is None:
                before = _DAY_BEFORE.search(text[max(span.start, match.start() - _BEFORE) : match.start()])
                first = before[1] if before else None
            for day in (first, last):
                if day and 1 <= int(day) <= _LONGEST[month]:
                    found.add(f"{_MONTHS[month]:02}-{int(day):02}")
    return frozenset(found)


def _remembered(text: str) -> frozenset[str]:
    """Days that texts on Korea name for what happened on them long ago, in whatever year they are of: `06-15`."""
    return _anniversaries() if "Korea" in text or "DPRK" in text else frozenset()


@cache
def _anniversaries() -> frozenset[str]:
    return frozenset(f"{named.day:%m-%d}" for named in named_days())


def _years(text: str, within: Span) -> list[str]:
    return _YEAR.findall(text, within.start, within.end)


def _shares(terms: Mapping[str, float], names: Container[str]) -> Shares:
    squares = [0.0, 0.0, 0.0]
    for name, weight in terms.items():
        squares[0 if name in names else 1 if name[0] == "#" else 2] += weight * weight
    return Shares(*(round(math.sqrt(square), 4) for square in squares))


def _people(mentions: Iterable[Mention]) -> frozenset[str]:
    named = (m for m in mentions if m.kind is EntityKind.PERSON)
    return frozenset(ident for m in named for ident in (m.candidates or [m.entity]) if ident)


def _about(headline: Iterable[str], opening: Iterable[Iterable[str]], used: Mapping[str, float]) -> frozenset[str]:
    kept = {name for sentence in opening for name in sentence if used.get(name, 0) >= SALIENT}
    return frozenset(kept.union(headline) & concepts())


def _month_day(when: PartialDate) -> str | None:
    """A header says only *not after*, and a range no day at all."""
    if when.value is None or when.basis is Basis.HEADER:
        return None
    return when.value[5:] if when.precision in (Precision.DAY, Precision.YEARLESS) else None


def _is_survey(article: Article, edition: Edition, opening: list[Span], title: Span | None, digest: bool) -> bool:
    if any(label.kind in _OVERVIEWS for label in edition.labels):
        return True
    if digest or _DIGEST.search(title.of(article.text) if title else article.title):
        return True
    return any(_LISTS.search(span.of(article.text)) for span in opening[:2])


def _is_retold(analysis: Analysis) -> bool:
    days = sorted({d.interval.earliest for d in analysis.dates if d.interval.days == 1 and d.interval.earliest})
    return len(days) >= SURVEY_DAYS and (days[-1] - days[0]).days > SURVEY_SPAN


def _opening(article: Article, analysis: Analysis, title: Span | None) -> list[Span]:
    """The title's and the first sentences of paragraphs; bullets and headings repeat what follows."""
    start = analysis.dateline.span.end if analysis.dateline else 0
    found = [title] if title else []
    told = [p.span for p in article.blocks if p.kind is PartKind.PARAGRAPH]
    for sentence in within(analysis.sentences, told):
        if len(found) == OPENING:
            break
        if sentence.end > start:
            found.append(Span(max(start, sentence.start), sentence.end))
    return found


def _published(when: PartialDate) -> Interval:
    """The days a publication date leaves open; a crawl header only says *not after*."""
    if not when.known:
        return Interval()
    if when.basis is Basis.HEADER and when.certainty is Certainty.LIKELY:
        latest = when.interval.latest
        return Interval(None, latest + timedelta(days=ZONE) if latest else None)
    return when.interval.widened(ZONE)


def _happened(when: PartialDate) -> Interval:
    """The days of the event where the text states them; what is told further down may be another one's, days off."""
    if when.precision not in (Precision.DAY, Precision.RANGE):
        return Interval()
    return when.interval.widened(LATE) if when.certainty is Certainty.LIKELY else when.interval


def gap(first: Interval, second: Interval) -> int:
    """Days between two intervals; 0 if they touch or either is open on that side."""
    if first.latest and second.earliest and first.latest < second.earliest:
        return (second.earliest - first.latest).days
    if second.latest and first.earliest and second.latest < first.earliest:
        return (first.earliest - second.latest).days
    return 0


def excluded(first: Signature, second: Signature) -> bool:
    """Whether the two articles' own dates rule out that they report one event."""
    if gap(first.happened, second.happened) > ZONE or gap(first.published, second.published) > LATE:
        return True
    apart = days_apart(first, second)
    return apart is not None and apart > LATE + 2 * ZONE


def days_apart(first: Signature, second: Signature) -> int | None:
    """Days between the days of the year on which the two say they were published; None if one does not say."""
    return turn(first.month_day, second.month_day) if first.month_day and second.month_day else None


def turn(first: str, second: str) -> int:
    """Days between two days of the year, the short way round."""
    apart = abs(_day_of_year(first) - _day_of_year(second))
    return min(apart, 366 - apart)


@cache
def _day_of_year(month_day: str) -> int:
    """1 to 366: asked for each pair of articles, of the same few days."""
    return date.fromisoformat(f"2024-{month_day}").timetuple().tm_yday
