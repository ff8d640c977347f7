"""The table of contents of a book: where its chapters begin, and how they are called."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.package import Package, attribute, children, first, local, target, words

DEEPEST = 20
"""Entries inside entries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents."""

    part: str
    """The part of the book that it points into."""
    anchor: str
    """The id there; empty for its beginning."""
    title: str
    holds: bool = False
    """Whether entries lie in it that point elsewhere: it is a newspaper's section or a part of a book."""


def contents(parts: Package, path: str) -> list[Entry]:
    """The entries of the book whose package document has that path, in order; none if it has no table of contents.

    Of entries that lie in others those count that point into another file, or that are the only ones there: the
    sections of a chapter are no chapters, the articles below a newspaper's section are.
    """
    try:
        opf = parts.tree(path)
        for item in children(first(opf, "manifest"), "item") if first(opf, "manifest") is not None else ():
            name = target(path, attribute(item, "href") or "")
            if "nav" in (attribute(item, "properties") or "").split():
                found = [*_of_nav(parts.tree(name), name)]
            elif attribute(item, "media-type") == "application/x-dtbncx+xml":
                found = [*_of_ncx(parts.tree(name), name)]
            else:
                continue
            if found:
                return found
    except Refused:
        pass  # the files in their order remain
    return []


def _of_nav(root: Any, name: str) -> Iterator[Entry]:
    if root is None:
        return
    navs = [nav for nav in root.iter() if local(nav) == "nav"]
    chosen = next((nav for nav in navs if "toc" in (attribute(nav, "type") or "").split()), None)
    if chosen is not None and (top := first(chosen, "ol")) is not None:
        yield from _listed(top, name, "", DEEPEST)


def _listed(top: Any, name: str, above: str, deepest: int) -> Iterator[Entry]:
    for item in children(top, "li") if deepest else ():
        link, inner = first(item, "a"), first(item, "ol")
        href = None if link is None else attribute(link, "href")
        part = yield from _one(href, words(link), name, above, inner is not None)
        if inner is not None:
            yield from _listed(inner, name, part, deepest - 1)


def _of_ncx(root: Any, name: str) -> Iterator[Entry]:
    if (top := first(root, "navMap")) is not None:
        yield from _points(top, name, "", DEEPEST)


def _points(top: Any, name: str, above: str, deepest: int) -> Iterator[Entry]:
    for point in children(top, "navPoint") if deepest else ():
        content = first(point, "content")
        href = None if content is None else attribute(content, "src")
        holds = first(point, "navPoint") is not None
        part = yield from _one(href, words(first(point, "navLabel", "text")), name, above, holds)
        yield from _points(point, name, part, deepest - 1)


def _one(href: str | None, title: str | None, name: str, above: str, holds: bool) -> Generator[Entry, None, str]:
    """An entry, unless it is a section of the chapter above it; returns the part that it points into."""
    if not href:
        return above
    part, anchor = target(name, href), href.partition("#")[2]
    if part != above:
        yield Entry(part, anchor, title or "", holds)
    return part
