"""The tree of a page, and what is looked up in it again and again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.page_decoding import legible
from nkreader.ingest.formats.page_json import Thing, things, word

Element = Any
"""An element of lxml, which has no types of its own."""
LETTER = re.compile(r"[^\W\d_]")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->")
_SINGLE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n<]+?)\s*-->", re.DOTALL)
_HEAD = 20_000
"""Characters at the beginning in which a browser notes where it had the page from."""


@dataclass
class Page:
    """A page's markup, its tree, and what is known of it from elsewhere.

    Raises:
        Refused: if the markup has no element.
    """

    markup: str
    came_from: str | None = None
    """The address that it was had from, where that is known."""
    saved: str | None = None
    """When it was saved, as whoever saved it wrote it."""
    tree: Element = field(init=False)

    def __post_init__(self) -> None:
        from lxml.etree import LxmlError
        from lxml.html import HTMLParser, document_fromstring

        parser = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
        self.markup = legible(self.markup.replace("\0", ""))
        data = self.markup.encode("utf-8", "replace")
        try:
            self.tree = document_fromstring(data, parser=parser, ensure_head_body=True)
        except (LxmlError, ValueError, AssertionError) as error:
            raise Refused("no article in the page") from error
        head = self.markup[:_HEAD]
        if match := _SINGLE.search(head):
            self.came_from, self.saved = self.came_from or match[1], self.saved or match[2]
        elif match := _SAVED.search(head):
            self.came_from = self.came_from or match[1]

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Contents of `meta` elements by their names in lower case."""
        found: dict[str, list[str]] = {}
        for meta in self.tree.iter("meta"):
            content = " ".join((meta.get("content") or meta.get("value") or "").split())
            if content:
                for key in ("property", "name", "itemprop", "http-equiv"):
                    if name := (meta.get(key) or "").strip().casefold():
                        found.setdefault(name, []).append(content)
        return found

    def meta(self, *names: str) -> str:
        """The content of the first of these names that there is; empty where there is none."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    @cached_property
    def things(self) -> list[Thing]:
        """Its JSON-LD: what bears its address or its title before what may be of other pages."""
        kind = "translate(@type, 'LDJSON+', 'ldjson+')"
        found = things(script.text or "" for script in self.tree.xpath(f"//script[contains({kind}, 'ld+json')]"))
        return sorted(found, key=lambda thing: not self._is_of(thing)) if len(found) > 1 else found

    def _is_of(self, thing: Thing) -> bool:
        title = f"{self.meta('og:title')} {self.title}"
        headline = word(thing.get("headline"))
        if headline and headline.casefold() in title.casefold():
            return True
        places = [word(thing.get(name)) for name in ("url", "@id", "mainEntityOfPage")]
        return bool(self.address) and any(place.partition("#")[0] == self.address for place in places)

    @cached_property
    def address(self) -> str | None:
        """Its canonical address, or the one it came from."""
        told = [link.get("href") for link in self.tree.iter("link") if "canonical" in (link.get("rel") or "").lower()]
        told += [self.meta("og:url"), self.came_from, self.meta("twitter:url", "al:web:url", "parsely-link")]
        base = self.came_from or next((one.get("href") for one in self.tree.iter("base") if one.get("href")), "")
        found = [url for one in told if one and (url := absolute(one.strip(), base or ""))]
        return next((url for url in found if urlsplit(url).path.strip("/")), found[0] if found else None)

    @cached_property
    def lang(self) -> str:
        """Its language in lower case, with the country where it is named; empty where not."""
        said = self.tree.get("lang") or self.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        return (said or self.meta("content-language", "og:locale") or "").replace("_", "-").casefold()

    @cached_property
    def title(self) -> str:
        """What it is called in a window's frame; empty where it is not."""
        element = self.tree.find(".//title")
        return text_of(element) if element is not None else ""

    @cached_property
    def headings(self) -> list[Element]:
        """Its headings of the first order that say something."""
        return [one for one in self.tree.iter("h1") if text_of(one)]


def absolute(url: str, base: str) -> str | None:
    """An address of the web in full; None where it is none."""
    try:
        url = urljoin(base, url)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname else None


def text_of(element: Element) -> str:
    """What an element says, in one line."""
    return " ".join("".join(element.itertext()).split())


def marks_of(element: Element) -> str:
    """Its class and id in lower case."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".casefold()
