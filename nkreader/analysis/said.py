"""A piece as it is compared: its text, what is known of it, and its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from nkreader.analysis.claims import Claimant, claimant
from nkreader.analysis.quantities import Quantity, quantities
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article, PartKind
from nkreader.model.dates import Interval, Precision
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span
from nkreader.model.versions import Place

_SINCE = re.compile(r"\bsince\s(?:the\s|early\s|late\s)?$", re.IGNORECASE)
"""Before a day from which on something is so: it is so now."""
BEGINNING = 6
"""Sentences in which a piece comes to what its news is."""
SENTENCE = 8
"""Words from which the first sentence of a text tells the news; before it may stand a day, or a section's name."""


@dataclass(frozen=True)
class Said:
    """A piece as it is compared."""

    id: str
    article: Article
    analysis: Analysis
    day: date | None = None
    """Of publication, where it is known to the day."""
    issue: int = 0
    """`Edition.ordinal`: which issue of its story."""
    outlet: str = ""
    """Folded."""
    figures: tuple[Quantity, ...] = field(default=())

    @classmethod
    def of(
        cls, ident: str, article: Article, analysis: Analysis, issue: int = 0, outlet: str = "", counted: bool = True
    ) -> Said:
        """With its figures, unless only its words are wanted (not `counted`)."""
        days = analysis.published.interval
        day = days.earliest if days.days == 1 else None
        return cls(ident, article, analysis, day, issue, outlet, quantities(article, analysis) if counted else ())

    @cached_property
    def opening(self) -> tuple[Span, ...]:
        """The title and the first sentence below it."""
        title = self.article.first(PartKind.TITLE)
        body = [part.span for part in self.article.blocks if part.kind is PartKind.PARAGRAPH]
        inside = (s for s in self.analysis.sentences if any(part.covers(s) for part in body))
        first = next((s for s in inside if len(s.of(self.article.text).split()) >= SENTENCE), None)
        return tuple(span for span in (title, self._below_line(first) if first else None) if span is not None)

    @cached_property
    def beginning(self) -> tuple[Span, ...]:
        """The first sentences below the title."""
        title = self.article.first(PartKind.TITLE) or Span(0, 0)
        inside = [s for s in self.analysis.sentences if not title.overlaps(s)][:BEGINNING]
        return tuple(self._below_line(sentence) for sentence in inside)

    def _below_line(self, sentence: Span) -> Span:
        """A sentence without the dateline before it."""
        line = self.article.first(PartKind.DATELINE)
        if line is None or not sentence.start < line.end < sentence.end:
            return sentence
        return Span(line.end, sentence.end).trimmed(self.article.text)

    def before(self, sentence: Span) -> Span | None:
        """The sentence before another one."""
        return max((s for s in self.analysis.sentences if s.end <= sentence.start), default=None)

    def place(self, span: Span, sentence: Span) -> Place:
        """A passage of it, in its sentence without the dateline before that."""
        line = self.article.first(PartKind.DATELINE)
        if line is not None and sentence.start < line.end <= span.start:
            sentence = Span(line.end, sentence.end).trimmed(self.article.text)
        return place(self.id, self.article.text, span, sentence)

    def claimant(self, figure: Quantity) -> Claimant | None:
        """Who it says says so."""
        return claimant(self.article.text, figure.sentence, figure.span.start, self.analysis.mentions)

    def places(self, sentence: Span) -> frozenset[str]:
        """Ids of the places that a sentence names."""
        return frozenset(
            mention.entity
            for mention in self.analysis.mentions
            if mention.kind is EntityKind.PLACE and mention.entity and sentence.covers(mention.span)
        )

    def days(self, sentence: Span) -> list[tuple[str, Interval]]:
        """The days and longer times that a sentence states."""
        line = self.analysis.dateline.span if self.analysis.dateline else Span(0, 0)
        text = self.article.text
        inside = (d for d in self.analysis.dates if sentence.covers(d.span) and not line.overlaps(d.span))
        inside = (d for d in inside if not _SINCE.search(text, max(0, d.span.start - 14), d.span.start))
        known = (d for d in inside if d.precision is not Precision.YEARLESS)
        return [(d.value, d.interval) for d in known if d.interval.earliest and d.interval.latest]


def place(ident: str, text: str, span: Span, sentence: Span) -> Place:
    """A passage and its sentence, as readers are told of them."""
    printed, said = " ".join(span.of(text).split()), " ".join(sentence.of(text).split())
    before = len(" ".join(text[sentence.start : max(sentence.start, span.start)].split()))
    return Place(ident, span, sentence, printed, said, said.find(printed, before))
