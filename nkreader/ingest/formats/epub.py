"""EPUB: newspapers as one article each, books as one article a chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.epub_contents import Entry, contents
from nkreader.ingest.formats.given import HEADING, Blob, Block, Given, Left, Text
from nkreader.ingest.formats.markup import Marked, marked
from nkreader.ingest.formats.package import Package, attribute, children, first, package, target, words
from nkreader.model.article import Stated
from nkreader.model.sanitise import safe_line

MOST = 10_000
"""Files of one book in their order."""
_MAKERS = re.compile(r"calibre\b.*|unknown|", re.I)
_ISSUE = re.compile(r"\s*[\[(].*[\])]$")
_BARE = re.compile(r"(?:chapter|part|kapitel|chapitre|제)?\s*(?:\d{1,3}|[ivxlc]+)\s*(?:장)?\.?", re.I)
_NO_CHAPTER = re.compile(
    r"(?:(?:table of )?contents|cover|title ?page|half ?title|copyright(?: page| notice)?|index|landmarks|colophon|"
    r"list of (?:figures|tables|maps|illustrations)|also by.*|imprint|inhalt(?:sverzeichnis)?|차례|목차|표지|판권)",
    re.I,
)


@dataclass(slots=True)
class _Book:
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    periodical: bool = False
    spine: list[str] = field(default_factory=list)
    """The names of its parts in the order of reading, those left out that no reader shows in a row."""
    path: str = ""


@dataclass(slots=True)
class _Chapter:
    key: str
    title: str | None
    holds: bool = False
    blocks: list[Block] = field(default_factory=list)
    level: list[int] = field(default_factory=list)


def epub(blob: Blob) -> Given:
    """The chapters or articles of a book, in its order."""
    with package(blob) as parts:
        if "META-INF/encryption.xml" in parts and "META-INF/rights.xml" in parts:
            raise Refused("locked by its seller (DRM)")
        book = _book(parts)
        entries = contents(parts, book.path)
        number = 0
        for chapter in _chapters(parts, book, entries):
            if isinstance(chapter, Left):
                yield chapter
            elif text := _text(chapter, book, number + 1):
                number += 1
                yield text
        if not number:
            raise Refused("no text in it")


def _book(parts: Package) -> _Book:
    """What the book says of itself.

    Raises:
        Refused: if it does not say where its text is.
    """
    container = parts.tree("META-INF/container.xml")
    root = first(container, "rootfiles", "rootfile")
    path = (attribute(root, "full-path") if root is not None else None) or ""
    opf = parts.tree(path) if path else None
    if opf is None:
        raise Refused("no EPUB: it does not say where its text is")
    about = first(opf, "metadata")
    book = _Book(path=path)
    if about is not None:
        fields = first(about, "dc-metadata") if first(about, "dc-metadata") is not None else about
        book.title = words(first(fields, "title"))
        book.author = ", ".join(name for one in children(fields, "creator") if (name := words(one))) or None
        book.publisher = words(first(fields, "publisher"))
        book.published = _day(fields)
        book.periodical = any(
            "periodical" in (attribute(one, "content") or "") for one in children(about, "meta")
            if (attribute(one, "name") or "").endswith("publication_type")
        )  # fmt: skip
    items = {attribute(item, "id"): item for item in children(_of(opf, "manifest"), "item")}
    for ref in [*children(_of(opf, "spine"), "itemref")][:MOST]:
        item = items.get(attribute(ref, "idref"))
        if item is None or attribute(ref, "linear") == "no" or "nav" in (attribute(item, "properties") or "").split():
            continue
        if "html" in (attribute(item, "media-type") or "html"):
            book.spine.append(target(path, attribute(item, "href") or ""))
    return book


def _of(root: Any, name: str) -> Any:
    found = first(root, name)
    return found if found is not None else ()


def _day(fields: Any) -> str | None:
    """When it came out: the date that is said to be of publication, else the first that is not of a change."""
    dates = [(attribute(one, "event") or "", words(one)) for one in children(fields, "date")]
    for wanted in (("publication", "original-publication"), ("",), ("creation",)):
        for event, said in dates:
            if said and event in wanted and not said.startswith(("0101-", "0100-")):
                return said
    return None


def _chapters(parts: Package, book: _Book, entries: list[Entry]) -> Iterator[_Chapter | Left]:
    """The spine cut where an entry of the table of contents points to, and nowhere else if there is one."""
    places: dict[str, list[Entry]] = {}
    for entry in entries:
        places.setdefault(entry.part, []).append(entry)
    known = sum(name in places for name in book.spine) > 1 or any(len(found) > 1 for found in places.values())
    current: _Chapter | None = None
    for name in book.spine:
        try:
            tree = parts.tree(name)
        except Refused as refused:
            yield Left(safe_line(name), refused.reason, refused.lasting)
            continue
        if tree is None:
            yield Left(safe_line(name), "missing, or damaged")
            continue
        page = marked(tree)
        cuts = _cuts(page, places.get(name, []))
        if not known and not cuts:
            cuts = [(0, Entry(name, "", ""))]
        at = 0
        for start, entry in cuts:
            _add(current, page, at, start)
            if current:
                yield current
            key = f"{entry.part}#{entry.anchor}" if entry.anchor and start else entry.part
            current, at = _Chapter(key, entry.title or None, entry.holds), start
        if current is None:
            current = _Chapter(name, None)
        _add(current, page, at, len(page.blocks))
    if current:
        yield current


def _cuts(page: Marked, entries: list[Entry]) -> list[tuple[int, Entry]]:
    """Where on a page chapters begin, of two at one place the first."""
    cuts: dict[int, Entry] = {}
    for entry in entries:
        at = page.anchors.get(entry.anchor, 0) if entry.anchor else 0
        cuts.setdefault(at, entry)
    return sorted(cuts.items(), key=lambda cut: cut[0])


def _add(chapter: _Chapter | None, page: Marked, start: int, end: int) -> None:
    if chapter:
        chapter.blocks += page.blocks[start:end]
        chapter.level += page.level[start:end]


def _text(chapter: _Chapter, book: _Book, number: int) -> Text | None:
    """The article of a chapter; None for one that is a cover, a title page or a table of contents."""
    title = chapter.title
    if title is None:
        title = next((block.text for block, level in zip(chapter.blocks, chapter.level, strict=True) if level), None)
        title = " ".join(title.split()) if title else None
    said = [block for block in chapter.blocks if block.kind != HEADING]
    if not said or (title and _NO_CHAPTER.fullmatch(title)) or (book.periodical and chapter.holds):
        return None
    outlet = book.publisher if book.publisher and not _MAKERS.fullmatch(book.publisher) else None
    author = book.author if book.author and not _MAKERS.fullmatch(book.author) else None
    if book.periodical:
        outlet, author = _ISSUE.sub("", book.title or "") or outlet, None
    elif title is None or _BARE.fullmatch(title):
        title = ": ".join(part for part in (book.title, title) if part) or None
    stated = Stated(
        title=title, outlet=outlet, author=author, published=book.published,
        dated_by="the book's metadata, dc:date" if book.published else None,
    )  # fmt: skip
    where = f"{'article' if book.periodical else 'chapter'} {number}"
    return Text(blocks=tuple(chapter.blocks), stated=stated, key=safe_line(chapter.key), where=where, own_url=False)
