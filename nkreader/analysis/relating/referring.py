"""What one text says of what another one reports: as its follow-up, in reaction to it, or in passing.

A later text refers to an earlier one's event where one of its sentences shares enough with what the earlier one tells
in its first sentences, an event's word (`launch`, `visit`) among it or else much, and marks it as past: behind `after`,
`following`, `in response to`, by `last week` and the like, by a description with a name (`the Hanoi summit`), or by a
resolved date that fits the earlier piece. A date that does not fit tells of another event, whatever the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple

from nkreader.analysis.relating.cues import AFTER, PAST, REACTS
from nkreader.analysis.relating.evidence import Comparison
from nkreader.analysis.relating.occasions import is_occasion
from nkreader.analysis.relating.paper import Paper, Recalling, Sentence
from nkreader.analysis.terms import WORD, rarity, term
from nkreader.model.dates import DateMention
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.links import Reason, ReasonKind
from nkreader.model.spans import Span

FOLLOWING = 45
"""Days after an event within which what comes of it is its follow-up; later it is only mentioned."""
REACTING = 21
"""Days within which a reaction comes."""
EARLY = 6
"""Sentences, the title among them, in which a follow-up says what it follows up."""
LONGEST = 45
"""Days of a date at most; a wider one tells no event."""
DATED = 4.0
"""What a date that fits adds to what is shared."""
NARROW = 10
"""Days from which on a date is wide: it fits much, so that what is shared has to stand beside it."""
BESIDE = 110
"""Characters on either side of a wide date that tell what it dates."""
RECENT = 70
"""Characters on either side of `recently` and the like in which an event's word stands."""
ENOUGH, MUCH = 9.0, 13.0
"""What a reference must share with the other's first sentences; and where nothing of it is an event's word, or only
`last week` and the like marks it. A word counts as its rarity (up to 8.5), a name 4."""
REMEMBERED = 730
"""Days within which an event is called by its place or its people alone."""
NAME = 4.0
_LATE = 3
"""Days after an event within which it is published."""
_BEHIND = 220
"""Characters behind a mark of what is past in which the event is told."""


class _Reference(NamedTuple):
    """A sentence of the later text that tells of the earlier one's event."""

    sentence: Sentence
    place: int
    """Counted from 0."""
    words: str
    """By which it marks the event as past."""
    worth: float


def referring(both: Comparison, days: int | None, apart: str) -> tuple[float, Reason] | None:
    """How the later of two pieces refers to the other's event, with what that is worth; None where it does not.

    `days` are those between them, `apart` says so in words. Of one day either may be a reaction to the other.
    """
    first, second = both.here.analysis.published.interval, both.there.analysis.published.interval
    if days is None or first.earliest is None or second.earliest is None:
        return None
    if days == 0:
        return _reaction(both, True, 0, apart) or _reaction(both, False, 0, apart)
    backward = first.earliest > second.earliest
    return _reaction(both, backward, days, apart) or _reference(both, backward, days, apart)


def _reference(both: Comparison, backward: bool, days: int, apart: str) -> tuple[float, Reason] | None:
    later, earlier = _turned(both, backward)
    best: _Reference | None = None
    for recalling in later.recalling:
        found = _refers(both, later, earlier, recalling, days)
        if found and (best is None or (found.worth, -found.place) > (best.worth, -best.place)):
            best = found
    if best is None:
        return None
    follows = days <= FOLLOWING and best.place < EARLY
    kind = ReasonKind.FOLLOW_UP if follows else ReasonKind.MENTIONED
    said = " ".join(best.words.split())
    if follows:
        what = "what this piece follows up" if backward else "a follow-up"
    else:
        what = "reports what is mentioned here" if backward else "mentions what is reported here"
    text = f"{kind}: {what} (“{said}”){apart}"
    worth = min(1.6, best.worth / 12) if follows else min(1.1, best.worth / 18)
    return worth, _shown(both, backward, kind, text, best.sentence)


def _shown(both: Comparison, backward: bool, kind: ReasonKind, text: str, sentence: Sentence) -> Reason:
    """A reason with the referring sentence and the one that tells of the event, each on its side."""
    _, earlier = _turned(both, backward)
    told = both.beside(sentence, earlier.core) or earlier.core[0]
    return both.reason(kind, text, sentence, told) if backward else both.reason(kind, text, told, sentence)


def _turned(both: Comparison, backward: bool) -> tuple[Paper, Paper]:
    """The piece that refers, and the one that is referred to."""
    return (both.here, both.there) if backward else (both.there, both.here)


