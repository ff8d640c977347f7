"""A draft as passages of plain text, each with its line: without front matter, code, comments and markup.

Line breaks are never added or taken away, so that a place in a passage tells its line in the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nkreader.export import frontmatter
from nkreader.export.blocks import Block, parse
from nkreader.model.sanitise import safe

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])[ \t]+")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)$")
_CALLOUT = re.compile(r"\[!\w+\][-+]?.*")
_SAID_BY = re.compile(r"(?:[—–―]|--?[ \t])")
_DESTINATION = r"\((?:<[^<>\n]{0,2000}>|[^()\s]{0,2000})(?:\s+\"[^\"\n]{0,500}\")?\)"
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|\\(?=\n)"
    r"|(?P<fence>`+)(?!`)(?P<code>.{1,500}?)(?<!`)(?P=fence)(?!`)"
    rf"|!\[[^\[\]]{{0,500}}\]{_DESTINATION}|\[\^[^\[\]\s]{{1,100}}\]"
    rf"|\[(?P<linked>[^\[\]]{{1,500}})\](?:{_DESTINATION}|\[[^\[\]]{{0,200}}\])"
    r"|\[\[(?:[^\[\]|\n]{1,300}\|)?(?P<wiki>[^\[\]|\n]{1,300})\]\]"
    r"|<(?:https?:|mailto:|/?[A-Za-z])[^<>]{0,500}>"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});)"
    r"|\*+|~~|==|(?<!\w)_+|_+(?!\w)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, list item or block quote."""

    text: str
    line: int
    """One-based number of the file's line in which it begins."""
    quoted: bool = False
    """A block quote, its paragraphs parted by empty lines."""


@dataclass(frozen=True, slots=True)
class Managed:
    """A managed block of an exported file."""

    block: Block
    line: int
    """One-based, of its begin comment."""


def parts_of(text: str, markdown: bool = True) -> Iterator[Passage | Managed]:
    """The passages and the managed blocks of a text, in order.

    Args:
        text: With LF as its only line end, and sanitised.
        markdown: Whether there is markup; block quotes (`>`) are told from other text in any case.
    """
    split = frontmatter.split(text) if markdown else None
    body = split[1] if split else text
    line = 1 + text.count("\n") - body.count("\n")
    for item in parse(body):
        if isinstance(item, str):
            yield from _passages(item, line, markdown)
            line += item.count("\n")
        else:
            if isinstance(item, Block):
                yield Managed(item, line)
            line += item.written().count("\n")


def _passages(text: str, first: int, markdown: bool) -> Iterator[Passage]:
    if markdown:
        text = _uncommented(text)
    kept: list[str] = []
    begun, quoted = first, False
    for number, line, is_quote in _lines(text.split("\n"), markdown):
        goes_on = is_quote == quoted and first + number == begun + len(kept)
        if kept and (not goes_on or (not quoted and (line is None or _begins(line, markdown)))):
            yield from _passage(kept, begun, quoted, markdown)
            kept = []
        if line is None:
            continue
        if not kept:
            begun, quoted = first + number, is_quote
        kept.append(line)
    if kept:
        yield from _passage(kept, begun, quoted, markdown)


def _uncommented(text: str) -> str:
    """Without HTML comments, but for their line breaks; one that does not end is text."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept += (text[at:start], "\n" * text.count("\n", start, end))
        at = end + 3
    return "".join([*kept, text[at:]])


def _begins(line: str, markdown: bool) -> bool:
    return markdown and bool(_ITEM.match(line) or _HEADING.match(line))


def _lines(lines: Iterable[str], markdown: bool) -> Iterator[tuple[int, str | None, bool]]:
    """Number, text and whether it is in a block quote, for each line; None for what parts passages."""
    fence = ""
    gap, listed, quoted = True, False, False
    for number, raw in enumerate(lines):
        line = raw.rstrip()
        opened = _FENCE.match(line) if markdown else None
        if fence or opened:
            if opened and (not fence or (opened[1].startswith(fence) and line.strip() == opened[1])):
                fence = "" if fence else opened[1]
            yield number, None, False
            gap = True
            continue
        mark = _QUOTE.match(line)
        if mark:
            line = line[mark.end() :]
            quoted, gap, listed = True, False, False
            yield number, line, True
            continue
        code = markdown and gap and not listed and line.strip() and re.match(r"(?: {4}| {0,3}\t)", line)
        if not line.strip() or code or (markdown and _RULE.match(line)):
            yield number, None, False
            gap, quoted = True, False
            continue
        quoted = quoted and not _SAID_BY.match(line.strip()) and not _begins(line, markdown)  # a lazy continuation
        listed = bool(_ITEM.match(line)) or (listed and (not gap or line[0].isspace()))
        gap = False
        yield number, line, quoted


def _passage(lines: list[str], begun: int, quoted: bool, markdown: bool) -> Iterator[Passage]:
    if quoted:
        if _CALLOUT.fullmatch(lines[0].strip()):
            lines, begun = lines[1:], begun + 1
        while lines and (not lines[-1].strip() or _SAID_BY.match(lines[-1].strip())):
            lines = lines[:-1]
    elif markdown:
        lines = [_ITEM.sub("", lines[0]) if _ITEM.match(lines[0]) else _HEADING.sub("", lines[0]), *lines[1:]]
    text = "\n".join(line.strip() for line in lines)
    if text.strip():
        yield Passage(plain(text) if markdown else text, begun, quoted)


def plain(text: str) -> str:
    """Markdown without its markup, with as many line breaks; a code span is a blank, as it quotes nobody."""
    return _INLINE.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    if match["escaped"]:
        return match["escaped"]
    if match["entity"]:
        return safe(html.unescape(match["entity"])).replace("\n", " ")
    inner = match["linked"] or match["wiki"]
    shown = plain(inner) if inner else " " if match["code"] else ""
    return shown + "\n" * (match[0].count("\n") - shown.count("\n"))


def quote_of(block: Block) -> str:
    """The quotation of a managed block: its first block quote, as plain text; empty where it holds none."""
    lines = block.content.split("\n")
    start = next((number for number, line in enumerate(lines) if line.startswith(">")), len(lines))
    kept: list[str] = []
    for line in lines[start:]:
        if not line.startswith(">"):
            break
        kept.append(line[1:].strip())
    if kept and _CALLOUT.fullmatch(kept[0]):
        kept = kept[1:]
    return plain("\n".join(kept)).strip("\n")
