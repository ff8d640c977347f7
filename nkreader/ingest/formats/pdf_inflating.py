"""Streams of a PDF unpacked with a bound: pdfminer itself has none, and some bytes may stand for gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

STREAM = 32_000_000
"""Bytes of one stream; the text of a page is some thousands, a large map some millions."""


class TooLarge(Exception):
    """A stream is larger than any page."""


class _Unpacker:
    """Like zlib's own, with a bound on all that it gives."""

    def __init__(self) -> None:
        self._inner, self._left = zlib.decompressobj(), STREAM

    def decompress(self, data: bytes) -> bytes:
        """The next part.

        Raises:
            TooLarge: if all parts together are too large.
            zlib.error: if the data are damaged.
        """
        given = self._inner.decompress(data, self._left + 1)
        self._left -= len(given)
        if self._left < 0:
            raise TooLarge
        return given

    @property
    def eof(self) -> bool:
        return self._inner.eof


class _Bounded:
    """As much of zlib as pdfminer knows."""

    error = zlib.error

    @staticmethod
    def decompressobj(*_: Any) -> _Unpacker:
        return _Unpacker()

    @staticmethod
    def decompress(data: bytes, *_: Any) -> bytes:
        unpacker = _Unpacker()
        given = unpacker.decompress(data)
        if not unpacker.eof:
            raise zlib.error("incomplete")
        return given


@contextmanager
def bounded_streams() -> Iterator[None]:
    """While this holds, pdfminer unpacks no stream that is too large."""
    from pdfminer import pdftypes

    before: Any = vars(pdftypes)["zlib"]
    vars(pdftypes)["zlib"] = _Bounded
    try:
        yield
    finally:
        vars(pdftypes)["zlib"] = before
