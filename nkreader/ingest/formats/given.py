"""What a format takes and gives: bytes go in; texts, files inside the file, and what was left out come out."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import LIMIT, size
from nkreader.model.article import Stated

HEADING, BULLET, PARAGRAPH, ASIDE = "heading", "bullet", "paragraph", "boilerplate"
"""Kinds of blocks, named as `PartKind` names them. What stands aside is kept and shown, and says nothing of its own:
a signature, what an answer quotes."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a text whose kind the format knows."""

    kind: str
    """`HEADING`, `BULLET`, `PARAGRAPH` or `ASIDE`."""
    text: str
    """Without empty lines; a bullet begins with its mark, a line of a quotation or a verse may end in a newline."""


@dataclass(frozen=True, slots=True)
class Text:
    """One article as its format gives it."""

    text: str = ""
    """All that it says, where the format knows no blocks: it is taken apart like plain text."""
    blocks: tuple[Block, ...] = ()
    """Its blocks in order, where the format knows them."""
    stated: Stated = field(default_factory=Stated)
    key: str = ""
    """What names it in its file (an address, a message id); empty for the one article of a file."""
    where: str = ""
    """Which one of its file it is, in words (`message 7`); empty for the only one."""
    same_as: str | None = None
    """What names the article whatever its text becomes: the id of a feed's entry. None where nothing does."""
    own_url: bool = True
    """Whether the stated URL is its alone."""
    notices: tuple[str, ...] = ()
    """What its reader should know about the reading of it."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A file inside the file."""

    name: str
    """Its path in there, with `/` between the parts; never to be used as a path of this machine."""
    data: bytes
    hints: Hints = field(default_factory=lambda: Hints())


@dataclass(frozen=True, slots=True)
class Left:
    """Something inside the file that gave no article."""

    where: str
    """What it is, as a reader finds it: a member's name, `message 7`."""
    reason: str
    lasting: bool = True
    """Whether it will be the same as long as the file is."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of some bytes from elsewhere (the archive they lie in, the server that sent them)."""

    url: str | None = None
    charset: str | None = None
    media_type: str | None = None
    stated: Stated = field(default_factory=Stated)
    """What counts where the bytes themselves state nothing."""
    seen: str | None = None
    """When they were seen (by a crawl, on retrieval), in ISO 8601: what they hold was published by then."""


@dataclass(slots=True)
class Blob:
    """The bytes of a file, or of one inside another."""

    name: str
    """Its path or its name; for its suffix and for nothing else."""
    data: bytes | None = None
    """None for a file on the disk."""
    hints: Hints = field(default_factory=Hints)
    limit: int = LIMIT
    """Bytes that one article, or one file inside the file, may have."""

    def open(self) -> BinaryIO:
        """The bytes as a file that can be gone through in any order."""
        return open(self.name, "rb") if self.data is None else io.BytesIO(self.data)

    @property
    def size(self) -> int:
        """Bytes."""
        return os.stat(self.name).st_size if self.data is None else len(self.data)

    def read(self) -> bytes:
        """All bytes.

        Raises:
            OSError: if they cannot be read.
            Refused: if they are more than the limit.
        """
        if self.data is not None and len(self.data) <= self.limit:
            return self.data
        if self.data is None:
            with open(self.name, "rb") as file:
                data = file.read(self.limit + 1)
            if len(data) <= self.limit:
                return data
        raise Refused(f"larger than {size(self.limit)}", lasting=False)


Given = Iterator["Text | Inside | Left"]
Format = Callable[[Blob], Given]
"""Reads some bytes. Raises `Refused` where they are nothing of its kind, `OSError` where they cannot be read."""
