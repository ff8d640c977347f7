"""JSON Feed: https://jsonfeed.org/version/1.1 and 1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from nkreader.ingest.decoding import Refused, decode
from nkreader.ingest.formats.feed_entries import Entry, texts_of
from nkreader.ingest.formats.given import Blob, Given

_VERSION = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")


def is_jsonfeed(found: object) -> bool:
    """Whether parsed JSON is a feed."""
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return False
    return str(found.get("version")).startswith(_VERSION)


def jsonfeed(blob: Blob) -> Given:
    """The items of a JSON Feed in their order."""
    try:
        found = json.loads(decode(blob.read()).text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Refused(f"not JSON: {str(error).splitlines()[0]}") from error
    if not is_jsonfeed(found):
        raise Refused("JSON, but no feed")
    called = _string(found, "feed_url") or _string(found, "home_page_url") or _string(found, "title") or ""
    yield from texts_of([_entry(found, item, called) if isinstance(item, dict) else None for item in found["items"]])


def _entry(feed: Mapping[str, Any], item: Mapping[str, Any], called: str) -> Entry:
    published, modified = _string(item, "date_published"), _string(item, "date_modified")
    content = _string(item, "content_html"), _string(item, "content_text")
    url = _string(item, "url")
    return Entry(
        feed=called,
        outlet=_plain(_string(feed, "title")),
        guid=_string(item, "id") or url,
        title=_plain(_string(item, "title")),
        url=url or _string(item, "external_url"),
        author=_authors(item) or _authors(feed),
        published=published or modified,
        dated_by="the feed's date_published" if published else "the feed's date_modified" if modified else None,
        content={"value": content[0], "type": "text/html"} if content[0] else _plain(content[1]),
        summary=_plain(_string(item, "summary")),
    )


def _plain(value: str | None) -> Mapping[str, Any] | None:
    return {"value": value, "type": "text/plain"} if value else None


def _authors(of: Mapping[str, Any]) -> str | None:
    many = of.get("authors")
    given = many if isinstance(many, list) else [of.get("author")]
    names = [_string(one, "name") for one in given if isinstance(one, dict)]
    return ", ".join(filter(None, names)) or None


def _string(of: Mapping[str, Any], name: str) -> str | None:
    value = of.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return value.strip() or None if isinstance(value, str) else None
