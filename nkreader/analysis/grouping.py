"""Which articles report the same event: which pairs are compared, and how far two articles agree.

How far two articles agree is the chance that they report one event, out of a few signals that each can be told to a
reader: how alike their telling words are on the whole and in their leads (cosine of rarity-weighted terms; Salton and
Buckley, 1988), their names, their numbers, and the pairs of words in their opening sentences; whether the names of the
one's beginning occur in the other; the days on which they say to have been published; and what or whom one is about and
the other never mentions. The weights were fitted by logistic regression on ECB+, and on news of different days as what
is not the same; but those of the leads, of openings that are alike, of days and of what is not mentioned are set by
hand, since ECB+ has little of the repetitive and dated news that matters here.

Compared are those that share two telling terms of their leads and whose days leave it open: that is decided by the two
alone, so what is compared, and what comes of it, does not depend on the other articles or on the order in which they
come.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from nkreader.analysis.clustering import clusters
from nkreader.analysis.contrast import told_apart
from nkreader.analysis.signature import LATE, ZONE, Signature, days_apart, excluded
from nkreader.analysis.wording import CALENDAR

BASE = -3.38
"""Log odds before anything is compared."""
WHOLE, NAMES, NUMBERS, OPENINGS, NAMED = 13.41, 2.47, 6.13, 1.93, 1.51
"""Log odds for whole texts, names, numbers, openings and the beginning's names, times their agreement from 0 to 1."""
WORDS = -2.97
"""The same for words that are no names: that they alone agree is how reports of one kind of event differ."""
LEADS, OPENED_ALIKE, ALIKE = 4.0, 1.4, 0.04
"""Log odds for leads, times their agreement, and for openings that agree by `ALIKE`, in part for those that do less."""
LENGTH = -0.78
"""Log odds for every e-fold of terms in the longer text, in which more agrees by chance."""
LITTLE = 0.1
"""Product of lengths below which names, numbers or words of two texts hardly count, however alike they are."""
FEW, THE_SAME = 6, 0.9
"""A text of fewer terms says too little to tell its event, unless the texts agree so far."""
UNNAMED = 0.5
"""How far the names of a beginning are taken to occur in another text where it has none."""
SAME_DAY, NEXT_DAY, DAYS_LATER = 1.2, 0.8, -1.2
"""Log odds for the days on which they say they were published: the same, the next, one further off."""
SAME_HAPPENED = 1.2
"""Log odds where both state the same day for the event."""
UNSHARED, UNSHARED_MOST = -0.2, 4
"""Log odds for each concept that one is about and the other never uses, and how many count."""
OTHERS = -1.0
"""Log odds where the two are about other people."""
SAME_HEADLINE, SAME_OPENING = 0.5, 0.3
"""Agreement of headlines, or of opening sentences, from which one outlet may report one event twice."""
SERIES = 0.4
"""Agreement of headlines from which pieces of unknown outlets about one person are taken for items of a series."""
SHOWN = 0.2
"""Shared words that count less than this part of the best are not shown as a reason."""
FLOOR = 0.05
"""Agreement below this counts as none."""
TELLING = 30
"""Lead terms of an article by which others are looked up."""
SHARED = 2
"""How many of them two articles must share to be compared."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two articles report the same."""

    score: float
    excluded: bool
    """Their own dates, or that one is an overview of many events, rule it out."""


def agreement(first: Signature, second: Signature) -> Agreement:
    """Compare two articles."""
    if apart(first, second):
        return Agreement(0.0, True)
    if min(len(first.terms), len(second.terms)) < FEW and sum(_parts(first, second)) < THE_SAME:
        return Agreement(0.0, False)
    score = 1 / (1 + math.exp(-_log_odds(first, second)))
    return Agreement(round(score, 6) if score >= FLOOR else 0.0, False)


def _log_odds(first: Signature, second: Signature) -> float:
    names, numbers, words = _parts(first, second)
    here, there = first.shares, second.shares
    openings = _cosine(first.pairs, second.pairs)
    return (
        BASE
        + WHOLE * (names + numbers + words)
        + NAMES * _part(names, here.names * there.names)
        + NUMBERS * _part(numbers, here.numbers * there.numbers)
        + WORDS * math.sqrt(_part(words, here.words * there.words))
        + OPENINGS * math.sqrt(openings)
        + OPENED_ALIKE * min(1.0, openings / ALIKE)
        + LEADS * _cosine(first.lead, second.lead)
        + NAMED * max(_named(first, second), _named(second, first))
        + LENGTH * math.log(max(len(first.terms), len(second.terms)) + 1)
        + _days(first, second)
        + UNSHARED * min(UNSHARED_MOST, _unused(first, second) + _unused(second, first))
        + OTHERS * _others(first, second)
    )


def _parts(first: Signature, second: Signature) -> tuple[float, float, float]:
    """What names, numbers and other words add to the cosine of the whole texts; a name is what both write as one."""
    names = numbers = words = 0.0
    for name in first.terms.keys() & second.terms.keys():
        weight = first.terms[name] * second.terms[name]
        if name.startswith("#"):
            numbers += weight
        elif name in first.names and name in second.names:
            names += weight
        else:
            words += weight
    return names, numbers, words


def _part(common: float, lengths: float) -> float:
    """A cosine, the smaller the less there is to compare."""
    return common / (lengths + LITTLE)


