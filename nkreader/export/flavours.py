"""How one document is written in different dialects of Markdown."""

from __future__ import annotations

from collections.abc import Collection
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


class CommonMark:
    """The default: block quotes and ordinary links."""

    name = "commonmark"

    def quote(self, text: str, starts: Collection[int]) -> str:
        return escaping.quoted(text, starts)

    def link(self, title: str, relative: str) -> str:
        return escaping.file_link(title, relative)

    def mark(self, highlight: str) -> str:
        return ""


COMMONMARK: Flavour = CommonMark()
