"""Which sources and names most of some articles have, counted from the numbers in `faceted`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nkreader.archive.connection import Connection
from nkreader.archive.serial import dumps, entity_from_json
from nkreader.model.entities import Entity

FEW = 2000
"""Articles that are looked up one by one; for more, all of the library are gone through."""
AT_A_TIME = 4096
"""Articles after which it is asked whether to go on."""
_NUMBERS = "SELECT article, people, places, origins FROM faceted"
_NAMED = "SELECT number, entity, name_json FROM named WHERE number IN (SELECT value FROM json_each(?))"
_CITED = "SELECT number, name, said FROM cited WHERE number IN (SELECT value FROM json_each(?))"
_JOINED = (
    "SELECT j.leader, j.entity != j.leader, n.number FROM joined j JOIN named n ON n.entity = j.entity ORDER BY 1, 2, 3"
)
_TYPE = np.dtype("<u4")

Ints = NDArray[np.int64]


class Frequent:
    """What most of some articles have; they are gone through once, at the first question."""

    def __init__(self, db: Connection, ids: Collection[str], go_on: Callable[[], None] = lambda: None) -> None:
        """`go_on` is called now and then; what it raises ends the work."""
        self._db, self._ids, self._go_on = db, ids, go_on

    def origins(self, most: int) -> dict[str, str]:
        """The sources that most of them cite, but for people, each with a short name of it; of equals by name."""
        counts = np.bincount(self._read["origins"])
        names: Counter[str] = Counter()
        short: dict[str, str] = {}
        for number, name, said in self._rows(_CITED, np.flatnonzero(counts)):
            names[name] += int(counts[number])
            short[name] = min(said, short.get(name, said))
        return {name: short[name] for name in sorted(names, key=lambda name: (-names[name], name))[:most]}

    def people(self, most: int) -> list[Entity]:
        """The people whom most of them name; who are counted as one are one."""
        return self._names(self._as_one(self._read["people"]), most)

    def places(self, most: int) -> list[Entity]:
        """The places that most of them name."""
        return self._names(self._read["places"], most)

    def _names(self, numbers: Ints, most: int) -> list[Entity]:
        """The most frequent of some numbers; of equals by id."""
        counts = np.bincount(numbers)
        there = np.flatnonzero(counts)
        if len(there) > most:
            least = np.partition(counts[there], len(there) - most)[len(there) - most]
            there = there[counts[there] >= least]
        rows = sorted(self._rows(_NAMED, there), key=lambda row: (-counts[row[0]], row[1]))
        return [entity_from_json(data) for _, _, data in rows[:most]]

    def _as_one(self, numbers: Ints) -> Ints:
        """Numbers of people, those of one person alike and then once for each article."""
        leads: dict[str, int] = {}
        led = [(number, leads.setdefault(leader, number)) for leader, _, number in self._db.execute(_JOINED)]
        if not led or not len(numbers):
            return numbers
        size = max(int(numbers.max()), max(map(max, led))) + 1
        several = np.zeros(size, np.bool_)
        one = np.arange(size)
        each, lead = np.array(led, np.int64).T
        several[each], one[each] = True, lead
        apart = several[numbers]
        article = np.repeat(np.arange(len(self._read["sizes"])), self._read["sizes"])
        together = np.unique(article[apart] * size + one[numbers[apart]]) % size
        return np.concatenate([numbers[~apart], together])

    def _rows(self, question: str, numbers: Ints) -> Iterable[Any]:
        self._go_on()
        return self._db.execute(question, (dumps(numbers.tolist()),))

    @cached_property
    def _read(self) -> dict[str, Ints]:
        """The numbers of all the articles, one article's behind another's; and how many of people each has."""
        ids = self._ids
        if len(ids) > FEW:
            rows = self._db.execute(_NUMBERS)
        else:
            some = f"{_NUMBERS} WHERE article IN (SELECT value FROM json_each(?))"
            rows = self._db.execute(some, (dumps(sorted(ids)),))
        found: tuple[bytearray, ...] = bytearray(), bytearray(), bytearray()
        sizes: list[int] = []
        for at, (article, people, places, origins) in enumerate(rows):
            if at % AT_A_TIME == 0:
                self._go_on()
            if article in ids:
                found[0].extend(people)
                found[1].extend(places)
                found[2].extend(origins)
                sizes.append(len(people) // _TYPE.itemsize)
        if len(ids) > FEW:
            self._db.execute("PRAGMA shrink_memory")  # what was gone through is not asked for again soon
        columns = [np.frombuffer(each, _TYPE).astype(np.int64) for each in found]
        return {**dict(zip(("people", "places", "origins"), columns, strict=True)), "sizes": np.array(sizes, np.int64)}
