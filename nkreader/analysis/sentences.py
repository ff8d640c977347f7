"""Sentences of an article: where one may stop reading.

Blocks bound every sentence. Inside a block a sentence ends at a full stop, question or exclamation mark or
ellipsis, with the quotation marks and brackets that close there, before a capital, a digit or an opening
quotation mark; not after an abbreviation or an initial, and not inside a dateline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from nkreader.model.article import Article, PartKind
from nkreader.model.spans import Span, at_or_before

_SPOKEN = frozenset({PartKind.TITLE, PartKind.HEADING, PartKind.BULLET, PartKind.PARAGRAPH})
_END = re.compile(
    r"[.!?…。！？\n](?:"
    r"(?:(?<=[.!?…])(?<![.!?…].)[.!?…]*+|(?<=[。！？])(?<![。！？].)[。！？]*+)[\"'”’»)\]]*+"
    r"(?:(?=\s++[\"'“‘«(\[]*+[A-Z0-9À-ÖØ-Þ가-힣一-鿿–—-])|(?=[\"“‘(]*+[A-Z][a-z])|(?=[가-힣]))|(?<=\n)\n+)"
)
_SOMETIMES = """
mr mrs ms dr prof rev hon st jr sr gen lt col maj capt cmdr adm sgt pvt brig gov sen rep pres sec amb supt
jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
no nos vol pp fig art para approx ca vs etc al cf viz e.g i.e a.m p.m mt ft inc corp co ltd bros dept univ
assn u.n n.k s.k
n s
"""
"""Abbreviations that may also end a sentence."""
_ALWAYS = """
mr mrs ms dr prof rev gen lt col maj capt cmdr adm sgt brig gov sen
rep no nos vol mt st vs e.g i.e n s
"""
"""Abbreviations that always want something after them."""
_ABBREVIATIONS = frozenset(_SOMETIMES.split())
_LEADING = frozenset(_ALWAYS.split())
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘']+$")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_OPENERS = re.compile(
    r"\s+[\"“‘(]*(?:The|A|An|He|She|It|They|We|But|And|In|On|At|This|That|These|His|Her|Its|Their|However|Meanwhile"
    r"|According|Both|After|As|If|When|While|There)\b"
)


def sentences(article: Article) -> tuple[Span, ...]:
    """The sentences of title and body in text order: trimmed, disjoint, none across two blocks.

    Whatever of these blocks lies outside every sentence is white space.
    """
    found: list[Span] = []
    for part in article.blocks:
        if part.kind in _SPOKEN:
            found.extend(_cut(article.text, part.span))
    return tuple(found)


def within(sentences: Iterable[Span], blocks: Sequence[Span]) -> Iterator[Span]:
    """The sentences that lie wholly inside one of `blocks`, in order; both are disjoint and in text order."""
    starts = [block.start for block in blocks]
    for sentence in sentences:
        at = at_or_before(starts, sentence.start)
        if at >= 0 and blocks[at].covers(sentence):
            yield sentence


def touched(span: Span, others: Sequence[Span]) -> bool:
    """Whether the span overlaps one of `others`, which are disjoint and in text order."""
    at = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return at >= 0 and span.overlaps(others[at])


def _cut(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if match[0][0] in ".…" and not _ends(text, start, match, block.end):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, block.end)
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))


def _ends(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    """Whether the full stop of `match` ends a sentence."""
    if match[0] != "." and not match[0].startswith(".."):
        return True  # a closing mark follows the stop
    before = _WORD_BEFORE.search(text, max(start, match.start() - 24), match.start())
    word = before[0].casefold() if before else ""
    spaced = match.end() < limit and text[match.end()].isspace()
    if not spaced:
        return len(word) > 2 and "." not in word and "/" not in word and "@" not in word
    if word in _LEADING:
        return False
    if _DOTTED.fullmatch(word):  # U.S., an initial, a.m.
        return ("." in word) and _OPENERS.match(text, match.end()) is not None
    return word not in _ABBREVIATIONS or _OPENERS.match(text, match.end()) is not None
