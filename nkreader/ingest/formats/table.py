"""Which format reads which file, by its suffix. Nothing is imported before it is needed."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from nkreader.ingest.formats.given import Blob, Format

SINGLE = {
    ".html": "page:page",
    ".htm": "page:page",
    ".xhtml": "page:page",
    ".shtml": "page:page",
    ".mht": "mhtml:mhtml",
    ".mhtml": "mhtml:mhtml",
    ".asp": "page:by_content",
    ".aspx": "page:by_content",
    ".cgi": "page:by_content",
    ".jsp": "page:by_content",
    ".php": "page:by_content",
    ".docm": "docx:docx",
    ".docx": "docx:docx",
    ".odt": "odt:odt",
    ".pdf": "pdf:pdf",
    ".rtf": "rtf:rtf",
}
"""Suffixes of files that hold one article, and the function that reads them."""

SEVERAL: dict[str, str] = {
    ".atom": "feeds:feeds",
    ".bz2": "gzips:gzips",
    ".db": "newsboat:newsboat",
    ".eml": "mail:mail",
    ".emlx": "mail:mail",
    ".epub": "epub:epub",
    ".gz": "gzips:gzips",
    ".jsonfeed": "jsonfeed:jsonfeed",
    ".mbox": "mbox:mbox",
    ".mbx": "mbox:mbox",
    ".opml": "opml:opml",
    ".rdf": "feeds:feeds",
    ".rss": "feeds:feeds",
    ".tar": "tars:tars",
    ".tar.bz2": "tars:tars",
    ".tar.gz": "tars:tars",
    ".tar.xz": "tars:tars",
    ".tbz2": "tars:tars",
    ".tgz": "tars:tars",
    ".txz": "tars:tars",
    ".warc": "warc:warc",
    ".warc.gz": "warc:warc",
    ".xml": "feeds:feeds",
    ".xz": "gzips:gzips",
    ".zip": "zips:zips",
}
"""Suffixes of files that may hold many."""

OWN = ("", ".txt", ".text", ".md", ".markdown", ".jsonl", ".ndjson", ".json",
       ".jsonl.gz", ".ndjson.gz", ".jsonl.xz", ".ndjson.xz")  # fmt: skip
"""Suffixes that need no format: what such a file inside another holds is read by the process that asked."""

MEDIA = {
    "application/atom+xml": ".atom",
    "application/epub+zip": ".epub",
    "application/feed+json": ".jsonfeed",
    "application/gzip": ".gz",
    "application/json": ".json",
    "application/mbox": ".mbox",
    "application/pdf": ".pdf",
    "application/rdf+xml": ".rdf",
    "application/rss+xml": ".rss",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/warc": ".warc",
    "application/x-gzip": ".gz",
    "application/x-mimearchive": ".mhtml",
    "application/x-pdf": ".pdf",
    "application/xhtml+xml": ".xhtml",
    "application/xml": ".xml",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/xml": ".xml",
}
"""Suffixes that files of a media type would have."""

ROOMIER = 10
"""How many times the limit a file may have that holds others: each of these has the limit to itself."""
_ANY = ("", "application/octet-stream", "binary/octet-stream", "application/force-download")
_ROOM = "nkreader.ingest.formats"


def suffix_of(name: str, media_type: str | None = None) -> str:
    """How bytes are read: the suffix of their media type if that tells, else the longest listed one of their name.

    In lower case; of a name whose suffix is not listed its last one; if it has none the media type, which may be empty.
    """
    media = (media_type or "").partition(";")[0].strip().casefold()
    if media in MEDIA:
        return MEDIA[media]
    if "://" in name:
        name = name.partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0]
    suffixes = [suffix.casefold().partition("?")[0] for suffix in PurePosixPath(name).suffixes[-2:]]
    both, last = "".join(suffixes), "".join(suffixes[-1:])
    if both and (both in SEVERAL or both in SINGLE or both in OWN):
        return both
    return last if last or media in _ANY else media


def format_of(name: str, media_type: str | None = None) -> Format | None:
    """The format of a file of this name and, where that is known, of this media type; None if there is none."""
    suffix = suffix_of(name, media_type)
    place = SINGLE.get(suffix) or SEVERAL.get(suffix)
    return function(place) if place else None


def room(blob: Blob, name: str, media_type: str | None = None) -> int:
    """Bytes that a file inside another may have."""
    return blob.limit * (ROOMIER if suffix_of(name, media_type) in SEVERAL else 1)


def function(place: str) -> Format:
    """The function that `module:name` means."""
    module, name = place.split(":")
    return cast("Format", getattr(import_module(f"{_ROOM}.{module}"), name))
