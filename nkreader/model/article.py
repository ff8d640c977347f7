"""An article: its text for good, and where its parts stand in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from nkreader.model.sanitise import Replaced
from nkreader.model.spans import Span


class PartKind(StrEnum):
    """What a stretch of an article is.

    Blocks (the first group) are disjoint and in text order and together hold everything but white space.
    Marks (the second group) lie inside a block.
    """

    HEADER = "header"
    """A crawler's ` date 2024-03-24 ` at the very start."""
    METADATA = "metadata"
    """Front matter."""
    TITLE = "title"
    HEADING = "heading"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    BOILERPLATE = "boilerplate"
    """Labels, footers and share lines: kept, shown dimmed, never analysed."""

    BYLINE = "byline"
    DATELINE = "dateline"
    """`Seoul, May 4 (NationPress)` with what follows it up to the sentence."""
    LEAD_MARK = "lead mark"
    """`(LEAD)`, `(2nd LD)`, `(ATTN: ...)`."""


BLOCKS = frozenset(list(PartKind)[:7])


@dataclass(frozen=True, slots=True)
class Part:
    """One part and its place."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Stated:
    """What came with an article from outside its text (a row's fields, front matter, options); as given."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    dated_by: str | None = None
    """Where the date comes from, as a part of a sentence: `the page's JSON-LD, datePublished`."""
    suggested: str | None = None
    """A date that what came with the article suggests without stating it (a page's address); `dated_by` says what."""


@dataclass(frozen=True)
class Article:
    """A sanitised text and its parts. Never shifted, never shortened."""

    text: str
    parts: tuple[Part, ...]
    """In order of start; a block comes before the marks inside it."""
    title: str
    """One line; stated, the first line, or derived from the first sentence."""
    title_basis: str
    """`stated`, `first line`, `first sentence` or `none`."""
    stated: Stated = field(default_factory=Stated)
    lang: str = "en"
    """ISO 639-1 code, `und` where unknown."""
    replaced: tuple[Replaced, ...] = ()
    notices: tuple[str, ...] = ()
    """What its reader should know about the reading of it (a guessed encoding)."""

    @cached_property
    def blocks(self) -> tuple[Part, ...]:
        """The disjoint parts in order."""
        return tuple(part for part in self.parts if part.kind in BLOCKS)

    @cached_property
    def body(self) -> tuple[Part, ...]:
        """The blocks that say something: headings, bullets and paragraphs."""
        said = (PartKind.HEADING, PartKind.BULLET, PartKind.PARAGRAPH)
        return tuple(part for part in self.blocks if part.kind in said)

    def all(self, kind: PartKind) -> tuple[Span, ...]:
        """The spans of every part of one kind."""
        return tuple(part.span for part in self.parts if part.kind is kind)

    def first(self, kind: PartKind) -> Span | None:
        """The span of the first part of one kind."""
        return next((part.span for part in self.parts if part.kind is kind), None)

    @cached_property
    def words(self) -> int:
        """Words of the body, split at white space."""
        return sum(len(part.span.of(self.text).split()) for part in self.body)
