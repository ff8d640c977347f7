"""What the entries of all kinds of feeds have in common, and how one becomes an article."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from nkreader.ingest.formats.fragments import RULE, is_markup, pieces, plainly
from nkreader.ingest.formats.given import PARAGRAPH, Block, Left, Text
from nkreader.model.article import Stated
from nkreader.model.folding import fold

ONLY_SUMMARY = "the feed holds only a summary"
ONLY_TITLE = "the feed holds only the title"
ONLY_QUOTED = "only what the alert quotes"
_SHORT = 600
"""Letters and figures; a description of fewer is a summary."""
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|(?:read|continue|see|full)\b[^\n]{0,60})\W*\Z", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its feed has it. Texts are a `value` and the media `type` it has, if it says so."""

    feed: str = ""
    """What names the feed: its id or its address."""
    outlet: Mapping[str, Any] | None = None
    source: bool = False
    """Whether the outlet is named by the entry itself."""
    guid: str | None = None
    title: Mapping[str, Any] | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    dated_by: str | None = None
    content: Mapping[str, Any] | None = None
    """All of the article, where the feed marks it as that."""
    summary: Mapping[str, Any] | None = None


def texts_of(entries: Sequence[Entry | None]) -> Iterator[Text | Left]:
    """The articles of all entries of a feed in their order; None is no entry.

    An id or an address that several entries have names none of them.
    """
    ids = Counter(entry.guid for entry in entries if entry)
    urls = Counter(target(entry.url) for entry in entries if entry)
    for number, entry in enumerate(entries, 1):
        given = text_of(entry, number) if entry else Left(f"entry {number}", "not an object")
        if isinstance(given, Text) and entry:
            shared = urls[given.stated.url] > 1
            if shared:
                given = replace(given, own_url=False, key=entry.guid or "")
            if ids[entry.guid] > 1:
                given = replace(given, same_as=None, key="" if shared else given.key)
        yield given
    if not entries:
        yield Left("", "a feed without entries")


def text_of(entry: Entry, number: int) -> Text | Left:
    """The article that an entry, the feed's `number`th, is."""
    where = f"entry {number}"
    title, outlet = line_of(entry.title), line_of(entry.outlet)
    url = target(entry.url)
    alert = url != entry.url and url is not None
    if entry.source and outlet:
        title = title.removesuffix(f" - {outlet}")
    elif alert:
        outlet = ""
    content, summary = blocks_of(entry.content), blocks_of(entry.summary)
    said = content if _size(content) >= _size(summary) else summary
    if said and title and fold(said[0].text).strip() == fold(title).strip():
        said = said[1:]
    if not said and not title:
        return Left(where, "neither title nor text")
    head = (Block(PARAGRAPH, title),) if title else ()
    return Text(
        blocks=(*head, *said),
        stated=Stated(title or None, outlet or None, entry.author, url, entry.published, entry.dated_by),
        key=url or entry.guid or "",
        where=where,
        same_as=f"feed {entry.feed} {entry.guid}" if entry.guid else None,
        notices=_notices(entry, said, alert),
    )


def _notices(entry: Entry, said: tuple[Block, ...], alert: bool) -> tuple[str, ...]:
    if alert:
        return (ONLY_QUOTED,)
    if not said:
        return (ONLY_TITLE,)
    marked = entry.content is not None and _size(said) == _size(blocks_of(entry.content))
    last = said[-1].text
    if (not marked and _size(said) < _SHORT) or (_size(said) < 2 * _SHORT and _CUT.search(last[-200:])):
        return (ONLY_SUMMARY,)
    return ()


def line_of(text: Mapping[str, Any] | None) -> str:
    """A title in one line without markup; entities that were escaped twice are read."""
    value = str((text or {}).get("value") or "")
    if text and ("html" in str(text.get("type")) or is_markup(value)):
        value = plainly(value)
    return " ".join(html.unescape(value).split()) if "&" in value else " ".join(value.split())


def blocks_of(text: Mapping[str, Any] | None) -> tuple[Block, ...]:
    """The blocks of a text that may be HTML, and may not say so."""
    value = str((text or {}).get("value") or "")
    if not is_markup(value) and "html" not in str((text or {}).get("type")):
        return tuple(Block(PARAGRAPH, said.strip()) for said in _EMPTY_LINES.split(value) if said.strip())
    if not is_markup(value) and "\n" in value.strip():  # called HTML, written as plain text
        lines = _EMPTY_LINES.split(html.unescape(value))
        return tuple(Block(PARAGRAPH, said.strip()) for said in lines if said.strip())
    return tuple(Block(piece.kind, piece.text) for piece in pieces(value) if piece.kind != RULE)


def target(url: str | None) -> str | None:
    """Where a link of Google's that leads on leads to; any other as it is. None if it is no web address."""
    if url is None or not url.startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.path == "/url" and re.fullmatch(r"(?:www\.)?google(?:\.\w{2,3}){1,2}", parts.hostname or ""):
        asked = parse_qs(parts.query)
        for name in ("url", "q"):
            for onward in asked.get(name, ()):
                if onward.startswith(("http://", "https://")):
                    return onward
    return url


def _size(blocks: tuple[Block, ...]) -> int:
    return sum(sum(map(str.isalnum, block.text)) for block in blocks)
