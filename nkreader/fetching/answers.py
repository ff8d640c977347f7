"""What a server gave for an address."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nkreader.fetching.errors import Unfetched
from nkreader.ingest.extract import size

_PIECE = 1_000_000
"""Bytes that are unpacked at a time."""
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer."""

    url: str
    """As it was asked for."""
    final: str
    """Where redirects led."""
    retrieved: str
    """UTC, as ISO 8601, to the millisecond."""
    status: int
    media_type: str = ""
    """In lower case, without parameters."""
    charset: str | None = None
    data: bytes | None = None
    """None where nothing changed since (304)."""
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    """Where it has moved for good, if it has."""

    @property
    def sha256(self) -> str:
        """Of the bytes, 64 hex digits."""
        return hashlib.sha256(self.data or b"").hexdigest()


def media_of(header: str | None) -> tuple[str, str | None]:
    """The media type and the charset that a `Content-Type` names."""
    given = header or ""
    found = _CHARSET.search(given)
    kind = given.partition(";")[0].strip().casefold()
    return kind if re.fullmatch(r"[\w.+-]{1,100}/[\w.+-]{1,100}", kind) else "", found[1].casefold() if found else None


def body(parts: Iterable[bytes], coding: str | None, limit: int, go_on: Callable[[], None]) -> bytes:
    """The bytes of an answer, unpacked: not more than `limit`, packed or not. `go_on` is called between parts.

    Raises:
        Unfetched: if they are more, or packed in a way that nobody asked for, or damaged.
    """
    unpack = _unpacking(coding)
    found = bytearray()
    packed = 0
    for part in parts:
        go_on()
        packed += len(part)
        for piece in unpack(part):
            found += piece
            if len(found) > limit:
                raise Unfetched(f"larger than {size(limit)}")
        if packed > limit:
            raise Unfetched(f"larger than {size(limit)}")
    for piece in unpack(b""):
        found += piece
    return bytes(found)


def _unpacking(coding: str | None) -> Callable[[bytes], Iterator[bytes]]:
    names = [name.strip().casefold() for name in (coding or "").split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if not names:
        return lambda part: iter((part,))
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise Unfetched(f"packed in a way that was not asked for ({' '.join(names)[:40]})")
    return _Inflating(names[0]).pieces


class _Inflating:
    """Unpacks a little at a time: a small part may hold gigabytes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16 if name != "deflate" else zlib.MAX_WBITS)
        self._begun = False

    def pieces(self, part: bytes) -> Iterator[bytes]:
        """What a part holds; an empty one is the end."""
        if not part:
            if self._begun and not self._inflate.eof:
                raise Unfetched("the packed answer breaks off", passing=True)
            return
        try:
            yield from self._pieces(part)
        except zlib.error:
            raise Unfetched("the packed answer is damaged") from None

    def _pieces(self, part: bytes) -> Iterator[bytes]:
        while part and not self._inflate.eof:
            try:
                piece = self._inflate.decompress(part, _PIECE)
            except zlib.error:
                if self._begun or self._name != "deflate":
                    raise
                self._inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)  # without its frame, as some servers send it
                piece = self._inflate.decompress(part, _PIECE)
            self._begun = True
            part = self._inflate.unconsumed_tail
            yield piece
