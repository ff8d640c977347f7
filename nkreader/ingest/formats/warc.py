"""Crawls in WARC files: each page that a server sent, named by its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.given import Blob, Given, Hints, Inside, Left
from nkreader.ingest.formats.http import Sent, message
from nkreader.ingest.formats.streams import first, opened
from nkreader.ingest.formats.table import OWN, SEVERAL, SINGLE, suffix_of
from nkreader.model.sanitise import safe_line

_KINDS = ("response", "resource", "conversion")
"""Records that hold what was sent; others tell of it (`request`, `metadata`) or point to what came before."""
_DATA = (".json", ".jsonl", ".ndjson")
"""What pages load for themselves."""


def warc(blob: Blob) -> Given:
    """The pages and documents of a crawl, in its order; answers that are errors or lead elsewhere are passed over.

    The day of the capture is no day of publication; nothing was published later than it.
    """
    there = ""
    try:
        with blob.open() as raw:
            for one in _sent(opened(raw), blob.limit):
                there = one.name if isinstance(one, Inside) else one.where
                yield one
        return
    except Refused as refused:
        trouble = refused.reason
    except _broken() as error:
        trouble = f"damaged: {' '.join(str(error).split())[:160]}"
    if not there:
        raise Refused(trouble)
    yield Left("", f"{trouble}; what comes behind {there} could not be read")


def _broken() -> tuple[type[Exception], ...]:
    from warcio.exceptions import ArchiveLoadFailed

    return (ArchiveLoadFailed, EOFError, ValueError, KeyError, AttributeError, TypeError)


def _sent(stream: BinaryIO, limit: int) -> Iterator[Inside | Left]:
    from warcio.archiveiterator import WARCIterator

    named: set[str] = set()
    some = False
    for record in WARCIterator(stream, no_record_parse=True):
        some = True
        address = safe_line(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
        if record.rec_type not in _KINDS or not address.startswith(("http:", "https:", "urn:", "file:")):
            continue
        seen = record.rec_headers.get_header("WARC-Date")
        name = address if address not in named else f"{address} {safe_line(seen or '')}"
        named.add(address)
        yield from _record(record, name, address, seen, limit)
    if not some:
        raise Refused("no records in it")


def _record(record: Any, name: str, address: str, seen: str | None, limit: int) -> Iterator[Inside | Left]:
    try:
        block = first(record.raw_stream, limit + 100_000)
        if block is None:
            raise Refused(f"larger than {size(limit)}", lasting=False)
        sent = Sent(200, record.rec_headers.get_header("Content-Type"), block)
        if record.rec_type == "response":
            sent = message(block, limit)
    except Refused as refused:
        yield Left(name, refused.reason, refused.lasting)
        return
    if sent.status != 200 or address.endswith("/robots.txt"):
        return
    suffix = suffix_of(address, sent.media_type)
    if suffix in _DATA or not sent.body:
        return
    readable = suffix in SINGLE or suffix in SEVERAL or suffix in OWN
    url = address if address.startswith("http") else None
    hints = Hints(url, sent.charset, sent.media_type, seen=seen)
    yield Inside(name, sent.body if readable else b"", hints)
