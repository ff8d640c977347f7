"""Tape archives, packed or not, gone through once from front to back."""

from __future__ import annotations

import tarfile
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, cast

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.given import Blob, Given, Inside, Left
from nkreader.ingest.formats.members import Names, SavedPages, decoded, is_clutter
from nkreader.ingest.formats.streams import first, opened
from nkreader.ingest.formats.table import room

_BROKEN = (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError, AttributeError, TypeError, KeyError)
"""What `tarfile` raises of damaged heads."""
_PATIENCE = 20
"""Readings behind the end."""


def tars(blob: Blob) -> Given:
    """The files of a tape archive, in the order in which they stand in it."""
    there = ""
    try:
        for one in _all(blob):
            there = one.name if isinstance(one, Inside) else one.where
            yield one
        return
    except Refused as refused:
        trouble = refused.reason
    except _BROKEN as error:
        trouble = f"damaged: {error}"
    if not there:
        raise Refused(trouble.replace("damaged", "a damaged archive", 1))
    yield Left("", f"{trouble}; what comes behind {there} could not be read")


def _all(blob: Blob) -> Iterator[Inside | Left]:
    names, saved, others = Names(), SavedPages(), Counter[str]()
    known = False
    for info, archive in _members(blob):
        name = names.name(_name(info))
        if info.isdir() or is_clutter(name):
            continue
        if not info.isfile():
            others["a link" if info.issym() or info.islnk() else "a device or a pipe"] += 1
            continue
        saved.see(name)
        if not known and saved.suspects(name) and not saved.belongs(name):
            known = True
            for other, _ in _members(blob):
                saved.see(Names().name(_name(other)))
        if not saved.belongs(name):
            yield _file(name, info, archive, room(blob, name))
    for kind, count in others.items():
        yield Left("", f"{count:,} left out: {kind}, not a file")


def _file(name: str, info: tarfile.TarInfo, archive: tarfile.TarFile, limit: int) -> Inside | Left:
    if info.size > limit:
        return Left(name, f"larger than {size(limit)}", lasting=False)
    member = archive.extractfile(info)
    if member is None:
        return Left(name, "not a file")
    data = first(member, limit)  # type: ignore[arg-type]
    return Inside(name, data) if data is not None else Left(name, f"larger than {size(limit)}", lasting=False)


def _members(blob: Blob) -> Iterator[tuple[tarfile.TarInfo, tarfile.TarFile]]:
    """Each member's head, while the archive stands at it."""
    with blob.open() as raw:
        stream = cast("BinaryIO", _Ending(opened(raw)))
        archive = tarfile.open(fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
        while (info := archive.next()) is not None:
            yield info, archive
            archive.members.clear()  # type: ignore[attr-defined]  # it would keep all of them


class _Ending:
    """A stream that says so when it is read on and on behind its end: a head may state any length."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._behind = stream, 0

    def read(self, count: int = -1) -> bytes:
        data = self._stream.read(count)
        self._behind = 0 if data else self._behind + 1
        if self._behind > _PATIENCE:
            raise EOFError("it breaks off in the middle")
        return data


def _name(info: tarfile.TarInfo) -> str:
    return decoded([info.name.encode("utf-8", "surrogateescape")])[0]
