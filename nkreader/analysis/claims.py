"""Who says it: the claimant that a sentence names for what it tells (`South Korea's Joint Chiefs of Staff said`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nkreader.analysis.terms import WORD, weighed
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.motions import quotations
from nkreader.model.spans import Span

_VERB = (
    r"(?:said|says|saying|announced|reported|reports|claimed|estimated|stated|added|told|confirmed|declared|noted"
    r"|quoted|disclosed|detected|warned|(?:has|have|had)\s(?:said|announced|reported|claimed|confirmed|told|spoken of)"
    r"|had spoken of|recorded)"
)
_SAID = re.compile(rf"(?:\b(?:also|later|earlier|then)\s)?\b{_VERB}\b(?!\s+to have\b)", re.IGNORECASE)
_ACCORDING = re.compile(r"\b(?:according to|in the words of|quoting|citing)\s+", re.IGNORECASE)
_INVERTED = re.compile(r"[,”\"’']\s*(?:said|says|added|told)\s+(?=(?:the\s)?[A-Z])")
_BREAK = re.compile(r"[.;:!?“”\"()—]|,|\b(?:that|which|as|when|where|and|but|while|who|after|because)\b", re.IGNORECASE)
_ENDS = re.compile(r"[,.;:!?“”\"()—]|\b(?:that|which|as|when|who|and|but|while|said|on|in|at|told|citing)\b")
_LED = re.compile(r"^(?:(?:but|and|meanwhile|however|also|still|on|in|a|an)\s+|[A-Z][a-z]+day,?\s+)+", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|it|they|i|we|you|who)$", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|.|.+ (?:shares|stock|have|has|had|is|are|was|were|be|been))",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:no|nobody|none|neither)\b", re.IGNORECASE)
_LONGEST = 12
"""Words of a claimant, at most."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who is said to say something."""

    text: str
    """As printed, on one line."""
    entity: str | None
    """The id of the last person or organisation that it names."""
    terms: frozenset[str]

    def differs(self, other: Claimant) -> bool:
        """Whether the two are surely not the same: each is known by name, and nothing of the names agrees."""
        if self.entity is None or other.entity is None:
            return False
        return self.entity != other.entity and self.terms.isdisjoint(other.terms)


def claimant(text: str, sentence: Span, at: int, mentions: Sequence[Mention]) -> Claimant | None:
    """Who says what stands at `at`, by its sentence: of several, the nearest; None where none is named, or `he` is.

    Args:
        text: The article's.
        sentence: Where it stands in it.
        at: Offset of what is said.
        mentions: The article's, in text order.
    """
    quoted = quotations(text, sentence)
    found: list[tuple[int, Span]] = []
    for match in _ACCORDING.finditer(text, sentence.start, sentence.end):
        end = _ENDS.search(text, match.end(), sentence.end)
        found.append((match.start(), Span(match.end(), end.start() if end else sentence.end)))
    for match in _INVERTED.finditer(text, sentence.start, sentence.end):
        end = _ENDS.search(text, match.end(), sentence.end)
        found.append((match.start(), Span(match.end(), end.start() if end else sentence.end)))
    for match in _SAID.finditer(text, sentence.start, sentence.end):
        found.append((match.start(), _subject(text, sentence.start, match.start())))
    outside = [
        (abs(place - at), span)
        for place, span in found
        if len(span) and not any(quote.start <= place < quote.end for quote in quoted)
    ]
    for _, span in sorted(outside, key=lambda pair: pair[0]):
        made = _made(text, span, mentions)
        if made is not None:
            return made
    return None


def _subject(text: str, start: int, verb: int) -> Span:
    """What stands before a verb of saying: `Hamada`, or `Hamada, the defence minister,`."""
    end = verb
    begin = start
    for match in _BREAK.finditer(text, start, verb):
        if match[0].casefold() in ("who", "which", "when", "where"):
            return Span(start, start)  # that says something of somebody, and not who says what is told
        begin = match.end()
    span = Span(begin, end).trimmed(text)
    if not len(span):  # a comma right before the verb closes an apposition: the name stands before it
        before = text[start:verb].rstrip(" ,")
        comma = before.rfind(",")
        if comma < 0:
            return Span(start, start)
        begin = start
        for match in _BREAK.finditer(text, start, start + comma):
            begin = match.end()
        span = Span(begin, start + comma).trimmed(text)
    return span


def _made(text: str, span: Span, mentions: Sequence[Mention]) -> Claimant | None:
    printed = " ".join(span.of(text).split())
    printed = _LED.sub("", printed).strip(" ,-–—'’‘")
    words = printed.split()
    if (
        not words
        or len(words) > _LONGEST
        or _NOBODY.match(printed)
        or _PRONOUN.fullmatch(words[-1])
        or _NO_NAME.fullmatch(printed)
        or not any(w[0].isalpha() for w in words)
    ):
        return None
    named = [
        mention.entity
        for mention in mentions
        if span.covers(mention.span) and mention.kind in (EntityKind.PERSON, EntityKind.ORGANISATION) and mention.entity
    ]
    terms = frozenset(name for name, rare in map(weighed, WORD.findall(printed)) if rare >= 1.0)
    if not terms:
        return None
    return Claimant(printed, named[-1] if named else None, terms)
