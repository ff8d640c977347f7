"""Which of many articles one may agree with, told from their sketches alone, all at one go.

Each signal is given bounds between which it lies, and from these the log odds at most follow. What is left out here
would not have agreed (`grouping.agreement` gives 0), whatever stands in the whole signatures; what is left in has to be
compared. A signal of which nothing is said here is taken to lie between 0 and 1.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from nkreader.analysis import signals
from nkreader.analysis.grouping import FEW, FLOOR, SAME_OPENING, THE_SAME
from nkreader.analysis.later import plain
from nkreader.analysis.signals import Signals
from nkreader.analysis.signature import Signature, days_apart, excluded
from nkreader.analysis.sketch import (
    DATES,
    HASHES,
    HEAD,
    NO_DAYS,
    RETOLD,
    STEPS,
    SURVEY,
    VERSION,
    days_of,
    days_only,
    hashed,
    mask,
    outlet_hash,
    words_of_pairs,
)  # fmt: skip

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Bounds = tuple["Floats | float", "Floats | float"]
"""The least and the most that a signal may be, for each article."""
FEWEST = 6
"""So few that are left are compared sooner than looked at again."""
DAYS_HELD = 50_000
"""Pairs of days of which it is known what they say."""
_LEAST = math.log(FLOOR / (1 - FLOOR)) - 1e-6
_WHOLE = 1.02
"""Weights are rounded: of many small ones the squares may sum up to a little more than 1."""


class Foresight:
    """One article, made ready to be held against the sketches of many."""

    def __init__(self, here: Signature) -> None:
        self.here = here
        self.paired = words_of_pairs(here)
        known = [*here.terms, *(here.lead.keys() | here.headline.keys() | self.paired) - here.terms.keys()]
        self.places: dict[int, int] = {}
        """Places of hashes, from 1 on."""
        for one in hashed(known):
            self.places.setdefault(one, len(self.places) + 1)
        place = self.place = dict(zip(known, map(self.places.__getitem__, hashed(known)), strict=True))
        self.table = np.zeros(HASHES, np.uint16)
        self.table[[*self.places]] = [*self.places.values()]
        size = len(self.places) + 1
        self.names, self.words, self.numbers = np.zeros(size), np.zeros(size), np.zeros(size)
        for name, weight in here.terms.items():
            kind = self.numbers if name.startswith("#") else self.names if name in here.names else self.words
            kind[place[name]] = max(kind[place[name]], weight)
        self.lead = [(place[name], weight) for name, weight in here.lead.items() if name in here.names]
        self.lead_numbers = [place[name] for name in here.lead if name.startswith("#")]
        self.headline = [place[name] for name in here.headline]

    @cached_property
    def opening(self) -> tuple[list[int], Floats]:
        """Places of the terms of which there are pairs, and the squares of the pairs' weights by these."""
        places = sorted({self.place[name] for name in self.paired})
        at = {name: bisect_left(places, self.place[name]) for name in self.paired}
        squares = np.zeros((len(places), len(places)))
        for pair, weight in plain(self.here.pairs).items():
            one, other = pair.split("|")
            squares[at[one], at[other]] += weight * weight
        return places, squares

    def may_agree(self, rows: Sequence[bytes]) -> list[bool]:
        """For each sketch whether its article may agree with this one."""
        return [odds >= _LEAST for odds in self.most(rows)]

    def most(self, rows: Sequence[bytes]) -> list[float]:
        """The log odds at most for each sketch; minus infinity where it is sure that the two do not agree."""
        return _Many(self, rows).most().tolist() if rows else []


