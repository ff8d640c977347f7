"""Managed blocks: what nkreader keeps up to date inside a file that otherwise belongs to the reader.

A block stands between two HTML comments; the first holds a hash of what was written between them, so that
an edited block is told from an untouched one. Everything else in the file is the reader's text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_ID = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")
_BEGIN = re.compile(rf"<!-- nkreader:begin (?P<id>{_ID.pattern}) sha=(?P<sha>[0-9a-f]{{16}}) -->[ \t]*\r?")
_REMOVED = re.compile(rf"<!-- nkreader:removed (?P<id>{_ID.pattern}) -->[ \t]*\r?")


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between a begin and an end comment.

    Raises:
        ValueError: if `id` would not survive inside a comment.
    """

    id: str
    content: str
    """Lines joined by LF, without a newline at the end."""
    stated: str = ""
    """The hash in the begin comment; empty for a block that is not in a file yet."""
    raw: str = field(default="", compare=False)
    """As it stands in the file, comments included."""

    def __post_init__(self) -> None:
        if _ID.fullmatch(self.id) is None:
            raise ValueError(f"not an id for a block: {self.id!r}")

    @property
    def sha(self) -> str:
        """The first 16 hex digits of the SHA-256 of `content`."""
        return hashlib.sha256(self.content.encode()).hexdigest()[:16]

    @property
    def edited(self) -> bool:
        """Whether somebody else changed it since it was written."""
        return bool(self.stated) and self.stated != self.sha

    def written(self, newline: str = "\n") -> str:
        """The block with its comments, as it stands in the file or as it is to be written."""
        if self.raw:
            return self.raw
        lines = f"<!-- nkreader:begin {self.id} sha={self.sha} -->\n{self.content}\n{_end(self.id)}\n"
        return lines.replace("\n", newline)


@dataclass(frozen=True, slots=True)
class Removed:
    """The one-line comment that a removed highlight leaves behind."""

    id: str
    raw: str = field(default="", compare=False)

    def written(self, newline: str = "\n") -> str:
        """The line, as it stands in the file or as it is to be written."""
        return self.raw or f"<!-- nkreader:removed {self.id} -->{newline}"


Item = str | Block | Removed
"""A stretch of the reader's text, or something that nkreader manages."""


def parse(text: str) -> list[Item]:
    """The body of a file in its parts; joined, they give `text` again (but for a newline at its very end).

    Of several blocks with one id the first is managed; a copy, and a block without an end, are the
    reader's text.
    """
    items: list[Item] = []
    kept: list[str] = []
    seen: set[str] = set()
    lines = text.split("\n")
    ends = [*("\n" for _ in lines[1:]), ""]
    at = 0
    while at < len(lines):
        found, past = _managed(lines, at)
        if found is not None and found.id not in seen:
            seen.add(found.id)
            items += ["".join(kept), found] if kept else [found]
            kept.clear()
            at = past
        else:
            kept.append(lines[at] + ends[at])
            at += 1
    rest = "".join(kept)
    return [*items, rest] if rest else items


def _managed(lines: Sequence[str], at: int) -> tuple[Block | Removed | None, int]:
    """What begins on a line, and the number of the line after it."""
    if removed := _REMOVED.fullmatch(lines[at]):
        return Removed(removed["id"], f"{lines[at]}\n"), at + 1
    begin = _BEGIN.fullmatch(lines[at])
    if begin is None:
        return None, at
    for end in range(at + 1, len(lines)):
        if _BEGIN.fullmatch(lines[end]):
            break
        if lines[end].rstrip() == _end(begin["id"]):
            content = "\n".join(line.removesuffix("\r") for line in lines[at + 1 : end])
            raw = "\n".join(lines[at : end + 1]) + "\n"
            return Block(begin["id"], content, begin["sha"], raw), end + 1
    return None, at


def render(items: Sequence[Item], newline: str = "\n") -> str:
    """The body of a file; two managed parts that touch get an empty line between them."""
    pieces: list[str] = []
    for number, item in enumerate(items):
        if isinstance(item, str):
            pieces.append(item)
            continue
        before = items[number - 1] if number else ""
        if not isinstance(before, str) or (before and not before.endswith("\n")):
            pieces.append(newline)
        pieces.append(item.written(newline))
    return "".join(pieces)


def _end(identity: str) -> str:
    return f"<!-- nkreader:end {identity} -->"
