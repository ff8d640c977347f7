"""Lists of feeds: OPML, and plain files with an address a line."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from nkreader.ingest.decoding import Refused, decode
from nkreader.model.fetched import Feed
from nkreader.model.sanitise import safe_line

LARGEST = 20_000_000
"""Bytes of a list."""
MOST = 10_000
"""Feeds of one."""


def feeds_in(data: bytes) -> list[tuple[str, str]]:
    """Title, which may be empty, and address of each feed of a list, in its order, none twice.

    Raises:
        Refused: if it is no list of feeds.
    """
    if len(data) > LARGEST:
        raise Refused("too large for a list of feeds")
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        from nkreader.ingest.formats.opml import feeds_of_opml

        found = feeds_of_opml(data)
    else:
        lines = (line.split() for line in decode(data).text.splitlines())
        words = [words[0] for words in lines if words]
        found = [("", word) for word in dict.fromkeys(words) if word.startswith(("http://", "https://"))]
    if not found:
        raise Refused("no feeds in it")
    return found[:MOST]


def as_opml(feeds: tuple[Feed, ...]) -> str:
    """A list that other readers of feeds take."""
    rows = [
        f'    <outline type="rss" text={quoteattr(safe_line(one.title or one.url))} xmlUrl={quoteattr(one.url)}/>'
        for one in feeds
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>nkreader</title></head>\n  <body>'
    )
    return "\n".join([head, *rows, "  </body>\n</opml>"])