class _Many:
    """Sketches of many articles beside one article."""

    def __init__(self, one: Foresight, rows: Sequence[bytes]) -> None:
        self.one, self.here, self.rows = one, one.here, rows
        self.count = len(rows)
        self.head = np.frombuffer(b"".join([row[: HEAD.itemsize] for row in rows]), HEAD)
        self.entries = self.head["entries"].astype(np.int64)
        self.leads = self.head["leads"].astype(np.int64)
        self.begins = HEAD.itemsize
        self.terms, self.lead = self.entries.sum(axis=1), self.leads.sum(axis=1)
        self.steps_at = self.begins + 2 * (self.terms + self.lead)
        """Where in each row the steps of weights begin."""
        sizes = np.array([len(row) for row in rows])
        self.row_at = np.cumsum(sizes) - sizes
        self.bytes = np.frombuffer(b"".join(rows), np.uint8)
        self._meet()
        self._meet_leads()

    def _sums(self, places: NDArray[np.int64], values: Floats) -> Floats:
        return np.bincount(places, values, self.count).astype(np.float64, copy=False)

    def _hashes(self, first: Sequence[int], last: Sequence[int]) -> NDArray[np.uint16]:
        """The places that hashes of a part of each row have in this article; 0 for what it does not have."""
        parts = [row[start:end] for row, start, end in zip(self.rows, first, last, strict=True)]
        found: NDArray[np.uint16] = self.one.table[np.frombuffer(b"".join(parts), "<u2")]
        return found

    def _meet(self) -> None:
        """Which terms of this article the others may have, and how far at most that makes them alike."""
        one, ends = self.one, self.begins + 2 * self.terms
        known = self._hashes([self.begins] * self.count, ends.tolist())
        met = np.flatnonzero(known)
        starts = np.cumsum(self.terms) - self.terms
        whose = np.searchsorted(starts + self.terms, met, side="right")
        at, inside = known[met], met - starts[whose]
        self.has = np.zeros((self.count, len(one.places) + 1), np.bool_)
        self.has[whose, at] = True
        weights = STEPS[self.bytes[self.row_at[whose] + self.steps_at[whose] + inside]]
        is_name = inside < self.entries[whose, 0]
        is_number = ~is_name & (inside < self.entries[whose, 0] + self.entries[whose, 1])
        worded = np.where(is_name, one.words[at], np.maximum(one.names, one.words)[at])
        self.names = self._sums(whose, np.where(is_name, one.names[at], 0.0) * weights)
        self.numbers = self._sums(whose, np.where(is_number, one.numbers[at], 0.0) * weights)
        self.words = self._sums(whose, np.where(is_number, 0.0, worded) * weights)

    def _meet_leads(self) -> None:
        """What of the beginnings of the others this article may have, and what it surely does not have."""
        starts = self.begins + 2 * self.terms
        known = self._hashes(starts.tolist(), (starts + 2 * self.lead).tolist())
        whose = np.repeat(np.arange(self.count), self.lead)
        inside = np.arange(len(known)) - np.repeat(np.cumsum(self.lead) - self.lead, self.lead)
        is_name = inside < self.leads[whose, 0]
        is_title = inside >= self.leads[whose, 0] + self.leads[whose, 1]
        met = known > 0
        names, at = whose[is_name], inside[is_name]
        step = self.bytes[self.row_at[names] + self.steps_at[names] + self.terms[names] + at].astype(np.int64)
        most, least = STEPS[step], STEPS[np.maximum(step - 1, 0)]
        theirs = met[is_name]
        shared = self._sums(names, np.where(theirs, most, 0.0))
        strange = np.where(theirs, 0.0, least)
        told = shared + self._sums(names, strange)
        self.named_there = np.where(self.leads[:, 0] > 0, _ratio(shared, told), signals.UNNAMED)
        self.strange_there = np.zeros(self.count)
        np.maximum.at(self.strange_there, names, strange)
        number = ~is_name & ~is_title
        mine = np.zeros(len(self.one.places) + 1, np.bool_)
        mine[self.one.lead_numbers] = True
        self.numbers_both = self._sums(whose, number & mine[known] & met)
        self.numbers_missing = self._sums(whose, number & ~met)
        self.title_missing = self._sums(whose, is_title & ~met) > 0

    def _openings(self, some: NDArray[np.intp]) -> Floats:
        """At most how alike the openings of some are: no pair is shared of which one term is missing."""
        places, squares = self.one.opening
        has = self.has[some][:, places].astype(np.float64)
        found = np.zeros(self.count)
        found[some] = np.sqrt(np.minimum(1.0, _WHOLE * ((has @ squares) * has).sum(axis=1)))
        return found

    def most(self) -> Floats:
        """For each the log odds at most; minus infinity where it is sure that the two do not agree."""
        odds = np.where(self._not_apart() & self._enough(), self._odds(self._bounds()), -math.inf)
        left = np.flatnonzero(odds >= _LEAST)
        if len(left) <= FEWEST:
            return odds
        odds[left] = np.where(self._separated(self._openings(left)), -math.inf, odds)[left]
        return odds

    def _odds(self, known: Mapping[str, Bounds]) -> Floats:
        """The log odds at most."""
        odds = signals.BASE + self.days  # one voice, or one outlet, only ever lowers them
        for name, weight in zip(Signals._fields, signals.WEIGHTS, strict=True):
            least, most = known.get(name, (0.0, 1.0))
            odds = odds + (weight * most if weight > 0 else weight * least)
        return odds

    def _bounds(self) -> dict[str, Bounds]:
        here, one = self.here, self.one
        names, _, words = self.head["shares"].T
        lead = np.array([weight for _, weight in one.lead])
        has = self.has[:, [place for place, _ in one.lead]]
        named = (has @ lead) / lead.sum() if len(lead) and lead.sum() else np.full(self.count, signals.UNNAMED)
        strange = np.where(has, 0.0, lead).max(axis=1, initial=0.0), self.strange_there
        missing = (~self.has[:, one.lead_numbers]).sum(axis=1) + self.numbers_missing
        count = len(one.lead_numbers)
        theirs = self.leads[:, 1]
        size = np.log(np.maximum(len(here.terms), self.head["size"]) + 1)
        unsettled = self.unsettled
        titled = unsettled * bool(here.headline) * (self.leads[:, 2] > 0)
        retold = here.retold + self._flag(RETOLD).astype(np.float64)
        return {
            "whole": (0.0, self.names + self.numbers + self.words),
            "names": (0.0, self.names / (here.shares.names * names + signals.LITTLE)),
            "words": (0.0, np.sqrt(self.words / (here.shares.words * words + signals.LITTLE))),
            "named": (0.0, np.maximum(named, self.named_there)),
            "length": (size, size),
            "unused": (0.0, float(signals.MOST_UNUSED)),
            "numbers": (0.0, np.minimum(signals.MOST_NUMBERS, self.numbers_both) / signals.MOST_NUMBERS),
            "numbers_missing": (np.minimum(signals.MOST_MISSING, missing) / signals.MOST_MISSING, 1.0),
            "numbers_differ": (((missing == count + theirs) & (theirs > 0) & (count > 0)).astype(np.float64), 1.0),
            "retold": (retold, retold),
            **self._met("weekday", "weekdays"),
            "day": self._met("day", "days")["day"],
            "year": self._met("year", "years")["year"],
            "other_year": (self._met("year", "years")["other_year"][0] * unsettled, unsettled),
            "strange": (np.maximum(*strange), 1.0),
            "strangers": (np.minimum(*strange), 1.0),
            "headlines": (0.0, 10.0 * unsettled),
            "undated": (titled, titled),
        }

    def _met(self, name: str, column: str) -> dict[str, Bounds]:
        """Whether what both name may be the same, and whether it is surely not."""
        mine, theirs = np.uint64(mask(getattr(self.here, column))), self.head[column]
        both = (mine & theirs) != 0
        apart = (theirs != 0) & ~both if mine else np.zeros(self.count, np.bool_)
        return {name: (0.0, both.astype(np.float64)), f"other_{name}": (apart.astype(np.float64), 1.0)}

    def _flag(self, flag: int) -> Bools:
        found: Bools = (self.head["flags"] & flag) != 0
        return found

    @cached_property
    def _by_days(self) -> tuple[Floats, Floats, Bools]:
        """What the days say, whether they leave it open, and whether they rule it out: asked once for the same days."""
        mine, theirs = days_of(self.here), [row[DATES] for row in self.rows]
        if mine == NO_DAYS:  # the same beside whatever days
            theirs = [NO_DAYS] * self.count
        days, unsettled, out = zip(*[_told(mine, one) for one in theirs], strict=True)
        return np.array(days), np.array(unsettled, np.float64), np.array(out, np.bool_)

    @property
    def days(self) -> Floats:
        """What the days say."""
        return self._by_days[0]

    @property
    def unsettled(self) -> Floats:
        """1 where the days leave it open."""
        return self._by_days[1]

    def _not_apart(self) -> Bools:
        return ~self._by_days[2] & ~self._flag(SURVEY) & (not self.here.survey)

    def _enough(self) -> Bools:
        """What says little has to agree far."""
        few = np.minimum(len(self.here.terms), self.head["size"]) < FEW
        found: Bools = ~few | (self.names + self.numbers + self.words >= THE_SAME - 1e-6)
        return found

    def _separated(self, openings: Floats) -> Bools:
        """Whether one outlet surely tells the two apart in its headlines (`grouping.separated`)."""
        here = self.here
        if not here.outlet or not here.headline or here.version:
            return np.zeros(self.count, np.bool_)
        same = (self.head["outlet"] == np.uint64(outlet_hash(here.outlet))) & (self.leads[:, 2] > 0)
        missing = self.title_missing | (~self.has[:, self.one.headline]).any(axis=1)
        found: Bools = same & ~self._flag(VERSION) & missing & (openings < SAME_OPENING - 1e-6)
        return found


@lru_cache(maxsize=DAYS_HELD)
def _told(mine: bytes, theirs: bytes) -> tuple[float, bool, bool]:
    """What the days of two say at most, whether they leave it open, and whether they rule it out."""
    here, there = days_only(mine), days_only(theirs)
    most = max(signals.days(here, there), signals.days(there, here))
    return most, days_apart(here, there) is None, excluded(here, there)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.ones_like(part), where=whole > 0)
