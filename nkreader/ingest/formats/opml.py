"""OPML: lists of feeds. They hold no articles; the fetching of feeds takes addresses from them."""

from __future__ import annotations

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.given import Blob, Given

LIST_OF_FEEDS = "a list of feeds: nkreader feeds import FILE"


def opml(blob: Blob) -> Given:
    """Nothing: what a list of feeds is good for is told."""
    raise Refused(LIST_OF_FEEDS)
    yield


def feeds_of_opml(data: bytes) -> list[tuple[str, str]]:
    """Title (which may be empty) and address of each feed of a list, in its order, none twice.

    Only addresses of the web are given: `exec:` and `filter:` of other programs would start a program.

    Raises:
        Refused: if it is no list of feeds.
    """
    from lxml import etree

    from nkreader.ingest.formats.feeds import root_of

    if root_of(data) != b"opml":
        raise Refused("not a list of feeds (OPML)")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("a damaged list of feeds") from error
    found: dict[str, str] = {}
    for node in root.iter("{*}outline") if root is not None else ():
        said = {name.casefold(): value.strip() for name, value in node.attrib.items()}
        url = said.get("xmlurl", "")
        if url.casefold().startswith("feed://"):
            url = f"http://{url[7:]}"
        if url.casefold().startswith(("http://", "https://")):
            found.setdefault(url, said.get("title") or said.get("text") or "")
    return [(title, url) for url, title in found.items()]
