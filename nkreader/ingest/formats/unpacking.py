"""Everything in a file, and in the files inside it, within bounds.

Archives may lie in archives, but not deeper than `DEPTH`; all that is unpacked of one file together is bounded in
bytes and in number. What lies beyond a bound is told and left out, the rest goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.given import Blob, Given, Inside, Left, Text
from nkreader.ingest.formats.table import format_of
from nkreader.model.sanitise import safe_line

DEPTH = 4
"""Archives inside archives."""
MOST = 100_000
"""Files inside one file."""
BYTES = 4_000_000_000
"""All that is unpacked of one file."""
OWN = ("", ".txt", ".text", ".md", ".markdown", ".jsonl", ".ndjson", ".json",
       ".jsonl.gz", ".ndjson.gz", ".jsonl.xz", ".ndjson.xz")  # fmt: skip
"""Suffixes that need no format: what such a file inside another holds is read by the process that asked."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A file inside the file that needs no format."""

    name: str
    data: bytes


Answer = Text | Plain | Left
Announce = Callable[[str], bool]
"""Told the name of each file before it is read; False passes over it."""


class _Spent(Exception):
    """A bound of the whole is reached."""


@dataclass(slots=True)
class _Budget:
    files: int = 0
    bytes: int = 0

    def take(self, inside: Inside) -> None:
        self.files += 1
        self.bytes += len(inside.data)
        if self.files > MOST:
            raise _Spent(f"it holds more than {MOST:,} files; the rest was left out")
        if self.bytes > BYTES:
            raise _Spent(f"it holds more than {size(BYTES)}; the rest was left out")


def unpacked(blob: Blob, announce: Announce = lambda name: True) -> Iterator[Answer]:
    """The texts of a file and of all files inside it, in their order.

    Raises:
        Refused: if the file itself is nothing that can be read.
        OSError: if it cannot be read.
    """
    form = format_of(blob.name)
    if form is None:
        raise Refused(f"no reader for {safe_line(PurePosixPath(blob.name).suffix) or 'it'}")
    unread: Counter[str] = Counter()
    try:
        yield from _of(form(blob), "", blob, _Budget(), 1, announce, unread)
    except _Spent as spent:
        yield Left("", str(spent))
    if unread:
        kinds = ", ".join(sorted(unread))
        yield Left("", f"{unread.total():,} files in it have no reader: {kinds}")


def _of(
    given: Given, above: str, blob: Blob, budget: _Budget, depth: int, announce: Announce, unread: Counter[str]
) -> Iterator[Answer]:
    """What a format gave, with the names of what it lies in before its own."""
    for one in given:
        if isinstance(one, Left):
            yield replace(one, where=_below(above, one.where))
        elif isinstance(one, Text):
            yield replace(one, key=_below(above, one.key), where=_below(above, one.where, ": "))
        else:
            budget.take(one)
            yield from _file(one, _below(above, one.name), blob.limit, budget, depth, announce, unread)


def _file(
    one: Inside, name: str, limit: int, budget: _Budget, depth: int, announce: Announce, unread: Counter[str]
) -> Iterator[Answer]:
    if any(part.startswith(".") for part in PurePosixPath(one.name).parts):
        return  # hidden, as in a folder
    if not announce(name):
        return
    suffix = "".join(PurePosixPath(one.name).suffixes[-1:]).casefold()
    form = format_of(one.name)
    if form is None:
        if suffix in OWN or "".join(PurePosixPath(one.name).suffixes[-2:]).casefold() in OWN:
            yield Plain(name, one.data)
        else:
            unread[safe_line(suffix)] += 1
        return
    if depth > DEPTH:
        yield Left(name, f"archives in archives are read {DEPTH} deep")
        return
    inner = Blob(one.name, one.data, one.hints, limit)
    try:
        yield from _of(form(inner), name, inner, budget, depth + 1, announce, unread)
    except _Spent:
        raise
    except Refused as refused:
        yield Left(name, refused.reason, refused.lasting)
    except MemoryError:
        yield Left(name, "reading it needs too much memory")
    except Exception as error:
        from nkreader.ingest.containing import fault

        yield Left(name, fault(error))


def _below(above: str, name: str, between: str = "#") -> str:
    return f"{above}{between}{name}" if above and name else above or name
