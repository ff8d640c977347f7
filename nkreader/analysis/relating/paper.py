"""A piece as it is compared with others: its sentences, and what each of them names and says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from nkreader.analysis.media import is_medium
from nkreader.analysis.relating.cues import AFTER, DEFINITE, PAST, REACTS
from nkreader.analysis.signature import Signature
from nkreader.analysis.terms import WORD, weighed
from nkreader.analysis.wording import CALENDAR, COMMON
from nkreader.model.analysis import Analysis
from nkreader.model.dates import DateMention, Interval, PartialDate, Precision
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.spans import Span

CORE = 3
"""Sentences, the title among them, that tell what a piece reports."""
LONGEST = 900
"""Characters from which on a sentence is a list or a table, and no evidence."""
_CREDITS = re.compile(
    r"\W*(?:\((?:Additional |With )?|By )?(?:[Aa]dditional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|"
    r"[Ee]dited|[Ww]ritten|[Rr]eported)\b(?: and (?:writing|editing|reporting))?(?: by|;|:|\s*$)"
)
IN_PASSING = 0.6
"""What a name counts that a piece names in one sentence only, and not in its opening."""
OPENING = 4
"""Sentences, the title among them, whose names a piece is about."""
_BROAD_LINE = re.compile(
    r"(?:State|Former state|Capital|Continent|Region|Ocean|Sea|Special administrative|(?:The Korean )?Peninsula)\b"
)
LISTED = 6
"""People in a sentence from which on it lists who was there."""
_HEAD = 400
"""Characters from the beginning within which a dateline's names are who brings the news."""


@dataclass(frozen=True)
class Sentence:
    """A sentence and what stands in it."""

    text: str
    """Of the whole piece."""
    span: Span
    begins: int
    """Where its words begin: behind a dateline that it holds."""
    mentions: tuple[Mention, ...]
    """Of known names in it, in order."""

    @cached_property
    def names(self) -> Mapping[str, Span]:
        """By entity, where it is first named."""
        found: dict[str, Span] = {}
        for mention in self.mentions:
            if mention.entity:
                found.setdefault(mention.entity, mention.span)
        return found

    @cached_property
    def words(self) -> Mapping[str, Span]:
        """By term, where it first stands; none of a name's, nor what says nothing."""
        found: dict[str, Span] = {}
        at, ends = self.begins, [mention.span for mention in self.mentions]
        for between in (*ends, Span(self.span.end, self.span.end)):
            for match in WORD.finditer(self.text, at, max(at, between.start)):
                name, rare = weighed(match[0])
                if rare >= COMMON and name not in CALENDAR and name not in found:
                    found[name] = Span(match.start(), match.end())
            at = max(at, between.end)
        return found

    @cached_property
    def is_marked(self) -> bool:
        """Whether it has words by which a text refers to what was before."""
        start, end = self.span.start, self.span.end
        return bool(AFTER.search(self.text, start, end) or PAST.search(self.text, start, end))


class Recalling(NamedTuple):
    """A sentence that may tell of what was before its piece."""

    place: int
    """Counted from 0."""
    sentence: Sentence
    dates: tuple[DateMention, ...]
    """Past ones in it."""
    known: tuple[re.Match[str], ...]
    """Descriptions in it of what is known, where it has no such dates."""


