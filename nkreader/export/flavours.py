"""How one document is written in different dialects of Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Protocol

from nkreader.export import escaping


class Flavour(Protocol):
    """What differs between dialects."""

    name: str

    def quote(self, text: str, starts: Collection[int]) -> str:
        """A quotation; `starts` are the offsets in `text` where a block of the article begins."""

    def link(self, title: str, relative: str) -> str:
        """A link to another exported file, by its path below the folder of the linking one."""

    def mark(self, highlight: str) -> str:
        """What a link from elsewhere aims at, as a paragraph of its own; empty where nothing is needed."""

    def tag(self, name: str) -> str:
        """One of the reader's tags; empty if nothing is left of it."""


class CommonMark:
    """The default: block quotes and ordinary links."""

    name = "commonmark"

    def quote(self, text: str, starts: Collection[int]) -> str:
        return escaping.quoted(text, starts)

    def link(self, title: str, relative: str) -> str:
        return escaping.file_link(title, relative)

    def mark(self, highlight: str) -> str:
        return ""

    def tag(self, name: str) -> str:
        return escaping.escaped(name)


class Obsidian:
    """For vaults of Obsidian: quotations as callouts, links between notes, block ids, tags that can be clicked.

    All of it is CommonMark still: another program shows a block quote, and a link's text between brackets.
    """

    name = "obsidian"

    def quote(self, text: str, starts: Collection[int]) -> str:
        return f"> [!quote]\n{escaping.quoted(text, starts)}"

    def link(self, title: str, relative: str) -> str:
        """A wikilink where the name and the title hold nothing that would end or change it."""
        name = relative.removesuffix(".md")
        plain = escaping.escaped(title) == title and not name.startswith("..")
        if plain and name != relative and not _NO_WIKILINK.search(name + title) and escaping.escaped(name) == name:
            return f"[[{name}|{title}]]"
        return escaping.file_link(title, relative)

    def mark(self, highlight: str) -> str:
        return f"^{highlight}"

    def tag(self, name: str) -> str:
        return f"#{name}" if _CLICKABLE.fullmatch(name) and not name.isdecimal() else escaping.escaped(name)


_NO_WIKILINK = re.compile(r"[\[\]|#^%\\<>\n]")
_CLICKABLE = re.compile(r"[^\W_](?:[\w/-]*[^\W_])?")
"""What Obsidian takes for a tag; one that begins or ends with a sign stays text."""

COMMONMARK: Flavour = CommonMark()
OBSIDIAN: Flavour = Obsidian()
FLAVOURS: Mapping[str, Flavour] = MappingProxyType({one.name: one for one in (COMMONMARK, OBSIDIAN)})
"""By name; the first is the default."""
