"""What an article calls an organisation after its full name: initials, the last word, the first word of a company.

`the Afro-Asian Peoples' Forum Union` may be `AAPFU`, `the Hanul Times` may be `the Times` and `Hanul Securities LP`
may be `Hanul` in the same article. None of these is a name by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nkreader.analysis.entities.found import Found, Taken, disjoint, unlisted_id
from nkreader.analysis.entities.gazetteer import gazetteer
from nkreader.analysis.entities.lexicon import lexicon
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

PAPERS = frozenset("Times Journal Post Herald Tribune Guardian Economist Telegraph Independent Diplomat Globe".split())
"""What newspapers' names end with; alone after `the`, it is the paper last named."""
_BODIES = frozenset(
    """
    Academy Agency Association Bank Board Bureau Center Centre Commission Committee Council Federation Foundation Fund
    Institute League Ministry Orchestra Organization Organisation Philharmonic Society University
    """.split()
)
"""What may stand for the whole name where the article names only one organisation with this head."""
_TRADES = frozenset(
    """
    Inc Corp Co Ltd LP LLC Plc PLC AG NV Investments Investment Securities Capital Holdings Industries Motor Motors
    Electronics Airlines Airways Technologies Systems Partners Insurance Petroleum Shipbuilding Aerospace Energy
    """.split()
)
"""How companies' names end."""
_OWN = re.compile(
    r" of (?:the )?(?:DPRK|Democratic People['’]s Republic of Korea|ROK|Republic of Korea"
    r"|Korean People['’]s Army|KPA|WPK|Workers['’] Party of Korea)(?![\w-])"
)
"""Whose an organisation is; part of its name."""
_FEW = 64
_MEDIA = PAPERS | {"Sinmun", "Shimbun", "Ilbo", "Joson", "Daily", "News"}
_SMALL = re.compile(r"\b(?:of|for|the|and|in|on|to|with|a)\b")
_INITIAL = re.compile(r"[A-Z](?=\w)")
_WORD = re.compile(r"[A-Z](?<![\w@.-].)\w*+")
_TICKER = re.compile(r"\.[A-Z]")
_CALLED = re.compile(r"(?: in [A-Z][a-z]+)?\s?\(([A-Z][a-z]{4,})\)")
_DATELINE = re.compile(r"\(([A-Z][\w.]*(?: [A-Z][\w.]*){0,2})\)")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\"“”(\n]|-|--|—)\s*$")
_THE = re.compile(r"\b[Tt]he $")
_WORD_BEFORE = re.compile(r"([\w.’'-]+) $")
_GOES_ON = re.compile(r"-| (?:of|for|on) | [A-Z]")
"""What follows the first or last word of a longer name."""


@dataclass(frozen=True, slots=True)
class _Named:
    """An organisation that the article names in full, and where it does so first."""

    item: Found
    ident: str
    start: int


def whole(text: str, title: Span | None, found: Iterable[Found]) -> list[Found]:
    """Organisations with the `The` that belongs to the name, and with whose they are (`Cabinet of the DPRK`).

    An article belongs to a newspaper's name, and to one before which it is written large inside a sentence.
    """
    return disjoint(_widened(text, title, _owned(text, item)) for item in found)


def _owned(text: str, item: Found) -> Found:
    if item.kind is not EntityKind.ORGANISATION or len(item.ids) != 1 or item.name.rpartition(" ")[2] in _MEDIA:
        return item
    whose = _OWN.match(text, item.span.end)
    return replace(item, span=Span(item.span.start, whose.end())) if whose else item


def _widened(text: str, title: Span | None, item: Found) -> Found:
    start = item.span.start
    if item.kind is not EntityKind.ORGANISATION or text[max(0, start - 4) : start] != "The ":
        return item
    if title is not None and title.covers(item.span):
        return item
    before = text[max(0, start - 12) : start - 4]
    paper = " " in item.name and item.name.rpartition(" ")[2] in PAPERS
    if not paper and _SENTENCE_END.search(before):
        return item
    if not paper and (not before.endswith(" ") or not before[:-1].strip()[-1:].islower()):
        return item
    return replace(item, span=Span(start - 4, item.span.end))


def short_organisations(
    text: str, regions: Sequence[Span], full: Sequence[Found], dateline: Span | None
) -> Iterator[Found]:
    """Short forms of the organisations that are named in `full`, where nothing else is named."""
    taken = Taken(item.span for item in full)
    named = _named(full)
    called = _explained(text, full)
    letters = {form: one for one in reversed(named) for form in _letters(one.item.name)}
    ends, firsts = _ends(named), _firsts(named)
    wanted = {*called, *letters, *ends, *firsts}
    if len(wanted) <= _FEW:  # so few that it is quicker to see first which the text has at all
        again = [word for word in ends if f"he {word}" in text] + [word for word in firsts if text.count(word) > 1]
        wanted = {*called, *(form for form in letters if form in text), *again}
    standing = _standing(text, regions, wanted)
    for found in (
        *(replace(called[word], span=span) for word in called for span in standing[word] if len(standing[word]) > 1),
        *(_as(letters[word], span) for word in letters for span in standing[word] if not _TICKER.match(text, span.end)),
        *(found for word in ends for found in _lasts(text, word, ends[word], standing[word])),
        *(found for word in firsts for found in _alone(text, firsts[word], standing[word])),
    ):
        if taken.free(found.span):
            taken.add(found.span)
            yield found
    match = _DATELINE.search(text, dateline.start, dateline.end) if dateline else None
    if match and taken.free(span := Span(*match.span(1))) and not lexicon().never.intersection(match[1].split()):
        yield Found(span, EntityKind.ORGANISATION, (), match[1])


