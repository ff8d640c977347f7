"""Pages that a browser saved with all that belongs to them in one file (MHTML, RFC 2557)."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.given import Blob, Given
from nkreader.ingest.formats.page import read_page
from nkreader.ingest.formats.page_decoding import begins_like_page

_PAGES = ("text/html", "application/xhtml+xml")
MOST = 10_000
"""Parts that are looked at."""


def mhtml(blob: Blob) -> Given:
    """The article of the page that such a file is about; what the page shows in frames is left aside.

    Raises:
        Refused: if there is no page, or no article, in it.
        OSError: if it cannot be read.
    """
    data = blob.read()
    if begins_like_page(data):  # saved as a page, and called by the wrong name
        yield read_page(data, blob)
        return
    whole = message_from_bytes(data.lstrip())
    part = _root(whole)
    if part is None:
        raise Refused("no page in it")
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        raise Refused("the page in it is empty")
    url = blob.hints.url or _header(whole, "Snapshot-Content-Location") or _header(part, "Content-Location")
    hints = replace(blob.hints, url=_web(url), charset=_charset(part) or blob.hints.charset)
    saved = _header(whole, "Date") or blob.hints.seen
    yield read_page(body, replace(blob, hints=hints), saved)


def _root(whole: Message) -> Message | None:
    """The part that is the page: the one that the file says to start with, else the first page in it."""
    parts = [part for number, part in enumerate(whole.walk()) if number < MOST]
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    start = whole.get_param("start")
    named = [part for part in pages if isinstance(start, str) and _header(part, "Content-ID") == start]
    place = _header(whole, "Snapshot-Content-Location")
    named += [part for part in pages if place and _header(part, "Content-Location") == place]
    return next(iter([*named, *pages]), None)


def _header(part: Message, name: str) -> str | None:
    value = part.get(name)
    return " ".join(str(value).split()) or None if value is not None else None


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, ValueError):
        return None


def _web(url: str | None) -> str | None:
    """An address of the web; files of somebody's disk are none."""
    return url if url and url.startswith(("http://", "https://")) else None
