"""What reading a file gives: articles, and what was skipped with the reason."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from nkreader.ingest.decoding import Refused
from nkreader.model.article import Article
from nkreader.model.sanitise import safe_line

LIMIT = 20_000_000
"""Bytes; a larger file (of rows: a larger row) is skipped."""


@dataclass(frozen=True, slots=True)
class Extract:
    """An article and where it was found."""

    path: str
    """As given or joined; `FILE#KEY` for a row."""
    digest: str
    """Identity: SHA-256, 64 hex digits, of the text or of the row's canonical JSON."""
    article: Article
    size: int
    """Bytes of the file."""
    mtime_ns: int
    """When the file was last changed, in nanoseconds since the epoch."""
    own_url: bool = True
    """Whether the stated URL is its alone: one that several rows of a file share tells nothing of them."""
    where: str = ""
    """Which row of its file it is (`line 7`, `item 3`); empty for all of a file."""
    same_as: str | None = None
    """What names the article whatever its text becomes: a feed entry's id, a page's address."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a row of one, that gave no article."""

    path: str
    reason: str
    lasting: bool = False
    """Whether it will be the same as long as the file is: for what it holds, not for how it could be reached."""


Found = Iterator[Extract | Skipped]


@dataclass(slots=True)
class Source:
    """A regular file to read, and how much of it may be held in memory."""

    name: str
    """Its path, as given or joined."""
    status: os.stat_result
    limit: int = LIMIT
    at: int = 0
    """Bytes of the file that reading has come to."""
    data: bytes | None = None
    """What it holds, where it lies inside another file, whose `status` it has then; None for a file of its own."""

    @property
    def path(self) -> Path:
        """Its path."""
        return Path(self.name)

    @property
    def shown(self) -> str:
        """Its path as it may be shown."""
        return printable(self.name)

    def read(self) -> bytes:
        """All bytes of the file.

        Raises:
            OSError: if it cannot be read.
            Refused: if it is larger than the limit.
        """
        if self.data is not None or self.status.st_size <= self.limit:
            with self.open() as file:
                data = file.read(self.limit + 1)
            if len(data) <= self.limit:
                return data
        raise Refused(f"larger than {size(self.limit)}", lasting=False)

    def open(self) -> BinaryIO:
        """Its bytes as a file.

        Raises:
            OSError: if it cannot be read.
        """
        return open(self.name, "rb") if self.data is None else io.BytesIO(self.data)

    def extract(self, path: str, identity: bytes, article: Article, own_url: bool = True) -> Extract:
        """An article of this file, identified by the SHA-256 of `identity`."""
        digest = hashlib.sha256(identity).hexdigest()
        return Extract(path, digest, article, self.status.st_size, self.status.st_mtime_ns, own_url)


def printable(path: str | os.PathLike[str]) -> str:
    """A path that can be shown and stored: what its bytes do not say in UTF-8 is replaced."""
    return safe_line(os.fsencode(path).decode("utf-8", "replace"))


def size(count: int) -> str:
    """Bytes in words, in decimal units."""
    for unit, amount in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= amount:
            return f"{count / amount:.4g} {unit}"
    return f"{count} bytes"
