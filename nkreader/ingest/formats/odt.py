"""OpenDocument texts (.odt), their tracked changes accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.document_names import author_of, title_of
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Blob, Block, Given, Text
from nkreader.ingest.formats.package import attribute, children, first, local, package, words
from nkreader.model.article import Stated

DEEPEST = 100
"""Elements inside elements; text that lies deeper is left out."""
_GONE = {
    "tracked-changes", "annotation", "sequence-decls", "forms", "table-of-content", "alphabetical-index",
    "bibliography", "illustration-index", "table-index", "user-index", "object-index", "ruby-text", "variable-decls",
    "script", "hidden-text", "desc", "notes-configuration",
}  # fmt: skip
_PICTURE = "{urn:oasis:names:tc:opendocument:xmlns:svg"
"""What a picture is called; `title` in text is a field."""


def odt(blob: Blob) -> Given:
    """The one article of a document."""
    with package(blob) as parts:
        manifest = parts.tree("META-INF/manifest.xml")
        if manifest is not None and any(local(one) == "encryption-data" for one in manifest.iter()):
            raise Refused("locked with a password")
        root = parts.tree("content.xml")
        top = first(root, "body", "text")
        if root is None or top is None:
            raise Refused("no text document")
        body = _Body(_titles(root, parts.tree("styles.xml")))
        body.read(top, 0)
        blocks = [*body.blocks, *body.notes]
        if not blocks:
            raise Refused("no text in it")
        about = first(parts.tree("meta.xml"), "meta")
        creator = words(first(about, "initial-creator")) or words(first(about, "creator"))
        stated = Stated(title=title_of(words(first(about, "title")), body.title, blocks), author=author_of(creator))
        yield Text(blocks=tuple(blocks), stated=stated)


def _titles(*roots: Any | None) -> set[str]:
    """The styles whose paragraphs are titles: the one of that name and those made of it."""
    found = {"Title"}
    for root in roots:
        for one in root.iter() if root is not None else ():
            if local(one) == "style" and attribute(one, "parent-style-name") == "Title":
                found.add(attribute(one, "name") or "Title")
    return found


@dataclass(slots=True)
class _Body:
    titles: set[str]
    title: str | None = None
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)

    def read(self, top: Any, depth: int, mark: str = "") -> None:
        """Read the paragraphs, lists and tables of an element; `mark` is for its first paragraph."""
        for element in top:
            name = local(element)
            if name in _GONE or depth > DEEPEST:
                continue
            if name in ("p", "h"):
                self._paragraph(element, mark)
                mark = ""
            elif name == "list":
                for item in element:
                    self.read(item, depth + 2, "- " if local(item) == "list-item" else "")
            elif name == "table":
                self._rows(element, depth)
            else:
                self.read(element, depth + 1, mark)

    def _paragraph(self, element: Any, mark: str) -> None:
        said: list[str] = []
        boxes: list[Any] = []
        self._inside(element, said, boxes, 0)
        text = _clean("".join(said))
        titled = attribute(element, "style-name") in self.titles
        kind = HEADING if titled or local(element) == "h" else BULLET if mark else PARAGRAPH
        if text:
            self.blocks.append(Block(kind, mark + text if kind == BULLET else text))
            if titled and self.title is None:
                self.title = " ".join(text.split())
        for box in boxes:
            self.read(box, 1)

    def _inside(self, element: Any, said: list[str], boxes: list[Any], depth: int) -> None:
        said.append((element.text or "").replace("\n", " "))
        for child in element:
            name = local(child)
            if depth > DEEPEST:
                continue
            if name in ("s", "tab"):
                said.append(" ")
            elif name == "line-break":
                said.append("\n")
            elif name == "note":
                self._note(child, said)
            elif name == "text-box":
                boxes.append(child)
            elif name not in _GONE and not child.tag.startswith(_PICTURE):
                self._inside(child, said, boxes, depth + 1)
            said.append((child.tail or "").replace("\n", " "))

    def _note(self, note: Any, said: list[str]) -> None:
        inner = _Body(self.titles)
        body = first(note, "note-body")
        if body is not None:
            inner.read(body, 1)
        mark = str(len(self.notes) + 1)
        if inner.blocks:
            said.append(f"[{mark}]")
            self.notes.append(Block(PARAGRAPH, f"[{mark}] " + "\n".join(block.text for block in inner.blocks)))

    def _rows(self, table: Any, depth: int) -> None:
        """Each row as one paragraph; one of a single cell as the paragraphs that it holds."""
        for row in table.iter():
            if local(row) != "table-row" or depth > DEEPEST:
                continue
            cells = [*children(row, "table-cell")]
            if len(cells) == 1:
                self.read(cells[0], depth + 1)
                continue
            said = []
            for cell in cells:
                inner = _Body(self.titles, notes=self.notes)
                inner.read(cell, depth + 1)
                said.append(" ".join(" ".join(block.text.split()) for block in inner.blocks))
            if text := " | ".join(one for one in said if one):
                self.blocks.append(Block(PARAGRAPH, text))


def _clean(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
