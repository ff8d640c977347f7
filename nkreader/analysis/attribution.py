"""Who says so, sentence by sentence: the sources that a sentence cites, and who passes on whom.

`Yonhap reported, citing KCNA` has KCNA come via Yonhap; `the ministry said in a statement carried by KCNA` has the
ministry come via KCNA. A medium that the news is about (its building, its staff, its losses) is no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from nkreader.analysis import attribution_unnamed as unnamed
from nkreader.analysis import attribution_words as words
from nkreader.analysis.attribution_candidates import Candidate, candidates
from nkreader.analysis.attribution_marks import ANY, BODY, KINDS, marked
from nkreader.analysis.marked import Marked
from nkreader.analysis.spelling import spelled_small
from nkreader.model.analysis import SourceKind
from nkreader.model.entities import Entity, Mention
from nkreader.model.spans import Span

REACH = 8
"""How many sources of one sentence a source passes on at the most: what is longer is a list."""
_NEAR = 90
"""Characters beside a person's name within which is said what makes them a source."""
_BEFORE = 130
"""Characters before a source in which is said how it is cited."""


class How(Enum):
    """By what words somebody is cited."""

    SUBJECT = "it says so"
    LAST = "what came before is what it says"
    CITED = "somebody cites it"
    TOLD_BY = "what is told comes from it"
    PASSING = "those before speak through it"


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as one sentence cites it."""

    span: Span
    name: str
    entity: str | None
    kind: SourceKind
    back: bool = False
    """`the agency`: the medium that was named last."""
    then: bool = False
    """It said so on another occasion, long before."""
    day: str = ""
    """The day of the week on which it said so."""
    via: int | None = None
    """Which of the sentence's sources passes it on."""


class _Hit(NamedTuple):
    start: int
    end: int
    how: How
    cited: Cited


def citations(
    text: str, sentence: Span, mentions: Sequence[Mention], names: Mapping[str, Entity], *, title: bool = False
) -> tuple[Cited, ...]:
    """The sources that a sentence cites, in text order.

    Args:
        text: The article's.
        sentence: Of that text.
        mentions: Those that lie in the sentence, in text order.
        names: What they mean.
        title: The sentence is the title, which may end in its source (`: KCNA`).
    """
    spelling = spelled_small(text[sentence.start : sentence.end])
    if not title and words.CUES.isdisjoint(spelling):
        return ()
    spelled = frozenset(spelling)
    said = marked(text, sentence, mentions, names)
    small = words.small(said.text)
    found: dict[int, _Hit] = {}
    for candidate in candidates(said.text, small, spelled):
        for hit in _cited(said, small, text, candidate):
            found.setdefault(hit.start, hit)
    match = words.HEADED.search(said.text) if title else None
    if match is not None:
        place = match.start("names") if match["names"] else match.start("first")
        found.setdefault(place, _named(said, place, How.LAST, match.span()))
    return _related(said.text, [found[place] for place in sorted(found)])


def _cited(said: Marked, small: str, text: str, one: Candidate) -> Iterator[_Hit]:
    """The sources of a candidate, if the words around it cite it."""
    if one.what in ("somebody", "press") and _right_before(words.FORMERLY, said.text, one.start):
        return
    window = max(0, one.start - _BEFORE), one.start
    led = words.may_be_led(small, *window)
    before = words.LEADS.search(small, *window) if led else None
    if before and before["citing"] and words.WITHOUT.search(said.text, 0, before.start()):
        return
    if before and (how := _by(said.text, one, before)) is not None:
        yield from _sources(said, text, one, how, (before.start(), one.end), None)
        return
    if led and one.what == "names" and words.MADE_BY.search(small, *window):
        yield from _sources(said, text, one, How.CITED, (one.start, one.end), None, bodies=True)
        return
    says = words.SAYS.match(small, one.end) if words.may_say(small, one.end) else None
    if says:
        if _right_before(words.NOT_YET, said.text, one.start) or _apposed(said.text, one):
            return
        if one.what == "names" and words.AT_THE_HEAD.search(said.text, max(0, one.start - _BEFORE), one.start):
            return
        how = How.LAST if says["last"] is not None else How.SUBJECT
        yield from _sources(said, text, one, how, (one.start, says.end()), says)
        return
    made = said.text[one.start] == words.MEDIUM and words.MADE_BEHIND.match(said.text, one.end)
    if made and words.WITHIN.search(said.text, max(0, one.start - 60), one.start):
        yield from _sources(said, text, one, How.TOLD_BY, (one.start, one.end), None)


def _right_before(form: re.Pattern[str], text: str, place: int) -> bool:
    """Whether a short form of words ends at a place; it is not looked for further back than it can begin."""
    return form.search(text, max(0, place - words.SHORT), place) is not None


def _apposed(text: str, one: Candidate) -> bool:
    """`Fighters for a Free North Korea, a defector group in Seoul, said`: the name says it."""
    return (
        one.what == "somebody"
        and ANY.match(text, one.start - 3) is not None
        and text[one.start - 2 : one.start] == ", "
    )


