"""The paragraphs of a Word document: insertions in, deletions out, notes at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nkreader.ingest.formats.docx_styles import Styles, value
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Block
from nkreader.ingest.formats.package import attribute, children, first, local

DEEPEST = 100
"""Elements inside elements; text that lies deeper is left out."""
_GONE = {
    "del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback", "pPr", "rPr", "tblPr", "trPr", "tcPr",
    "sdtPr", "sectPr", "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "rt", "binData",
}  # fmt: skip
"""What is not read: what was deleted, what is no text, and the second writing of what stands there already."""
_SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0D8": "‣", "F0FC": "✓", "F02D": "-"}
_LETTERS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(slots=True)
class Body:
    """The blocks of a document as they are read."""

    styles: Styles
    notes: Mapping[str, Any | None]
    """The parts that hold the notes, by the element that refers to them."""
    title: str | None = None
    """What is set in the title's style first."""
    _blocks: list[Block] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)
    _behind: list[Any] = field(default_factory=list)
    _noted: list[tuple[str, Any]] = field(default_factory=list)

    def read(self, top: Any, depth: int = 0) -> None:
        """Read the paragraphs and tables of an element."""
        for element in top:
            name = local(element)
            if depth > DEEPEST or name in _GONE:
                continue
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element, depth)
            elif name == "sdt" and _is_contents(element):
                continue
            else:
                self.read(element, depth + 1)

    def finished(self) -> list[Block]:
        """All blocks, the notes behind them."""
        self._end(PARAGRAPH, "")
        for mark, note in self._noted:
            inner = Body(self.styles, {})
            inner.read(note)
            text = "\n".join(block.text for block in inner.finished())
            if text:
                self._blocks.append(Block(PARAGRAPH, f"[{mark}] {text}"))
        self._noted = []
        return self._blocks

    def _paragraph(self, element: Any) -> None:
        properties = first(element, "pPr")
        if self.styles.is_contents(properties):
            return
        self._inside(element, 0)
        behind, self._behind = self._behind, []
        if first(properties, "rPr", "del") is None:  # else its end was deleted: the next one goes on with it
            heading = self.styles.is_heading(properties)
            mark = self.styles.mark(properties) if "".join(self._said).strip() else None
            text = self._end(HEADING if heading else BULLET if mark else PARAGRAPH, mark or "")
            if text and self.title is None and self.styles.is_title(properties):
                self.title = " ".join(text.split())
        for box in behind:
            self.read(box)

    def _end(self, kind: str, mark: str) -> str:
        lines = [" ".join(line.split()) for line in "".join(self._said).split("\n")]
        text = "\n".join(line for line in lines if line)
        self._said = []
        if text:
            self._blocks.append(Block(kind, mark + text))
        return text

    def _inside(self, element: Any, depth: int) -> None:
        for child in element:
            name = local(child)
            if name in _GONE or depth > DEEPEST:
                continue
            if name == "t":
                self._said.append("".join(child.itertext()))
            elif name in _LETTERS:
                self._said.append(_LETTERS[name])
            elif name == "br":
                self._said.append("\n" if attribute(child, "type") in (None, "textWrapping") else " ")
            elif name == "sym":
                self._said.append(_SYMBOLS.get((attribute(child, "char") or "").upper(), ""))
            elif name in self.notes:
                self._refer(name, attribute(child, "id"))
            elif name == "txbxContent":
                self._behind.append(child)
            elif name != "r" or not _is_hidden(child):
                self._inside(child, depth + 1)

    def _refer(self, kind: str, identity: str | None) -> None:
        root = self.notes[kind]
        note = None
        if root is not None:
            note = next((one for one in root if attribute(one, "id") == identity), None)
        if note is not None:
            self._noted.append((mark := str(len(self._noted) + 1), note))
            self._said.append(f"[{mark}]")

    def _table(self, table: Any, depth: int) -> None:
        """Each row as one paragraph; a table of a single column as the paragraphs that it holds."""
        self._end(PARAGRAPH, "")
        for row in children(table, "tr"):
            if first(row, "trPr", "del") is not None:
                continue
            cells = [*_cells(row)]
            if len(cells) == 1:
                self.read(cells[0], depth + 1)
                continue
            said = []
            for cell in cells:
                inner = Body(self.styles, self.notes, _noted=self._noted)
                inner.read(cell, depth + 1)
                inner._end(PARAGRAPH, "")
                said.append(" ".join(" ".join(block.text.split()) for block in inner._blocks))
            if text := " | ".join(cell for cell in said if cell):
                self._blocks.append(Block(PARAGRAPH, text))


def _cells(row: Any) -> Any:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(child)


def _is_hidden(run: Any) -> bool:
    hidden = first(run, "rPr", "vanish")
    return hidden is not None and value(hidden) not in ("0", "false", "off")


def _is_contents(element: Any) -> bool:
    """Whether a block of a document is its table of contents."""
    gallery = value(first(element, "sdtPr", "docPartObj", "docPartGallery")) or ""
    return gallery == "Table of Contents"
