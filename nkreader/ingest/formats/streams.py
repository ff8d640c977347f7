"""Packed streams, unpacked a piece at a time: no piece is larger than was asked for, whatever the stream says."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol, cast

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size

PIECE = 65_536
"""Bytes of the packed stream that are read at once."""
DICTIONARY = 256_000_000
"""Bytes of memory that an LZMA stream may ask for; the most that `xz -9` asks for is a quarter of it."""
MOST = 4_000_000_000
"""Bytes that one packed stream may hold."""


class Unpacker(Protocol):
    """What `bz2` and `lzma` have, and `Inflater` has alike."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class Inflater:
    """Of a zlib stream, raw, with its own head or with that of gzip."""

    def __init__(self, bits: int) -> None:
        self._zlib = zlib.decompressobj(bits)
        self._more = False

    @property
    def eof(self) -> bool:
        """Whether the end of the stream was met."""
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing comes any more without more of the stream."""
        return not self._more and not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What came behind its end."""
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Some of what it holds."""
        given = self._zlib.decompress(self._zlib.unconsumed_tail + data, max(max_length, 0))
        self._more = len(given) == max_length
        return given


def gunzipper() -> Unpacker:
    """Of one member of a gzip file."""
    return Inflater(zlib.MAX_WBITS | 16)


def unxzer() -> Unpacker:
    """Of one stream of an xz or lzma file."""
    return lzma.LZMADecompressor(lzma.FORMAT_AUTO, DICTIONARY)


MAGIC: tuple[tuple[bytes, Callable[[], Unpacker]], ...] = (
    (b"\x1f\x8b", gunzipper),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\0", unxzer),
)
_ERRORS = (zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


class Unpacked(io.RawIOBase):
    """What a packed stream holds: all its members in a row.

    Raises, while it is read:
        Refused: if it is damaged, cut off, or holds more than `most` bytes.
    """

    def __init__(self, raw: BinaryIO, make: Callable[[], Unpacker], most: int = MOST) -> None:
        self._raw, self._make, self._most = raw, make, most
        self._unpacker = make()
        self._rest = b""
        self._given = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As of any raw stream."""
        room = memoryview(buffer).nbytes
        while room:
            if self._unpacker.eof and not self._next():
                return 0
            given = self._some(room)
            if given:
                self._given += len(given)
                if self._given > self._most:
                    raise Refused(f"it holds more than {size(self._most)}")
                buffer[: len(given)] = given
                return len(given)
        return 0

    def _some(self, room: int) -> bytes:
        data = b""
        if self._unpacker.needs_input:
            data, self._rest = self._rest or self._raw.read(PIECE), b""
            if not data:
                raise Refused("damaged: it breaks off in the middle")
        try:
            return self._unpacker.decompress(data, room)
        except _ERRORS as error:
            raise Refused(f"damaged: {error}") from error

    def _next(self) -> bool:
        """Go on with the next member; what is none is padding, as behind tapes, and passed over."""
        rest = self._unpacker.unused_data.lstrip(b"\0")
        while not rest:
            rest = self._raw.read(PIECE)
            if not rest:
                return False
            rest = rest.lstrip(b"\0")
        rest += self._raw.read(8)
        if not any(rest.startswith(magic) for magic, _ in MAGIC):
            return False
        self._rest, self._unpacker = rest, self._make()
        return True


def opened(raw: BinaryIO) -> BinaryIO:
    """What a stream holds: unpacked if it begins as packed ones do, else itself."""
    beginning = raw.read(8)
    raw.seek(0)
    for magic, make in MAGIC:
        if beginning.startswith(magic):
            return cast("BinaryIO", io.BufferedReader(Unpacked(raw, make), PIECE * 4))
    return raw


def first(stream: BinaryIO, limit: int) -> bytes | None:
    """All that a stream holds, however little it gives at once; None if that is more than the limit.

    Raises:
        Refused: if it is damaged.
    """
    pieces, left = [], limit + 1
    while left and (piece := stream.read(min(left, PIECE * 16))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces) if left else None