def _named(first: Signature, second: Signature) -> float:
    """The part of the names in the first one's beginning, by weight, that the second mentions anywhere."""
    names = [(name, weight) for name, weight in first.lead.items() if name in first.names]
    total = sum(weight for _, weight in names)
    return sum(weight for name, weight in names if name in second.terms) / total if total else UNNAMED


def apart(first: Signature, second: Signature) -> bool:
    """Whether two articles can never be one event's: by their own days, their kind, or one outlet's headlines."""
    return excluded(first, second) or first.survey or second.survey or separated(first, second)


def separated(first: Signature, second: Signature) -> bool:
    """Whether one outlet reports two things: it tells them apart in its headlines.

    An outlet writes of an event once, and then again with the same opening or, that day, the same headline. What its
    other items have in common is its style, and a series' items differ in one name (greetings to another head of
    state, houses in another county) or in the day. Where neither outlet is known, only what looks like a series is
    told apart: headlines that are alike, about the same person, each with a name that the other text never uses.
    """
    if first.outlet != second.outlet or not (first.headline and second.headline):
        return False
    missing = _missing(first, second) + _missing(second, first)
    if not first.outlet:
        alike = not first.leading.isdisjoint(second.leading) and _cosine(first.headline, second.headline) >= SERIES
        return missing == 2 and alike
    if missing == 2:
        return True
    if _cosine(first.pairs, second.pairs) >= SAME_OPENING:
        return False
    if missing or days_apart(first, second):
        return True
    return _cosine(first.headline, second.headline) < SAME_HEADLINE


def _missing(first: Signature, second: Signature) -> bool:
    """Whether the headline of one tells of something that the other's text never names."""
    return any(name not in second.terms for name in first.headline)


def _days(first: Signature, second: Signature) -> float:
    """What the two articles' own days say; nothing where either has none."""
    apart = days_apart(first, second)
    published = 0.0 if apart is None else (SAME_DAY, NEXT_DAY)[apart] if apart < 2 else DAYS_LATER
    stated = first.happened.days is not None and first.happened == second.happened
    return max(published, SAME_HAPPENED) if stated else published


def _others(first: Signature, second: Signature) -> bool:
    """Whether both say who it is about, and neither names anybody of whom the other speaks first."""
    if not first.leading or not second.leading:
        return False
    return first.leading.isdisjoint(second.people) and second.leading.isdisjoint(first.people)


def _unused(first: Signature, second: Signature) -> int:
    return sum(name not in second.terms for name in first.about)


def shared_terms(first: Signature, second: Signature, limit: int = 5) -> tuple[str, ...]:
    """What counts most in both leads, or else in both texts, most telling first, in the first article's words."""
    weights = _common(first.lead, second.lead) or _common(first.terms, second.terms)
    least = SHOWN * max(weights.values(), default=0.0)
    telling = (name for name, weight in weights.items() if weight >= least)
    best = sorted(telling, key=lambda name: (-weights[name], name))[:limit]
    return tuple(first.shown.get(name, name.removeprefix("#")) for name in best)


def _common(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    return {name: first[name] * second[name] for name in first.keys() & second.keys() if name not in CALENDAR}


def telling(item: Signature) -> tuple[str, ...]:
    """The terms of its lead by which an article is looked up."""
    return tuple(sorted(item.lead, key=lambda name: (-item.lead[name], name))[:TELLING])


def day_of(item: Signature) -> int | None:
    """The day by which an article is looked up, as an ordinal (`date.toordinal`); None where its own evidence gives
    no day, or leaves open more than a day and the tolerance around it.
    """
    first, last = item.published.earliest, item.published.latest
    return first.toordinal() if first and last and (last - first).days <= 2 * ZONE else None


def days_around(day: int) -> tuple[int, int]:
    """The first and the last of the days whose articles are compared with one of this day."""
    reach = LATE + 2 * ZONE
    return day - reach, day + reach


def groups(signatures: Mapping[str, Signature]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more ids, each sorted, in order of their smallest id."""
    lookup = _Lookup()
    scores: dict[tuple[str, str], float] = {}
    for ident in sorted(signatures):
        here = signatures[ident]
        for other in lookup.partners(here):
            score = agreement(signatures[other], here).score
            if score > 0:
                scores[other, ident] = score
        lookup.add(ident, here)

    def told(one: Sequence[str], other: Sequence[str]) -> bool:
        return told_apart([signatures[ident] for ident in one], [signatures[ident] for ident in other])

    return clusters(signatures, scores, lambda one, other: apart(signatures[one], signatures[other]), told)


class _Lookup:
    """Articles by the terms and days that they are looked up by."""

    def __init__(self) -> None:
        self._holders: defaultdict[str, defaultdict[int | None, list[str]]] = defaultdict(lambda: defaultdict(list))

    def add(self, ident: str, item: Signature) -> None:
        """Let an article be found."""
        for name in telling(item):
            self._holders[name][day_of(item)].append(ident)

    def partners(self, item: Signature) -> list[str]:
        """With which an article is to be compared."""
        day = day_of(item)
        found: Counter[str] = Counter()
        for name in telling(item):
            by_day: Mapping[int | None, list[str]] = self._holders.get(name, {})
            if day is None:
                found.update(chain.from_iterable(by_day.values()))
                continue
            first, last = days_around(day)
            for when in (None, *range(first, last + 1)):
                found.update(by_day.get(when, ()))
        return sorted(ident for ident, shared in found.items() if shared >= SHARED)


def _cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    if len(first) > len(second):
        first, second = second, first
    return sum(weight * second[name] for name, weight in first.items() if name in second)
