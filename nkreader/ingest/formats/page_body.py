"""The article of a page as blocks: what trafilatura takes for it, in its order."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Block
from nkreader.ingest.formats.page_tree import LETTER, Element, Page

LITTLE = 250
"""Bytes of UTF-8 that the text of nearly every article has: it takes fewer syllables than letters."""
_BREAK = re.compile(r"<(?:br|/p|/div)\b[^<>]{0,100}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,200}>")
_SPACES = re.compile(r"[^\S\n]+")
_BLOCKS = frozenset(
    {"p", "head", "list", "item", "quote", "table", "row", "cell", "code", "div", "body", "main", "ab", "fw"}
)


@dataclass
class Body:
    """The blocks of a page, and how much of them is links."""

    blocks: list[Block] = field(default_factory=list)
    linked: int = 0
    """Characters of links."""

    @property
    def said(self) -> int:
        """Characters in all."""
        return sum(len(block.text) for block in self.blocks)


def body_of(page: Page) -> Body:
    """What the article of a page says; without blocks where nothing in it is one.

    Leaving out what is doubtful gives the truer text of most pages; only where too little is left is more taken.
    """
    told = max((str(thing.get("articleBody") or "") for thing in page.things), key=len, default="")
    body = _extracted(page, strict=True)
    if _is_little(body, told):
        body = max(body, _extracted(page, strict=False), key=lambda one: one.said)
    if told and _is_little(body, told):
        body = Body([Block(PARAGRAPH, said) for line in _untagged(told).split("\n") if (said := _lines(line))])
    return body


def _is_little(body: Body, told: str) -> bool:
    """Whether it is no more than a beginning, or much less than what the page tells of its text elsewhere."""
    size = sum(len(block.text.encode("utf-8", "replace")) for block in body.blocks)
    return size < LITTLE or body.said * 5 < len(told) * 3


def _untagged(told: str) -> str:
    """What metadata tell of a text, whose paragraphs may be marked up in there."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", told)))


def _extracted(page: Page, strict: bool) -> Body:
    from trafilatura import bare_extraction

    found = bare_extraction(
        page.tree, url=page.address, include_comments=False, include_links=True, favor_precision=strict
    )
    tree = getattr(found, "body", None)
    body = Body()
    if tree is not None:
        body.blocks = [block for block in _blocks(tree, PARAGRAPH, "") if LETTER.search(block.text)]
        body.linked = sum(len("".join(ref.itertext())) for ref in tree.iter("ref"))
    return body


def _blocks(element: Element, kind: str, mark: str) -> Iterator[Block]:
    """The blocks of an element: its own words between the elements in it that are blocks themselves."""
    line: list[str] = []

    def flush() -> Iterator[Block]:
        said = _lines("".join(line))
        line.clear()
        if said:
            yield Block(kind, f"{mark}{said}" if kind == BULLET else said)

    line.append(element.text or "")
    for child in element:
        if child.tag in _BLOCKS:
            yield from flush()
            yield from _block(child, kind, mark)
        else:
            _inline(child, line)
        line.append(child.tail or "")
    yield from flush()


def _block(element: Element, kind: str, mark: str) -> Iterator[Block]:
    if element.tag == "head":
        yield from _blocks(element, HEADING, "")
    elif element.tag == "list":
        numbered = (element.get("rend") or "").startswith("ol")
        for number, item in enumerate(element, 1):
            yield from _blocks(item, BULLET, f"{number}. " if numbered else "- ")
            if item.tail and item.tail.strip():
                yield Block(PARAGRAPH, _lines(item.tail))
    elif element.tag == "row":
        cells = [_lines(" ".join(cell.itertext())).replace("\n", " ") for cell in element]
        if said := " | ".join(cell for cell in cells if cell):
            yield Block(kind, said)
    elif element.tag in ("code", "quote") and not any(child.tag in _BLOCKS for child in element):
        yield from _blocks(element, PARAGRAPH, "")
    else:
        yield from _blocks(element, kind, mark)


def _inline(element: Element, line: list[str]) -> None:
    """The words of an element inside a line; a break is a line's end."""
    if element.tag == "lb":
        line.append("\n")
    line.append(element.text or "")
    for child in element:
        _inline(child, line)
        line.append(child.tail or "")


def _lines(said: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in said.split("\n"))
    return "\n".join(line for line in lines if line)
