"""Clean XHTML, as books hold it, in blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Block
from nkreader.ingest.formats.package import attribute, local

DEEPEST = 150
"""Elements inside elements; what lies deeper is taken without its structure."""
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_BLOCKS = {
    *_HEADINGS, "p", "div", "section", "article", "main", "body", "blockquote", "pre", "ul", "ol", "dl", "dt", "dd",
    "figure", "figcaption", "table", "tbody", "thead", "tfoot", "caption", "header", "footer", "aside", "hr", "address",
    "center", "details", "summary", "hgroup",
}  # fmt: skip
_NOTHING = {
    "script", "style", "head", "nav", "svg", "math", "audio", "video", "object", "iframe", "template", "noscript", "rt",
    "rp", "form", "button", "select", "textarea",
}  # fmt: skip
_LEFT_OUT = re.compile(
    r"(?:^|\s)(?:calibre_navbar|calibre_feed_link|pagebreak|page-?number|pagenum|noprint)(?:$|\s)", re.I
)
_TYPES = re.compile(r"(?:^|\s)(?:pagebreak|toc|landmarks|page-list|index)(?:$|\s)")


@dataclass(slots=True)
class Marked:
    """What a page of markup says."""

    blocks: list[Block] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    """Which block stands first behind the place that an id names."""
    level: list[int] = field(default_factory=list)
    """Of each block: of a heading 1 to 6, else 0."""


@dataclass(slots=True)
class _Walk:
    found: Marked = field(default_factory=Marked)
    said: list[str] = field(default_factory=list)
    kind: str = PARAGRAPH
    mark: str = ""
    level: int = 0

    def end(self) -> None:
        """End the block that is being said."""
        lines = [" ".join(line.split()) for line in "".join(self.said).split("\n")]
        text = "\n".join(line for line in lines if line)
        self.said = []
        if text:
            self.found.blocks.append(Block(self.kind, f"{self.mark}{text}"))
            self.found.level.append(self.level)
            if self.kind == BULLET:  # a second paragraph of it
                self.kind, self.mark = PARAGRAPH, ""

    def text(self, text: str | None, raw: bool) -> None:
        if text:
            self.said.append(text if raw else text.replace("\n", " ").replace("\r", " "))

    def element(self, element: Any, depth: int, raw: bool) -> None:
        name = local(element).casefold()
        if identity := attribute(element, "id"):
            self.found.anchors.setdefault(identity, len(self.found.blocks))
        if depth > DEEPEST:
            self.text(" ".join(element.itertext()), raw)
        elif not name or name in _NOTHING or _is_furniture(element):
            pass
        elif name == "br":
            self.said.append("\n")
        elif name in ("ul", "ol"):
            self._list(element, name, depth, raw)
        elif name == "tr":
            self._row(element, depth)
        elif name in _BLOCKS:
            self._block(element, name, depth, raw)
        else:
            self.inside(element, depth, raw)

    def inside(self, element: Any, depth: int, raw: bool) -> None:
        self.text(element.text, raw)
        for child in element:
            self.element(child, depth + 1, raw)
            self.text(child.tail, raw)

    def _block(self, element: Any, name: str, depth: int, raw: bool) -> None:
        self.end()
        before = self.kind, self.mark, self.level
        if name in _HEADINGS:
            self.kind, self.mark, self.level = HEADING, "", int(name[1])
        self.inside(element, depth, raw or name == "pre")
        self.end()
        if name in _HEADINGS:
            self.kind, self.mark, self.level = before

    def _list(self, element: Any, name: str, depth: int, raw: bool) -> None:
        self.end()
        start = attribute(element, "start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 7 else 1
        before = self.kind, self.mark
        self.text(element.text, raw)
        self.end()
        for child in element:
            if local(child).casefold() == "li":
                self.end()
                self.kind, self.mark = BULLET, f"{number}. " if name == "ol" else "- "
                number += 1
                self.element(child, depth + 1, raw)
                self.end()
            else:
                self.element(child, depth + 1, raw)
            self.kind, self.mark = before
            self.text(child.tail, raw)
        self.end()

    def _row(self, row: Any, depth: int) -> None:
        """A row of a table as one paragraph."""
        self.end()
        cells = [row.text or ""]
        for child in row:
            cell = _Walk()
            cell.element(child, depth + 1, False)
            cell.end()
            cells += [" ".join(block.text for block in cell.found.blocks), child.tail or ""]
        said = (" ".join(cell.split()) for cell in cells)
        self.said.append(" | ".join(cell for cell in said if cell))
        self.end()


def marked(root: Any) -> Marked:
    """The blocks of a page."""
    walk = _Walk()
    walk.element(root, 0, False)
    walk.end()
    return walk.found


def _is_furniture(element: Any) -> bool:
    attributes: Mapping[str, str] = element.attrib
    if _LEFT_OUT.search(attributes.get("class", "")) or "hidden" in attributes:
        return True
    return bool(_TYPES.search(attribute(element, "type") or ""))
