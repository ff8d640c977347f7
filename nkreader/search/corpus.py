"""A committed state of the index, opened for reading. Not thread-safe; raises whatever Whoosh raises."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

from nkreader.model.dates import Interval
from nkreader.search.postings import FORM
from nkreader.search.similar import one_edit, within

CACHED = 64
"""How many terms' postings are kept."""
MANY = 8
"""How many beginnings of words are kept with what was found for them."""
EXPANDED = 2_000
"""How many terms a beginning may stand for; the rest, in alphabetical order, is left out."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One segment: its reader and its columns, by the segment's own document numbers."""

    key: str
    reader: Any
    columns: dict[str, list[Any]]


class Corpus:
    """The articles by running number, their columns, and the postings of terms."""

    def __init__(self, reader: Any, known: Iterable[Leaf] = ()) -> None:
        """`known` leaves of an earlier state lend their columns where the segment is the same."""
        from nkreader.search.schema import DATES, bounds_of

        self.reader = reader
        self.near: dict[tuple[str, str], list[tuple[str, int]]] = {}
        """Spellings that were looked for, by field and word: a query is asked anew with each letter behind them."""
        self._alike: OrderedDict[tuple[str, str, int], list[str]] = OrderedDict()
        self._cache: OrderedDict[tuple[str, str], dict[int, float]] = OrderedDict()
        names = ["id", "heading", "length", *(bound for name in DATES for bound in bounds_of(name))]
        lent = {leaf.key: leaf.columns for leaf in known}
        self._several: OrderedDict[tuple[str, str, str], dict[int, float]] = OrderedDict()
        self._lent: dict[int, tuple[int, int]] = {}
        self.leaves: list[tuple[Leaf, int]] = []
        for part, offset in reader.leaf_readers():
            if part.doc_count_all():
                key = part.segment().segment_id()
                columns = lent.get(key) or {name: list(part.column_reader(name)) for name in names}
                self.leaves.append((Leaf(key, part, columns), offset))
        self.size = reader.doc_count_all()
        self.columns = {name: [value for leaf, _ in self.leaves for value in leaf.columns[name]] for name in names}
        self.ids: list[str] = [value.decode() for value in self.columns["id"]]
        alive = [not reader.is_deleted(number) for number in range(self.size)]
        self.alive = frozenset(compress(range(self.size), alive))
        self.numbers = {self.ids[number]: number for number in self.alive}
        lengths = self.columns["length"]
        self.mean_length = sum(lengths[number] for number in self.alive) / max(1, len(self.alive)) or 1.0

    def lend(self, days: Mapping[str, Interval]) -> None:
        """Days of publication that hold from now on in place of those that were indexed."""
        from nkreader.search.schema import ordinals

        self._lent = {self.numbers[id_]: ordinals(each) for id_, each in days.items() if id_ in self.numbers}

    def days(self, field: str) -> tuple[Sequence[int], Sequence[int]]:
        """First and last day of a date field for every article, as ordinals (`schema.ordinals`)."""
        from nkreader.search.schema import bounds_of

        first, last = bounds_of(field)
        starts, ends = self.columns[first], self.columns[last]
        if field != "published" or not self._lent:
            return starts, ends
        starts, ends = starts.copy(), ends.copy()
        for number, (start, end) in self._lent.items():
            starts[number], ends[number] = start, end
        return starts, ends

    def heading(self, number: int) -> str:
        """The title of an article."""
        return str(self.columns["heading"][number].decode())

    def postings(self, field: str, term: str) -> dict[int, float]:
        """The articles that have a term, with its weight in each."""
        key = (field, term)
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        found: dict[int, float] = {}
        for leaf, offset in self.leaves:
            if (field, term.encode()) in leaf.reader:
                matcher = leaf.reader.postings(field, term.encode())
                while matcher.is_active():
                    found[offset + matcher.id()] = matcher.weight()
                    matcher.next()
        self._cache[key] = found
        if len(self._cache) > CACHED:
            self._cache.popitem(last=False)
        return found

    def several(self, field: str, text: str, way: str, found: Callable[[], dict[int, float]]) -> dict[int, float]:
        """What was found for the many terms that a part of a query stands for; worked out at the first asking."""
        key = (field, text, way)
        if key not in self._several:
            self._several[key] = found()
            if len(self._several) > MANY:
                self._several.popitem(last=False)
        return self._several[key]

    def places(self, field: str, term: str, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The places (`Postings`) of a term in those of the articles, given in order, that have it."""
        from nkreader.search.schema import Places

        decode = Places.decode_places
        wanted = list(numbers)
        text = term.encode()
        for leaf, offset in self.leaves:
            first, last = (bisect_left(wanted, at) for at in (offset, offset + leaf.reader.doc_count_all()))
            if first < last and (field, text) in leaf.reader:
                matcher = leaf.reader.postings(field, text)
                few = (last - first) * 4 < leaf.reader.doc_frequency(field, text)
                walk = _skipping if few else _stepping
                for number in walk(matcher, wanted[first:last], offset):
                    value = matcher.value()
                    yield number, decode(value)

    def beginning(self, field: str, prefix: str) -> list[str]:
        """The terms of a field that begin so, in order."""
        found: set[str] = set()
        for leaf, _ in self.leaves:
            for count, text in enumerate(leaf.reader.expand_prefix(field, prefix.encode())):
                if count == EXPANDED:
                    break
                found.add(text.decode())
        return sorted(found)[:EXPANDED]

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
        return {text for text in texts if any((field, text.encode()) in leaf.reader for leaf, _ in self.leaves)}

    def _spelled_about(self, field: str, word: str, edits: int = 2) -> set[str]:
        found = self._edited(field, word)
        for first in (word[0], word[0].upper(), FORM + word[0], FORM + word[0].upper()):
            for leaf, _ in self.leaves:
                for text in leaf.reader.expand_prefix(field, first.encode()):
                    if abs(len(text) - len(first) + 1 - len(word)) <= edits + 3:  # a letter may be of several bytes
                        term = text.decode()
                        if within(word, term.removeprefix(FORM).casefold(), edits):
                            found.add(term)
        return found

    def frequency(self, field: str, form: str) -> int:
        """In about how many articles a word stands, as a term or in this form; deleted ones may count."""
        return sum(
            leaf.reader.doc_frequency(field, text.encode()) for leaf, _ in self.leaves for text in (form, FORM + form)
        )

    def close(self) -> None:
        """Give the files back."""
        self.reader.close()


def _skipping(matcher: Any, numbers: Iterable[int], offset: int) -> Iterator[int]:
    """Those of the numbers, in order, that the matcher stands on in turn: fast for few of them."""
    for number in numbers:
        if not matcher.is_active():
            return
        matcher.skip_to(number - offset)
        if matcher.is_active() and matcher.id() == number - offset:
            yield number


def _stepping(matcher: Any, numbers: Iterable[int], offset: int) -> Iterator[int]:
    """The same, fast for many."""
    numbers = set(numbers)
    while matcher.is_active():
        number = offset + matcher.id()
        if number in numbers:
            yield number
        matcher.next()
