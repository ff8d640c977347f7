"""What an article names after the reader's repairs. Pure: what was found, and the repairs, in; mentions out.

Repairs are applied in the order in which they were made, each to what those before it left. The names by which things
are shown come last, whenever they were given, so that a name that another repair brings into an article is shown as
everywhere else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from nkreader.model.article import Article, PartKind
from nkreader.model.entities import Entity, Mention
from nkreader.model.folding import folded
from nkreader.model.repairs import Deed, Repair, also, form_key, renamed
from nkreader.model.spans import Span, merged

Lookup = Callable[[str], Entity | None]
_SPACELESS = 0x0E00
"""From here on most scripts write words without spaces between them, or add endings to names."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What an article names, and which repairs had a part in it."""

    mentions: tuple[Mention, ...]
    """Disjoint, in text order."""
    names: Mapping[str, Entity]
    """Every entity that they name, also as candidates."""
    used: tuple[str, ...]
    """Ids of the repairs without which it would be otherwise, in the order of their making."""


def repaired(
    article: Article,
    mentions: Sequence[Mention],
    names: Mapping[str, Entity],
    repairs: Sequence[Repair],
    listed: Lookup = lambda ident: None,
) -> Repaired:
    """Apply repairs to what was found.

    Args:
        mentions: As found: disjoint, in text order.
        names: Their entities by id.
        repairs: In any order; all hold for this article.
        listed: Gives what the gazetteer has under an id.
    """
    work = _Work(article, list(mentions), dict(names), listed)
    order = sorted(repairs, key=lambda one: (one.number, one.id))
    calls = [one for one in order if one.deed is Deed.RENAME]
    used = [one.id for one in order if one.deed is not Deed.RENAME and work.apply(one)]
    used += [one.id for one in _last(calls) if work.call(one)]
    numbers = {one.id: at for at, one in enumerate(order)}
    return Repaired(tuple(work.mentions), work.present(), tuple(sorted(used, key=numbers.__getitem__)))


def _last(calls: Sequence[Repair]) -> list[Repair]:
    """Of several names that were given to one thing, the last."""
    return list({one.entity: one for one in calls}.values())


