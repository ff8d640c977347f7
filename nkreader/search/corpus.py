"""A committed state of the index, opened for reading. Not thread-safe; raises whatever Whoosh raises."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np

from nkreader.model.dates import Interval
from nkreader.search.found import NOTHING, Found, Ints, Reals, summed
from nkreader.search.leaves import Leaf, leaf_of
from nkreader.search.reading import FORM
from nkreader.search.similar import one_edit, within
from nkreader.search.spots import Spots

K1, B = 1.2, 0.75
"""The usual constants of BM25: how fast frequency saturates, how much length counts."""
CACHED = 20 << 20
"""Bytes of decoded postings that are kept."""
MANY = 8
"""How many spellings are kept with what was found for them."""

Key = tuple[str, ...]
T = TypeVar("T", Found, Spots)


class Corpus:
    """The articles by running number, their columns, and the postings of terms."""

    def __init__(self, reader: Any, known: Iterable[Leaf] = ()) -> None:
        """`known` leaves of an earlier state lend their columns where the segment is the same."""
        self.reader = reader
        self.near: dict[tuple[str, str], list[tuple[str, int]]] = {}
        """Spellings that were looked for, by field and word: a query is asked anew with each letter behind them."""
        self._alike: OrderedDict[tuple[str, str, int], list[str]] = OrderedDict()
        self._cache: OrderedDict[Key, tuple[Any, ...]] = OrderedDict()
        self._cached = 0
        self._lent: Mapping[str, Interval] = {}
        self._lent_days: tuple[Ints, Ints] | None = None
        lent = {leaf.key: leaf for leaf in known}
        self.leaves: list[tuple[Leaf, int]] = []
        for part, offset in reader.leaf_readers():
            if part.doc_count_all():
                self.leaves.append((leaf_of(part, lent.get(part.segment().segment_id())), offset))
        self.size: int = reader.doc_count_all()
        self.ids: list[str] = [ident for leaf, _ in self.leaves for ident in leaf.ids]
        self._offsets = [offset for _, offset in self.leaves]
        names = self.leaves[0][0].columns if self.leaves else ()
        self.columns = {name: np.concatenate([leaf.columns[name] for leaf, _ in self.leaves]) for name in names}
        for leaf, offset in self.leaves:  # a segment's columns are parts of these: nothing is held twice
            leaf.columns.update((name, each[offset : offset + leaf.size]) for name, each in self.columns.items())
        self._dead = np.zeros(self.size, dtype=np.bool_)
        for part, offset in reader.leaf_readers():
            if part.has_deletions():
                self._dead[[offset + number for number in part.segment().deleted_docs()]] = True
        self.alive: Ints = np.flatnonzero(~self._dead)
        self.numbers = {self.ids[number]: number for number in self.alive.tolist()}
        self.mean_length = float(self.columns["length"][self.alive].mean()) if len(self.alive) else 1.0
        self.mean_length = self.mean_length or 1.0

    @cached_property
    def norms(self) -> Reals:
        """What the length of each article adds to a weight in the score of BM25."""
        return K1 * (1 - B) + K1 * B / self.mean_length * self.columns["length"]

    @cached_property
    def id_ranks(self) -> Ints:
        """For each number its place among all when they are in order of their ids."""
        order = sorted(range(self.size), key=self.ids.__getitem__)
        ranks = np.empty(self.size, dtype=np.int64)
        ranks[order] = np.arange(self.size)
        return ranks

    def lend(self, days: Mapping[str, Interval]) -> None:
        """Days of publication that hold from now on in place of those that were indexed."""
        if days is not self._lent:
            self._lent, self._lent_days = days, None

    def days(self, field: str) -> tuple[Ints, Ints]:
        """First and last day of a date field for every article, as ordinals (`schema.ordinals`)."""
        from nkreader.search.schema import bounds_of, ordinals

        first, last = bounds_of(field)
        starts, ends = self.columns[first], self.columns[last]
        if field != "published" or not self._lent:
            return starts, ends
        if self._lent_days is None:
            lent = [(self.numbers[id_], *ordinals(each)) for id_, each in self._lent.items() if id_ in self.numbers]
            table = np.array(lent, dtype=np.int64).reshape(-1, 3)
            starts, ends = starts.copy(), ends.copy()
            starts[table[:, 0]], ends[table[:, 0]] = table[:, 1], table[:, 2]
            self._lent_days = starts, ends
        return self._lent_days

    def heading(self, number: int) -> str:
        """The title of an article."""
        from bisect import bisect_right

        leaf, offset = self.leaves[bisect_right(self._offsets, number) - 1]
        return str(leaf.headings[number - offset].decode())

    def postings(self, field: str, term: str) -> Found:
        """The articles that have a term, with its weight in each."""
        return self._kept(("postings", field, term), lambda: self._postings(field, term))

    def _postings(self, field: str, term: str) -> Found:
        steps: list[Any] = []
        weights: list[Any] = []
        firsts: list[int] = []
        for leaf, offset in self.leaves:
            found = leaf.terms.postings(field, term)
            if found is not None:
                steps.append(found[0])
                weights.append(found[1])
                firsts.append(offset)
        if not steps:
            return NOTHING
        # All segments are one array from here on: most words are rare, and a call costs more than its numbers.
        numbers = np.concatenate(steps, dtype=np.int64)
        starts = np.cumsum([0, *map(len, steps[:-1])])
        offsets = np.array(firsts)
        ends = offsets + np.add.reduceat(numbers, starts)
        numbers[starts] += offsets
        numbers[starts[1:]] -= ends[:-1]
        np.cumsum(numbers, out=numbers)
        return self._living(numbers, np.concatenate(weights, dtype=np.float64))

    def documents(self, field: str, term: str) -> int:
        """How many articles have a term."""
        if len(self.alive) < self.size:
            return len(self.postings(field, term))
        return sum(leaf.terms.frequency(field, term) for leaf, _ in self.leaves)

    def living(self, numbers: Ints) -> Ints:
        """Those that are not deleted."""
        return numbers if len(self.alive) == self.size else numbers[~self._dead[numbers]]

    def _living(self, numbers: Ints, weights: Reals) -> Found:
        if len(self.alive) == self.size:
            return Found(numbers, weights)
        kept = ~self._dead[numbers]
        return Found(numbers[kept], weights[kept])

    def beginning(self, field: str, prefixes: Iterable[str]) -> Found:
        """The articles that have a term that begins in one of these ways, with the weights of all those."""
        texts = tuple(prefixes)
        return self._kept(("beginning", field, *texts), lambda: self._beginning(field, texts))

    def _beginning(self, field: str, prefixes: tuple[str, ...]) -> Found:
        # A beginning may begin with another: no term shall count twice.
        kept = [text for text in prefixes if not any(text != other and text.startswith(other) for other in prefixes)]
        found = [(leaf.terms.beginning(field, text), offset) for leaf, offset in self.leaves for text in kept]
        if not found:
            return NOTHING
        numbers, weights = [part[0] + offset for part, offset in found], [part[1] for part, _ in found]
        living = self._living(np.concatenate(numbers), np.concatenate(weights))
        return summed(living.numbers, living.values, self.size)

    def spots(self, leaf: Leaf, field: str, term: str, written: bool) -> Spots:
        """The positions of a term in all documents of a segment, deleted ones too (`leaves.Terms.spots`)."""
        key = ("written" if written else "spots", leaf.key, field, term)
        return self._kept(key, lambda: leaf.terms.spots(field, term, written))

    def several(self, field: str, text: str, way: str, found: Callable[[], Found]) -> Found:
        """What was found for the many terms that a part of a query stands for; worked out at the first asking."""
        return self._kept(("several", field, text, way), found)

    def row(self, field: str, parts: Iterable[str], found: Callable[[], Found]) -> Found:
        """What was found for parts that follow each other; worked out at the first asking."""
        return self._kept(("row", field, *parts), found)

    def _kept(self, key: Key, made: Callable[[], T]) -> T:
        """A value worked out at the first asking, and forgotten when more than `CACHED` bytes are kept."""
        if key in self._cache:
            self._cache.move_to_end(key)
            return cast(T, self._cache[key][0])
        value = made()
        size = value.nbytes + 500
        if size < CACHED // 2:
            self._cache[key] = value, size
            self._cached += size
        while self._cached > CACHED:
            _, (_, gone) = self._cache.popitem(last=False)
            self._cached -= gone
        return value

    def forget(self) -> None:
        """Drop what is kept of earlier queries."""
        self._cache.clear()
        self._cached = 0

    def terms_beginning(self, field: str, prefix: str) -> list[str]:
        """The terms of a field that begin so, in order."""
        return sorted({term for leaf, _ in self.leaves for term in leaf.terms.expanded(field, prefix)})

    def similar(self, field: str, word: str, edits: int) -> list[str]:
        """The terms of a field that a few edits make of a word in small letters, itself among them, in order."""
        key = (field, word, edits)
        if key not in self._alike:
            look = self._edited if edits < 2 else self._spelled_about
            self._alike[key] = sorted(look(field, word))
            if len(self._alike) > MANY:
                self._alike.popitem(last=False)
        return self._alike[key]

    def _edited(self, field: str, word: str) -> set[str]:
        made = one_edit(word) | {word}
        texts = [text for each in made for text in (each, each.upper(), FORM + each, FORM + each.upper())]
        return {text for text in texts if any(leaf.terms.frequency(field, text) for leaf, _ in self.leaves)}

    def _spelled_about(self, field: str, word: str, edits: int = 2) -> set[str]:
        found = self._edited(field, word)
        for first in (word[0], word[0].upper(), FORM + word[0], FORM + word[0].upper()):
            for leaf, _ in self.leaves:
                for text in leaf.terms.expanded(field, first):
                    if abs(len(text) - len(first) + 1 - len(word)) <= edits and within(
                        word, text.removeprefix(FORM).casefold(), edits
                    ):
                        found.add(text)
        return found

    def frequency(self, field: str, form: str) -> int:
        """In about how many articles a word stands, as a term or in this form; deleted ones may count."""
        return sum(leaf.terms.frequency(field, text) for leaf, _ in self.leaves for text in (form, FORM + form))

    def close(self) -> None:
        """Give the files back."""
        self.reader.close()