def _by(text: str, one: Candidate, before: re.Match[str]) -> How | None:
    media = one.what in ("press", "titled", "back") or text[one.start] == words.MEDIUM
    if before["citing"]:
        return How.CITED
    if before["according"]:
        return How.PASSING
    if before["told"]:
        return How.PASSING if media else None
    if before["agent"]:
        passes = words.PASSES_ON.match(before["passed"]) or text[: before.start()].endswith("as ")
        return How.PASSING if passes and media else How.TOLD_BY
    return (
        How.PASSING
        if media and not (one.what == "press" and not unnamed.STATE.search(text, one.start, one.end))
        else None
    )


def _sources(
    said: Marked,
    text: str,
    one: Candidate,
    how: How,
    around: tuple[int, int],
    says: re.Match[str] | None,
    *,
    bodies: bool = False,
) -> Iterator[_Hit]:
    weak = says is not None and says["weak"] is not None
    if one.what == "names":
        for mark in ANY.finditer(said.text, one.start, one.end):
            kind = KINDS[mark[0]]
            if (weak or bodies) and kind is not SourceKind.MEDIUM and not (bodies and kind is not SourceKind.PERSON):
                continue
            if kind is SourceKind.PERSON and not _speaks(said.text, mark.start(), one.end, how, says):
                continue
            if _right_before(words.FORMERLY, said.text, mark.start()):
                continue
            yield _named(said, mark.start(), how, around)
        return
    if one.what == "somebody":
        if weak or (says and unnamed.SPOKEN_OF.fullmatch(said.text, one.start, one.end)):
            return
        body = [*BODY.finditer(said.text, one.start, one.end)]
        if body:  # `an official of the ministry`: the ministry
            yield _named(said, body[-1].start(), how, around)
            return
    span = said.span(one.start, one.end)
    kind = _UNLISTED[one.what]
    name = " ".join(span.of(text).split())
    when = _when(said.text, *around)
    yield _Hit(one.start, one.end, how, Cited(span, name, None, kind, one.what == "back", *when))


_UNLISTED = {
    "titled": SourceKind.MEDIUM,
    "press": SourceKind.PRESS,
    "back": SourceKind.MEDIUM,
    "somebody": SourceKind.UNNAMED,
    "body": SourceKind.AUTHORITY,
}


def _named(said: Marked, place: int, how: How, around: tuple[int, int]) -> _Hit:
    mention = next(mention for at, mention in said.names if at == place)
    kind = KINDS[said.text[place]]
    cited = Cited(mention.span, mention.name, mention.entity, kind, False, *_when(said.text, *around))
    return _Hit(place, place + 1, how, cited)


def _when(text: str, start: int, end: int) -> tuple[bool, str]:
    """Whether it was said long before, and on what day of the week: from the words that cite and those beside them."""
    before = words.LONG_AGO_BEFORE.search(text, max(0, start - 30), start)
    within = words.LONG_AGO_INSIDE.search(text, start, end)
    behind = words.LONG_AGO_AFTER.match(text, end)
    day, next_day = words.A_DAY.search(text, start, end), words.A_DAY_AFTER.match(text, end)
    return (before or within or behind) is not None, day[0] if day else next_day[1] if next_day else ""


def _speaks(text: str, place: int, end: int, how: How, says: re.Match[str] | None) -> bool:
    """Whether a person is one who is asked, or has issued a statement, and not whom the news is about."""
    if says is None:
        return how is not How.CITED or words.FOR_AN_EXPERT.search(text, max(0, place - _NEAR), end + _NEAR) is not None
    if says["verb"] and says["verb"].casefold() == "told":
        return words.REPORTERS.match(text, says.end()) is not None
    if words.IN_A_STATEMENT.match(text, end):
        return True
    return words.FOR_AN_EXPERT.search(text, max(0, place - _NEAR), says.end()) is not None


def _related(text: str, hits: Sequence[_Hit]) -> tuple[Cited, ...]:
    """The sources of a sentence with who passes on whom."""
    via: dict[int, int] = {}
    for at, hit in enumerate(hits):
        passes = _passes(hit.cited)
        if hit.how is How.CITED:
            before = range(at - 1, max(-1, at - 1 - REACH), -1)
            outer = next((other for other in before if _passes(hits[other].cited)), None)
            if outer is not None:
                via.setdefault(at, outer)
        elif passes and hit.how in (How.PASSING, How.LAST):
            for other in range(max(0, at - REACH), at):
                if other not in via and not _together(text, hits[other], hit) and via.get(at) != other:
                    via[other] = at
        elif passes and hit.how is How.SUBJECT:
            _lead(text, hits, at, via)
    return tuple(replace(hit.cited, via=via.get(at)) for at, hit in enumerate(hits))


def _passes(one: Cited) -> bool:
    return one.kind in (SourceKind.MEDIUM, SourceKind.PRESS)


def _lead(text: str, hits: Sequence[_Hit], at: int, via: dict[int, int]) -> None:
    """`Yonhap said the ministry announced`: what others say behind it, it says of them."""
    for other in range(at + 1, min(len(hits), at + 1 + REACH)):
        behind = hits[other]
        if behind.how in (How.PASSING, How.LAST) or words.BREAKS.search(text, hits[at].end, behind.start):
            return
        if not _together(text, hits[at], behind):
            via.setdefault(other, at)


def _together(text: str, one: _Hit, other: _Hit) -> bool:
    """Whether two are cited side by side: `KCNA and Rodong Sinmun`."""
    return words.BESIDE.fullmatch(text, one.end, other.start) is not None
