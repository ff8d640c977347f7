"""RSS, RDF and Atom: the entries of a feed, each an article."""

from __future__ import annotations

import io
import re
import sys
from typing import Any

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.feed_entries import Entry, texts_of
from nkreader.ingest.formats.given import Blob, Given
from nkreader.ingest.formats.opml import LIST_OF_FEEDS
from nkreader.ingest.formats.table import function

_BEGINNING = 65_536
"""Bytes of a file in which its first element stands."""
_SUBSET = re.compile(rb"<!(?i:DOCTYPE)[^<>\[]*\[")
_ENTITY = re.compile(rb"<!(?i:ENTITY)\b")
_HARMLESS = re.compile(rb"""<!ENTITY\s+[\w.-]+\s+(["'])(?:[^%&<"']|&#x?[0-9a-fA-F]{1,6};){0,40}\1\s*>""")
"""A name for a letter: old feeds declare those of HTML."""
_REFERENCE = re.compile(rb"&#(?:(\d{6,})|[xX]([0-9a-fA-F]{6,}));?")
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_DOCTYPE = re.compile(rb"<!(?i:DOCTYPE)[^<>\[]*(?:\[[^\]]*\])?[^<>]*>")
_FEEDS = frozenset({b"rss", b"rdf", b"feed", b"channel"})


def feeds(blob: Blob) -> Given:
    """The entries of a feed in their order; a page that is named like one is read as a page."""
    data = blob.read()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        from nkreader.ingest.formats.jsonfeed import jsonfeed

        yield from jsonfeed(blob)
        return
    root = root_of(data)
    if root == b"opml":
        raise Refused(LIST_OF_FEEDS)
    if root == b"html":
        yield from function("page:page")(blob)
        return
    if root not in _FEEDS:
        raise Refused("XML, but no feed" if root or data.lstrip().startswith(b"<?xml") else "not a feed")
    yield from _entries(_parsed(data, blob))


def root_of(data: bytes) -> bytes:
    """The name of the first element of some XML, without its prefix, in lower case; empty if there is none.

    Raises:
        Refused: if it declares entities that are more than letters: they need not be finite.
    """
    beginning = _narrow(data[:_BEGINNING])
    if _SUBSET.search(beginning) and len(_ENTITY.findall(data)) > len(_HARMLESS.findall(data)):
        raise Refused("XML that declares entities of its own, which no feed needs")
    match = _ROOT.match(beginning, _behind_furniture(beginning))
    return match[1].lower() if match else b""


def _behind_furniture(data: bytes) -> int:
    """Where the declarations and comments at the start of some XML end."""
    at = 0
    while True:
        while at < len(data) and data[at] in b"\xef\xbb\xbf \t\r\n":
            at += 1
        if data.startswith(b"<!--", at):
            end = data.find(b"-->", at)
            at = end + 3 if end >= 0 else len(data)
        elif data.startswith(b"<?", at):
            end = data.find(b"?>", at)
            at = end + 2 if end >= 0 else len(data)
        elif (match := _DOCTYPE.match(data, at)) is not None:
            at = match.end()
        else:
            return at


def _narrow(data: bytes) -> bytes:
    """The ASCII of XML in UTF-16 and UTF-32, which `<` and zeros tell, is what stands between the zeros."""
    return data.lstrip(b"\xff\xfe").replace(b"\0", b"") if b"\0" in data[:64] else data


def _letter(match: re.Match[bytes]) -> bytes:
    """A reference to a character; to the one that stands for none where it is beyond the last."""
    digits = (match[1] or match[2]).lstrip(b"0") or b"0"
    known = len(digits) < 9 and int(digits, 10 if match[1] else 16) <= sys.maxunicode
    return match[0] if known else b"&#xfffd;"


def _parsed(data: bytes, blob: Blob) -> Any:
    """What feedparser makes of a feed: its parts as mappings.

    Raises:
        Refused: if it makes nothing of it.
    """
    import feedparser

    headers = {"content-type": f"application/xml; charset={blob.hints.charset}"} if blob.hints.charset else {}
    if blob.hints.url:
        headers["content-location"] = blob.hints.url
    try:
        found = feedparser.parse(  # given as a file: it opens what reads like an address or a path
            io.BytesIO(_REFERENCE.sub(_letter, data)),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:  # as of names with two colons
        raise Refused("a damaged feed: nothing in it can be read") from error
    if not found.entries and not found.version and not found.feed:
        raise Refused("a damaged feed: nothing in it can be read")
    return found


def _entries(found: Any) -> Given:
    feed = found.feed
    name = _own(feed, "title") or ""
    called = _own(feed, "id") or _own(feed, "link") or name
    atom = str(found.version or "").startswith("atom")
    yield from texts_of([_entry(one, called, atom, _own(feed, "title_detail")) for one in found.entries])


def _entry(one: Any, called: str, atom: bool, name: Any) -> Entry:
    contents = [part for part in _own(one, "content") or () if part.get("value")]
    content = max(contents, key=lambda part: len(part["value"]), default=None)
    source = _own(_own(one, "source") or {}, "title")
    published, dated_by = _date(one, atom)
    return Entry(
        feed=called,
        outlet={"value": source} if source else name,
        source=source is not None,
        guid=_own(one, "id") or _own(one, "link"),
        title=_own(one, "title_detail"),
        url=_own(one, "feedburner_origlink") or _own(one, "link"),
        author=_authors(one),
        published=published,
        dated_by=dated_by,
        content=content,
        summary=_own(one, "summary_detail"),
    )


def _date(one: Any, atom: bool) -> tuple[str | None, str | None]:
    """The day of publication, and what says so; that of a change only where nothing else is said."""
    for name, words in (
        ("published", "published" if atom else "pubDate"),
        ("created", "created"),
        ("updated", "updated" if atom else "date"),
    ):
        if value := _own(one, name):
            return str(value).strip(), f"the feed's {words}"
    return None, None


def _authors(one: Any) -> str | None:
    names = [(author.get("name") or "").strip() for author in _own(one, "authors") or ()]
    return ", ".join(dict.fromkeys(filter(None, names))) or _own(one, "author")


def _own(mapping: Any, name: str) -> Any:
    """What a mapping of feedparser's says under a name itself: it gives other dates for one that is missing."""
    return dict.get(mapping, name) or None