def _refers(both: Comparison, later: Paper, earlier: Paper, recalling: Recalling, days: int) -> _Reference | None:
    place, sentence, dates, _ = recalling
    fitting = sorted((date for date in dates if _fits(date, earlier)), key=lambda date: date.interval.days or 0)
    if dates and not fitting:
        return None
    known = _definite(later, earlier, recalling) if days <= REMEMBERED else None
    if known:
        return _Reference(sentence, place, known, ENOUGH)
    names = {name: span for name, span in sentence.names.items() if name in earlier.core_names}
    if not names or not (dates or recalling.known or sentence.is_marked):
        return None
    words = {word: span for word, span in sentence.words.items() if word in earlier.core_words}
    occasions = [span for word, span in words.items() if is_occasion(word)]
    worth = _worth(both, names, words)
    if worth < (ENOUGH if occasions else MUCH) or (len(words) < 3 and names.keys() <= both.broad):
        return None
    text, whole = later.text, sentence.span
    if fitting and (fitting[0].interval.days or 0) < NARROW:
        return _Reference(sentence, place, fitting[0].span.of(text), worth + DATED)
    for date in fitting:
        near = _around(date.span, whole, BESIDE)
        told = _worth(both, _inside(names, near), _inside(words, near))
        if told >= ENOUGH and any(near.covers(span) for span in occasions):
            return _Reference(sentence, place, date.span.of(text), told)
    if fitting:
        return None
    for mark in AFTER.finditer(text, whole.start, whole.end):
        behind = Span(mark.end(), min(mark.end() + _BEHIND, whole.end))
        told = _worth(both, _inside(names, behind), _inside(words, behind))
        ends = [span.end for span in occasions or words.values() if behind.covers(span)]
        if ends and told >= (ENOUGH if occasions else MUCH):
            return _Reference(sentence, place, text[mark.start() : min(ends)], told)
    recent = occasions and worth >= MUCH and days <= FOLLOWING
    for past in PAST.finditer(text, whole.start, whole.end) if recent else ():
        near = _around(Span(*past.span()), whole, RECENT)
        if any(near.covers(span) for span in occasions):
            return _Reference(sentence, place, past[0], worth - 3)
    return None


def _around(span: Span, whole: Span, reach: int) -> Span:
    """A span with so many characters on either side, inside another."""
    return Span(max(whole.start, span.start - reach), min(whole.end, span.end + reach))


def _definite(later: Paper, earlier: Paper, recalling: Recalling) -> str | None:
    """A description with a name, `the Hanoi summit`, of what one of the other's first sentences names and tells."""
    for match in recalling.known:
        phrase = Span(*match.span())
        inside = [one for one in recalling.sentence.mentions if phrase.covers(one.span)]
        if not any(one.entity and one.kind is not EntityKind.ORGANISATION and _narrow(later, one) for one in inside):
            continue
        words = [word for one in inside for word in WORD.findall(one.span.of(later.text))]
        said = {term(match["what"]), *map(term, words)}
        if any(said <= _said(earlier.text, one.span) for one in earlier.sentences[:2]):
            return match[0]
    return None


def _narrow(paper: Paper, mention: Mention) -> bool:
    """Whether a name tells one event from others of its kind: a state's alone does not."""
    return not paper.analysis.names[mention.entity or ""].line.startswith("State")


def _said(text: str, span: Span) -> set[str]:
    return {term(word) for word in WORD.findall(text, span.start, span.end)}


def _inside(found: Mapping[str, Span], span: Span) -> dict[str, Span]:
    return {key: place for key, place in found.items() if span.covers(place)}


def _reaction(both: Comparison, backward: bool, days: int, apart: str) -> tuple[float, Reason] | None:
    if days > REACTING:
        return None
    later, earlier = _turned(both, backward)
    if earlier.reacts or not later.reacts:
        return None
    for sentence in later.core:
        verb = REACTS.search(later.text, sentence.span.start, sentence.span.end)
        if verb is None:
            continue
        behind = Span(verb.end(), sentence.span.end)
        names = {key: at for key, at in _inside(sentence.names, behind).items() if key in earlier.core_names}
        words = {key: at for key, at in _inside(sentence.words, behind).items() if key in earlier.core_words}
        worth = _worth(both, names, words)
        if worth < ENOUGH or not any(map(is_occasion, words)) or (len(words) < 2 and names.keys() <= both.broad):
            continue
        past = next((one.dates for one in later.recalling if one.sentence is sentence), ())
        if past and not any(_fits(date, earlier) for date in past):
            continue
        what = "what this piece reacts to" if backward else "a reaction"
        text = f"{ReasonKind.REACTION}: {what} (“{verb[0].strip()}”){apart}"
        return min(1.4, worth / 12), _shown(both, backward, ReasonKind.REACTION, text, sentence)
    return None


def _worth(both: Comparison, names: Iterable[str], words: Iterable[str]) -> float:
    told = sum(1.0 if name in both.broad else NAME for name in names)
    return told + sum(map(rarity, words))


def _fits(date: DateMention, earlier: Paper) -> bool:
    """Whether a date may be the day of what another piece reports."""
    if (date.interval.days or LONGEST + 1) > LONGEST:
        return False
    if any(date.interval.intersect(event) is not None for event in earlier.days):
        return True
    published, told = earlier.analysis.published.interval, date.interval.latest
    if earlier.days != (published,) or told is None or published.earliest is None:
        return False
    return told <= published.earliest <= told + timedelta(days=_LATE)
