"""What a server sent, as a crawl keeps it: a head, and a body that may be in chunks and packed."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, parse_headers

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.streams import PIECE, Inflater, Unpacker, gunzipper

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer."""

    status: int
    content_type: str | None
    body: bytes

    @property
    def media_type(self) -> str | None:
        """Of its body, in lower case; None if the server does not say."""
        return (self.content_type or "").partition(";")[0].strip().casefold() or None

    @property
    def charset(self) -> str | None:
        """The encoding that the server states."""
        head = Message()
        head["Content-Type"] = (self.content_type or "").replace("\n", " ").replace("\r", " ")
        return head.get_content_charset()


def message(block: bytes, limit: int) -> Sent:
    """The answer that is written in `block`.

    Raises:
        Refused: if it is none, is damaged, or its body is more than the limit.
    """
    stream = io.BytesIO(block)
    status = _STATUS.match(stream.readline(1000))
    if status is None:
        raise Refused("no answer of a server")
    try:
        head = parse_headers(stream)
    except (HTTPException, ValueError) as error:
        raise Refused(f"damaged: {error or type(error).__name__}") from error
    body = block[stream.tell() :]
    if "chunked" in str(head.get("Transfer-Encoding", "")).casefold():
        body = unchunked(body)
    for encoding in reversed(str(head.get("Content-Encoding", "")).casefold().split(",")[:3]):
        body = _decoded(body, encoding.strip(), limit)
    if len(body) > limit:
        raise Refused(f"larger than {size(limit)}", lasting=False)
    stated = head.get("Content-Type")
    return Sent(int(status[1]), None if stated is None else str(stated), body)


def unchunked(body: bytes) -> bytes:
    """The body that was sent in chunks; a body that is not in chunks, though its head says so, is as it is."""
    at = 0
    chunks: list[bytes] = []
    while (end := body.find(b"\r\n", at, at + 100)) >= 0:
        try:
            length = int(body[at:end].partition(b";")[0].strip(), 16)
        except ValueError:
            break
        if length <= 0:
            return b"".join(chunks)
        chunks.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(chunks) if chunks and at >= len(body) else body


def _decoded(body: bytes, encoding: str, limit: int) -> bytes:
    if encoding in ("", "identity") or not body:
        return body
    if encoding in ("gzip", "x-gzip"):
        return body if not body.startswith(b"\x1f\x8b") else _unpacked(body, gunzipper, limit)
    if encoding == "deflate":
        try:
            return _unpacked(body, lambda: Inflater(zlib.MAX_WBITS), limit)
        except Refused:
            return _unpacked(body, lambda: Inflater(-zlib.MAX_WBITS), limit)
    raise Refused(f"packed in a way that is not known ({encoding[:40]})")


def _unpacked(body: bytes, make: Callable[[], Unpacker], limit: int) -> bytes:
    """What a packed body holds, also of one that breaks off."""
    unpacker, pieces, count = make(), [], 0
    data = body
    try:
        while not unpacker.eof and count <= limit and (piece := unpacker.decompress(data, PIECE * 16)):
            data = b""
            pieces.append(piece)
            count += len(piece)
    except (zlib.error, ValueError) as error:
        raise Refused(f"damaged: {error}") from error
    if count > limit:
        raise Refused(f"larger than {size(limit)}", lasting=False)
    return b"".join(pieces)
