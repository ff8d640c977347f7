"""Who says it: the outlet, and the sources it cites for what it reports.

The chain is of media, from the outlet to the innermost; only citations in the opening of an article count for it, since
further down other matters are cited. Authorities, experts and people without a name are kept beside it, from the whole
text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from nkreader.analysis.attribution import Cited, citations
from nkreader.analysis.entities import gazetteer
from nkreader.analysis.media import is_medium
from nkreader.analysis.press import STATE_MEDIA, press_name
from nkreader.analysis.sentences import within
from nkreader.model.analysis import Origin, SourceKind
from nkreader.model.article import Article, PartKind
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.spans import Span

OPENING = 7
"""Sentences of paragraphs from the beginning within which a citation is for the main claim."""
LONGEST = 400
"""Sentences that are looked at."""


class Found(NamedTuple):
    """What a piece says of its sources."""

    origins: tuple[Origin, ...]
    """The outlet, then the media cited in the opening, outermost to innermost."""
    sources: tuple[Origin, ...]
    """Every source, each once."""
    names: Mapping[str, Entity]
    """With the outlet's entity where the gazetteer has it."""


@dataclass(slots=True)
class _Sources:
    """The sources of an article as they are found, in text order."""

    found: dict[str, Origin] = field(default_factory=dict)
    last_medium: str | None = None
    """Key of the medium that was cited last: `the agency`."""
    day: str = ""
    """Day of the week on which the first of them said so; what was reported on another is another matter."""

    def add(self, cited: Cited, main: bool) -> str | None:
        """Take in one citation; gives the key of its source."""
        if cited.back:
            return self.last_medium
        name = press_name(cited.name) if cited.kind is SourceKind.PRESS else cited.name
        medium = cited.kind in (SourceKind.MEDIUM, SourceKind.PRESS)
        other_day = medium and self.day and cited.day and cited.day != self.day
        one = Origin(name, cited.entity, cited.span, cited.kind, main and not cited.then and not other_day)
        self.day = self.day or (cited.day if medium and one.main else "")
        known = self.found.get(one.key)
        if known is None:
            self.found[one.key] = one
        elif one.main and not known.main and cited.day:
            self.found[one.key] = replace(known, main=True, span=one.span)
        if medium:
            self.last_medium = one.key
        return one.key

    def passed_on(self, key: str, by: str) -> None:
        """Note that one source comes via another, unless that comes via it."""
        at: str | None = by
        while at is not None:
            if at == key:
                return
            at = self.found[at].via
        if self.found[key].via is None:
            self.found[key] = replace(self.found[key], via=by)


def find_origins(
    article: Article,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    names: Mapping[str, Entity],
    outlet: str | None,
) -> Found:
    """The outlet and every source that the article cites."""
    known = dict(names)
    own: list[Origin] = []
    if outlet:
        entity = _organisation(outlet)
        if entity:
            known.setdefault(entity.id, entity)
        own.append(Origin(entity.name if entity else outlet, entity.id if entity else None, None))
    sources = _sources(article, sentences, mentions, known, {one.key for one in own})
    named = _innermost_last([one for one in sources if one.main and one.kind is SourceKind.MEDIUM])
    if not named:
        unnamed = [one for one in sources if one.kind is SourceKind.PRESS]
        named = ([one for one in unnamed if one.main] or [one for one in unnamed if one.name == STATE_MEDIA])[:1]
    return Found((*own, *named), sources, known)


def _sources(
    article: Article,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    names: Mapping[str, Entity],
    own: set[str],
) -> tuple[Origin, ...]:
    told = list(within(sentences, article.all(PartKind.PARAGRAPH)))
    opening = told[OPENING - 1].end if len(told) >= OPENING else len(article.text)
    title, line = article.first(PartKind.TITLE), article.first(PartKind.DATELINE) or Span(0, 0)
    inside = _Inside(mentions, line)
    sources = _Sources()
    for sentence in islice(sentences, LONGEST):
        head = title is not None and title.covers(sentence)
        here = inside.of(sentence)
        if not head and (alone := _alone(sentence, here, names)):
            sources.add(alone, main=True)
            continue
        found = citations(article.text, sentence, here, names, title=head)
        keys = [sources.add(cited, sentence.start < opening) for cited in found]
        for key, cited in zip(keys, found, strict=True):
            by = keys[cited.via] if cited.via is not None else None
            if key is not None and by is not None and key != by:
                sources.passed_on(key, by)
    return _shown(sources.found, own)


def _alone(sentence: Span, mentions: Sequence[Mention], names: Mapping[str, Entity]) -> Cited | None:
    """A medium that is a heading of a press review: what stands below is from it."""
    if len(mentions) != 1 or mentions[0].span != sentence:
        return None
    mention = mentions[0]
    if not is_medium(names.get(mention.entity or "")):
        return None
    return Cited(mention.span, mention.name, mention.entity, SourceKind.MEDIUM)


def _shown(found: Mapping[str, Origin], own: set[str]) -> tuple[Origin, ...]:
    """Without the outlet itself, whose own report passes nothing on; `via` by name."""
    shown = []
    for key, one in found.items():
        if key in own:
            continue
        by = found[one.via] if one.via is not None and one.via not in own else None
        shown.append(replace(one, via=by.name if by else None))
    return tuple(shown)


class _Inside:
    """The mentions of each sentence, asked for in text order."""

    def __init__(self, mentions: Sequence[Mention], skipped: Span) -> None:
        self._left = [mention for mention in mentions if not skipped.covers(mention.span)]
        self._at = 0

    def of(self, sentence: Span) -> Sequence[Mention]:
        left = self._left
        while self._at < len(left) and left[self._at].span.start < sentence.start:
            self._at += 1
        end = self._at
        while end < len(left) and left[end].span.end <= sentence.end:
            end += 1
        return left[self._at : end]


def _innermost_last(media: Iterable[Origin]) -> list[Origin]:
    """Each behind whom it comes via, otherwise as the text has them."""
    left = list(media)
    here = {one.name for one in left}
    ordered: list[Origin] = []
    done: set[str] = set()
    while left:
        one = next((one for one in left if one.via is None or one.via in done or one.via not in here), left[0])
        left.remove(one)
        ordered.append(one)
        done.add(one.name)
    return ordered


def _organisation(name: str) -> Entity | None:
    found = [e for e in gazetteer().lookup(name) if e.kind is EntityKind.ORGANISATION]
    return found[0] if len(found) == 1 else None
