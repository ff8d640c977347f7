"""What a piece recalls: sentences that date something long before what the piece itself is about.

A chronology cites such a row by itself, so what the date stands for has to be certain: of a month that may be the past
one or the next, or that may be of two years, nothing is told. Nor does a date date anything where it only gives the
measure of a figure: “up 5 percent from a year earlier”, “the lowest since April 2009”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from nkreader.analysis.main_sentence import place_in, sentences
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article
from nkreader.model.dates import Certainty, DateMention, PartialDate, Precision
from nkreader.model.entities import Mention
from nkreader.model.spans import Span

LONG_AGO = timedelta(days=31)
"""What is dated so much earlier than its piece is recalled there, not reported."""
_EVENTFUL = frozenset(Precision) - {Precision.DECADE, Precision.CENTURY, Precision.YEARLESS, Precision.NONE}
_A_YEAR = timedelta(days=366)
_SOON = timedelta(days=8 * 31)
"""Of a month so much earlier, the next is as near."""

_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d\b")
_COUNTED = re.compile(r"\b(?:last|past|previous|this|that|same|ago|earlier|before|later|following|year|years)\b", re.I)
"""Words beside a month that say of which year it is."""
_AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|due|scheduled|plan(?:s|ned)?|prepar(?:e|es|ing|ation)|groundwork"
    r"|ahead|upcoming|poised|expect(?:s|ed)?|forecasts?|futures|possible|next|set to|hope[sd]?|aim(?:s|ed)?"
    r"|intend(?:s|ed)?|wants?|wanted|seek(?:s|ing)?)\b",
    re.I,
)
_TO_COME = re.compile(r"\b(?:coming|next|following|current)\b", re.I)
_IN_YEAR = re.compile(r"(?:\b(?:in|during)\s+(?:early |late |mid-)?|[,(]\s*)$", re.I)
"""Before a year that what follows in the sentence happened in: not “the 2002 deal”."""

_A_BASE = re.compile(
    r"(?:the same (?:period|month|quarter) )?(?:a|one|the|two|three|six)"
    r" (?:years?|months?|quarters?|weeks?) (?:ago|earlier|before|prior)"
    r"|year[- ](?:ago|earlier)"
    r"|(?:the )?(?:previous|preceding|prior|same|year-ago|year-earlier|latest) (?:year|month|quarter|period)",
    re.I,
)
"""Words that mostly give the base of a change."""
_A_FIGURE = re.compile(
    r"\d(?:[\d.,]*)\s?(?:%|percent|pct|per cent|percentage|points?|million|billion|trillion|tonnes|tons|won|dollars|yen"
    r"|barrels|units|basis)\b|\d%|\b(?:exports?|imports?|sales|shipments|output|profits?|revenues?|prices?)\b[^.;]{0,50}\b"
    r"(?:rose|fell|grew|gained|dropped|jumped|slumped|plunged|surged|climbed|declined|up|down)\b",
    re.I,
)
_AGAINST = re.compile(
    r"(?:"
    r"\b(?:compare[sd]?|comparing) (?:with|to)\b[^;:]{0,80}"
    r"|\b(?:versus|vs\.?)\s[^;:,]{0,60}"
    r"|\bthan (?:(?:in|at|of|for|during|on|(?:it was|they were|those|that|the \w+(?: \w+)?)(?: in| of| from)?)\s|the )?"
    r"|(?<!more )(?<!less )(?<!fewer )\bthan (?:about |an? |the )?\d[^;:,]{0,40}"
    r"|\b(?:from|against)\s(?:(?:about|around|nearly|some|just|only|a|an|the|record)\s){0,2}[$€£¥]?\d[^;:,]{0,40}"
    r"|\b(?:up|down|rose|risen|fell|fallen|grew|grown|gained?|dropped?|percent|pct|%|points?|jumped|slumped|plunged"
    r"|surged|climbed|declined|increased?|decreased?|faster than expected|half|twice|double|triple|higher|lower)"
    r"(?:[ ,]*|(?: \w+){1,3} )(?:from|on|over)\s(?:in |the |its |their |those of |levels? (?:of|in) )?"
    r"|\b(?:levels?|figures?|pace|rate|total|average) (?:of|in|for|from|seen in|recorded in) (?:the )?"
    r"|\b(?:the )?same (?:\w+ )?(?:periods?|months?|quarters?|time|day)(?: (?:of|in|a|the))? "
    r")$",
    re.I,
)
"""Before a date that gives the measure of a figure."""
_FROM = re.compile(r"\b(?:from|over|on|than|against)\s$", re.I)
_MOST = re.compile(
    r"\b(?:\w+est|most|least|worst|best|first|record|only|fewest|lows?|highs?|peak)\b[^;:]{0,80}\bsince\s"
    r"(?:at least |the end of |early |late |mid-?|about |around |the )?$",
    re.I,
)
_TOLD = re.compile(r"^\s*,? (?:when|in which|as)\b")
"""Behind a date of which the sentence goes on to say what happened then."""
_LEVEL_OF = re.compile(r"[-'’s ]*\s?(?:levels?|figures?|pace|average|total)\b", re.I)
"""Behind a date: “2004 levels”."""
_NUMBERS = re.compile(r"(?<!\w)[-–+]?\d[\d.,]*(?!\w)|\bN/A\b")
_RULED = re.compile(r"[-=_*]{4,}")
_APART = re.compile(
    r"[;:—]|--|\b(?:although|though|while|but|after|before|when|that|who|which|where|as|because|say|says|said|and)\b",
    re.I,
)
"""Between a place and a date that are not of one thing."""


_NEAR = 5
"""Words between a place and a date that are of one thing, at most."""
_OWNS = re.compile(r"['’]s?\b|['’]\s")
_CLAUSES = re.compile(r"[;:—]|--|,? (?:but|while|although|though)\b", re.I)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_PART_BEHIND = re.compile(
    rf"\s*(?:(?:to|through|until|till|and|[-–—/])\s*{_MONTH}|,?\s*(?:19|20)\d\d|[/](?:\d\d){{1,2}})\b"
)
_THE = re.compile(r"\b(?:the|a|its|their|this|that)\s$", re.I)
_A_NOUN = re.compile(
    r"\s(?!(?:when|where|in|on|at|after|before|as|and|or|but|to|by|for|from|with|that|which|who|during|of|until|through"
    r"|because|over|near|off|was|were|is|has|had)\b)[A-Za-z]"
)
"""Behind a day by whose name something goes, of whatever year: “the Sept. 19 agreement”."""
_PART_BEFORE = re.compile(rf"\b{_MONTH}\s*(?:to|through|until|till|[-–—/])\s*$|\d/$")
"""What shows that a date is read as less than is printed: “June 2000’s”, “April to June”."""


class Recalled(NamedTuple):
    """A sentence and one of its dates, long before its piece."""

    span: Span
    mention: DateMention
    certainty: Certainty
    """Stated with its year, derived from words that count, or likely: the last month of that name."""


def recalled(article: Article, analysis: Analysis, own: Sequence[PartialDate]) -> Iterator[Recalled]:
    """The sentences that date something long before what the piece itself is about, each with that date.

    Args:
        article: The piece.
        analysis: What it says.
        own: Its three dates, or those of its event.
    """
    known = [when.interval.earliest or when.interval.latest for when in own if when.known]
    first = min((day for day in known if day is not None), default=None)
    if first is None:
        return
    for span in sentences(article, analysis):
        told: set[str] = set()
        here = [one for one in analysis.dates if span.covers(one.span)]
        for mention in here if not _tabular(span.of(article.text)) else ():
            if mention.value in told or not _long_before(mention, first):
                continue
            if _PART_BEHIND.match(article.text, mention.span.end) or _PART_BEFORE.search(
                article.text[max(0, mention.span.start - 20) : mention.span.start]
            ):
                continue
            sure = _certainty(article.text, span, mention, here, first)
            if sure is not None and not measures(article.text, span, mention.span):
                told.add(mention.value)
                yield Recalled(span, mention, sure)


def place_of(text: str, found: Recalled, mentions: Sequence[Mention]) -> Span | None:
    """Where a sentence says that what it recalls was; None where another of its clauses names the place."""
    place = place_in(text, found.span, mentions)
    if place is None:
        return None
    one, other = sorted((place, found.mention.span), key=lambda span: span.start)
    between = text[one.end : other.start]
    between = _TOLD.sub("", between, count=1) if other is place else between
    apart = len(between.split()) > _NEAR or _APART.search(between) or _OWNS.match(text, place.end)
    return None if apart else place


def measures(text: str, sentence: Span, when: Span) -> bool:
    """Whether a date in a sentence only says with what a figure is compared."""
    before, words, after = text[sentence.start : when.start], when.of(text), text[when.end : sentence.end]
    if _TOLD.match(after):
        return False
    if _AGAINST.search(_even(before)) or _MOST.search(_even(before)) or _LEVEL_OF.match(after):
        return True
    if not _A_BASE.fullmatch(words) or not before.strip():
        return False
    return bool(_FROM.search(before) or _A_FIGURE.search(sentence.of(text)))


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _long_before(mention: DateMention, first: date) -> bool:
    earliest, latest = mention.interval.earliest, mention.interval.latest
    if mention.precision not in _EVENTFUL or earliest is None or latest is None:
        return False
    return latest < first and first - latest > LONG_AGO


def _certainty(
    text: str, sentence: Span, mention: DateMention, here: Sequence[DateMention], first: date
) -> Certainty | None:
    """How sure the days of a date are that lies before `first`; None where they may as well be others."""
    words, latest = mention.span.of(text), mention.interval.latest
    if _YEAR.search(words):
        return Certainty.STATED
    if _TO_COME.search(words) or latest is None:
        return None
    if _COUNTED.search(words):
        return Certainty.DERIVED
    if first - latest > _A_YEAR:
        return Certainty.DERIVED if _of_its_year(text, sentence, mention, here) else None
    before = _CLAUSES.split(text[sentence.start : mention.span.start])[-1]
    if _AHEAD.search(before if first - latest <= _SOON else sentence.of(text)):
        return None
    named = mention.precision is Precision.DAY and _THE.search(before) and _A_NOUN.match(text, mention.span.end)
    return None if named else Certainty.LIKELY


def _of_its_year(text: str, sentence: Span, mention: DateMention, here: Sequence[DateMention]) -> bool:
    """Whether the sentence speaks of what happened in a year before it names a month: “in 2006 … in July”."""
    return any(
        one.span.end <= mention.span.start
        and one.precision is Precision.YEAR
        and one.value == mention.value[:4]
        and _IN_YEAR.search(text[sentence.start : one.span.start])
        for one in here
    )


def _tabular(sentence: str) -> bool:
    """Whether it is no sentence but a row of figures."""
    return bool(_RULED.search(sentence)) or len(_NUMBERS.findall(sentence)) * 3 > len(sentence.split())