def _named(full: Iterable[Found]) -> list[_Named]:
    first: dict[str, _Named] = {}
    for item in full:
        if item.kind is EntityKind.ORGANISATION and len(item.ids) < 2 and " " in item.name:
            ident = item.ids[0] if item.ids else unlisted_id(item.kind, item.name)
            known = first.get(ident)
            if known is None or item.span.start < known.start:
                first[ident] = _Named(item, ident, item.span.start)
    return sorted(first.values(), key=lambda one: one.start)


def _letters(name: str) -> Iterator[str]:
    if name.count(" ") + name.count("-") < 2:
        return
    words = _SMALL.sub(" ", name)
    for text in (words, words.replace("-", " ")):
        found = "".join(word[0] for word in text.split() if _INITIAL.match(word))
        if len(found) >= 3 and len(found) == len(text.split()):
            yield found


def _ends(named: Iterable[_Named]) -> dict[str, list[_Named]]:
    """Organisations by the word that may stand for them after `the`."""
    ends: dict[str, list[_Named]] = {}
    for one in named:
        words = one.item.name.split()
        head = words[-1] if words[-1] in PAPERS else next((word for word in words if word in _BODIES), None)
        if head:
            ends.setdefault(head, []).append(one)
    return ends


def _lasts(text: str, word: str, ones: Sequence[_Named], standing: Iterable[Span]) -> Iterator[Found]:
    """`the Times`, `the Institute`: the paper last named, or the only body of its kind that was named before."""
    if len(ones) > 1 and word not in PAPERS:
        return
    starts = [one.start for one in ones]
    for span in standing:
        if _GOES_ON.match(text, span.end):
            continue
        at = bisect_left(starts, span.start) - 1
        if at >= 0 and _THE.search(text, max(0, span.start - 4), span.start):
            yield _as(ones[at], span)


def _firsts(named: Iterable[_Named]) -> dict[str, _Named]:
    """Companies that nobody listed, by their first word where it names them alone."""
    firsts: dict[str, _Named] = {}
    for one in named:
        words = one.item.name.split()
        if not one.item.ids and words[-1] in _TRADES and _distinct(words[0]):
            firsts.setdefault(words[0], one)
    return firsts


def _alone(text: str, one: _Named, standing: Sequence[Span]) -> Iterator[Found]:
    """`Hanul` for `Hanul Securities`, if it has its capital inside a sentence, too."""
    free = [span for span in standing if not _GOES_ON.match(text, span.end)]
    if any(_inside(text, span) for span in free):
        yield from (_as(one, span) for span in free if not _before_is_name(text, span))


def _distinct(word: str) -> bool:
    """Whether a company's first word names it alone: no place, person, people or word that begins sentences."""
    words = lexicon()
    ordinary = word in words.never or word in words.openers or word in words.empty or word in words.heads
    person = word in words.given or word in words.korean or word in words.chinese
    return len(word) > 3 and word.isalpha() and not ordinary and not person and not gazetteer().lookup(word)


def _standing(text: str, regions: Iterable[Span], wanted: Collection[str]) -> dict[str, list[Span]]:
    """Where each of the words stands as it is written; nowhere for all others."""
    places: defaultdict[str, list[Span]] = defaultdict(list, {word: [] for word in wanted})
    if places:
        for region in regions:
            for match in _WORD.finditer(text, region.start, region.end):
                if match[0] in places:
                    places[match[0]].append(Span(*match.span()))
    return places


def _inside(text: str, span: Span) -> bool:
    """Whether it stands inside a sentence, where only a name has a capital."""
    before = _WORD_BEFORE.search(text, max(0, span.start - 24), span.start)
    return before is not None and before[1].islower()


def _before_is_name(text: str, span: Span) -> bool:
    before = _WORD_BEFORE.search(text, max(0, span.start - 24), span.start)
    return before is not None and before[1][0].isupper() and before[1] not in lexicon().never


def _explained(text: str, full: Iterable[Found]) -> dict[str, Found]:
    """What stands in brackets after a name: `the Korean Youth Association in Japan (Hanulhoe)`."""
    words = lexicon()
    called: dict[str, Found] = {}
    for item in full:
        if item.kind is not EntityKind.ORGANISATION or len(item.ids) > 1:
            continue
        match = _CALLED.match(text, item.span.end)
        if match and match[1] not in words.never and match[1] not in words.given and not gazetteer().lookup(match[1]):
            called.setdefault(match[1], item)
    return called


def _as(one: _Named, span: Span) -> Found:
    return replace(one.item, span=span)
