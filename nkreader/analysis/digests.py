"""Digests: pieces that tell of many events in few words each, and their items.

A news summary, a press review, key developments, a chronology, a diary of events. Its title or its opening says so, or
else its form: many marked items of which hardly any two that follow each other have anything in common. Whatever says
so, there must be items; a fact box about one matter, and figures in a list, are no digest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from nkreader.analysis.terms import WORD, rarity, weighed
from nkreader.model.article import Article, PartKind
from nkreader.model.spans import Span

FEWEST = 3
"""Items of what calls itself a digest."""
MANY = 6
"""Items of what does not."""
ALIKE = 0.2
"""The part of the neighbours that may have something in common where nothing but the form says that it is a digest."""
TELLING = 4.0
"""Rarity from which on a word that two items share makes them one matter."""
SHORTEST, LONGEST = 20, 900
"""Characters of an item."""
_TITLE = re.compile(
    r"\b(?:news (?:summary|digest|in brief|briefs?|round-?up|calendar|diary|at a glance)"
    r"|(?:press|media) (?:digest|review|round-?up)|review of the press|key developments"
    r"|(?:recent|latest|main|major) developments|developments in|(?:week|day|month|year) in review|(?:week|day) ahead"
    r"|(?:weekly|daily|evening|morning) (?:digest|summary|round-?up|briefing)|round-?up|chronology|timeline"
    r"|(?:key|main|major|top|recent) (?:\w+ )?(?:events|headlines|dates|news items)|(?:top|major) (?:news|headlines)"
    r"|highlights of (?:\w+ )?(?:press|newspapers|papers|media|news|dailies))\b|^\W*diary\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(?:(?:[Ff]ollowing|[Hh]ere|[Bb]elow) (?:are|is|were) (?:\w+ ){0,4}?(?:news|headlines|developments|events|dates"
    r"|chronology|timeline|(?:news )?items|stories|articles|incidents|milestones|diary)"
    r"|[Ff]ollowing (?:is|are) (?:the |a )?(?:news )?summary of)\b"
)
"""How a digest opens: `Following are major news items`."""
_OPENING_HINTS = tuple(f"{word} {verb} " for word in ("ollowing", "ere", "elow") for verb in ("are", "is", "were"))
"""Without one of these there is no such opening: looking for each takes a small part of the time of the pattern."""
_INTRO = 3
"""Blocks in which it does so."""
_MARK = re.compile(r"(?:(?<=[\s:;.])|^)(?:[*•▪◆■]|--?|–|—|\d{1,2}[.)])[ \t]+(?=[A-Z0-9\"“‘'$])", re.MULTILINE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATED = re.compile(
    rf"(?:(?<=[\s.])|^)(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH},? \d{{4}}"
    r"|(?:19|20)\d\d)\s?(?:[:–—]|--?)\s(?=[A-Z\"“‘'$])",
    re.MULTILINE,
)
_SAID = (PartKind.HEADING, PartKind.BULLET, PartKind.PARAGRAPH)


def is_digest(article: Article) -> bool:
    """Whether a piece is an overview of many events."""
    title = article.first(PartKind.TITLE)
    named = _TITLE.search(title.of(article.text) if title else article.title) is not None
    opens = any(_opens(part.span.of(article.text)) for part in article.body[:_INTRO])
    if named or opens:
        return len(items(article)) >= FEWEST
    if len(article.all(PartKind.BULLET)) < MANY:
        return False
    found = items(article)
    return len(found) >= MANY and _bulleted(article, found) and _unconnected(article.text, found)


def _opens(block: str) -> bool:
    return any(hint in block for hint in _OPENING_HINTS) and _OPENING.search(block) is not None


def items(article: Article) -> tuple[Span, ...]:
    """The items of a digest in text order: what is marked or dated as one, lines, or else paragraphs."""
    for way in (_by_mark, _by_line):
        found = tuple(span for part in article.body for span in way(article.text, part.span))
        found = tuple(span for span in found if _is_item(article.text, span))
        if len(found) >= FEWEST:
            return found
    listed = [part.span for part in article.body if part.kind in (PartKind.BULLET, PartKind.HEADING)]
    chosen = listed if len(listed) >= FEWEST else [part.span for part in article.body if part.kind in _SAID]
    return tuple(span for span in chosen if _is_item(article.text, span))


def _is_item(text: str, span: Span) -> bool:
    """Whether it is as long as an item, and not what announces them."""
    whole = SHORTEST <= len(span) <= LONGEST and text[span.end - 1] not in ",:"
    return whole and not _OPENING.search(text, span.start, span.end)


def _by_mark(text: str, block: Span) -> Iterator[Span]:
    """What stands behind each mark or date, up to the next one."""
    marks = sorted(
        [(match.start(), match.end()) for match in _MARK.finditer(text, block.start, block.end)]
        + [(match.start(), match.start()) for match in _DATED.finditer(text, block.start, block.end)]
    )
    for number, (_, start) in enumerate(marks):
        end = marks[number + 1][0] if number + 1 < len(marks) else block.end
        if end > start:
            yield Span(start, end).trimmed(text)


def _by_line(text: str, block: Span) -> Iterator[Span]:
    """The lines of a block that has several, each a sentence or a headline of its own."""
    lines = [line for line in text[block.start : block.end].split("\n") if line.strip()]
    if len(lines) < FEWEST or not all(line.strip()[0].isupper() or line.strip()[0] in "\"“‘'" for line in lines):
        return
    at = block.start
    for line in text[block.start : block.end].split("\n"):
        span = Span(at, at + len(line)).trimmed(text)
        at += len(line) + 1
        if len(span):
            yield span


def _bulleted(article: Article, found: tuple[Span, ...]) -> bool:
    """Whether the items are marked as such at the beginnings of lines."""
    return len(article.all(PartKind.BULLET)) >= len(found)


def _unconnected(text: str, found: tuple[Span, ...]) -> bool:
    """Whether hardly any two items have a telling word in common: neither neighbours, nor many of them one word."""
    words = [_telling(span.of(text)) for span in found]
    alike = sum(not one.isdisjoint(other) for one, other in pairwise(words))
    often = max(Counter(word for item in words for word in item).values(), default=0)
    return alike <= ALIKE * (len(words) - 1) and often <= max(2, ALIKE * len(words))


def _telling(text: str) -> frozenset[str]:
    terms = {weighed(word)[0] for word in WORD.findall(text)}
    return frozenset(term for term in terms if rarity(term) >= TELLING and not term.startswith("#"))
