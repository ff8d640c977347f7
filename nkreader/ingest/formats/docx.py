"""Word documents (.docx), their tracked changes accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.document_names import author_of, title_of
from nkreader.ingest.formats.docx_styles import Styles
from nkreader.ingest.formats.docx_text import Body
from nkreader.ingest.formats.given import Blob, Block, Given, Text
from nkreader.ingest.formats.package import Package, attribute, children, first, package, target, words
from nkreader.model.article import Stated

_MAIN = "word/document.xml"


def docx(blob: Blob) -> Given:
    """The one article of a document."""
    with package(blob) as parts:
        path = _related(parts, "", "officeDocument") or _MAIN
        document = parts.tree(path)
        top = first(document, "body")
        if top is None:
            raise Refused("no Word document")
        styles = Styles(_part(parts, path, "styles"), _part(parts, path, "numbering"))
        notes = {
            "footnoteReference": _part(parts, path, "footnotes"),
            "endnoteReference": _part(parts, path, "endnotes"),
        }
        body = Body(styles, notes)
        body.read(top)
        blocks = body.finished()
        if not blocks:
            raise Refused("no text in it")
        yield Text(blocks=tuple(blocks), stated=_stated(parts, body.title, blocks))


def _stated(parts: Package, shown: str | None, blocks: Sequence[Block]) -> Stated:
    """Title and author; the days on which a document was made and saved say nothing of when it was published."""
    core = parts.tree(_related(parts, "", "core-properties") or "docProps/core.xml")
    title = title_of(words(first(core, "title")), shown, blocks)
    return Stated(title=title, author=author_of(words(first(core, "creator"))))


def _part(parts: Package, path: str, kind: str) -> Any | None:
    name = _related(parts, path, kind)
    return parts.tree(name) if name else None


def _related(parts: Package, path: str, kind: str) -> str | None:
    """The name of the part that another one, or the document if `path` is empty, is related to in that way."""
    folder, _, name = path.rpartition("/")
    relations = parts.tree(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    for one in children(relations, "Relationship") if relations is not None else ():
        if (attribute(one, "Type") or "").endswith(f"/{kind}") and attribute(one, "TargetMode") != "External":
            return target(path, attribute(one, "Target") or "")
    return None
