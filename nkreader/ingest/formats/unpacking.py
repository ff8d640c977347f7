"""Everything in a file, and in the files inside it, within bounds.

Archives may lie in archives, but not deeper than `DEPTH`; all that is unpacked of one file together is bounded in
bytes and in number. What lies beyond a bound is told and left out, the rest goes on.

Where reading stopped is told by a place: the numbers, from 1, of the files one inside the other, each counted in the
one around it. A second reading goes on behind that place and gives nothing that the first one gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Protocol

from nkreader.ingest.containing import fault
from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.bounding import bounded, within
from nkreader.ingest.formats.given import Blob, Given, Inside, Left, Text
from nkreader.ingest.formats.table import OWN, SEVERAL, format_of, suffix_of
from nkreader.model.sanitise import safe_line

DEPTH = 4
"""Archives inside archives."""
MOST = 100_000
"""Files and texts inside one file."""
BYTES = 4_000_000_000
"""All that is unpacked of one file."""
TOLD = 1000
"""What was left out of one file and is told by name; more of it is counted."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A file inside the file that needs no format."""

    name: str
    data: bytes


Answer = Text | Plain | Left
Place = tuple[float, ...]
"""Halves stand between two files."""


class Watch(Protocol):
    """Who is told which file inside the file is being read."""

    def begins(self, place: Place, name: str) -> None:
        """Told before any of its bytes are looked at.

        Raises:
            Spent: if nothing more shall be read.
        """

    def ends(self, place: Place) -> None:
        """Told when it is read."""


class _Nobody:
    def begins(self, place: Place, name: str) -> None: ...
    def ends(self, place: Place) -> None: ...


class Spent(Exception):
    """A bound of the whole is reached, in words."""


@dataclass(slots=True)
class _Reading:
    """One reading of a file and of all inside it."""

    watch: Watch
    behind: Place
    """Where an earlier reading stopped; empty for none."""
    limit: int
    files: int = 0
    bytes: int = 0
    told: int = 0
    more: int = 0
    unread: Counter[str] = field(default_factory=Counter)

    def take(self, count: int) -> None:
        """Count something that was unpacked, of so many bytes."""
        self.files += 1
        self.bytes += count
        if self.files > MOST:
            raise Spent(f"it holds more than {MOST:,} files; the rest was left out")
        if self.bytes > BYTES:
            raise Spent(f"it holds more than {size(BYTES)}; the rest was left out")

    def was_given(self, place: Place, number: int) -> bool:
        """Whether what a file at this place gives behind its file of that number was given before."""
        return bool(self.behind) and (*place, number) < self.behind[: len(place) + 1]

    def was_read(self, place: Place) -> bool:
        """Whether a file was read, or stopped the reading of itself."""
        return place <= self.behind and (place == self.behind or place != self.behind[: len(place)])

    def left(self, left: Left) -> Iterator[Left]:
        """Tell it, or count it."""
        self.told += 1
        if self.told <= TOLD:
            yield left
        else:
            self.more += 1

    def rest(self) -> Iterator[Left]:
        """What is told of all together."""
        if self.more:
            yield Left("", f"{self.more:,} more of it could not be read")
        if self.unread:
            kinds = ", ".join(sorted(self.unread)[:20])
            files = "1 file in it has" if self.unread.total() == 1 else f"{self.unread.total():,} files in it have"
            yield Left("", f"{files} no reader: {kinds}")


def unpacked(blob: Blob, watch: Watch | None = None, behind: Place = ()) -> Iterator[Answer]:
    """The texts of a file and of all files inside it, in their order; only what stands behind a place if one is given.

    Raises:
        Refused: if the file itself is nothing that can be read.
        OSError: if it cannot be read.
    """
    suffix = suffix_of(blob.name, blob.hints.media_type)
    form = format_of(blob.name, blob.hints.media_type)
    if form is None:
        raise Refused(f"no reader for {safe_line(suffix) or 'it'}")
    reading = _Reading(watch or _Nobody(), behind, blob.limit)
    some = bool(behind)
    try:
        for answer in _of(form(blob), "", (), blob, reading):
            some = True
            yield answer
    except Spent as spent:
        yield Left("", str(spent))
    for left in reading.rest():
        some = True
        yield left
    if not some:
        raise Refused("no article in it")


def _of(given: Given, above: str, place: Place, blob: Blob, reading: _Reading) -> Iterator[Answer]:
    """What a format gave, with the names of what it lies in before its own."""
    number = 0  # of its files so far
    for one in given:
        if isinstance(one, Inside):
            number += 1
            reading.take(len(one.data))
            yield from _file(one, _below(above, one.name), (*place, number), reading)
        elif isinstance(one, Text):
            reading.take(bounded(one))
            if not reading.was_given(place, number):
                text = within(one, reading.limit, blob.hints)
                named = replace(text, where=_below(above, one.where, ": "))
                yield from (
                    reading.left(named) if isinstance(named, Left) else [replace(named, key=_below(above, named.key))]
                )
        elif not reading.was_given(place, number):
            yield from reading.left(replace(one, where=_below(above, one.where)))


def _file(one: Inside, name: str, place: Place, reading: _Reading) -> Iterator[Answer]:
    if any(part.startswith(".") for part in PurePosixPath(one.name).parts) and not one.hints.url:
        return  # hidden, as in a folder
    suffix = suffix_of(one.name, one.hints.media_type)
    form = format_of(one.name, one.hints.media_type)
    if form is None and suffix not in OWN:
        reading.unread[safe_line(suffix)] += 1
        return
    if reading.was_read(place):
        return
    reading.watch.begins(place, name)
    if form is None:
        yield Plain(name, one.data)
    elif suffix in SEVERAL and len(place) > DEPTH:
        yield from reading.left(Left(name, f"archives in archives are read {DEPTH} deep"))
    else:
        yield from _parsed(one, name, place, reading)
    reading.watch.ends(place)


def _parsed(one: Inside, name: str, place: Place, reading: _Reading) -> Iterator[Answer]:
    inner = Blob(one.name, one.data, one.hints, reading.limit)
    form = format_of(one.name, one.hints.media_type)
    assert form is not None
    try:
        yield from _of(form(inner), name, place, inner, reading)
        return
    except (Spent, BrokenPipeError):
        raise
    except Refused as refused:
        left = Left(name, refused.reason, refused.lasting)
    except Exception as error:
        left = Left(name, *trouble(error))
    yield from reading.left(left)


def trouble(error: Exception) -> tuple[str, bool]:
    """Why something could not be read, and whether that lasts."""
    if isinstance(error, MemoryError):
        return "reading it needs too much memory", True
    if isinstance(error, RecursionError):
        return "it is nested too deeply to be read", True
    return fault(error), False


def _below(above: str, name: str, between: str = "#") -> str:
    return f"{above}{between}{name}" if above and name else above or name
