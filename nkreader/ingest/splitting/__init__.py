"""From a sanitised text to its parts, one pure step after another.

Crawl header, front matter, dateline, title line, lines into blocks, what one line holds of several blocks,
marks, title. Blocks are disjoint and in order and hold every character that is not white space.
"""

from __future__ import annotations

from dataclasses import dataclass

from nkreader.ingest.front_matter import FrontMatter, front_matter
from nkreader.ingest.splitting.blocks import blocks
from nkreader.ingest.splitting.header import crawl_header
from nkreader.ingest.splitting.lines import lines_of
from nkreader.ingest.splitting.marks import marks
from nkreader.ingest.splitting.pieces import pieces
from nkreader.ingest.splitting.titles import article_title, stated_end, title_line
from nkreader.model.article import Part, PartKind, Stated
from nkreader.model.dateline import read_dateline
from nkreader.model.spans import Span


@dataclass(frozen=True, slots=True)
class Split:
    """A text taken apart."""

    parts: tuple[Part, ...]
    """In order of start; a block comes before the marks inside it."""
    title: str
    title_basis: str
    metadata: FrontMatter | None


def split(text: str, stated_title: str | None = None) -> Split:
    """Take a sanitised text apart; `stated_title` is what came with it as its title.

    The title that front matter states counts as stated unless the caller knows better.
    """
    found: list[Part] = []
    start = 0
    if (header := crawl_header(text)) is not None:
        found.append(Part(PartKind.HEADER, header))
        start = header.end
    if (metadata := front_matter(text, start)) is not None:
        found.append(Part(PartKind.METADATA, metadata.span))
        start = metadata.span.end
        stated_title = stated_title or metadata.stated(Stated()).title
    begin = stated_end(text, start, stated_title)
    dateline = read_dateline(text, Span(begin, len(text)))
    lines = lines_of(text, start, dateline.span if dateline else None)
    title = title_line(lines, stated_title, dateline)
    laid = blocks(lines, title, dateline)
    laid = pieces(text, laid, dateline)
    found += laid
    found += marks(text, laid, dateline)
    found.sort(key=_order)
    parts = tuple(found)
    return Split(parts, *article_title(text, parts, stated_title), metadata)


def _order(part: Part) -> tuple[int, int]:
    return part.span.start, -part.span.end