class _Work:
    """One article at work."""

    def __init__(self, article: Article, mentions: list[Mention], names: dict[str, Entity], listed: Lookup) -> None:
        self.mentions = mentions
        self._article = article
        self._names = names
        self._listed = listed
        self._keys: dict[Span, str] = {}
        self._folded = ""

    def present(self) -> Mapping[str, Entity]:
        """The entities that are still named, in the order of the text."""
        used = dict.fromkeys(ident for one in self.mentions for ident in (one.entity, *one.candidates) if ident)
        return MappingProxyType({ident: self._names[ident] for ident in used})

    def apply(self, repair: Repair) -> bool:
        """Whether it changed anything: what is named where, or how else a name is printed."""
        known = self._names.get(repair.to.id) if repair.to else None
        changed = self._add(repair) if repair.deed is Deed.ADD else self._change(repair)
        return changed or (known is not None and self._names[known.id] != known)

    def _change(self, repair: Repair) -> bool:
        wanted = form_key(repair.form)
        result: list[Mention] = []
        for mention in self.mentions:
            after = self._after(mention, repair) if not wanted or self._key(mention) == wanted else mention
            if after is not None:
                result.append(after)
        changed = result != self.mentions
        self.mentions = result
        return changed

    def call(self, repair: Repair) -> bool:
        """Show a thing by another name."""
        to, here = repair.to, self.present()
        idents = [ident for ident in here if self._is(ident, repair)]
        if to is None or all(here[ident].name == to.name for ident in idents):
            return False
        for ident in idents:
            self._names[ident] = renamed(here[ident], to.name)
        self.mentions = [replace(one, name=to.name) if one.entity in idents else one for one in self.mentions]
        return True

    def _after(self, mention: Mention, repair: Repair) -> Mention | None:
        """What becomes of a mention of the right form; None if it is no name."""
        if not repair.entity:
            return self._as(mention, repair) if repair.to else None
        if mention.entity is not None:
            if not self._is(mention.entity, repair):
                return mention
            return self._as(mention, repair) if repair.to else None
        if not any(self._is(ident, repair) for ident in mention.candidates):
            return mention
        left = [repair.to and repair.to.id if self._is(ident, repair) else ident for ident in mention.candidates]
        candidates = tuple(dict.fromkeys(ident for ident in left if ident))
        if repair.to is not None:
            self._bring(repair)
        if len(candidates) > 1:
            return replace(mention, candidates=candidates)
        known = self._names[candidates[0]]
        return Mention(mention.span, known.kind, known.id, known.name)

    def _as(self, mention: Mention, repair: Repair) -> Mention:
        entity = self._bring(repair)
        return Mention(mention.span, entity.kind, entity.id, entity.name)

    def _bring(self, repair: Repair) -> Entity:
        """The entity that a repair leads to, among those of the article."""
        assert repair.to is not None
        to = repair.to
        entity = self._names.get(to.id) or self._listed(to.id) or to
        if repair.deed is Deed.MERGE:
            entity = also(entity, repair.was)
        self._names[to.id] = entity
        return entity

    def _is(self, ident: str, repair: Repair) -> bool:
        """Whether an id is that of a repair; what nobody had listed then may be listed now."""
        if ident == repair.entity:
            return True
        if "/~" not in repair.entity or "/~" in ident or ident not in self._names:
            return False
        known = self._names[ident]
        kind, _, _ = repair.entity.partition("/")
        return known.kind == kind and form_key(known.name) == form_key(repair.was)

    def _key(self, mention: Mention) -> str:
        if mention.span not in self._keys:
            self._keys[mention.span] = form_key(mention.span.of(self._article.text))
        return self._keys[mention.span]

    def _add(self, repair: Repair) -> bool:
        if repair.to is None or not self._holds(repair.form):
            return False
        before = self.mentions
        for span in occurrences(self._article, repair.form):
            self._put(span, repair)
        return self.mentions != before

    def _holds(self, form: str) -> bool:
        """Whether the text may hold a form: cheap, and never wrong when it says no."""
        if not self._folded:
            self._folded = form_key(self._article.text)
        return form_key(form) in self._folded

    def _put(self, span: Span, repair: Repair) -> None:
        """A name at a place, instead of those it overlaps; but it is none inside of a longer one."""
        first = bisect_left(self.mentions, span.start, key=lambda one: one.span.end)
        while first < len(self.mentions) and self.mentions[first].span.end <= span.start:
            first += 1
        last = first
        while last < len(self.mentions) and self.mentions[last].span.start < span.end:
            last += 1
        if any(one.span.covers(span) and one.span != span for one in self.mentions[first:last]):
            return
        entity = self._bring(repair)
        new = Mention(span, entity.kind, entity.id, entity.name)
        self.mentions = [*self.mentions[:first], new, *self.mentions[last:]]


def occurrences(article: Article, form: str) -> Iterator[Span]:
    """Where a form stands as a whole word, with its capitals, in what is read for names; disjoint, in text order."""
    wanted = form_key(form)
    if not wanted:
        return
    for region in regions(article):
        stretch = region.of(article.text)
        present = folded(stretch)
        text = present.text.replace("-", " ").replace("\n", " ")
        at = text.find(wanted)
        while at >= 0:
            inside = present.span(at, at + len(wanted))
            span = Span(region.start + inside.start, region.start + inside.end)
            if _whole(article.text, span) and _capitals(form, span.of(article.text), wanted):
                yield span
                at = text.find(wanted, at + len(wanted))
            else:
                at = text.find(wanted, at + 1)


def regions(article: Article) -> list[Span]:
    """What is read for names: title, body, byline and dateline."""
    kinds = (PartKind.TITLE, PartKind.BYLINE, PartKind.DATELINE)
    return merged([*(part.span for part in article.body), *(span for kind in kinds for span in article.all(kind))])


def _whole(text: str, span: Span) -> bool:
    """Whether it neither begins nor ends inside a word, as far as words are told by spaces."""
    starts = span.start == 0 or not (_letter(text[span.start - 1]) and _letter(text[span.start]))
    return starts and (span.end == len(text) or not (_letter(text[span.end - 1]) and _letter(text[span.end])))


def _letter(character: str) -> bool:
    return character.isalnum() and ord(character) < _SPACELESS


def _capitals(form: str, found: str, wanted: str) -> bool:
    """Whether what was found is that form with its capitals; all in capitals, it may be a headline."""
    if form_key(found) != wanted:  # it ends inside of what one character was folded to
        return False
    if len(form) > 1 and form.isupper():
        return found.isupper()
    return not form[:1].isupper() or found[:1].isupper()
