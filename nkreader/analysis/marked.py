"""A sentence in which every name is one mark, so that rules of grammar see names and never stumble over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nkreader.analysis.appearing_words import NAME, PERSON, PLACE, THING
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.spans import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """The sentence with marks, and where each of its characters stands in the text."""

    text: str
    """Line ends and tabs are spaces; a mark is never glued to a word, even where the name is."""
    at: tuple[int, ...]
    """Offset in the article's text of each character, and of the end."""
    names: tuple[tuple[int, Mention], ...]
    """Place of each mark in `text`, and what it stands for, in order."""

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the article's text."""
        return Span(self.at[start], self.at[end]) if start < end else Span(self.at[start], self.at[start])

    def places_of(self, mark: str) -> tuple[int, ...]:
        """Where a mark stands."""
        return tuple(place for place, _ in self.names if self.text[place] == mark)


def marked(text: str, sentence: Span, mentions: Iterable[Mention], entity: str) -> Marked:
    """Put the marks: `NAME` for each mention of `entity`, other marks for the rest; mentions are in text order."""
    out: list[str] = []
    at: list[int] = []
    names: list[tuple[int, Mention]] = []

    def put(char: str, offset: int) -> None:
        out.append(char)
        at.append(offset)

    here = sentence.start
    for mention in mentions:
        if not sentence.covers(mention.span) or mention.span.start < here:
            continue
        for offset in range(here, mention.span.start):
            put(" " if text[offset].isspace() else text[offset], offset)
        if out and out[-1].isalnum():
            put(" ", mention.span.start)
        names.append((len(out), mention))
        put(_mark(mention, entity), mention.span.start)
        here = mention.span.end
        if here < sentence.end and text[here].isalnum():
            put(" ", here)
    for offset in range(here, sentence.end):
        put(" " if text[offset].isspace() else text[offset], offset)
    return Marked("".join(out), (*at, sentence.end), tuple(names))


def _mark(mention: Mention, entity: str) -> str:
    if mention.entity == entity:
        return NAME
    return {EntityKind.PERSON: PERSON, EntityKind.PLACE: PLACE}.get(mention.kind, THING)
