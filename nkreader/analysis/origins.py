"""Who says it: the outlet, and the sources it cites for what it reports.

Only citations in the opening of an article count, since further down other matters are cited. A news
medium is told from other organisations by the words of its gazetteer entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from nkreader.analysis.entities import gazetteer
from nkreader.analysis.media import is_medium
from nkreader.analysis.sentences import within
from nkreader.model.analysis import Origin
from nkreader.model.article import Article, PartKind
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.spans import Span

OPENING = 7
"""Sentences of paragraphs from the beginning within which a citation is for the main claim."""
_BEFORE = re.compile(
    r"\b(?:according to|citing|quoting|via"
    r"|(?:stated|reported|detailed|described|announced|published|quoted|carried|released|cited)"
    r"(?: on [A-Z]\w+)? by|(?:told|said|reported) to"
    r"|(?:dispatch|report) (?:by|from))"
    r"\s+(?:(?:the|its|a|state|official|north(?:['’]s)?|korea(?:['’]s|n)?|state-run|party|news|media|agency|outlet"
    r"|broadcaster|newspaper|daily|organ)[\s,]+){0,6}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:'s|’s)?(?:\s*\([^)]{1,40}\))?,?\s+(?:\w+ly\s+)?(?:also\s+)?(?:said|says|reported|reports|report|announced"
    r"|claimed|carried|quoted|confirmed|released|revealed|stated|added|noted|described|disclosed|highlighted"
    r"|did not|has not|gave|made no|published|reproduced|put)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?:(?:North Korea|the North|Pyongyang)['’]s |North Korean )?(?:official )?state(?:-run|-controlled)?"
    r" (?:media|television|radio|news agency|broadcaster)",
    re.IGNORECASE,
)


def find_origins(
    article: Article,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    names: Mapping[str, Entity],
    outlet: str | None,
) -> tuple[tuple[Origin, ...], Mapping[str, Entity]]:
    """The outlet first, then the media it cites in its opening, outermost to innermost.

    Returns the origins and `names` with the outlet's entity added where the gazetteer has it.
    """
    found: list[Origin] = []
    known = dict(names)
    if outlet:
        entity = _organisation(outlet)
        if entity:
            known.setdefault(entity.id, entity)
        found.append(Origin(entity.name if entity else outlet, entity.id if entity else None, None))
    opening = _opening(article, sentences)
    skipped = article.first(PartKind.DATELINE) or Span(0, 0)
    for mention in mentions:
        if not opening.covers(mention.span) or skipped.covers(mention.span) or not mention.entity:
            continue
        if not is_medium(known.get(mention.entity)) or not _cited(article.text, mention.span):
            continue
        if all(mention.entity != origin.entity for origin in found):
            found.append(Origin(mention.name, mention.entity, mention.span))
    if len(found) == (1 if outlet else 0):
        found.extend(_unnamed(article.text, opening))
    return tuple(found), known


def _organisation(name: str) -> Entity | None:
    found = [e for e in gazetteer().lookup(name) if e.kind is EntityKind.ORGANISATION]
    return found[0] if len(found) == 1 else None


def _opening(article: Article, sentences: Sequence[Span]) -> Span:
    told = list(islice(within(sentences, article.all(PartKind.PARAGRAPH)), OPENING))
    return Span(0, told[-1].end) if told else Span(0, len(article.text))


def _cited(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 110) : span.start]
    return bool(_BEFORE.search(before) or _AFTER.match(text, span.end))


def _unnamed(text: str, opening: Span) -> list[Origin]:
    if "state" not in opening.of(text).casefold():
        return []
    match = _UNNAMED.search(text, opening.start, opening.end)
    return [Origin("state media", None, Span(*match.span()))] if match else []
