"""Which articles report the same event: which pairs are compared, and how far two articles agree.

Two articles agree as far as their whole texts, their leads, and the pairs of words in their opening
sentences agree (cosine of rarity-weighted terms; Salton and Buckley, 1988), more if they say to be of the
same day, less for every concept that one is about and the other never uses. Compared are those that share
two telling terms of their leads and whose days leave it open: that is decided by the two alone, so what is
compared, and what comes of it, does not depend on the other articles or on the order in which they come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from nkreader.analysis.clustering import clusters
from nkreader.analysis.signature import LATE, ZONE, Signature, days_apart, excluded

SAME_DAY, NEXT_DAY, DAYS_LATER = 0.14, 0.09, -0.08
"""What the days on which they say they were published add: the same, the next, one further off."""
SAME_HAPPENED = 0.14
"""What it adds that both state the same day for the event."""
UNSHARED = 0.08
"""What is taken off for each concept that one is about and the other never uses."""
SAME_HEADLINE, SAME_OPENING = 0.5, 0.3
"""Agreement of headlines, or of opening sentences, from which one outlet may report one event twice."""
OTHERS = 0.2
"""What is taken off where the two are about other people."""
SERIES = 0.4
"""Agreement of headlines from which pieces of unknown outlets about one person are taken for items of a series."""
PAIRS_WEIGHT = 4.0
SHOWN = 0.2
"""Shared words that count less than this part of the best are not shown as a reason."""
FLOOR = 0.1
"""Agreement below this counts as none."""
TELLING = 30
"""Lead terms of an article by which others are looked up."""
SHARED = 2
"""How many of them two articles must share to be compared."""
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday januari februari march april may june juli august "
    "septemb octob novemb decemb day week month year morn afternoon even night north south".split()
)
"""Terms that leads share by the calendar, and directions: no reason to show a reader."""


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
    score = (
        0.5 * _cosine(first.terms, second.terms)
        + 0.5 * _cosine(first.lead, second.lead)
        + PAIRS_WEIGHT * _cosine(first.pairs, second.pairs)
        + _days(first, second)
        - UNSHARED * (_unused(first, second) + _unused(second, first))
        - OTHERS * _others(first, second)
    )
    return Agreement(round(score, 6) if score >= FLOOR else 0.0, False)


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
    """What counts most in both leads, most telling first, in the first article's words."""
    weights = {
        name: first.lead[name] * second.lead[name]
        for name in first.lead.keys() & second.lead.keys()
        if name not in _CALENDAR
    }
    least = SHOWN * max(weights.values(), default=0.0)
    telling = (name for name, weight in weights.items() if weight >= least)
    best = sorted(telling, key=lambda name: (-weights[name], name))[:limit]
    return tuple(first.shown.get(name, name.removeprefix("#")) for name in best)


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
    return clusters(signatures, scores, lambda one, other: apart(signatures[one], signatures[other]))


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
