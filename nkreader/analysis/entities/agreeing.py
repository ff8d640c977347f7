"""One reading of a stretch that several rules read differently."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from nkreader.analysis.entities.found import Found, Taken, disjoint
from nkreader.analysis.entities.gazetteer import gazetteer, key
from nkreader.analysis.entities.lexicon import lexicon
from nkreader.analysis.entities.unlisted_others import has_head
from nkreader.analysis.entities.unlisted_people import korean_name
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

_UNFINISHED = frozenset(["Party", "Committee", "Ministry", "Council", "Commission", "Assembly", "Union", "League"])
"""A listed name that ends so may go on: `the Central Committee of the Workers' Party` in `... of Bangladesh`."""
_GLUED_WORDS = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}")


def confirmed(text: str, title: Span | None, found: Sequence[Found]) -> list[Found]:
    """Without what only a headline says: its capitals may be those of every word in it.

    What begins there with a name that the rest of the text also has, ends with it. Korean names of people
    are known by their shape.
    """
    if title is None:
        return list(found)
    inside = [item for item in found if title.covers(item.span)]
    if not inside:
        return list(found)
    rest = text[: title.start] + text[title.end :]
    names = {item.name for item in found if not title.covers(item.span)}
    kept: list[Found] = []
    for item in found:
        person = item.kind is EntityKind.PERSON
        if not title.covers(item.span) or item.name in rest or (person and korean_name(item.name)):
            kept.append(item)
        elif not person:
            begun = next((name for name in _beginnings(item.span.of(text)) if name in names), None)
            if begun:
                kept.append(Found(Span(item.span.start, item.span.start + len(begun)), item.kind, item.ids, begun))
    return kept


def _beginnings(words: str) -> Iterator[str]:
    """What stands before each space, the longest first."""
    at = words.rfind(" ")
    while at >= 0:
        yield words[:at]
        at = words.rfind(" ", 0, at)


def agreed(text: str, listed: Sequence[Found], others: Sequence[Found], people: Sequence[Found]) -> list[Found]:
    """No overlaps: the longest reading, a listed name before an unlisted one of equal length."""
    ends = {item.span.end for item in (*listed, *people) if item.kind is EntityKind.PERSON}
    begun = {
        item.span.start: item.span
        for item in listed
        if item.kind is EntityKind.ORGANISATION and " " in item.name and key(item.name) not in gazetteer().ambiguous
    }
    ended = {item.span.end for item in listed if item.kind is EntityKind.PLACE and " " in item.name}
    glued = Taken(item.span for item in listed if text[item.span.end : item.span.end + 1].isalpha())
    shaped = [item for item in others if item.span.end not in ends and not _outgrown(text, item, begun)]
    shaped = [item for item in shaped if item.kind is not EntityKind.PLACE or item.span.end not in ended]
    shaped = [item for item in shaped if glued.free(item.span)]
    whole = disjoint([*listed, *named_after(text, listed), *shaped])
    other = Taken(item.span for item in whole if item.kind is not EntityKind.PERSON)
    apart = [item for item in people if other.free(item.span)]
    known = Taken(item.span for item in listed)
    inside = [item for item in apart if known.free(item.span)]
    return disjoint([*whole, *inside, *(_longer(apart, listed) if len(inside) < len(apart) else ())])


def _longer(people: Sequence[Found], listed: Sequence[Found]) -> list[Found]:
    """Who bears a name that ends in a listed one: another person, unless that is a full Korean name."""
    known = sorted(k.span for k in listed if k.kind is EntityKind.PERSON and not korean_name(k.name))
    starts = [span.start for span in known]
    nearest = list(accumulate((span.end for span in reversed(known)), min))[::-1]
    found: list[Found] = []
    for item in people:
        at = bisect_right(starts, item.span.start)
        if at < len(known) and nearest[at] <= item.span.end:
            found.append(item)
    return found


def named_after(text: str, listed: Sequence[Found]) -> list[Found]:
    """What bears a person's name and is run together with it: `Kim Il SungUniversity`."""
    found: list[Found] = []
    for item in listed:
        if item.kind is not EntityKind.PERSON:
            continue
        match = _GLUED_WORDS.match(text, item.span.end)
        words = match[0] if match else ""
        while words:
            name = f"{item.name} {words}"
            known = [e for e in gazetteer().lookup(name) if e.kind is not EntityKind.PERSON]
            if known:
                span = Span(item.span.start, item.span.end + len(words))
                found.append(Found(span, known[0].kind, tuple(e.id for e in known), name))
                break
            words = words.rpartition(" ")[0]
    return found


def person_or_place(others: Sequence[Found], people: Sequence[Found]) -> list[Found]:
    """`others` without the places that are a person's name (`David Hall`)."""
    given = lexicon().given
    spans = {item.span for item in people if item.name.partition(" ")[0] in given}
    return [item for item in others if item.kind is not EntityKind.PLACE or item.span not in spans]


def _outgrown(text: str, item: Found, begun: dict[int, Span]) -> bool:
    """A listed name to which a rule only added what follows it (`the Hanul Party of Korea and Vice ...`)."""
    listed = begun.get(item.span.start)
    if listed is None or has_head(item.name):
        return False
    added = text[listed.end : item.span.end]
    finished = listed.of(text).rpartition(" ")[2] not in _UNFINISHED
    return finished or not added.startswith(" of ") or " and " in added
