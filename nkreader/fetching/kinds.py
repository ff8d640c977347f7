"""What kind of file an answer is, as a name whose suffix the readers of files know."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from nkreader.fetching.answers import Fetched
from nkreader.ingest.formats.table import MEDIA

_MORE = {
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/json": ".json",
    "text/x-markdown": ".md",
}
"""Media types that only servers use."""
_VAGUE = frozenset(("", "application/octet-stream", "binary/octet-stream", "application/binary", "text/plain"))
"""What servers say of files that they do not know."""
_MIXED_UP = frozenset((".html", ".xhtml", ".xml", ".rss", ".atom", ".rdf"))
"""Kinds that servers mistake for each other."""
_HTML = re.compile(
    rb"\s*(?:<!--.{0,4000}?-->\s*)*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html[\s>])", re.I | re.S
)
_FEED = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<[?!][^>]{0,2000}>\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_BEGINNINGS = ((b"%PDF-", ".pdf"), (b"WARC/", ".warc"), (b"\x1f\x8b", ".gz"))


def name_of(page: Fetched) -> str:
    """A name for the answer's bytes: by the media type, and by how they begin where that is vague or mistaken.

    Empty if nothing tells what they are.
    """
    head = (page.data or b"")[:8192].removeprefix(b"\xef\xbb\xbf")
    kind = page.media_type
    suffix = MEDIA.get(kind) or _MORE.get(kind, "")
    if kind in _VAGUE or suffix in _MIXED_UP:
        suffix = _by_beginning(head) or suffix
    if kind in _VAGUE and suffix in ("", ".txt"):
        suffix = _by_address(page.final) or suffix
    return f"page{suffix}" if suffix else ""


def is_page(page: Fetched) -> bool:
    """Whether the answer is HTML."""
    return name_of(page) in ("page.html", "page.xhtml")


def _by_beginning(head: bytes) -> str:
    if _HTML.match(head):
        return ".html"
    if _FEED.match(head):
        return ".xml"
    return next((suffix for begins, suffix in _BEGINNINGS if head.startswith(begins)), "")


def _by_address(url: str) -> str:
    """The suffix of what an address ends in, if files that are read have it."""
    from nkreader.ingest.registry import reader_of

    last = PurePosixPath(unquote(urlsplit(url).path)).name
    suffixes = PurePosixPath(last).suffixes[-2:]
    for suffix in ("".join(suffixes), "".join(suffixes[-1:])):
        if re.fullmatch(r"(\.\w{1,10}){1,2}", suffix) and reader_of(Path(f"x{suffix}")):
            return suffix.casefold()
    return ""
