"""A sentence in which every name is one mark, by what sort of source it may be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nkreader.analysis import attribution_words as words
from nkreader.analysis.attribution_unnamed import FOLLOWS_A_TITLE
from nkreader.analysis.marked import Marked
from nkreader.analysis.media import source_kind
from nkreader.model.analysis import SourceKind
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.spans import Span

_MARKS = {
    SourceKind.MEDIUM: words.MEDIUM,
    SourceKind.AUTHORITY: words.AUTHORITY,
    SourceKind.ORGANISATION: words.ORGANISATION,
    SourceKind.PERSON: words.PERSON,
}
KINDS = {mark: kind for kind, mark in _MARKS.items()}
ANY = re.compile(words.NAMED)
BODY = re.compile(f"[{words.AUTHORITY}{words.ORGANISATION}]")


def marked(text: str, sentence: Span, mentions: Sequence[Mention], names: Mapping[str, Entity]) -> Marked:
    """The sentence with a mark for each name; a name's own short form in brackets behind it is left out."""
    out, at = "", list[int]()
    marks: list[tuple[int, Mention]] = []
    here = sentence.start
    for mention in mentions:
        if not sentence.covers(mention.span) or mention.span.start < here:
            continue
        between = text[here : mention.span.start]
        if marks and between.strip() == "(" and marks[-1][1].entity == mention.entity is not None:
            closed = text.find(")", mention.span.end, sentence.end)
            if 0 <= closed - mention.span.end < 12:
                here = closed + 1
                continue
        out += text[here : mention.span.start]
        at.extend(range(here, mention.span.start))
        marks.append((len(out), mention))
        mark = _mark(mention, names)
        behind = _titled(text, sentence, mention) if mark in (words.AUTHORITY, words.ORGANISATION) else None
        out += words.MEDIUM if behind else mark
        at.append(mention.span.start)
        here = mention.span.end
        if behind and behind[1]:
            whole = Span(mention.span.start, behind.end())
            marks[-1] = marks[-1][0], replace(mention, span=whole, name=whole.of(text), entity=None)
            here = whole.end
    at.extend(range(here, sentence.end + 1))
    out += text[here : sentence.end]
    for blank in _BLANKS:  # `translate` would look up each letter, since marks are not ASCII
        out = out.replace(blank, " ")
    return Marked(out, tuple(at), tuple(marks))


_BLANKS = "\n\t\u00a0\u2007\u2009\u202f\u3000"
"""What a space is set for, so that patterns need know no other."""


def _titled(text: str, sentence: Span, mention: Mention) -> re.Match[str] | None:
    """What makes a name a newspaper's that no list has: `Shanghai Securities` before `News`."""
    if mention.entity is not None and "/~" not in mention.entity:
        return None
    return FOLLOWS_A_TITLE.match(text, mention.span.end, sentence.end)


def _mark(mention: Mention, names: Mapping[str, Entity]) -> str:
    kind = source_kind(names.get(mention.entity or ""), mention.kind, mention.name)
    if kind is not None:
        return _MARKS[kind]
    return words.PLACE if mention.kind is EntityKind.PLACE else words.THING
