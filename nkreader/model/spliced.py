"""A long sequence with a few items put between its own, or in the place of some of them: a view that copies nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeVar, overload

T = TypeVar("T")


class Splice(NamedTuple, Generic[T]):
    """What stands in the place of some items."""

    start: int
    """Index of the first of them."""
    end: int
    """That behind the last; the same as `start` where items are put between two others."""
    items: Sequence[T]


class Stretch(NamedTuple, Generic[T]):
    """Items that stand behind each other in both sequences, or some of a splice."""

    start: int
    """Index of the first one in the whole."""
    origin: int
    """Its index in the sequence beneath; of a splice, where that begins there."""
    items: Sequence[T] | None
    """Those of a splice; None for a part of the sequence beneath."""


def stretches(length: int, splices: Iterable[Splice[T]]) -> tuple[list[Stretch[T]], int]:
    """The stretches of a sequence of so many items with splices, which are in order and apart; and its length then."""
    found: list[Stretch[T]] = []
    done = at = 0
    for start, end, items in splices:
        if start > done:
            found.append(Stretch(at, done, None))
            at += start - done
        if items:
            found.append(Stretch(at, start, items))
            at += len(items)
        done = end
    if length > done:
        found.append(Stretch(at, done, None))
        at += length - done
    return found, at


class Spliced(Sequence[T]):
    """Items of `beneath` with `splices`; what it costs to make and to ask depends on how many of these there are."""

    def __init__(self, beneath: Sequence[T], splices: Sequence[Splice[T]]) -> None:
        self.beneath = beneath
        self.splices = splices
        self._stretches, self._length = stretches(len(beneath), splices)
        self._starts = [stretch.start for stretch in self._stretches]
        self._kept = [stretch for stretch in self._stretches if stretch.items is None]
        self._origins = [stretch.origin for stretch in self._kept]

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return tuple([self[at] for at in range(*index.indices(self._length))])
        at = index + self._length if index < 0 else index
        if not 0 <= at < self._length:
            raise IndexError(index)
        start, origin, items = self._stretches[bisect_right(self._starts, at) - 1]
        return self.beneath[origin + at - start] if items is None else items[at - start]

    def __iter__(self) -> Iterator[T]:
        ends = [*self._starts, self._length][1:]
        return chain.from_iterable(
            self.beneath[origin : origin + end - start] if items is None else items
            for (start, origin, items), end in zip(self._stretches, ends, strict=True)
        )

    def place(self, origin: int) -> int:
        """Index of an item of the sequence beneath that was not replaced."""
        stretch = self._kept[bisect_right(self._origins, origin) - 1]
        return stretch.start + origin - stretch.origin

    def beneath_at(self, index: int) -> int:
        """How many items of the sequence beneath stand before an index; those replaced there do not count."""
        if index >= self._length:
            return len(self.beneath)
        start, origin, items = self._stretches[bisect_right(self._starts, index) - 1]
        return origin + index - start if items is None else origin
