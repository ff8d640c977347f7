"""Stretches of HTML that are an article already: a feed's entry, the body of a mail.

Nothing in them has to be told from a page's furniture; all that they show is kept, in its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH

RULE = "rule"
"""A line drawn across: what stands before and behind it are two things."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FLOW = _HEADINGS | frozenset(
    """address article aside blockquote body center caption dd details div dl dt fieldset figcaption figure footer
    header html li main nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
_COUNTED = _HEADINGS | {"pre", "tr", "blockquote"}
_UNSEEN = frozenset(
    """script style head title template svg math form button select option textarea iframe object embed applet audio
    video canvas map noframes""".split()
)
_HIDDEN = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])"
)
_CITED = frozenset({"gmail_quote", "gmail_attr", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "zmail_extra"})
_SIGNED = frozenset({"gmail_signature", "moz-signature"})
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u2000-\u200a\u202f]+")
_NOTHING = re.compile("[\u00ad\u034f\u061c\u200b\u200e\u200f\u2060\ufeff]|(?<![\u0600-\u0dff\u200d])\u200c")
"""Characters that newsletters fill their hidden first lines with, and that are not seen."""
_MARKUP = re.compile(r"(?i)</?(?:[bipa]|br|div|span|em|strong|img|h[1-6]|table|ul|ol|li|blockquote|font)\b[^<>]*>")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a fragment."""

    kind: str
    """`HEADING`, `BULLET`, `PARAGRAPH` or `RULE`, which has no text."""
    text: str
    """A bullet begins with its mark; lines end where the fragment ends them."""
    cited: bool = False
    """Whether it is marked as what somebody else wrote before."""
    signed: bool = False
    """Whether it is marked as a signature."""


def is_markup(text: str) -> bool:
    """Whether a text that may be either holds HTML."""
    return _MARKUP.search(text) is not None


def plainly(html: str) -> str:
    """The words of a line of HTML, for a title."""
    return " ".join(" ".join(piece.text for piece in pieces(html) if piece.text).split())


def pieces(html: str) -> list[Piece]:
    """What a stretch of HTML shows, block by block; empty if that is nothing."""
    root = tree(html)
    return [] if root is None else list(shown(root))


def tree(html: str) -> Any:
    """The tree of a stretch of HTML, an lxml element; None if there is nothing in it."""
    from lxml import etree
    from lxml import html as pages

    clean = re.sub(r"\A\s*<\?xml[^>]*>", "", html.replace("\0", ""))
    if not clean.strip():
        return None
    parser = pages.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return pages.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def shown(root: Any) -> Iterator[Piece]:
    """What an element of a tree shows, block by block. The tree is walked without recursion."""
    from lxml import etree

    writer = _Writer()
    unseen = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if unseen is None and (tag in _UNSEEN or _is_hidden(node)):
                unseen = node
            if unseen is None:
                yield from writer.begin(tag, node)
                writer.say(node.text)
            continue
        if unseen is None:
            yield from writer.end(tag, node)
        elif unseen is node:
            unseen = None
        if unseen is None and node is not root:
            writer.say(node.tail)
    yield from writer.flush()


def _is_hidden(node: Any) -> bool:
    if not node.attrib:
        return False
    style = node.get("style")
    return node.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


@dataclass(slots=True)
class _Writer:
    said: list[str] = field(default_factory=list)
    """Of the block that is being written; a line's end in it is `\\n`."""
    heading: int = 0
    cited: int = 0
    signed: int = 0
    kept: int = 0
    """Depth in `pre`, whose white space counts."""
    rows: int = 0
    """Depth in rows of a table whose cells stand side by side."""
    lists: list[int | None] = field(default_factory=list)
    """For each open list the number of its next item; None where items are not numbered."""
    mark: str = ""
    """What the next block of an item begins with."""

    def say(self, text: str | None) -> None:
        if not text:
            return
        text = _NOTHING.sub("", text)
        if self.kept:
            self.said.append(text)
        else:
            self.said.append(_SPACE.sub(" ", text))

    def begin(self, tag: str, node: Any) -> Iterator[Piece]:
        if tag == "br":
            self.said.append("\n")
        elif tag == "hr":
            yield from self.flush()
            yield Piece(RULE, "", self.cited > 0, self.signed > 0)
        elif tag in ("td", "th") and self.rows:
            if any(said.strip() for said in self.said[-8:]):
                self.said.append(" | ")
        elif tag in _FLOW:
            yield from self.flush()
            self._open(tag, node)
        self._count(tag, node, 1)

    def end(self, tag: str, node: Any) -> Iterator[Piece]:
        if tag in _FLOW and not (tag in ("td", "th") and self.rows):
            yield from self.flush()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag == "li":
            self.mark = ""
        self._count(tag, node, -1)

    def _open(self, tag: str, node: Any) -> None:
        if tag == "ul":
            self.lists.append(None)
        elif tag == "ol":
            start = node.get("start") or ""
            self.lists.append(int(start) if re.fullmatch(r"\d{1,6}", start, re.ASCII) else 1)
        elif tag == "li":
            number = self.lists[-1] if self.lists else None
            self.mark = "- " if number is None else f"{number}. "
            if number is not None:
                self.lists[-1] = number + 1

    def _count(self, tag: str, node: Any, step: int) -> None:
        called = node.get("class")
        if called is None and tag not in _COUNTED:
            return
        self.heading += step * (tag in _HEADINGS)
        self.kept += step * (tag == "pre")
        self.rows += step * (tag == "tr" and _side_by_side(node))
        names = frozenset((called or "").split())
        cited = (tag == "blockquote" and (node.get("type") or "").casefold() == "cite") or bool(names & _CITED)
        self.cited += step * cited
        self.signed += step * bool(names & _SIGNED)

    def flush(self) -> Iterator[Piece]:
        """The blocks that have been written: an empty line between two lines ends one."""
        if not self.said:
            return
        whole = "".join(self.said)
        self.said.clear()
        if not whole.strip():
            return
        for said in re.split(r"\n[ \t]*\n\s*", whole):
            lines = [line.rstrip() if self.kept else line.strip() for line in said.split("\n")]
            text = "\n".join(lines).strip("\n" if self.kept else "\n ")
            if not text.strip(" |"):
                continue
            kind = HEADING if self.heading else BULLET if self.mark else PARAGRAPH
            yield Piece(kind, (self.mark if kind == BULLET else "") + text, self.cited > 0, self.signed > 0)
            self.mark = ""


def _side_by_side(row: Any) -> bool:
    """Whether the cells of a row hold words alone: then they are one line of a table, and no layout."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    inside = (node.tag for cell in cells for node in cell.iterdescendants())
    return all(tag not in _FLOW and tag not in ("img", "hr", "br") for tag in inside)
