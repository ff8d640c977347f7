"""Which articles report the same event: which pairs are compared, and how far two articles agree.

How far two articles agree is the chance that they report one event, out of a few signals that each can be told to a
reader (`analysis.signals`): how alike their words, names and numbers are, whether they speak of the same days, what or
whom one is about and the other never mentions.

Compared are those that share telling terms of their leads, rarer ones where one has no day, and whose days leave it
open: that is decided by the two alone, so what is compared, and what comes of it, does not depend on the other articles
or on the order in which they come.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nkreader.analysis.clustering import clusters
from nkreader.analysis.contrast import told_apart
from nkreader.analysis.later import plain
from nkreader.analysis.one_source import one_voice
from nkreader.analysis.signals import log_odds, parts, told_of_other_days
from nkreader.analysis.signature import LATE, ZONE, Signature, days_apart, excluded
from nkreader.analysis.terms import rarity
from nkreader.analysis.vectors import cosine
from nkreader.analysis.wording import CALENDAR
from nkreader.model.rulings import NOTHING, Ruled

FEW, THE_SAME = 6, 0.9
"""A text of fewer terms says too little to tell its event, unless the texts agree so far."""
SAME_HEADLINE, SAME_OPENING = 0.5, 0.3
"""Agreement of headlines, or of opening sentences, from which one outlet may report one event twice."""
RETOLD = 0.4
"""Agreement of opening sentences from which an outlet tells one event anew under a headline in other words."""
SAME_STORY = 0.2
"""Agreement of headlines, or of opening sentences, from which one outlet's update is another issue of one story."""
SERIES = 0.4
"""Agreement of headlines from which pieces of unknown outlets about one person are taken for items of a series."""
SHOWN = 0.2
"""Shared words that count less than this part of the best are not shown as a reason."""
FLOOR = 0.05
"""Agreement below this counts as none."""
TELLING = 30
"""Lead terms of an article by which others are looked up."""


class Needed(NamedTuple):
    """What two articles must share of these terms to be compared."""

    terms: int
    worth: int
    """The sum of the terms' rarities, in halves: so fine are they told apart."""

    def met(self, shared: int) -> bool:
        """Whether a sum of what each shared term counts (`shared_term`) is enough."""
        return shared // _ONE >= self.terms and shared % _ONE >= self.worth


_ONE = 1 << 12
"""More than all telling terms are worth."""
DATED_TERMS, UNDATED_TERMS = Needed(2, 0), Needed(3, 17)
"""Of days that are near, and where one has no day. Three that are worth 8.5 in all lose no pair of ECB+ that counts, be
its days known or kept back; from 9 on they do. Of Reuters articles a quarter of those that share any three are left.
"""


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
    if min(len(first.terms), len(second.terms)) < FEW and sum(parts(first, second)) < THE_SAME:
        return Agreement(0.0, False)
    score = _chance(log_odds(first, second))
    return Agreement(round(score, 6) if score >= FLOOR else 0.0, False)


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def apart(first: Signature, second: Signature) -> bool:
    """Whether two articles can never be one event's: by their own days, their kind, or one outlet's headlines.

    The North's own media date an event in the opening, and tell of another day's in the same words.
    """
    if excluded(first, second) or first.survey or second.survey or separated(first, second):
        return True
    return one_voice(first, second) and told_of_other_days(first, second)


def separated(first: Signature, second: Signature) -> bool:
    """Whether one outlet reports two things: it tells them apart in its headlines.

    An outlet writes of an event once, and then again with the same opening or, that day, the same headline. What its
    other items have in common is its style, and a series' items differ in one name (greetings to another head of
    state, houses in another county) or in the day. But its update, correction or new lead of a story, which its label
    says it to be, is another issue of it, however it is headed; and so is what opens alike and is headed in other
    words that are no names. Where neither outlet is known, only what looks like a series is told apart: headlines
    that are alike, about the same person, each with a name that the other text never uses.
    """
    if first.outlet != second.outlet or not (first.headline and second.headline):
        return False
    missing = _missing(first, second) + _missing(second, first)
    if not first.outlet:
        return missing == 2 and _one_series(first, second)
    if (first.version or second.version) and _one_story(first, second):
        return False
    alike = cosine(plain(first.pairs), plain(second.pairs))
    if missing == 2:
        return alike < RETOLD or not _retold(first, second)
    if alike >= SAME_OPENING:
        return False
    if missing or days_apart(first, second):
        return True
    return cosine(first.headline, second.headline) < SAME_HEADLINE


def _one_series(first: Signature, second: Signature) -> bool:
    """Whether two headlines look like those of a series: alike, and of the same person."""
    return not first.leading.isdisjoint(second.leading) and cosine(first.headline, second.headline) >= SERIES


def _one_story(first: Signature, second: Signature) -> bool:
    """Whether an outlet's update or correction may be of the story that the other tells: of these days, and alike."""
    if (days_apart(first, second) or 0) > 1:
        return False
    return max(cosine(plain(first.pairs), plain(second.pairs)), cosine(first.headline, second.headline)) >= SAME_STORY


def _retold(first: Signature, second: Signature) -> bool:
    """Whether what opens alike is no series': of these days, and not headed with another name each."""
    if one_voice(first, second) or (days_apart(first, second) or 0) > 1:
        return False
    return not (_named_alone(first, second) and _named_alone(second, first))


def _named_alone(first: Signature, second: Signature) -> bool:
    """Whether the headline of one holds a name that the other's text does not."""
    return any(name in first.names and name not in second.terms for name in first.headline)


def _missing(first: Signature, second: Signature) -> bool:
    """Whether the headline of one tells of something that the other's text never names."""
    return any(name not in second.terms for name in first.headline)


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


def shared_term(name: str) -> int:
    """What a telling term counts that two articles share: sums of these say how many there are, and their worth."""
    return _ONE + round(2 * rarity(name))


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


def groups(signatures: Mapping[str, Signature], said: Ruled = NOTHING) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more ids, each sorted, in order of their smallest id; `said` is the reader's word."""
    scores: dict[tuple[str, str], float] = {}
    for one, other in partners(signatures):
        score = agreement(signatures[one], signatures[other]).score
        if score > 0:
            scores[one, other] = score

    def told(one: Sequence[str], other: Sequence[str]) -> bool:
        return told_apart([signatures[ident] for ident in one], [signatures[ident] for ident in other])

    return clusters(signatures, scores, lambda one, other: apart(signatures[one], signatures[other]), told, said)


def partners(signatures: Mapping[str, Signature]) -> list[tuple[str, str]]:
    """Which pairs are compared, the smaller id first."""
    lookup = _Lookup()
    found: list[tuple[str, str]] = []
    for ident in sorted(signatures):
        found += [(other, ident) for other in lookup.partners(signatures[ident])]
        lookup.add(ident, signatures[ident])
    return found


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
        first, last = (0, 0) if day is None else days_around(day)
        near: Counter[str] = Counter()
        open_: Counter[str] = Counter()
        for name in telling(item):
            worth = shared_term(name)
            by_day: Mapping[int | None, list[str]] = self._holders.get(name, {})
            for when, holders in by_day.items():
                if day is None or when is None:
                    open_.update(dict.fromkeys(holders, worth))
                elif first <= when <= last:
                    near.update(dict.fromkeys(holders, worth))
        enough = [ident for ident, shared in near.items() if DATED_TERMS.met(shared)]
        return sorted(enough + [ident for ident, shared in open_.items() if UNDATED_TERMS.met(shared)])