@dataclass(frozen=True)
class Paper:
    """A piece with its text and what follows from it alone."""

    id: str
    text: str
    analysis: Analysis
    read_signature: Callable[[], Signature]
    """Gives its signature: only for some that are compared it is asked for."""
    overview: bool = False
    """Whether it is a digest: its items tell of many events, and none of them is what it follows up."""

    @cached_property
    def signature(self) -> Signature:
        """What it says happened, as terms with weights."""
        return self.read_signature()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Of title and body, without those that only say who wrote it, and without what only dates it."""
        mentions = self._mentions
        starts = [mention.span.start for mention in mentions]
        found: list[Sentence] = []
        for span in self.analysis.sentences:
            if len(span) > LONGEST or _CREDITS.match(self.text, span.start, span.end):
                continue
            inside = mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            begins = min(max(span.start, self.filed_to), span.end) if span.end > self.filed_to else span.start
            found.append(Sentence(self.text, span, begins, tuple(inside)))
        return tuple(found)

    @cached_property
    def recalling(self) -> tuple[Recalling, ...]:
        """The sentences that may tell of what was before, in order; none that dates what the piece itself reports.

        Those without past dates and known descriptions do so only if they are marked: most are never looked at so far.
        """
        starts = [date.span.start for date in self.analysis.dates]
        found: list[Recalling] = []
        for place, one in enumerate(self.sentences):
            inside = self.analysis.dates[bisect_left(starts, one.span.start) : bisect_left(starts, one.span.end)]
            past = tuple(date for date in inside if self._is_past(date))
            if any(self._is_own(date) for date in past):
                continue
            start, end = one.span.start, one.span.end
            known = () if past or not one.mentions else tuple(DEFINITE.finditer(self.text, start, end))
            found.append(Recalling(place, one, past, known))
        return tuple(found)

    def _is_past(self, date: DateMention) -> bool:
        """Whether a date lies before the piece."""
        latest, published = date.interval.latest, self.analysis.published.interval.earliest
        return latest is not None and published is not None and latest < published

    def _is_own(self, date: DateMention) -> bool:
        """Whether a date is that of the piece's own event."""
        own = self.analysis.happened.interval
        return own.earliest is not None and own.latest is not None and date.interval.intersect(own) is not None

    @cached_property
    def broad(self) -> frozenset[str]:
        """Those of its names that pieces on different matters share."""
        return frozenset(ident for ident, entity in self.analysis.names.items() if is_broad(entity))

    @cached_property
    def about(self) -> Mapping[str, float]:
        """How much it is about each of what it names, but for who brings the news: 1, or `IN_PASSING`."""
        opening = self.sentences[OPENING - 1].span.end if len(self.sentences) >= OPENING else None
        bringing = {origin.entity for origin in self.analysis.origins}
        author = self.analysis.author or ""
        counts: Counter[str] = Counter()
        first: dict[str, int] = {}
        for sentence in self.sentences:
            for ident, span in sentence.names.items():
                counts[ident] += 1
                first.setdefault(ident, span.end)
        found: dict[str, float] = {}
        for ident, count in counts.items():
            entity = self.analysis.names[ident]
            if ident in bringing or is_medium(entity) or entity.name in author:
                continue
            found[ident] = 1.0 if count > 1 or opening is None or first[ident] <= opening else IN_PASSING
        return found

    @cached_property
    def company(self) -> frozenset[str]:
        """The people whom it names in nothing but lists of those who were there."""
        listed: set[str] = set()
        told: set[str] = set()
        for sentence in self.sentences:
            people = [name for name in sentence.names if self.kind(name) is EntityKind.PERSON]
            (listed if len(people) >= LISTED else told).update(people)
        return frozenset(listed - told)

    @cached_property
    def reacts(self) -> bool:
        """Whether its news is that somebody reacts to something."""
        return any(REACTS.search(self.text, one.span.start, one.span.end) for one in self.core)

    @cached_property
    def filed_to(self) -> int:
        """Where the dateline ends, if the text has one at its beginning."""
        line = self.analysis.dateline
        return line.span.end if line and line.span.start < _HEAD else 0

    @cached_property
    def _mentions(self) -> list[Mention]:
        """What it names, but for the dateline's places and outlets and the names before it."""
        return [
            mention
            for mention in self.analysis.mentions
            if mention.span.start >= self.filed_to or self._titled(mention)
        ]

    def _titled(self, mention: Mention) -> bool:
        title = self.analysis.sentences[0] if self.analysis.sentences else None
        return title is not None and title.covers(mention.span) and title.end < self.filed_to

    @cached_property
    def core(self) -> tuple[Sentence, ...]:
        """What tells its news: the title and the first sentences."""
        return self.sentences[:CORE]

    @cached_property
    def core_words(self) -> frozenset[str]:
        """The terms of its core."""
        return frozenset(word for sentence in self.core for word in sentence.words)

    @cached_property
    def core_names(self) -> frozenset[str]:
        """The entities that its core names."""
        return frozenset(name for sentence in self.core for name in sentence.names)

    def kind(self, name: str) -> EntityKind:
        """The kind of an entity it names."""
        return self.analysis.names[name].kind

    @cached_property
    def days(self) -> tuple[Interval, ...]:
        """On which its event may have been: as it says, or else around its publication; none if it is undated."""
        happened, published = self.analysis.happened, self.analysis.published
        if happened.precision in (Precision.DAY, Precision.RANGE) and happened.interval.days:
            return (happened.interval,)
        return (published.interval,) if _narrow(published) else ()


def is_broad(entity: Entity) -> bool:
    """Whether pieces on different matters name it: a state, a capital, a sea."""
    return entity.kind is EntityKind.PLACE and _BROAD_LINE.match(entity.line) is not None


def _narrow(when: PartialDate) -> bool:
    return when.interval.days is not None and when.interval.days <= 3
