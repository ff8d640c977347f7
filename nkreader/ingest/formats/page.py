"""Web pages."""

from __future__ import annotations

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.given import PARAGRAPH, Blob, Block, Given, Text
from nkreader.model.article import Stated


def page(blob: Blob) -> Given:
    """The one article of a page."""
    import trafilatura

    found = trafilatura.bare_extraction(blob.read(), url=blob.hints.url, with_metadata=True)
    said = found.as_dict() if found is not None and not isinstance(found, dict) else found
    if not said or not said["text"]:
        raise Refused("no article in the page")
    blocks = tuple(Block(PARAGRAPH, line) for line in said["text"].split("\n"))
    yield Text(blocks=blocks, stated=Stated(*(said[name] for name in ("title", "sitename", "author", "url", "date"))))
