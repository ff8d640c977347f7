"""A Markdown document as a value, and what becomes of the file that already holds an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nkreader.export import frontmatter
from nkreader.export.blocks import Block, parse, render
from nkreader.export.frontmatter import Value
from nkreader.export.merging import merge

FORMAT = 1
"""Raised when files written before could no longer be understood."""
IDENTITY = "nkreader_id"
DOSSIER = "dossier"
"""Begins the `nkreader_id` of what tells of a name, not of an article."""
DATES = ("published", "reported", "happened")
KEYS = frozenset(
    (IDENTITY, "nkreader_format", "title", "title_basis", "outlet", "author", "url", "lang", "sample",
     "source_file", "source_sha256", "dateline_place", "origin_chain", "event_sources", "event_first", "people",
     "highlight_tags", "highlights", "orphans",
     *(day + part for day in DATES
       for part in ("", "_time", "_precision", "_certainty", "_basis", "_reason")))
)  # fmt: skip
"""Every front matter key that nkreader writes; all others are the reader's."""


class Unreadable(ValueError):
    """A file that cannot be brought up to date without risk to what it holds."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a file should hold."""

    id: str
    front: Mapping[str, Value]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Updated:
    """The new text of a file."""

    text: str
    edited: tuple[str, ...] = ()
    """What the reader had edited and was kept: ids of blocks, `front matter`."""


def fresh(document: Document) -> Updated:
    """The document as a new file."""
    body = merge(["\n"], document.blocks, document.id, False, "\n")
    return Updated(frontmatter.fresh(document.front) + render(body.items))


def updated(text: str, document: Document, *, prune: bool = False) -> Updated:
    """The text of a file with the document's blocks and keys brought up to date.

    Everything outside of them stays as it is; line endings follow the file's first line.

    Raises:
        Unreadable: if the file has no front matter or was written by a newer version.
    """
    parts = frontmatter.split(text)
    if parts is None:
        raise Unreadable("its front matter is gone")
    entries, body = parts
    version = frontmatter.read(entries).get("nkreader_format", "")
    if isinstance(version, str) and version.isdecimal() and int(version) > FORMAT:
        raise Unreadable(f"written by a newer nkreader (format {version})")
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    front = frontmatter.merged(entries, document.front, KEYS, newline)
    merged = merge(parse(body), document.blocks, document.id, prune, newline)
    edited = ["front matter"] if front.edited else []
    return Updated(front.text + render(merged.items, newline), (*edited, *merged.edited))


def identity(text: str) -> str | None:
    """The `nkreader_id` of a file, or None."""
    parts = frontmatter.split(text)
    found = frontmatter.read(parts[0]).get(IDENTITY) if parts else None
    return found if isinstance(found, str) and found else None
